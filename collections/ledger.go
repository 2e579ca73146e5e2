package collections

import (
	"iter"
	"sync"

	"github.com/awsessentials/essentials/paginate"
)

// ledger keeps a tracked cursor behind the work: it moves past an entry only when
// that one and all before it are done, in whatever order they were finished.
type ledger struct {
	walk  paginate.Cursor  // how far entries were taken; moves with the walk
	kept  *paginate.Cursor // the caller's; nil if the walk is not tracked
	taken int              // entries, of a tracked walk

	mu     sync.Mutex
	done   int            // entries, without a gap from the first
	states map[int][]byte // after entries that were done before their turn
}

// entry is an item or a batch on its way to a worker.
type entry[V any] struct {
	value V
	state []byte // of the walk behind it
}

// follow makes the walk move the ledger's cursor and not the caller's.
func (l *ledger) follow(kept *paginate.Cursor) *paginate.Cursor {
	l.kept = kept
	return &l.walk
}

// plan is the plan of a range for work that the ledger keeps.
func (l *ledger) plan() plan {
	p := newPlan()
	p.ledger = l
	return p
}

// enter turns what a walk gives into entries.
func enter[V any](l *ledger, values iter.Seq2[V, error]) iter.Seq2[entry[V], error] {
	return func(yield func(entry[V], error) bool) {
		for value, err := range values {
			e := entry[V]{value: value}
			if err == nil && l.kept != nil {
				l.taken++
				e.state, err = l.walk.MarshalText()
			}
			if err != nil {
				yield(entry[V]{}, err)
				return
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

// finish notes that the entry at a place is done.
func (l *ledger) finish(place int, state []byte) error {
	if l.kept == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.states == nil {
		l.states = make(map[int][]byte)
	}
	l.states[place] = state
	var last []byte
	for {
		state, ok := l.states[l.done]
		if !ok {
			break
		}
		delete(l.states, l.done)
		l.done++
		last = state
	}
	if last == nil {
		return nil
	}
	return l.kept.UnmarshalText(last)
}

// close is for when all workers have ended. If nothing that was taken was left
// undone, the cursor moves to the end of the walk, past what filters took out.
func (l *ledger) close() error {
	if l.kept == nil || l.done < l.taken {
		return nil
	}
	state, err := l.walk.MarshalText()
	if err != nil {
		return err
	}
	return l.kept.UnmarshalText(state)
}
