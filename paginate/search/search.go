package search

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"reflect"

	"github.com/awsessentials/essentials/paginate"
)

// ErrExpression is the class of [ExpressionError].
var ErrExpression = errors.New("invalid expression")

// An ExpressionError reports an expression that is invalid, or that does not
// fit a page or the type of the results. It matches [ErrExpression].
type ExpressionError struct {
	Expression string
	Err        error
}

// maxQuoted bounds the length of the expression in a message.
const maxQuoted = 200

// Error returns the expression and the reason.
func (e *ExpressionError) Error() string {
	expression := e.Expression
	if len(expression) > maxQuoted {
		expression = expression[:maxQuoted] + "..."
	}
	return fmt.Sprintf("search: %q: %v", expression, e.Err)
}

// Unwrap returns the reason.
func (e *ExpressionError) Unwrap() error { return e.Err }

// Is reports whether target is [ErrExpression].
func (e *ExpressionError) Is(target error) bool { return target == ErrExpression }

// Items applies a JMESPath expression to each page of a pager and returns the
// results as values of type T, the first type parameter; the others are
// inferred. A list gives its elements one by one, other lists inside it stay as
// they are. Anything else is one result, null too, which is also what a page gives
// whose member is not set. A T that cannot hold null, such as string, gets no
// null: it would look like a value. Take *string or any to see them.
//
// Members have their names in the SDK's structs, as in "Topics[].TopicArn", or
// those on the wire, as in "clusterArns[]". A name that no member can have is an
// error; null is allowed, as in "[?Tags==null]". A member that is not set, or empty
// where the SDK has no pointer, is null. Times are text in RFC 3339, bytes text
// in base64, unions such as DynamoDB's values {"S": "text"}, as on the wire, and
// documents the JSON that they hold. Integers are exact; as any they are int64.
// Results are converted to T as encoding/json does.
//
// The language is that of boto3: strings and times can be compared by order, and
// `name` is a string if it is not JSON. The expression is compiled once, before
// the first request; an invalid one returns [ErrExpression], and so does one that
// takes more than three million steps on a page.
//
// The results are otherwise the items of the pager: [paginate.Options] apply to
// them, and a cursor is a position after a result.
func Items[T, P, O any](ctx context.Context, p paginate.Pager[P, O], expression string, optFns ...func(*O)) iter.Seq2[T, error] {
	wrong := func(err error) error { return &ExpressionError{Expression: expression, Err: err} }
	compiled, err := parse(expression)
	if err == nil {
		err = check(compiled, reflect.TypeFor[P]())
	}
	if err != nil {
		return func(yield func(T, error) bool) {
			var zero T
			yield(zero, wrong(err))
		}
	}
	return paginate.TryItems(ctx, p, func(page P) ([]T, error) {
		items, err := resultsOf[T](compiled, page)
		if err != nil {
			return items, wrong(err)
		}
		return items, nil
	}, optFns...)
}

// resultsOf returns the results of an expression on a page, also those before an
// error.
func resultsOf[T any](compiled node, page any) ([]T, error) {
	e := new(evaluation)
	found, err := e.eval(compiled, plain(reflect.ValueOf(page)))
	if err != nil {
		return nil, err
	}
	list, ok := found.([]any)
	if !ok {
		list = []any{found}
	}
	var items []T
	for _, result := range list {
		if result == nil && !holdsNull[T]() {
			continue
		}
		item, err := convert[T](e, result)
		if err != nil {
			return items, err
		}
		items = append(items, item)
	}
	return items, nil
}

func holdsNull[T any]() bool {
	switch reflect.TypeFor[T]().Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Slice, reflect.Map:
		return true
	}
	return false
}

func convert[T any](e *evaluation, result any) (value T, err error) {
	result, err = e.export(result)
	if err != nil {
		return value, err
	}
	if value, ok := result.(T); ok {
		return value, nil
	}
	text, err := json.Marshal(result)
	if err != nil {
		return value, err
	}
	if err := json.Unmarshal(text, &value); err != nil {
		return value, fmt.Errorf("a result is no %s: %w", reflect.TypeFor[T](), err)
	}
	return value, nil
}
