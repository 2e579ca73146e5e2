package across

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/ended"
	"github.com/awsessentials/essentials/session"
)

// State is what became of a target.
type State string

// The states. Every target ends in exactly one.
const (
	Done       State = "done"        // the function returned without an error
	NotEntered State = "not entered" // its account or region could not be entered
	Failed     State = "failed"      // the function returned an error
	NotStarted State = "not started" // there was no time, or the run was stopped before
)

// ErrNotStarted is the class of the errors of targets that are [NotStarted].
// The cause, such as context.Canceled, is inside.
var ErrNotStarted = errors.New("not started")

// A Result is what became of one target.
type Result[T any] struct {
	Target session.Target
	Index  int // of the target in the list
	State  State
	Value  T             // what the function returned
	Err    error         // nil if State is Done
	Took   time.Duration // from the start of the function to its end
}

// Options bound a run over many targets. The zero value runs ten at a time and
// gives results as they come.
type Options struct {
	// Concurrency is how many targets are worked on at a time, including the
	// assuming of roles. 0 is 10; negative or above 10,000 is invalid.
	Concurrency int

	// PerAccount and PerRegion are how many targets of one account, and of one
	// region, are worked on at a time. 0 is no limit but Concurrency; negative is
	// invalid.
	PerAccount, PerRegion int

	// Reserve is kept free before the context's deadline, for what the caller
	// has to do at the end. That long before the deadline no more targets are
	// started, and the context of those at work ends. It has no effect without a
	// deadline.
	Reserve time.Duration

	// Ordered gives the results in the order of the targets. A result that is
	// ready early is kept until its turn.
	Ordered bool

	// FailFast ends the run at the first target that fails or cannot be entered.
	FailFast bool
}

const (
	defaultConcurrency = 10
	maxConcurrency     = 10_000
)

// Run calls fn for every target, with a session that is in the target's account
// and region, and gives one result for each, as they come. A role is assumed
// once, however many regions and goroutines need it, and shortly before its
// first work; a role that cannot be assumed is one request too, and makes all
// its targets [NotEntered] with the same [*session.AssumeError]. A region of
// another partition is refused without a request.
//
// Targets at work hold one of Concurrency slots. Those that wait for their role
// do not, nor do those whose requests to AWS wait to be retried: a target that
// is throttled slows itself and not the others. The sessions given to fn do this
// for their clients.
//
// Nothing happens until the result is ranged over. Leaving the loop cancels
// what is at work and waits for it; the end of ctx does the same, and makes the
// targets that were not started [NotStarted]. Each range is a new run. fn is
// called by several goroutines at a time, the loop's body by one.
//
// A panic of fn ends the run: the work under way is cancelled and joined, and
// the panic continues in the goroutine of the loop. A target whose fn calls
// runtime.Goexit is [Failed]. With an invalid argument all targets are
// [NotStarted] with an [*awserr.InvalidError].
func Run[T any](ctx context.Context, s *session.Session, targets []session.Target,
	fn func(ctx context.Context, s *session.Session, t session.Target) (T, error), opts Options,
) iter.Seq[Result[T]] {
	targets = slices.Clone(targets)
	return func(yield func(Result[T]) bool) {
		if err := opts.check(ctx, s, fn == nil); err != nil {
			for i, t := range targets {
				if !yield(Result[T]{Target: t, Index: i, State: NotStarted, Err: notStarted(err.Error(), err)}) {
					return
				}
			}
			return
		}
		r := newRun(ctx, s, targets, fn, opts)
		results, leave := r.start(ctx)
		defer leave()
		for result := range results {
			if !yield(result) {
				break
			}
		}
		leave()
		r.panicked.Continue()
	}
}

// check refuses invalid arguments of Run.
func (o Options) check(ctx context.Context, s *session.Session, noFunction bool) error {
	invalid := func(argument string, value any, reason string) error {
		return awserr.Invalid("across.Run", argument, value, reason)
	}
	switch {
	case ctx == nil:
		return invalid("ctx", nil, "must not be nil")
	case s == nil:
		return invalid("session", nil, "must be opened, as by session.New")
	case noFunction:
		return invalid("fn", nil, "must be a function")
	case o.Concurrency < 0 || o.Concurrency > maxConcurrency:
		return invalid("Options.Concurrency", o.Concurrency, "must be 0 to 10,000")
	case o.PerAccount < 0:
		return invalid("Options.PerAccount", o.PerAccount, "must not be negative")
	case o.PerRegion < 0:
		return invalid("Options.PerRegion", o.PerRegion, "must not be negative")
	case o.Reserve < 0:
		return invalid("Options.Reserve", o.Reserve, "must not be negative")
	}
	_, err := s.Enter(ctx, session.Target{})
	if errors.Is(err, awserr.ErrInvalid) {
		return err // a zero Session
	}
	return nil
}

// Preflight enters every account that the targets name, once each, and returns
// the identity there, or why there is none, before any work is done. Each result
// has the first target that is entered that way. Cost and rules are those of
// [Run].
func Preflight(ctx context.Context, s *session.Session, targets []session.Target, opts Options) iter.Seq[Result[session.Identity]] {
	var first []session.Target
	seen := map[string]bool{}
	for _, t := range targets {
		if key := entryKey(t); !seen[key] {
			seen[key] = true
			first = append(first, t)
		}
	}
	return Run(ctx, s, first, func(ctx context.Context, s *session.Session, _ session.Target) (session.Identity, error) {
		return s.Identity(ctx)
	}, opts)
}

// entryKey is the same for targets that are entered by one AssumeRole.
func entryKey(t session.Target) string {
	key, err := json.Marshal(session.Target{Account: t.Account, Role: t.Role, Profile: t.Profile})
	if err != nil { // impossible: all fields are strings and numbers
		panic(err)
	}
	return string(key)
}

// notStarted returns the error of a target that was not started.
func notStarted(why string, cause error) error {
	return &notStartedError{"across: not started: " + why, cause}
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
	switch left := time.Until(deadline); {
	case !ok:
		bounded, cancel = context.WithCancel(ctx)
		return bounded, cancel, nil
	case left <= 0:
		late = fmt.Errorf("%w: %s", context.DeadlineExceeded, ended.Past(deadline, -left))
	case left <= reserve:
		late = fmt.Errorf("%w: %v are left and %v are reserved", context.DeadlineExceeded, left.Round(time.Millisecond), reserve)
	case reserve > 0:
		late = fmt.Errorf("%w: %v before the end are reserved", context.DeadlineExceeded, reserve)
	default:
		late = context.DeadlineExceeded
	}
	bounded, cancel = context.WithDeadlineCause(ctx, deadline.Add(-reserve), late)
	return bounded, cancel, late
}
