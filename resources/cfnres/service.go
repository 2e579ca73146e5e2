package cfnres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// CloudFormation gives access to the resources of AWS CloudFormation in one
// account and region. It is safe for concurrent use. Its zero value makes no
// requests; use [Open] or [New].
type CloudFormation struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*cloudformation.Options)) *CloudFormation {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	c := New(cloudformation.NewFromConfig(cfg, optFns...))
	c.place = c.place.In(sess)
	return c
}

// New returns the resources that a client has access to. It makes no request.
func New(client *cloudformation.Client) *CloudFormation {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &CloudFormation{resources.NewPlace("cloudformation", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of
// *cloudformation.Client, such as a fake in a test. What needs another method
// returns an error.
func NewFrom(api any) *CloudFormation {
	return &CloudFormation{resources.NewPlace("cloudformation", api, "")}
}

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (c *CloudFormation) Client() *cloudformation.Client {
	client, _ := c.api().(*cloudformation.Client)
	return client
}

func (c *CloudFormation) api() any {
	if c == nil {
		return nil
	}
	return c.place.API()
}

func (c *CloudFormation) at() *resources.Place {
	if c == nil {
		return nil
	}
	return &c.place
}

// node holds what all resources have in common.
type node struct {
	service *CloudFormation
	state   resources.State
}

// Service returns the CloudFormation that the resource was made with.
func (n *node) Service() *CloudFormation { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *cloudformation.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// client returns the client as the interface of a waiter.
func client[A any](c *CloudFormation, operation string) (A, error) {
	api, ok := c.api().(A)
	if !ok {
		return api, c.at().Lacks(operation)
	}
	return api, nil
}

// tagMap returns tags as a map.
func tagMap(tags []types.Tag) map[string]string {
	m := make(map[string]string, len(tags))
	for _, t := range tags {
		m[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	return m
}

// tagValue returns the value of a tag, or "".
func tagValue(tags []types.Tag, key string) string {
	for _, t := range tags {
		if aws.ToString(t.Key) == key {
			return aws.ToString(t.Value)
		}
	}
	return ""
}

// CreateStack creates a stack (CreateStack) and returns it.
func (c *CloudFormation) CreateStack(ctx context.Context, stackName string, changes ...func(*cloudformation.CreateStackInput)) (*Stack, error) {
	in := &cloudformation.CreateStackInput{StackName: aws.String(stackName)}
	_, err := resources.Call(ctx, "cloudformation.CreateStack", c.createStack, in, changes)
	if err != nil {
		return nil, err
	}
	return &Stack{node: node{service: c}, Name: aws.ToString(in.StackName)}, nil
}

// Stacks returns the stacks (DescribeStacks).
func (c *CloudFormation) Stacks() *Stacks {
	in := &cloudformation.DescribeStacksInput{}
	return newStacks(collections.Listed(c.describeStacks, in, c.stacksOf))
}
