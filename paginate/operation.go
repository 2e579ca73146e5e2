package paginate

import (
	"context"
	"reflect"

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
	paging
	operation func(context.Context, In, ...func(*Opt)) (Out, error)
	in        In // never changed: shared by all walks
	optFns    []func(*Opt)
	loop      *operationWalk
}

// paging is what is known of how an operation pages. It and the walks know
// nothing of the types of the input and the output, so that a program holds their
// code once, and not once for each operation.
type paging struct {
	name   string
	scheme scheme
	size   tokens.Size
	err    error // why it cannot be walked
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
func Op[In, Out, Opt any](operation func(context.Context, In, ...func(*Opt)) (Out, error), in In, optFns ...func(*Opt)) *Operation[In, Out, Opt] {
	o := newOperation(operation, in, optFns)
	o.find(elem[In](), elem[Out]())
	return o
}

// find finds the token fields.
func (p *paging) find(in, out reflect.Type) {
	rule, err := tokens.For(in, out)
	p.scheme = found{rule, out}
	if err == nil {
		p.size = rule.Size
	} else if p.err == nil {
		p.err = &TokensError{Operation: p.name, Err: err}
	}
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
func Tokens[In, Out, Opt, Token any](operation func(context.Context, In, ...func(*Opt)) (Out, error), in In,
	next func(Out) (Token, bool), set func(In, Token), optFns ...func(*Opt)) *Operation[In, Out, Opt] {
	o := newOperation(operation, in, optFns)
	switch {
	case o.err != nil:
	case next == nil:
		o.err = invalid(o.name, "next", nil, "want a function that reads the next token from an output")
	case set == nil:
		o.err = invalid(o.name, "set", nil, "want a function that writes a token into an input")
	}
	o.scheme = given[In, Out, Token]{next, set}
	o.size = tokens.SizeOf(elem[In]())
	return o
}

// Once is an operation that answers all at once, as a walk of one page. In all
// else it is like [Op].
func Once[In, Out, Opt any](operation func(context.Context, In, ...func(*Opt)) (Out, error), in In, optFns ...func(*Opt)) *Operation[In, Out, Opt] {
	o := newOperation(operation, in, optFns)
	o.scheme = once{}
	o.size = tokens.SizeOf(elem[In]())
	return o
}

func newOperation[In, Out, Opt any](operation func(context.Context, In, ...func(*Opt)) (Out, error), in In, optFns []func(*Opt)) *Operation[In, Out, Opt] {
	o := &Operation[In, Out, Opt]{operation: operation}
	o.optFns = append(o.optFns, optFns...)
	o.name = tokens.Operation(elem[In]())
	o.in = copied[In](in)
	if operation == nil {
		o.err = invalid(o.name, "operation", nil, "want a client's method, as in client.ListTopics")
	}
	return o
}

// Change returns the operation with another input: change gets a copy of the
// input, so that neither the operation nor what it was made from changes.
func (o *Operation[In, Out, Opt]) Change(change func(In)) *Operation[In, Out, Opt] {
	forked := *o
	forked.loop = nil
	forked.in = copied[In](o.in)
	change(forked.in)
	return &forked
}

// HasMorePages reports whether [Operation.NextPage] has another page to give.
// Like a paginator of the SDK it stays true after an error of the service, so
// that the failed page can be asked for again.
func (o *Operation[In, Out, Opt]) HasMorePages() bool { return o.loop.hasNext() }

// NextPage fetches the next page. It has the state that HasMorePages reports,
// which Pages, Items and Slices neither use nor change.
func (o *Operation[In, Out, Opt]) NextPage(ctx context.Context, optFns ...func(*Opt)) (Out, error) {
	if o.loop == nil {
		if o.err != nil {
			var none Out
			return none, o.err
		}
		o.loop = newOperationWalk(o, nil, Options{})
	}
	out, err := o.loop.nextPage(ctx, optFns)
	page, _ := out.(Out)
	return page, err
}

func (o *Operation[In, Out, Opt]) pages() *paging { return &o.paging }

func (o *Operation[In, Out, Opt]) input() any { return o.in }

func (o *Operation[In, Out, Opt]) copyInput() any {
	return shallow(o.in)
}

func (o *Operation[In, Out, Opt]) call(ctx context.Context, in, optFns any) (any, error) {
	more, _ := optFns.([]func(*Opt))
	out, err := o.operation(ctx, in.(In), append(o.optFns[:len(o.optFns):len(o.optFns)], more...)...)
	if err != nil || isNil(out) {
		return nil, err
	}
	return out, nil
}

// elem is the type that the pointer type P points to.
func elem[P any]() reflect.Type { return reflect.TypeFor[P]().Elem() }

func copied[P any](in P) P { return copyOf(in, reflect.TypeFor[P]()).(P) }

// copyOf is a deep copy of what in points to, or an empty one.
func copyOf(in any, t reflect.Type) any {
	if isNil(in) {
		return reflect.New(t.Elem()).Interface()
	}
	return clone.Pointer(in)
}

func shallow(in any) any {
	v := reflect.New(reflect.TypeOf(in).Elem())
	v.Elem().Set(reflect.ValueOf(in).Elem())
	return v.Interface()
}

// NoOptions stands for the options of a service where none are passed on.
type NoOptions struct{}

// OpAny is [Op] for an operation whose types are hidden, so that programs with
// many of them hold the code once. in is the input, which is copied, and out the
// type of the output; both are pointers to structs.
func OpAny(operation func(ctx context.Context, in any) (any, error), in any, out reflect.Type) *Operation[any, any, NoOptions] {
	o := &Operation[any, any, NoOptions]{operation: func(ctx context.Context, in any, _ ...func(*NoOptions)) (any, error) {
		return operation(ctx, in)
	}}
	o.name = tokens.Operation(reflect.TypeOf(in).Elem())
	o.in = copyOf(in, reflect.TypeOf(in))
	o.find(reflect.TypeOf(in).Elem(), out.Elem())
	return o
}
