package waiters

import "time"

// Schedule says how long to rest between two polls. Delay is called after each
// poll that is not the last and returns the time to the next one; a delay under
// 10 ms counts as 10 ms. It must be a pure function of its argument: that is
// what lets a wait go on in another process, and a schedule be simulated.
type Schedule interface {
	Delay(Progress) time.Duration
}

// Progress is what a schedule may decide by.
type Progress struct {
	// Polls is the number of polls made, one at least, over all processes.
	Polls int
	// Waited is the time since the first poll began, over all processes.
	Waited time.Duration
	// Rand is drawn anew from [0, 1) for each delay; jitter comes from here.
	Rand float64
	// MinDelay and MaxDelay are those of the SDK's waiter; zero for an
	// operation.
	MinDelay, MaxDelay time.Duration
}

// Ramp is the default schedule: short beats at first, longer ones later, each
// with a jitter of a twentieth to either side. The numbers were chosen by the
// simulation in internal/tools/waitsim.
//
// Without Expect the beat is 2 s for the first six seconds, 5 s within the first
// minute, 10 s until three minutes and 12 s from there.
//
// With Expect no poll is made between the first and half of Expect, and the beat
// from there is a fourteenth of it, within 1.5 s and 10 s. After three times
// Expect, when it was plainly wrong, the beat is not shorter than without it.
type Ramp struct {
	// Expect is how long the wait usually takes; zero is unknown. Too short
	// costs a few polls, too long makes the wait end late: up to half of it for
	// what was ready at once.
	Expect time.Duration
}

// Delay implements [Schedule].
func (r Ramp) Delay(p Progress) time.Duration { return r.carry(r).Delay(p) }

func (r Ramp) carry(found Schedule) *carried {
	if _, own := found.(Ramp); !own {
		return nil
	}
	return &carried{Kind: kindRamp, First: r.Expect}
}

// Fixed rests the same time after each poll. Zero is the MinDelay of the SDK's
// waiter, which makes it the schedule of boto3's waiters, or 2 s for an operation.
type Fixed time.Duration

// Delay implements [Schedule].
func (f Fixed) Delay(p Progress) time.Duration { return f.carry(f).Delay(p) }

func (f Fixed) carry(found Schedule) *carried {
	if _, own := found.(Fixed); !own {
		return nil
	}
	return &carried{Kind: kindFixed, First: time.Duration(f)}
}

// Exponential doubles the rest after each poll, from Min up to Max. Where they
// are zero, they are the MinDelay and MaxDelay of the SDK's waiter, or 2 s and
// 120 s for an operation.
type Exponential struct {
	Min, Max time.Duration
}

// Delay implements [Schedule].
func (e Exponential) Delay(p Progress) time.Duration { return e.carry(e).Delay(p) }

func (e Exponential) carry(found Schedule) *carried {
	if _, own := found.(Exponential); !own {
		return nil
	}
	return &carried{Kind: kindExponential, First: e.Min, Second: e.Max}
}

// SDK is the schedule of the SDK's own waiters: a random rest between Min and a
// ceiling that doubles with each poll up to Max. Where they are zero, they are
// the MinDelay and MaxDelay of the waiter, or 2 s and 120 s for an operation.
type SDK struct {
	Min, Max time.Duration
}

// Delay implements [Schedule].
func (s SDK) Delay(p Progress) time.Duration { return s.carry(s).Delay(p) }

func (s SDK) carry(found Schedule) *carried {
	if _, own := found.(SDK); !own {
		return nil
	}
	return &carried{Kind: kindSDK, First: s.Min, Second: s.Max}
}

// carried is any schedule of this package, as a ticket carries it.
type carried struct {
	Kind string `json:"k"`
	// First is Expect, the fixed rest or Min, and Second is Max.
	First  time.Duration `json:"a"`
	Second time.Duration `json:"b"`
}

// carrier is a schedule of this package, or a struct with one embedded: carry is
// given the schedule that it was found in, and returns nil for the latter.
type carrier interface {
	carry(found Schedule) *carried
}

func (c *carried) carry(Schedule) *carried { return c }

const (
	kindRamp        = "ramp"
	kindFixed       = "fixed"
	kindExponential = "exponential"
	kindSDK         = "sdk"
)

// Delay implements [Schedule].
func (c *carried) Delay(p Progress) time.Duration {
	if c.Kind == kindRamp {
		return time.Duration(float64(c.beat(p.Waited)) * (0.95 + 0.1*p.Rand))
	}
	least := firstPositive(c.First, p.MinDelay, 2*time.Second)
	if c.Kind == kindFixed {
		return least
	}
	most := max(least, firstPositive(c.Second, p.MaxDelay, 2*time.Minute))
	ceiling := least
	for range p.Polls - 1 {
		if ceiling > most/2 {
			ceiling = most
			break
		}
		ceiling *= 2
	}
	if c.Kind == kindExponential {
		return ceiling
	}
	return least + time.Duration(p.Rand*float64(ceiling-least))
}

// beat is that of [Ramp].
func (c *carried) beat(waited time.Duration) time.Duration {
	plain := 12 * time.Second
	switch {
	case waited < 6*time.Second:
		plain = 2 * time.Second
	case waited < time.Minute:
		plain = 5 * time.Second
	case waited < 3*time.Minute:
		plain = 10 * time.Second
	}
	expect := c.First
	beat := min(max(expect/14, 1500*time.Millisecond), 10*time.Second)
	switch {
	case expect <= 0:
		return plain
	case waited > 3*expect:
		return max(beat, plain)
	default:
		return max(beat, expect/2-waited)
	}
}

func firstPositive(delays ...time.Duration) time.Duration {
	for _, d := range delays {
		if d > 0 {
			return d
		}
	}
	return 0
}
