package tokens

// demand is what a service demands of a request for a page that neither names nor
// types of fields tell.
type demand struct {
	size  int      // the page size to ask for where none is set: without one there is never a token
	sized []string // fields beside which the service refuses a page size
	token []string // fields that the service refuses together with a token
	last  string   // list of the output whose last item's key is the token where there is none
}

// demands holds what the documentation of the fields says, in all models of
// botocore; a test in integration/paginate compares.
var demands = map[string]demand{
	// The answer ends at the first 1,000 (or 100) without a token.
	"sqs.ListQueues":                 {size: 1000},
	"sqs.ListDeadLetterSourceQueues": {size: 1000},
	"mediastore.ListContainers":      {size: 100},

	"ecr.DescribeImages":             {sized: []string{"ImageIds"}},
	"ecr.DescribeRepositories":       {sized: []string{"RepositoryNames"}},
	"ecr.GetLifecyclePolicyPreview":  {sized: []string{"ImageIds"}},
	"ecrpublic.DescribeImages":       {sized: []string{"ImageIds"}},
	"ecrpublic.DescribeRepositories": {sized: []string{"RepositoryNames"}},

	"redshift.DescribeTags":                 {sized: []string{"ResourceName"}},
	"resourcegroupstaggingapi.GetResources": {sized: []string{"ResourceARNList"}},
	"route53domains.ListPrices":             {sized: []string{"Tld"}},

	// NextMarker comes with a delimiter only.
	"s3.ListObjects": {last: "Contents"},

	// "NextToken and StreamARN cannot be provided together", which is said of the
	// name only in the documentation, and likewise of the filter.
	"kinesis.ListShards": {token: []string{
		"StreamName", "StreamARN", "StreamCreationTimestamp", "ExclusiveStartShardId", "ShardFilter",
	}},
	"kinesis.ListStreamConsumers": {token: []string{"StreamCreationTimestamp"}},
}
