package paginate

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/awsessentials/essentials/awserr"
)

// Classes of errors, for errors.Is. A wrong argument is [awserr.ErrInvalid].
// Errors of the service and of the context are inside a [PageError].
var (
	// ErrNoTokens is the class of [TokensError]: the page tokens of an operation
	// are not known.
	ErrNoTokens = errors.New("page tokens are not known")
	// ErrRepeatedToken reports a page token that the service returned before,
	// with which the walk would never end. The items of its page were returned.
	ErrRepeatedToken = errors.New("the service repeats a page token, so that the pages would never end")
	// ErrTooManyEmpty reports more consecutive empty pages than
	// [Options.MaxEmpty].
	ErrTooManyEmpty = errors.New("too many empty pages in a row")
	// ErrCursor is the class of [CursorError]: a walk cannot resume from a
	// cursor.
	ErrCursor = errors.New("invalid cursor")
	// ErrSpent reports a second range over an SDK paginator, which cannot return
	// to its first page. [Op] can be ranged over again.
	ErrSpent = errors.New("a paginator of the SDK can be ranged over once: use paginate.Op to range again")
)

// A PageError is an error that ended a walk. Err is the cause: the error of the
// SDK unchanged, the context's, [ErrRepeatedToken] or [ErrTooManyEmpty].
type PageError struct {
	Operation string // "sns.ListTopics"
	Page      int    // the page that failed, from 1, counted from where the walk began
	Err       error
}

// Error names the operation, the page and the cause.
func (e *PageError) Error() string {
	return fmt.Sprintf("paginate: %s: page %d: %v", e.Operation, e.Page, e.Err)
}

// Unwrap returns the cause.
func (e *PageError) Unwrap() error { return e.Err }

// A TokensError reports why [Op] cannot page an operation. It matches
// [ErrNoTokens].
type TokensError struct {
	Operation string // "kinesis.DescribeStream"
	Err       error  // why
}

// Error names the operation, the reason and what to use instead.
func (e *TokensError) Error() string {
	return fmt.Sprintf("paginate: %v: use paginate.OpTokens, or paginate.OpOnce if it has one page", e.Err)
}

// Unwrap returns the reason.
func (e *TokensError) Unwrap() error { return e.Err }

// Is reports whether target is [ErrNoTokens].
func (e *TokensError) Is(target error) bool { return target == ErrNoTokens }

// invalid returns an [awserr.InvalidError].
func invalid(operation, argument string, value any, reason string) error {
	if operation == "" {
		operation = "paginate"
	}
	return awserr.Invalid(operation, argument, value, reason)
}

// itemsInvalid returns the error for a type of items that identifies no list of
// an output.
func itemsInvalid(operation string, item reflect.Type, err error) error {
	return &awserr.InvalidError{
		Operation: operation, Argument: "type of the items", Value: item.String(), Reason: err.Error() + "; use Items", Err: err,
	}
}

// A CursorReason is why a walk cannot resume from a cursor.
type CursorReason string

// The reasons of a [CursorError].
const (
	CursorDamaged        CursorReason = "it is damaged"
	CursorNewer          CursorReason = "it was made by a newer version of this library"
	CursorOtherOperation CursorReason = "it belongs to another operation"
	CursorOtherInput     CursorReason = "it belongs to another input of this operation"
	CursorInsidePage     CursorReason = "it stands inside a page: resume with Items, ItemPages or List"
)

// A CursorError reports why a walk cannot resume from a cursor. It matches
// [ErrCursor].
type CursorError struct {
	Operation string // that was to be resumed; empty from UnmarshalText
	Reason    CursorReason
	Err       error // details; may be nil
}

// Error names the operation, the reason and the details.
func (e *CursorError) Error() string {
	var b strings.Builder
	b.WriteString("paginate: ")
	if e.Operation != "" {
		b.WriteString(e.Operation + ": ")
	}
	b.WriteString(ErrCursor.Error() + ": " + string(e.Reason))
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the details.
func (e *CursorError) Unwrap() error { return e.Err }

// Is reports whether target is [ErrCursor].
func (e *CursorError) Is(target error) bool { return target == ErrCursor }
