package session

import (
	"cmp"
	"context"
	"strings"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"

	"github.com/awsessentials/essentials/awserr"
)

// earlyRefresh is how long before they expire credentials of a role are replaced, so
// that none expires between signing and arrival.
const earlyRefresh = 5 * time.Minute

// assumeRoleAPI is the one operation of STS that a role needs.
type assumeRoleAPI interface {
	AssumeRole(context.Context, *sts.AssumeRoleInput, ...func(*sts.Options)) (*sts.AssumeRoleOutput, error)
}

// roleProvider is the credentials provider of one role of a chain. Its cache asks it
// once, however many clients wait.
type roleProvider struct {
	api    assumeRoleAPI
	sts    string                  // the endpoint of api, or empty for AWS's own
	source aws.CredentialsProvider // what signs the request
	state  *state                  // of the session that the chain belongs to
	at     int                     // position in the chain, from 1

	latest atomic.Pointer[roleCredentials]
	cached *refreshing // around the provider
}

// roleCredentials is what STS returns for a role.
type roleCredentials struct {
	creds    aws.Credentials
	identity Identity // whose credentials they are
}

// assumedRole is a role as a session holds it: an interface, so that programs that
// assume no roles do not link one.
type assumedRole interface {
	last() *roleCredentials
	drop(ctx context.Context, accessKey string)
}

func (p *roleProvider) last() *roleCredentials { return p.latest.Load() }

func (p *roleProvider) role() *Role { return &p.state.chain[p.at-1] }

// drop forgets credentials that AWS has refused, including those in Options.Cache, so
// that the next request assumes the role again.
func (p *roleProvider) drop(ctx context.Context, accessKey string) {
	p.cached.drop(accessKey)
	if cache := p.state.opts.Cache; cache != nil {
		cache.drop(ctx, p, accessKey)
	}
}

// Retrieve assumes the role, or returns the credentials of an earlier run.
func (p *roleProvider) Retrieve(ctx context.Context) (aws.Credentials, error) {
	var g *roleCredentials
	var err error
	if cache := p.state.opts.Cache; cache != nil {
		g, err = cache.get(ctx, p)
	} else {
		g, err = p.assume(ctx)
	}
	if err != nil {
		return aws.Credentials{}, p.failed(err)
	}
	p.latest.Store(g)
	return g.creds, nil
}

// assume asks STS. If STS refuses the credentials of the role before this one as
// expired, or those of an earlier run as invalid, that role is assumed again.
func (p *roleProvider) assume(ctx context.Context) (*roleCredentials, error) {
	source, err := p.source.Retrieve(ctx)
	if err != nil {
		return nil, err
	}
	g, err := p.assumeWith(ctx, source)
	if p.at == 1 || err == nil || !p.state.assumed[p.at-2].last().refusedBy(err) {
		return g, err
	}
	p.state.assumed[p.at-2].drop(ctx, source.AccessKeyID)
	if source, err = p.source.Retrieve(ctx); err != nil {
		return nil, err
	}
	return p.assumeWith(ctx, source)
}

func (p *roleProvider) assumeWith(ctx context.Context, source aws.Credentials) (*roleCredentials, error) {
	// Credentials with a token are nearly always a role's.
	in := p.input(ctx, source.SessionToken != "")
	role := p.role()
	if role.MFASerial != "" {
		device := p.state.mfa.device(role.MFASerial)
		if device.take(ctx) != nil {
			return nil, &MFAError{Serial: role.MFASerial, Reason: "given up while another question was open", Err: context.Cause(ctx)}
		}
		defer device.release()
		code, err := p.state.mfa.ask(ctx, role.MFASerial)
		if err != nil {
			return nil, err
		}
		in.SerialNumber, in.TokenCode = &role.MFASerial, &code
	}
	out, err := p.api.AssumeRole(ctx, in)
	if err != nil {
		return nil, err
	}
	c, u := out.Credentials, out.AssumedRoleUser
	if c == nil || c.AccessKeyId == nil || c.SecretAccessKey == nil {
		return nil, errNoCredentials
	}
	id := Identity{Account: role.account()}
	if u != nil {
		id.ARN, id.UserID = aws.ToString(u.Arn), aws.ToString(u.AssumedRoleId)
		id.Account = cmp.Or(accountOf(id.ARN), id.Account) // what STS says counts
	}
	return &roleCredentials{identity: id, creds: aws.Credentials{
		AccessKeyID: *c.AccessKeyId, SecretAccessKey: *c.SecretAccessKey, SessionToken: aws.ToString(c.SessionToken),
		Source: "AssumeRole " + role.ARN, AccountID: id.Account,
		CanExpire: c.Expiration != nil, Expires: aws.ToTime(c.Expiration),
	}}, nil
}

// input is the request, for a caller that is a role or is not.
func (p *roleProvider) input(ctx context.Context, chained bool) *sts.AssumeRoleInput {
	r := p.role()
	duration := cmp.Or(r.Duration, defaultDuration)
	if chained {
		// STS refuses a longer duration from a role instead of shortening it.
		duration = min(duration, chainedDuration)
	}
	name := r.SessionName
	if name == "" {
		name = sessionName(p.state.opts.SessionName, p.state.runtime, requestID(ctx))
	}
	in := &sts.AssumeRoleInput{
		RoleArn:           &r.ARN,
		RoleSessionName:   &name,
		DurationSeconds:   aws.Int32(int32(duration / time.Second)),
		TransitiveTagKeys: r.TransitiveTags,
		ExternalId:        orNil(&r.ExternalID),
		Policy:            orNil(&r.Policy),
		SourceIdentity:    orNil(&r.SourceIdentity),
	}
	for i := range r.PolicyARNs {
		in.PolicyArns = append(in.PolicyArns, types.PolicyDescriptorType{Arn: &r.PolicyARNs[i]})
	}
	for _, k := range r.tagKeys() {
		in.Tags = append(in.Tags, types.Tag{Key: &k, Value: aws.String(r.Tags[k])})
	}
	return in
}

// orNil returns nil for an empty string, so that the field is not sent.
func orNil(s *string) *string {
	if *s == "" {
		return nil
	}
	return s
}

// failed returns an AssumeError for this role, or the cause if it is already an error
// of this package.
func (p *roleProvider) failed(err error) error {
	if ours := own(err); ours != nil {
		return ours
	}
	return &AssumeError{Step: p.at, Steps: len(p.state.chain), Role: p.role().ARN, Check: p.check(err), Err: err}
}

// check returns what to check first when STS refuses.
func (p *roleProvider) check(err error) string {
	switch awserr.Code(err) {
	case "AccessDenied", "AccessDeniedException":
		check := "check that the role exists, that its trust policy names the caller, and that the caller may sts:AssumeRole it"
		id, mfa := p.role().ExternalID == "", p.role().MFASerial == ""
		switch {
		case id && mfa:
			check += "; does the trust policy ask for an external ID or MFA?"
		case id:
			check += "; does the trust policy ask for an external ID?"
		case mfa:
			check += "; does the trust policy ask for MFA?"
		}
		if len(p.role().Tags) > 0 {
			check += " Tags need sts:TagSession."
		}
		return check
	case "ValidationError":
		if strings.Contains(awserr.Message(err), "DurationSeconds") {
			return "check Duration against the role's maximum session duration"
		}
	case "PackedPolicyTooLarge", "PackedPolicyTooLargeException":
		return "shorten Policy, PolicyARNs or Tags: STS packs them together"
	case "RegionDisabledException":
		return "enable the region for the account, or use another"
	case "ExpiredToken", "ExpiredTokenException":
		return "the credentials of the caller have expired; get new ones and run again"
	case "InvalidClientTokenId", "SignatureDoesNotMatch":
		return "the caller's keys are wrong or deleted"
	}
	return ""
}
