package session

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
)

// cacheKey returns the name of the role's credentials in a cache.
func (p *roleProvider) cacheKey(ctx context.Context) (string, error) {
	c := p.state
	name, err := c.sourceName(ctx)
	return cacheKey(name, p.sts, c.opts.SessionName, c.chain[:p.at]), err
}

// cacheKey returns a digest of everything that determines the credentials of the last
// role: who assumes the first, every field of each role, and the endpoint of STS.
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

// sourceName returns a name for the credentials that assume the first role, which
// stays the same as long as they belong to the same person: that of the login if its
// keys change every few hours, else the access key. It depends only on what the session
// was opened with.
func (c *state) sourceName(ctx context.Context) (string, error) {
	if c.source.loginName != "" {
		return c.source.loginName, nil
	}
	creds, err := c.first.Retrieve(ctx)
	return creds.AccessKeyID, err
}

// loginName returns a name for the login that a source's credentials come from, or ""
// if they are long-term keys.
func (f *sharedFiles) loginName(s source) string {
	p := s.owner
	if p == nil {
		return ""
	}
	name := []string{string(s.kind), p.name}
	switch s.kind {
	case fromSSO:
		login, err := f.sso(p) // settings of the profile and of its sso-session
		if err != nil {
			return ""
		}
		name = append(name, login.session, login.startURL, login.region, login.account, login.role)
	case fromWebIdentity, fromLogin, fromProcess:
		for _, setting := range []string{"login_session", "credential_process", "web_identity_token_file", "role_arn"} {
			name = append(name, p.raw(setting))
		}
	default:
		return ""
	}
	return strings.Join(name, "\x00")
}
