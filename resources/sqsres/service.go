package sqsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// SQS gives access to the resources of Amazon SQS in one account and region. It
// is safe for concurrent use. Its zero value makes no requests; use [Open] or
// [New].
type SQS struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*sqs.Options)) *SQS {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	s := New(sqs.NewFromConfig(cfg, optFns...))
	s.place = s.place.In(sess)
	return s
}

// New returns the resources that a client has access to. It makes no request.
func New(client *sqs.Client) *SQS {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &SQS{resources.NewPlace("sqs", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of *sqs.Client,
// such as a fake in a test. What needs another method returns an error.
func NewFrom(api any) *SQS { return &SQS{resources.NewPlace("sqs", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (s *SQS) Client() *sqs.Client {
	client, _ := s.api().(*sqs.Client)
	return client
}

func (s *SQS) api() any {
	if s == nil {
		return nil
	}
	return s.place.API()
}

func (s *SQS) at() *resources.Place {
	if s == nil {
		return nil
	}
	return &s.place
}

// node holds what all resources have in common.
type node struct {
	service *SQS
	state   resources.State
}

// Service returns the SQS that the resource was made with.
func (n *node) Service() *SQS { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *sqs.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// CreateQueue creates a queue (CreateQueue) and returns it.
func (s *SQS) CreateQueue(ctx context.Context, queueName string, changes ...func(*sqs.CreateQueueInput)) (*Queue, error) {
	in := &sqs.CreateQueueInput{QueueName: aws.String(queueName)}
	out, err := resources.Call(ctx, "sqs.CreateQueue", s.createQueue, in, changes)
	if err != nil {
		return nil, err
	}
	return &Queue{node: node{service: s}, URL: aws.ToString(out.QueueUrl)}, nil
}

// GetQueueByName finds the queue with a name (GetQueueUrl) and returns it.
func (s *SQS) GetQueueByName(ctx context.Context, queueName string, changes ...func(*sqs.GetQueueUrlInput)) (*Queue, error) {
	in := &sqs.GetQueueUrlInput{QueueName: aws.String(queueName)}
	out, err := resources.Call(ctx, "sqs.GetQueueUrl", s.getQueueUrl, in, changes)
	if err != nil {
		return nil, err
	}
	return &Queue{node: node{service: s}, URL: aws.ToString(out.QueueUrl)}, nil
}

// Queues returns the queues whose names begin with prefix, or all of them if it
// is "" (ListQueues). The listing does not set Data: Load requests it for each.
func (s *SQS) Queues(prefix string) *Queues {
	in := &sqs.ListQueuesInput{QueueNamePrefix: resources.Prefix(prefix)}
	return newQueues(collections.Listed(s.listQueues, in, s.queuesOf))
}
