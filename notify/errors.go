package notify

import (
	"errors"
	"strconv"

	"github.com/aws/smithy-go"
)

var (
	// ErrInvalidMessage is the class of every [MessageError]: the message breaks a
	// rule of SNS and was not sent, or SNS refused it for its size. Messages are
	// data, so this is not awserr.ErrInvalid, the class of invalid arguments,
	// which are errors of the program.
	ErrInvalidMessage = errors.New("invalid message")

	// ErrTooLarge is the class of a [MessageError] for a message with more bytes
	// than the topic takes. Such an error is ErrInvalidMessage too.
	ErrTooLarge = errors.New("message too large")

	// ErrHeld is the class of the error of a message held back on a FIFO topic,
	// because an earlier message of its group was not published.
	ErrHeld = errors.New("held back")

	// ErrNotSent is the class of the error of a message for which no request was
	// made, because the context ended first or the topic refused all messages.
	ErrNotSent = errors.New("not sent")

	// ErrIncomplete is the class of a [PartialError].
	ErrIncomplete = errors.New("not every message was published")
)

// A MessageError reports which field of a message breaks which rule. It is of the
// class [ErrInvalidMessage], and also of [ErrTooLarge] if the message has too many
// bytes.
type MessageError struct {
	// Field is the name of the field of [Message], with the key for the entry of
	// a map: Subject, Attributes["tenant"].
	Field string

	// Size is the size of the value, and Limit the largest that is allowed; both
	// are in Unit. Limit is 0 if the reason is not a limit.
	Size, Limit int

	// Unit is "bytes", "characters" or "entries".
	Unit string

	// Reason says what is wrong and what to do.
	Reason string

	// Err is the cause, if any: the error of SNS, if the topic's limit was not
	// known before.
	Err error

	tooLarge bool
}

// Error implements error.
func (e *MessageError) Error() string {
	if e == nil {
		return ErrInvalidMessage.Error()
	}
	text := "notify: invalid message: " + e.Field
	if e.Unit != "" {
		text += " of " + strconv.Itoa(e.Size) + " " + e.Unit
	}
	if e.Limit > 0 {
		text += " is over the limit of " + strconv.Itoa(e.Limit)
	}
	text += ": " + e.Reason
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Is reports whether target is the class of e.
func (e *MessageError) Is(target error) bool {
	return target == ErrInvalidMessage || target == ErrTooLarge && e != nil && e.tooLarge
}

// Unwrap returns the cause, or nil.
func (e *MessageError) Unwrap() error {
	if e == nil {
		return nil
	}
	return e.Err
}

// An EntryError is the error that SNS returned for one message of a batch. It
// is a smithy.APIError.
type EntryError struct {
	// Code is the error code of SNS, such as InvalidParameter or InternalError.
	Code string

	// Message is the text of SNS.
	Message string

	// SenderFault reports whether the error is the sender's fault. Such a message
	// is not sent again, unless it was throttled.
	SenderFault bool
}

// Error implements error.
func (e *EntryError) Error() string {
	if e == nil {
		return "entry refused"
	}
	if e.Message == "" {
		return "entry refused: " + e.Code
	}
	return "entry refused: " + e.Code + ": " + e.Message
}

// ErrorCode returns Code.
func (e *EntryError) ErrorCode() string { return e.Code }

// ErrorMessage returns Message.
func (e *EntryError) ErrorMessage() string { return e.Message }

// ErrorFault returns smithy.FaultClient if the sender is at fault, otherwise
// smithy.FaultServer.
func (e *EntryError) ErrorFault() smithy.ErrorFault {
	if e.SenderFault {
		return smithy.FaultClient
	}
	return smithy.FaultServer
}
