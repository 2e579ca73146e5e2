package session_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/session"
)

func FuzzTargetsAreReadAsTheyWereWritten(f *testing.F) {
	f.Add("111122223333 eu-west-1\n# x\n\n444455556666")
	f.Add(`{"Account":"111122223333","Region":"eu-west-1","Role":{"ARN":"arn:aws:iam::111122223333:role/R","Tags":{"a":"b"},"Duration":3600000000000}}`)
	f.Add(`{"Profile":"a b","Name":"\n"}`)
	f.Fuzz(func(t *testing.T, text string) {
		targets, err := session.ReadTargets(strings.NewReader(text), nil)
		if err != nil {
			return
		}
		var file bytes.Buffer
		require.NoError(t, session.WriteTargets(&file, targets))
		again, err := session.ReadTargets(&file, nil)
		require.NoError(t, err)
		var second bytes.Buffer
		require.NoError(t, session.WriteTargets(&second, again))
		require.Len(t, again, len(targets))
		for i := range targets {
			assert.Equal(t, targets[i].String(), again[i].String())
		}
	})
}

func FuzzRoleARNs(f *testing.F) {
	for _, s := range []string{"arn:aws:iam::111122223333:role/R", "arn:aws:sts::111122223333:assumed-role/", "arn:::::", "arn:aws:iam::111122223333:role/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		_, err := session.FromConfig(t.Context(), aws.Config{Region: "eu-west-1"}, session.Options{
			Roles: []session.Role{{ARN: s, SessionName: "!"}}, // refused in any case, so that nothing is asked
		})
		require.ErrorIs(t, err, session.ErrInvalidRole)
		require.NotContains(t, err.Error(), "\n")
	})
}

func TestTargetsFileThatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		"111122223333\nprod eu-west-1":             `line 2: "prod eu-west-1" is not an account`,
		"111122223333 eu-west-1 Audit":             "line 1",
		`{"Acount":"111122223333"}`:                `unknown field "Acount"`,
		"{":                                        "line 1",
		strings.Repeat("x", 1<<20+1):               "token too long",
		"# only a remark\n\n11112222333":           "line 3",
		"111122223333 eu-west-1\n{\"Role\":\"x\"}": "line 2",
	} {
		_, err := session.ReadTargets(strings.NewReader(text), nil)
		require.Error(t, err)
		assert.Contains(t, err.Error(), "session: targets: ")
		assert.Contains(t, err.Error(), want)
	}
}
