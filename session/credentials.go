package session

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/smithy-go"
)

// A CredentialsError says that there are no usable credentials, and what to
// run to get some. It is of the class [ErrCredentials], and of [ErrLogin] when a
// login is what is missing.
type CredentialsError struct {
	Problem string // "have expired", "cannot be had", ...
	Run     string // the command that helps, or empty
	Login   bool   // whether Run is a login
	Err     error

	// Explanation is what [Session.Explain] tells, as far as it can without a
	// request. It is empty when the problem was found before anything was tried.
	Explanation Explanation
}

// Error implements error.
func (e *CredentialsError) Error() string {
	var b strings.Builder
	b.WriteString("session: credentials " + e.Problem)
	if e.Run != "" {
		b.WriteString("; run: " + e.Run)
	}
	if !e.Login && len(e.Explanation.Sources) > 1 {
		var looked []string
		for _, s := range e.Explanation.Sources {
			looked = append(looked, s.Name+": "+s.Why)
		}
		b.WriteString(" (" + strings.Join(looked, "; ") + ")")
	}
	return b.String()
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
	e := &CredentialsError{Problem: problem, Err: cause, Explanation: c.explain()}
	switch command := c.login(); {
	case c.nothingFound():
		e.Problem = "are missing: no source has any"
	case command != "" && loggedOut(cause):
		e.Problem, e.Run, e.Login = "need a login, which has expired or never was", command, true
	}
	e.Explanation.Problem, e.Explanation.Run = e.Problem, e.Run
	return e
}

// nothingFound reports whether no source applied, or only the last resort of a
// machine that is none of EC2's.
func (c *core) nothingFound() bool {
	for _, s := range c.sources() {
		if s.Chosen {
			return s.Name == instanceMetadata && c.runtime.Platform == Laptop
		}
	}
	return true
}

// loggedOut reports whether a failure is one that a new login mends: there is no
// token, or the service does not take it.
func loggedOut(err error) bool {
	if _, ok := errors.AsType[*ssocreds.InvalidTokenError](err); ok || errors.Is(err, fs.ErrNotExist) {
		return true
	}
	api, ok := errors.AsType[smithy.APIError](err)
	if !ok {
		return false
	}
	switch api.ErrorCode() {
	case "UnauthorizedException", "InvalidGrantException", "ExpiredTokenException", "ExpiredToken":
		return true
	}
	return false
}

// usesProfile reports whether the credentials are those of the profile.
func (c *core) usesProfile() bool {
	for _, s := range c.sources() {
		if s.Chosen {
			return strings.HasPrefix(s.Name, "profile ")
		}
	}
	return false
}

// login is the command that logs in where the profile's credentials come from,
// or empty when they come from elsewhere.
func (c *core) login() string {
	if c.shared == nil || !c.usesProfile() {
		return ""
	}
	switch p := leaf(c.shared); {
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

// sourceName names the credentials that the first role is assumed with, so that
// the name stays the same as long as they are the same person's: by the login of
// a profile where its keys change from hour to hour, else by the access key.
func (c *core) sourceName(ctx context.Context) (string, error) {
	if c.shared != nil {
		p := leaf(c.shared)
		login := []string{p.SSOSessionName, p.SSOStartURL, p.SSOAccountID, p.SSORoleName,
			p.LoginSession, p.CredentialProcess, p.WebIdentityTokenFile}
		if c.usesProfile() && !p.Credentials.HasKeys() && strings.Join(login, "") != "" {
			return strings.Join(append(login, p.Profile, p.RoleARN), "\x00"), nil
		}
	}
	creds, err := c.first.Retrieve(ctx)
	return creds.AccessKeyID, err
}
