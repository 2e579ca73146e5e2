package waiters

import "slices"

// A Verdict is the result of one poll.
type Verdict int

const (
	// Pending continues the wait: the state is not reached yet. It is the zero
	// value. If the poll ended in an error, the error's [Class] decides.
	Pending Verdict = iota
	// Ready ends the wait with success.
	Ready
	// Failed ends the wait with a *[FailedError]: the state can no longer be
	// reached.
	Failed
)

// String returns "pending", "ready" or "failed".
func (v Verdict) String() string {
	switch v {
	case Ready:
		return "ready"
	case Failed:
		return "failed"
	default:
		return "pending"
	}
}

func (v Verdict) valid() bool { return v >= Pending && v <= Failed }

// A Condition returns the verdict of one poll. Exactly one of out and err is
// non-nil. It should be stateless, so that several waits can use it at once;
// Options.Stable counts consecutive ready polls. A verdict that is not one of the
// constants fails the wait.
type Condition[Out any] func(out *Out, err error) Verdict

// Succeeds is a [Condition] that is ready when the operation returns no error. Use
// it, with an Options.Classify for the errors to wait out, for a resource that
// does not exist yet or a call that is denied until a permission takes effect.
// Pass it without type arguments, as [Gone].
func Succeeds[Out any](_ *Out, err error) Verdict {
	if err == nil {
		return Ready
	}
	return Pending
}

// When returns a condition that is ready when ok returns true.
func When[Out any](ok func(*Out) bool) Condition[Out] {
	if ok == nil {
		return nil // which Until refuses
	}
	return func(out *Out, err error) Verdict {
		if err == nil && ok(out) {
			return Ready
		}
		return Pending
	}
}

// Equals returns a condition that is ready when the value returned by get
// equals want, and fails when it equals one of failed. Any other value is
// pending.
func Equals[Out any, T comparable](get func(*Out) T, want T, failed ...T) Condition[Out] {
	if get == nil {
		return nil // which Until refuses
	}
	return func(out *Out, err error) Verdict {
		if err != nil {
			return Pending
		}
		return judge(get(out), want, failed)
	}
}

func judge[T comparable](got, want T, failed []T) Verdict {
	switch {
	case got == want:
		return Ready
	case slices.Contains(failed, got):
		return Failed
	default:
		return Pending
	}
}

// Every returns a condition that is ready when the output has items and ok
// returns true for all of them. An empty list is pending.
func Every[Out, T any](items func(*Out) []T, ok func(T) bool) Condition[Out] {
	if items == nil || ok == nil {
		return nil // which Until refuses
	}
	return When(func(out *Out) bool {
		all := items(out)
		return len(all) > 0 && !slices.ContainsFunc(all, func(item T) bool { return !ok(item) })
	})
}

// Some returns a condition that is ready when ok returns true for at least one
// item.
func Some[Out, T any](items func(*Out) []T, ok func(T) bool) Condition[Out] {
	if items == nil || ok == nil {
		return nil // which Until refuses
	}
	return When(func(out *Out) bool { return slices.ContainsFunc(items(out), ok) })
}

// None returns a condition that is ready when match returns true for no item, as
// when all have left a state. It is ready for an empty list too; where an empty
// list can mean a mistyped name, use [Every] with the opposite function.
func None[Out, T any](items func(*Out) []T, match func(T) bool) Condition[Out] {
	if items == nil || match == nil {
		return nil // which Until refuses
	}
	return When(func(out *Out) bool { return !slices.ContainsFunc(items(out), match) })
}
