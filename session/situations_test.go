package session_test

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/session"
)

// A situation is a case beside what botocore 1.43 did in it, against a server as
// ours is.
type situation struct {
	sharedFilesCase
	Botocore outcome
	// Differs names the row of docs/decisions/session-differences.md whose choice makes
	// this package do Ours.
	Differs string
	Ours    outcome
	Text    string // in the error
}

// An outcome is an error, or credentials and region, and the requests for them.
type outcome struct {
	Error              string
	Key, Token, Region string
	Calls              []string
}

func TestSituationsComeOutAsWithBotocore(t *testing.T) {
	text, err := os.ReadFile("testdata/situations.json")
	require.NoError(t, err)
	var situations []situation
	require.NoError(t, json.Unmarshal(text, &situations))
	require.GreaterOrEqual(t, len(situations), 300)
	differences, err := os.ReadFile("../docs/decisions/session-differences.md")
	require.NoError(t, err)
	for _, s := range situations {
		t.Run(s.ID, func(t *testing.T) {
			want := s.Botocore
			if s.Differs != "" {
				want = s.Ours
				assert.True(t, strings.Contains(string(differences), "\n| "+strings.TrimPrefix(s.Differs, "row ")+" | "), s.Differs)
			}
			r := newCaseRun(t, s.sharedFilesCase)
			opts := session.Options{Profile: s.Options.Profile, Region: s.Options.Region}
			if s.Options.MFA != "" {
				opts.MFA = func(context.Context, string) (string, error) { return s.Options.MFA, nil }
			}
			var got *session.Session
			if s.Options.FromEnv {
				got, err = session.FromEnv(t.Context())
			} else {
				got, err = session.New(t.Context(), opts)
			}
			if err == nil {
				creds, failed := got.Config().Credentials.Retrieve(t.Context())
				err = failed
				assert.Equal(t, want.Key, creds.AccessKeyID)
				assert.Equal(t, want.Token, creds.SessionToken)
				if want.Error == "" {
					assert.Equal(t, want.Region, got.Region())
				}
			}
			if want.Error != "" {
				require.Error(t, err)
				assert.Contains(t, err.Error(), r.fill(s.Text))
				return
			}
			require.NoError(t, err)
			assert.ElementsMatch(t, want.Calls, r.server.all())
		})
	}
}
