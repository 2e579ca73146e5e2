package tokens

// demand is what a service demands of a request for a page that neither names nor
// types of fields tell.
type demand struct {
	operation string   // "sqs.ListQueues"
	size      int      // the page size to ask for where none is set: without one there is never a token
	sized     []string // fields beside which the service refuses a page size
	token     []string // fields that the service refuses together with a token
	last      string   // list of the output whose last item's key is the token where there is none
}

// demands holds what the documentation of the fields says, in all models of
// botocore; a test in integration/paginate compares.
var demands = []demand{
	// The answer ends at the first 1,000 (or 100) without a token.
	{operation: "sqs.ListQueues", size: 1000},
	{operation: "sqs.ListDeadLetterSourceQueues", size: 1000},
	{operation: "mediastore.ListContainers", size: 100},

	{operation: "ecr.DescribeImages", sized: []string{"ImageIds"}},
	{operation: "ecr.DescribeRepositories", sized: []string{"RepositoryNames"}},
	{operation: "ecr.GetLifecyclePolicyPreview", sized: []string{"ImageIds"}},
	{operation: "ecrpublic.DescribeImages", sized: []string{"ImageIds"}},
	{operation: "ecrpublic.DescribeRepositories", sized: []string{"RepositoryNames"}},

	{operation: "redshift.DescribeTags", sized: []string{"ResourceName"}},
	{operation: "resourcegroupstaggingapi.GetResources", sized: []string{"ResourceARNList"}},
	{operation: "route53domains.ListPrices", sized: []string{"Tld"}},

	// NextMarker comes with a delimiter only.
	{operation: "s3.ListObjects", last: "Contents"},

	// "NextToken and StreamARN cannot be provided together", which is said of the
	// name only in the documentation, and likewise of the filter.
	{operation: "kinesis.ListShards", token: []string{
		"StreamName", "StreamARN", "StreamCreationTimestamp", "ExclusiveStartShardId", "ShardFilter",
	}},
	{operation: "kinesis.ListStreamConsumers", token: []string{"StreamCreationTimestamp"}},
}

func demandOf(operation string) demand {
	for _, d := range demands {
		if d.operation == operation {
			return d
		}
	}
	return demand{}
}
