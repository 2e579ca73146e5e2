package session

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
	"github.com/aws/smithy-go"
)

// earlyRefresh is how long before their end credentials of a role are asked for
// anew, so that none expires between signing and arrival.
const earlyRefresh = 5 * time.Minute

// assumeRoleAPI is the one operation of STS that a hop needs.
type assumeRoleAPI interface {
	AssumeRole(context.Context, *sts.AssumeRoleInput, ...func(*sts.Options)) (*sts.AssumeRoleOutput, error)
}

// hop is one role of a chain as a credentials provider. Wrapped in the SDK's
// cache it is asked once, however many clients wait for it.
type hop struct {
	api    assumeRoleAPI
	source aws.CredentialsProvider // what signs the request
	role   Role
	at, of int
	name   func(ctx context.Context) string // the session name, if the role has none
	mfa    *mfaPrompt
	cache  *diskCache // nil: none
	key    func(ctx context.Context) (string, error)

	mu       sync.Mutex
	identity Identity  // of the credentials last returned
	expires  time.Time // of the credentials last returned
}

// Retrieve assumes the role, or takes what an earlier run left on disk.
func (h *hop) Retrieve(ctx context.Context) (aws.Credentials, error) {
	creds, id, err := h.retrieve(ctx)
	if err != nil {
		return aws.Credentials{}, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.identity, h.expires = id, creds.Expires
	return creds, nil
}

func (h *hop) retrieve(ctx context.Context) (aws.Credentials, Identity, error) {
	if h.cache == nil {
		return h.assume(ctx)
	}
	key, err := h.key(ctx)
	if err != nil {
		return aws.Credentials{}, Identity{}, h.failed(err)
	}
	return h.cache.get(ctx, key, h.assume)
}

func (h *hop) assume(ctx context.Context) (aws.Credentials, Identity, error) {
	fail := func(err error) (aws.Credentials, Identity, error) {
		return aws.Credentials{}, Identity{}, h.failed(err)
	}
	source, err := h.source.Retrieve(ctx)
	if err != nil {
		return fail(err)
	}
	in := h.input(ctx, source)
	if h.role.MFASerial != "" {
		code, release, err := h.mfa.ask(ctx, h.role.MFASerial)
		if err != nil {
			return fail(err)
		}
		defer release()
		in.SerialNumber, in.TokenCode = aws.String(h.role.MFASerial), aws.String(code)
	}
	out, err := h.api.AssumeRole(ctx, in)
	if err != nil {
		return fail(err)
	}
	if out.Credentials == nil || out.Credentials.AccessKeyId == nil || out.Credentials.SecretAccessKey == nil {
		return fail(errors.New("the answer holds no credentials"))
	}
	creds := aws.Credentials{
		AccessKeyID:     *out.Credentials.AccessKeyId,
		SecretAccessKey: *out.Credentials.SecretAccessKey,
		SessionToken:    aws.ToString(out.Credentials.SessionToken),
		Source:          "AssumeRole " + h.role.ARN,
		AccountID:       h.role.account(),
		CanExpire:       out.Credentials.Expiration != nil,
		Expires:         aws.ToTime(out.Credentials.Expiration),
	}
	id := Identity{Account: h.role.account()}
	if u := out.AssumedRoleUser; u != nil {
		id.ARN, id.UserID = aws.ToString(u.Arn), aws.ToString(u.AssumedRoleId)
		id.Account = cmp.Or(accountOf(id.ARN), id.Account) // what STS says counts
	}
	return creds, id, nil
}

// last returns whose credentials Retrieve last returned, and when they end.
func (h *hop) last() (Identity, time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.identity, h.expires
}

func (h *hop) input(ctx context.Context, source aws.Credentials) *sts.AssumeRoleInput {
	r := h.role
	duration := r.Duration
	if duration == 0 {
		duration = defaultDuration
	}
	// Credentials with a token are nearly always a role's, and STS refuses a
	// longer duration from a role instead of shortening it.
	if source.SessionToken != "" {
		duration = min(duration, chainedDuration)
	}
	in := &sts.AssumeRoleInput{
		RoleArn:           aws.String(r.ARN),
		RoleSessionName:   aws.String(r.SessionName),
		DurationSeconds:   aws.Int32(int32(duration / time.Second)),
		TransitiveTagKeys: slices.Clone(r.TransitiveTags),
	}
	if r.SessionName == "" {
		in.RoleSessionName = aws.String(h.name(ctx))
	}
	if r.ExternalID != "" {
		in.ExternalId = aws.String(r.ExternalID)
	}
	if r.Policy != "" {
		in.Policy = aws.String(r.Policy)
	}
	if r.SourceIdentity != "" {
		in.SourceIdentity = aws.String(r.SourceIdentity)
	}
	for _, p := range r.PolicyARNs {
		in.PolicyArns = append(in.PolicyArns, types.PolicyDescriptorType{Arn: aws.String(p)})
	}
	for _, k := range slices.Sorted(maps.Keys(r.Tags)) {
		in.Tags = append(in.Tags, types.Tag{Key: aws.String(k), Value: aws.String(r.Tags[k])})
	}
	return in
}

// failed makes an error of this hop, unless the cause already says in our words
// where the chain broke.
func (h *hop) failed(err error) error {
	switch ours := own(err).(type) {
	case nil:
		return &AssumeError{Hop: h.at, Hops: h.of, Role: h.role.ARN, Check: h.check(err), Err: err}
	default:
		return ours
	}
}

// check says what to look at first when STS refuses.
func (h *hop) check(err error) string {
	api, ok := errors.AsType[smithy.APIError](err)
	if !ok {
		return ""
	}
	switch api.ErrorCode() {
	case "AccessDenied", "AccessDeniedException":
		var also []string
		if h.role.ExternalID == "" {
			also = append(also, "an external ID")
		}
		if h.role.MFASerial == "" {
			also = append(also, "MFA")
		}
		check := "check that the role exists, that its trust policy names the caller, and that the caller may sts:AssumeRole it"
		if len(also) > 0 {
			check += "; does the trust policy ask for " + strings.Join(also, " or ") + "?"
		}
		if len(h.role.Tags) > 0 {
			check += " Tags need sts:TagSession."
		}
		return check
	case "ValidationError":
		if strings.Contains(api.ErrorMessage(), "DurationSeconds") {
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

// mfaPrompt asks a person for the code of a device, for one goroutine at a time
// for each device: two questions at once cannot be told apart, and STS takes a
// code only once.
type mfaPrompt struct {
	prompt func(ctx context.Context, serial string) (string, error)
	rt     Runtime

	mu   sync.Mutex
	busy map[string]chan struct{}
}

// isMFACode reports whether a text is what an MFA device shows: six digits.
func isMFACode(s string) bool {
	return len(s) == 6 && strings.Trim(s, "0123456789") == ""
}

// ask returns a code and keeps the device until release is called.
func (p *mfaPrompt) ask(ctx context.Context, serial string) (code string, release func(), err error) {
	switch {
	case !p.rt.interactive():
		return "", nil, &MFAError{Serial: serial, Problem: "there is nobody to ask in Lambda; use a role without MFA there"}
	case p.prompt == nil:
		return "", nil, &MFAError{Serial: serial, Problem: "a code is needed; set Options.MFA to a function that asks for it"}
	}
	p.mu.Lock()
	if p.busy == nil {
		p.busy = map[string]chan struct{}{}
	}
	sem := p.busy[serial]
	if sem == nil {
		sem = make(chan struct{}, 1)
		p.busy[serial] = sem
	}
	p.mu.Unlock()
	select {
	case sem <- struct{}{}:
	case <-ctx.Done():
		return "", nil, &MFAError{Serial: serial, Problem: "given up while another question was open", Err: context.Cause(ctx)}
	}
	release = func() { <-sem }
	code, err = p.prompt(ctx, serial)
	if err != nil {
		release()
		return "", nil, &MFAError{Serial: serial, Problem: "no code: " + err.Error(), Err: err}
	}
	code = strings.TrimSpace(code)
	if !isMFACode(code) {
		release()
		return "", nil, &MFAError{Serial: serial, Problem: "the code has to be six digits"}
	}
	return code, release, nil
}

// requestID finds what ties a role session to one invocation: the root of the
// trace that Lambda's runtime puts in the context and in the environment.
func requestID(ctx context.Context) string {
	trace, _ := ctx.Value("x-amzn-trace-id").(string)
	if trace == "" {
		trace = os.Getenv("_X_AMZN_TRACE_ID")
	}
	for part := range strings.SplitSeq(trace, ";") {
		if root, ok := strings.CutPrefix(part, "Root="); ok {
			if i := strings.LastIndexByte(root, '-'); i >= 0 {
				root = root[i+1:]
			}
			return cleanName(root)
		}
	}
	return ""
}

// accountOf is the account in an ARN, or nothing.
func accountOf(s string) string {
	a, err := arn.Parse(s)
	if err != nil {
		return ""
	}
	return a.AccountID
}

// Identity is who a session's credentials belong to.
type Identity struct {
	Account string // 12 digits
	ARN     string // of the user, or of the role's session
	UserID  string // unique, also when a user or role is made anew under its old name
}

// String returns the ARN.
func (i Identity) String() string { return i.ARN }

// Role is the name of the role, without its path, when the identity is a role's
// session, else empty.
func (i Identity) Role() string {
	a, err := arn.Parse(i.ARN)
	if err != nil {
		return ""
	}
	rest, ok := strings.CutPrefix(a.Resource, "assumed-role/")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	return name
}

var _ fmt.Stringer = Identity{}
