package session

import "fmt"

// A Warning is something odd that did not keep the session from opening.
type Warning struct {
	Kind    WarningKind
	Message string // one sentence, without a secret
}

// String returns the message.
func (w Warning) String() string { return w.Message }

// WarningKind tells warnings apart.
type WarningKind string

// The kinds of warnings.
const (
	// KeysBesideProfile: the environment has keys that are not used, because a
	// profile was chosen.
	KeysBesideProfile WarningKind = "keys-beside-profile"
	// KeysAndProcess: a profile has both keys, which are used, and a
	// credential_process, which is not. The AWS CLI does it the other way round.
	KeysAndProcess WarningKind = "keys-and-process"
)

func (l *loaded) warn(kind WarningKind, format string, args ...any) {
	l.warnings = append(l.warnings, Warning{kind, fmt.Sprintf(format, args...)})
}
