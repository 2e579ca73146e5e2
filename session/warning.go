package session

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

// warn notes what is odd about the profile.
func (l *loaded) warn() {
	if l.unused != "" && leaf(&l.shared).CredentialSource != "Environment" {
		l.warnings = append(l.warnings, Warning{KeysBesideProfile,
			l.unused + " is set beside the profile" + named(l.profile.value, l.profile.from) + "; the profile is used and the keys are not"})
	}
	if l.shared.Credentials.HasKeys() && l.shared.CredentialProcess != "" {
		l.warnings = append(l.warnings, Warning{KeysAndProcess,
			"profile" + named(l.shared.Profile, "") + " has both keys and a credential_process; its keys are used"})
	}
}
