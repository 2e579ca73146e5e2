package session

import (
	"context"

	"github.com/awsessentials/essentials/awserr"
)

// invalid returns the error of a wrong argument. A text that looks like a secret is
// not in it.
func invalid(operation, argument string, value any, reason string) error {
	if text, ok := value.(string); ok {
		value = shown(text)
	}
	return awserr.Invalid(operation, argument, value, reason)
}

// unopened stands for a session that nobody opened: each of its requests is
// refused.
var unopened = &Session{
	state:     &state{opts: new(Options), usage: new(usage), known: &knownIdentity{lock: newLock()}},
	regionErr: invalid("session", "session", nil, "must be opened, as by session.New"),
}

// opened returns s, or unopened for nil and for the zero value.
func (s *Session) opened() *Session {
	if s == nil || s.state == nil {
		return unopened
	}
	return s
}

// usable refuses a nil context and a session that was not opened.
func (s *Session) usable(ctx context.Context, operation string) error {
	switch {
	case ctx == nil:
		return invalid(operation, "ctx", nil, "must not be nil")
	case s == nil || s.state == nil:
		return invalid(operation, "session", nil, "must be opened, as by session.New")
	}
	return nil
}
