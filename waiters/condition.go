package waiters

import "slices"

// Verdict is what one poll says about the wait.
type Verdict int

const (
	// Pending continues the wait: the state is not reached yet. It is the zero
	// value, and for a poll that ended in an error it leaves the decision to the
	// error's [Class].
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

// Condition judges one poll. Exactly one of out and err is set. It should keep no
// state, so that several waits can use it at once; Options.Stable counts how often
// in a row it is ready. A verdict that is not one of the constants fails the wait.
type Condition[Out any] func(out *Out, err error) Verdict

// Succeeds is ready as soon as the operation answers without an error, whatever it
// answers: for what exists only later, or what is refused until something else is
// in effect, with Options.Classify to say which errors pass by themselves. Pass it
// without type arguments, as [Gone].
func Succeeds[Out any](_ *Out, err error) Verdict {
	if err == nil {
		return Ready
	}
	return Pending
}

// When is ready as soon as ok holds.
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

// Equals is ready when the field that get reads equals want, and fails when it
// equals one of failed. Any other value is waited on.
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

// Every is ready when the output has items and ok holds for all of them. No
// items at all are waited on: a list that is still empty is not a list of
// finished things.
func Every[Out, T any](items func(*Out) []T, ok func(T) bool) Condition[Out] {
	if items == nil || ok == nil {
		return nil // which Until refuses
	}
	return When(func(out *Out) bool {
		all := items(out)
		return len(all) > 0 && !slices.ContainsFunc(all, func(item T) bool { return !ok(item) })
	})
}

// Some is ready when ok holds for one item or more.
func Some[Out, T any](items func(*Out) []T, ok func(T) bool) Condition[Out] {
	if items == nil || ok == nil {
		return nil // which Until refuses
	}
	return When(func(out *Out) bool { return slices.ContainsFunc(items(out), ok) })
}

// None is ready when match holds for no item, as when all have left a state. It is
// ready for an empty list too; where that can mean a mistyped name, use [Every] with
// the opposite.
func None[Out, T any](items func(*Out) []T, match func(T) bool) Condition[Out] {
	if items == nil || match == nil {
		return nil // which Until refuses
	}
	return When(func(out *Out) bool { return !slices.ContainsFunc(items(out), match) })
}
