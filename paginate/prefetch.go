package paginate

import (
	"context"

	"github.com/awsessentials/essentials/internal/callback"
	"github.com/awsessentials/essentials/internal/ended"
)

// ahead passes the pages to visit while a goroutine fetches up to n more. The
// goroutine has ended when ahead returns. A panic in it, of the items function
// or of the operation, panics again here, after the pages before it; a Goexit in
// it ends the walk with an error.
func (r *run) ahead(ctx context.Context, n int, visit func(page) bool) error {
	fetching, cancel := context.WithCancel(ctx)
	pages := make(chan page, n-1) // the goroutine holds one more
	var failed error
	var thrown *callback.Panic
	dropped := false // a page was fetched and not visited, since ctx is done
	go func() {
		defer close(pages)
		thrown = callback.Run(func() {
			failed = r.produce(fetching, func(p page) bool {
				select {
				case pages <- p:
					return true
				case <-fetching.Done():
					dropped = true
					return false
				}
			})
		}, func(err error) { failed = r.failed(int(r.requests.Load()), err) })
	}()
	join := func() {
		cancel()
		for range pages { // until it is closed
		}
	}
	defer join()                  // also when visit panics
	stopped, late := false, false // by visit; since ctx is done
	for p := range pages {
		if late = ctx.Err() != nil; late {
			break
		}
		if stopped = !visit(p); stopped {
			break
		}
	}
	join()
	thrown.Continue()
	switch {
	case stopped:
		return nil
	case late, dropped:
		return r.failed(r.pages+1, ended.Err(ctx))
	}
	return failed
}
