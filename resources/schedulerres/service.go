package schedulerres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Scheduler gives access to the resources of Amazon EventBridge Scheduler in
// one account and region. It is safe for concurrent use. Its zero value makes
// no requests; use [Open] or [New].
type Scheduler struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*scheduler.Options)) *Scheduler {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	s := New(scheduler.NewFromConfig(cfg, optFns...))
	s.place = s.place.In(sess)
	return s
}

// New returns the resources that a client has access to. It makes no request.
func New(client *scheduler.Client) *Scheduler {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &Scheduler{resources.NewPlace("scheduler", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of
// *scheduler.Client, such as a fake in a test. What needs another method
// returns an error.
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

// node holds what all resources have in common.
type node struct {
	service *Scheduler
	state   resources.State
}

// Service returns the Scheduler that the resource was made with.
func (n *node) Service() *Scheduler { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *scheduler.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
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

// Groups returns the groups (ListScheduleGroups). The listing does not set
// Data: Load requests it for each.
func (s *Scheduler) Groups() *Groups {
	in := &scheduler.ListScheduleGroupsInput{}
	return newGroups(collections.Listed(s.listScheduleGroups, in, s.groupsOf))
}

// Schedules returns the schedules (ListSchedules). The listing does not set
// Data: Load requests it for each.
func (s *Scheduler) Schedules() *Schedules {
	in := &scheduler.ListSchedulesInput{}
	return newSchedules(collections.Listed(s.listSchedules, in, s.schedulesOf))
}
