package session_test

import (
	"crypto/sha1"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/session"
)

// CodeCatalyst and other services take the token of a login in place of a
// signature. A profile for them has an sso-session and no account.
func TestTheTokenOfALoginIsThereForServicesThatTakeOne(t *testing.T) {
	home(t, "[profile a]\nregion=eu-west-1\nsso_session=my corp\n[sso-session 'my corp']\nsso_region=us-east-1\nsso_start_url=https://x/start\n"+
		"[profile b]\nregion=eu-west-1\n", credentialsOf("b"))
	s := open(t, session.Options{Profile: "a"})
	_, err := s.Config().BearerAuthTokenProvider.RetrieveBearerToken(t.Context())
	require.ErrorIs(t, err, session.ErrLogin)
	assert.EqualError(t, err, "session: credentials need a login, which has expired or was never made; run: aws sso login --sso-session 'my corp'")

	dir, err := os.UserHomeDir()
	require.NoError(t, err)
	sum := sha1.Sum([]byte("my corp"))
	cache := filepath.Join(dir, ".aws/sso/cache")
	require.NoError(t, os.MkdirAll(cache, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(cache, hex.EncodeToString(sum[:])+".json"), []byte(`{"accessToken":"tok","expiresAt":"2099-01-01T00:00:00Z"}`), 0o600))
	token, err := s.Config().BearerAuthTokenProvider.RetrieveBearerToken(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "tok", token.Value)

	assert.Nil(t, open(t, session.Options{Profile: "b"}).Config().BearerAuthTokenProvider)
}
