package session

import (
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
)

// A CredentialsError says that there are no usable credentials, and what to
// run to get some. It is of the class [ErrCredentials], and of [ErrLogin] when a
// login is what is missing.
type CredentialsError struct {
	Problem string // "have expired", "cannot be had", ...
	Run     string // the command that helps, or empty
	Login   bool   // whether Run is a login
	Err     error
}

func (e *CredentialsError) Error() string {
	var b strings.Builder
	b.WriteString("session: credentials " + e.Problem)
	if e.Run != "" {
		b.WriteString("; run: " + e.Run)
	}
	return b.String()
}

func (e *CredentialsError) Is(target error) bool {
	return target == ErrCredentials || target == ErrLogin && e.Login
}
func (e *CredentialsError) Unwrap() error { return e.Err }

// RetryableError tells the SDK that trying again cannot help.
func (e *CredentialsError) RetryableError() bool { return false }

// credentialsError explains a failure to get or to use the session's
// credentials.
func (c *core) credentialsError(problem string, cause error) error {
	if ours := own(cause); ours != nil {
		return ours
	}
	e := &CredentialsError{Problem: problem, Err: cause}
	e.Run, e.Login = c.remedy()
	if _, ok := errors.AsType[*ssocreds.InvalidTokenError](cause); ok {
		e.Problem = "need a login, which has expired or never was"
	}
	return e
}

// remedy is the command that brings back the credentials of the profile.
func (c *core) remedy() (command string, login bool) {
	p := c.shared
	switch {
	case p == nil:
		return "", false
	case p.SSOSessionName != "":
		return "aws sso login --sso-session " + shellWord(p.SSOSessionName), true
	case p.SSOStartURL != "":
		return "aws sso login --profile " + shellWord(p.Profile), true
	case p.LoginSession != "":
		return "aws login --profile " + shellWord(p.Profile), true
	}
	return "", false
}

func shellWord(s string) string {
	if nameChars.MatchString(s) {
		return s
	}
	return fmt.Sprintf("%q", s)
}
