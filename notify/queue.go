package notify

import "fmt"

// maxEntries is the maximum number of messages in a PublishBatch call.
const maxEntries = 10

// An item is a message to be sent, and then its outcome.
type item struct {
	wire
	Outcome
	sending bool // the outcome belongs to the goroutine of a call
	group   *group
	next    *item // in the list of its group
}

func (it *item) done() bool { return !it.sending && it.Status != 0 }

// memory is about how many bytes the item holds.
func (it *item) memory() int { return itemSize + it.size + len(it.subject) }

func (it *item) conclude(s Status, err error) { it.Status, it.Err = s, err }

// A queue holds the messages that may be sent now, in order, and packs them into
// batches. On a FIFO topic that is at most one message a group: the next becomes
// ready when the one before it was published.
type queue struct {
	ready   []*item
	bytes   int // of ready
	waiting int // messages that wait for their groups
	groups  map[string]*group
}

// A group is a FIFO group with a message that is ready or being sent, or one of
// which a message was not published.
type group struct {
	id          string
	first, last *item // waiting behind the one that is ready or being sent
	busy        bool
	held        error // why the group is held, or nil
}

// add takes a checked message.
func (q *queue) add(it *item, fifo bool) {
	if !fifo {
		q.push(it)
		return
	}
	g := q.group(it.Message.GroupID)
	it.group = g
	switch {
	case g.held != nil:
		it.conclude(Held, g.held)
	case !g.busy:
		g.busy = true
		q.push(it)
	case g.last == nil:
		g.first, g.last = it, it
		q.waiting++
	default:
		g.last.next = it
		g.last = it
		q.waiting++
	}
}

// refuse notes that a message of the group was not taken: what comes after it is
// held, while what came before it is sent.
func (q *queue) refuse(it *item) {
	q.group(it.Message.GroupID).hold(it)
}

func (q *queue) group(id string) *group {
	g := q.groups[id]
	if g == nil {
		if q.groups == nil {
			q.groups = make(map[string]*group)
		}
		g = &group{id: id}
		q.groups[id] = g
	}
	return g
}

func (q *queue) push(it *item) {
	q.ready = append(q.ready, it)
	q.bytes += it.size
}

// full reports whether the next batch can take no more.
func (q *queue) full(maxBytes int) bool {
	return len(q.ready) >= maxEntries || q.bytes > maxBytes
}

// take returns the next batch: the first messages that are ready, as many as
// both limits allow, and at least one.
func (q *queue) take(maxBytes int) []*item {
	n, size := 0, 0
	for n < len(q.ready) && n < maxEntries && (n == 0 || size+q.ready[n].size <= maxBytes) {
		size += q.ready[n].size
		n++
	}
	batch := append(make([]*item, 0, n), q.ready[:n]...)
	q.ready = q.ready[n:]
	q.bytes -= size
	return batch
}

// finish notes the outcome of a message that take returned: the next of its
// group becomes ready, or all of them are held, and done is called with each.
func (q *queue) finish(it *item, done func(*item)) {
	g := it.group
	if g == nil {
		return
	}
	if it.Status != Published {
		g.hold(it)
		for w := g.first; w != nil; w = w.next {
			w.conclude(Held, g.held)
			q.waiting--
			done(w)
		}
		g.first, g.last = nil, nil
	}
	if next := g.first; next != nil {
		g.first, next.next = next.next, nil
		if g.first == nil {
			g.last = nil
		}
		q.waiting--
		q.push(next)
		return
	}
	g.busy = false
	if g.held == nil {
		delete(q.groups, g.id)
	}
}

// hold holds what comes after a message that was not published.
func (g *group) hold(culprit *item) {
	if g.held == nil {
		g.held = fmt.Errorf("notify: %w: message %d of the group %q was not published", ErrHeld, culprit.Index, g.id)
	}
}

// drop gives up every message that is ready or waits for its group.
func (q *queue) drop(conclude func(*item)) {
	for _, it := range q.ready {
		conclude(it)
	}
	q.ready, q.bytes = nil, 0
	for _, g := range q.groups {
		for w := g.first; w != nil; w = w.next {
			conclude(w)
		}
		g.first, g.last = nil, nil
	}
	q.waiting = 0
}
