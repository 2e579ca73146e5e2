package session

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
)

// Options say what a session is to be. The zero value takes everything from
// the environment and the shared files, and guards nothing.
type Options struct {
	// Profile is the profile of the shared files to use. Empty means
	// AWS_PROFILE, then AWS_DEFAULT_PROFILE, then no chosen profile.
	Profile string

	// RequireProfile refuses to run on a laptop with anything but a profile
	// chosen by name, where "default" is not a choice. It has no effect where the
	// platform hands out the credentials (Lambda, containers, EC2, CI).
	RequireProfile bool

	// Region is where clients send their requests. Empty means AWS_REGION,
	// AWS_DEFAULT_REGION, then the profile's region.
	Region string

	// Roles are assumed one after the other, each with the credentials of the
	// one before; the first with those of the profile. The session is what the
	// last one gives. Each costs one request to STS.
	Roles []Role

	// AllowedAccounts are the only accounts that the session, its clients and its
	// children may act in. Nil allows all; an empty list is invalid. A session whose account is not
	// listed is not opened, and a request that another account would sign is
	// refused before it is sent. Not checked are requests that are not signed,
	// presigned URLs of a client with other credentials, and a client's own
	// ExpressCredentials for directory buckets of S3.
	AllowedAccounts []string

	// ForbiddenAccounts are accounts that the session, its clients and its
	// children never act in. They win over AllowedAccounts.
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

	// Endpoint is a base URL that every client uses in place of AWS's own
	// endpoints. With it set, any name may be used as region.
	Endpoint string

	// RetryMode and MaxAttempts (the first included) are the SDK's. Zero leaves
	// the environment, the profile or the SDK's default in place. Each client has
	// a retryer of its own.
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

	// HTTPClient sends all requests. Nil means the SDK's, which honours the
	// proxy variables of the environment.
	HTTPClient aws.HTTPClient

	// LoadOptions are handed to the SDK's config.LoadDefaultConfig untouched,
	// before the fields above. Credentials set here beat every other source.
	LoadOptions []func(*config.LoadOptions) error
}

// clone keeps the caller's slices out of the session.
func (o *Options) clone() {
	o.Roles = cloneRoles(o.Roles)
	o.AllowedAccounts = slices.Clone(o.AllowedAccounts) // an empty list stays one
	o.ForbiddenAccounts = append([]string(nil), o.ForbiddenAccounts...)
	o.LoadOptions = append([]func(*config.LoadOptions) error(nil), o.LoadOptions...)
}
