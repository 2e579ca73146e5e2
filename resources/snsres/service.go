package snsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// SNS gives access to the resources of Amazon SNS in one account and region. It
// is safe for concurrent use. Its zero value makes no requests; use [Open] or
// [New].
type SNS struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*sns.Options)) *SNS {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	s := New(sns.NewFromConfig(cfg, optFns...))
	s.place = s.place.In(sess)
	return s
}

// New returns the resources that a client has access to. It makes no request.
func New(client *sns.Client) *SNS {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &SNS{resources.NewPlace("sns", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of *sns.Client,
// such as a fake in a test. What needs another method returns an error.
func NewFrom(api any) *SNS { return &SNS{resources.NewPlace("sns", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (s *SNS) Client() *sns.Client {
	client, _ := s.api().(*sns.Client)
	return client
}

func (s *SNS) api() any {
	if s == nil {
		return nil
	}
	return s.place.API()
}

func (s *SNS) at() *resources.Place {
	if s == nil {
		return nil
	}
	return &s.place
}

// node holds what all resources have in common.
type node struct {
	service *SNS
	state   resources.State
}

// Service returns the SNS that the resource was made with.
func (n *node) Service() *SNS { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *sns.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// CreatePlatformApplication creates a platform application
// (CreatePlatformApplication) and returns it.
func (s *SNS) CreatePlatformApplication(ctx context.Context, name string, attributes map[string]string, platform string, changes ...func(*sns.CreatePlatformApplicationInput)) (*PlatformApplication, error) {
	in := &sns.CreatePlatformApplicationInput{Name: aws.String(name), Attributes: attributes, Platform: aws.String(platform)}
	out, err := resources.Call(ctx, "sns.CreatePlatformApplication", s.createPlatformApplication, in, changes)
	if err != nil {
		return nil, err
	}
	return &PlatformApplication{node: node{service: s}, ARN: aws.ToString(out.PlatformApplicationArn)}, nil
}

// CreateTopic creates a topic (CreateTopic) and returns it.
func (s *SNS) CreateTopic(ctx context.Context, name string, changes ...func(*sns.CreateTopicInput)) (*Topic, error) {
	in := &sns.CreateTopicInput{Name: aws.String(name)}
	out, err := resources.Call(ctx, "sns.CreateTopic", s.createTopic, in, changes)
	if err != nil {
		return nil, err
	}
	return &Topic{node: node{service: s}, ARN: aws.ToString(out.TopicArn)}, nil
}

// PlatformApplications returns the platform applications
// (ListPlatformApplications). The listing does not set Data: Load requests it
// for each.
func (s *SNS) PlatformApplications() *PlatformApplications {
	in := &sns.ListPlatformApplicationsInput{}
	return newPlatformApplications(collections.Listed(s.listPlatformApplications, in, s.platformApplicationsOf))
}

// Subscriptions returns the subscriptions (ListSubscriptions). The listing does
// not set Data: Load requests it for each.
func (s *SNS) Subscriptions() *Subscriptions {
	in := &sns.ListSubscriptionsInput{}
	return newSubscriptions(collections.Listed(s.listSubscriptions, in, s.subscriptionsOf))
}

// Topics returns the topics (ListTopics). The listing does not set Data: Load
// requests it for each.
func (s *SNS) Topics() *Topics {
	in := &sns.ListTopicsInput{}
	return newTopics(collections.Listed(s.listTopics, in, s.topicsOf))
}
