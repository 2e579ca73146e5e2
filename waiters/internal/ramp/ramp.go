// Package ramp is the arithmetic of the default schedule of package waiters, for
// that package and for the simulation that its numbers were chosen by.
package ramp

import "time"

// Delay returns the rest after a poll that ended when the wait was waited old.
// The time that the wait usually takes is expect, or zero where it is not known;
// random is drawn from [0, 1).
func Delay(expect, waited time.Duration, random float64) time.Duration {
	return time.Duration(float64(beat(expect, waited)) * (0.95 + 0.1*random))
}

func beat(expect, waited time.Duration) time.Duration {
	plain := 12 * time.Second
	switch {
	case waited < 6*time.Second:
		plain = 2 * time.Second
	case waited < time.Minute:
		plain = 5 * time.Second
	case waited < 3*time.Minute:
		plain = 10 * time.Second
	}
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
