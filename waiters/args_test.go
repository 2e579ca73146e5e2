package waiters_test

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/waiters"
)

// typedNil is a schedule and a context that panics when it is used as nil.
type typedNil struct{ context.Context }

func (n *typedNil) Delay(waiters.Progress) time.Duration { return n.Value(0).(time.Duration) }

// Every wrong argument is one kind of error, names what is wrong, and is found
// before any request; no mistake of a caller panics.
func TestWrongArguments(t *testing.T) {
	type (
		in   = sns.GetTopicAttributesInput
		out  = sns.GetTopicAttributesOutput
		list = waiters.List[describeThingsInput, describeThingsOutput, thing]
	)
	cloud := awstest.New(t) // any request would fail the test
	client := sns.NewFromConfig(cloud.Config())
	waiter := newSubscribedWaiter(client)
	until := waiters.Equals(confirmed, "1")
	minute := waiters.Options{Max: time.Minute}
	poller := waiters.PollWaiter(waiter, topic)
	var (
		noContext   context.Context
		noOperation func(context.Context, *in, ...func(*sns.Options)) (*out, error)
		noWaiter    *subscribedWaiter
		noInterface waiters.Waiter[in, out, subscribedWaiterOptions]
		zero        waiters.Poller[out]
		noPoller    *waiters.Poller[out]
	)

	type ways = map[string]func() error
	wrong := map[string]ways{"ctx": {}}
	for name, ctx := range map[string]context.Context{"nil": noContext, "typed nil": (*typedNil)(nil)} {
		for way, call := range map[string]func() error{
			"Wait": func() error { _, err := waiters.Wait(ctx, waiter, topic, minute); return err },
			"Until": func() error {
				_, err := waiters.Until(ctx, client.GetTopicAttributes, topic, until, minute)
				return err
			},
			"Poll": func() error { _, err := poller.Poll(ctx, minute); return err },
			"Steps": func() (last error) {
				for _, err := range poller.Steps(ctx, minute) {
					last = err
				}
				return last
			},
			"WaitAll": func() error { _, err := waiters.WaitAll(ctx, steady, poller); return err },
			"WaitAny": func() error { _, _, err := waiters.WaitAny(ctx, steady, poller); return err },
			"WaitEach": func() error {
				_, err := waiters.WaitEach(ctx, (&fleet{}).describe, nil, []string{"a"}, things(), minute)
				return err
			},
		} {
			wrong["ctx"][name+" in "+way] = call
		}
	}

	byWaiter := func(w waiters.Waiter[in, out, subscribedWaiterOptions]) func() error {
		return func() error { _, err := waiters.Wait(t.Context(), w, topic, minute); return err }
	}
	wrong["waiter"] = ways{"typed nil": byWaiter(noWaiter), "nil": byWaiter(noInterface)}
	wrong["operation"] = ways{
		"nil": func() error { _, err := waiters.Until(t.Context(), noOperation, topic, until, minute); return err },
		"nil in WaitEach": func() error {
			var operation func(context.Context, *describeThingsInput, ...func(*clientOptions)) (*describeThingsOutput, error)
			_, err := waiters.WaitEach(t.Context(), operation, nil, []string{"a"}, things(), minute)
			return err
		},
	}
	wrong["optFns"] = ways{
		"of a waiter": func() error { _, err := waiters.Wait(t.Context(), waiter, topic, minute, nil); return err },
		"of an operation": func() error {
			_, err := waiters.Until(t.Context(), client.GetTopicAttributes, topic, until, minute, func(*sns.Options) {}, nil)
			return err
		},
		"of a list": func() error {
			_, err := waiters.WaitEach(t.Context(), (&fleet{}).describe, nil, []string{"a"}, things(), minute, nil)
			return err
		},
	}
	wrong["until"] = ways{}
	for name, c := range map[string]waiters.Condition[out]{
		"nil":         nil,
		"When":        waiters.When[out](nil),
		"Equals":      waiters.Equals[out](nil, ""),
		"Every items": waiters.Every[out](nil, func(string) bool { return true }),
		"Every ok":    waiters.Every[out, string](func(*out) []string { return nil }, nil),
		"Some items":  waiters.Some[out](nil, func(string) bool { return true }),
		"Some ok":     waiters.Some[out, string](func(*out) []string { return nil }, nil),
		"None items":  waiters.None[out](nil, func(string) bool { return true }),
		"None match":  waiters.None[out, string](func(*out) []string { return nil }, nil),
	} {
		wrong["until"][name] = func() error {
			_, err := waiters.Until(t.Context(), client.GetTopicAttributes, topic, c, minute)
			return err
		}
	}
	wrong["Poller"] = ways{
		"Wait": func() error { _, err := zero.Wait(t.Context(), minute); return err },
		"Poll": func() error { _, err := zero.Poll(t.Context(), minute); return err },
	}
	wrong["Step"] = ways{"zero": func() error { _, err := waiters.Step[out]{}.Ticket(); return err }}

	for argument, options := range map[string]map[string]waiters.Options{
		"Options.Max":     {"negative": {Max: -1}, "absurd": {Max: math.MaxInt64}, "above a year": {Max: 400 * 24 * time.Hour}},
		"Options.Reserve": {"negative": {Max: 1, Reserve: -1}, "absurd": {Max: 1, Reserve: math.MaxInt64}},
		"Options.Expect": {
			"negative": {Max: 1, Expect: -1}, "absurd": {Max: 1, Expect: math.MaxInt64},
			"beside a schedule": {Max: 1, Expect: 1, Schedule: waiters.Fixed(beat)},
		},
		"Options.Stable": {"negative": {Max: 1, Stable: -1}, "absurd": {Max: 1, Stable: math.MaxInt}},
		"Options.Schedule": {
			"typed nil": {Max: 1, Schedule: (*typedNil)(nil)},
			"Fixed":     {Max: 1, Schedule: waiters.Fixed(-1)}, "Fixed, absurd": {Max: 1, Schedule: waiters.Fixed(math.MaxInt64)},
			"Min": {Max: 1, Schedule: waiters.Exponential{Min: -1}}, "Max": {Max: 1, Schedule: waiters.SDKSchedule{Max: -1}},
			"Max, absurd":   {Max: 1, Schedule: waiters.SDKSchedule{Max: math.MaxInt64}},
			"Min above Max": {Max: 1, Schedule: waiters.Exponential{Min: 2, Max: 1}},
		},
		"Options.Resume": {"nonsense": {Max: 1, Resume: "nonsense"}, "damaged": {Max: 1, Resume: "w1.AAAA"}, "long": {Max: 1, Resume: waiters.Ticket(strings.Repeat("w1.", 1<<20))}},
	} {
		wrong[argument] = ways{}
		for name, opts := range options {
			wrong[argument][name] = func() error { _, err := poller.Wait(t.Context(), opts); return err }
			wrong[argument][name+" in Poll"] = func() error { _, err := poller.Poll(t.Context(), opts); return err }
			if argument != "Options.Resume" {
				wrong[argument][name+" in WaitAll"] = func() error {
					_, err := waiters.WaitAll(t.Context(), waiters.ManyOptions{Options: opts}, poller)
					return err
				}
			}
			wrong[argument][name+" in WaitEach"] = func() error {
				_, err := waiters.WaitEach(t.Context(), (&fleet{}).describe, nil, []string{"a"}, things(), opts)
				return err
			}
		}
	}
	wrong["Options.Max"]["none"] = func() error { _, err := poller.Wait(context.Background(), waiters.Options{}); return err }
	wrong["Options.Max"]["none in WaitAll"] = func() error {
		_, err := waiters.WaitAll(context.Background(), waiters.ManyOptions{}, poller)
		return err
	}

	many := func(change func(*waiters.ManyOptions), targets ...waiters.Waitable) func() error {
		return func() error {
			opts := steady
			if change != nil {
				change(&opts)
			}
			_, all := waiters.WaitAll(t.Context(), opts, targets...)
			first, _, any := waiters.WaitAny(t.Context(), opts, targets...)
			if all == nil || first != -1 {
				return errors.New("both must be errors")
			}
			return any
		}
	}
	wrong["ManyOptions.Concurrency"] = ways{
		"negative": many(func(o *waiters.ManyOptions) { o.Concurrency = -1 }, poller),
		"absurd":   many(func(o *waiters.ManyOptions) { o.Concurrency = 1 << 40 }, poller),
		"above":    many(func(o *waiters.ManyOptions) { o.Concurrency = 10_001 }, poller),
	}
	wrong["ManyOptions.Resume"] = ways{"set": many(func(o *waiters.ManyOptions) { o.Resume = "w1.x" }, poller)}
	wrong["targets[1]"] = ways{
		"nil": many(nil, poller, nil), "typed nil": many(nil, poller, noPoller), "zero": many(nil, poller, zero),
	}
	wrong["targets"] = ways{"none": func() error { _, _, err := waiters.WaitAny(t.Context(), steady); return err }}

	for argument, change := range map[string]func(*list){
		"List.Set":    func(l *list) { l.Set = nil },
		"List.Items":  func(l *list) { l.Items = nil },
		"List.ID":     func(l *list) { l.ID = nil },
		"List.Judge":  func(l *list) { l.Judge = nil },
		"List.Absent": func(l *list) { l.Absent = 7 },
		"List.Chunk":  func(l *list) { l.Chunk = -1 },
		"List.Chunk ": func(l *list) { l.Chunk = math.MaxInt },
		"ids[1]":      func(*list) {},
	} {
		wrong[argument] = ways{"": func() error {
			list := things()
			change(&list)
			_, err := waiters.WaitEach(t.Context(), (&fleet{}).describe, nil, []string{"a", ""}, list, minute)
			return err
		}}
	}

	for argument, calls := range wrong {
		for name, call := range calls {
			t.Run(argument+"/"+name, func(t *testing.T) {
				err := call()
				require.ErrorIs(t, err, awserr.ErrInvalid)
				invalid, ok := errors.AsType[*awserr.InvalidError](err)
				require.True(t, ok)
				require.Equal(t, strings.TrimSpace(argument), invalid.Argument)
				require.NotEmpty(t, invalid.Operation)
				require.NotEmpty(t, invalid.Reason)
				require.Less(t, len(err.Error()), 500)
			})
		}
	}
}

// A list that is computed and comes out empty is waited for, which takes no time.
func TestNothingToWaitForIsReady(t *testing.T) {
	f := &fleet{}
	results, err := waiters.WaitEach(t.Context(), f.describe, nil, nil, things(), everyTenSeconds)
	require.NoError(t, err)
	require.Empty(t, results)
	require.Empty(t, f.requests)
	all, err := waiters.WaitAll(t.Context(), steady)
	require.NoError(t, err)
	require.Empty(t, all)
}

// What a callback returns wrongly cannot be found before a request: it fails the
// wait.
func TestAnUnknownVerdictFailsTheWait(t *testing.T) {
	for _, verdict := range []waiters.Verdict{-1, 3} {
		_, err := waiters.Until(t.Context(), newTopic(t, 0).GetTopicAttributes, topic,
			func(*sns.GetTopicAttributesOutput, error) waiters.Verdict { return verdict }, waiters.Options{Max: time.Minute})
		require.ErrorIs(t, err, waiters.ErrFailed)
		require.ErrorIs(t, err, awserr.ErrInvalid)

		list := things()
		list.Judge = func(thing) waiters.Verdict { return verdict }
		_, err = waiters.WaitEach(t.Context(), (&fleet{states: map[string][]string{"a": {"x"}}}).describe, nil, []string{"a"}, list, waiters.Options{Max: time.Minute})
		require.ErrorIs(t, err, waiters.ErrFailed)
		require.ErrorIs(t, err, awserr.ErrInvalid)
	}
}
