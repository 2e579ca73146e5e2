package paginate_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/paginate"
)

// newClient is a client of an account with five topics, two on a page.
func newClient() (*awstest.Cloud, *sns.Client) {
	cloud := awstest.New(nil)
	topic := func(name string) types.Topic {
		return types.Topic{TopicArn: aws.String("arn:aws:sns:eu-west-1:111122223333:" + name)}
	}
	awstest.Pages[sns.ListTopicsInput](cloud,
		&sns.ListTopicsOutput{Topics: []types.Topic{topic("alerts"), topic("builds")}},
		&sns.ListTopicsOutput{Topics: []types.Topic{topic("customers"), topic("deploys")}},
		&sns.ListTopicsOutput{Topics: []types.Topic{topic("events")}})
	return cloud, sns.NewFromConfig(cloud.Config())
}

// topics says what the items of a page are.
func topics(out *sns.ListTopicsOutput) []types.Topic { return out.Topics }

func name(t types.Topic) string { return (*t.TopicArn)[strings.LastIndex(*t.TopicArn, ":")+1:] }

func ExampleItems() {
	ctx := context.Background()
	_, client := newClient()
	for topic, err := range paginate.Items(ctx, paginate.Op(client.ListTopics, &sns.ListTopicsInput{}), topics) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(name(topic))
	}
	// Output:
	// alerts
	// builds
	// customers
	// deploys
	// events
}

// A paginator of the SDK can stand in the place of Op.
func ExampleItems_sdkPaginator() {
	ctx := context.Background()
	_, client := newClient()
	pager := sns.NewListTopicsPaginator(client, &sns.ListTopicsInput{})
	all, err := paginate.Collect(paginate.Items(ctx, pager, topics))
	fmt.Println(len(all), err)
	// Output: 5 <nil>
}

func ExamplePages() {
	ctx := context.Background()
	_, client := newClient()
	for page, err := range paginate.Pages(ctx, paginate.Op(client.ListTopics, nil)) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(len(page.Topics), "topics")
	}
	// Output:
	// 2 topics
	// 2 topics
	// 1 topics
}

// The page after the last item that is needed is not fetched.
func ExampleWith() {
	ctx := context.Background()
	cloud, client := newClient()
	op := paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{Limit: 3})
	some, err := paginate.Collect(paginate.Items(ctx, op, topics))
	fmt.Println(len(some), "topics,", len(awstest.Calls[sns.ListTopicsInput](cloud)), "requests,", err)
	// Output: 3 topics, 2 requests, <nil>
}

// Stop anywhere, and go on later, in another process, from the very next item.
func ExampleCursor() {
	ctx := context.Background()
	_, client := newClient()
	op := paginate.Op(client.ListTopics, nil)

	cur := new(paginate.Cursor)
	for topic, err := range paginate.Items(ctx, paginate.With(op, paginate.Options{Track: cur}), topics) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(name(topic))
		if name(topic) == "customers" {
			break // out of time, in the middle of a page
		}
	}
	state, err := cur.MarshalText() // keep it anywhere
	if err != nil {
		fmt.Println(err)
		return
	}

	fmt.Println("later:")
	for topic, err := range paginate.Items(ctx, paginate.With(op, paginate.Options{Resume: state}), topics) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(name(topic))
	}
	// Output:
	// alerts
	// builds
	// customers
	// later:
	// deploys
	// events
}

// Where the token fields cannot be told, two functions say what they are.
func ExampleOpTokens() {
	ctx := context.Background()
	_, client := newClient()
	op := paginate.OpTokens(client.ListTopics, &sns.ListTopicsInput{},
		func(out *sns.ListTopicsOutput) (string, bool) {
			return aws.ToString(out.NextToken), out.NextToken != nil
		},
		func(in *sns.ListTopicsInput, token string) { in.NextToken = &token })
	all, err := paginate.Collect(paginate.Items(ctx, op, topics))
	fmt.Println(len(all), err)
	// Output: 5 <nil>
}

// A wrong argument is an error before any request.
func ExampleWith_invalid() {
	_, client := newClient()
	op := paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{Limit: -1})
	for _, err := range paginate.Items(context.Background(), op, topics) {
		fmt.Println(err)
		fmt.Println(errors.Is(err, awserr.ErrInvalid))
	}
	// Output:
	// sns.ListTopics: invalid Options.Limit -1: must not be negative
	// true
}

// A progress bar needs one function.
func ExampleProgress() {
	_, client := newClient()
	op := paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{
		OnPage: func(p paginate.Progress) {
			if p.Done {
				fmt.Printf("%d topics with %d requests\n", p.Items, p.Requests)
			}
		},
	})
	if _, err := paginate.Collect(paginate.Items(context.Background(), op, topics)); err != nil {
		fmt.Println(err)
	}
	// Output: 5 topics with 3 requests
}
