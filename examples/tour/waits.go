package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/waiters"
)

func (t *tour) wait(ctx context.Context) error {
	t.begin("wait", "A bounded wait, explained", `active := lambda.NewFunctionActiveV2Waiter(client)
out, err := waiters.Wait(ctx, active, input,
    waiters.Options{Max: time.Minute, OnAttempt: report})`)
	if t.world.function == "" {
		t.skip("there is no function in this region; -write makes one")
		return nil
	}
	var attempts []waiters.Status
	var moments []time.Duration
	_, err := waiters.Wait(ctx, t.activeWaiter(), t.functionInput(), waiters.Options{
		Max:      time.Minute,
		Schedule: waiters.Exponential{Min: 100 * time.Millisecond, Max: 5 * time.Second},
		OnAttempt: func(a waiters.Status) {
			attempts, moments = append(attempts, a), append(moments, a.Waited)
		},
	})
	if err != nil {
		return err
	}
	last := attempts[len(attempts)-1]
	t.fact("attempts", len(attempts), timeline(moments, "✔")+" "+plural(len(attempts), "poll")+" in "+seconds(last.Waited))
	for _, a := range attempts {
		t.page.row(fmt.Sprintf("  poll %d", a.Attempts), fmt.Sprintf("after %s: %s", seconds(a.Waited), a.State))
	}
	t.fact("state", last.State, last.State)
	return nil
}

func (t *tour) refusedWait(ctx context.Context) error {
	t.begin("budget", "A wait that cannot fit is refused, not slept", `ctx, cancel := context.WithTimeout(ctx, 2*time.Second) // as Lambda does
out, err := waiters.Wait(ctx, active, input,
    waiters.Options{Reserve: 5 * time.Second})`)
	if t.world.function == "" {
		t.skip("there is no function in this region")
		return nil
	}
	requests := t.requests("GetFunction")
	start := time.Now()
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	_, err := waiters.Wait(ctx, t.activeWaiter(), t.functionInput(), waiters.Options{Reserve: 5 * time.Second})
	if !errors.Is(err, waiters.ErrTimeout) {
		return fmt.Errorf("a wait without room was not refused but ended with: %w", err)
	}
	n := t.requests("GetFunction") - requests
	t.fact("refused", err.Error(), err.Error())
	t.fact("requests", n, plural(n, "request")+" and "+seconds(time.Since(start))+" spent")
	return nil
}

func (t *tour) activeWaiter() *lambda.FunctionActiveV2Waiter {
	return lambda.NewFunctionActiveV2Waiter(session.Client(t.home, lambda.NewFromConfig))
}

func (t *tour) functionInput() *lambda.GetFunctionInput {
	return &lambda.GetFunctionInput{FunctionName: &t.world.function}
}
