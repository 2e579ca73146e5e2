package session

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"
	"github.com/aws/smithy-go/auth/bearer"
)

// bearerToken is the token of a login with IAM Identity Center, for services
// that take one instead of a signature, such as CodeCatalyst. It is read, and
// refreshed if need be, for each request.
type bearerToken struct {
	session string // the name of the sso-session
	tokens  *ssocreds.SSOTokenProvider
	lock    ctxLock // the SDK's provider is for one goroutine at a time
}

// bearer returns the token of the profile's sso-session, or nil if it has none.
func (f *sharedFiles) bearer(p *profile, lo *config.LoadOptions, cfg aws.Config) bearer.TokenProvider {
	if p == nil {
		return nil
	}
	section, name := lookup(f.ssoSessions, p, "sso_session")
	if section == nil || section.setting("sso_region") == nil || !isHostLabel(withoutComment(section.setting("sso_region"))) {
		return nil
	}
	path, err := ssocreds.StandardCachedTokenFilepath(name)
	if err != nil {
		return nil // there is no home directory
	}
	cfg = cfg.Copy()
	cfg.Region = withoutComment(section.setting("sso_region"))
	return &bearerToken{session: name, lock: newLock(), tokens: ssocreds.NewSSOTokenProvider(ssooidc.NewFromConfig(cfg), path, tokenOptions(lo)...)}
}

// tokenOptions are the program's options for tokens of IAM Identity Center.
func tokenOptions(lo *config.LoadOptions) []func(*ssocreds.SSOTokenProviderOptions) {
	if lo.SSOTokenProviderOptions == nil {
		return nil
	}
	return []func(*ssocreds.SSOTokenProviderOptions){lo.SSOTokenProviderOptions}
}

// RetrieveBearerToken returns the token, or an error that says how to log in.
func (b *bearerToken) RetrieveBearerToken(ctx context.Context) (bearer.Token, error) {
	if err := b.lock.take(ctx); err != nil {
		return bearer.Token{}, err
	}
	defer b.lock.release()
	token, err := b.tokens.RetrieveBearerToken(ctx)
	if err == nil && token.Value != "" || ctx.Err() != nil {
		return token, err
	}
	if err == nil {
		err = errNoCredentials
	}
	e := &CredentialsError{Reason: "cannot be retrieved: " + printable(shown(rootMessage(err)))}
	if loggedOut(err) {
		e = &CredentialsError{Reason: loginReason, Run: loginToSession(b.session), Login: true}
	}
	if safeCause(err) {
		e.Err = err
	}
	return bearer.Token{}, e
}
