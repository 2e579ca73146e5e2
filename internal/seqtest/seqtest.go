// Package seqtest checks the contract of the sequences that this library
// exports: nothing is requested before a range or after its break, an error
// comes once and last beside a zero value, a second range is as promised, and
// no goroutine outlives a range.
package seqtest

import (
	"context"
	"errors"
	"iter"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Subject is a sequence and what is known of its source.
type Subject[T any] struct {
	// Seq makes the sequence under test. Its source holds the same each time.
	Seq func(ctx context.Context) iter.Seq2[T, error]

	// Want is what it gives, at least two values.
	Want []T

	// Requests counts the requests that the source has had. nil where the
	// sequence makes none; what is said about requests is not checked then.
	Requests func() int

	// Needed is how many requests it takes to give the first n values. nil
	// where the sequence may fetch ahead.
	Needed func(n int) int

	// Broken makes sequences whose source fails, keyed by how many values they
	// give before; Cause is the error that must be reachable in theirs.
	Broken map[int]func(ctx context.Context) iter.Seq2[T, error]
	Cause  error

	// SingleUse says that a second range of one sequence gives an error.
	// Without it, it gives everything again, also concurrently.
	SingleUse bool
}

// Run checks the contract. It calls newSubject for each part, in a synctest
// bubble, so that a goroutine that is left behind fails the test.
func Run[T any](t *testing.T, newSubject func(t *testing.T) Subject[T]) {
	t.Helper()
	part := func(name string, check func(t *testing.T, s Subject[T])) {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newSubject(t)
				require.GreaterOrEqual(t, len(s.Want), 2, "a subject needs two values to be stopped between")
				check(t, s)
			})
		})
	}
	part("gives everything", gives[T])
	part("requests nothing before it is ranged over", lazy[T])
	part("stops at every break", breaks[T])
	part("can be pulled and stopped", pulls[T])
	part("ranges again as promised", again[T])
	part("ends with one error when its source fails", fails[T])
	part("ends when the context is done already", doneBefore[T])
	part("ends when the context is done on the way", doneBetween[T])
}

// drain ranges to the end and checks what must hold of every range: an error
// is the last thing to come, and comes with a zero value.
func drain[T any](t *testing.T, seq iter.Seq2[T, error], each func(n int)) (got []T, last error) {
	t.Helper()
	for v, err := range seq {
		require.NoError(t, last, "something came after the error")
		if err != nil {
			var zero T
			assert.Equal(t, zero, v, "a value came with the error")
			last = err
			continue
		}
		got = append(got, v)
		if each != nil {
			each(len(got))
		}
	}
	return got, last
}

func (s Subject[T]) requests() int {
	if s.Requests == nil {
		return 0
	}
	return s.Requests()
}

func gives[T any](t *testing.T, s Subject[T]) {
	got, err := drain(t, s.Seq(t.Context()), nil)
	require.NoError(t, err)
	assert.Equal(t, s.Want, got)
}

func lazy[T any](t *testing.T, s Subject[T]) {
	_ = s.Seq(t.Context())
	synctest.Wait()
	assert.Zero(t, s.requests())
}

func breaks[T any](t *testing.T, s Subject[T]) {
	for stop := 1; stop <= len(s.Want); stop++ {
		before := s.requests()
		n := 0
		// By hand, since range would panic where this can say what is wrong.
		s.Seq(t.Context())(func(v T, err error) bool {
			require.NoError(t, err)
			require.Less(t, n, stop, "a value came after the break")
			require.Equal(t, s.Want[n], v)
			n++
			return n < stop
		})
		require.Equal(t, stop, n)
		made := s.requests() - before
		if s.Needed != nil {
			assert.Equal(t, s.Needed(stop), made, "requests for %d values", stop)
		}
		synctest.Wait()
		assert.Equal(t, made, s.requests()-before, "requests went on after the break")
	}
}

func pulls[T any](t *testing.T, s Subject[T]) {
	next, stop := iter.Pull2(s.Seq(t.Context()))
	v, err, ok := next()
	require.True(t, ok)
	require.NoError(t, err)
	assert.Equal(t, s.Want[0], v)
	stop()
	_, _, ok = next()
	assert.False(t, ok)
}

func again[T any](t *testing.T, s Subject[T]) {
	seq := s.Seq(t.Context())
	for range seq {
		break
	}
	got, err := drain(t, seq, nil)
	if s.SingleUse {
		assert.Error(t, err)
		assert.Empty(t, got)
		return
	}
	require.NoError(t, err)
	assert.Equal(t, s.Want, got, "the second range is not like the first")

	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			var got []T
			for v, err := range seq {
				if assert.NoError(t, err) {
					got = append(got, v)
				}
			}
			assert.Equal(t, s.Want, got)
		})
	}
	wg.Wait()
}

func fails[T any](t *testing.T, s Subject[T]) {
	for n, seq := range s.Broken {
		got, err := drain(t, seq(t.Context()), nil)
		require.ErrorIs(t, err, s.Cause)
		if assert.Len(t, got, n, "what came before the error must be delivered") && n > 0 {
			assert.Equal(t, s.Want[:n], got)
		}
	}
}

func doneBefore[T any](t *testing.T, s Subject[T]) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	got, err := drain(t, s.Seq(ctx), nil)
	if s.Requests == nil && err == nil {
		return // without requests there is nothing that a context could stop
	}
	require.ErrorIs(t, err, context.Canceled)
	assert.Empty(t, got)
	assert.Zero(t, s.requests())
}

func doneBetween[T any](t *testing.T, s Subject[T]) {
	for stop := 1; stop <= len(s.Want); stop++ {
		cause := errors.New("enough")
		ctx, cancel := context.WithCancelCause(t.Context())
		got, err := drain(t, s.Seq(ctx), func(n int) {
			if n == stop {
				cancel(cause)
			}
		})
		cancel(nil)
		if err == nil { // the rest was there already
			assert.Equal(t, s.Want, got)
			continue
		}
		require.ErrorIs(t, err, context.Canceled)
		assert.Equal(t, s.Want[:len(got)], got)
		made := s.requests()
		synctest.Wait()
		assert.Equal(t, made, s.requests(), "requests went on after the cancel")
	}
}
