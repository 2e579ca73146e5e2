package session

import (
	"context"
	"math"
	"sync"
	"time"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/awsessentials/essentials/awserr"
)

// governor holds the rates that the clients of a session, of its children and of
// package across share, one for each account, region and service.
type governor struct {
	mu    sync.Mutex
	rates map[rateKey]*rate
}

type rateKey struct{ account, region, service string }

func (g *governor) rate(key rateKey) *rate {
	g.mu.Lock()
	defer g.mu.Unlock()
	r := g.rates[key]
	if r == nil {
		if g.rates == nil {
			g.rates = make(map[rateKey]*rate)
		}
		r = &rate{turn: make(chan struct{}, 1)}
		g.rates[key] = r
	}
	return r
}

// How a rate moves: additive increase, multiplicative decrease. A service that
// allows R requests a second is probed with some 2 in 100 more each second, and
// is given a tenth less when it throttles, which keeps near 0.95 R and throttles
// once in some five seconds.
const (
	rateDecrease = 0.9
	rateIncrease = 0.02 // of the rate, each second
	rateStart    = 0.5  // the same, until the second time that the service throttles
	rateLeast    = 0.5  // requests a second
	rateAttempts = 50   // of one call that is throttled again and again
)

// rate is how many requests a second the callers send together. It is unlimited
// until the first answer that throttles.
type rate struct {
	turn chan struct{} // held by the caller that waits for the next token

	mu        sync.Mutex
	limit     float64 // requests a second; 0 is unlimited
	tokens    float64
	filled    time.Time // when tokens was right
	decreased time.Time // last
	starting  bool      // since the first decrease: the rate is not known yet
	second    time.Time // when the count of accepted began
	accepted  int       // answers of this second that did not throttle
	before    int       // and of the one before
}

// wait waits until a request may be sent, and returns when that is.
func (r *rate) wait(ctx context.Context) (time.Time, error) {
	if now, _, ok := r.take(); ok {
		return now, nil
	}
	select {
	case r.turn <- struct{}{}:
		defer func() { <-r.turn }()
	case <-ctx.Done():
		return time.Time{}, ctx.Err()
	}
	for {
		now, delay, ok := r.next()
		if ok {
			return now, nil
		}
		timer := time.NewTimer(delay)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return time.Time{}, ctx.Err()
		}
	}
}

// take takes a token if nobody waits for one.
func (r *rate) take() (time.Time, time.Duration, bool) {
	if len(r.turn) > 0 {
		return time.Time{}, 0, false
	}
	return r.next()
}

// next takes a token, or says how long it is until there is one.
func (r *rate) next() (time.Time, time.Duration, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := time.Now()
	if r.limit == 0 {
		return now, 0, true
	}
	// A tenth of a second may be sent at once.
	r.tokens = min(r.tokens+now.Sub(r.filled).Seconds()*r.limit, max(1, r.limit/10))
	r.filled = now
	if r.tokens < 1 {
		return now, time.Duration(math.Ceil((1 - r.tokens) / r.limit * float64(time.Second))), false
	}
	r.tokens--
	return now, 0, true
}

// answered notes an answer to a request that was sent at a time.
func (r *rate) answered(sent time.Time, throttled bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := time.Now()
	switch {
	case !throttled:
		r.count(now)
		switch {
		case r.limit == 0 || r.limit > 2*float64(max(r.before, r.accepted, 1)):
			// Unlimited, or not the limit of what is sent.
		case r.starting && !sent.After(r.decreased):
			r.limit += rateDecrease // an answer of the same burst as the first throttle
		case r.starting:
			r.limit += rateStart
		default:
			r.limit += rateIncrease // at each answer, so that it is the part of the rate each second
		}
	case sent.Before(r.decreased), sent.Equal(r.decreased):
		// It was on its way when the rate was lowered.
	default:
		limit := r.limit
		if r.starting = limit == 0; r.starting {
			r.roll(now)
			limit = float64(max(r.before, r.accepted))
		}
		r.limit = max(rateLeast, limit*rateDecrease)
		r.decreased, r.tokens, r.filled = now, 0, now
	}
}

func (r *rate) count(now time.Time) {
	r.roll(now)
	r.accepted++
}

// roll begins a new second if it is time.
func (r *rate) roll(now time.Time) {
	switch since := now.Sub(r.second); {
	case since >= 2*time.Second:
		r.before, r.accepted, r.second = 0, 0, now
	case since >= time.Second:
		r.before, r.accepted, r.second = r.accepted, 0, r.second.Add(time.Second)
	}
}

// add makes the attempts of a client wait for their rate.
func (g *governor) add(c *state, stack *middleware.Stack) error {
	const loop = "Retry"
	if _, ok := stack.Finalize.Get(loop); !ok {
		return nil // a presigned request is not sent
	}
	return stack.Finalize.Insert(&governed{g, c}, loop, middleware.After)
}

// governed stands in the stacks of clients that share their rates.
type governed struct {
	governor *governor
	state    *state
}

// ID is the session's own.
func (g *governed) ID() string { return g.state.id + "Rate" }

// HandleFinalize sends a request when its rate allows it, and again if it is
// throttled, so that the retries of the client are left for other errors.
func (g *governed) HandleFinalize(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (
	out middleware.FinalizeOutput, metadata middleware.Metadata, err error,
) {
	account := g.state.knownAccount()
	r := g.governor.rate(rateKey{account, awsmiddleware.GetRegion(ctx), awsmiddleware.GetServiceID(ctx)})
	original := in.Request
	for attempt := 1; ; attempt++ {
		sent, waitErr := r.wait(ctx)
		if waitErr != nil {
			if err == nil {
				err = waitErr
			}
			return out, metadata, err // the answer that throttled, if there was one
		}
		if req, ok := original.(*smithyhttp.Request); ok {
			in.Request = req.Clone()
		}
		out, metadata, err = next.HandleFinalize(ctx, in)
		throttled := err != nil && awserr.IsThrottled(err)
		r.answered(sent, throttled)
		if !throttled || attempt == rateAttempts {
			return out, metadata, err
		}
		req, ok := original.(*smithyhttp.Request)
		if !ok || req.RewindStream() != nil {
			return out, metadata, err // its body cannot be sent again
		}
		g.state.usage.of(ctx, account).throttledAgain()
	}
}
