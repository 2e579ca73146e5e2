package schedulerres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Scheduler is the way to the resources of Amazon EventBridge Scheduler in one
// account and region. It is safe for concurrent use. Its zero value makes no
// requests: see [Open] and [New].
type Scheduler struct{ place resources.Place }

// Open returns the resources that a session reaches, such as a
// *session.Session. It makes no request.
func Open(sess resources.Session, optFns ...func(*scheduler.Options)) *Scheduler {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	s := New(scheduler.NewFromConfig(cfg, optFns...))
	s.place = s.place.In(sess)
	return s
}

// New returns the resources that a client reaches. It makes no request.
func New(client *scheduler.Client) *Scheduler {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &Scheduler{resources.NewPlace("scheduler", client, region)}
}

// NewFrom returns the resources that api reaches: anything with those methods
// of *scheduler.Client that are called, such as a fake with a method or two in
// a test. A call of another one returns an error.
func NewFrom(api any) *Scheduler { return &Scheduler{resources.NewPlace("scheduler", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (s *Scheduler) Client() *scheduler.Client {
	client, _ := s.api().(*scheduler.Client)
	return client
}

func (s *Scheduler) api() any {
	if s == nil {
		return nil
	}
	return s.place.API()
}

func (s *Scheduler) at() *resources.Place {
	if s == nil {
		return nil
	}
	return &s.place
}

// node is what all resources have.
type node struct {
	service *Scheduler
	state   resources.State
}

// Service returns the service that the resource was reached by.
func (n *node) Service() *Scheduler { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *scheduler.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. Load then reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// CreateGroup creates a group (CreateScheduleGroup) and returns it.
func (s *Scheduler) CreateGroup(ctx context.Context, name string, changes ...func(*scheduler.CreateScheduleGroupInput)) (*Group, error) {
	in := &scheduler.CreateScheduleGroupInput{Name: aws.String(name)}
	_, err := resources.Call(ctx, "scheduler.CreateScheduleGroup", s.createScheduleGroup, in, changes)
	if err != nil {
		return nil, err
	}
	return &Group{node: node{service: s}, Name: aws.ToString(in.Name)}, nil
}

// Groups returns the groups (ListScheduleGroups). The listing gives no Data:
// Load it where it is needed, at a request each.
func (s *Scheduler) Groups() *Groups {
	in := &scheduler.ListScheduleGroupsInput{}
	return newGroups(collections.Listed(s.listScheduleGroups, in, s.groupsOf))
}

// Schedules returns the schedules (ListSchedules). The listing gives no Data:
// Load it where it is needed, at a request each.
func (s *Scheduler) Schedules() *Schedules {
	in := &scheduler.ListSchedulesInput{}
	return newSchedules(collections.Listed(s.listSchedules, in, s.schedulesOf))
}
