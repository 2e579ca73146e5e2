package waiters

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/tokens"
)

// A List tells [WaitEach] how an operation takes a list of ids and returns a list
// of items. Set, Items, ID and Judge are required.
type List[In, Out, Item any] struct {
	// Set sets the ids in a copy of the input.
	Set func(in *In, ids []string)
	// Items returns the items of an output, ID the id of an item, and Judge its
	// verdict.
	Items func(*Out) []Item
	ID    func(Item) string
	Judge func(Item) Verdict

	// Absent is the verdict on an id that is not in the output, or that the
	// service says does not exist: Pending, the zero value, for a resource that
	// was just created; Ready for one that is being deleted; or Failed.
	Absent Verdict

	// Chunk is the maximum number of ids in a request; zero is 100, and more than
	// 10,000 is invalid. More ids take several requests a poll, one after the
	// other. All pages of a response are read, if the operation's token fields are
	// known by their names.
	Chunk int
}

// An ItemResult is the result of the wait for one id.
type ItemResult[Item any] struct {
	ID      string
	Verdict Verdict // Pending when the wait ended before this id was settled
	// Item is what was last seen of it; the zero value while Found is false.
	Item  Item
	Found bool
	// State and Reason are read from Item, as by [Describe].
	State, Reason string
	// Settled is how long it took until the verdict was no longer Pending.
	Settled time.Duration

	streak int
}

// WaitEach waits for many ids with one request a poll, or one for each page of the
// response. The operation must take a list of ids, as those of EC2 instances, ECS
// tasks, Auto Scaling instances and target health do. Only ids that are still
// pending are requested. Each id has its own result; one that fails does not end
// the wait for the others. The results are in the order of ids, without
// duplicates, and are returned with an error too.
//
// The bounds and errors are those of [Poller.Wait]; the error is a *[FailedError]
// if no id is pending and one or more failed. Options.Stable counts for each id
// separately.
//
// If the service refuses a request because one of several ids does not exist,
// the request is split in halves until the missing ids are found. In every
// poll, each missing id that is still pending costs about 2·log₂(len(ids))
// additional requests.
func WaitEach[In, Out, Item, O any](ctx context.Context, operation func(context.Context, *In, ...func(*O)) (*Out, error), in *In, ids []string, list List[In, Out, Item], opts Options, optFns ...func(*O)) ([]ItemResult[Item], error) {
	all := &subject{name: nameOf(reflect.TypeFor[In](), "Input")}
	all.require("operation", operation)
	all.require("List.Set", list.Set)
	all.require("List.Items", list.Items)
	all.require("List.ID", list.ID)
	all.require("List.Judge", list.Judge)
	for _, fn := range optFns {
		all.require("optFns", fn)
	}
	err := cmp.Or(checkContext(all.name, ctx), all.err, checkCount(all.name, "List.Chunk", list.Chunk), opts.check(all.name))
	switch {
	case err != nil:
		return nil, err
	case !list.Absent.valid():
		return nil, awserr.Invalid(all.name, "List.Absent", int(list.Absent), "must be Pending, Ready or Failed")
	}
	for i, id := range ids {
		if id == "" {
			return nil, awserr.Invalid(all.name, fmt.Sprintf("ids[%d]", i), id, "must not be empty")
		}
	}
	if in == nil {
		in = new(In)
	}
	if list.Chunk == 0 {
		list.Chunk = 100
	}
	describe := opts.Describe
	if describe == nil {
		describe = Describe
	}
	rule, _ := tokens.For(reflect.TypeFor[In](), reflect.TypeFor[Out]()) // nil: one page
	e := &each[In, Out, Item]{
		operation: all.name, list: list, stable: opts.Stable, describe: describe,
		began: time.Now(), index: make(map[string]int, len(ids)),
		call: func(ctx context.Context, ids []string, page tokens.Token) (*Out, error) {
			request := *in
			list.Set(&request, slices.Clone(ids))
			if page != nil {
				rule.Set(&request, page)
			}
			return operation(ctx, &request, optFns...)
		},
		rule: rule,
	}
	for _, id := range ids {
		if _, twice := e.index[id]; !twice {
			e.index[id] = len(e.results)
			e.results = append(e.results, ItemResult[Item]{ID: id})
		}
	}
	if len(e.results) == 0 {
		return nil, nil
	}
	opts.Stable = 0
	all.input, all.source, all.describe = []any{in, ids}, e, e.text
	_, err = all.wait(ctx, &opts, nil)
	return e.results, err
}

// each is the state of a wait for many ids.
type each[In, Out, Item any] struct {
	list      List[In, Out, Item]
	call      func(context.Context, []string, tokens.Token) (*Out, error)
	operation string       // its name
	rule      *tokens.Rule // how the operation pages, or nil
	describe  func(item any) (state, reason string)
	stable    int
	began     time.Time
	last      *Out
	results   []ItemResult[Item]
	index     map[string]int // of the results, by id
}

// ask requests the pending ids and sets the verdict of all: pending while one
// is pending, else failed if one failed.
func (e *each[In, Out, Item]) ask(ctx context.Context, a *answer) {
	var pending []string
	for _, o := range e.results {
		if o.Verdict == Pending {
			pending = append(pending, o.ID)
		}
	}
	for ids := range slices.Chunk(pending, e.list.Chunk) {
		if err := e.look(ctx, ids); err != nil {
			a.set(nil, err, undecided, err)
			return
		}
	}
	a.set(e.last, nil, finding(e.verdict()), nil)
}

func (e *each[In, Out, Item]) verdict() Verdict {
	verdict := Ready
	for _, o := range e.results {
		switch o.Verdict {
		case Pending:
			return Pending
		case Failed:
			verdict = Failed
		}
	}
	return verdict
}

// look requests ids and records a verdict for each, splitting the request if
// one of them makes the service refuse it.
func (e *each[In, Out, Item]) look(ctx context.Context, ids []string) error {
	found, err := e.find(ctx, ids)
	if err != nil && !isGone(err, e.operation) {
		return err
	}
	if err != nil && len(ids) > 1 {
		half := len(ids) / 2
		if err := e.look(ctx, ids[:half]); err != nil {
			return err
		}
		return e.look(ctx, ids[half:])
	}
	for _, id := range ids {
		o := &e.results[e.index[id]]
		item, ok := found[id]
		verdict := e.list.Absent
		if ok {
			o.Item, o.Found = item, true
			o.State, o.Reason = e.describe(&o.Item)
			verdict = e.list.Judge(item)
		}
		if !verdict.valid() {
			return awserr.Invalid("waiters.WaitEach", "List.Judge", int(verdict), "must return Pending, Ready or Failed")
		}
		o.settle(verdict, e.stable, time.Since(e.began))
	}
	return nil
}

// find returns the items of all pages of a response, by id.
func (e *each[In, Out, Item]) find(ctx context.Context, ids []string) (map[string]Item, error) {
	found := make(map[string]Item, len(ids))
	var page tokens.Token
	for {
		out, err := e.call(ctx, ids, page)
		if err != nil {
			return nil, err
		}
		e.last = out
		for _, item := range e.list.Items(out) {
			found[e.list.ID(item)] = item
		}
		if e.rule == nil {
			return found, nil
		}
		next, more, err := e.rule.Next(out)
		switch {
		case err != nil:
			return nil, err
		case !more:
			return found, nil
		case reflect.DeepEqual(next, page):
			return nil, fmt.Errorf("%s answers with the same page token again, so its pages have no end", e.rule.Operation())
		}
		page = next
	}
}

// settle records a verdict; Ready counts after enough consecutive ready polls.
func (o *ItemResult[Item]) settle(v Verdict, stable int, after time.Duration) {
	if v != Ready {
		o.streak = 0
	} else if o.streak++; o.streak < stable {
		v = Pending
	}
	if o.Verdict = v; v != Pending {
		o.Settled = after
	}
}

// text counts the states of all ids, and names those that failed.
func (e *each[In, Out, Item]) text() (state, reason string) {
	var states []string
	var failed []string
	for _, o := range e.results {
		switch {
		case o.State != "":
			states = append(states, o.State)
		case o.Found || o.Verdict != Pending:
			states = append(states, o.Verdict.String())
		default:
			states = append(states, "not found")
		}
		if o.Verdict == Failed {
			failed = append(failed, strings.TrimSuffix(o.ID+": "+joined(o.State, ": ", o.Reason), ": "))
		}
	}
	return statesText(states), strings.Join(failed, "; ")
}
