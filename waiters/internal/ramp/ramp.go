// Package ramp is the arithmetic of the default schedule of package waiters, for
// that package and for the simulation that its numbers were chosen by.
package ramp

import "time"

// Delay returns the rest after a poll that ended when the wait had taken waited.
// The time that the wait usually takes is expect, or zero if it is not known;
// random is from [0, 1), for a jitter of a twentieth to either side.
func Delay(expect, waited time.Duration, random float64) time.Duration {
	return time.Duration(float64(rest(expect, waited)) * (0.95 + 0.1*random))
}

// The rests with an expected time: beat from half of it on, twice that before, and
// none but the first poll until a sixth of it.
const (
	beats        = 12 // in the expected time
	shortestBeat = 1500 * time.Millisecond
	longestBeat  = 12 * time.Second
)

func rest(expect, waited time.Duration) time.Duration {
	if expect <= 0 {
		return plain(waited)
	}
	beat := min(max(expect/beats, shortestBeat), longestBeat)
	switch {
	case waited < expect/2:
		return max(beat, expect/6-waited, min(2*beat, expect/2-waited))
	case waited > 3*expect: // It was plainly wrong.
		return max(beat, plain(waited))
	default:
		return beat
	}
}

// plain is the rest without an expected time.
func plain(waited time.Duration) time.Duration {
	switch {
	case waited < 6*time.Second:
		return 2 * time.Second
	case waited < time.Minute:
		return 5 * time.Second
	case waited < 3*time.Minute:
		return 10 * time.Second
	default:
		return 12 * time.Second
	}
}
