package session

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
)

// A Role is an IAM role to assume, with the parameters of AssumeRole. Only ARN
// is required. The rules of STS are checked before a request is made, as far as
// possible; a violation is a [*RoleError].
type Role struct {
	// ARN of the role: arn:aws:iam::111122223333:role/Audit.
	ARN string

	// ExternalID is the external ID that the role's trust policy requires of
	// third parties: 2 to 1,224 letters, digits and _+=,.@:/- characters.
	ExternalID string `json:",omitempty"`

	// SessionName is the name of the session in CloudTrail: 2 to 64 letters,
	// digits and _+=,.@- characters. Empty means a name that can be traced:
	// program or function, user, and the request in Lambda.
	SessionName string `json:",omitempty"`

	// Duration is how long the credentials last: 15 minutes to 12 hours, not
	// more than the role allows. Zero means an hour. If the caller is itself a
	// role, the duration is an hour, which is the most that STS allows.
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
	// roles: 2 to 64 characters as in SessionName.
	SourceIdentity string `json:",omitempty"`

	// MFASerial is the serial number or ARN of the MFA device that the trust
	// policy asks for. The code comes from Options.MFA.
	MFASerial string `json:",omitempty"`
}

// ReadOnly returns the role limited to reading by AWS itself, which holds for code
// that the session does not see too: its PolicyARNs are the managed policy
// ReadOnlyAccess alone, and Policy is empty. See [ReadOnly] for the session's own
// guard.
func (r Role) ReadOnly() Role {
	partition := "aws"
	if a, err := arn.Parse(r.ARN); err == nil {
		partition = a.Partition
	}
	r.Policy, r.PolicyARNs = "", []string{"arn:" + partition + ":iam::aws:policy/ReadOnlyAccess"}
	return r
}

func cloneRoles(roles []Role) []Role {
	roles = append([]Role(nil), roles...)
	for i := range roles {
		r := &roles[i]
		r.PolicyARNs = append([]string(nil), r.PolicyARNs...)
		r.Tags = maps.Clone(r.Tags)
		r.TransitiveTags = append([]string(nil), r.TransitiveTags...)
	}
	return roles
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

// tagKeys are the keys of Tags, sorted.
func (r *Role) tagKeys() []string {
	keys := make([]string, 0, len(r.Tags))
	for k := range r.Tags {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
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
func (r *Role) check(step int) error {
	field, value, problem := r.problem()
	if problem == "" {
		return nil
	}
	if value != "" {
		problem = quoted(value) + problem
	}
	return &RoleError{Step: step, Role: shown(r.ARN), Field: field, Reason: problem}
}

// problem is the first rule that the role breaks: the field, the value at fault
// if there is one, and what is wrong.
func (r *Role) problem() (field, value, problem string) {
	if p := roleARNProblem(r.ARN); p != "" {
		return "ARN", r.ARN, p
	}
	if p := nameProblem(r.SessionName); p != "" {
		return "SessionName", r.SessionName, p
	}
	if p := nameProblem(r.SourceIdentity); p != "" {
		return "SourceIdentity", r.SourceIdentity, p
	}
	if n := len(r.ExternalID); n > 0 && (n < 2 || n > maxExternalID || !only(externalMarks, r.ExternalID)) {
		return "ExternalID", "", "has to be 2 to 1224 letters, digits and _+=,.@:/- characters"
	}
	if d := r.Duration; d != 0 && (d < minDuration || d > maxDuration || d%time.Second != 0) {
		return "Duration", "", "is " + d.String() + "; STS takes 15m to 12h, in whole seconds"
	}
	if n := len(r.MFASerial); n > 0 && (n < 9 || n > maxMFASerial || !only(serialMarks, r.MFASerial)) {
		return "MFASerial", r.MFASerial, " is neither a serial number nor the ARN of a device (9 to 256 characters)"
	}
	if r.Policy != "" && !json.Valid([]byte(r.Policy)) {
		return "Policy", "", "is not JSON"
	}
	size := utf8.RuneCountInString(r.Policy)
	for _, p := range r.PolicyARNs {
		size += utf8.RuneCountInString(p)
		if a, _ := arn.Parse(p); a.Service != "iam" || !strings.HasPrefix(a.Resource, "policy/") {
			return "PolicyARNs", p, " is not the ARN of a managed policy (arn:aws:iam::aws:policy/ReadOnlyAccess)"
		}
	}
	switch n := len(r.PolicyARNs); {
	case n > maxPolicyARNs:
		return "PolicyARNs", "", "are " + strconv.Itoa(n) + "; STS takes 10"
	case size > maxPolicyLength:
		return "Policy", "", "and PolicyARNs are " + strconv.Itoa(size) + " characters together; STS takes 2048"
	}
	return r.tagProblem()
}

func (r *Role) tagProblem() (field, value, problem string) {
	field = "Tags"
	if n := len(r.Tags); n > maxTags {
		return field, "", "are " + strconv.Itoa(n) + "; STS takes 50"
	}
	seen := map[string]bool{}
	for _, k := range r.tagKeys() {
		v := r.Tags[k]
		folded := strings.ToLower(k)
		switch {
		case k == "":
			return field, "", "have an empty key; a key has 1 to 128 characters"
		case utf8.RuneCountInString(k) > maxTagKey:
			return field, k, " is too long; a key has 1 to 128 characters"
		case utf8.RuneCountInString(v) > maxTagValue:
			return field, k, " has a value of " + strconv.Itoa(utf8.RuneCountInString(v)) + " characters; STS takes 256"
		case !isTagText(k) || !isTagText(v):
			return field, k, " or its value has a character that is not a letter, digit, space or one of _.:/=+-@"
		case strings.HasPrefix(folded, "aws:"):
			return field, k, " is refused: AWS keeps aws: for itself"
		case seen[folded]:
			return field, k, " differs from another key in case only, which STS takes for the same"
		}
		seen[folded] = true
	}
	for _, k := range r.TransitiveTags {
		if _, ok := r.Tags[k]; !ok {
			return "TransitiveTags", k, " is not in Tags"
		}
	}
	return "", "", ""
}

// checkChain checks every role, and what they must not do together.
func checkChain(roles []Role) error {
	inherited := map[string]int{}
	for i := range roles {
		r := &roles[i]
		if err := r.check(i + 1); err != nil {
			return err
		}
		for _, k := range r.tagKeys() {
			if step := inherited[strings.ToLower(k)]; step > 0 {
				return &RoleError{Step: i + 1, Role: r.ARN, Field: "Tags",
					Reason: "set " + quoted(k) + " again, which is transitive from role " + strconv.Itoa(step)}
			}
		}
		for _, k := range r.TransitiveTags {
			inherited[strings.ToLower(k)] = i + 1
		}
	}
	return nil
}

// nameProblem says what keeps name from being the name of a session, or nothing;
// an empty one is none.
func nameProblem(name string) string {
	switch n := len(name); {
	case n == 0:
		return ""
	case n < 2 || n > maxNameLength:
		return " has " + strconv.Itoa(n) + " characters; STS takes 2 to 64"
	case !only(nameMarks, name):
		return " has a character that is not a letter, digit or one of _+=,.@-"
	}
	return ""
}

// roleARNProblem says what keeps s from being the ARN of a role, or nothing.
func roleARNProblem(s string) string {
	a, err := arn.Parse(s)
	path, isRole := strings.CutPrefix(a.Resource, "role/")
	name := path[strings.LastIndexByte(path, '/')+1:]
	problem := ""
	switch {
	case s == "":
		problem = "is empty"
	case err != nil:
		problem = " is not an ARN"
	case a.Service == "sts":
		session, _ := strings.CutPrefix(a.Resource, "assumed-role/")
		name, _, _ = strings.Cut(session, "/")
		return " is the ARN of a session; the role's own is arn:" + unquoted(a.Partition) + ":iam::" + unquoted(a.AccountID) + ":role/" + unquoted(name) +
			", with its path if it has one"
	case !isPartition(a.Partition):
		problem = ` names the partition ` + quoted(a.Partition) + `, which does not exist`
	case a.Service != "iam" || !isRole:
		problem = " is not the ARN of a role"
	case a.Region != "":
		problem = " names a region, which the ARN of a role does not have"
	case !isAccountID(a.AccountID):
		problem = " has no account of 12 digits"
	case strings.ContainsFunc(path, func(r rune) bool { return r <= ' ' || r > '~' }):
		problem = " has a path with a character that is not printable ASCII"
	case !only(nameMarks, name) || len(name) > maxRoleName:
		problem = " does not end in the name of a role (1 to 64 letters, digits and _+=,.@- characters)"
	case len(path) > maxRolePath+maxNameLength:
		problem = " has a path of more than 512 characters"
	default:
		return ""
	}
	return problem + "; a role's ARN looks like arn:aws:iam::111122223333:role/Name"
}

func isAccountID(s string) bool {
	if len(s) != accountIDLength {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}

// account is the role's account. The ARN has been checked.
func (r *Role) account() string { return strings.Split(r.ARN, ":")[4] }
