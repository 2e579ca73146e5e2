package collections

import (
	"fmt"
	"strings"

	"github.com/awsessentials/essentials/awserr"
)

// invalid returns the error of an invalid argument.
func invalid(function, argument string, value any, reason string) error {
	return awserr.Invalid("collections."+function, argument, value, reason)
}

// An ItemError is the error of the work on one item.
type ItemError struct {
	Operation string // "ForEach", "Batch" or "MapEach"
	Index     int    // the item's place in the collection, from 0
	Err       error  // what the work on it returned
}

// Error returns the operation, the item and the cause.
func (e *ItemError) Error() string {
	return fmt.Sprintf("collections: %s: item %d: %v", e.Operation, e.Index, e.Err)
}

// Unwrap returns Err.
func (e *ItemError) Unwrap() error { return e.Err }

// An ItemsError is the errors of all items that failed, in the order of the
// collection. errors.Is and errors.As examine each of them.
type ItemsError struct {
	Operation string // "ForEach" or "Batch"
	Items     []*ItemError
}

// Error returns the number of failures and the first three of them.
func (e *ItemsError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "collections: %s: %d failed", e.Operation, len(e.Items))
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
