package schedulerres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	"github.com/aws/aws-sdk-go-v2/service/scheduler/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Group is a group of schedules. That of every account has the name default. It
// is identified by its Name.
type Group struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *scheduler.GetScheduleGroupOutput
}

// Group returns the group with a name. It makes no request, and the group need
// not exist.
func (s *Scheduler) Group(name string) *Group {
	return &Group{node: node{service: s}, Name: name}
}

// Identity returns what identifies the group. It is comparable, and can be the
// key of a map.
func (g *Group) Identity() resources.Identity {
	if g == nil {
		return resources.Identity{}
	}
	return g.service.at().Identity("Group", "Name", g.Name)
}

// String returns the type and the identifiers of the group.
func (g *Group) String() string { return g.Identity().String() }

// LogValue implements slog.LogValuer.
func (g *Group) LogValue() slog.Value { return g.Identity().LogValue() }

func (g *Group) check(operation string) error {
	if g == nil {
		return resources.Nil(operation, "Group")
	}
	return g.service.at().Check(operation, "Name", g.Name)
}

// Load reads Data (GetScheduleGroup), unless it is set and not stale.
// Concurrent calls make one request.
func (g *Group) Load(ctx context.Context) error {
	if err := g.check("scheduler.GetScheduleGroup"); err != nil {
		return err
	}
	return resources.Load(ctx, "scheduler.GetScheduleGroup", &g.state, &g.Data, g.fetch)
}

// Reload reads Data again (GetScheduleGroup).
func (g *Group) Reload(ctx context.Context) error {
	if err := g.check("scheduler.GetScheduleGroup"); err != nil {
		return err
	}
	return resources.Reload(ctx, "scheduler.GetScheduleGroup", &g.state, &g.Data, g.fetch)
}

func (g *Group) fetch(ctx context.Context) (*scheduler.GetScheduleGroupOutput, error) {
	return g.service.getScheduleGroup(ctx, &scheduler.GetScheduleGroupInput{Name: aws.String(g.Name)})
}

// CreateSchedule creates a schedule in the group, without a flexible time
// window unless a change sets one (CreateSchedule) and returns it.
func (g *Group) CreateSchedule(ctx context.Context, name, scheduleExpression string, target *types.Target, changes ...func(*scheduler.CreateScheduleInput)) (*Schedule, error) {
	if err := g.check("scheduler.CreateSchedule"); err != nil {
		return nil, err
	}
	in := &scheduler.CreateScheduleInput{GroupName: aws.String(g.Name), FlexibleTimeWindow: &types.FlexibleTimeWindow{Mode: types.FlexibleTimeWindowModeOff}, Name: aws.String(name), ScheduleExpression: aws.String(scheduleExpression), Target: target}
	_, err := resources.Call(ctx, "scheduler.CreateSchedule", g.service.createSchedule, in, changes)
	if err != nil {
		return nil, err
	}
	return &Schedule{node: node{service: g.service}, GroupName: g.Name, Name: aws.ToString(in.Name)}, nil
}

// Delete deletes the group (DeleteScheduleGroup).
func (g *Group) Delete(ctx context.Context, changes ...func(*scheduler.DeleteScheduleGroupInput)) (*scheduler.DeleteScheduleGroupOutput, error) {
	if err := g.check("scheduler.DeleteScheduleGroup"); err != nil {
		return nil, err
	}
	in := &scheduler.DeleteScheduleGroupInput{Name: aws.String(g.Name)}
	return resources.Act(ctx, &g.state, "scheduler.DeleteScheduleGroup", g.service.deleteScheduleGroup, in, changes)
}

// Schedule returns the schedule of the group with a name. It makes no request.
func (g *Group) Schedule(name string) *Schedule {
	return &Schedule{node: node{service: g.service}, GroupName: g.Name, Name: name}
}

// Schedules returns the schedules of the group (ListSchedules). The listing
// does not set Data: Load requests it for each.
func (g *Group) Schedules() *Schedules {
	if err := g.check("scheduler.ListSchedules"); err != nil {
		return newSchedules(collections.Refused(err))
	}
	in := &scheduler.ListSchedulesInput{GroupName: aws.String(g.Name)}
	return newSchedules(collections.Listed(g.service.listSchedules, in, g.schedulesOf))
}

func (g *Group) schedulesOf(out *scheduler.ListSchedulesOutput) []any {
	count := len(out.Schedules)
	all, slab := make([]any, 0, count), make([]Schedule, count)
	for n := range out.Schedules {
		s := &slab[len(all)]
		s.service, s.GroupName, s.Name = g.service, g.Name, aws.ToString(out.Schedules[n].Name)
		all = append(all, s)
	}
	return all
}

// Groups is a collection of groups, as ListScheduleGroups lists them. It makes
// no request until it is ranged over; see [collections.View].
type Groups struct {
	collections.View[*Groups, *scheduler.ListScheduleGroupsInput, *Group]
}

func newGroups(e *collections.Erased) *Groups {
	return &Groups{collections.ViewOf[*Groups, *scheduler.ListScheduleGroupsInput, *Group](e)}
}

func (s *Scheduler) groupsOf(out *scheduler.ListScheduleGroupsOutput) []any {
	count := len(out.ScheduleGroups)
	all, slab := make([]any, 0, count), make([]Group, count)
	for n := range out.ScheduleGroups {
		g := &slab[len(all)]
		g.service, g.Name = s, aws.ToString(out.ScheduleGroups[n].Name)
		all = append(all, g)
	}
	return all
}
