package collections_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"path"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/smithy-go"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/paginate"
)

// newClient is a client of a small cloud with five topics, two on a page.
func newClient() (*sns.Client, *awstest.Cloud) {
	cloud := awstest.New(nil)
	awstest.Pages[sns.ListTopicsInput](cloud,
		topics("arn:aws:sns:eu-west-1:111122223333:alarms", "arn:aws:sns:eu-west-1:111122223333:orders"),
		topics("arn:aws:sns:eu-west-1:111122223333:orders-dlq", "arn:aws:sns:eu-west-1:111122223333:reports"),
		topics("arn:aws:sns:eu-west-1:111122223333:test"))
	awstest.On(cloud, func(_ context.Context, in *sns.DeleteTopicInput) (*sns.DeleteTopicOutput, error) {
		return &sns.DeleteTopicOutput{}, nil
	}).Optional()
	return sns.NewFromConfig(cloud.Config()), cloud
}

func topicName(t types.Topic) string { return path.Base(strings.ReplaceAll(*t.TopicArn, ":", "/")) }

func ExampleFrom() {
	ctx := context.Background()
	client, cloud := newClient()

	topics := collections.List[types.Topic](client.ListTopics, nil)
	orders := topics.Filter(func(t types.Topic) bool { return strings.HasPrefix(topicName(t), "orders") }).Limit(2)

	for topic, err := range orders.All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(topicName(topic))
	}
	fmt.Println(len(awstest.Calls[sns.ListTopicsInput](cloud)), "of 3 pages requested")
	// Output:
	// orders
	// orders-dlq
	// 2 of 3 pages requested
}

func ExampleMap() {
	client, _ := newClient()
	topics := collections.List[types.Topic](client.ListTopics, nil)
	names, err := collections.Map(topics, topicName).Collect(context.Background())
	fmt.Println(names, err)
	// Output: [alarms orders orders-dlq reports test] <nil>
}

// A listing often gives names only; what they stand for takes a call each.
func ExampleMapEach() {
	cloud := awstest.New(nil)
	awstest.Pages[sns.ListTopicsInput](cloud, topics("orders", "reports"), topics("test"))
	awstest.On(cloud, func(_ context.Context, in *sns.GetTopicAttributesInput) (*sns.GetTopicAttributesOutput, error) {
		return &sns.GetTopicAttributesOutput{Attributes: map[string]string{"DisplayName": strings.ToUpper(*in.TopicArn)}}, nil
	})
	client := sns.NewFromConfig(cloud.Config())

	topics := collections.List[types.Topic](client.ListTopics, nil)
	displayNames := collections.MapEach(topics, 8, func(ctx context.Context, t types.Topic) (string, error) {
		out, err := client.GetTopicAttributes(ctx, &sns.GetTopicAttributesInput{TopicArn: t.TopicArn})
		if err != nil {
			return "", err
		}
		return out.Attributes["DisplayName"], nil
	})
	fmt.Println(displayNames.Collect(context.Background()))
	// Output: [ORDERS REPORTS TEST] <nil>
}

func ExampleCollection_Batches() {
	client, _ := newClient()
	topics := collections.List[types.Topic](client.ListTopics, nil)
	for batch, err := range collections.Map(topics, topicName).Batches(context.Background(), 3) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(batch)
	}
	// Output:
	// [alarms orders orders-dlq]
	// [reports test]
}

// The loop that cannot lose an error.
func ExampleCollection_Do() {
	client, _ := newClient()
	topics := collections.List[types.Topic](client.ListTopics, nil)
	err := topics.Limit(2).Do(context.Background(), func(t types.Topic) error {
		fmt.Println(topicName(t))
		return nil
	})
	fmt.Println(err)
	// Output:
	// alarms
	// orders
	// <nil>
}

func ExampleCollection_ForEach() {
	client, _ := newClient()
	topics := collections.List[types.Topic](client.ListTopics, nil)
	remove := func(ctx context.Context, t types.Topic) error {
		_, err := client.DeleteTopic(ctx, &sns.DeleteTopicInput{TopicArn: t.TopicArn})
		return err
	}
	report, err := topics.ForEach(context.Background(), remove, collections.ForEachOptions{Concurrency: 4})
	fmt.Println(report.Done, "deleted", err)
	// Output: 5 deleted <nil>
}

// Stop anywhere, and go on from the very next item, in another process too.
func ExampleCollection_Track() {
	ctx := context.Background()
	client, _ := newClient()
	names := func() collections.Collection[string] {
		return collections.Map(collections.List[types.Topic](client.ListTopics, nil), topicName)
	}

	cur := new(paginate.Cursor)
	for name, err := range names().Track(cur).All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(name)
		if name == "orders-dlq" {
			break
		}
	}
	state, err := cur.MarshalText()
	if err != nil {
		log.Fatal(err)
	}

	rest, err := names().Resume(state).Collect(ctx)
	fmt.Println(rest, err)
	// Output:
	// alarms
	// orders
	// orders-dlq
	// [reports test] <nil>
}

// A batch action does with many items at once what the service allows, and
// accounts for each of them.
func ExampleCollection_Batch() {
	remove := func(_ context.Context, keys []string) ([]collections.Failure, error) {
		var failures []collections.Failure // as S3's DeleteObjects reports them
		for i, key := range keys {
			if key == "locked" {
				failures = append(failures, collections.Failure{Index: i, Err: &smithy.GenericAPIError{Code: "AccessDenied", Message: "Access Denied"}})
			}
		}
		return failures, nil
	}
	report, err := collections.Of("a", "b", "locked", "c").Batch(context.Background(), remove, collections.BatchOptions{Size: 3})
	fmt.Println(report.Done, "done in", report.Calls, "calls")
	for _, failed := range report.Failed {
		fmt.Println(failed.Item, "is left:", failed.Err)
	}
	_, ok := errors.AsType[smithy.APIError](err)
	fmt.Println(ok)
	// Output:
	// 3 done in 2 calls
	// locked is left: api error AccessDenied: Access Denied
	// true
}

func ExampleMerge() {
	client, _ := newClient()
	regions := make([]collections.Source[types.Topic], 0, 3)
	for _, region := range []string{"eu-west-1", "eu-north-1", "us-east-1"} {
		regions = append(regions, collections.List[types.Topic](client.ListTopics, nil,
			func(o *sns.Options) { o.Region = region }))
	}
	n, err := collections.Merge(collections.MergeOptions{}, regions...).Count(context.Background())
	fmt.Println(n, "topics,", err)
	// Output: 15 topics, <nil>
}

// The request can be changed anywhere in a chain; a base is never.
func ExampleListing_With() {
	cloud := awstest.New(nil)
	awstest.On(cloud, func(_ context.Context, in *sns.ListSubscriptionsByTopicInput) (*sns.ListSubscriptionsByTopicOutput, error) {
		return &sns.ListSubscriptionsByTopicOutput{Subscriptions: []types.Subscription{{Endpoint: aws.String("https://example.com/" + *in.TopicArn)}}}, nil
	})
	client := sns.NewFromConfig(cloud.Config())

	base := collections.List[types.Subscription](client.ListSubscriptionsByTopic, nil).Limit(10)
	for _, topic := range []string{"orders", "reports"} {
		first, _, err := base.With(func(in *sns.ListSubscriptionsByTopicInput) { in.TopicArn = &topic }).First(context.Background())
		fmt.Println(*first.Endpoint, err)
	}
	// Output:
	// https://example.com/orders <nil>
	// https://example.com/reports <nil>
}
