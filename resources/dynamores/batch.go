package dynamores

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// BatchOptions sets how PutAll and DeleteAll write. The zero value makes one
// request after the other.
type BatchOptions struct {
	// Concurrency is how many requests are under way at a time. 0 means 1.
	// Above 1, of two items with an equal key far apart, either may be the last.
	Concurrency int
	// Attempts is how often an item is sent that DynamoDB did not process. 0
	// means 10. The pauses double up to 5 seconds.
	Attempts int
}

// Report says what PutAll or DeleteAll did.
type Report struct {
	Done     int     // items that were written or deleted
	Replaced int     // of them, those that a later item of the same request with an equal key stood for
	Calls    int     // requests
	Capacity float64 // write capacity units, as DynamoDB counted them
}

// maxBatch is DynamoDB's limit for a BatchWriteItem.
const maxBatch = 25

// ErrUnprocessed is why an item failed that DynamoDB did not process, however
// often it was sent: the table's capacity is used up.
var ErrUnprocessed = errors.New("unprocessed")

// PutAll writes items, 25 a request (BatchWriteItem). The items are a slice or
// an iterator (iter.Seq, iter.Seq2 with an error) of Go values, as
// attributevalue encodes them. What DynamoDB does not process is sent again, with
// pauses, up to Attempts times in all. Of items with equal keys the last one
// stays.
//
// The error is nil if and only if all items were written; otherwise it names
// each item that was sent and not written by its index, in a
// [collections.ItemsError]. An item that DynamoDB refuses, such as one above 400
// KB, fails alone. It ends early if none of the items of a request can be
// written, such as for lack of permission, if an item cannot be encoded or has
// not the table's keys, and with an error of the iterator; the items after that
// are not sent. A request for the table's keys (DescribeTable) is made first,
// unless Data is there.
func (t *Table) PutAll(ctx context.Context, items any, opts ...BatchOptions) (Report, error) {
	return t.writeAll(ctx, "dynamores.PutAll", items, opts, func(item map[string]types.AttributeValue, _ []string) types.WriteRequest {
		return types.WriteRequest{PutRequest: &types.PutRequest{Item: item}}
	})
}

// DeleteAll deletes the items with keys, 25 a request (BatchWriteItem). The keys
// are a slice or an iterator, as in [Table.PutAll], of keys or of whole items,
// of which it takes the keys.
func (t *Table) DeleteAll(ctx context.Context, keys any, opts ...BatchOptions) (Report, error) {
	return t.writeAll(ctx, "dynamores.DeleteAll", keys, opts, func(item map[string]types.AttributeValue, names []string) types.WriteRequest {
		key := map[string]types.AttributeValue{}
		for _, name := range names {
			key[name] = item[name]
		}
		return types.WriteRequest{DeleteRequest: &types.DeleteRequest{Key: key}}
	})
}

// entry is an item on its way, and its key as text.
type entry struct {
	request types.WriteRequest
	key     string
}

func (t *Table) writeAll(ctx context.Context, operation string, items any, opts []BatchOptions, request func(map[string]types.AttributeValue, []string) types.WriteRequest) (Report, error) {
	o := BatchOptions{}
	switch {
	case ctx == nil:
		return Report{}, awserr.Invalid(operation, "ctx", nil, "must be a context")
	case len(opts) > 1:
		return Report{}, awserr.Invalid(operation, "opts", len(opts), "must be at most one")
	case len(opts) == 1:
		o = opts[0]
	}
	switch {
	case o.Concurrency < 0 || o.Concurrency > 10_000:
		return Report{}, awserr.Invalid(operation, "BatchOptions.Concurrency", o.Concurrency, "must be from 0 to 10,000")
	case o.Attempts < 0:
		return Report{}, awserr.Invalid(operation, "BatchOptions.Attempts", o.Attempts, "must not be negative")
	}
	all, err := values(operation, items)
	if err != nil {
		return Report{}, err
	}
	if err := t.Load(ctx); err != nil {
		return Report{}, resources.Named(t, err)
	}
	var names []string
	for _, k := range t.Data.KeySchema {
		names = append(names, aws.ToString(k.AttributeName))
	}
	if len(names) == 0 {
		return Report{}, resources.Without("dynamodb.DescribeTable", "KeySchema")
	}
	if o.Attempts == 0 {
		o.Attempts = 10
	}
	entries := collections.FromSeq(func(context.Context) iter.Seq2[entry, error] {
		return func(yield func(entry, error) bool) {
			n := 0
			for v, err := range all {
				var e entry
				if err == nil {
					e, err = encode(operation, fmt.Sprintf("items[%d]", n), v, names, request)
				}
				if !yield(e, err) || err != nil {
					return
				}
				n++
			}
		}
	})
	w := &writer{table: t, names: names}
	report, err := entries.Batch(ctx, w.write, collections.BatchOptions{Size: maxBatch, Concurrency: o.Concurrency, Attempts: o.Attempts})
	return Report{Done: report.Done, Replaced: int(w.replaced.Load()), Calls: int(w.calls.Load()), Capacity: w.capacity()}, err
}

func encode(operation, argument string, v any, names []string, request func(map[string]types.AttributeValue, []string) types.WriteRequest) (entry, error) {
	item, err := marshal(operation, argument, v)
	if err != nil {
		return entry{}, err
	}
	for _, name := range names {
		if item[name] == nil {
			return entry{}, awserr.Invalid(operation, argument, nameOf(v), fmt.Sprintf("must have the key attribute %q", name))
		}
	}
	return entry{request(item, names), keyText(item, names)}, nil
}

// keyText is the key of an item as text: equal for equal keys only.
func keyText(item map[string]types.AttributeValue, names []string) string {
	var b strings.Builder
	for _, name := range names {
		switch v := item[name].(type) {
		case *types.AttributeValueMemberS:
			b.WriteString("S" + strconv.Itoa(len(v.Value)) + ":" + v.Value)
		case *types.AttributeValueMemberN:
			fmt.Fprintf(&b, "N%s ", number(v.Value))
		case *types.AttributeValueMemberB:
			fmt.Fprintf(&b, "B%x ", v.Value)
		default:
			fmt.Fprintf(&b, "?%v ", v)
		}
	}
	return b.String()
}

// maxExponent is above that of any number of DynamoDB, and bounds the work.
const maxExponent = 200

// number writes a number in one way, so that 1 and 1.0 are equal.
func number(s string) string {
	if _, exponent, ok := strings.Cut(strings.ToLower(s), "e"); ok {
		if e, err := strconv.Atoi(exponent); err != nil || e < -maxExponent || e > maxExponent {
			return s
		}
	}
	if len(s) > 64 || strings.ContainsAny(s, "pPxX_/") {
		return s
	}
	if r, ok := new(big.Rat).SetString(s); ok {
		return r.RatString()
	}
	return s
}

// writer makes the requests.
type writer struct {
	table *Table
	names []string // of the key attributes
	counts
}

// write sends up to 25 items. It returns an error if none was written and none
// is to be sent again: the next items would fare no better.
func (w *writer) write(ctx context.Context, batch []entry) ([]collections.Failure, error) {
	failed, err := w.send(ctx, batch)
	if len(failed) < len(batch) {
		return failed, nil
	}
	return failed, err
}

// send sends some items, or halves of them if DynamoDB refuses the request for
// what is in it: then one item is at fault, and the others are written. The error
// is that of a request, if one was refused; the failures have it too.
func (w *writer) send(ctx context.Context, batch []entry) ([]collections.Failure, error) {
	failed, err := w.request(ctx, batch)
	if err == nil {
		return failed, nil
	}
	if awserr.IsValidation(err) && len(batch) > 1 {
		half := len(batch) / 2
		failed, err := w.send(ctx, batch[:half])
		second, err2 := w.send(ctx, batch[half:])
		for _, f := range second {
			f.Index += half
			failed = append(failed, f)
		}
		return failed, cmp.Or(err, err2)
	}
	return all(batch, collections.Failure{Err: err}), err
}

// all is a failure of all items.
func all(batch []entry, f collections.Failure) []collections.Failure {
	failed := make([]collections.Failure, len(batch))
	for i := range failed {
		failed[i] = f
		failed[i].Index = i
	}
	return failed
}

// request makes a request. Of equal keys, which DynamoDB refuses in one request,
// the last one is sent for all.
func (w *writer) request(ctx context.Context, batch []entry) ([]collections.Failure, error) {
	in := &dynamodb.BatchWriteItemInput{ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal}
	var requests []types.WriteRequest
	var replaced []string // keys
	for i, e := range batch {
		if slices.ContainsFunc(batch[i+1:], func(later entry) bool { return later.key == e.key }) {
			replaced = append(replaced, e.key)
			continue
		}
		requests = append(requests, e.request)
	}
	in.RequestItems = map[string][]types.WriteRequest{w.table.Name: requests}
	w.calls.Add(1)
	out, err := w.table.service.batchWriteItem(ctx, in)
	if awserr.IsThrottled(err) { // as DynamoDB answers if it could process none
		return all(batch, collections.Failure{Err: fmt.Errorf("%w: %w", ErrUnprocessed, err), Retry: true}), nil
	}
	if err != nil {
		return nil, err
	}
	w.note(out)
	left := map[string]bool{}
	for _, list := range out.UnprocessedItems {
		for _, r := range list {
			key := w.key(r)
			if !slices.ContainsFunc(batch, func(e entry) bool { return e.key == key }) { // any of them may be meant
				return all(batch, collections.Failure{Err: ErrUnprocessed, Retry: true}), nil
			}
			left[key] = true
		}
	}
	var failed []collections.Failure
	for i, e := range batch {
		if left[e.key] {
			failed = append(failed, collections.Failure{Index: i, Err: ErrUnprocessed, Retry: true})
		}
	}
	for _, key := range replaced {
		if !left[key] {
			w.replaced.Add(1)
		}
	}
	return failed, nil
}

func (w *writer) key(r types.WriteRequest) string {
	if r.PutRequest != nil {
		return keyText(r.PutRequest.Item, w.names)
	}
	if r.DeleteRequest != nil {
		return keyText(r.DeleteRequest.Key, w.names)
	}
	return ""
}

// values ranges over a slice or an iterator of any type.
func values(operation string, items any) (iter.Seq2[any, error], error) {
	v := reflect.ValueOf(items)
	invalid := func() (iter.Seq2[any, error], error) {
		return nil, awserr.Invalid(operation, "items", nameOf(items), "must be a slice, an iter.Seq, or an iter.Seq2 of items and errors")
	}
	switch {
	case !v.IsValid():
		return invalid()
	case v.Kind() == reflect.Slice || v.Kind() == reflect.Array:
		return func(yield func(any, error) bool) {
			for i := range v.Len() {
				if !yield(v.Index(i).Interface(), nil) {
					return
				}
			}
		}, nil
	case v.Kind() != reflect.Func || v.IsNil():
		return invalid()
	case v.Type().CanSeq2() && v.Type().In(0).In(1) == reflect.TypeFor[error]():
		return func(yield func(any, error) bool) {
			for item, e := range v.Seq2() {
				err, _ := e.Interface().(error)
				if !yield(item.Interface(), err) {
					return
				}
			}
		}, nil
	case v.Type().CanSeq():
		return func(yield func(any, error) bool) {
			for item := range v.Seq() {
				if !yield(item.Interface(), nil) {
					return
				}
			}
		}, nil
	}
	return invalid()
}
