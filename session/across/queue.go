package across

import (
	"container/heap"
	"slices"

	"github.com/awsessentials/essentials/session"
)

// queue holds the targets that have not started. What starts next is found in
// time that depends on the number of regions, not on that of targets.
type queue struct {
	entries  map[string]*entry // by entryKey
	accounts map[string]*group
	regions  map[string]*group
	order    []*group // the regions, in the order of their first targets

	perAccount, perRegion             int
	supplyOfAccounts, supplyOfRegions int
}

// entry is one way into an account, for all targets that share it.
type entry struct {
	target  session.Target // the first of them
	tasks   []*task
	begun   bool
	session *session.Session // written while the account is entered
}

// task is a target in the queue.
type task struct {
	index           int
	entry           *entry
	account, region *group
}

// group is the targets of one account or of one region.
type group struct {
	limit   int  // of working; 0 is none
	working int  // targets at work
	waiting int  // targets whose account is entered, or is being entered
	total   *int // the supply of all groups of the kind

	ready     tasks             // of a region
	unentered []*entry          // of a region, in the order of the targets
	parked    map[*group]*tasks // of an account that has no room: by region
}

// hasRoom reports whether one more target may be at work.
func (g *group) hasRoom() bool { return g.limit == 0 || g.working < g.limit }

// supply is how many of the waiting targets could be at work.
func (g *group) supply() int {
	if g.limit == 0 {
		return g.waiting
	}
	return max(0, min(g.waiting, g.limit-g.working))
}

func (g *group) count(working, waiting int) {
	before := g.supply()
	g.working += working
	g.waiting += waiting
	*g.total += g.supply() - before
}

func (t *task) count(working, waiting int) {
	t.account.count(working, waiting)
	t.region.count(working, waiting)
}

// tasks is a heap, the lowest index first.
type tasks []*task

func (h tasks) Len() int           { return len(h) }
func (h tasks) Less(i, j int) bool { return h[i].index < h[j].index }
func (h tasks) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push implements heap.Interface.
func (h *tasks) Push(x any) { *h = append(*h, x.(*task)) }

// Pop implements heap.Interface.
func (h *tasks) Pop() any {
	last := len(*h) - 1
	t := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	return t
}

func newQueue(perAccount, perRegion int) *queue {
	return &queue{
		entries: map[string]*entry{}, accounts: map[string]*group{}, regions: map[string]*group{},
		perAccount: perAccount, perRegion: perRegion,
	}
}

// add appends a target.
func (q *queue) add(index int, t session.Target) {
	account := q.accounts[accountOf(t)]
	if account == nil {
		account = &group{limit: q.perAccount, total: &q.supplyOfAccounts}
		q.accounts[accountOf(t)] = account
	}
	region := q.regions[t.Region]
	if region == nil {
		region = &group{limit: q.perRegion, total: &q.supplyOfRegions}
		q.regions[t.Region] = region
		q.order = append(q.order, region)
	}
	key := entryKey(t)
	e := q.entries[key]
	if e == nil {
		e = &entry{target: t}
		q.entries[key] = e
	}
	e.tasks = append(e.tasks, &task{index, e, account, region})
	if n := len(region.unentered); n == 0 || region.unentered[n-1] != e {
		region.unentered = append(region.unentered, e)
	}
}

// supply is how many targets could start now or when the accounts under way are
// entered, within the limits.
func (q *queue) supply() int { return min(q.supplyOfAccounts, q.supplyOfRegions) }

// enterable returns the first account that has not been entered and whose
// entering gives targets that can start, or nil.
func (q *queue) enterable() *entry {
	var first *entry
	for _, region := range q.order {
		if region.limit > 0 && region.working+region.waiting >= region.limit {
			continue
		}
		for len(region.unentered) > 0 && region.unentered[0].begun {
			region.unentered = region.unentered[1:]
		}
		if len(region.unentered) > 0 {
			if e := region.unentered[0]; first == nil || e.tasks[0].index < first.tasks[0].index {
				first = e
			}
		}
	}
	return first
}

// enter is called when an account begins to be entered, then either entered or
// drop.
func (q *queue) enter(e *entry) {
	e.begun = true
	for _, t := range e.tasks {
		t.count(0, 1)
	}
}

func (q *queue) entered(e *entry) {
	for _, t := range e.tasks {
		heap.Push(&t.region.ready, t)
	}
}

func (q *queue) drop(e *entry) {
	for _, t := range e.tasks {
		t.count(0, -1)
	}
}

// runnable returns the first target that is in an entered account and that no
// limit holds back, or nil.
func (q *queue) runnable() *task {
	var first *task
	for _, region := range q.order {
		if !region.hasRoom() {
			continue
		}
		for len(region.ready) > 0 && !region.ready[0].account.hasRoom() {
			heap.Pop(&region.ready).(*task).park()
		}
		if len(region.ready) > 0 && (first == nil || region.ready[0].index < first.index) {
			first = region.ready[0]
		}
	}
	return first
}

// start is called with what runnable returned when it starts, then finish.
func (q *queue) start(t *task) {
	heap.Pop(&t.region.ready)
	t.count(1, -1)
}

func (q *queue) finish(t *task) {
	t.count(-1, 0)
	for region, parked := range t.account.parked {
		heap.Push(&region.ready, heap.Pop(parked))
		if len(*parked) == 0 {
			delete(t.account.parked, region)
		}
	}
}

// park puts a task aside until its account has room.
func (t *task) park() {
	if t.account.parked == nil {
		t.account.parked = map[*group]*tasks{}
	}
	parked := t.account.parked[t.region]
	if parked == nil {
		parked = new(tasks)
		t.account.parked[t.region] = parked
	}
	heap.Push(parked, t)
}

// rest removes all targets whose account is not being entered and returns their
// indexes, sorted.
func (q *queue) rest() []int {
	var rest []int
	take := func(ts tasks) {
		for _, t := range ts {
			rest = append(rest, t.index)
		}
	}
	for _, region := range q.order {
		take(region.ready)
		region.ready, region.unentered = nil, nil
	}
	for _, account := range q.accounts {
		for _, parked := range account.parked {
			take(*parked)
		}
		account.parked = nil
	}
	for _, e := range q.entries {
		if !e.begun {
			take(e.tasks)
		}
	}
	slices.Sort(rest)
	return rest
}
