package session

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"
)

// State says what became of a target.
type State string

// The states. Every target ends in exactly one.
const (
	Done       State = "done"        // the function returned without an error
	NotEntered State = "not entered" // its account could not be entered
	Failed     State = "failed"      // the function returned an error
	NotStarted State = "not started" // there was no time, or the run was stopped before
)

// ErrNotStarted is the class of the errors of targets that are [NotStarted].
// The cause, such as context.Canceled, is inside.
var ErrNotStarted = errors.New("session: not started")

// A Result is what became of one target.
type Result[T any] struct {
	Target Target
	Index  int // of the target in the list
	State  State
	Value  T             // what the function returned
	Err    error         // nil when State is Done
	Took   time.Duration // from the start of the function to its end
}

// AcrossOptions bound a run over many targets. The zero value runs ten at once
// and gives results as they come.
type AcrossOptions struct {
	// Concurrency is how many targets are worked on at once, roles being assumed
	// included. Zero or less means 10.
	Concurrency int

	// PerAccount and PerRegion are how many targets of one account, and of one
	// region, are worked on at once. Zero or less means no limit but Concurrency.
	PerAccount, PerRegion int

	// Reserve is kept free before the context's deadline, for what the caller
	// has to do at the end. That long before the deadline no target is started any
	// more, and the context of those at work ends. Without a deadline it has no
	// effect.
	Reserve time.Duration

	// Ordered gives the results in the order of the targets. A result that is
	// ready early is kept until its turn.
	Ordered bool

	// FailFast ends the run at the first target that fails or cannot be entered.
	FailFast bool
}

const defaultConcurrency = 10

// Across calls fn for every target, with a session that is in the target's
// account and region, and gives one result for each, as they come. However many
// regions and goroutines there are, a role is assumed once; a role that cannot be
// assumed is one request too, and makes all its targets [NotEntered] with the
// same [*AssumeError].
//
// Targets at work hold one of Concurrency slots. Those that wait for their role
// do not, nor do those whose requests to AWS wait to be tried again after an
// error: a target that is throttled slows itself and not the others. The
// sessions given to fn do this for their clients; nothing has to be done for it.
//
// Nothing happens until the result is ranged over. Leaving the loop cancels
// what is at work and waits for it; so does the end of ctx, which makes the
// targets that had no turn [NotStarted]. Each range runs anew. fn is called from
// several goroutines at once, the loop's body from one.
func Across[T any](ctx context.Context, s *Session, targets []Target,
	fn func(ctx context.Context, s *Session, t Target) (T, error), opts AcrossOptions,
) iter.Seq[Result[T]] {
	targets = slices.Clone(targets)
	return func(yield func(Result[T]) bool) {
		r := newRun(s, targets, fn, opts)
		results, leave := r.start(ctx)
		defer leave()
		for result := range results {
			if !yield(result) {
				return
			}
		}
	}
}

// Preflight enters every account that the targets name, once each, and gives
// who one is there, or why not, before any work is done. Each result has the
// first target that goes that way. Cost and rules are those of [Across].
func Preflight(ctx context.Context, s *Session, targets []Target, opts AcrossOptions) iter.Seq[Result[Identity]] {
	var first []Target
	seen := map[string]bool{}
	for _, t := range targets {
		if key := t.entryKey(); !seen[key] {
			seen[key] = true
			first = append(first, t)
		}
	}
	return Across(ctx, s, first, func(ctx context.Context, s *Session, _ Target) (Identity, error) {
		return s.Identity(ctx)
	}, opts)
}

// entryKey is the same for targets that are entered by one AssumeRole.
func (t Target) entryKey() string {
	key, err := json.Marshal(Target{Account: t.Account, Role: t.Role, Profile: t.Profile})
	if err != nil { // cannot be: all fields are strings and numbers
		panic(err)
	}
	return string(key)
}

// enterTarget opens the session that t's account is worked on with, in the
// region of s.
func (s *Session) enterTarget(ctx context.Context, t Target) (*Session, error) {
	from := s
	if t.Profile != "" {
		opts := *s.opts
		opts.Profile, opts.Roles = t.Profile, nil
		opts.Region = cmp.Or(t.Region, s.region.value)
		c, err := newCore(&opts, s.runtime)
		if err != nil {
			return nil, err
		}
		c.mfa = s.mfa // one question at a time, over all targets
		if from, err = c.load(ctx); err != nil {
			return nil, err
		}
	}
	if t.Role.ARN != "" {
		if err := t.Role.check(1); err != nil {
			return nil, err
		}
		if a := t.Role.account(); t.Account != "" && t.Account != a {
			return nil, optionsError("target %s: its role is in account %s", t, a)
		}
		return from.Assume(ctx, t.Role)
	}
	if t.Account != "" {
		id, err := from.Identity(ctx)
		if err != nil {
			return nil, err
		}
		if id.Account != t.Account {
			return nil, optionsError("target %s: it has no role, and the session is in account %s", t, id.Account)
		}
	}
	return from, nil
}

// notStarted makes the error of a target that had no turn.
func notStarted(why string, cause error) error {
	return &notStartedError{"session: across: not started: " + why, cause}
}

type notStartedError struct {
	text  string
	cause error
}

func (e *notStartedError) Error() string        { return e.text }
func (e *notStartedError) Is(target error) bool { return target == ErrNotStarted }
func (e *notStartedError) Unwrap() error        { return e.cause }

// budget returns the context that targets are worked on under, and what to say
// when its deadline ends the run.
func budget(ctx context.Context, reserve time.Duration) (bounded context.Context, cancel context.CancelFunc, late error) {
	deadline, ok := ctx.Deadline()
	end := deadline.Add(-max(reserve, 0))
	switch left := time.Until(deadline); {
	case !ok:
		bounded, cancel = context.WithCancel(ctx)
		return bounded, cancel, nil
	case left <= 0:
		late = fmt.Errorf("%w: it was %s already; local tools that imitate Lambda send such a deadline",
			context.DeadlineExceeded, deadline.UTC().Format(time.RFC3339))
	case left <= reserve:
		late = fmt.Errorf("%w: %v are left and %v are reserved", context.DeadlineExceeded, left.Round(time.Millisecond), reserve)
	case reserve > 0:
		late = fmt.Errorf("%w: %v before the end are reserved", context.DeadlineExceeded, reserve)
	default:
		late = context.DeadlineExceeded
	}
	bounded, cancel = context.WithDeadlineCause(ctx, end, late)
	return bounded, cancel, late
}
