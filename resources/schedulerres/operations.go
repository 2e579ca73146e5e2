package schedulerres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/scheduler"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (s *Scheduler) createSchedule(ctx context.Context, in *scheduler.CreateScheduleInput) (*scheduler.CreateScheduleOutput, error) {
	api, ok := s.api().(interface {
		CreateSchedule(context.Context, *scheduler.CreateScheduleInput, ...func(*scheduler.Options)) (*scheduler.CreateScheduleOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("scheduler.CreateSchedule")
	}
	return api.CreateSchedule(ctx, in)
}

func (s *Scheduler) createScheduleGroup(ctx context.Context, in *scheduler.CreateScheduleGroupInput) (*scheduler.CreateScheduleGroupOutput, error) {
	api, ok := s.api().(interface {
		CreateScheduleGroup(context.Context, *scheduler.CreateScheduleGroupInput, ...func(*scheduler.Options)) (*scheduler.CreateScheduleGroupOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("scheduler.CreateScheduleGroup")
	}
	return api.CreateScheduleGroup(ctx, in)
}

func (s *Scheduler) deleteSchedule(ctx context.Context, in *scheduler.DeleteScheduleInput) (*scheduler.DeleteScheduleOutput, error) {
	api, ok := s.api().(interface {
		DeleteSchedule(context.Context, *scheduler.DeleteScheduleInput, ...func(*scheduler.Options)) (*scheduler.DeleteScheduleOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("scheduler.DeleteSchedule")
	}
	return api.DeleteSchedule(ctx, in)
}

func (s *Scheduler) deleteScheduleGroup(ctx context.Context, in *scheduler.DeleteScheduleGroupInput) (*scheduler.DeleteScheduleGroupOutput, error) {
	api, ok := s.api().(interface {
		DeleteScheduleGroup(context.Context, *scheduler.DeleteScheduleGroupInput, ...func(*scheduler.Options)) (*scheduler.DeleteScheduleGroupOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("scheduler.DeleteScheduleGroup")
	}
	return api.DeleteScheduleGroup(ctx, in)
}

func (s *Scheduler) getSchedule(ctx context.Context, in *scheduler.GetScheduleInput) (*scheduler.GetScheduleOutput, error) {
	api, ok := s.api().(interface {
		GetSchedule(context.Context, *scheduler.GetScheduleInput, ...func(*scheduler.Options)) (*scheduler.GetScheduleOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("scheduler.GetSchedule")
	}
	return api.GetSchedule(ctx, in)
}

func (s *Scheduler) getScheduleGroup(ctx context.Context, in *scheduler.GetScheduleGroupInput) (*scheduler.GetScheduleGroupOutput, error) {
	api, ok := s.api().(interface {
		GetScheduleGroup(context.Context, *scheduler.GetScheduleGroupInput, ...func(*scheduler.Options)) (*scheduler.GetScheduleGroupOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("scheduler.GetScheduleGroup")
	}
	return api.GetScheduleGroup(ctx, in)
}

func (s *Scheduler) listScheduleGroups(ctx context.Context, in *scheduler.ListScheduleGroupsInput) (*scheduler.ListScheduleGroupsOutput, error) {
	api, ok := s.api().(interface {
		ListScheduleGroups(context.Context, *scheduler.ListScheduleGroupsInput, ...func(*scheduler.Options)) (*scheduler.ListScheduleGroupsOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("scheduler.ListScheduleGroups")
	}
	return api.ListScheduleGroups(ctx, in)
}

func (s *Scheduler) listSchedules(ctx context.Context, in *scheduler.ListSchedulesInput) (*scheduler.ListSchedulesOutput, error) {
	api, ok := s.api().(interface {
		ListSchedules(context.Context, *scheduler.ListSchedulesInput, ...func(*scheduler.Options)) (*scheduler.ListSchedulesOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("scheduler.ListSchedules")
	}
	return api.ListSchedules(ctx, in)
}

func (s *Scheduler) updateSchedule(ctx context.Context, in *scheduler.UpdateScheduleInput) (*scheduler.UpdateScheduleOutput, error) {
	api, ok := s.api().(interface {
		UpdateSchedule(context.Context, *scheduler.UpdateScheduleInput, ...func(*scheduler.Options)) (*scheduler.UpdateScheduleOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("scheduler.UpdateSchedule")
	}
	return api.UpdateSchedule(ctx, in)
}
