package main

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/awsessentials/essentials/waiters"
	"github.com/awsessentials/essentials/waiters/internal/ramp"
)

// waits is the number of waits computed for each service and schedule.
const waits = 10_000

// latency is the time that one poll takes. What it answers is the state at its
// beginning.
const latency = 150 * time.Millisecond

// service is a thing to wait for. Its time to ready is log-normal: never
// negative, usually near the median, now and then far above it.
type service struct {
	name   string
	median time.Duration
	sigma  float64 // standard deviation of the logarithm of the time
	// minDelay and maxDelay are those of the SDK's waiter; boto3's delay equals
	// minDelay.
	minDelay, maxDelay time.Duration
}

var services = []service{
	{"Lambda update", 4 * time.Second, 0.60, time.Second, 300 * time.Second},
	{"EC2 start", 25 * time.Second, 0.40, 15 * time.Second, 120 * time.Second},
	{"CloudFormation stack", 3 * time.Minute, 0.50, 30 * time.Second, 120 * time.Second},
	{"RDS instance", 6 * time.Minute, 0.35, 30 * time.Second, 1800 * time.Second},
}

// lessCertain returns the services with the largest of their sigmas for each.
func lessCertain(services []service) []service {
	services = slices.Clone(services)
	for i := range services {
		services[i].sigma = 0.6
	}
	return services
}

// candidate is a schedule tried for a service.
type candidate struct {
	name     string
	kind     kind
	schedule waiters.Schedule
}

// kind groups the candidates in the plot.
type kind int

const (
	kindRamp kind = iota
	kindSDK
	kindBoto3
	kindFixed
	kindExponential
	kindShare
)

func candidates(s service) []candidate {
	list := []candidate{
		{"default", kindRamp, ramped(0)},
		{"default, Expect = median", kindRamp, ramped(s.median)},
		{"default, Expect = half of it", kindRamp, ramped(s.median / 2)},
		{"default, Expect = twice it", kindRamp, ramped(2 * s.median)},
		{"SDK", kindSDK, waiters.SDKSchedule{}},
		{"boto3", kindBoto3, waiters.Fixed(0)},
	}
	for _, d := range []time.Duration{1, 2, 3, 5, 8, 10, 12, 15, 20, 30} {
		list = append(list, candidate{fmt.Sprintf("fixed %d s", d), kindFixed, waiters.Fixed(d * time.Second)})
	}
	for _, d := range []time.Duration{5, 10, 15, 30, 60} {
		list = append(list,
			candidate{fmt.Sprintf("exponential 1 to %d s", d), kindExponential, waiters.Exponential{Min: time.Second, Max: d * time.Second}},
			candidate{fmt.Sprintf("jittered 1 to %d s", d), kindExponential, waiters.SDKSchedule{Min: time.Second, Max: d * time.Second}})
	}
	for _, part := range []float64{0.03, 0.05, 0.1, 0.2, 0.4} {
		list = append(list, candidate{fmt.Sprintf("%g %% of the time waited", part*100), kindShare, share(part)})
	}
	return list
}

// ramped is the default schedule with an expected time.
type ramped time.Duration

func (r ramped) Delay(p waiters.Progress) time.Duration {
	return ramp.Delay(time.Duration(r), p.Waited, p.Rand)
}

// share rests a part of the time waited, one second at least.
type share float64

func (s share) Delay(p waiters.Progress) time.Duration {
	return max(time.Second, time.Duration(float64(s)*float64(p.Waited)))
}

// panel is what was computed for one service.
type panel struct {
	service
	results []result
}

type result struct {
	candidate
	calls        float64
	late, late95 time.Duration
	frontier     bool // no other candidate is both less late and cheaper
}

func simulate(services []service, waits int) []panel {
	var panels []panel
	for i, s := range services {
		// Every candidate meets the same times, drawn from a seed of its own
		// for each service, so that adding one changes no other's figures.
		rng := rand.New(rand.NewPCG(2026, uint64(i)))
		ready := make([]time.Duration, waits)
		for i := range ready {
			ready[i] = time.Duration(float64(s.median) * math.Exp(s.sigma*rng.NormFloat64()))
		}
		p := panel{service: s}
		for _, c := range candidates(s) {
			p.results = append(p.results, measure(c, s, ready))
		}
		markFrontier(p.results)
		panels = append(panels, p)
	}
	return panels
}

// measure waits once for each of the times.
func measure(c candidate, s service, ready []time.Duration) result {
	rng := rand.New(rand.NewPCG(1, 2))
	late := make([]time.Duration, len(ready))
	var calls int
	var sum time.Duration
	for i, at := range ready {
		p := waiters.Progress{MinDelay: s.minDelay, MaxDelay: s.maxDelay}
		for {
			begun := p.Waited
			p.Attempts++
			p.Waited += latency
			if begun >= at {
				break
			}
			p.Rand = rng.Float64()
			p.Waited += c.schedule.Delay(p)
		}
		calls += p.Attempts
		late[i] = p.Waited - at
		sum += late[i]
	}
	slices.Sort(late)
	n := len(ready)
	return result{
		candidate: c,
		calls:     float64(calls) / float64(n),
		late:      sum / time.Duration(n),
		late95:    late[n*95/100],
	}
}

// markFrontier marks the results that no other beats on both counts.
func markFrontier(results []result) {
	byCalls := make([]*result, len(results))
	for i := range results {
		byCalls[i] = &results[i]
	}
	slices.SortFunc(byCalls, func(a, b *result) int {
		return cmp.Or(cmp.Compare(a.calls, b.calls), cmp.Compare(a.late, b.late))
	})
	least := time.Duration(math.MaxInt64)
	for _, r := range byCalls {
		if r.late < least {
			r.frontier, least = true, r.late
		}
	}
}
