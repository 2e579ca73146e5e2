package paginate

import (
	"context"

	"github.com/awsessentials/essentials/internal/ended"
)

// ahead hands out the pages to visit while a goroutine fetches up to n pages
// more than visit has. The goroutine has ended when ahead returns.
func (r *run) ahead(ctx context.Context, n int, visit func(page) bool) error {
	fetching, cancel := context.WithCancel(ctx)
	pages := make(chan page, n-1) // one more is in the hand of the producer
	var failed error
	dropped := false // a page was fetched and not visited, since ctx is done
	go func() {
		defer close(pages)
		failed = r.produce(fetching, func(p page) bool {
			select {
			case pages <- p:
				return true
			case <-fetching.Done():
				dropped = true
				return false
			}
		})
	}()
	join := func() {
		cancel()
		for range pages { // until it is closed
		}
	}
	defer join() // also when visit panics
	for p := range pages {
		if ctx.Err() != nil {
			return r.failed(r.pages+1, ended.Err(ctx))
		}
		if !visit(p) {
			return nil
		}
	}
	join()
	if dropped {
		return r.failed(r.pages+1, ended.Err(ctx))
	}
	return failed
}
