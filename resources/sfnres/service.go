package sfnres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// SFN is the way to the resources of AWS Step Functions in one account and
// region. It is safe for concurrent use. Its zero value makes no requests: see
// [Open] and [New].
type SFN struct{ place resources.Place }

// Open returns the resources that a session reaches, such as a
// *session.Session. It makes no request.
func Open(sess resources.Session, optFns ...func(*sfn.Options)) *SFN {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	s := New(sfn.NewFromConfig(cfg, optFns...))
	s.place = s.place.In(sess)
	return s
}

// New returns the resources that a client reaches. It makes no request.
func New(client *sfn.Client) *SFN {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &SFN{resources.NewPlace("sfn", client, region)}
}

// NewFrom returns the resources that api reaches: anything with those methods
// of *sfn.Client that are called, such as a fake with a method or two in a
// test. A call of another one returns an error.
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

// node is what all resources have.
type node struct {
	service *SFN
	state   resources.State
}

// Service returns the service that the resource was reached by.
func (n *node) Service() *SFN { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *sfn.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. Load then reads it again.
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

// Machines returns the machines (ListStateMachines). The listing gives no Data:
// Load it where it is needed, at a request each.
func (s *SFN) Machines() *Machines {
	in := &sfn.ListStateMachinesInput{}
	return newMachines(collections.Listed(s.listStateMachines, in, s.machinesOf))
}
