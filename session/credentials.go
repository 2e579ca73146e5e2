package session

import (
	"errors"
	"io/fs"
	"strings"

	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"

	"github.com/awsessentials/essentials/awserr"
)

// A CredentialsError says that there are no usable credentials, and what to
// run to get some. It is of the class [ErrCredentials], and of [ErrLogin] when a
// login is what is missing.
type CredentialsError struct {
	Problem string // "have expired", "cannot be had", ...
	Run     string // the command that helps, or empty
	Login   bool   // whether Run is a login
	Err     error

	// Sources are where the session looked, in the order of the chain. There are
	// none when the problem was found before anything was tried.
	Sources []CredentialSource

	explain func() Explanation // or nil; not the session, so that no dump of the error shows a secret
}

// Error implements error.
func (e *CredentialsError) Error() string {
	text := "session: credentials " + e.Problem
	if e.Run != "" {
		text += "; run: " + e.Run
	}
	if e.Login || len(e.Sources) < 2 {
		return text
	}
	begin := " ("
	for _, s := range e.Sources {
		text += begin + s.Name + ": " + s.Why
		begin = "; "
	}
	return text + ")"
}

// Explanation is what [Session.Explain] tells, as far as it can without a
// request. It is empty when the problem was found before anything was tried.
func (e *CredentialsError) Explanation() Explanation {
	if e.explain == nil {
		return Explanation{}
	}
	x := e.explain()
	x.Sources, x.Problem, x.Run = e.Sources, e.Problem, e.Run
	return x
}

// Is reports whether target is the class of e.
func (e *CredentialsError) Is(target error) bool {
	return target == ErrCredentials || target == ErrLogin && e.Login
}

// Unwrap returns the cause.
func (e *CredentialsError) Unwrap() error { return e.Err }

// RetryableError tells the SDK that trying again cannot help.
func (e *CredentialsError) RetryableError() bool { return false }

// credentialsError explains a failure to get or to use the session's
// credentials.
func (c *core) credentialsError(problem string, cause error) error {
	if ours := own(cause); ours != nil {
		return ours
	}
	e := &CredentialsError{Problem: problem, Err: cause, Sources: c.sources(), explain: c.explain}
	from := chosen(e.Sources)
	switch command := c.login(from); {
	case from == "" || from == instanceMetadata && c.runtime.Platform == Laptop:
		e.Problem = "are missing: no source has any"
	case command != "" && loggedOut(cause):
		e.Problem, e.Run, e.Login = "need a login, which has expired or never was", command, true
	}
	return e
}

// chosen is the source that applies, or empty.
func chosen(sources []CredentialSource) string {
	for _, s := range sources {
		if s.Chosen {
			return s.Name
		}
	}
	return ""
}

// loggedOut reports whether a failure is one that a new login mends: there is no
// token, or the service does not take it.
func loggedOut(err error) bool {
	var token *ssocreds.InvalidTokenError
	if errors.As(err, &token) || errors.Is(err, fs.ErrNotExist) {
		return true
	}
	switch awserr.Code(err) {
	case "UnauthorizedException", "InvalidGrantException", "ExpiredTokenException", "ExpiredToken":
		return true
	}
	return false
}

// login is the command that logs in where the profile's credentials come from,
// or empty when they come from elsewhere.
func (c *core) login(from string) string {
	if !strings.HasPrefix(from, "profile ") {
		return ""
	}
	switch p := leaf(&c.shared); {
	case p.SSOSessionName != "":
		return "aws sso login --sso-session " + shellWord(p.SSOSessionName)
	case p.SSOStartURL != "":
		return "aws sso login --profile " + shellWord(p.Profile)
	case p.LoginSession != "":
		return "aws login --profile " + shellWord(p.Profile)
	}
	return ""
}

// shellWord quotes what a shell would take apart.
func shellWord(s string) string {
	if only(nameMarks, s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
