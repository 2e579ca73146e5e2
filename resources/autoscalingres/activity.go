package autoscalingres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Activity is a change of a group: an instance was launched or terminated, and
// why. It is identified by its ID.
type Activity struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Activity
}

// Activity returns the activity with an ID. It makes no request, and the
// activity need not exist.
func (a *AutoScaling) Activity(id string) *Activity {
	return &Activity{node: node{service: a}, ID: id}
}

// Identity returns what identifies the activity. It is comparable, and can be
// the key of a map.
func (a *Activity) Identity() resources.Identity {
	if a == nil {
		return resources.Identity{}
	}
	return a.service.at().Identity("Activity", "ID", a.ID)
}

// String returns the type and the identifiers of the activity.
func (a *Activity) String() string { return a.Identity().String() }

// LogValue implements slog.LogValuer.
func (a *Activity) LogValue() slog.Value { return a.Identity().LogValue() }

func (a *Activity) check(operation string) error {
	if a == nil {
		return resources.Nil(operation, "Activity")
	}
	return a.service.at().Check(operation, "ID", a.ID)
}

// Load reads Data (DescribeScalingActivities), unless it is set and not stale.
// Concurrent calls make one request.
func (a *Activity) Load(ctx context.Context) error {
	if err := a.check("autoscaling.DescribeScalingActivities"); err != nil {
		return err
	}
	return resources.Load(ctx, "autoscaling.DescribeScalingActivities", &a.state, &a.Data, a.fetch)
}

// Reload reads Data again (DescribeScalingActivities).
func (a *Activity) Reload(ctx context.Context) error {
	if err := a.check("autoscaling.DescribeScalingActivities"); err != nil {
		return err
	}
	return resources.Reload(ctx, "autoscaling.DescribeScalingActivities", &a.state, &a.Data, a.fetch)
}

func (a *Activity) fetch(ctx context.Context) (*types.Activity, error) {
	out, err := a.service.describeScalingActivities(ctx, &autoscaling.DescribeScalingActivitiesInput{ActivityIds: []string{a.ID}})
	if err != nil {
		return nil, err
	}
	if data := activityIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("autoscaling.DescribeScalingActivities", a.Identity())
}

func activityIn(out *autoscaling.DescribeScalingActivitiesOutput) *types.Activity {
	if len(out.Activities) == 0 {
		return nil
	}
	return &out.Activities[0]
}

// Group returns the group that Data names, or nil if there is no Data or it
// names none.
func (a *Activity) Group() *Group {
	if a == nil || a.Data == nil || aws.ToString(a.Data.AutoScalingGroupName) == "" {
		return nil
	}
	return &Group{node: node{service: a.service}, Name: aws.ToString(a.Data.AutoScalingGroupName)}
}

// Activities is a collection of activities, as DescribeScalingActivities lists
// them. It makes no request until it is ranged over; see [collections.View].
type Activities struct {
	collections.View[*Activities, *autoscaling.DescribeScalingActivitiesInput, *Activity]
}

func newActivities(e *collections.Erased) *Activities {
	return &Activities{collections.ViewOf[*Activities, *autoscaling.DescribeScalingActivitiesInput, *Activity](e)}
}

func (a *AutoScaling) activitiesOf(out *autoscaling.DescribeScalingActivitiesOutput) []any {
	count := len(out.Activities)
	all, slab := make([]any, 0, count), make([]Activity, count)
	for n := range out.Activities {
		x := &slab[len(all)]
		x.service, x.ID, x.Data = a, aws.ToString(out.Activities[n].ActivityId), &out.Activities[n]
		all = append(all, x)
	}
	return all
}
