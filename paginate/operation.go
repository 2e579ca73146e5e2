package paginate

import (
	"context"
	"errors"
	"reflect"
	"slices"

	"github.com/awsessentials/essentials/internal/clone"
	"github.com/awsessentials/essentials/internal/tokens"
)

// Operation is an operation and its input, to be walked page by page; see [Op]
// and [Tokens]. [Pages], [Items] and [Slices] begin anew with every range, and
// any number of them may range over one Operation at the same time.
//
// It is a [Pager] too, with a state of its own and for one goroutine, for loops
// and functions that were written for a paginator of the SDK.
type Operation[In, Out, Opt any] struct {
	call   func(context.Context, *In, ...func(*Opt)) (*Out, error)
	in     In // never changed: shared by all walks
	optFns []func(*Opt)
	scheme scheme[In, Out]
	size   tokens.Size
	err    error // why it cannot be walked
	loop   *operationWalk[In, Out, Opt]
}

// Op pages any operation from its method value, also those for which the SDK
// has no paginator:
//
//	paginate.Op(client.ListRules, &eventbridge.ListRulesInput{})
//
// The token fields are found by their names, once for each operation, and the
// flags that go with them (IsTruncated, HasMore… and their kind) are honoured.
// Where they cannot be told, or in more ways than one, ranging gives
// [ErrNoTokens]; use [Tokens] then, or [Once] if the operation does not page at
// all. A token that is set in the input is where the walk begins. The input is
// copied; nil is the empty input. The SDK's option functions are passed on to
// each request.
func Op[In, Out, Opt any](operation func(context.Context, *In, ...func(*Opt)) (*Out, error), in *In, optFns ...func(*Opt)) *Operation[In, Out, Opt] {
	o := newOperation(operation, in, optFns)
	rule, err := tokens.For(reflect.TypeFor[In](), reflect.TypeFor[Out]())
	o.scheme = found[In, Out]{rule}
	if err == nil {
		o.size = rule.Size
	} else if o.err == nil {
		o.err = &TokensError{Operation: o.name(), Err: err}
	}
	return o
}

// Tokens pages an operation whose token fields [Op] cannot tell. next reads the
// token of the next page from an output, and false when it was the last page;
// set writes it into an input, a copy, where it may also clear what the service
// refuses beside a token. The token may be of any type; to be kept by a [Cursor]
// it must be one that encoding/json can write and read back:
//
//	paginate.Tokens(client.DescribeStream, &kinesis.DescribeStreamInput{StreamName: name},
//		func(out *kinesis.DescribeStreamOutput) (string, bool) {
//			d := out.StreamDescription
//			return lastShardID(d.Shards), *d.HasMoreShards
//		},
//		func(in *kinesis.DescribeStreamInput, id string) { in.ExclusiveStartShardId = &id })
//
// In all else it is like [Op].
func Tokens[In, Out, Opt, Token any](operation func(context.Context, *In, ...func(*Opt)) (*Out, error), in *In,
	next func(*Out) (Token, bool), set func(*In, Token), optFns ...func(*Opt)) *Operation[In, Out, Opt] {
	o := newOperation(operation, in, optFns)
	switch {
	case o.err != nil:
	case next == nil:
		o.err = invalid(o.name(), "next", nil, "want a function that reads the next token from an output")
	case set == nil:
		o.err = invalid(o.name(), "set", nil, "want a function that writes a token into an input")
	}
	o.scheme = given[In, Out, Token]{next, set}
	o.size = tokens.SizeOf(reflect.TypeFor[In]())
	return o
}

// Once is an operation that answers all at once, as a walk of one page. In all
// else it is like [Op].
func Once[In, Out, Opt any](operation func(context.Context, *In, ...func(*Opt)) (*Out, error), in *In, optFns ...func(*Opt)) *Operation[In, Out, Opt] {
	o := newOperation(operation, in, optFns)
	o.scheme = once[In, Out]{}
	o.size = tokens.SizeOf(reflect.TypeFor[In]())
	return o
}

func newOperation[In, Out, Opt any](call func(context.Context, *In, ...func(*Opt)) (*Out, error), in *In, optFns []func(*Opt)) *Operation[In, Out, Opt] {
	o := &Operation[In, Out, Opt]{call: call, optFns: slices.Clone(optFns)}
	if in != nil {
		o.in = clone.Of(*in)
	}
	if call == nil {
		o.err = invalid(o.name(), "operation", nil, "want a client's method, as in client.ListTopics")
	}
	return o
}

// Change returns the operation with another input: change gets a copy of the
// input, so that neither the operation nor what it was made from changes.
func (o *Operation[In, Out, Opt]) Change(change func(*In)) *Operation[In, Out, Opt] {
	forked := *o
	forked.loop = nil
	forked.in = clone.Of(o.in)
	change(&forked.in)
	return &forked
}

// HasMorePages reports whether [Operation.NextPage] has another page to give.
// Like a paginator of the SDK it stays true after an error of the service, so
// that the failed page can be asked for again.
func (o *Operation[In, Out, Opt]) HasMorePages() bool {
	return o.loop == nil || o.loop.hasMore() || o.loop.stuck != nil
}

// NextPage fetches the next page. It has the state that HasMorePages reports,
// which Pages, Items and Slices neither use nor change.
func (o *Operation[In, Out, Opt]) NextPage(ctx context.Context, optFns ...func(*Opt)) (*Out, error) {
	if o.loop == nil {
		if o.err != nil {
			return nil, o.err
		}
		o.loop = o.walk(Options{}, nil)
	}
	w := o.loop
	if err := w.stuck; err != nil {
		w.stuck, w.more = nil, false
		return nil, &PageError{Operation: o.name(), Page: w.pages, Err: err}
	}
	if !w.hasMore() {
		return nil, errors.New("paginate: " + o.name() + ": there are no more pages")
	}
	w.optFns = append(slices.Clip(o.optFns), optFns...)
	out, err := w.fetch(ctx, 0)
	if err != nil {
		return nil, &PageError{Operation: o.name(), Page: w.pages + 1, Err: err}
	}
	w.pages++
	// What is wrong with the token is told when the next page is asked for, so
	// that this one is not lost.
	w.stuck = w.advance(out)
	return out, nil
}

func (o *Operation[In, Out, Opt]) name() string { return tokens.Operation(reflect.TypeFor[In]()) }

// walk begins a walk of its own over the operation's pages.
func (o *Operation[In, Out, Opt]) walk(opts Options, optFns []func(*Opt)) *operationWalk[In, Out, Opt] {
	w := &operationWalk[In, Out, Opt]{
		op:     o,
		optFns: append(slices.Clip(o.optFns), optFns...),
		next:   o.scheme.get(&o.in),
		more:   true,
		size:   opts.PageSize,
		guard:  guard{quiet: opts.StopOnRepeat},
	}
	if w.size == 0 {
		w.size = o.size.PageSize(&o.in)
	}
	return w
}

func (o *Operation[In, Out, Opt]) start(opts Options, optFns []func(*Opt)) (source[*Out], error) {
	if o.err != nil {
		return nil, o.err
	}
	if opts.PageSize > 0 {
		if err := o.size.SetPageSize(new(In), opts.PageSize); err != nil {
			return nil, invalid(o.name(), "Options.PageSize", opts.PageSize, err.Error())
		}
	}
	return o.walk(opts, optFns), nil
}
