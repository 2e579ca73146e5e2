package eventsres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Target is a target of a rule. It is identified by its BusName, RuleName and
// ID.
type Target struct {
	node
	BusName  string
	RuleName string
	ID       string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.Target
}

// Target returns the target with these identifiers. It makes no request, and
// the target need not exist.
func (e *EventBridge) Target(busName, ruleName, id string) *Target {
	return &Target{node: node{service: e}, BusName: busName, RuleName: ruleName, ID: id}
}

// Identity returns what identifies the target. It is comparable, and can be the
// key of a map.
func (t *Target) Identity() resources.Identity {
	if t == nil {
		return resources.Identity{}
	}
	return t.service.at().Identity("Target", "BusName", t.BusName, "RuleName", t.RuleName, "ID", t.ID)
}

// String returns the type and the identifiers of the target.
func (t *Target) String() string { return t.Identity().String() }

// LogValue implements slog.LogValuer.
func (t *Target) LogValue() slog.Value { return t.Identity().LogValue() }

func (t *Target) check(operation string) error {
	if t == nil {
		return resources.Nil(operation, "Target")
	}
	return t.service.at().Check(operation, "BusName", t.BusName, "RuleName", t.RuleName, "ID", t.ID)
}

// Remove removes the target (RemoveTargets); FailedEntryCount says whether that
// was refused.
func (t *Target) Remove(ctx context.Context, changes ...func(*eventbridge.RemoveTargetsInput)) (*eventbridge.RemoveTargetsOutput, error) {
	if err := t.check("eventbridge.RemoveTargets"); err != nil {
		return nil, err
	}
	in := &eventbridge.RemoveTargetsInput{Rule: aws.String(t.RuleName), EventBusName: aws.String(t.BusName), Ids: []string{t.ID}}
	return resources.Call(ctx, "eventbridge.RemoveTargets", t.service.removeTargets, in, changes)
}

// Rule returns the rule of the target. It makes no request.
func (t *Target) Rule() *Rule {
	return &Rule{node: node{service: t.service}, BusName: t.BusName, Name: t.RuleName}
}

// Targets is a collection of targets, as ListTargetsByRule lists them. It makes
// no request until it is ranged over; see [collections.View].
type Targets struct {
	collections.View[*Targets, *eventbridge.ListTargetsByRuleInput, *Target]
}

func newTargets(e *collections.Erased) *Targets {
	return &Targets{collections.ViewOf[*Targets, *eventbridge.ListTargetsByRuleInput, *Target](e)}
}

// Remove removes the targets, 100 a request (RemoveTargets). It returns how
// many succeeded; the error has a [resources.ItemError] for each that did not.
func (c *Targets) Remove(ctx context.Context, changes ...func(*eventbridge.RemoveTargetsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Target]{
		Size:  100,
		Group: func(t *Target) any { return [...]any{t.service, t.BusName, t.RuleName} },
		Do: func(ctx context.Context, group []*Target) ([]collections.Failure, error) {
			in := &eventbridge.RemoveTargetsInput{EventBusName: aws.String(group[0].BusName), Rule: aws.String(group[0].RuleName)}
			for _, t := range group {
				in.Ids = append(in.Ids, t.ID)
			}
			out, err := resources.Call(ctx, "eventbridge.RemoveTargets", group[0].service.removeTargets, in, changes)
			if err != nil {
				return nil, err
			}
			return resources.Failures(out.FailedEntries, len(group),
				func(f *types.RemoveTargetsResultEntry, n int) bool { return aws.ToString(f.TargetId) == group[n].ID },
				func(f *types.RemoveTargetsResultEntry) (error, bool) {
					return resources.Refused(aws.ToString(f.ErrorCode), aws.ToString(f.ErrorMessage)), resources.Passing(aws.ToString(f.ErrorCode))
				}), nil
		},
	})
}
