package session_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/session"
)

const auditOverCorp = `
[profile audit]
role_arn=arn:aws:iam::222222222222:role/Audit
source_profile=corp
region=eu-west-1
[profile corp]
`

func TestExplainTellsEverySourceAndTheChain(t *testing.T) {
	home(t, auditOverCorp, credentialsOf("corp"))
	setKeys(t, "AKIAENV")
	t.Setenv("AWS_PROFILE", "audit")
	sts := newSTSServer(t)
	s := open(t, session.Options{Endpoint: sts.URL})
	e := s.Explain(t.Context())
	require.Len(t, e.Roles, 1)
	assert.WithinDuration(t, time.Now().Add(time.Hour), e.Roles[0].Expires, time.Minute)
	until := e.Roles[0].Expires.UTC().Format(time.RFC3339)
	assert.Equal(t, strings.TrimPrefix(`
runs on    laptop (no sign of Lambda, a container, EC2 or CI)
profile    audit (from AWS_PROFILE)
region     eu-west-1 (from profile audit)
looked in    keys in the environment: set, but the profile audit was chosen by AWS_PROFILE
             web identity in the environment: not set
           * profile audit: a role, assumed with the credentials of the profile corp
             container: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set
             instance metadata: AWS_EC2_METADATA_DISABLED is true
roles      1. arn:aws:iam::222222222222:role/Audit, until `+until+`
account    222222222222
identity   arn:aws:sts::222222222222:assumed-role/Audit/`+e.ARN[strings.LastIndex(e.ARN, "/")+1:]+`
warning    AWS_ACCESS_KEY_ID is set beside the profile "audit" (from AWS_PROFILE); the profile is used and the keys are not
`, "\n"), e.String())

	b, err := json.Marshal(e)
	require.NoError(t, err)
	var back session.Explanation
	require.NoError(t, json.Unmarshal(b, &back))
	assert.Equal(t, e.Sources, back.Sources)
}

func TestExplainWhenNobodyIsLoggedIn(t *testing.T) {
	home(t, "[profile corp]\nsso_session=corp\nsso_account_id=111122223333\nsso_role_name=Dev\nregion=eu-west-1\n"+
		"[sso-session corp]\nsso_region=eu-west-1\nsso_start_url=https://example.awsapps.com/start\n", "")
	e := open(t, session.Options{Profile: "corp"}).Explain(t.Context())
	assert.Equal(t, "credentials need a login, which has expired or was never made", e.Problem)
	assert.Equal(t, "aws sso login --sso-session corp", e.Run)
	assert.Contains(t, e.String(), "\nrun        aws sso login --sso-session corp\n")
	assert.Contains(t, e.String(), "* profile corp: a login with the sso-session corp")
	assert.Empty(t, e.Account)
}

// One identity cannot be told from a token that has expired: the token file is
// there, and too old.
func TestExpiredSSOTokenIsALogin(t *testing.T) {
	home(t, "[profile corp]\nsso_account_id=111122223333\nsso_role_name=Dev\nregion=eu-west-1\n"+
		"sso_region=eu-west-1\nsso_start_url=https://example.awsapps.com/start\n", "")
	dir := filepath.Join(os.Getenv("HOME"), ".aws", "sso", "cache")
	require.NoError(t, os.MkdirAll(dir, 0o700))
	// The name is the SHA-1 of the start URL, as the AWS CLI writes it.
	require.NoError(t, os.WriteFile(filepath.Join(dir, "e8be5486177c5b5392bd9aa76563515b29358e6e.json"),
		[]byte(`{"accessToken":"`+plantedSecret+`","expiresAt":"2020-01-01T00:00:00Z"}`), 0o600))
	_, err := open(t, session.Options{Profile: "corp"}).Identity(t.Context())
	require.ErrorIs(t, err, session.ErrLogin)
	assert.EqualError(t, err, "session: credentials need a login, which has expired or was never made; run: aws sso login --profile corp")
}

// The token looks good and the service does not take it any more.
func TestRevokedSSOTokenIsALogin(t *testing.T) {
	for code, login := range map[string]bool{"UnauthorizedException": true, "ForbiddenException": false} {
		t.Run(code, func(t *testing.T) {
			home(t, "[profile corp]\nsso_account_id=111122223333\nsso_role_name=Dev\nregion=eu-west-1\n"+
				"sso_region=eu-west-1\nsso_start_url=https://example.awsapps.com/start\n", "")
			dir := filepath.Join(os.Getenv("HOME"), ".aws", "sso", "cache")
			require.NoError(t, os.MkdirAll(dir, 0o700))
			require.NoError(t, os.WriteFile(filepath.Join(dir, "e8be5486177c5b5392bd9aa76563515b29358e6e.json"),
				[]byte(`{"accessToken":"`+plantedSecret+`","expiresAt":"2099-01-01T00:00:00Z"}`), 0o600))
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("X-Amzn-Errortype", code)
				w.WriteHeader(http.StatusUnauthorized)
				_, _ = w.Write([]byte(`{"message":"no access"}`))
			}))
			t.Cleanup(server.Close)
			_, err := open(t, session.Options{Profile: "corp", Endpoint: server.URL}).Identity(t.Context())
			require.ErrorIs(t, err, session.ErrCredentials)
			assert.Equal(t, login, errors.Is(err, session.ErrLogin), "%v", err)
			assert.Equal(t, login, strings.HasSuffix(err.Error(), "; run: aws sso login --profile corp"))
			assert.NotContains(t, err.Error(), plantedSecret)
		})
	}
}

// Everything that the package hands out is formatted in every way that a program
// may log it, and none shows a secret.
func TestNoSecretIsEverShown(t *testing.T) {
	home(t, auditOverCorp, credentialsOf("corp"))
	setKeys(t, plantedSecret)
	t.Setenv("AWS_SESSION_TOKEN", plantedSecret)
	sts := newSTSServer(t)
	s := open(t, session.Options{Profile: "audit", Endpoint: sts.URL, Cache: session.CacheDir(filepath.Join(t.TempDir(), "cache"))})
	_, err := s.Identity(t.Context())
	require.NoError(t, err)
	profiles, err := session.Profiles()
	require.NoError(t, err)
	sts.deny["arn:aws:iam::333333333333:role/R"] = "AccessDenied"
	_, denied := s.Assume(t.Context(), s.Role("333333333333", "R"))
	require.Error(t, denied)
	_, mfa := s.Assume(t.Context(), session.Role{ARN: "arn:aws:iam::333333333333:role/R", MFASerial: "GAHT00000001"})
	require.Error(t, mfa)
	values := []any{s, *s, s.Config().Credentials, profiles, s.Explain(t.Context()), s.Warnings(), denied, mfa, s.Runtime()}
	var out bytes.Buffer
	log := slog.New(slog.NewJSONHandler(&out, nil))
	for _, v := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			fmt.Fprintf(&out, verb+"\n", v)
		}
		if b, err := json.Marshal(v); err == nil {
			out.Write(b)
		}
		log.Info("x", "value", v)
	}
	for line := range strings.Lines(out.String()) {
		if strings.Contains(line, plantedSecret) || strings.Contains(line, fmt.Sprintf("%x", plantedSecret)) {
			t.Errorf("a secret is shown in a line that begins %.60q", line)
		}
	}
	assert.True(t, strings.Contains(out.String(), "profile audit, role arn:aws:iam::222222222222:role/Audit, eu-west-1"))
}

func TestErrorsOfClientsStayReachable(t *testing.T) {
	cloud := awstest.New(t)
	boom := errors.New("boom")
	awstest.Fail[sns.ListTopicsInput](cloud, boom)
	s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{})
	require.NoError(t, err)
	_, err = session.Client(s, sns.NewFromConfig).ListTopics(t.Context(), nil)
	require.ErrorIs(t, err, boom)
}
