package collections

import (
	"fmt"
	"strings"

	"github.com/awsessentials/essentials/paginate"
)

// InvalidError is an argument that cannot be right, such as a negative limit. It
// comes from the range over the collection, before any request, and is
// [paginate.ErrInvalid].
type InvalidError struct {
	Step  string // the function or method: "Limit"
	Name  string // its argument: "n"
	Value any
	Want  string
}

func invalid(step, name string, value any, want string) error {
	return &InvalidError{Step: step, Name: name, Value: value, Want: want}
}

// Error names the step, the argument, its value and what is wanted.
func (e *InvalidError) Error() string {
	if e.Value == nil {
		return fmt.Sprintf("collections: %s: %s is nil: %s", e.Step, e.Name, e.Want)
	}
	return fmt.Sprintf("collections: %s: %s is %v: %s", e.Step, e.Name, e.Value, e.Want)
}

// Is reports whether target is [paginate.ErrInvalid].
func (e *InvalidError) Is(target error) bool { return target == paginate.ErrInvalid }

// ItemError is the failure of the work on one item.
type ItemError struct {
	Op    string // "ForEach", "Batch" or "MapEach"
	Index int    // the item's place in the collection, from 0
	Err   error  // what the work on it returned
}

// Error implements error.
func (e *ItemError) Error() string {
	return fmt.Sprintf("collections: %s: item %d: %v", e.Op, e.Index, e.Err)
}

// Unwrap returns Err.
func (e *ItemError) Unwrap() error { return e.Err }

// ItemsError holds the failures of all items that failed, in the order of the
// collection. errors.Is and errors.As look into each of them.
type ItemsError struct {
	Op    string // "ForEach" or "Batch"
	Items []*ItemError
}

// Error tells the number of failures and the first three of them.
func (e *ItemsError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "collections: %s: %d failed", e.Op, len(e.Items))
	for i, item := range e.Items {
		switch {
		case i == 0:
			b.WriteString(": ")
		case i < 3:
			b.WriteString("; ")
		default:
			fmt.Fprintf(&b, "; and %d more", len(e.Items)-i)
			return b.String()
		}
		fmt.Fprintf(&b, "item %d: %v", item.Index, item.Err)
	}
	return b.String()
}

// Unwrap returns Items.
func (e *ItemsError) Unwrap() []error {
	errs := make([]error, len(e.Items))
	for i, item := range e.Items {
		errs[i] = item
	}
	return errs
}
