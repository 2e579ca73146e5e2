package pool

import (
	"context"
	"iter"
	"sync"
)

// Each calls do for every value of the sequence, with its place in it, and never
// more than n times at once. The sequence is ranged over in the caller's
// goroutine, and no further than there is a worker free to take a value; with n
// equal to 1 there is no other goroutine at all.
//
// The first error of do ends it: the context that the sequence and do were given
// is cancelled, the calls under way are awaited, and that error is returned. So
// is an error of the sequence, after the calls for the values before it.
func Each[T any](ctx context.Context, n int, seq func(context.Context) iter.Seq2[T, error], do func(context.Context, int, T) error) error {
	if n == 1 {
		return inline(ctx, seq, do)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		once    sync.Once
		failure error
	)
	err := dispatch(ctx, n, seq(ctx), func(place int, value T) {
		err := ctx.Err() // the value may have been taken while another one failed
		if err == nil {
			err = do(ctx, place, value)
		}
		if err != nil {
			once.Do(func() { failure = err })
			cancel()
		}
	})
	if failure != nil {
		return failure // what the sequence says after that is its echo
	}
	return err
}

// dispatch hands the values to at most n workers, which it has joined when it
// returns. They are started as they are needed.
func dispatch[T any](ctx context.Context, n int, seq iter.Seq2[T, error], do func(int, T)) error {
	type job struct {
		place int
		value T
	}
	jobs := make(chan job)
	var workers sync.WaitGroup
	defer workers.Wait()
	defer close(jobs)

	next, started := job{}, 0
	for value, err := range seq {
		if err != nil {
			return err
		}
		next.value = value
		select {
		case jobs <- next: // a worker was idle
		default:
			if started < n {
				started++
				workers.Go(func() {
					for j := range jobs {
						do(j.place, j.value)
					}
				})
			}
			select {
			case jobs <- next:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		next.place++
	}
	return nil
}

func inline[T any](ctx context.Context, seq func(context.Context) iter.Seq2[T, error], do func(context.Context, int, T) error) error {
	place := 0
	for value, err := range seq(ctx) {
		if err == nil {
			err = ctx.Err() // not every sequence listens
		}
		if err != nil {
			return err
		}
		if err := do(ctx, place, value); err != nil {
			return err
		}
		place++
	}
	return nil
}
