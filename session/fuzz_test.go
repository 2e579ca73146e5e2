package session_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/session"
)

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
