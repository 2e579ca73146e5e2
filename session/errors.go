package session

import (
	"errors"
	"strconv"
	"strings"

	"github.com/awsessentials/essentials/awserr"
)

// Classes of errors, for errors.Is, each with its type, for errors.As.
var (
	// ErrProfile: the chosen profile does not exist, cannot be used, or none was
	// chosen where one is required. [*ProfileError]
	ErrProfile = errors.New("profile")
	// ErrNoRegion: no source has a region. [*RegionError]
	ErrNoRegion = errors.New("no region")
	// ErrUnknownRegion: the region is in no partition. [*RegionError]
	ErrUnknownRegion = errors.New("unknown region")
	// ErrInvalidRole: a role breaks a rule of STS, found before any request.
	// [*RoleError]
	ErrInvalidRole = errors.New("invalid role")
	// ErrAssume: STS did not let a role be assumed. [*AssumeError]
	ErrAssume = errors.New("role not assumed")
	// ErrMFA: an MFA code is needed and cannot be asked for, or none was given.
	// [*MFAError]
	ErrMFA = errors.New("MFA")
	// ErrCredentials: there are no credentials, only half of them, or they have
	// expired. [*CredentialsError]
	ErrCredentials = errors.New("credentials")
	// ErrLogin: the credentials need a login, which has expired or was never made.
	// Errors of this class are of the class ErrCredentials too.
	ErrLogin = errors.New("login required")
	// ErrAccount: a guard refused the account. [*AccountError]
	ErrAccount = errors.New("account refused")
	// ErrEndpoint: the configured endpoint cannot be reached. [*EndpointError]
	ErrEndpoint = errors.New("endpoint unreachable")
)

// A ProfileError reports what is wrong with a profile. It is of the class
// [ErrProfile], and wraps the SDK's error, if any.
type ProfileError struct {
	Profile string   // empty: none was chosen
	From    string   // where the name came from: "Options.Profile", "AWS_PROFILE", ...
	Reason  string   // what is wrong, and what to do
	Similar []string // existing profiles with a similar name, the most similar first
	Files   []string // the files that were read
	Err     error    // the cause, or nil
}

// Error implements error.
func (e *ProfileError) Error() string {
	return "session: profile" + named(e.Profile, e.From) + ": " + e.Reason
}

// Is reports whether target is the class of e.
func (e *ProfileError) Is(target error) bool { return target == ErrProfile }

// Unwrap returns the cause.
func (e *ProfileError) Unwrap() error { return e.Err }

// A RegionError reports that there is no region, or none of that name. It is of
// the class [ErrNoRegion] when Region is empty, else of [ErrUnknownRegion].
type RegionError struct {
	Region  string
	From    string   // where the name came from: "Options.Region", "AWS_REGION", ...
	Similar []string // regions with a similar name, the most similar first
	Reason  string   // what is wrong; empty for a name that no partition has
}

// Error implements error.
func (e *RegionError) Error() string {
	if e.Region == "" && e.Reason != "" {
		return "session: region " + e.Reason
	}
	if e.Region == "" {
		return "session: no region: set Options.Region or AWS_REGION, or give the profile a region " +
			"(looked in Options.Region, AWS_REGION, AWS_DEFAULT_REGION and the profile)"
	}
	if e.Reason != "" {
		return "session: region" + named(e.Region, e.From) + " " + e.Reason
	}
	hint := didYouMean(e.Similar)
	if hint == "" {
		hint = `; a region looks like "eu-west-1"`
	}
	return "session: region" + named(e.Region, e.From) + " is in no partition of AWS" + hint
}

// Is reports whether target is the class of e.
func (e *RegionError) Is(target error) bool {
	if e.Region == "" {
		return target == ErrNoRegion
	}
	return target == ErrUnknownRegion
}

// A RoleError reports a field of a role that STS would refuse. It is of the
// class [ErrInvalidRole] and of [awserr.ErrInvalid]. No request was made.
type RoleError struct {
	Step   int    // position in the chain of roles, from 1
	Role   string // the role's ARN, as given
	Field  string // of [Role]
	Reason string
}

// Error implements error.
func (e *RoleError) Error() string {
	which := ""
	if e.Role != "" && e.Field != "ARN" {
		which = " (" + unquoted(e.Role) + ")"
	}
	return "session: role " + strconv.Itoa(e.Step) + which + ": " + e.Field + " " + e.Reason
}

// Is reports whether target is the class of e.
func (e *RoleError) Is(target error) bool {
	return target == ErrInvalidRole || target == awserr.ErrInvalid
}

// An AssumeError reports which role of a chain could not be assumed, and what
// to check. It is of the class [ErrAssume], and wraps the error of STS, a
// smithy.APIError.
type AssumeError struct {
	Step  int    // position in the chain of roles, from 1
	Steps int    // length of the chain
	Role  string // the ARN
	Check string // what to look at first
	Err   error
}

// Error implements error.
func (e *AssumeError) Error() string {
	where, check := "", ""
	if e.Steps > 1 {
		where = " (role " + strconv.Itoa(e.Step) + " of " + strconv.Itoa(e.Steps) + ")"
	}
	if e.Check != "" {
		check = "; " + e.Check
	}
	return "session: assume role " + unquoted(e.Role) + where + ": " + brief(e.Err) + check
}

// Is reports whether target is the class of e.
func (e *AssumeError) Is(target error) bool { return target == ErrAssume }

// Unwrap returns the cause.
func (e *AssumeError) Unwrap() error { return e.Err }

// An MFAError reports that there is no code of an MFA device. It is of the
// class [ErrMFA].
type MFAError struct {
	Serial string
	Reason string
	Err    error // what Options.MFA returned, or nil
}

// Error implements error.
func (e *MFAError) Error() string {
	return "session: MFA device " + unquoted(e.Serial) + ": " + e.Reason
}

// Is reports whether target is the class of e.
func (e *MFAError) Is(target error) bool { return target == ErrMFA }

// Unwrap returns the cause.
func (e *MFAError) Unwrap() error { return e.Err }

// An AccountError reports which guard refused which account. It is of the class
// [ErrAccount]. The request was not sent.
type AccountError struct {
	Operation string // "SNS Publish", "open session", "assume role"
	Account   string // empty: it is not known
	Guard     string // "AllowedAccounts" or "ForbiddenAccounts"
	Accounts  []string
	Reason    string // why Account is empty
}

// Error implements error.
func (e *AccountError) Error() string {
	var why string
	switch {
	case e.Account == "":
		why = " by " + e.Guard + ": " + e.Reason
	case e.Guard == "ForbiddenAccounts":
		why = ": account " + unquoted(e.Account) + " is in ForbiddenAccounts; use another profile or role"
	default:
		why = ": account " + unquoted(e.Account) + " is not in AllowedAccounts (" + strings.Join(e.Accounts, ", ") +
			"); use another profile or role, or allow it"
	}
	return "session: " + unquoted(e.Operation) + " refused" + why
}

// Is reports whether target is the class of e.
func (e *AccountError) Is(target error) bool { return target == ErrAccount }

// RetryableError tells the SDK not to retry.
func (e *AccountError) RetryableError() bool { return false }

// An EndpointError reports that an endpoint given by Options.Endpoint or
// AWS_ENDPOINT_URL, or one on this machine, cannot be reached. It is of the
// class [ErrEndpoint]. Clients of a session do not retry such a request.
type EndpointError struct {
	URL string
	Err error
}

// Error implements error.
func (e *EndpointError) Error() string {
	return "session: nobody answers at the endpoint " + unquoted(e.URL) + ": " + printable(rootMessage(e.Err)) +
		"; start the server, or correct or remove the endpoint"
}

// Is reports whether target is the class of e.
func (e *EndpointError) Is(target error) bool { return target == ErrEndpoint }

// Unwrap returns the cause.
func (e *EndpointError) Unwrap() error { return e.Err }

// RetryableError tells the SDK not to retry.
func (e *EndpointError) RetryableError() bool { return false }

// A CredentialsError reports that there are no usable credentials, and what to
// run to get some. It is of the class [ErrCredentials], and of [ErrLogin] if a
// login is missing.
type CredentialsError struct {
	Reason string // "have expired", "cannot be retrieved", ...
	Run    string // the command that helps, or empty
	Login  bool   // whether Run is a login
	Err    error

	// Sources are where the session looked, in the order of the chain, if none of
	// them has credentials.
	Sources []CredentialSource

	explain func() explained // or nil; not the session, so that no dump of the error shows a secret
}

// Error implements error.
func (e *CredentialsError) Error() string {
	text := "session: credentials " + e.Reason
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

// Explanation is what [Session.Explain] would return without a request. It is
// empty if the problem was found before the session looked for credentials.
func (e *CredentialsError) Explanation() Explanation {
	if e.explain == nil {
		return Explanation{}
	}
	x := Explanation(e.explain())
	x.Problem, x.Run = e.Reason, e.Run
	return x
}

// Is reports whether target is the class of e.
func (e *CredentialsError) Is(target error) bool {
	return target == ErrCredentials || target == ErrLogin && e.Login
}

// Unwrap returns the cause.
func (e *CredentialsError) Unwrap() error { return e.Err }

// RetryableError tells the SDK not to retry.
func (e *CredentialsError) RetryableError() bool { return false }

// brief returns the part of an SDK error that helps a person: the text of an error of
// this package, else the service's code and message, else the whole text. It is bounded
// and has no control characters.
func brief(err error) string {
	if err == nil {
		return "failed"
	}
	if ours := own(err); ours != nil {
		return strings.TrimPrefix(ours.Error(), "session: ")
	}
	if code := awserr.Code(err); code != "" {
		return printable(code + ": " + strings.TrimSuffix(awserr.Message(err), "."))
	}
	return unquoted(err.Error())
}

// own returns the first error of this package inside err, or nil. The SDK wraps
// what its middleware and providers return in several layers of its own.
func own(err error) error {
	for err != nil {
		switch err.(type) {
		case *ProfileError, *RegionError, *RoleError, *AssumeError, *MFAError, *AccountError, *EndpointError, *CredentialsError:
			return err
		}
		err = errors.Unwrap(err)
	}
	return nil
}

// rootMessage returns the text of the innermost error of a chain.
func rootMessage(err error) string {
	if err == nil {
		return "no connection"
	}
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err.Error()
		}
		err = inner
	}
}

// named returns the quoted name of a thing and where the name came from.
func named(name, from string) string {
	if name != "" {
		name = " " + quoted(name)
	}
	if from != "" {
		name += " (from " + from + ")"
	}
	return name
}

// didYouMean returns a hint that one of the names was meant, or "" if there are none.
func didYouMean(names []string) string {
	if len(names) == 0 {
		return ""
	}
	list := quoted(names[0])
	for i, name := range names[1:] {
		separator := ", "
		if i == len(names)-2 {
			separator = " or "
		}
		list += separator + quoted(name)
	}
	return "; did you mean " + list + "?"
}
