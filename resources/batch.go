package resources

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/aws/smithy-go"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/collections"
)

// Resource is a pointer to a resource. It is not said to be comparable, with which
// the code over each type of pointer would be there once more in a program.
type Resource interface{ fmt.Stringer }

// Action is what one request does with many resources.
type Action[R Resource] struct {
	// Size is the most resources of a request, by the service's limit.
	Size int
	// Group returns what all resources of one request must have in common,
	// such as their client, as a comparable value.
	Group func(R) any
	// Do makes the request for resources of one group. It returns a failure for
	// each that the service refused, and an error if the request failed.
	Do func(ctx context.Context, group []R) ([]collections.Failure, error)
	// Changed notes that a resource may have changed. It may be nil.
	Changed func(R)
}

// Apply does an action on all resources of a collection, and returns on how many
// it was done. The error is nil if and only if it was done on all of them.
//
// A request that fails for another reason than its resources, such as denied
// access, is the last one for its group: what follows of the group fails without
// a request. It ends the whole, unless the collection is made of several.
func Apply[R Resource](ctx context.Context, c *collections.Erased, a Action[R]) (int, error) {
	b := &batch{
		refused: map[any]error{},
		none:    isNil,
		groupOf: func(r any) any { return a.Group(r.(R)) },
		request: func(ctx context.Context, rs []any) ([]collections.Failure, error) {
			group := make([]R, len(rs))
			for i, r := range rs {
				group[i] = r.(R)
			}
			failures, err := a.Do(ctx, group)
			if a.Changed != nil {
				for _, r := range group {
					a.Changed(r)
				}
			}
			return failures, err
		},
	}
	return b.apply(ctx, c, a.Size)
}

const (
	// attempts is how often a resource is sent that a service refused for a
	// reason that passes.
	attempts = 3
	// maxSplits bounds the requests that failed because of some resources and
	// were sent again in halves, for each slice.
	maxSplits = 64
)

// batch cuts what it is given into requests. It knows nothing of the type of the
// resources, so that a program holds it once.
type batch struct {
	none    func(any) bool
	groupOf func(any) any
	request func(context.Context, []any) ([]collections.Failure, error)

	mu      sync.Mutex
	refused map[any]error // by group
}

func (b *batch) apply(ctx context.Context, c *collections.Erased, size int) (int, error) {
	report, err := c.Items().Batch(ctx, b.do, collections.BatchOptions{
		Size: size, Concurrency: c.Concurrency(), Attempts: attempts, ContinueOnError: c.Combined(),
	})
	return report.Done, err
}

// do makes the requests for one slice of the collection, one for each group.
func (b *batch) do(ctx context.Context, rs []any) ([]collections.Failure, error) {
	var order []any
	at := map[any][]int{}
	var failed []collections.Failure
	for i, r := range rs {
		if b.none(r) {
			failed = append(failed, collections.Failure{Index: i, Err: awserr.Invalid("resources.Apply", "resource", nil, "must not be nil")})
			continue
		}
		g := b.groupOf(r)
		if at[g] == nil {
			order = append(order, g)
		}
		at[g] = append(at[g], i)
	}
	var end error
	for _, g := range order {
		splits := maxSplits
		failures, err := b.group(ctx, rs, g, at[g], &splits)
		failed = append(failed, failures...)
		if err != nil && end == nil {
			end = err
		}
	}
	if len(failed) < len(rs) {
		return failed, nil // some were done
	}
	return failed, end
}

// group makes the request for the resources at some places of a slice. Where a
// request failed as a whole because of some of its resources, it halves them, so
// that the others are done. An error is one that the group's next request would
// meet too.
func (b *batch) group(ctx context.Context, rs []any, g any, at []int, splits *int) ([]collections.Failure, error) {
	group := make([]any, len(at))
	for i, place := range at {
		group[i] = rs[place]
	}
	failures, err := b.send(ctx, g, group)
	if err != nil && len(at) > 1 && *splits > 0 && aboutResources(err) && ctx.Err() == nil {
		*splits--
		half := len(at) / 2
		first, err1 := b.group(ctx, rs, g, at[:half], splits)
		second, err2 := b.group(ctx, rs, g, at[half:], splits)
		return append(first, second...), cmp.Or(err1, err2)
	}
	for _, f := range failures {
		if f.Index < 0 || f.Index >= len(at) {
			err = fmt.Errorf("%w: %w", errOther, f.Err)
		}
	}
	if err != nil {
		about := aboutResources(err)
		why := err
		if about && len(at) > 1 {
			why = fmt.Errorf("%w: %v", errAnother, err)
		}
		failures = make([]collections.Failure, len(at))
		for i := range failures {
			failures[i] = collections.Failure{Index: i, Err: why}
		}
		if about {
			err = nil
		}
	}
	for i, f := range failures {
		failures[i].Index = at[f.Index]
		failures[i].Err = &ItemError{Resource: group[f.Index].(fmt.Stringer), Err: f.Err}
	}
	return failures, err
}

// errAnother is why a resource failed that may have no fault: the code of the
// request's error, such as that of one which is gone, must not be taken for its.
var errAnother = errors.New("not done, since the service refused the request for one or more of its resources")

var errOther = errors.New("the answer refuses a resource that was not in the request, so any of them may be meant")

// send makes a request for a group that was not refused before.
func (b *batch) send(ctx context.Context, g any, group []any) ([]collections.Failure, error) {
	b.mu.Lock()
	err := b.refused[g]
	b.mu.Unlock()
	if err != nil {
		return nil, err
	}
	failures, err := b.request(ctx, group)
	if err != nil && !aboutResources(err) {
		b.mu.Lock()
		b.refused[g] = err
		b.mu.Unlock()
	}
	return failures, err
}

// aboutResources reports whether a request failed because of some of its
// resources, so that it is worth sending the others without them. EC2 does
// nothing at all if one instance of a thousand is gone or in another state, and
// Route 53 if one record of hundreds is not what it was.
func aboutResources(err error) bool {
	code := awserr.Code(err)
	return slices.ContainsFunc([]string{"NotFound", "Malformed", "Incorrect", "InvalidState", "NotPermitted", "Unsupported", "InUse", "DependencyViolation", "InvalidChangeBatch"},
		func(part string) bool { return strings.Contains(code, part) })
}

// ItemError is the failure of a batch action on one resource.
type ItemError struct {
	Resource fmt.Stringer // as in *ec2res.Instance
	Err      error        // why; a smithy.APIError holds a code and a message
}

// Error names the resource and says why.
func (e *ItemError) Error() string { return fmt.Sprintf("%v: %v", e.Resource, e.Err) }

// Unwrap returns the reason.
func (e *ItemError) Unwrap() error { return e.Err }

// Refused returns the error for what an answer says of one resource of many.
func Refused(code, message string) error {
	return &smithy.GenericAPIError{Code: code, Message: message}
}

// Passing reports whether a code says that trying again may help.
func Passing(code string) bool {
	switch code {
	case "SlowDown", "InternalError", "InternalFailure", "ServiceUnavailable", "RequestTimeout", "Throttling", "ThrottlingException", "RequestThrottled":
		return true
	}
	return false
}

// Failures returns the failures that an answer lists, of n resources. same
// reports whether a failure is of the resource at a place, and reason says why
// it failed and whether trying again may help. A failure that is of none of them
// is kept, with an index that makes the whole request doubtful.
func Failures[F any](list []F, n int, same func(f *F, place int) bool, reason func(*F) (err error, retry bool)) []collections.Failure {
	var failures []collections.Failure
	for i := range list {
		f := &list[i]
		err, retry := reason(f)
		found := false
		for place := range n {
			if same(f, place) {
				found = true
				failures = append(failures, collections.Failure{Index: place, Err: err, Retry: retry})
			}
		}
		if !found {
			failures = append(failures, collections.Failure{Index: -1, Err: err})
		}
	}
	return failures
}
