package paginate

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"github.com/awsessentials/essentials/internal/clone"
	"github.com/awsessentials/essentials/internal/nils"
	"github.com/awsessentials/essentials/internal/tokens"
)

// An Operation is an AWS operation and its input, to be read page by page.
// [Op], [OpTokens] and [OpOnce] make one. Every range by [Pages], [Items] and
// the other functions starts at the first page, and any number of them may
// range over one Operation concurrently.
//
// It is also a [Pager] with its own state, for a single goroutine, for code
// written for an SDK paginator.
type Operation[In, Out, Opt any] struct {
	paging
	operation func(context.Context, In, ...func(*Opt)) (Out, error)
	in        In // never changed: shared by all walks
	optFns    []func(*Opt)
	loop      *operationWalk // of NextPage
}

// paging describes how an operation pages. It and the walks do not depend on the
// types of the input and the output, so that a program has one copy of their
// code.
type paging struct {
	name     string // "sns.ListTopics"
	scheme   scheme
	size     tokens.Size
	encoding tokens.Encoding
	repeats  bool  // the last token comes again at the end
	err      error // why it cannot be walked
}

// Op pages any operation from its method value, also those for which the SDK
// has no paginator:
//
//	paginate.Op(client.ListRules, &eventbridge.ListRulesInput{})
//
// The token fields are found by their names, once for each operation, and so is
// the flag that says whether there is more (IsTruncated, HasMoreStreams and
// others). If there are none, or if they are ambiguous, a range returns
// [ErrNoTokens]; use [OpTokens], or [OpOnce] if the operation has one page.
//
// The walk starts at a token that is set in the input. The input is copied; nil
// is an empty input. optFns are passed to each request.
func Op[In, Out, Opt any](operation func(context.Context, In, ...func(*Opt)) (Out, error), in In, optFns ...func(*Opt)) *Operation[In, Out, Opt] {
	o := newOperation(operation, in, optFns)
	if o.err == nil {
		o.find(elem[In](), elem[Out]())
	}
	return o
}

// find finds the token fields.
func (p *paging) find(in, out reflect.Type) {
	rule, err := tokens.For(in, out)
	if err != nil {
		p.err = &TokensError{Operation: p.name, Err: err}
		return
	}
	p.scheme, p.size, p.encoding = fields{rule, out}, rule.Size, tokens.EncodingOf(in, out)
	p.repeats = rule.RepeatsAtEnd()
}

// describe finds what does not depend on the token fields.
func (p *paging) describe(in, out reflect.Type) {
	p.size, p.encoding = tokens.SizeOf(in), tokens.EncodingOf(in, out)
}

// OpTokens pages an operation whose token fields [Op] does not know. next
// returns the token of the next page from an output, and false after the last
// page; set sets it in a copy of the input, where it may also clear fields that
// the service refuses together with a token. The token may be of any type; a
// [Cursor] needs one that encoding/json can write and read back:
//
//	paginate.OpTokens(client.DescribeStream, &kinesis.DescribeStreamInput{StreamName: name},
//		func(out *kinesis.DescribeStreamOutput) (string, bool) {
//			d := out.StreamDescription
//			return lastShardID(d.Shards), *d.HasMoreShards
//		},
//		func(in *kinesis.DescribeStreamInput, id string) { in.ExclusiveStartShardId = &id })
//
// It is otherwise like [Op].
func OpTokens[In, Out, Opt, Token any](operation func(context.Context, In, ...func(*Opt)) (Out, error), in In,
	next func(Out) (Token, bool), set func(In, Token), optFns ...func(*Opt)) *Operation[In, Out, Opt] {
	o := newOperation(operation, in, optFns)
	switch {
	case o.err != nil:
		return o
	case next == nil:
		o.err = invalid(o.name, "next", nil, "must be a function that returns the next token of an output")
	case set == nil:
		o.err = invalid(o.name, "set", nil, "must be a function that writes a token into an input")
	}
	o.scheme = functions[In, Out, Token]{next, set}
	o.describe(elem[In](), elem[Out]())
	return o
}

// OpOnce returns an operation with a single page, whatever its output contains.
// It is otherwise like [Op].
func OpOnce[In, Out, Opt any](operation func(context.Context, In, ...func(*Opt)) (Out, error), in In, optFns ...func(*Opt)) *Operation[In, Out, Opt] {
	o := newOperation(operation, in, optFns)
	if o.err == nil {
		o.scheme = once{}
		o.describe(elem[In](), elem[Out]())
	}
	return o
}

func newOperation[In, Out, Opt any](operation func(context.Context, In, ...func(*Opt)) (Out, error), in In, optFns []func(*Opt)) *Operation[In, Out, Opt] {
	o := &Operation[In, Out, Opt]{operation: operation, optFns: slices.Clone(optFns)}
	if o.err = o.start(reflect.TypeFor[In](), reflect.TypeFor[Out](), operation == nil); o.err == nil {
		o.in = copied(in)
	}
	return o
}

// start sets the name of the operation and checks the arguments that it was
// made from.
func (p *paging) start(in, out reflect.Type, isNil bool) error {
	for _, t := range []reflect.Type{in, out} {
		if t == nil || t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Struct {
			return invalid("", "operation", fmt.Sprint(t), "must be a client's method, whose input and output are pointers to structs")
		}
	}
	p.name = tokens.Operation(in.Elem())
	if isNil {
		return invalid(p.name, "operation", nil, "must be a client's method, as in client.ListTopics")
	}
	return nil
}

// With returns a copy of the operation with a changed input: change is called
// with a copy of the input. The operation itself does not change.
func (o *Operation[In, Out, Opt]) With(change func(In)) *Operation[In, Out, Opt] {
	var changed Operation[In, Out, Opt]
	if o != nil {
		changed = *o
	}
	changed.loop = nil
	switch {
	case changed.check() != nil:
		changed.err = changed.check()
	case change == nil:
		changed.err = invalid(changed.name, "change", nil, "must be a function that changes the input")
	default:
		changed.in = copied(changed.in)
		change(changed.in)
	}
	return &changed
}

// check returns why the operation cannot be walked.
func (p *paging) check() error {
	if p.err == nil && p.scheme == nil {
		return invalid("", "operation", "Operation{}", "must be made by Op, OpTokens or OpOnce")
	}
	return p.err
}

// HasMorePages reports whether [Operation.NextPage] has another page to return.
// Like a paginator of the SDK it stays true after an error of the service, so
// that the failed page can be requested again.
func (o *Operation[In, Out, Opt]) HasMorePages() bool { return o == nil || o.loop.hasNext() }

// NextPage fetches the next page with one request. Only it and HasMorePages use
// and change the operation's own position.
func (o *Operation[In, Out, Opt]) NextPage(ctx context.Context, optFns ...func(*Opt)) (page Out, err error) {
	if o == nil {
		return page, invalid("", "operation", nil, "must be made by Op, OpTokens or OpOnce")
	}
	if o.loop == nil {
		if err := o.check(); err != nil {
			return page, err
		}
		o.loop = newOperationWalk(o, nil, Options{})
	}
	if ctx == nil {
		return page, invalid(o.name, "ctx", nil, "must be a context")
	}
	out, err := o.loop.nextPage(ctx, optFns)
	page, _ = out.(Out)
	return page, err
}

func (o *Operation[In, Out, Opt]) pages() *paging { return &o.paging }

func (o *Operation[In, Out, Opt]) input() any { return o.in }

func (o *Operation[In, Out, Opt]) copyInput() any { return shallow(o.in) }

func (o *Operation[In, Out, Opt]) call(ctx context.Context, in, optFns any) (any, error) {
	more, _ := optFns.([]func(*Opt))
	out, err := o.operation(ctx, in.(In), append(o.optFns[:len(o.optFns):len(o.optFns)], more...)...)
	if err != nil || nils.Is(out) {
		return nil, err
	}
	return out, nil
}

// elem returns the type that the pointer type P points to.
func elem[P any]() reflect.Type { return reflect.TypeFor[P]().Elem() }

func copied[P any](in P) P { return copyOf(in, reflect.TypeFor[P]()).(P) }

// copyOf returns a deep copy of what in points to, or an empty one.
func copyOf(in any, t reflect.Type) any {
	if nils.Is(in) {
		return reflect.New(t.Elem()).Interface()
	}
	return clone.Pointer(in)
}

func shallow(in any) any {
	v := reflect.New(reflect.TypeOf(in).Elem())
	v.Elem().Set(reflect.ValueOf(in).Elem())
	return v.Interface()
}

// NoOptions is the options type of operations that take none.
type NoOptions struct{}

// OpAny is [Op] for an operation whose types are not known at compile time, so
// that programs with many operations have one copy of the code. in is a pointer
// to the input, which is copied, and out is the type of the pointer to the
// output.
func OpAny(operation func(ctx context.Context, in any) (any, error), in any, out reflect.Type) *Operation[any, any, NoOptions] {
	o := newAny(operation, in, out)
	if o.err == nil {
		o.find(reflect.TypeOf(in).Elem(), out.Elem())
	}
	return o
}

// OpOnceAny is [OpOnce] for such an operation.
func OpOnceAny(operation func(ctx context.Context, in any) (any, error), in any, out reflect.Type) *Operation[any, any, NoOptions] {
	o := newAny(operation, in, out)
	if o.err == nil {
		o.scheme = once{}
		o.describe(reflect.TypeOf(in).Elem(), out.Elem())
	}
	return o
}

func newAny(operation func(ctx context.Context, in any) (any, error), in any, out reflect.Type) *Operation[any, any, NoOptions] {
	o := &Operation[any, any, NoOptions]{operation: func(ctx context.Context, in any, _ ...func(*NoOptions)) (any, error) {
		return operation(ctx, in)
	}}
	if o.err = o.start(reflect.TypeOf(in), out, operation == nil); o.err == nil {
		o.in = copyOf(in, reflect.TypeOf(in))
	}
	return o
}
