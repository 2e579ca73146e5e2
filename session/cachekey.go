package session

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// cacheKey names the credentials of the hop.
func (h *hop) cacheKey(ctx context.Context) (string, error) {
	source, err := h.core.sourceName(ctx)
	return cacheKey(source, aws.ToString(h.core.cfg.BaseEndpoint), h.core.opts.SessionName, h.core.chain[:h.at]), err
}

// cacheKey digests all that makes the credentials of the last of the roles: who
// assumes the first, each role with every field, and whose STS is asked.
func cacheKey(source, endpoint, namePrefix string, roles []Role) string {
	b, err := json.Marshal(struct {
		Source, Endpoint, Name string
		Roles                  []Role
	}{source, endpoint, namePrefix, roles})
	if err != nil { // cannot be: all fields are strings and numbers
		panic(err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// sourceName names the credentials that the first role is assumed with, so that
// the name stays the same as long as they are the same person's: by the login of
// a profile where its keys change from hour to hour, else by the access key.
func (c *core) sourceName(ctx context.Context) (string, error) {
	p := leaf(&c.shared)
	login := []string{p.SSOSessionName, p.SSOStartURL, p.SSOAccountID, p.SSORoleName,
		p.LoginSession, p.CredentialProcess, p.WebIdentityTokenFile}
	if strings.HasPrefix(chosen(c.sources()), "profile ") && !p.Credentials.HasKeys() && strings.Join(login, "") != "" {
		return strings.Join(append(login, p.Profile, p.RoleARN), "\x00"), nil
	}
	creds, err := c.first.Retrieve(ctx)
	return creds.AccessKeyID, err
}
