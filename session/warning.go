package session

// A Warning reports something questionable that did not prevent the session
// from opening.
type Warning struct {
	Kind    WarningKind
	Message string // one sentence, without a secret
}

// String returns the message.
func (w Warning) String() string { return w.Message }

// A WarningKind is the kind of a warning.
type WarningKind string

// The kinds of warnings.
const (
	// KeysBesideProfile: the environment has keys that are not used, because a
	// profile was chosen.
	KeysBesideProfile WarningKind = "keys-beside-profile"
	// KeysNotUsed: a profile has keys, and something that wins over them, such as
	// a login.
	KeysNotUsed WarningKind = "keys-not-used"
	// KeysAreUsed: a profile has keys, and a login or process that they win over.
	KeysAreUsed WarningKind = "keys-are-used"
	// FileNotRead: a shared file exists and cannot be opened. It counts as empty,
	// as long as no profile is used.
	FileNotRead WarningKind = "file-not-read"
)
