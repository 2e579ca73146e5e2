package paginate_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudfront"
	cftypes "github.com/aws/aws-sdk-go-v2/service/cloudfront/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	logstypes "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	kinesistypes "github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	r53types "github.com/aws/aws-sdk-go-v2/service/route53/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/paginate"
)

// EC2 refuses MaxResults beside ids.
func TestPageSizeOfEC2(t *testing.T) {
	for name, c := range map[string]struct {
		in   *ec2.DescribeInstancesInput
		o    paginate.Options
		want *int32
	}{
		"is sent":                       {&ec2.DescribeInstancesInput{}, paginate.Options{PageSize: 50}, aws.Int32(50)},
		"is left away beside ids":       {&ec2.DescribeInstancesInput{InstanceIds: []string{"i-1"}}, paginate.Options{PageSize: 50}, nil},
		"is not lowered":                {&ec2.DescribeInstancesInput{}, paginate.Options{PageSize: 50, Limit: 2}, aws.Int32(50)},
		"is the caller's if he insists": {&ec2.DescribeInstancesInput{MaxResults: aws.Int32(3)}, paginate.Options{Limit: 2}, aws.Int32(3)},
	} {
		t.Run(name, func(t *testing.T) {
			cloud := awstest.New(t)
			awstest.Return[ec2.DescribeInstancesInput](cloud, &ec2.DescribeInstancesOutput{})
			client := ec2.NewFromConfig(cloud.Config())
			_, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(paginate.Op(client.DescribeInstances, c.in), c.o),
				func(out *ec2.DescribeInstancesOutput) []ec2types.Reservation { return out.Reservations }))
			require.NoError(t, err)
			assert.Equal(t, c.want, awstest.Calls[ec2.DescribeInstancesInput](cloud)[0].MaxResults)
		})
	}
}

func TestNestedTokenOfCloudFront(t *testing.T) {
	cloud := awstest.New(t)
	list := func(ids ...string) *cloudfront.ListDistributionsOutput {
		l := &cftypes.DistributionList{Marker: aws.String(""), IsTruncated: aws.Bool(false)}
		for _, id := range ids {
			l.Items = append(l.Items, cftypes.DistributionSummary{Id: &id})
		}
		return &cloudfront.ListDistributionsOutput{DistributionList: l}
	}
	awstest.Pages[cloudfront.ListDistributionsInput](cloud, list("a", "b"), list(), list("c"))
	client := cloudfront.NewFromConfig(cloud.Config())
	walks[cloudfront.ListDistributionsInput, cloudfront.ListDistributionsOutput, cloudfront.Options]{
		op: paginate.Op(client.ListDistributions, nil), size: 2, want: 3,
		items: func(out *cloudfront.ListDistributionsOutput) []string {
			return names(out.DistributionList.Items, func(d cftypes.DistributionSummary) *string { return d.Id })
		},
	}.atEveryPosition(t)
	assert.Equal(t, int32(2), *awstest.Calls[cloudfront.ListDistributionsInput](cloud)[0].MaxItems)
}

func TestThreeTokensOfRoute53(t *testing.T) {
	cloud := awstest.New(t)
	var pages []*route53.ListResourceRecordSetsOutput
	for _, name := range []string{"a.", "b.", "c.", "d."} {
		pages = append(pages, &route53.ListResourceRecordSetsOutput{
			ResourceRecordSets: []r53types.ResourceRecordSet{{Name: &name, Type: r53types.RRTypeA}},
		})
	}
	// The second page begins at a record without an identifier, the third with one.
	pages[0].NextRecordName, pages[0].NextRecordType, pages[0].IsTruncated = aws.String("b."), r53types.RRTypeA, true
	pages[1].NextRecordName, pages[1].NextRecordType, pages[1].IsTruncated = aws.String("c."), r53types.RRTypeA, true
	pages[1].NextRecordIdentifier = aws.String("eu")
	awstest.Pages[route53.ListResourceRecordSetsInput](cloud, pages...)
	client := route53.NewFromConfig(cloud.Config())
	walks[route53.ListResourceRecordSetsInput, route53.ListResourceRecordSetsOutput, route53.Options]{
		op: paginate.Op(client.ListResourceRecordSets, &route53.ListResourceRecordSetsInput{HostedZoneId: aws.String("Z1")}), want: 4,
		items: func(out *route53.ListResourceRecordSetsOutput) []string {
			return names(out.ResourceRecordSets, func(r r53types.ResourceRecordSet) *string { return r.Name })
		},
	}.atEveryPosition(t)
	calls := awstest.Calls[route53.ListResourceRecordSetsInput](cloud)
	assert.Nil(t, calls[1].StartRecordIdentifier)
	assert.Equal(t, "eu", *calls[2].StartRecordIdentifier)
}

// GetLogEvents gives a token for each direction; Op goes forward. At the end of
// the stream it repeats the token, and a cursor continues when there are new events.
func TestGetLogEventsGoesForwardAndOnWhenNewEventsCome(t *testing.T) {
	events := []string{"one", "two", "three"}
	cloud := awstest.New(t)
	awstest.On(cloud, func(_ context.Context, in *cloudwatchlogs.GetLogEventsInput) (*cloudwatchlogs.GetLogEventsOutput, error) {
		from := 0
		if in.NextToken != nil {
			fmt.Sscanf(*in.NextToken, "f/%d", &from)
		}
		to := min(from+2, len(events))
		out := &cloudwatchlogs.GetLogEventsOutput{NextForwardToken: aws.String(fmt.Sprintf("f/%d", to)), NextBackwardToken: aws.String("b/0")}
		for _, e := range events[from:to] {
			out.Events = append(out.Events, logstypes.OutputLogEvent{Message: &e})
		}
		return out, nil
	})
	client := cloudwatchlogs.NewFromConfig(cloud.Config())
	in := &cloudwatchlogs.GetLogEventsInput{LogGroupName: aws.String("g"), LogStreamName: aws.String("s"), StartFromHead: aws.Bool(true)}
	byHand := paginate.OpTokens(client.GetLogEvents, in,
		func(out *cloudwatchlogs.GetLogEventsOutput) (*string, bool) { return out.NextForwardToken, true },
		func(in *cloudwatchlogs.GetLogEventsInput, token *string) { in.NextToken = token })

	for name, op := range map[string]*paginate.Operation[*cloudwatchlogs.GetLogEventsInput, *cloudwatchlogs.GetLogEventsOutput, cloudwatchlogs.Options]{
		"Op": paginate.Op(client.GetLogEvents, in), "OpTokens": byHand,
	} {
		t.Run(name, func(t *testing.T) {
			events = events[:3]
			tail := func(state []byte) ([]string, []byte) {
				var got []string
				var cur paginate.Cursor
				o := paginate.Options{StopOnRepeat: name == "OpTokens", Track: &cur, Resume: state}
				for e, err := range paginate.ListOf[logstypes.OutputLogEvent](t.Context(), paginate.With(op, o)) {
					require.NoError(t, err)
					got = append(got, *e.Message)
				}
				assert.False(t, cur.Finished(), "a log has no end")
				state, err := cur.MarshalText()
				require.NoError(t, err)
				return got, state
			}
			got, state := tail(nil)
			assert.Equal(t, []string{"one", "two", "three"}, got)
			got, state = tail(state)
			assert.Empty(t, got)
			events = append(events, "four", "five", "six")
			got, state = tail(state)
			assert.Equal(t, []string{"four", "five", "six"}, got)
			got, _ = tail(state)
			assert.Empty(t, got)
		})
	}
}

// ListShards refuses the stream's name beside a token, which stands for it. The
// SDK has no paginator for it.
func TestKinesisRefusesTheStreamBesideAToken(t *testing.T) {
	cloud := awstest.New(t)
	shard := func(id string) *kinesis.ListShardsOutput {
		return &kinesis.ListShardsOutput{Shards: []kinesistypes.Shard{{ShardId: &id}}}
	}
	awstest.Pages[kinesis.ListShardsInput](cloud, shard("s0"), shard("s1"))
	client := kinesis.NewFromConfig(cloud.Config())
	walks[kinesis.ListShardsInput, kinesis.ListShardsOutput, kinesis.Options]{
		op: paginate.Op(client.ListShards, &kinesis.ListShardsInput{StreamName: aws.String("walk")}), want: 2,
		items: func(out *kinesis.ListShardsOutput) []string {
			return names(out.Shards, func(s kinesistypes.Shard) *string { return s.ShardId })
		},
	}.atEveryPosition(t)
	for _, in := range awstest.Calls[kinesis.ListShardsInput](cloud) {
		assert.Equal(t, in.NextToken == nil, in.StreamName != nil, "the name goes with the first page alone")
	}

	byARN := &kinesis.ListShardsInput{StreamARN: aws.String("arn"), ShardFilter: &kinesistypes.ShardFilter{Type: kinesistypes.ShardFilterTypeAtLatest}}
	shards, err := paginate.Collect(paginate.List[kinesistypes.Shard](t.Context(), client.ListShards, byARN))
	require.NoError(t, err)
	assert.Len(t, shards, 2)
	calls := awstest.Calls[kinesis.ListShardsInput](cloud)
	first, second := calls[len(calls)-2], calls[len(calls)-1]
	assert.Equal(t, "arn", *first.StreamARN)
	assert.NotNil(t, first.ShardFilter)
	assert.Nil(t, second.StreamARN, "the token stands for it")
	assert.Nil(t, second.ShardFilter)
	assert.NotNil(t, byARN.StreamARN, "the caller's input stays")
}

// The next token of DescribeStream is the id of the last shard.
func TestKinesisShardsByHand(t *testing.T) {
	cloud := awstest.New(t)
	all := []string{"s0", "s1", "s2", "s3", "s4"}
	awstest.On(cloud, func(_ context.Context, in *kinesis.DescribeStreamInput) (*kinesis.DescribeStreamOutput, error) {
		left := all[slices.Index(all, aws.ToString(in.ExclusiveStartShardId))+1:]
		some := left[:min(len(left), int(*in.Limit))]
		d := &kinesistypes.StreamDescription{HasMoreShards: aws.Bool(len(some) < len(left))}
		for _, id := range some {
			d.Shards = append(d.Shards, kinesistypes.Shard{ShardId: &id})
		}
		return &kinesis.DescribeStreamOutput{StreamDescription: d}, nil
	})
	client := kinesis.NewFromConfig(cloud.Config())
	in := &kinesis.DescribeStreamInput{StreamName: aws.String("walk")}
	_, err := paginate.Collect(paginate.Pages(t.Context(), paginate.Op(client.DescribeStream, in)))
	require.ErrorIs(t, err, paginate.ErrNoTokens)

	walks[kinesis.DescribeStreamInput, kinesis.DescribeStreamOutput, kinesis.Options]{
		op: paginate.OpTokens(client.DescribeStream, in,
			func(out *kinesis.DescribeStreamOutput) (string, bool) {
				d := out.StreamDescription
				return *d.Shards[len(d.Shards)-1].ShardId, *d.HasMoreShards
			},
			func(in *kinesis.DescribeStreamInput, id string) { in.ExclusiveStartShardId = &id }),
		size: 2, want: 5,
		items: func(out *kinesis.DescribeStreamOutput) []string {
			return names(out.StreamDescription.Shards, func(s kinesistypes.Shard) *string { return s.ShardId })
		},
	}.atEveryPosition(t)
}

func TestTokensByHandOnTheWire(t *testing.T) {
	cfg := configFor(t, moto.Start(t).URL)
	ctx := t.Context()

	t.Run("S3 objects of the first version, the last key", func(t *testing.T) {
		client := s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true })
		b := aws.String("walk")
		_, err := client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: b})
		require.NoError(t, err)
		for i := range 5 {
			_, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: b, Key: aws.String(fmt.Sprint("key ", i))})
			require.NoError(t, err)
		}
		keys := func(out *s3.ListObjectsOutput) []string {
			return names(out.Contents, func(o s3types.Object) *string { return o.Key })
		}
		walks[s3.ListObjectsInput, s3.ListObjectsOutput, s3.Options]{
			op: paginate.OpTokens(client.ListObjects, &s3.ListObjectsInput{Bucket: b},
				func(out *s3.ListObjectsOutput) (string, bool) {
					if len(out.Contents) == 0 || !aws.ToBool(out.IsTruncated) {
						return "", false
					}
					return *out.Contents[len(out.Contents)-1].Key, true
				},
				func(in *s3.ListObjectsInput, key string) { in.Marker = &key }),
			size: 2, want: 5, items: keys,
		}.atEveryPosition(t)
	})
}

// Without a delimiter S3 gives no NextMarker: the last key is the marker. With no
// key either, what is left must not be lost in silence.
func TestListObjectsContinuesAfterTheLastKey(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Pages[s3.ListObjectsInput](cloud,
		&s3.ListObjectsOutput{IsTruncated: aws.Bool(true), Contents: []s3types.Object{{Key: aws.String("a")}, {Key: aws.String("b")}}},
		&s3.ListObjectsOutput{IsTruncated: aws.Bool(true)})
	client := s3.NewFromConfig(cloud.Config())
	got, err := paginate.Collect(paginate.List[s3types.Object](t.Context(), client.ListObjects, &s3.ListObjectsInput{Bucket: aws.String("b")}))
	assert.Len(t, got, 2)
	require.ErrorIs(t, err, paginate.ErrNoTokens)
	assert.EqualError(t, err, "paginate: s3.ListObjects: page 2: page tokens are not known: "+
		"the output says that there is more but carries no token: use paginate.OpTokens")
	assert.Equal(t, "b", *awstest.Calls[s3.ListObjectsInput](cloud)[1].Marker)
}

// What has no token continues after the last item, and the error says by what.
func TestOpSaysWhatAnOperationHasInPlaceOfAToken(t *testing.T) {
	client := kinesis.NewFromConfig(awstest.New(t).Config())
	_, err := paginate.Collect(paginate.List[kinesistypes.Tag](t.Context(), client.ListTagsForStream, nil))
	require.ErrorIs(t, err, paginate.ErrNoTokens)
	assert.ErrorContains(t, err, "kinesis.ListTagsForStream: no page token fields found; HasMoreTags says whether there is more, and ExclusiveStartTagKey is set from the last item: use paginate.OpTokens")

	_, err = paginate.Collect(paginate.List[kinesistypes.Shard](t.Context(), client.DescribeStream, nil))
	assert.ErrorContains(t, err, "StreamDescription.HasMoreShards says whether there is more, and ExclusiveStartShardId is set")
}
