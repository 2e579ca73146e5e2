package ramp_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/waiters/internal/ramp"
)

func TestDelay(t *testing.T) {
	for _, c := range []struct {
		name           string
		expect, waited time.Duration
		random         float64
		want           []float64 // seconds, of polls that take no time
	}{
		{"at first", 0, 0, 0.5, []float64{2, 2, 2, 5, 5}},
		{"after a minute", 0, time.Minute, 0.5, []float64{10, 10}},
		{"after three minutes", 0, 3 * time.Minute, 0.5, []float64{12, 12}},
		{"with the least jitter", 0, time.Minute, 0, []float64{9.5}},
		{"expect", 72 * time.Second, 0, 0.5, []float64{12, 12, 12, 6, 6}},
		{"expect a long time", time.Hour, 0, 0.5, []float64{600, 24, 24}},
		{"expect, from half of it on", time.Hour, 30 * time.Minute, 0.5, []float64{12, 12}},
		{"expect, shortly before half of it", time.Hour, 30*time.Minute - 20*time.Second, 0.5, []float64{20, 12}},
		{"expect a short time", 4 * time.Second, 0, 0.5, []float64{2, 1.5}},
		{"expect, and it takes far longer", 4 * time.Second, time.Hour, 0.5, []float64{12, 12}},
	} {
		var delays []float64
		for range c.want {
			d := ramp.Delay(c.expect, c.waited, c.random)
			c.waited += d
			delays = append(delays, d.Seconds())
		}
		require.Equal(t, c.want, delays, c.name)
	}
}
