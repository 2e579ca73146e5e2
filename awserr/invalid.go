package awserr

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrInvalid is the class of [InvalidError].
var ErrInvalid = errors.New("invalid argument")

// An InvalidError reports an invalid argument or option. It is of the class
// [ErrInvalid]. No request was made.
type InvalidError struct {
	// Operation is the called function or method of this library, such as
	// "waiters.Until", or the AWS operation that it was called for, such as
	// "sns.ListTopics".
	Operation string
	Argument  string // as in "Options.Limit"
	Value     any    // nil if the argument is nil
	Reason    string // what is wrong and what to do, as in "must not be negative"
	Err       error  // the cause; may be nil
}

// Invalid returns an [InvalidError] for the argument of an operation.
func Invalid(operation, argument string, value any, reason string) error {
	return &InvalidError{Operation: operation, Argument: argument, Value: value, Reason: reason}
}

// Error returns the operation, the argument, its value and the reason, in one
// line. A long value is cut.
func (e *InvalidError) Error() string {
	if e == nil {
		return ErrInvalid.Error()
	}
	var b strings.Builder
	if e.Operation != "" {
		b.WriteString(e.Operation + ": ")
	}
	b.WriteString("invalid " + e.Argument)
	if e.Value != nil {
		b.WriteString(" " + text(e.Value))
	}
	if e.Reason != "" {
		b.WriteString(": " + e.Reason)
	}
	return b.String()
}

// Is reports whether target is [ErrInvalid].
func (e *InvalidError) Is(target error) bool { return target == ErrInvalid }

// Unwrap returns the cause.
func (e *InvalidError) Unwrap() error {
	if e == nil {
		return nil
	}
	return e.Err
}

// maxText bounds the value in a message.
const maxText = 200

// text is a value for a message: text is quoted, everything is bounded.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return quote(v)
	case error:
		return quote(v.Error())
	}
	s := fmt.Sprint(v)
	if strings.ContainsFunc(s, func(r rune) bool { return !strconv.IsPrint(r) }) || len(s) > maxText {
		return quote(s)
	}
	return s
}

func quote(s string) string {
	if len(s) > maxText {
		return strconv.Quote(strings.ToValidUTF8(s[:maxText], "")) + "..."
	}
	return strconv.Quote(s)
}
