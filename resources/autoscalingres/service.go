package autoscalingres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// AutoScaling gives access to the resources of Amazon EC2 Auto Scaling in one
// account and region. It is safe for concurrent use. Its zero value makes no
// requests; use [Open] or [New].
type AutoScaling struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*autoscaling.Options)) *AutoScaling {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	a := New(autoscaling.NewFromConfig(cfg, optFns...))
	a.place = a.place.In(sess)
	return a
}

// New returns the resources that a client has access to. It makes no request.
func New(client *autoscaling.Client) *AutoScaling {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &AutoScaling{resources.NewPlace("autoscaling", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of
// *autoscaling.Client, such as a fake in a test. What needs another method
// returns an error.
func NewFrom(api any) *AutoScaling { return &AutoScaling{resources.NewPlace("autoscaling", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (a *AutoScaling) Client() *autoscaling.Client {
	client, _ := a.api().(*autoscaling.Client)
	return client
}

func (a *AutoScaling) api() any {
	if a == nil {
		return nil
	}
	return a.place.API()
}

func (a *AutoScaling) at() *resources.Place {
	if a == nil {
		return nil
	}
	return &a.place
}

// node holds what all resources have in common.
type node struct {
	service *AutoScaling
	state   resources.State
}

// Service returns the AutoScaling that the resource was made with.
func (n *node) Service() *AutoScaling { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *autoscaling.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// client returns the client as the interface of a waiter.
func client[A any](a *AutoScaling, operation string) (A, error) {
	api, ok := a.api().(A)
	if !ok {
		return api, a.at().Lacks(operation)
	}
	return api, nil
}

// Filter returns a filter of a request: what has one of the values. The service
// applies it; to filter what it sent, see the method Filter of the collections.
func Filter(name string, values ...string) types.Filter {
	return types.Filter{Name: aws.String(name), Values: values}
}

// CreateGroup creates a group (CreateAutoScalingGroup) and returns it.
func (a *AutoScaling) CreateGroup(ctx context.Context, autoScalingGroupName string, maxSize, minSize int32, changes ...func(*autoscaling.CreateAutoScalingGroupInput)) (*Group, error) {
	in := &autoscaling.CreateAutoScalingGroupInput{AutoScalingGroupName: aws.String(autoScalingGroupName), MaxSize: aws.Int32(maxSize), MinSize: aws.Int32(minSize)}
	_, err := resources.Call(ctx, "autoscaling.CreateAutoScalingGroup", a.createAutoScalingGroup, in, changes)
	if err != nil {
		return nil, err
	}
	return &Group{node: node{service: a}, Name: aws.ToString(in.AutoScalingGroupName)}, nil
}

// Groups returns the groups (DescribeAutoScalingGroups). The service applies
// the filters.
func (a *AutoScaling) Groups(filters ...types.Filter) *Groups {
	in := &autoscaling.DescribeAutoScalingGroupsInput{Filters: filters}
	return newGroups(collections.Listed(a.describeAutoScalingGroups, in, a.groupsOf))
}

// Instances returns the instances of all groups (DescribeAutoScalingInstances).
func (a *AutoScaling) Instances() *Instances {
	in := &autoscaling.DescribeAutoScalingInstancesInput{}
	return newInstances(collections.Listed(a.describeAutoScalingInstances, in, a.instancesOf))
}
