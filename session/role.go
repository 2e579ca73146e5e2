package session

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
)

// A Role is an IAM role to assume, with what STS is to be told. Only ARN is
// needed. Every rule of STS that can be checked here is checked before a request
// is made, and a breach is a [*RoleError].
type Role struct {
	// ARN of the role: arn:aws:iam::111122223333:role/Audit.
	ARN string

	// ExternalID is what the role's trust policy asks of third parties: 2 to
	// 1,224 letters, digits and _+=,.@:/- characters.
	ExternalID string `json:",omitempty"`

	// SessionName is how CloudTrail names the session: 2 to 64 letters, digits
	// and _+=,.@- characters. Empty means a name that can be traced: program or
	// function, user, and the request in Lambda.
	SessionName string `json:",omitempty"`

	// Duration is how long the credentials last: 15 minutes to 12 hours, not
	// more than the role allows. Zero means an hour. When the caller is itself a
	// role, STS allows no more than an hour, and so much is asked for.
	Duration time.Duration `json:",omitempty"`

	// Policy is a session policy, as JSON: the session may do what both it and the
	// role's own policies allow. With PolicyARNs, at most 2,048 characters.
	Policy string `json:",omitempty"`

	// PolicyARNs are managed policies of the role's account that limit the
	// session in the same way. At most 10.
	PolicyARNs []string `json:",omitempty"`

	// Tags are session tags. At most 50; keys up to 128 characters, different
	// also when case is ignored, values up to 256.
	Tags map[string]string `json:",omitempty"`

	// TransitiveTags are the keys of Tags that the next roles of the chain
	// inherit.
	TransitiveTags []string `json:",omitempty"`

	// SourceIdentity is a name that stays with the session through all further
	// roles: 2 to 64 characters as in SessionName, not beginning with "aws:".
	SourceIdentity string `json:",omitempty"`

	// MFASerial is the serial number or ARN of the MFA device that the trust
	// policy asks for. The code comes from Options.MFA.
	MFASerial string `json:",omitempty"`
}

func (r Role) clone() Role {
	r.PolicyARNs = slices.Clone(r.PolicyARNs)
	r.Tags = maps.Clone(r.Tags)
	r.TransitiveTags = slices.Clone(r.TransitiveTags)
	return r
}

// Limits of STS AssumeRole, from its API reference.
const (
	minDuration     = 15 * time.Minute
	maxDuration     = 12 * time.Hour
	defaultDuration = time.Hour
	chainedDuration = time.Hour // the most for a caller that is itself a role
	maxNameLength   = 64
	maxPolicyLength = 2048
	maxPolicyARNs   = 10
	maxTags         = 50
	maxTagKey       = 128
	maxTagValue     = 256
	maxExternalID   = 1224
	maxMFASerial    = 256
	maxRolePath     = 512
	maxRoleName     = 64
	accountIDLength = 12
)

// Characters that STS and IAM take besides letters, digits and underscores.
const (
	nameMarks     = "+=,.@-"
	externalMarks = "+=,.@:/-"
	serialMarks   = "+=/:,.@-"
	tagMarks      = "_.:/=+-@"
)

// only reports whether s has nothing but ASCII letters, digits, underscores and
// the marks, and at least one of them. Plain loops, since a regular expression
// would be compiled at every cold start.
func only(marks, s string) bool {
	for _, r := range s {
		if !isWord(r) && !strings.ContainsRune(marks, r) {
			return false
		}
	}
	return s != ""
}

func isWord(r rune) bool {
	return r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

// isTagText reports whether a tag's key or value has only what STS takes.
func isTagText(s string) bool {
	for _, r := range s {
		if !unicode.In(r, unicode.L, unicode.Z, unicode.N) && !strings.ContainsRune(tagMarks, r) {
			return false
		}
	}
	return true
}

// check returns a *RoleError for the first rule that the role breaks.
func (r Role) check(hop int) error {
	bad := func(field, format string, args ...any) error {
		return &RoleError{Hop: hop, Role: r.ARN, Field: field, Problem: fmt.Sprintf(format, args...)}
	}
	if problem := roleARNProblem(r.ARN); problem != "" {
		return bad("ARN", "%s", problem)
	}
	if r.SessionName != "" {
		if p := nameProblem(r.SessionName); p != "" {
			return bad("SessionName", "%s", p)
		}
	}
	if r.SourceIdentity != "" {
		if p := nameProblem(r.SourceIdentity); p != "" {
			return bad("SourceIdentity", "%s", p)
		}
		if strings.HasPrefix(strings.ToLower(r.SourceIdentity), "aws:") {
			return bad("SourceIdentity", "%q begins with aws:, which AWS keeps for itself", r.SourceIdentity)
		}
	}
	if n := len(r.ExternalID); n > 0 && (n < 2 || n > maxExternalID || !only(externalMarks, r.ExternalID)) {
		return bad("ExternalID", "has to be 2 to %d letters, digits and _+=,.@:/- characters", maxExternalID)
	}
	if r.Duration != 0 && (r.Duration < minDuration || r.Duration > maxDuration) {
		return bad("Duration", "is %v; STS takes 15m to 12h", r.Duration)
	}
	if r.Duration%time.Second != 0 {
		return bad("Duration", "is %v; STS takes whole seconds", r.Duration)
	}
	if err := r.checkPolicies(bad); err != nil {
		return err
	}
	if err := r.checkTags(bad); err != nil {
		return err
	}
	if n := len(r.MFASerial); n > 0 && (n < 9 || n > maxMFASerial || !only(serialMarks, r.MFASerial)) {
		return bad("MFASerial", "%q is neither a serial number nor the ARN of a device (9 to %d characters)", r.MFASerial, maxMFASerial)
	}
	return nil
}

func (r Role) checkPolicies(bad func(field, format string, args ...any) error) error {
	if r.Policy != "" && !json.Valid([]byte(r.Policy)) {
		return bad("Policy", "is not JSON")
	}
	if len(r.PolicyARNs) > maxPolicyARNs {
		return bad("PolicyARNs", "are %d; STS takes %d", len(r.PolicyARNs), maxPolicyARNs)
	}
	size := utf8.RuneCountInString(r.Policy)
	for _, p := range r.PolicyARNs {
		size += utf8.RuneCountInString(p)
		if a, err := arn.Parse(p); err != nil || a.Service != "iam" || !strings.HasPrefix(a.Resource, "policy/") {
			return bad("PolicyARNs", "hold %q, which is no ARN of a managed policy (arn:aws:iam::aws:policy/ReadOnlyAccess)", p)
		}
	}
	if size > maxPolicyLength {
		return bad("Policy", "and PolicyARNs are %d characters together; STS takes %d", size, maxPolicyLength)
	}
	return nil
}

func (r Role) checkTags(bad func(field, format string, args ...any) error) error {
	if len(r.Tags) > maxTags {
		return bad("Tags", "are %d; STS takes %d", len(r.Tags), maxTags)
	}
	seen := map[string]string{}
	for _, k := range slices.Sorted(maps.Keys(r.Tags)) {
		v := r.Tags[k]
		folded := strings.ToLower(k)
		switch {
		case k == "" || utf8.RuneCountInString(k) > maxTagKey:
			return bad("Tags", "have the key %q; a key has 1 to %d characters", k, maxTagKey)
		case utf8.RuneCountInString(v) > maxTagValue:
			return bad("Tags", "have a value of %d characters at %q; STS takes %d", utf8.RuneCountInString(v), k, maxTagValue)
		case !isTagText(k) || !isTagText(v):
			return bad("Tags", "have a character at %q that is not a letter, digit, space or one of _.:/=+-@", k)
		case strings.HasPrefix(folded, "aws:"):
			return bad("Tags", "have the key %q; AWS keeps aws: for itself", k)
		case seen[folded] != "":
			return bad("Tags", "have the keys %q and %q, which STS takes for the same", seen[folded], k)
		}
		seen[folded] = k
	}
	for _, k := range r.TransitiveTags {
		if _, ok := r.Tags[k]; !ok {
			return bad("TransitiveTags", "name %q, which is not in Tags", k)
		}
	}
	return nil
}

// checkChain checks every role, and what they must not do together.
func checkChain(roles []Role) error {
	inherited := map[string]int{}
	for i, r := range roles {
		if err := r.check(i + 1); err != nil {
			return err
		}
		for _, k := range slices.Sorted(maps.Keys(r.Tags)) {
			if hop := inherited[strings.ToLower(k)]; hop > 0 {
				return &RoleError{Hop: i + 1, Role: r.ARN, Field: "Tags",
					Problem: fmt.Sprintf("set %q again, which is transitive from role %d", k, hop)}
			}
		}
		for _, k := range r.TransitiveTags {
			inherited[strings.ToLower(k)] = i + 1
		}
	}
	return nil
}

func nameProblem(name string) string {
	if n := len(name); n < 2 || n > maxNameLength {
		return fmt.Sprintf("%q has %d characters; STS takes 2 to %d", name, n, maxNameLength)
	}
	if !only(nameMarks, name) {
		return fmt.Sprintf("%q has a character that is not a letter, digit or one of _+=,.@-", name)
	}
	return ""
}

// roleARNProblem says what keeps s from being the ARN of a role, or nothing.
func roleARNProblem(s string) string {
	const like = "; a role's ARN looks like arn:aws:iam::111122223333:role/Name"
	if s == "" {
		return "is empty" + like
	}
	a, err := arn.Parse(s)
	if err != nil {
		return fmt.Sprintf("%q is not an ARN%s", s, like)
	}
	if a.Service == "sts" && strings.HasPrefix(a.Resource, "assumed-role/") {
		name := strings.Split(a.Resource, "/")[1]
		return fmt.Sprintf("%q is the ARN of a session; the role's own is arn:%s:iam::%s:role/%s, with its path if it has one",
			s, a.Partition, a.AccountID, name)
	}
	path, isRole := strings.CutPrefix(a.Resource, "role/")
	name := path[strings.LastIndex(path, "/")+1:]
	switch {
	case !slices.ContainsFunc(partitions, func(p partition) bool { return p.ID == a.Partition }):
		return fmt.Sprintf("%q names the partition %q, which does not exist%s", s, a.Partition, like)
	case a.Service != "iam" || !isRole:
		return fmt.Sprintf("%q is not the ARN of a role%s", s, like)
	case a.Region != "":
		return fmt.Sprintf("%q names a region, which a role has not%s", s, like)
	case !isAccountID(a.AccountID):
		return fmt.Sprintf("%q has %q where the 12 digits of the account belong%s", s, a.AccountID, like)
	case !only(nameMarks, name) || len(name) > maxRoleName:
		return fmt.Sprintf("%q ends in no role name (1 to 64 letters, digits and _+=,.@- characters)", s)
	case len(path) > maxRolePath+maxNameLength:
		return fmt.Sprintf("%q has a path of more than %d characters", s, maxRolePath)
	}
	return ""
}

func isAccountID(s string) bool {
	if len(s) != accountIDLength {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}

// account is the role's account. The ARN has been checked.
func (r Role) account() string {
	a, _ := arn.Parse(r.ARN)
	return a.AccountID
}

// sessionName makes a name that can be traced: what was asked for, or the
// function or program and its user, and the request when there is one.
func sessionName(prefix string, rt Runtime, request string) string {
	parts := []string{prefix}
	if prefix == "" {
		if function := os.Getenv("AWS_LAMBDA_FUNCTION_NAME"); rt.Platform == Lambda && function != "" {
			parts = []string{function}
		} else {
			parts = []string{strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe"), userName(rt)}
		}
	}
	if request != "" {
		// The request is what tells two sessions apart, so it is not what is cut.
		room := maxNameLength - len(request) - 1
		return cleanName(cut(cleanName(join(parts)), max(room, 0)) + "-" + request)
	}
	return cleanName(join(parts))
}

func join(parts []string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "-")
}

// userName is the person on a laptop, and the run on a CI server.
func userName(rt Runtime) string {
	switch rt.Platform {
	case CI:
		for _, name := range []string{"GITHUB_RUN_ID", "CI_JOB_ID", "BUILD_ID", "BUILDKITE_BUILD_NUMBER"} {
			if v := os.Getenv(name); v != "" {
				return v
			}
		}
	case CodeBuild:
		_, id, _ := strings.Cut(os.Getenv("CODEBUILD_BUILD_ID"), ":")
		return id
	}
	for _, name := range []string{"USER", "USERNAME", "LOGNAME"} {
		if v := os.Getenv(name); v != "" {
			return v
		}
	}
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return ""
}

// cleanName replaces what STS refuses in a session name and cuts it to length.
func cleanName(s string) string {
	s = strings.Map(func(r rune) rune {
		if only(nameMarks, string(r)) {
			return r
		}
		return '-'
	}, s)
	s = cut(strings.Trim(s, "-"), maxNameLength)
	if len(s) < 2 {
		return "essentials"
	}
	return s
}

func cut(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}
