package snsres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Topic is a topic: what is published to it is sent to its subscriptions. It is
// identified by its ARN.
type Topic struct {
	node
	ARN string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *sns.GetTopicAttributesOutput
}

// Topic returns the topic with an ARN. It makes no request, and the topic need
// not exist.
func (s *SNS) Topic(arn string) *Topic {
	return &Topic{node: node{service: s}, ARN: arn}
}

// Identity returns what identifies the topic. It is comparable, and can be the
// key of a map.
func (t *Topic) Identity() resources.Identity {
	if t == nil {
		return resources.Identity{}
	}
	return t.service.at().Identity("Topic", "ARN", t.ARN)
}

// String returns the type and the identifiers of the topic.
func (t *Topic) String() string { return t.Identity().String() }

// LogValue implements slog.LogValuer.
func (t *Topic) LogValue() slog.Value { return t.Identity().LogValue() }

func (t *Topic) check(operation string) error {
	if t == nil {
		return resources.Nil(operation, "Topic")
	}
	return t.service.at().Check(operation, "ARN", t.ARN)
}

// Load reads Data (GetTopicAttributes), unless it is set and not stale.
// Concurrent calls make one request.
func (t *Topic) Load(ctx context.Context) error {
	if err := t.check("sns.GetTopicAttributes"); err != nil {
		return err
	}
	return resources.Load(ctx, "sns.GetTopicAttributes", &t.state, &t.Data, t.fetch)
}

// Reload reads Data again (GetTopicAttributes).
func (t *Topic) Reload(ctx context.Context) error {
	if err := t.check("sns.GetTopicAttributes"); err != nil {
		return err
	}
	return resources.Reload(ctx, "sns.GetTopicAttributes", &t.state, &t.Data, t.fetch)
}

func (t *Topic) fetch(ctx context.Context) (*sns.GetTopicAttributesOutput, error) {
	return t.service.getTopicAttributes(ctx, &sns.GetTopicAttributesInput{TopicArn: aws.String(t.ARN)})
}

// AddPermission adds a permission to the topic (AddPermission). Data is stale
// afterwards.
func (t *Topic) AddPermission(ctx context.Context, awsAccountID, actionName []string, label string, changes ...func(*sns.AddPermissionInput)) (*sns.AddPermissionOutput, error) {
	if err := t.check("sns.AddPermission"); err != nil {
		return nil, err
	}
	in := &sns.AddPermissionInput{TopicArn: aws.String(t.ARN), AWSAccountId: awsAccountID, ActionName: actionName, Label: aws.String(label)}
	return resources.Act(ctx, &t.state, "sns.AddPermission", t.service.addPermission, in, changes)
}

// ConfirmSubscription confirms a subscription to the topic
// (ConfirmSubscription) and returns it. Data is stale afterwards.
func (t *Topic) ConfirmSubscription(ctx context.Context, token string, changes ...func(*sns.ConfirmSubscriptionInput)) (*Subscription, error) {
	if err := t.check("sns.ConfirmSubscription"); err != nil {
		return nil, err
	}
	in := &sns.ConfirmSubscriptionInput{TopicArn: aws.String(t.ARN), Token: aws.String(token)}
	out, err := resources.Act(ctx, &t.state, "sns.ConfirmSubscription", t.service.confirmSubscription, in, changes)
	if err != nil {
		return nil, err
	}
	return &Subscription{node: node{service: t.service}, ARN: aws.ToString(out.SubscriptionArn)}, nil
}

// Delete deletes the topic (DeleteTopic).
func (t *Topic) Delete(ctx context.Context, changes ...func(*sns.DeleteTopicInput)) (*sns.DeleteTopicOutput, error) {
	if err := t.check("sns.DeleteTopic"); err != nil {
		return nil, err
	}
	in := &sns.DeleteTopicInput{TopicArn: aws.String(t.ARN)}
	return resources.Act(ctx, &t.state, "sns.DeleteTopic", t.service.deleteTopic, in, changes)
}

// Publish sends a message to the topic (Publish).
func (t *Topic) Publish(ctx context.Context, message string, changes ...func(*sns.PublishInput)) (*sns.PublishOutput, error) {
	if err := t.check("sns.Publish"); err != nil {
		return nil, err
	}
	in := &sns.PublishInput{TopicArn: aws.String(t.ARN), Message: aws.String(message)}
	return resources.Call(ctx, "sns.Publish", t.service.publish, in, changes)
}

// RemovePermission removes a permission from the topic (RemovePermission). Data
// is stale afterwards.
func (t *Topic) RemovePermission(ctx context.Context, label string, changes ...func(*sns.RemovePermissionInput)) (*sns.RemovePermissionOutput, error) {
	if err := t.check("sns.RemovePermission"); err != nil {
		return nil, err
	}
	in := &sns.RemovePermissionInput{TopicArn: aws.String(t.ARN), Label: aws.String(label)}
	return resources.Act(ctx, &t.state, "sns.RemovePermission", t.service.removePermission, in, changes)
}

// SetAttributes sets an attribute of the topic (SetTopicAttributes). Data is
// stale afterwards.
func (t *Topic) SetAttributes(ctx context.Context, attributeName, attributeValue string, changes ...func(*sns.SetTopicAttributesInput)) (*sns.SetTopicAttributesOutput, error) {
	if err := t.check("sns.SetTopicAttributes"); err != nil {
		return nil, err
	}
	in := &sns.SetTopicAttributesInput{TopicArn: aws.String(t.ARN), AttributeName: aws.String(attributeName), AttributeValue: aws.String(attributeValue)}
	return resources.Act(ctx, &t.state, "sns.SetTopicAttributes", t.service.setTopicAttributes, in, changes)
}

// Subscribe subscribes an endpoint to the topic (Subscribe) and returns the
// subscription. Data is stale afterwards.
func (t *Topic) Subscribe(ctx context.Context, protocol, endpoint string, changes ...func(*sns.SubscribeInput)) (*Subscription, error) {
	if err := t.check("sns.Subscribe"); err != nil {
		return nil, err
	}
	in := &sns.SubscribeInput{TopicArn: aws.String(t.ARN), ReturnSubscriptionArn: true, Protocol: aws.String(protocol), Endpoint: aws.String(endpoint)}
	out, err := resources.Act(ctx, &t.state, "sns.Subscribe", t.service.subscribe, in, changes)
	if err != nil {
		return nil, err
	}
	return &Subscription{node: node{service: t.service}, ARN: aws.ToString(out.SubscriptionArn)}, nil
}

// Subscriptions returns the subscriptions of the topic
// (ListSubscriptionsByTopic). The listing does not set Data: Load requests it
// for each.
func (t *Topic) Subscriptions() *TopicSubscriptions {
	if err := t.check("sns.ListSubscriptionsByTopic"); err != nil {
		return newTopicSubscriptions(collections.Refused(err))
	}
	in := &sns.ListSubscriptionsByTopicInput{TopicArn: aws.String(t.ARN)}
	return newTopicSubscriptions(collections.Listed(t.service.listSubscriptionsByTopic, in, t.service.topicSubscriptionsOf))
}

// Topics is a collection of topics, as ListTopics lists them. It makes no
// request until it is ranged over; see [collections.View].
type Topics struct {
	collections.View[*Topics, *sns.ListTopicsInput, *Topic]
}

func newTopics(e *collections.Erased) *Topics {
	return &Topics{collections.ViewOf[*Topics, *sns.ListTopicsInput, *Topic](e)}
}

func (s *SNS) topicsOf(out *sns.ListTopicsOutput) []any {
	count := len(out.Topics)
	all, slab := make([]any, 0, count), make([]Topic, count)
	for n := range out.Topics {
		t := &slab[len(all)]
		t.service, t.ARN = s, aws.ToString(out.Topics[n].TopicArn)
		all = append(all, t)
	}
	return all
}
