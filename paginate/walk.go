package paginate

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync/atomic"
	"time"
)

// source fetches the pages of one walk.
type source[P any] interface {
	hasMore() bool
	token() any // of the page that fetch gets next
	// fetch gets a page. The walk has a use for need items of it, 0 for all.
	fetch(ctx context.Context, need int) (P, error)
	// advance makes the page that follows out the next one. After an error
	// there is no way on.
	advance(out P) error
}

// page is what is to be handed out of a page, and where it stands in the walk.
type page[T any] struct {
	items []T
	place
}

// place is where a page stands in the walk.
type place struct {
	opened any // token that opened the page
	before int // items of the page that an earlier walk gave
	total  int // items of the page
	next   any // token of the page that follows
	owed   int // items of the pages that follow that an earlier walk gave
	last   bool
	stuck  bool // there is no way on: next is not known
}

// walk is what Pages, Items and Slices are made of.
type walk[P, O, T any] struct {
	pager   Pager[P, O]
	options Options
	optFns  []func(*O)
	items   func(P) []T
	whole   bool // the items are whole pages
	spent   atomic.Bool
}

func newWalk[P, O, T any](p Pager[P, O], optFns []func(*O), items func(P) []T) *walk[P, O, T] {
	w := &walk[P, O, T]{pager: p, optFns: optFns, items: items}
	if c, ok := p.(configured[P, O]); ok {
		w.pager, w.options = c.Pager, c.options
	}
	return w
}

func (w *walk[P, O, T]) all(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		r, err := w.begin()
		if err == nil {
			err = r.each(ctx, func(p page[T]) bool {
				for i := range p.items {
					if r.track != nil {
						r.track.given.Store(int64(i + 1))
					}
					if !yield(p.items[i], nil) {
						r.given += i + 1
						return false
					}
				}
				r.given += len(p.items)
				return true
			})
		}
		if err != nil {
			var zero T
			yield(zero, err)
		}
	}
}

func (w *walk[P, O, T]) slices(ctx context.Context) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		r, err := w.begin()
		if err == nil {
			err = r.each(ctx, func(p page[T]) bool {
				if r.track != nil {
					r.track.given.Store(int64(len(p.items)))
				}
				r.given += len(p.items)
				return yield(p.items, nil)
			})
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// begin checks everything that can be checked without a request.
func (w *walk[P, O, T]) begin() (*run[P, O, T], error) {
	if isNil(w.pager) {
		return nil, invalid("", "pager", nil, "want a paginator, or paginate.Op")
	}
	operation := operationOf(w.pager)
	if w.items == nil {
		return nil, invalid(operation, "items", nil, "want a function that returns the items of a page")
	}
	o := w.options
	if err := o.check(operation); err != nil {
		return nil, err
	}
	r := &run[P, O, T]{walk: w, name: operation, begun: time.Now()}
	op, ok := w.pager.(interface {
		start(Options, []func(*O)) (source[P], error)
	})
	if !ok {
		if err := o.checkForSDK(operation); err != nil {
			return nil, err
		}
		if w.spent.Swap(true) {
			return nil, fmt.Errorf("paginate: %s: %w", operation, ErrSpent)
		}
		r.source = newPagerWalk(w.pager, o, w.optFns)
		return r, nil
	}
	src, err := op.start(o, w.optFns)
	if err != nil {
		return nil, err
	}
	r.source = src
	if o.Track != nil || len(o.Resume) > 0 {
		err = r.resume(src.(interface{ cursors() cursors }).cursors())
	}
	return r, err
}

// run is one range over a walk.
type run[P, O, T any] struct {
	*walk[P, O, T]
	source[P]
	name     string
	begun    time.Time
	skip     int // items to pass over: an earlier walk gave them
	track    *Cursor
	given    int
	pages    int
	requests atomic.Int64
}

// each hands out the pages to visit, which says whether to go on.
func (r *run[P, O, T]) each(ctx context.Context, visit func(page[T]) bool) error {
	visitPage := func(p page[T]) bool {
		r.pages++
		if r.track != nil {
			r.track.enter(p.place)
		}
		ok := visit(p)
		if ok && r.options.Progress != nil {
			r.options.Progress(r.progress(false))
		}
		return ok
	}
	if r.options.Progress != nil {
		defer func() { r.options.Progress(r.progress(true)) }()
	}
	if r.options.Prefetch > 0 {
		return r.ahead(ctx, r.options.Prefetch, visitPage)
	}
	return r.produce(ctx, visitPage)
}

func (r *run[P, O, T]) progress(done bool) Progress {
	return Progress{
		Items: r.given, Pages: r.pages, Requests: int(r.requests.Load()), Elapsed: time.Since(r.begun), Done: done,
	}
}

// produce fetches the pages and decides what of them is handed out.
func (r *run[P, O, T]) produce(ctx context.Context, yield func(page[T]) bool) error {
	given, empty, limit := 0, 0, r.options.Limit
	for n := 1; r.hasMore(); n++ {
		if ctx.Err() != nil {
			return r.failed(n, contextError(ctx))
		}
		need := 0
		if limit > 0 && !r.whole {
			need = limit - given + r.skip
		}
		p := page[T]{place: place{opened: r.token()}}
		r.requests.Add(1)
		out, err := r.fetch(ctx, need)
		if err != nil {
			return r.failed(n, err)
		}
		p.items = r.items(out)
		p.total = len(p.items)
		p.before = min(r.skip, p.total)
		r.skip -= p.before
		p.owed = r.skip
		p.items = p.items[p.before:]
		if limit > 0 && len(p.items) >= limit-given {
			p.items = p.items[:limit-given]
		}
		given += len(p.items)

		stuck := r.advance(out)
		p.next, p.last, p.stuck = r.token(), !r.hasMore(), stuck != nil
		if !yield(p) || limit > 0 && given == limit {
			return nil
		}
		if stuck != nil {
			return r.failed(n, stuck)
		}
		if p.total > 0 {
			empty = 0
			continue
		}
		maxEmpty := r.options.MaxEmpty
		if maxEmpty == 0 {
			maxEmpty = DefaultMaxEmpty
		}
		if empty++; empty >= maxEmpty && r.hasMore() {
			return r.failed(n, fmt.Errorf("%w: %d, and still more to come; raise Options.MaxEmpty if the service may give so many", ErrTooManyEmpty, empty))
		}
	}
	return nil
}

func (r *run[P, O, T]) failed(page int, err error) error {
	return &PageError{Operation: r.name, Page: page, Err: err}
}

// contextError is why a context is done, its cause included.
func contextError(ctx context.Context) error {
	err := ctx.Err()
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, err) {
		return fmt.Errorf("%w: %w", err, cause)
	}
	return err
}
