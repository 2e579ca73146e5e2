package main

import (
	"os"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// The default schedule was chosen to stay inside these figures: late by at most
// so many seconds on average, with at most so many calls.
var reach = map[string]struct{ late, calls, expectLate, expectCalls float64 }{
	"Lambda update":        {2, 5, 2, 5},
	"EC2 start":            {3, 9, 2, 12},
	"CloudFormation stack": {6, 30, 7, 21},
	"RDS instance":         {8, 45, 7, 25},
}

// panels is what the command shows, computed once for all tests.
var panels = sync.OnceValue(func() []panel { return simulate(services, waits) })

func TestDefaultScheduleStaysWithinItsFigures(t *testing.T) {
	for _, p := range panels() {
		want := reach[p.name]
		plain, expect := find(t, p, "default"), find(t, p, "default, Expect = median")
		require.LessOrEqual(t, plain.late.Seconds(), want.late, p.name)
		require.LessOrEqual(t, plain.calls, want.calls, p.name)
		require.LessOrEqual(t, expect.late.Seconds(), want.expectLate, p.name)
		require.LessOrEqual(t, expect.calls, want.expectCalls, p.name)
		require.True(t, expect.frontier, "%s: nothing tried is both quicker and cheaper than knowing when to begin", p.name)
	}
}

// An expected time that is wrong by a factor of two makes the wait at most twice
// as late as without one, and a right one at most 7 s late, also where times are
// less certain.
func TestWrongExpectCostsAtMostTwiceTheDefault(t *testing.T) {
	for _, p := range append(simulate(lessCertain(services), waits), panels()...) {
		plain := find(t, p, "default").late
		for _, name := range []string{"default, Expect = half of it", "default, Expect = twice it"} {
			require.LessOrEqual(t, find(t, p, name).late, 2*plain, "%s, sigma %.2f: %s", p.name, p.sigma, name)
		}
		right := find(t, p, "default, Expect = median")
		require.LessOrEqual(t, right.late.Seconds(), 7.0, "%s, sigma %.2f", p.name, p.sigma)
	}
}

// The model of the SDK's and boto3's schedules is right if it is late by what is
// known of them.
func TestRivalsAreLateByTheKnownFigures(t *testing.T) {
	sdk := []float64{2.5, 15.4, 41.9, 211}
	boto3 := []float64{0.7, 7.7, 15.1, 15.2}
	for i, p := range panels() {
		require.InEpsilon(t, sdk[i], find(t, p, "SDK").late.Seconds(), 0.05, p.name)
		require.InDelta(t, boto3[i], find(t, p, "boto3").late.Seconds(), 0.3, p.name)
	}
}

func TestPlotInTheDocsIsCurrent(t *testing.T) {
	have, err := os.ReadFile("../../../docs/waiters.svg")
	require.NoError(t, err)
	require.Equal(t, string(plot(panels())), string(have), "run: go run ./waiters/internal/waitsim")
}

func find(t *testing.T, p panel, name string) result {
	for _, r := range p.results {
		if r.name == name {
			return r
		}
	}
	require.FailNow(t, "no such schedule", name)
	return result{}
}
