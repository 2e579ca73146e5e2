package session

import (
	"context"
	"errors"
	"net"
	"net/url"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	ssosvc "github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/awsessentials/essentials/awserr"
)

// unavailable returns the error for first credentials that cannot be retrieved.
func (c *state) unavailable(cause error) error {
	if ours := own(cause); ours != nil {
		return ours
	}
	e := &CredentialsError{Reason: c.source.whose() + "cannot be retrieved: " + c.source.told(cause), Err: cause, explain: c.explain}
	command := c.source.login()
	switch {
	case c.source.kind == fromInstance && c.source.owner == nil:
		e.Sources = c.sources // all others have none
		if c.runtime.Platform == Laptop {
			e.Reason = "are missing: no source has any"
		}
	case command != "" && (loggedOut(cause) || c.source.kind == fromLogin && errors.Is(cause, errNoCredentials)):
		e.Reason, e.Run, e.Login = loginReason, command, true
	}
	if !safeCause(cause) {
		e.Err = nil
	}
	return e
}

// expiredCredentials returns the error for credentials that a service refused as
// expired.
func (c *state) expiredCredentials(cause error) error {
	e := &CredentialsError{Reason: "have expired", Err: cause, explain: c.explain}
	switch command := c.source.login(); {
	case command != "":
		e.Reason, e.Run, e.Login = loginReason, command, true
	case len(c.chain) > 0:
	case c.source.kind == fromEnvironment:
		e.Reason = "of the environment (AWS_ACCESS_KEY_ID, AWS_SESSION_TOKEN) have expired; set new ones"
	case c.source.owner != nil:
		e.Reason = c.source.whose() + "have expired; get new ones"
	}
	return e
}

// whose returns where the credentials come from, as the beginning of a reason.
func (s source) whose() string {
	switch {
	case s.owner != nil:
		return "of the profile " + quoted(s.owner.name) + " "
	case s.kind == fromEnvWebIdentity:
		return "of AWS_ROLE_ARN, with the token in AWS_WEB_IDENTITY_TOKEN_FILE, "
	case s.kind == fromContainer:
		return "of the container "
	}
	return ""
}

// told returns what a message may say of a provider's error: the answer of a service,
// and texts that are known to be safe. Those of other providers may contain what they
// received, which is credentials.
func (s source) told(err error) string {
	if safeCause(err) {
		return brief(err)
	}
	switch s.kind {
	case fromProgram:
		return "the program's provider failed"
	case fromContainer:
		if _, ok := errors.AsType[smithy.APIError](err); ok {
			return "the endpoint of " + firstSet(containerVariables...) + " refused the request"
		}
		return "the answer of the endpoint of " + firstSet(containerVariables...) + " is not credentials"
	case fromInstance:
		switch {
		case strings.EqualFold(getenv("AWS_EC2_METADATA_DISABLED"), "true"):
			return "AWS_EC2_METADATA_DISABLED is true"
		case strings.Contains(err.Error(), "no EC2 IMDS role found"):
			return "the instance metadata has no role; attach an instance profile"
		}
		return "the answer of the instance metadata is not credentials"
	}
	if answer, ok := errors.AsType[*smithyhttp.ResponseError](err); ok {
		return "the answer has the HTTP status " + strconv.Itoa(answer.HTTPStatusCode()) + " and is not one of AWS"
	}
	return printable(shown(rootMessage(err)))
}

// safeCause reports whether an error has nothing of what a provider received: errors
// of AWS, the network and the context, and those of this package.
func safeCause(err error) bool {
	if code := awserr.Code(err); code != "" && awserr.Service(err) != "" {
		return true
	}
	if _, ok := errors.AsType[*processcreds.ProviderError](err); ok {
		return true
	}
	return isNetwork(err) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// isNetwork reports whether a request got no answer. Errors of files look like
// those of the network to net.Error.
func isNetwork(err error) bool {
	_, isOp := errors.AsType[*net.OpError](err)
	_, isURL := errors.AsType[*url.Error](err)
	return isOp || isURL
}

// loggedOut reports whether a new login fixes the error of a login's provider: there is
// no token, it cannot be read, or the service does not accept it.
func loggedOut(err error) bool {
	if _, ok := errors.AsType[*ssocreds.InvalidTokenError](err); ok {
		return true
	}
	switch code := awserr.Code(err); code {
	case "":
	case "UnauthorizedException", "InvalidGrantException", "ExpiredTokenException", "ExpiredToken", "InvalidClientException",
		"UnauthorizedClientException", "AccessDeniedException":
		return true
	case "InvalidRequestException":
		return awserr.Service(err) != ssosvc.ServiceID // there it is a wrong account or role
	default:
		return false
	}
	_, isAnswer := errors.AsType[*smithyhttp.ResponseError](err) // of a proxy, say
	return !isAnswer && !errors.Is(err, errNoCredentials) && !isNetwork(err) && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) &&
		!strings.Contains(err.Error(), "insufficient permissions")
}

// loginReason is the reason if there is no valid login.
const loginReason = "need a login, which has expired or was never made"

// loginToSession returns the command that logs in to an sso-session.
func loginToSession(name string) string { return "aws sso login --sso-session " + shellWord(name) }

// login returns the command that logs in where the credentials come from, or "" if they
// are not those of a login.
func (s source) login() string {
	switch {
	case s.owner == nil:
	case s.kind == fromSSO && s.owner.has("sso_session"):
		return loginToSession(s.owner.get("sso_session"))
	case s.kind == fromSSO:
		return "aws sso login --profile " + shellWord(s.owner.name)
	case s.kind == fromLogin:
		return "aws login --profile " + shellWord(s.owner.name)
	}
	return ""
}

// shellWord quotes a text that a shell would split or expand.
func shellWord(s string) string {
	if only(nameMarks, s) {
		return s
	}
	if unquoted(s) != s {
		s = strings.Map(func(r rune) rune { // a command must show what it runs
			if !strconv.IsPrint(r) {
				return '?'
			}
			return r
		}, s)
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
