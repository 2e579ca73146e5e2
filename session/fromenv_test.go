package session_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/session"
)

func TestFromEnvTakesKeysAndRegionOfTheEnvironmentAlone(t *testing.T) {
	home(t, threeProfiles, credentialsOf("default"))
	setKeys(t, "AKIAENV")
	t.Setenv("AWS_REGION", "us-west-2")
	s, err := session.FromEnv(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "AKIAENV", signsWith(t, s))
	assert.Equal(t, "us-west-2", s.Region())
	assert.Empty(t, s.Profile())
	assert.Equal(t, "us-west-2", s.String())
	assert.Equal(t, "eu-west-1", s.In("eu-west-1").Region())
}

func TestFromEnvReadsNoSharedFiles(t *testing.T) {
	home(t, threeProfiles, credentialsOf("default"))
	_, err := session.FromEnv(t.Context())
	require.ErrorIs(t, err, session.ErrNoRegion, "the default profile has one")

	t.Setenv("AWS_REGION", "us-west-2")
	s, err := session.FromEnv(t.Context())
	require.NoError(t, err)
	_, err = session.Client(s, sns.NewFromConfig).ListTopics(t.Context(), nil)
	require.ErrorIs(t, err, session.ErrCredentials, "the default profile has keys")
	assert.Contains(t, err.Error(), "profiles: not read by FromEnv")
	assert.Contains(t, err.Error(), "keys in the environment: not set")
}

func TestFromEnvRefusesToBeGivenAProfile(t *testing.T) {
	home(t, threeProfiles, credentialsOf("a"))
	t.Setenv("AWS_REGION", "us-west-2")
	_, err := session.FromEnv(t.Context(), config.WithSharedConfigProfile("b"))
	require.ErrorIs(t, err, session.ErrProfile)
	t.Setenv("AWS_PROFILE", "a")
	_, err = session.FromEnv(t.Context())
	require.ErrorIs(t, err, session.ErrProfile)
	assert.EqualError(t, err, `session: profile "a" (from AWS_PROFILE): FromEnv reads no profiles; open the session with New`)
}

func TestFromEnvChecksWhatIsThere(t *testing.T) {
	home(t, "", "")
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIAHALF")
	t.Setenv("AWS_REGION", "us-eats-1")
	_, err := session.FromEnv(t.Context())
	require.ErrorIs(t, err, session.ErrCredentials)
	assert.Contains(t, err.Error(), "half a pair")
	setKeys(t, "AKIAENV")
	_, err = session.FromEnv(t.Context())
	require.ErrorIs(t, err, session.ErrUnknownRegion)
	assert.Contains(t, err.Error(), "AWS_REGION")
	_, err = session.FromEnv(t.Context(), func(*config.LoadOptions) error { return assert.AnError })
	require.ErrorIs(t, err, assert.AnError)
}

func TestFromEnvTakesTheSDKsOptions(t *testing.T) {
	home(t, "", "")
	setKeys(t, "AKIAENV")
	s, err := session.FromEnv(t.Context(), config.WithRegion("eu-north-1"),
		config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider("AKIAOPT", plantedSecret, "")))
	require.NoError(t, err)
	assert.Equal(t, "AKIAOPT", signsWith(t, s))
	assert.Equal(t, "eu-north-1", s.Region())
	sts := newSTSServer(t)
	t.Setenv("AWS_ENDPOINT_URL", sts.URL)
	e := s.Explain(t.Context())
	assert.Equal(t, "an option of FromEnv", e.RegionFrom)
	assert.Equal(t, []session.CredentialSource{{Name: "an option of FromEnv", Chosen: true, Why: "given by the program"}}, e.Sources)
}

func TestFromEnvAssumesRolesLikeAnyOther(t *testing.T) {
	home(t, "", "")
	setKeys(t, "AKIAENV")
	t.Setenv("AWS_REGION", "eu-west-1")
	sts := newSTSServer(t)
	t.Setenv("AWS_ENDPOINT_URL", sts.URL)
	s, err := session.FromEnv(t.Context())
	require.NoError(t, err)
	audit, err := s.Assume(t.Context(), s.Role("222222222222", "Audit"))
	require.NoError(t, err)
	id, err := audit.Identity(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "222222222222", id.Account)
	e := audit.Explain(t.Context())
	assert.Equal(t, "keys in the environment", e.Sources[0].Name)
	assert.True(t, e.Sources[0].Chosen)
	assert.Len(t, e.Roles, 1)
}

func TestFromEnvTakesWhatAContainerIsGiven(t *testing.T) {
	home(t, threeProfiles, credentialsOf("default"))
	t.Setenv("AWS_REGION", "eu-west-1")
	platform := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintf(w, `{"AccessKeyId":"ASIACONTAINER","SecretAccessKey":%q,"Token":"t","Expiration":%q}`,
			plantedSecret, time.Now().Add(time.Hour).UTC().Format(time.RFC3339))
	}))
	defer platform.Close()
	t.Setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", platform.URL)
	s, err := session.FromEnv(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "ASIACONTAINER", signsWith(t, s))
}

func TestFromEnvTakesWhatAPodIsGiven(t *testing.T) {
	home(t, threeProfiles, credentialsOf("default"))
	token := filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(token, []byte("jwt"), 0o600))
	sts := newSTSServer(t)
	for name, value := range map[string]string{"AWS_REGION": "eu-west-1", "AWS_WEB_IDENTITY_TOKEN_FILE": token,
		"AWS_ROLE_ARN": "arn:aws:iam::222222222222:role/Pod"} {
		t.Setenv(name, value)
	}
	s, err := session.FromEnv(t.Context(), config.WithBaseEndpoint(sts.URL))
	require.NoError(t, err)
	assert.Empty(t, sts.seen(), "opening makes no request")
	assert.Equal(t, "ASIA222222222222", signsWith(t, s))
}
