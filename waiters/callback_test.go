package waiters_test

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/callback"
	"github.com/awsessentials/essentials/waiters"
)

// spoiler is a schedule that does what spoil does.
type spoiler func()

func (s spoiler) Delay(waiters.Progress) time.Duration { s(); return beat }

// Whichever callback panics or ends its goroutine, all waits end, the panic goes
// on where WaitAll was called, and nothing counts as ready that was not.
func TestPanicsAndGoexitInCallbacks(t *testing.T) {
	client := func(spoil func()) func(context.Context, *sns.GetTopicAttributesInput, ...func(*sns.Options)) (*sns.GetTopicAttributesOutput, error) {
		return func(_ context.Context, in *sns.GetTopicAttributesInput, _ ...func(*sns.Options)) (*sns.GetTopicAttributesOutput, error) {
			time.Sleep(time.Second)
			if aws.ToString(in.TopicArn) == "spoilt" {
				spoil()
			}
			return attributes("0"), errors.New("dial: reset")
		}
	}
	never := func(*sns.GetTopicAttributesOutput, error) waiters.Verdict { return waiters.Pending }
	nothing := func() {}
	transient := func(error) waiters.Class { return waiters.Transient }
	for name, make := range map[string]func(spoil func()) (waiters.ManyOptions, waiters.Waitable){
		"operation": func(spoil func()) (o waiters.ManyOptions, w waiters.Waitable) {
			return o, waiters.Poll(client(spoil), &sns.GetTopicAttributesInput{TopicArn: aws.String("spoilt")}, never)
		},
		"condition": func(spoil func()) (o waiters.ManyOptions, w waiters.Waitable) {
			return o, waiters.Poll(client(nothing), topic, func(*sns.GetTopicAttributesOutput, error) waiters.Verdict { spoil(); return waiters.Pending })
		},
		"Classify": func(spoil func()) (o waiters.ManyOptions, w waiters.Waitable) {
			o.Classify = func(error) waiters.Class { spoil(); return waiters.Transient }
			return o, waiters.Poll(client(nothing), topic, never)
		},
		"OnAttempt": func(spoil func()) (o waiters.ManyOptions, w waiters.Waitable) {
			o.OnAttempt = func(waiters.Status) { spoil() }
			return o, waiters.Poll(client(nothing), topic, never)
		},
		"Describe": func(spoil func()) (o waiters.ManyOptions, w waiters.Waitable) {
			o.Describe = func(any) (string, string) { spoil(); return "", "" }
			answer := func(context.Context, *sns.GetTopicAttributesInput, ...func(*sns.Options)) (*sns.GetTopicAttributesOutput, error) {
				time.Sleep(time.Second)
				return attributes("0"), nil
			}
			return o, waiters.Poll(answer, topic, never)
		},
		"option of the client": func(spoil func()) (o waiters.ManyOptions, w waiters.Waitable) {
			apply := func(_ context.Context, _ *sns.GetTopicAttributesInput, optFns ...func(*sns.Options)) (*sns.GetTopicAttributesOutput, error) {
				time.Sleep(time.Second)
				for _, f := range optFns {
					f(&sns.Options{})
				}
				return attributes("0"), nil
			}
			return o, waiters.Poll(apply, topic, never, func(*sns.Options) { spoil() })
		},
		"Schedule": func(spoil func()) (o waiters.ManyOptions, w waiters.Waitable) {
			o.Schedule = spoiler(spoil)
			return o, waiters.Poll(client(nothing), topic, never)
		},
	} {
		start := func(t *testing.T, spoil func()) (waiters.ManyOptions, []waiters.Waitable) {
			opts, spoilt := make(spoil)
			opts.Max, opts.Concurrency = time.Hour, 2
			if opts.Classify == nil {
				opts.Classify = transient
			}
			other := waiters.Poll(client(nothing), topic, never)
			return opts, []waiters.Waitable{other, spoilt, other, other}
		}
		t.Run(name+" panics", func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // which fails if a goroutine is left
				cause := errors.New("broken")
				opts, targets := start(t, func() { panic(cause) })
				began := time.Now()
				for _, wait := range []func(){
					func() { _, _ = waiters.WaitAll(t.Context(), opts, targets...) },
					func() { _, _, _ = waiters.WaitAny(t.Context(), opts, targets...) },
				} {
					thrown := callback.Run(wait, nil)
					require.NotNil(t, thrown)
					require.ErrorIs(t, thrown, cause)
					require.Contains(t, string(thrown.Stack), "callback_test.go", "where it was thrown")
				}
				require.Less(t, time.Since(began), 30*time.Second)
			})
		})
		t.Run(name+" ends its goroutine", func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				opts, targets := start(t, runtime.Goexit)
				results, err := waiters.WaitAll(t.Context(), opts, targets...)
				require.ErrorIs(t, err, callback.ErrGoexit)
				require.Len(t, results, 4)
				for _, r := range results {
					require.Error(t, r.Err)
				}
				require.ErrorIs(t, results[0].Err, callback.ErrGoexit, "the others are canceled, with the cause")
				first, _, err := waiters.WaitAny(t.Context(), opts, targets...)
				require.ErrorIs(t, err, callback.ErrGoexit)
				require.Equal(t, -1, first)
			})
		})
	}
}

// One wait and WaitEach run on the caller's goroutine.
func TestPanicsOnTheCallersGoroutineJustPass(t *testing.T) {
	require.PanicsWithValue(t, "broken", func() {
		_, _ = waiters.Until(t.Context(), newTopic(nil, 0).GetTopicAttributes, topic,
			func(*sns.GetTopicAttributesOutput, error) waiters.Verdict { panic("broken") }, waiters.Options{Max: time.Minute})
	})
	require.PanicsWithValue(t, "broken", func() {
		list := things()
		list.Judge = func(thing) waiters.Verdict { panic("broken") }
		_, _ = waiters.WaitEach(t.Context(), (&fleet{states: map[string][]string{"a": {"x"}}}).describe, nil, []string{"a"}, list, waiters.Options{Max: time.Minute})
	})
}
