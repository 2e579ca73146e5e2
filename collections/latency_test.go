package collections_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// latencies are how long calls take: with a long tail, and with one in 50 ten
// times slower.
var latencies = map[string]func(*rand.Rand) time.Duration{
	"exponential": func(r *rand.Rand) time.Duration { return time.Duration(r.ExpFloat64() * float64(100*time.Millisecond)) },
	"one in 50 is ten times slower": func(r *rand.Rand) time.Duration {
		if r.IntN(50) == 0 {
			return time.Second
		}
		return 100 * time.Millisecond
	},
}

func draw(n int, latency func(*rand.Rand) time.Duration) []time.Duration {
	r := rand.New(rand.NewPCG(1, 2))
	all := make([]time.Duration, n)
	for i := range all {
		all[i] = latency(r)
	}
	return all
}

// checkNearIdeal compares with n workers of which none is ever idle.
func checkNearIdeal(t *testing.T, took time.Duration, durations []time.Duration, n int) {
	t.Helper()
	var sum time.Duration
	for _, d := range durations {
		sum += d
	}
	ratio := took.Seconds() / (sum.Seconds() / float64(n))
	t.Logf("%v, %.3f of the ideal", took, ratio)
	assert.LessOrEqual(t, ratio, 1.1)
}

func requirePanic(t *testing.T, cause error, f func()) {
	t.Helper()
	defer func() {
		err, ok := recover().(error)
		require.True(t, ok, "want a panic that holds an error")
		require.ErrorIs(t, err, cause)
	}()
	f()
}
