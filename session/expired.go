package session

import (
	"context"

	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/sigv4"
)

// renewal sends a request once more if AWS has refused a role's credentials as
// expired, which it may do before their time. Such a request was not carried out. It
// runs within the client's retries, where each attempt is signed again.
type renewal state

// addRenewal adds a renewal to the stack of a client that signs as a role.
func (c *state) addRenewal(stack *middleware.Stack) error {
	const loop = "Retry"
	_, sent := stack.Finalize.Get(loop) // a presigned request is not
	_, twice := stack.Finalize.Get((*renewal)(c).ID())
	if !sent || twice || len(c.assumed) == 0 {
		return nil
	}
	return stack.Finalize.Insert((*renewal)(c), loop, middleware.After)
}

// ID is the session's own.
func (r *renewal) ID() string { return r.id + "Renewal" }

// HandleFinalize sends a request, and if need be once more with new credentials.
func (r *renewal) HandleFinalize(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (
	middleware.FinalizeOutput, middleware.Metadata, error,
) {
	first, ok := in.Request.(*smithyhttp.Request)
	if !ok {
		return next.HandleFinalize(ctx, in)
	}
	role := r.assumed[len(r.assumed)-1]
	held, second := role.last(), first.Clone()
	out, metadata, err := next.HandleFinalize(ctx, in)
	if err == nil || !held.refusedBy(err) || ctx.Err() != nil || second.RewindStream() != nil {
		return out, metadata, err
	}
	refused := sigv4.AccessKeyID(first.Request)
	if refused == "" && held != nil { // what was signed is a copy, as of an upload to S3
		refused = held.creds.AccessKeyID
	}
	role.drop(ctx, refused)
	r.usage.of(ctx, (*state)(r).knownAccount()).retries.Add(1)
	in.Request = second
	return next.HandleFinalize(ctx, in)
}

// isExpired reports whether a service has refused credentials as expired.
func isExpired(err error) bool {
	return own(err) == nil && awserr.Is(err, "ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired")
}

// refusedBy reports whether an error means that a role has to be assumed again.
// Credentials of an earlier run are refused as invalid if the role was deleted and
// created again. New ones are refused so in a region that is not enabled, where
// assuming the role again would not help.
func (c *roleCredentials) refusedBy(err error) bool {
	return isExpired(err) || c != nil && c.creds.Source == fromCacheDir && own(err) == nil &&
		awserr.Is(err, "InvalidClientTokenId", "UnrecognizedClientException", "InvalidToken", "InvalidAccessKeyId", "AuthFailure")
}

// fromCacheDir is the Source of credentials of an earlier run.
const fromCacheDir = "session cache"
