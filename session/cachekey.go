package session

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
)

// cacheKey names the credentials of the role.
func (p *roleProvider) cacheKey(ctx context.Context) (string, error) {
	c := p.state
	name, err := c.sourceName(ctx)
	return cacheKey(name, p.sts, c.opts.SessionName, c.chain[:p.at]), err
}

// cacheKey digests all that makes the credentials of the last of the roles: who
// assumes the first, each role with every field, and whose STS is asked.
func cacheKey(source, endpoint, namePrefix string, roles []Role) string {
	b, err := json.Marshal(struct {
		Source, Endpoint, Name string
		Roles                  []Role
	}{source, endpoint, namePrefix, roles})
	if err != nil { // impossible: all fields are strings and numbers
		panic(err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// sourceName names the credentials that the first role is assumed with, so that
// the name stays the same as long as they are the same person's: by the login of
// a profile where its keys change from hour to hour, else by the access key. It
// is made of what the session was opened with.
func (c *state) sourceName(ctx context.Context) (string, error) {
	if p := c.source.owner; p != nil {
		switch c.source.kind {
		case fromWebIdentity, fromSSO, fromLogin, fromProcess:
			name := []string{string(c.source.kind), p.name}
			for _, setting := range []string{"sso_session", "sso_start_url", "sso_account_id", "sso_role_name", "login_session",
				"credential_process", "web_identity_token_file", "role_arn"} {
				name = append(name, p.raw(setting))
			}
			return strings.Join(name, "\x00"), nil
		}
	}
	creds, err := c.first.Retrieve(ctx)
	return creds.AccessKeyID, err
}
