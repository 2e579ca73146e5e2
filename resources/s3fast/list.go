package s3fast

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/callback"
	"github.com/awsessentials/essentials/internal/nils"
)

// Lister lists objects. *s3.Client is one.
type Lister interface {
	ListObjectsV2(context.Context, *s3.ListObjectsV2Input, ...func(*s3.Options)) (*s3.ListObjectsV2Output, error)
}

// ListOptions says how [List] lists. The zero value lists in order, 16 requests
// at a time.
type ListOptions struct {
	// Concurrency is how many requests are made at a time. 0 is 16; with 1 no
	// page is requested before the last one was used up.
	Concurrency int
	// Limit is the most objects to give. 0 is no limit.
	Limit int
	// Unordered gives the objects as they come. In order, up to 16 pages for each
	// request at a time wait in memory for those before them. Either way two may be
	// ready for the loop.
	Unordered bool
	// Cursor, if not nil, is where to continue, and records the position of the
	// listing.
	Cursor *Cursor
}

const (
	defaultConcurrency = 16
	maxConcurrency     = 10_000
	// defaultPage is how many keys a page of S3 has at most.
	defaultPage = 1000
)

// List lists the objects of a bucket or prefix, many requests at a time. It
// finds ranges of keys to list side by side as it goes, by what the keys that it
// saw tell of others, and splits those again that prove long; requests that find
// nothing are kept below about a sixth of all. A listing of one page is one request.
//
// Each key that is in the bucket all the time is given once, also while others
// come and go. Keys are given as they are: they are requested URL-encoded, so
// that all can be, and decoded. Answers are read as with [Decode].
//
// The sequence can be ranged over again, which lists again, except with a
// Cursor. Goroutines that it needs end before the loop does. It gives an error
// once and last; where a request failed, a Cursor continues after the last object
// that was given. Wrong arguments are [awserr.ErrInvalid]; the input may have no
// Delimiter and no ContinuationToken, which do not go with ranges. Directory
// buckets cannot be listed so, since they know no order.
func List(ctx context.Context, client Lister, in *s3.ListObjectsV2Input, o ListOptions) iter.Seq2[types.Object, error] {
	return func(yield func(types.Object, error) bool) {
		if err := validList(ctx, client, in, o); err != nil {
			yield(types.Object{}, err)
			return
		}
		if ctx.Err() != nil {
			yield(types.Object{}, fmt.Errorf("s3fast.List: %w", ctx.Err()))
			return
		}
		l := newLister(client, in, o)
		ctx, cancel := context.WithCancel(ctx)
		var workers sync.WaitGroup
		for range l.o.Concurrency {
			workers.Go(func() { l.work(ctx) })
		}
		// A panic in the loop's body must not leave them behind either.
		defer workers.Wait()
		defer cancel()
		defer l.stop()
		l.give(yield)
	}
}

func validList(ctx context.Context, client Lister, in *s3.ListObjectsV2Input, o ListOptions) error {
	invalid := func(argument string, value any, reason string) error {
		return awserr.Invalid("s3fast.List", argument, value, reason)
	}
	switch {
	case ctx == nil:
		return invalid("ctx", nil, "must not be nil")
	case nils.Is(client):
		return invalid("client", nil, "must not be nil")
	case in == nil:
		return invalid("in", nil, "must not be nil")
	case in.Delimiter != nil:
		return invalid("in.Delimiter", *in.Delimiter, "must not be set: ranges of keys have no common prefixes")
	case in.ContinuationToken != nil:
		return invalid("in.ContinuationToken", *in.ContinuationToken, "must not be set; use ListOptions.Cursor")
	case in.MaxKeys != nil && *in.MaxKeys < 1:
		return invalid("in.MaxKeys", *in.MaxKeys, "must be positive")
	case o.Concurrency < 0 || o.Concurrency > maxConcurrency:
		return invalid("ListOptions.Concurrency", o.Concurrency, "must be between 0 and 10000")
	case o.Limit < 0:
		return invalid("ListOptions.Limit", o.Limit, "must not be negative")
	}
	return nil
}

// lister is one listing.
type lister struct {
	client   Lister
	in       s3.ListObjectsV2Input
	o        ListOptions
	pageSize int

	mu       sync.Mutex
	change   sync.Cond // anything below changed
	spans    []*span   // in order, without those that were yielded whole
	came     []batch   // unordered: pages to be yielded
	buffered int       // pages to be yielded
	inFlight int       // requests
	waiting  bool      // the loop waits for a page
	stopped  bool
	err      error
	panicked *callback.Panic
	taken    int // objects in pages that the loop has
	requests int
	kept     int     // objects in the pages kept
	unproven int     // spans whose first page is not there
	trust    float64 // how many of them there may be
	space    space
}

// span is a range of keys: those behind pos, up to and with to.
type span struct {
	from    string // where it began
	pos     string // the last key that was listed, or from
	to      string // "" is without an end
	yielded string // the last key that was yielded, or from
	token   *string

	busy  bool // a request is out
	done  bool // all is listed
	pages []batch
	held  int // pages that were not yielded yet
	full  int // pages that were listed

	left      float64 // a guess at the pages that are left
	surprised bool    // the guess was wrong
	begin     string  // its first key
	first     string  // the first key of its last page
	parent    *span   // of which it was split off, until its first page is there
	unproven  int     // spans split off it whose first page is not there
}

// batch is a page of a span.
type batch struct {
	span    *span
	objects []types.Object
}

func newLister(client Lister, in *s3.ListObjectsV2Input, o ListOptions) *lister {
	l := &lister{client: client, in: *in, o: o, pageSize: int(aws.ToInt32(cmp.Or(in.MaxKeys, aws.Int32(defaultPage))))}
	l.change.L = &l.mu
	l.trust = 3
	l.o.Concurrency = cmp.Or(o.Concurrency, defaultConcurrency)
	l.in.EncodingType = types.EncodingTypeUrl
	l.space.prefix = aws.ToString(in.Prefix)
	l.spans = []*span{newSpan(aws.ToString(in.StartAfter), "")}
	if o.Cursor != nil {
		l.spans = o.Cursor.begin(l, l.spans)
	}
	return l
}

func newSpan(from, to string) *span { return &span{from: from, pos: from, yielded: from, to: to} }

// give gives the pages until the end, the limit, an error or a break.
func (l *lister) give(yield func(types.Object, error) bool) {
	yielded := 0
	for {
		b, ok := l.next()
		if !ok {
			break
		}
		for _, object := range b.objects {
			b.span.yielded = *object.Key
			yielded++
			if !yield(object, nil) || yielded == l.o.Limit {
				return
			}
		}
		l.release(b)
	}
	l.panicked.Continue()
	if l.err != nil {
		yield(types.Object{}, l.err)
	}
}

// next waits for the next page. It is not ok at the end.
func (l *lister) next() (batch, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for {
		if b, ok := l.take(); ok {
			return b, true
		}
		if l.err != nil || l.panicked != nil || len(l.spans) == 0 {
			return batch{}, false
		}
		l.waiting = true
		l.change.Broadcast()
		l.change.Wait()
		l.waiting = false
	}
}

// take takes the next page, if it is there.
func (l *lister) take() (batch, bool) {
	l.spans = slices.DeleteFunc(l.spans, func(s *span) bool { return s.done && s.held == 0 })
	if len(l.spans) == 0 {
		return batch{}, false
	}
	queue := &l.spans[0].pages
	if l.o.Unordered {
		queue = &l.came
	}
	if len(*queue) == 0 {
		return batch{}, false
	}
	b := (*queue)[0]
	*queue = (*queue)[1:]
	l.buffered--
	l.taken += len(b.objects)
	l.change.Broadcast()
	return b, true
}

// release notes that a page was given whole.
func (l *lister) release(b batch) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b.span.held--
}

func (l *lister) stop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stopped = true
	l.change.Broadcast()
}

// work lists page after page.
func (l *lister) work(ctx context.Context) {
	for {
		s, in, ok := l.begin()
		if !ok {
			return
		}
		var out *s3.ListObjectsV2Output
		var err error
		p := callback.Run(func() { out, err = l.request(ctx, in) }, func(err error) { l.finish(s, nil, err, nil) })
		l.finish(s, out, err, p)
	}
}

// begin waits for a span to request a page of. It is not ok when there will be
// none.
func (l *lister) begin() (*span, *s3.ListObjectsV2Input, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for {
		if l.stopped || l.err != nil || l.panicked != nil || !slices.ContainsFunc(l.spans, func(s *span) bool { return !s.done }) {
			return nil, nil, false
		}
		if s := l.pick(); s != nil {
			s.busy = true
			l.inFlight++
			l.requests++
			in := l.in
			in.StartAfter, in.ContinuationToken = nil, s.token
			if pos := s.pos; pos != "" {
				in.StartAfter = &pos
			}
			return s, &in, true
		}
		l.change.Wait()
	}
}

func (l *lister) request(ctx context.Context, in *s3.ListObjectsV2Input) (*s3.ListObjectsV2Output, error) {
	out, err := l.client.ListObjectsV2(ctx, in, Decode)
	if err != nil {
		return nil, err
	}
	last := aws.ToString(in.StartAfter)
	for i := range out.Contents {
		key, err := decodeKey(out.Contents[i].Key, out.EncodingType)
		if err != nil {
			return nil, err
		}
		if *key <= last {
			return nil, fmt.Errorf("s3fast.List: %w: %.100q comes behind %.100q", errOrder, *key, last)
		}
		out.Contents[i].Key, last = key, *key
	}
	return out, nil
}

// decodeKey returns the key of an answer as it is.
func decodeKey(key *string, encoding types.EncodingType) (*string, error) {
	switch {
	case key == nil:
		return nil, errors.New("s3fast.List: an object without a key")
	case encoding != types.EncodingTypeUrl || !strings.ContainsAny(*key, "%+"):
		return key, nil
	}
	decoded, err := url.QueryUnescape(*key)
	if err != nil {
		return nil, fmt.Errorf("s3fast.List: a key that is not URL-encoded: %w", err)
	}
	return &decoded, nil
}

var errOrder = errors.New("the service does not list keys in the order of their bytes, as directory buckets do not")

var errNoProgress = errors.New("s3fast.List: a page without keys and without a token of the next")

// finish takes what a request gave.
func (l *lister) finish(s *span, out *s3.ListObjectsV2Output, err error, p *callback.Panic) {
	l.mu.Lock()
	defer l.mu.Unlock()
	defer l.change.Broadcast()
	l.inFlight--
	s.busy = false
	switch {
	case p != nil:
		l.panicked = cmp.Or(l.panicked, p)
		return
	case err != nil:
		if l.err == nil {
			l.err = err
		}
		return
	}
	objects := out.Contents
	objects = objects[:sort.Search(len(objects), func(i int) bool { return s.to != "" && *objects[i].Key > s.to })]
	l.space.learn(objects)
	s.done = !aws.ToBool(out.IsTruncated) || len(objects) < len(out.Contents)
	s.token = nil
	l.proven(s, len(objects) > 0)
	if len(objects) > 0 {
		s.pos = *objects[len(objects)-1].Key
		s.done = s.done || s.pos == s.to
		if s.full == 0 {
			s.begin = *objects[0].Key
		}
		s.first = *objects[0].Key
		l.keep(batch{s, objects})
		l.measure(s)
		return
	}
	if s.token = out.NextContinuationToken; !s.done && s.token == nil && l.err == nil {
		l.err = errNoProgress
	}
}

// keep puts a page where it waits to be given.
func (l *lister) keep(b batch) {
	b.span.held++
	b.span.full++
	l.buffered++
	l.kept += len(b.objects)
	if l.o.Unordered {
		l.came = append(l.came, b)
	} else {
		b.span.pages = append(b.span.pages, b)
	}
}
