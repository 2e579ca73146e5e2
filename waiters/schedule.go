package waiters

import (
	"time"

	"github.com/awsessentials/essentials/waiters/internal/ramp"
)

// A Schedule determines the delays between polls. Delay is called after each
// poll but the last and returns the time to the next one; less than 10 ms is
// taken as 10 ms. Delay must depend only on its argument, so that another
// process can continue the wait, and must be safe for concurrent use if several
// waits share the schedule.
type Schedule interface {
	Delay(Progress) time.Duration
}

// Progress is the argument of a [Schedule].
type Progress struct {
	// Attempts is the number of polls made, at least one, over all processes.
	Attempts int
	// Waited is the time since the first poll began, over all processes.
	Waited time.Duration
	// Rand is a new random number from [0, 1) for each delay, for jitter.
	Rand float64
	// MinDelay and MaxDelay are those of the SDK's waiter; zero for an
	// operation.
	MinDelay, MaxDelay time.Duration
}

// rampSchedule is the default schedule.
type rampSchedule struct{ expect time.Duration }

func (r rampSchedule) Delay(p Progress) time.Duration {
	return ramp.Delay(r.expect, p.Waited, p.Rand)
}

// Fixed is a [Schedule] with the same delay after each poll. Zero is the MinDelay
// of the SDK's waiter, as in boto3's waiters, or 2 s for an operation.
type Fixed time.Duration

// Delay implements [Schedule].
func (f Fixed) Delay(p Progress) time.Duration {
	return firstPositive(time.Duration(f), p.MinDelay, 2*time.Second)
}

// Exponential is a [Schedule] that doubles the delay after each poll, from Min
// up to Max. If zero, they are the MinDelay and MaxDelay of the SDK's waiter,
// or 2 s and 120 s for an operation.
type Exponential struct {
	Min, Max time.Duration
}

// Delay implements [Schedule].
func (e Exponential) Delay(p Progress) time.Duration {
	_, ceiling := e.bounds(p)
	return ceiling
}

// bounds returns the shortest delay and the one that the doubling has reached.
func (e Exponential) bounds(p Progress) (least, ceiling time.Duration) {
	least = firstPositive(e.Min, p.MinDelay, 2*time.Second)
	most := max(least, firstPositive(e.Max, p.MaxDelay, 2*time.Minute))
	ceiling = least
	for range p.Attempts - 1 {
		if ceiling > most/2 {
			return least, most
		}
		ceiling *= 2
	}
	return least, ceiling
}

// SDKSchedule is the schedule of the SDK's own waiters: a random delay between
// Min and a ceiling that doubles with each poll up to Max. If zero, they are the
// MinDelay and MaxDelay of the waiter, or 2 s and 120 s for an operation.
type SDKSchedule struct {
	Min, Max time.Duration
}

// Delay implements [Schedule].
func (s SDKSchedule) Delay(p Progress) time.Duration {
	least, ceiling := Exponential(s).bounds(p)
	return least + time.Duration(p.Rand*float64(ceiling-least))
}

func firstPositive(delays ...time.Duration) time.Duration {
	for _, d := range delays {
		if d > 0 {
			return d
		}
	}
	return 0
}

// scheduleText is a schedule of this package in the form stored in a ticket.
type scheduleText struct {
	Kind   string        `json:"k"`
	First  time.Duration `json:"a"` // Expect, the fixed rest, or Min
	Second time.Duration `json:"b"` // Max
}

// textOf returns the zero text for a schedule of another package.
func textOf(s Schedule) scheduleText {
	switch s := s.(type) {
	case rampSchedule:
		return scheduleText{"ramp", s.expect, 0}
	case Fixed:
		return scheduleText{"fixed", time.Duration(s), 0}
	case Exponential:
		return scheduleText{"exponential", s.Min, s.Max}
	case SDKSchedule:
		return scheduleText{"sdk", s.Min, s.Max}
	}
	return scheduleText{}
}

// schedule returns the schedule in a ticket, or nil.
func (t scheduleText) schedule() Schedule {
	switch t.Kind {
	case "ramp":
		return rampSchedule{t.First}
	case "fixed":
		return Fixed(t.First)
	case "exponential":
		return Exponential{t.First, t.Second}
	case "sdk":
		return SDKSchedule{t.First, t.Second}
	}
	return nil
}
