package pool

import (
	"context"
	"iter"
	"sync"

	"github.com/awsessentials/essentials/internal/callback"
)

// Each calls do for every value of the sequence, with its place in it, and never
// more than n times at once. The sequence is ranged over in the caller's
// goroutine, and no further than there is a worker free to take a value; if n is
// 1 there is no other goroutine.
//
// The first error of do ends it: the context that the sequence and do were given
// is cancelled, the running calls are awaited, and that error is returned. An
// error of the sequence is returned after the calls for the values before it. A
// panic in do ends it like an error and continues in the caller's goroutine. A
// call that ends its goroutine is the error [callback.ErrGoexit].
func Each[T any](ctx context.Context, n int, seq func(context.Context) iter.Seq2[T, error], do func(context.Context, int, T) error) error {
	if n == 1 {
		return inline(ctx, seq, do)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		once     sync.Once
		failure  error
		panicked *callback.Panic
	)
	end := func(err error, p *callback.Panic) {
		once.Do(func() { failure, panicked = err, p })
		cancel()
	}
	err := dispatch(ctx, cancel, n, seq(ctx), func(place int, value T) {
		p := callback.Run(func() {
			err := ctx.Err() // the value may have been taken while another one failed
			if err == nil {
				err = do(ctx, place, value)
			}
			if err != nil {
				end(err, nil)
			}
		}, func(err error) { end(err, nil) })
		if p != nil {
			end(nil, p)
		}
	})
	panicked.Continue()
	if failure != nil {
		return failure // an error of the sequence after that is only its consequence
	}
	return err
}

// dispatch hands the values to at most n workers, which have ended when it
// returns. They are started as they are needed.
func dispatch[T any](ctx context.Context, cancel func(), n int, seq iter.Seq2[T, error], do func(int, T)) error {
	type job struct {
		place int
		value T
	}
	jobs := make(chan job)
	var workers sync.WaitGroup
	ranged := false
	defer func() {
		if !ranged {
			cancel() // the sequence panicked or ended the goroutine
		}
		close(jobs)
		workers.Wait()
	}()

	next, started := job{}, 0
	for value, err := range seq {
		if err != nil {
			ranged = true
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
				ranged = true
				return ctx.Err()
			}
		}
		next.place++
	}
	ranged = true
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
