package snsres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Subscription is a subscription of an endpoint to a topic. It is identified by
// its ARN.
type Subscription struct {
	node
	ARN string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *sns.GetSubscriptionAttributesOutput
}

// Subscription returns the subscription with an ARN. It makes no request, and
// the subscription need not exist.
func (s *SNS) Subscription(arn string) *Subscription {
	return &Subscription{node: node{service: s}, ARN: arn}
}

// Identity returns what identifies the subscription. It is comparable, and can
// be the key of a map.
func (s *Subscription) Identity() resources.Identity {
	if s == nil {
		return resources.Identity{}
	}
	return s.service.at().Identity("Subscription", "ARN", s.ARN)
}

// String returns the type and the identifiers of the subscription.
func (s *Subscription) String() string { return s.Identity().String() }

// LogValue implements slog.LogValuer.
func (s *Subscription) LogValue() slog.Value { return s.Identity().LogValue() }

func (s *Subscription) check(operation string) error {
	if s == nil {
		return resources.Nil(operation, "Subscription")
	}
	return s.service.at().Check(operation, "ARN", s.ARN)
}

// Load reads Data (GetSubscriptionAttributes), unless it is set and not stale.
// Concurrent calls make one request.
func (s *Subscription) Load(ctx context.Context) error {
	if err := s.check("sns.GetSubscriptionAttributes"); err != nil {
		return err
	}
	return resources.Load(ctx, "sns.GetSubscriptionAttributes", &s.state, &s.Data, s.fetch)
}

// Reload reads Data again (GetSubscriptionAttributes).
func (s *Subscription) Reload(ctx context.Context) error {
	if err := s.check("sns.GetSubscriptionAttributes"); err != nil {
		return err
	}
	return resources.Reload(ctx, "sns.GetSubscriptionAttributes", &s.state, &s.Data, s.fetch)
}

func (s *Subscription) fetch(ctx context.Context) (*sns.GetSubscriptionAttributesOutput, error) {
	return s.service.getSubscriptionAttributes(ctx, &sns.GetSubscriptionAttributesInput{SubscriptionArn: aws.String(s.ARN)})
}

// Delete deletes the subscription (Unsubscribe).
func (s *Subscription) Delete(ctx context.Context, changes ...func(*sns.UnsubscribeInput)) (*sns.UnsubscribeOutput, error) {
	if err := s.check("sns.Unsubscribe"); err != nil {
		return nil, err
	}
	in := &sns.UnsubscribeInput{SubscriptionArn: aws.String(s.ARN)}
	return resources.Act(ctx, &s.state, "sns.Unsubscribe", s.service.unsubscribe, in, changes)
}

// SetAttributes sets an attribute of the subscription
// (SetSubscriptionAttributes). Data is stale afterwards.
func (s *Subscription) SetAttributes(ctx context.Context, attributeName, attributeValue string, changes ...func(*sns.SetSubscriptionAttributesInput)) (*sns.SetSubscriptionAttributesOutput, error) {
	if err := s.check("sns.SetSubscriptionAttributes"); err != nil {
		return nil, err
	}
	in := &sns.SetSubscriptionAttributesInput{SubscriptionArn: aws.String(s.ARN), AttributeName: aws.String(attributeName), AttributeValue: aws.String(attributeValue)}
	return resources.Act(ctx, &s.state, "sns.SetSubscriptionAttributes", s.service.setSubscriptionAttributes, in, changes)
}

// Subscriptions is a collection of subscriptions, as ListSubscriptions lists
// them. It makes no request until it is ranged over; see [collections.View].
type Subscriptions struct {
	collections.View[*Subscriptions, *sns.ListSubscriptionsInput, *Subscription]
}

func newSubscriptions(e *collections.Erased) *Subscriptions {
	return &Subscriptions{collections.ViewOf[*Subscriptions, *sns.ListSubscriptionsInput, *Subscription](e)}
}

func (s *SNS) subscriptionsOf(out *sns.ListSubscriptionsOutput) []any {
	count := len(out.Subscriptions)
	all, slab := make([]any, 0, count), make([]Subscription, count)
	for n := range out.Subscriptions {
		x := &slab[len(all)]
		x.service, x.ARN = s, aws.ToString(out.Subscriptions[n].SubscriptionArn)
		all = append(all, x)
	}
	return all
}

// TopicSubscriptions is a collection of subscriptions, as
// ListSubscriptionsByTopic lists them. It makes no request until it is ranged
// over; see [collections.View].
type TopicSubscriptions struct {
	collections.View[*TopicSubscriptions, *sns.ListSubscriptionsByTopicInput, *Subscription]
}

func newTopicSubscriptions(e *collections.Erased) *TopicSubscriptions {
	return &TopicSubscriptions{collections.ViewOf[*TopicSubscriptions, *sns.ListSubscriptionsByTopicInput, *Subscription](e)}
}

func (s *SNS) topicSubscriptionsOf(out *sns.ListSubscriptionsByTopicOutput) []any {
	count := len(out.Subscriptions)
	all, slab := make([]any, 0, count), make([]Subscription, count)
	for n := range out.Subscriptions {
		x := &slab[len(all)]
		x.service, x.ARN = s, aws.ToString(out.Subscriptions[n].SubscriptionArn)
		all = append(all, x)
	}
	return all
}
