package session

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
)

// Options are the options of a session. The zero value takes everything from
// the environment and the shared files, and has no guards.
type Options struct {
	// Profile is the profile of the shared files to use. Empty means
	// AWS_PROFILE, then AWS_DEFAULT_PROFILE, then no chosen profile.
	Profile string

	// RequireProfile returns an error on a laptop unless a profile other than
	// "default" is chosen by name. It has no effect where the platform provides
	// the credentials (Lambda, containers, EC2, CI).
	RequireProfile bool

	// Region is where clients send their requests. Empty means AWS_REGION,
	// AWS_DEFAULT_REGION, then the profile's region.
	Region string

	// Roles are assumed one after the other, each with the credentials of the
	// one before; the first with those of the profile. The session has the
	// credentials of the last one. Each costs one request to STS.
	Roles []Role

	// AllowedAccounts are the only accounts that the session, its clients and its
	// children may act in. Nil allows all; an empty list is invalid. A session
	// whose account is not listed is not opened, and a request signed with
	// credentials of another account is refused before it is sent. Not checked are
	// requests that are not signed, presigned URLs of a client with other
	// credentials, and a client's own ExpressCredentials for directory buckets of
	// S3.
	AllowedAccounts []string

	// ForbiddenAccounts are accounts that the session, its clients and its
	// children must not act in. They take precedence over AllowedAccounts.
	ForbiddenAccounts []string

	// Writes, when set, is asked before each call that changes something, of the
	// session's clients and its children: [ReadOnly], [MaxWrites], [Confirm],
	// [Audit], [NoDestruction], a [Plan], [AllOf] of several, or the program's
	// own.
	Writes Writes

	// MFA returns the six digits that the device with this serial number shows.
	// It is called for roles with an MFASerial and for profiles with
	// mfa_serial, by one goroutine at a time for each serial, never in Lambda.
	MFA func(ctx context.Context, serial string) (code string, err error)

	// Cache, when set, keeps the credentials of assumed roles until they expire,
	// so that the next run need not ask STS, or a person for an MFA code, again:
	// Cache: session.CacheDir("/home/ann/.cache/audit").
	Cache Cache

	// SessionName begins the names of role sessions, as CloudTrail shows them.
	// Empty means a name made of the program or function and its user.
	SessionName string

	// Endpoint is a base URL that every client uses instead of AWS's endpoints.
	// With it, any name is valid as a region, and FIPS and dual stack of the
	// environment and the profile do not apply.
	Endpoint string

	// RetryMode and MaxAttempts (including the first) are the SDK's. If zero,
	// they come from the environment, the profile or the SDK's default. Each
	// client has its own retryer.
	RetryMode   aws.RetryMode
	MaxAttempts int

	// SharedRate makes all clients of the session, its children and package
	// across slow down together when one of them is throttled, and speed up
	// again, one rate for each account, region and service. A throttled request
	// is sent again when the rate allows it, up to 50 times and until the
	// context ends, and does not use up the retries of its client. Without it
	// each client retries by itself. Accounts that are not known without a
	// request share one rate.
	SharedRate bool

	// HTTPClient sends all requests. Nil means the SDK's, which uses the proxy
	// variables of the environment.
	HTTPClient aws.HTTPClient

	// LoadOptions are passed to the SDK's config.LoadDefaultConfig before the
	// fields above. Credentials set here take precedence over every other
	// source.
	LoadOptions []func(*config.LoadOptions) error
}

// clone keeps the caller's slices out of the session.
func (o *Options) clone() {
	o.Roles = cloneRoles(o.Roles)
	o.AllowedAccounts = slices.Clone(o.AllowedAccounts) // an empty list stays one
	o.ForbiddenAccounts = append([]string(nil), o.ForbiddenAccounts...)
	o.LoadOptions = append([]func(*config.LoadOptions) error(nil), o.LoadOptions...)
}
