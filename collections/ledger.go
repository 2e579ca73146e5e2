package collections

import (
	"context"
	"iter"
	"sync"

	"github.com/awsessentials/essentials/paginate"
)

const (
	defaultAhead = 16 // for each item or batch worked on at a time
	maxAhead     = 1_000_000
)

// ledger moves a tracked cursor behind concurrent work: past an entry only when
// that one and all before it are done.
type ledger struct {
	concurrency int
	ahead       int              // entries, the oldest unfinished one included, that may be taken
	cursor      *paginate.Cursor // nil if the walk is not tracked
	read        int              // items that the walk has given
	taken       int              // entries

	mu    sync.Mutex
	done  int           // entries, without a gap from the first
	upto  []int         // where the walk stood behind each entry that is done, by place modulo ahead; or 0
	moved chan struct{} // has room for one signal that done has grown
}

// entry is an item or a batch for a worker.
type entry[V any] struct {
	value V
	upto  int // items that the walk had given with this one
}

func newLedger(concurrency, ahead int) *ledger {
	l := &ledger{concurrency: max(concurrency, 1), ahead: ahead}
	if l.ahead == 0 {
		l.ahead = defaultAhead * l.concurrency
	}
	l.ahead = max(l.ahead, l.concurrency)
	return l
}

// follow makes the ledger move the cursor of a walk.
func (l *ledger) follow(cursor *paginate.Cursor) {
	l.cursor = cursor
	if l.concurrency > 1 {
		l.upto = make([]int, l.ahead)
		l.moved = make(chan struct{}, 1)
	}
}

// plan returns the plan of a range for work that the ledger records.
func (l *ledger) plan() plan {
	p := newPlan()
	p.ledger = l
	return p
}

// enter makes entries of the values of a walk, none of them too far ahead.
func enter[V any](ctx context.Context, l *ledger, values iter.Seq2[V, error]) iter.Seq2[entry[V], error] {
	return func(yield func(entry[V], error) bool) {
		for value, err := range values {
			if err == nil {
				err = l.await(ctx)
			}
			if err != nil {
				yield(entry[V]{}, err)
				return
			}
			if !yield(entry[V]{value, l.read}, nil) {
				return
			}
		}
	}
}

// await waits until another entry may be started, and counts it.
func (l *ledger) await(ctx context.Context) error {
	l.taken++
	if l.cursor == nil || l.concurrency == 1 {
		return nil
	}
	for l.behind() > l.ahead {
		select {
		case <-l.moved:
		case <-ctx.Done():
			return cancelled(ctx)
		}
	}
	return nil
}

// behind returns the number of entries that are not done, or done after one
// that is not.
func (l *ledger) behind() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.taken - l.done
}

// finish records that the entry at a place is done.
func (l *ledger) finish(place, upto int) {
	switch {
	case l.cursor == nil:
		return
	case l.concurrency == 1:
		l.cursor.Done(upto)
		l.done = place + 1
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.upto[place%l.ahead] = upto
	behind := 0
	for l.upto[l.done%l.ahead] != 0 {
		behind = l.upto[l.done%l.ahead]
		l.upto[l.done%l.ahead] = 0
		l.done++
	}
	if behind == 0 {
		return
	}
	l.cursor.Done(behind)
	select {
	case l.moved <- struct{}{}:
	default: // there is a signal already
	}
}

// end is called when all work has ended. If all entries are done, the cursor
// moves to the end of the walk, past items that filters dropped.
func (l *ledger) end() {
	if l.cursor != nil && l.done == l.taken {
		l.cursor.Done(l.read)
	}
}
