package sfnres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// SFN gives access to the resources of AWS Step Functions in one account and
// region. It is safe for concurrent use. Its zero value makes no requests; use
// [Open] or [New].
type SFN struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*sfn.Options)) *SFN {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	s := New(sfn.NewFromConfig(cfg, optFns...))
	s.place = s.place.In(sess)
	return s
}

// New returns the resources that a client has access to. It makes no request.
func New(client *sfn.Client) *SFN {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &SFN{resources.NewPlace("sfn", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of *sfn.Client,
// such as a fake in a test. What needs another method returns an error.
func NewFrom(api any) *SFN { return &SFN{resources.NewPlace("sfn", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (s *SFN) Client() *sfn.Client {
	client, _ := s.api().(*sfn.Client)
	return client
}

func (s *SFN) api() any {
	if s == nil {
		return nil
	}
	return s.place.API()
}

func (s *SFN) at() *resources.Place {
	if s == nil {
		return nil
	}
	return &s.place
}

// node holds what all resources have in common.
type node struct {
	service *SFN
	state   resources.State
}

// Service returns the SFN that the resource was made with.
func (n *node) Service() *SFN { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *sfn.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// CreateMachine creates a machine (CreateStateMachine) and returns it.
func (s *SFN) CreateMachine(ctx context.Context, name, roleARN, definition string, changes ...func(*sfn.CreateStateMachineInput)) (*Machine, error) {
	in := &sfn.CreateStateMachineInput{Name: aws.String(name), RoleArn: aws.String(roleARN), Definition: aws.String(definition)}
	out, err := resources.Call(ctx, "sfn.CreateStateMachine", s.createStateMachine, in, changes)
	if err != nil {
		return nil, err
	}
	return &Machine{node: node{service: s}, ARN: aws.ToString(out.StateMachineArn)}, nil
}

// Machines returns the machines (ListStateMachines). The listing does not set
// Data: Load requests it for each.
func (s *SFN) Machines() *Machines {
	in := &sfn.ListStateMachinesInput{}
	return newMachines(collections.Listed(s.listStateMachines, in, s.machinesOf))
}
