package paginate

import (
	"context"
	"fmt"
	"time"

	"github.com/awsessentials/essentials/internal/nils"
)

// DefaultMaxEmpty is the default of [Options.MaxEmpty].
const DefaultMaxEmpty = 10_000

// Options say how a pager's pages are read; see [With]. The zero value reads all
// pages, one request at a time.
type Options struct {
	// Limit is the maximum number of items over all pages, or of pages for
	// [Pages]. 0 is no limit.
	Limit int

	// PageSize is the maximum number of items to request in a page, whatever the
	// field is called; the service may return fewer. It is the same in all
	// requests, also in the last one of a Limit: some services count the items
	// that they examine and not those that they return, and some require it to
	// stay the same. It is not sent where the service refuses it, as EC2 and ECR
	// do together with IDs. 0 does not change the input, except that SQS's
	// listings, which end at 1,000 queues without a page size, get 1,000. It
	// needs an [Operation]; an SDK paginator has its own Limit.
	PageSize int

	// Prefetch is the number of pages to fetch ahead, in one goroutine that ends
	// before the range does. The items function is called in that goroutine; if
	// it panics, so does the loop. 0 fetches a page when it is needed; the
	// maximum is 10,000.
	Prefetch int

	// StopOnRepeat ends the walk without an error, instead of with
	// [ErrRepeatedToken], when the service returns a token that it returned
	// before, which for some services means that there are no more items yet. A
	// cursor then stays after the last item, and a walk that resumes from it
	// returns the items added since. [Op] sets it for CloudWatch Logs'
	// GetLogEvents.
	StopOnRepeat bool

	// MaxEmpty is the number of consecutive empty pages with a token after which
	// the walk ends with [ErrTooManyEmpty]; a scan with a filter may have many.
	// 0 is [DefaultMaxEmpty]. It has no effect on [Pages], which does not
	// examine its pages.
	MaxEmpty int

	// Track is set to the position after each item, before the loop's body runs
	// for it. See [Cursor]. It needs an [Operation].
	Track *Cursor

	// Hold leaves it to the program to move Track, with [Cursor.Done]. It has no
	// effect without Track.
	Hold bool

	// Resume is where to start: the text of a [Cursor]. Empty is the beginning.
	// It needs an [Operation].
	Resume []byte

	// OnPage is called after the loop has received all items of a page, and once
	// more with Done set when the range ends, also by a break. It is called in
	// the loop's goroutine.
	OnPage func(Progress)
}

const maxPrefetch = 10_000

// Progress is how much of a listing has been read.
type Progress struct {
	Items    int           // that the loop got; of Pages: pages
	Pages    int           // that the loop got
	Requests int           // calls of the operation, fetched ahead too; the SDK's retries are not counted
	Elapsed  time.Duration // since the range began
	Done     bool          // the range has ended
}

func (o Options) check(operation string) error {
	for _, n := range []struct {
		field string
		value int
	}{
		{"Limit", o.Limit}, {"PageSize", o.PageSize}, {"Prefetch", o.Prefetch}, {"MaxEmpty", o.MaxEmpty},
	} {
		if n.value < 0 {
			return invalid(operation, "Options."+n.field, n.value, "must not be negative")
		}
	}
	if o.Prefetch > maxPrefetch {
		return invalid(operation, "Options.Prefetch", o.Prefetch, fmt.Sprintf("must be at most %d", maxPrefetch))
	}
	return nil
}

// checkForSDK returns an error for options that an SDK paginator cannot have.
func (o Options) checkForSDK(operation string) error {
	const reason = "must not be set for a paginator of the SDK; use paginate.Op"
	switch {
	case o.PageSize > 0:
		return invalid(operation, "Options.PageSize", o.PageSize, reason)
	case o.Track != nil:
		return invalid(operation, "Options.Track", nil, reason)
	case len(o.Resume) > 0:
		return invalid(operation, "Options.Resume", nil, reason)
	}
	return nil
}

// With returns the pager with options for [ListOf], [Items] and the other
// functions. It can be ranged over as often as the pager. Options that the pager
// has already are replaced. NextPage is the pager's, without the options.
func With[P, O any](p Pager[P, O], o Options) Pager[P, O] {
	if c, ok := p.(configured[P, O]); ok {
		p = c.Pager
	}
	return configured[P, O]{p, o}
}

type configured[P, O any] struct {
	Pager[P, O]
	options Options
}

// HasMorePages is the pager's; for a nil pager it is true, so that NextPage
// returns the error.
func (c configured[P, O]) HasMorePages() bool { return nils.Is(c.Pager) || c.Pager.HasMorePages() }

// NextPage is the pager's, without the options.
func (c configured[P, O]) NextPage(ctx context.Context, optFns ...func(*O)) (page P, err error) {
	if nils.Is(c.Pager) {
		return page, invalid("paginate.With", "pager", nil, "must not be nil")
	}
	return c.Pager.NextPage(ctx, optFns...)
}
