package ec2res

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/waiters"
)

// InstanceResult is what came of one instance of [Instances.StopAndWait] and its
// like.
type InstanceResult struct {
	Instance *Instance // its Data is what was last seen of it
	Err      error     // why it is not in the state that was asked for, or nil
}

// StartAndWait is [Instances.Start], and waits until all run. Each instance has
// its own result; one that EC2 refuses, or that cannot come to run any more, does
// not keep the others from it. The error is nil if and only if all run. The
// collection is listed once, at the beginning. Max of the options bounds the wait
// for all; options that cannot be waited with, such as those without a bound, are
// [awserr.ErrInvalid] before anything is done.
func (c *Instances) StartAndWait(ctx context.Context, opts waiters.Options, changes ...func(*ec2.StartInstancesInput)) ([]InstanceResult, error) {
	return c.andWait(ctx, types.InstanceStateNameRunning, opts, func(some *Instances) (int, error) { return some.Start(ctx, changes...) })
}

// StopAndWait is [Instances.Stop], and waits until all are stopped; see
// [Instances.StartAndWait].
func (c *Instances) StopAndWait(ctx context.Context, opts waiters.Options, changes ...func(*ec2.StopInstancesInput)) ([]InstanceResult, error) {
	return c.andWait(ctx, types.InstanceStateNameStopped, opts, func(some *Instances) (int, error) { return some.Stop(ctx, changes...) })
}

// TerminateAndWait is [Instances.Terminate], and waits until all are terminated;
// see [Instances.StartAndWait].
func (c *Instances) TerminateAndWait(ctx context.Context, opts waiters.Options, changes ...func(*ec2.TerminateInstancesInput)) ([]InstanceResult, error) {
	return c.andWait(ctx, types.InstanceStateNameTerminated, opts, func(some *Instances) (int, error) { return some.Terminate(ctx, changes...) })
}

// perRequest is how many instances an action takes at once.
const perRequest = 1000

func (c *Instances) andWait(ctx context.Context, state types.InstanceStateName, opts waiters.Options, act func(*Instances) (int, error)) ([]InstanceResult, error) {
	const operation = "ec2res.AndWait"
	if err := opts.Check(ctx, operation); err != nil {
		return nil, err
	}
	if opts.Resume != "" {
		return nil, awserr.Invalid(operation, "Options.Resume", nil, "must be empty: resume with WaitUntil, which does nothing before it waits")
	}
	instances, err := c.Collect(ctx)
	if err != nil {
		return nil, err
	}
	results := make([]InstanceResult, len(instances))
	for n, i := range instances {
		results[n].Instance = i
	}
	var errs []error
	for some := range slices.Chunk(results, perRequest) {
		errs = append(errs, actOn(some, act))
	}
	began, most := time.Now(), opts.Max
	for _, of := range byService(results) {
		if most > 0 {
			opts.Max = max(most-time.Since(began), time.Millisecond) // at least one look at each
		}
		errs = append(errs, waitFor(ctx, state, of, opts))
	}
	return results, errors.Join(errs...)
}

// actOn acts on some instances and notes which ones it could not be done with.
func actOn(some []InstanceResult, act func(*Instances) (int, error)) error {
	instances := make([]*Instance, len(some))
	for n, r := range some {
		instances[n] = r.Instance
	}
	_, err := act(collections.As[*Instances](collections.Of(instances...)))
	var failed *collections.ItemsError
	switch {
	case errors.As(err, &failed):
		for _, item := range failed.Items {
			some[item.Index].Err = item.Err
		}
	case err != nil:
		for n := range some {
			some[n].Err = err
		}
	}
	return err
}

// byService sorts out those that were acted on, since a request is of one service.
func byService(results []InstanceResult) (groups [][]*InstanceResult) {
	place := map[*EC2]int{}
	for n := range results {
		r := &results[n]
		if r.Err != nil {
			continue
		}
		at, ok := place[r.Instance.service]
		if !ok {
			at = len(groups)
			place[r.Instance.service] = at
			groups = append(groups, nil)
		}
		groups[at] = append(groups[at], r)
	}
	return groups
}

func waitFor(ctx context.Context, state types.InstanceStateName, results []*InstanceResult, opts waiters.Options) error {
	instances := make([]*Instance, len(results))
	for n, r := range results {
		instances[n] = r.Instance
	}
	waited, err := WaitUntil(ctx, state, instances, opts)
	verdicts := map[string]waiters.ItemResult[types.Instance]{}
	for _, w := range waited {
		verdicts[w.ID] = w
	}
	for _, r := range results {
		switch w := verdicts[r.Instance.ID]; w.Verdict {
		case waiters.Ready:
		case waiters.Failed:
			r.Err = fmt.Errorf("%v is %s", r.Instance, w.Item.State.Name)
		default:
			r.Err = fmt.Errorf("%v is not %s yet: %w", r.Instance, state, err)
		}
	}
	return err
}
