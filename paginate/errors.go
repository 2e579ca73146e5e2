package paginate

import (
	"errors"
	"fmt"
	"strings"

	"github.com/awsessentials/essentials/awserr"
)

// The classes of errors of this package, for errors.Is. Errors of the service
// and of the context are reachable inside a [PageError] too.
var (
	// ErrInvalid is an argument or option that cannot be right, found before
	// any request. The error is an [InvalidError].
	ErrInvalid = awserr.ErrInvalid
	// ErrNoTokens is an operation that cannot be walked, since its page tokens
	// cannot be told. The error is a [TokensError].
	ErrNoTokens = errors.New("the page tokens cannot be told")
	// ErrRepeatedToken is a token that the service gave before: it would give
	// the same pages for ever. The page that it came with was handed out.
	ErrRepeatedToken = errors.New("the service repeats a page token, so that the pages would never end")
	// ErrTooManyEmpty is more empty pages in a row than [Options.MaxEmpty].
	ErrTooManyEmpty = errors.New("too many empty pages in a row")
	// ErrCursor is a cursor that is refused. The error is a [CursorError].
	ErrCursor = errors.New("the cursor is refused")
	// ErrSpent is a second range over a paginator of the SDK, which cannot be
	// set back to its first page. [Op] can.
	ErrSpent = errors.New("a paginator of the SDK can be ranged over once: use paginate.Op to range again")
)

// PageError is an error that ended a walk. Err is the cause: the error of the
// SDK as it came, the context's, [ErrRepeatedToken] or [ErrTooManyEmpty].
type PageError struct {
	Operation string // "sns ListTopics"
	Page      int    // the page that failed, from 1, counted from where the walk began
	Err       error
}

// Error names the operation, the page and the cause.
func (e *PageError) Error() string {
	return fmt.Sprintf("paginate: %s: page %d: %v", e.Operation, e.Page, e.Err)
}

// Unwrap returns the cause.
func (e *PageError) Unwrap() error { return e.Err }

// TokensError says why the pages of an operation cannot be walked by [Op]. It
// is [ErrNoTokens].
type TokensError struct {
	Operation string // "kinesis DescribeStream"
	Err       error  // why
}

// Error names the operation, the reason and the way out.
func (e *TokensError) Error() string {
	return fmt.Sprintf("paginate: %v: say where they are with paginate.Tokens, or paginate.Once if it has one page", e.Err)
}

// Unwrap returns the reason.
func (e *TokensError) Unwrap() error { return e.Err }

// Is reports whether target is [ErrNoTokens].
func (e *TokensError) Is(target error) bool { return target == ErrNoTokens }

// InvalidError is an argument or option that cannot be right. It is
// [ErrInvalid].
type InvalidError struct {
	Operation string // "sns ListTopics", or empty
	Name      string // "Options.Limit"
	Value     any
	Want      string
}

func invalid(operation, name string, value any, want string) error {
	return &InvalidError{Operation: operation, Name: name, Value: value, Want: want}
}

// Error names the operation, the argument, its value and what is wanted.
func (e *InvalidError) Error() string {
	operation := ""
	if e.Operation != "" {
		operation = e.Operation + ": "
	}
	if e.Value == nil {
		return fmt.Sprintf("paginate: %s%s is nil: %s", operation, e.Name, e.Want)
	}
	return fmt.Sprintf("paginate: %s%s is %v: %s", operation, e.Name, e.Value, e.Want)
}

// Is reports whether target is [ErrInvalid].
func (e *InvalidError) Is(target error) bool { return target == ErrInvalid }

// CursorReason is why a cursor was refused.
type CursorReason string

// The reasons for which a cursor is refused.
const (
	CursorDamaged        CursorReason = "it is damaged"
	CursorNewer          CursorReason = "it was made by a newer version of this library"
	CursorOtherOperation CursorReason = "it belongs to another operation"
	CursorOtherInput     CursorReason = "it belongs to another input of this operation"
	CursorInsidePage     CursorReason = "it stands inside a page: resume with Items or Slices"
)

// CursorError says why a cursor was refused. It is [ErrCursor].
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
