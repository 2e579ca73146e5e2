package session

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const roleARN = "arn:aws:iam::444455556666:role/Audit"

func TestEveryRuleOfSTSIsCheckedBeforeTheCall(t *testing.T) {
	long := func(n int) string { return strings.Repeat("x", n) }
	manyTags := map[string]string{}
	for i := range 51 {
		manyTags[fmt.Sprint("k", i)] = "v"
	}
	policyARN := "arn:aws:iam::aws:policy/ReadOnlyAccess"
	for _, test := range []struct {
		name  string
		role  Role
		field string // empty: the role is good
		want  string
	}{
		{"plain", Role{ARN: roleARN}, "", ""},
		{"with a path", Role{ARN: "arn:aws:iam::444455556666:role/team/x/Audit"}, "", ""},
		{"of China", Role{ARN: "arn:aws-cn:iam::444455556666:role/Audit"}, "", ""},
		{"all fields at their limits", Role{ARN: roleARN, ExternalID: long(1224), SessionName: long(64), Duration: 12 * time.Hour,
			Policy: `{"x":"` + long(2000-len(policyARN)) + `"}`, PolicyARNs: []string{policyARN}, Tags: map[string]string{long(128): long(256)},
			TransitiveTags: []string{long(128)}, SourceIdentity: "ann@example.com", MFASerial: "GAHT12345678"}, "", ""},
		{"no ARN", Role{}, "ARN", "is empty"},
		{"a name", Role{ARN: "Audit"}, "ARN", "is not an ARN"},
		{"a user", Role{ARN: "arn:aws:iam::444455556666:user/ann"}, "ARN", "is not the ARN of a role"},
		{"a session", Role{ARN: "arn:aws:sts::444455556666:assumed-role/Audit/x"}, "ARN", "the role's own is arn:aws:iam::444455556666:role/Audit"},
		{"11 digits", Role{ARN: "arn:aws:iam::44445555666:role/Audit"}, "ARN", "12 digits"},
		{"a region", Role{ARN: "arn:aws:iam:eu-west-1:444455556666:role/Audit"}, "ARN", "names a region"},
		{"another cloud", Role{ARN: "arn:aw:iam::444455556666:role/Audit"}, "ARN", `the partition "aw"`},
		{"no role name", Role{ARN: "arn:aws:iam::444455556666:role/team/"}, "ARN", "does not end in the name of a role"},
		{"a long role name", Role{ARN: "arn:aws:iam::444455556666:role/" + long(65)}, "ARN", "does not end in the name of a role"},
		{"a blank in the session name", Role{ARN: roleARN, SessionName: "my session"}, "SessionName", "has a character"},
		{"a short session name", Role{ARN: roleARN, SessionName: "x"}, "SessionName", "2 to 64"},
		{"a long session name", Role{ARN: roleARN, SessionName: long(65)}, "SessionName", "2 to 64"},
		{"not ASCII", Role{ARN: roleARN, SessionName: "jürgen"}, "SessionName", "has a character"},
		{"a source identity of AWS", Role{ARN: roleARN, SourceIdentity: "aws:x"}, "SourceIdentity", "has a character"},
		{"a short external ID", Role{ARN: roleARN, ExternalID: "x"}, "ExternalID", "2 to 1224"},
		{"a blank in the external ID", Role{ARN: roleARN, ExternalID: "a b"}, "ExternalID", "2 to 1224"},
		{"14 minutes", Role{ARN: roleARN, Duration: 14 * time.Minute}, "Duration", "15m to 12h"},
		{"13 hours", Role{ARN: roleARN, Duration: 13 * time.Hour}, "Duration", "15m to 12h"},
		{"less than no time", Role{ARN: roleARN, Duration: -time.Hour}, "Duration", "15m to 12h"},
		{"half a second", Role{ARN: roleARN, Duration: time.Hour + time.Second/2}, "Duration", "whole seconds"},
		{"a policy that is no JSON", Role{ARN: roleARN, Policy: "allow all"}, "Policy", "is not JSON"},
		{"a long policy", Role{ARN: roleARN, Policy: `"` + long(2047) + `"`}, "Policy", "2049 characters together; STS takes 2048"},
		{"policies that are long together", Role{ARN: roleARN, Policy: `"` + long(2040) + `"`, PolicyARNs: []string{policyARN}}, "Policy", "together"},
		{"11 policies", Role{ARN: roleARN, PolicyARNs: strings.Split(strings.Repeat(policyARN+" ", 11), " ")[:11]}, "PolicyARNs", "are 11"},
		{"a policy by name", Role{ARN: roleARN, PolicyARNs: []string{"ReadOnlyAccess"}}, "PolicyARNs", "not the ARN of a managed policy"},
		{"51 tags", Role{ARN: roleARN, Tags: manyTags}, "Tags", "are 51"},
		{"an empty tag key", Role{ARN: roleARN, Tags: map[string]string{"": "x"}}, "Tags", "1 to 128"},
		{"a long tag key", Role{ARN: roleARN, Tags: map[string]string{long(129): "x"}}, "Tags", "1 to 128"},
		{"a long tag value", Role{ARN: roleARN, Tags: map[string]string{"k": long(257)}}, "Tags", "257 characters"},
		{"a strange tag", Role{ARN: roleARN, Tags: map[string]string{"k": "a\nb"}}, "Tags", "has a character"[4:]},
		{"a tag of AWS", Role{ARN: roleARN, Tags: map[string]string{"AWS:x": "v"}}, "Tags", "keeps aws: for itself"},
		{"the same tag twice", Role{ARN: roleARN, Tags: map[string]string{"Team": "a", "team": "b"}}, "Tags", "takes for the same"},
		{"a transitive tag that is none", Role{ARN: roleARN, TransitiveTags: []string{"k"}}, "TransitiveTags", "not in Tags"},
		{"a short MFA serial", Role{ARN: roleARN, MFASerial: "123"}, "MFASerial", "neither a serial number"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := test.role.check(1)
			if test.field == "" {
				require.NoError(t, err)
				return
			}
			var re *RoleError
			require.ErrorAs(t, err, &re)
			assert.Equal(t, test.field, re.Field)
			assert.Contains(t, re.Reason, test.want)
			assert.ErrorIs(t, err, ErrInvalidRole)
			assert.NotContains(t, err.Error(), "\n")
		})
	}
}

func TestTransitiveTagsCannotBeSetAgain(t *testing.T) {
	first := Role{ARN: roleARN, Tags: map[string]string{"Team": "a", "Cost": "b"}, TransitiveTags: []string{"Team"}}
	require.NoError(t, checkChain([]Role{first, {ARN: roleARN, Tags: map[string]string{"cost": "b"}}}))
	err := checkChain([]Role{first, {ARN: roleARN, Tags: map[string]string{"team": "b"}}})
	require.ErrorIs(t, err, ErrInvalidRole)
	assert.EqualError(t, err, `session: role 2 (`+roleARN+`): Tags set "team" again, which is transitive from role 1`)
}

func TestSessionNamesCanBeTraced(t *testing.T) {
	for _, name := range []string{"AWS_LAMBDA_FUNCTION_NAME", "_X_AMZN_TRACE_ID", "GITHUB_RUN_ID"} {
		t.Setenv(name, "")
	}
	t.Setenv("USER", "ann müller")
	program := strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe")
	assert.Equal(t, cleanName(program+"-ann-m-ller"), sessionName("", Runtime{Platform: Laptop}, ""))
	assert.Equal(t, "nightly", sessionName("nightly", Runtime{Platform: Laptop}, ""))

	t.Setenv("GITHUB_RUN_ID", "4711")
	assert.Equal(t, program+"-4711", sessionName("", Runtime{Platform: CI}, ""))

	t.Setenv("AWS_LAMBDA_FUNCTION_NAME", strings.Repeat("function-", 7))
	//lint:ignore SA1029 the key is that of Lambda's runtime
	ctx := context.WithValue(t.Context(), "x-amzn-trace-id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1")
	name := sessionName("", Runtime{Platform: Lambda}, requestID(ctx))
	assert.Equal(t, "function-function-function-func"+"-bd862e3fe1be46a994272793", name[:31]+name[len(name)-25:])
	assert.LessOrEqual(t, len(name), 64)
	assert.Empty(t, nameProblem(name))

	t.Setenv("_X_AMZN_TRACE_ID", "Root=1-67891233-abcdef012345678912345678")
	assert.Equal(t, "abcdef012345678912345678", requestID(t.Context()), "Lambda sets it in the environment as well")
}

func FuzzSessionNamesAreAlwaysTaken(f *testing.F) {
	f.Add("program", "id")
	f.Add("ümlaut \x00", "")
	f.Add(strings.Repeat("x", 100), strings.Repeat("y", 100))
	f.Fuzz(func(t *testing.T, prefix, request string) {
		if prefix == "" {
			prefix = "x"
		}
		if request != "" {
			request = cleanName(request)
		}
		name := sessionName(prefix, Runtime{Platform: Laptop}, request)
		if p := nameProblem(name); p != "" {
			t.Fatalf("%q, %q: %s", prefix, request, p)
		}
	})
}
