package waiters_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/waiters"
)

// delays are the rests of a schedule in a wait whose polls take no time, with
// the random number given.
func delays(s waiters.Schedule, n int, random float64, p waiters.Progress) []time.Duration {
	var out []time.Duration
	p.Rand = random
	for range n {
		p.Attempts++
		d := s.Delay(p)
		p.Waited += d
		out = append(out, d)
	}
	return out
}

func seconds(s ...float64) []time.Duration {
	var out []time.Duration
	for _, v := range s {
		out = append(out, time.Duration(v*float64(time.Second)))
	}
	return out
}

func TestSchedules(t *testing.T) {
	ofWaiter := waiters.Progress{MinDelay: 15 * time.Second, MaxDelay: 120 * time.Second}
	for name, c := range map[string]struct {
		schedule waiters.Schedule
		random   float64
		progress waiters.Progress
		want     []time.Duration
	}{
		"fixed":                      {waiters.Fixed(3 * time.Second), 0.9, waiters.Progress{}, seconds(3, 3, 3)},
		"fixed as boto3":             {waiters.Fixed(0), 0.9, ofWaiter, seconds(15, 15)},
		"fixed for an operation":     {waiters.Fixed(0), 0.9, waiters.Progress{}, seconds(2, 2)},
		"exponential":                {waiters.Exponential{Min: time.Second, Max: 5 * time.Second}, 0.9, waiters.Progress{}, seconds(1, 2, 4, 5, 5)},
		"exponential to a power":     {waiters.Exponential{Min: time.Second, Max: 4 * time.Second}, 0.9, waiters.Progress{}, seconds(1, 2, 4, 4)},
		"exponential, Min above Max": {waiters.Exponential{Min: 9 * time.Second, Max: time.Second}, 0.9, waiters.Progress{}, seconds(9, 9)},
		"exponential without end":    {waiters.Exponential{Min: time.Second, Max: 1<<63 - 1}, 0, waiters.Progress{Attempts: 1e6}, []time.Duration{1<<63 - 1}},
		"SDK, lowest":                {waiters.SDKSchedule{}, 0, ofWaiter, seconds(15, 15, 15, 15)},
		"SDK, in the middle":         {waiters.SDKSchedule{}, 0.5, ofWaiter, seconds(15, 22.5, 37.5, 67.5, 67.5)},
		"SDK for an operation":       {waiters.SDKSchedule{}, 0.5, waiters.Progress{}, seconds(2, 3, 5, 9)},
	} {
		require.Equal(t, c.want, delays(c.schedule, len(c.want), c.random, c.progress), name)
	}
}

func TestExpectHoldsTheSecondPollBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var polls []float64
		_, err := waiters.Wait(t.Context(), newSubscribedWaiter(newTopic(t, 6)), topic, waiters.Options{
			Max: 10 * time.Minute, Expect: 144 * time.Second,
			OnAttempt: func(a waiters.Status) { polls = append(polls, a.Waited.Seconds()) },
		})
		require.NoError(t, err)
		require.InDeltaSlice(t, []float64{0, 24, 48, 72, 84, 96, 108}, polls, 5)
	})
}

func TestScheduleWithoutDelayDoesNotSpin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		_, err := waiters.Wait(t.Context(), newSubscribedWaiter(newTopic(t, 10)), topic, waiters.Options{Max: time.Minute, Schedule: none{}})
		require.NoError(t, err)
		require.GreaterOrEqual(t, time.Since(start), 100*time.Millisecond)
	})
}

type none struct{}

func (none) Delay(waiters.Progress) time.Duration { return -time.Second }
