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

// Schedule is a schedule of a group. It is identified by its GroupName and
// Name.
type Schedule struct {
	node
	GroupName string
	Name      string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *scheduler.GetScheduleOutput
}

// Schedule returns the schedule with these identifiers. It makes no request,
// and the schedule need not exist.
func (s *Scheduler) Schedule(groupName, name string) *Schedule {
	return &Schedule{node: node{service: s}, GroupName: groupName, Name: name}
}

// Identity returns what identifies the schedule. It is comparable, and can be
// the key of a map.
func (s *Schedule) Identity() resources.Identity {
	if s == nil {
		return resources.Identity{}
	}
	return s.service.at().Identity("Schedule", "GroupName", s.GroupName, "Name", s.Name)
}

// String returns the type and the identifiers of the schedule.
func (s *Schedule) String() string { return s.Identity().String() }

// LogValue implements slog.LogValuer.
func (s *Schedule) LogValue() slog.Value { return s.Identity().LogValue() }

func (s *Schedule) check(operation string) error {
	if s == nil {
		return resources.Nil(operation, "Schedule")
	}
	return s.service.at().Check(operation, "GroupName", s.GroupName, "Name", s.Name)
}

// Load reads Data (GetSchedule), unless it is set and not stale. Concurrent
// calls make one request.
func (s *Schedule) Load(ctx context.Context) error {
	if err := s.check("scheduler.GetSchedule"); err != nil {
		return err
	}
	return resources.Load(ctx, "scheduler.GetSchedule", &s.state, &s.Data, s.fetch)
}

// Reload reads Data again (GetSchedule).
func (s *Schedule) Reload(ctx context.Context) error {
	if err := s.check("scheduler.GetSchedule"); err != nil {
		return err
	}
	return resources.Reload(ctx, "scheduler.GetSchedule", &s.state, &s.Data, s.fetch)
}

func (s *Schedule) fetch(ctx context.Context) (*scheduler.GetScheduleOutput, error) {
	return s.service.getSchedule(ctx, &scheduler.GetScheduleInput{GroupName: aws.String(s.GroupName), Name: aws.String(s.Name)})
}

// Delete deletes the schedule (DeleteSchedule).
func (s *Schedule) Delete(ctx context.Context, changes ...func(*scheduler.DeleteScheduleInput)) (*scheduler.DeleteScheduleOutput, error) {
	if err := s.check("scheduler.DeleteSchedule"); err != nil {
		return nil, err
	}
	in := &scheduler.DeleteScheduleInput{GroupName: aws.String(s.GroupName), Name: aws.String(s.Name)}
	return resources.Act(ctx, &s.state, "scheduler.DeleteSchedule", s.service.deleteSchedule, in, changes)
}

// Update replaces the schedule by what the arguments and changes say
// (UpdateSchedule); what they leave out gets its default. See
// [Schedule.Modify]. Data is stale afterwards.
func (s *Schedule) Update(ctx context.Context, scheduleExpression string, target *types.Target, changes ...func(*scheduler.UpdateScheduleInput)) (*scheduler.UpdateScheduleOutput, error) {
	if err := s.check("scheduler.UpdateSchedule"); err != nil {
		return nil, err
	}
	in := &scheduler.UpdateScheduleInput{GroupName: aws.String(s.GroupName), Name: aws.String(s.Name), FlexibleTimeWindow: &types.FlexibleTimeWindow{Mode: types.FlexibleTimeWindowModeOff}, ScheduleExpression: aws.String(scheduleExpression), Target: target}
	return resources.Act(ctx, &s.state, "scheduler.UpdateSchedule", s.service.updateSchedule, in, changes)
}

// Group returns the group of the schedule. It makes no request.
func (s *Schedule) Group() *Group {
	return &Group{node: node{service: s.service}, Name: s.GroupName}
}

// Schedules is a collection of schedules, as ListSchedules lists them. It makes
// no request until it is ranged over; see [collections.View].
type Schedules struct {
	collections.View[*Schedules, *scheduler.ListSchedulesInput, *Schedule]
}

func newSchedules(e *collections.Erased) *Schedules {
	return &Schedules{collections.ViewOf[*Schedules, *scheduler.ListSchedulesInput, *Schedule](e)}
}

func (s *Scheduler) schedulesOf(out *scheduler.ListSchedulesOutput) []any {
	count := len(out.Schedules)
	all, slab := make([]any, 0, count), make([]Schedule, count)
	for n := range out.Schedules {
		x := &slab[len(all)]
		x.service, x.GroupName, x.Name = s, aws.ToString(out.Schedules[n].GroupName), aws.ToString(out.Schedules[n].Name)
		all = append(all, x)
	}
	return all
}
