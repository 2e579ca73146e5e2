package paginate

import (
	"context"
	"fmt"
	"iter"
	"sync/atomic"
	"time"

	"github.com/awsessentials/essentials/internal/ended"
	"github.com/awsessentials/essentials/internal/nils"
)

// source fetches the pages of one walk. A page is any: the walks do not depend
// on its type, so that a program has one copy of their code.
type source interface {
	hasMore() bool
	token() any // of the page that fetch gets next
	// fetch gets the next page.
	fetch(ctx context.Context) (any, error)
	// advance makes the page after out the next one. After an error the walk
	// cannot continue.
	advance(out any) error
}

// page is the part of a page to return, and its place in the walk.
type page struct {
	items    any // a slice, of which
	from, to int // are handed out
	place
}

func (p page) len() int { return p.to - p.from }

// place is the place of a page in the walk.
type place struct {
	token  any  // token that opened the page
	before int  // items of the page that an earlier walk gave
	total  int  // items of the page
	next   any  // token of the page that follows
	skip   int  // items of the pages that follow that an earlier walk gave
	last   bool // no page follows, nor will one if the listing grows
	noNext bool // next is not known, because of an error
}

// walk implements Pages, Items, ItemPages and List.
type walk struct {
	pager   any // a Pager, or an operation
	options Options
	optFns  any
	items   func(out any) (items any, n int, err error) // nil if the caller gave none
	// nextPage is the pager's.
	nextPage func(context.Context) (any, error)
	whole    bool  // the items are whole pages
	err      error // why the items cannot be found in a page
	spent    atomic.Bool
}

func newWalk[P, O any](p Pager[P, O], optFns []func(*O)) *walk {
	w := &walk{pager: p, optFns: optFns}
	if c, ok := p.(configured[P, O]); ok {
		p, w.pager, w.options = c.Pager, c.Pager, c.options
	}
	w.nextPage = func(ctx context.Context) (any, error) { return p.NextPage(ctx, optFns...) }
	return w
}

func setItems[P, T any](w *walk, items func(P) []T) {
	if items == nil {
		return
	}
	w.items = func(out any) (any, int, error) {
		page, _ := out.(P)
		all := items(page)
		return all, len(all), nil
	}
}

func itemsOf[T any](ctx context.Context, w *walk) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		r, err := w.begin(ctx)
		if err == nil {
			err = r.each(ctx, func(p page) bool {
				items := p.items.([]T)[p.from:p.to]
				for i := range items {
					r.note(i + 1)
					if !yield(items[i], nil) {
						r.yielded += i + 1
						return false
					}
				}
				r.yielded += len(items)
				return true
			})
		}
		if err != nil {
			var zero T
			yield(zero, err)
		}
	}
}

func itemPagesOf[T any](ctx context.Context, w *walk) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		r, err := w.begin(ctx)
		if err == nil {
			err = r.each(ctx, func(p page) bool {
				r.note(p.len())
				r.yielded += p.len()
				return yield(p.items.([]T)[p.from:p.to], nil)
			})
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// begin checks everything that can be checked without a request.
func (w *walk) begin(ctx context.Context) (*run, error) {
	if nils.Is(w.pager) {
		return nil, invalid("", "pager", nil, "must be made by Op, OpTokens or OpOnce, or be a paginator of the SDK")
	}
	name := operationOf(w.pager)
	op, isOperation := w.pager.(operation)
	if isOperation {
		if err := op.pages().check(); err != nil {
			return nil, err
		}
	}
	switch {
	case ctx == nil:
		return nil, invalid(name, "ctx", nil, "must be a context")
	case w.err != nil:
		return nil, w.err
	case w.items == nil:
		return nil, invalid(name, "items", nil, "must be a function that returns the items of a page")
	}
	o := &w.options
	if err := o.check(name); err != nil {
		return nil, err
	}
	r := &run{walk: w, name: name, begun: time.Now()}
	if !isOperation {
		if err := o.checkForSDK(name); err != nil {
			return nil, err
		}
		if w.spent.Swap(true) {
			return nil, fmt.Errorf("paginate: %s: %w", name, ErrSpent)
		}
		r.source = newPagerWalk(w)
		return r, nil
	}
	src, err := startWalk(op, w.optFns, *o)
	if err != nil {
		return nil, err
	}
	r.source = src
	if o.Track != nil || len(o.Resume) > 0 {
		err = r.resume(src)
	}
	return r, err
}

// run is one range over a walk.
type run struct {
	*walk
	source
	name     string
	begun    time.Time
	skip     int // items to pass over: an earlier walk gave them
	track    *Cursor
	yielded  int // items
	pages    int
	requests atomic.Int64
}

// note records in the cursor how many items of the page the loop has received.
func (r *run) note(n int) {
	if r.track != nil && !r.options.Hold {
		r.track.Done(r.yielded + n)
	}
}

// each passes the pages to visit, which reports whether to continue.
func (r *run) each(ctx context.Context, visit func(page) bool) error {
	visitPage := func(p page) bool {
		r.pages++
		if r.track != nil {
			r.track.enter(p.place, r.yielded)
		}
		ok := visit(p)
		if ok && r.options.OnPage != nil {
			r.options.OnPage(r.progress(false))
		}
		return ok
	}
	if r.options.OnPage != nil {
		defer func() { r.options.OnPage(r.progress(true)) }()
	}
	if r.options.Prefetch > 0 {
		return r.ahead(ctx, r.options.Prefetch, visitPage)
	}
	return r.produce(ctx, visitPage)
}

func (r *run) progress(done bool) Progress {
	return Progress{
		Items: r.yielded, Pages: r.pages, Requests: int(r.requests.Load()), Elapsed: time.Since(r.begun), Done: done,
	}
}

// produce fetches the pages and decides which of their items are returned.
func (r *run) produce(ctx context.Context, yield func(page) bool) error {
	count, empty, limit := 0, 0, r.options.Limit
	for n := 1; r.hasMore(); n++ {
		if ctx.Err() != nil {
			return r.failed(n, ended.Err(ctx))
		}
		p := page{place: place{token: r.token()}}
		r.requests.Add(1)
		out, err := r.fetch(ctx)
		if err != nil {
			return r.failed(n, err)
		}
		var bad error // of the items
		p.items, p.total, bad = r.items(out)
		p.before = min(r.skip, p.total)
		r.skip -= p.before
		p.skip = r.skip
		p.from, p.to = p.before, p.total
		if limit > 0 {
			p.to = min(p.to, p.from+limit-count)
		}
		count += p.len()

		failure := bad
		if bad == nil {
			failure = r.advance(out)
		}
		p.next, p.noNext = r.token(), failure != nil
		p.last = p.next == nil && !r.hasMore()
		if !yield(p) || limit > 0 && count == limit {
			return nil
		}
		if failure != nil {
			return r.failed(n, failure)
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

func (r *run) failed(page int, err error) error {
	return &PageError{Operation: r.name, Page: page, Err: err}
}
