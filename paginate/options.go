package paginate

import (
	"context"
	"fmt"
	"time"

	"github.com/awsessentials/essentials/internal/nils"
)

// DefaultMaxEmpty is how many pages in a row may be empty before a walk ends
// with [ErrTooManyEmpty], unless [Options.MaxEmpty] says otherwise.
const DefaultMaxEmpty = 10_000

// Options set how a pager's pages are read; see [With]. The zero value reads all
// pages, one request at a time.
type Options struct {
	// Limit is the most items to return, over all pages; of [Pages] the most
	// pages. 0 is no limit.
	Limit int

	// PageSize is the most items to ask for in one request, whatever the field
	// is called; the service may return fewer. It is the same in all requests,
	// also in the last one of a Limit: some services count what they look at
	// and not what they return, and some require it to stay the same. It is
	// left out where the service refuses it, as EC2 and ECR do beside IDs. 0
	// leaves the input as it is; SQS's listings, which end at 1,000 queues
	// without a page size, then ask for 1,000. It needs an [Operation]; a
	// paginator of the SDK has a Limit of its own.
	PageSize int

	// Prefetch is how many pages to fetch ahead, in one goroutine that ends
	// before the range does. The items function is called in that goroutine; a
	// panic of it continues in the loop's. 0 fetches a page when it is needed;
	// the most is 10,000.
	Prefetch int

	// StopOnRepeat ends the walk without an error, and not with
	// [ErrRepeatedToken], when the service returns a token that it returned
	// before. Some services mean by it that there is no more for now. A cursor
	// then stays after the last item, and a walk that resumes from it gives
	// what has been added. [Op] does so for CloudWatch Logs' GetLogEvents.
	StopOnRepeat bool

	// MaxEmpty is how many pages in a row may be empty, with a token for the
	// next one, before the walk ends with [ErrTooManyEmpty]; a scan with a
	// filter may meet many. 0 is [DefaultMaxEmpty]. [Pages] does not look
	// inside its pages and so never counts.
	MaxEmpty int

	// Track is moved to after each item, before the loop's body gets it. See
	// [Cursor]. It needs an [Operation].
	Track *Cursor

	// Hold leaves Track where it is until the program moves it with
	// [Cursor.Done]. Without Track it has no effect.
	Hold bool

	// Resume is where to start: the text of a [Cursor]. Empty is the beginning.
	// It needs an [Operation].
	Resume []byte

	// OnPage is called after the loop got all items of a page, and once more
	// with Done when the range ends, also by break, in the loop's goroutine.
	OnPage func(Progress)
}

const maxPrefetch = 10_000

// Progress reports how much of a listing has been read.
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

// checkForSDK refuses what only our own pagers can do.
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
// functions. It can be ranged over as often as the pager. Options of a pager that
// has some are replaced. NextPage is the pager's, without the options.
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

// HasMorePages reports whether the pager has, so that a nil one gets to say so.
func (c configured[P, O]) HasMorePages() bool { return nils.Is(c.Pager) || c.Pager.HasMorePages() }

// NextPage is the pager's, without the options.
func (c configured[P, O]) NextPage(ctx context.Context, optFns ...func(*O)) (page P, err error) {
	if nils.Is(c.Pager) {
		return page, invalid("paginate.With", "pager", nil, "must not be nil")
	}
	return c.Pager.NextPage(ctx, optFns...)
}
