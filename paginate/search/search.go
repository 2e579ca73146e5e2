package search

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"reflect"

	jmespath "github.com/jmespath-community/go-jmespath/pkg/api"

	"github.com/awsessentials/essentials/paginate"
)

// ErrExpression is an expression that cannot be right, or that does not fit a
// page or the type of the results. The error is an [ExpressionError].
var ErrExpression = errors.New("the expression cannot be used")

// ExpressionError says what is wrong with an expression. It is [ErrExpression].
type ExpressionError struct {
	Expression string
	Err        error
}

// Error shows the expression and what is wrong with it.
func (e *ExpressionError) Error() string {
	return fmt.Sprintf("search: %q: %v", e.Expression, e.Err)
}

// Unwrap returns what is wrong.
func (e *ExpressionError) Unwrap() error { return e.Err }

// Is reports whether target is [ErrExpression].
func (e *ExpressionError) Is(target error) bool { return target == ErrExpression }

// Items applies a JMESPath expression to each page of a pager and gives the
// results as values of type T, the first type parameter; the others are
// inferred. A list gives its elements one by one, other lists inside it stay as
// they are. Anything else is given as it is, null too, which is also what a page
// without the member gives. A T that cannot hold null, such as string, gets no
// null: it would look like a value. Take *string or any to see them.
//
// The members are named as in the SDK's structs, as in "Topics[].TopicArn". A
// member that is not set, or empty where the SDK has no pointer, is null.
// Numbers are JMESPath's, times text in RFC 3339, bytes text in base64, and
// unions such as DynamoDB's values {"S": "text"}, as on the wire. Results are
// converted to T as encoding/json does.
//
// The expression is compiled once, before the first request; one that is wrong
// gives [ErrExpression]. In all else the sequence is like [paginate.Pages].
func Items[T, P, O any](ctx context.Context, p paginate.Pager[P, O], expression string, optFns ...func(*O)) iter.Seq2[T, error] {
	compiled, compileErr := jmespath.Compile(expression)
	pages := paginate.Pages(ctx, p, optFns...)
	holdsNull := false
	switch reflect.TypeFor[T]().Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Slice, reflect.Map:
		holdsNull = true
	}
	return func(yield func(T, error) bool) {
		fail := func(err error) {
			var zero T
			yield(zero, err)
		}
		wrong := func(err error) { fail(&ExpressionError{Expression: expression, Err: err}) }
		if compileErr != nil {
			wrong(compileErr)
			return
		}
		for page, err := range pages {
			if err != nil {
				fail(err)
				return
			}
			found, err := compiled.Search(plain(reflect.ValueOf(page)))
			if err != nil {
				wrong(err)
				return
			}
			results, ok := found.([]any)
			if !ok {
				results = []any{found}
			}
			for _, result := range results {
				if result == nil && !holdsNull {
					continue
				}
				value, err := convert[T](result)
				if err != nil {
					wrong(err)
					return
				}
				if !yield(value, nil) {
					return
				}
			}
		}
	}
}

func convert[T any](result any) (value T, err error) {
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
