package session

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/logincreds"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/aws-sdk-go-v2/service/signin"
	ssosvc "github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"
)

// providers makes the SDK's credential providers for what was read.
type providers struct {
	platform
	files *sharedFiles
}

// of returns a caching provider of a source's first credentials.
func (b *providers) of(s source) (aws.CredentialsProvider, error) {
	switch s.kind {
	case fromKeys:
		return keysOf(s.owner, s.owner.credentialsKeys)
	case fromConfigKeys:
		return keysOf(s.owner, s.owner.configKeys)
	case fromWebIdentity:
		p := s.owner
		if !p.has("role_arn") {
			return nil, &ProfileError{Profile: p.name, Reason: "has a web_identity_token_file and no role_arn; add the role to assume"}
		}
		if problem := roleARNProblem(p.get("role_arn")); problem != "" {
			return nil, &ProfileError{Profile: p.name, Reason: "its role_arn" + problem}
		}
		return b.webIdentity(p.get("web_identity_token_file"), "web_identity_token_file", p.get("role_arn"), p.get("role_session_name")), nil
	case fromSSO:
		return b.sso(s.owner)
	case fromLogin:
		return b.login(s.owner)
	case fromProcess:
		return b.process(s.owner)
	default:
		return b.platform.of(s.kind)
	}
}

// keysOf returns a provider of the keys in one file, with their token and account.
func keysOf(p *profile, s *iniSection) (aws.CredentialsProvider, error) {
	get := func(name string) string {
		if o := s.setting(name); o != nil {
			return cutComment(o.value)
		}
		return ""
	}
	c := aws.Credentials{
		AccessKeyID: get(keyID), SecretAccessKey: get(keySecret), AccountID: get("aws_account_id"),
		SessionToken: cmp.Or(get("aws_session_token"), get("aws_security_token")), Source: "profile " + p.name,
	}
	switch {
	case s.setting(keyID) != nil && s.setting(keySecret) != nil && !c.HasKeys():
		return nil, &CredentialsError{Reason: "are missing: the profile " + quoted(p.name) +
			" has an empty aws_access_key_id or aws_secret_access_key; set both or remove them"}
	case !c.HasKeys():
		return nil, &CredentialsError{Reason: "are half a pair: the profile " + quoted(p.name) +
			" has one of aws_access_key_id and aws_secret_access_key; set both or none"}
	case hasBlank(c.AccessKeyID) || hasBlank(c.SecretAccessKey) || hasBlank(c.SessionToken):
		return nil, &CredentialsError{Reason: "cannot be used: a key or token of the profile " + quoted(p.name) +
			" has a blank or a line end in it; is the line below it indented?"}
	}
	return static(c, aws.CredentialSourceProfile), nil
}

func (b *providers) sso(p *profile) (aws.CredentialsProvider, error) {
	login, err := b.files.sso(p)
	if err != nil {
		return nil, err
	}
	cfg := b.cfg.Copy()
	cfg.Region = login.region
	var optFns []func(*ssocreds.Options)
	if login.session != "" {
		path, err := ssocreds.StandardCachedTokenFilepath(login.session)
		if err != nil {
			return nil, &CredentialsError{Reason: "cannot be retrieved: " + unquoted(err.Error())}
		}
		tokens := ssocreds.NewSSOTokenProvider(ssooidc.NewFromConfig(cfg), path, tokenOptions(b.lo)...)
		optFns = append(optFns, func(o *ssocreds.Options) { o.SSOTokenProvider, o.CachedTokenFilepath = tokens, path })
	}
	if b.lo.SSOProviderOptions != nil {
		optFns = append(optFns, b.lo.SSOProviderOptions)
	}
	optFns = append(optFns, func(o *ssocreds.Options) { o.Client = roleCredentialsClient{o.Client} })
	return b.cached(answered{ssocreds.New(ssosvc.NewFromConfig(cfg), login.account, login.role, login.startURL, optFns...)}, 0), nil
}

// roleCredentialsClient makes an answer without credentials an error. The SDK's provider
// panics.
type roleCredentialsClient struct {
	ssocreds.GetRoleCredentialsAPIClient
}

// GetRoleCredentials makes the request.
func (c roleCredentialsClient) GetRoleCredentials(ctx context.Context, in *ssosvc.GetRoleCredentialsInput, optFns ...func(*ssosvc.Options)) (*ssosvc.GetRoleCredentialsOutput, error) {
	out, err := c.GetRoleCredentialsAPIClient.GetRoleCredentials(ctx, in, optFns...)
	if err == nil && out.RoleCredentials == nil {
		return nil, errNoCredentials
	}
	return out, err
}

func (b *providers) login(p *profile) (aws.CredentialsProvider, error) {
	session := p.get("login_session")
	if session == "" {
		return nil, &ProfileError{Profile: p.name, Reason: "has an empty login_session; run aws login, or remove the setting"}
	}
	path, err := logincreds.StandardCachedTokenFilepath(session, expand(os.Getenv("AWS_LOGIN_CACHE_DIRECTORY")))
	if err != nil {
		return nil, &CredentialsError{Reason: "cannot be retrieved: " + unquoted(err.Error())}
	}
	return b.cached(recovering{answered{logincreds.New(signin.NewFromConfig(b.cfg), path, func(o *logincreds.Options) {
		o.RestrictPermissions = b.cfg.RestrictFilePermissions != aws.RestrictFilePermissionsUnrestricted
	})}}, 0), nil
}

// process returns the provider of a credential_process: a command that is split into
// words as by a shell and run without one, as in the AWS CLI.
func (b *providers) process(p *profile) (aws.CredentialsProvider, error) {
	command := p.raw("credential_process")
	words, closed := splitCommand(command)
	if !closed || len(words) == 0 {
		return nil, &ProfileError{Profile: p.name, Reason: "its credential_process is empty or has a quote that is not closed"}
	}
	o := processcreds.Options{Timeout: processcreds.DefaultTimeout}
	if b.lo.ProcessCredentialOptions != nil {
		b.lo.ProcessCredentialOptions(&o)
	}
	return b.cached(&process{words: words, timeout: o.Timeout}, 0), nil
}

// splitCommand splits a command by the rules of the operating system.
func splitCommand(command string) (words []string, closed bool) {
	if runtime.GOOS == "windows" {
		return splitWindowsWords(command)
	}
	return splitWords(command)
}

// splitWindowsWords splits a command as Windows does: only double quotes quote, and a
// backslash is special only before one.
func splitWindowsWords(s string) (words []string, closed bool) {
	var word strings.Builder
	inWord, inQuotes := false, false
	for i := 0; i < len(s); i++ {
		backslashes := 0
		for i < len(s) && s[i] == '\\' {
			backslashes++
			i++
		}
		atQuote := i < len(s) && s[i] == '"'
		if atQuote {
			word.WriteString(strings.Repeat(`\`, backslashes/2))
		} else {
			word.WriteString(strings.Repeat(`\`, backslashes))
		}
		inWord = inWord || backslashes > 0
		switch {
		case i == len(s):
		case atQuote && backslashes%2 == 1:
			word.WriteByte('"')
		case atQuote:
			inQuotes, inWord = !inQuotes, true
		case (s[i] == ' ' || s[i] == '\t') && !inQuotes:
			if inWord {
				words = append(words, word.String())
				word.Reset()
				inWord = false
			}
		default:
			word.WriteByte(s[i])
			inWord = true
		}
	}
	if inWord {
		words = append(words, word.String())
	}
	return words, !inQuotes
}

// process runs a program that prints credentials. Errors have nothing of what it
// prints.
type process struct {
	words   []string
	timeout time.Duration
}

// Retrieve runs the program. Its standard error is that of the calling program, since
// it may ask a person.
func (p *process) Retrieve(ctx context.Context) (aws.Credentials, error) {
	ctx, cancel := context.WithTimeout(ctx, p.timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, p.words[0], p.words[1:]...)
	cmd.Stdin, cmd.Stderr = os.Stdin, os.Stderr
	cmd.WaitDelay = time.Second // its children may keep the output open
	out, err := cmd.Output()
	if err != nil {
		return aws.Credentials{}, processError("failed: " + processFailure(ctx, p.words[0], err))
	}
	return parseProcessOutput(out, time.Now())
}

func processFailure(ctx context.Context, program string, err error) string {
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx).Error()
	case errors.As(err, &exit):
		return exit.ProcessState.String()
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, os.ErrNotExist):
		if strings.ContainsAny(program, "~$%") {
			return "the program " + unquoted(program) + " does not exist; write its path in full, since it is run without a shell"
		}
		return "the program " + unquoted(program) + " does not exist"
	case errors.Is(err, os.ErrPermission):
		return "the program " + unquoted(program) + " may not be run"
	}
	return "the program could not be run"
}

func processError(reason string) error {
	return &processcreds.ProviderError{Err: errors.New("credential_process " + reason)}
}

func parseProcessOutput(out []byte, now time.Time) (aws.Credentials, error) {
	if runtime.GOOS == "windows" {
		out = bytes.ReplaceAll(out, []byte(`\"`), []byte(`"`))
	}
	var answer struct {
		Version                                    float64
		AccessKeyId, SecretAccessKey, SessionToken string          //nolint:revive // names of the format
		AccountId                                  json.RawMessage //nolint:revive // a name of the format
		Expiration                                 string
	}
	fail := func(reason string) (aws.Credentials, error) { return aws.Credentials{}, processError(reason) }
	err := json.Unmarshal(out, &answer)
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && e.Field != "" {
		return fail("printed credentials whose " + e.Field + " has the wrong JSON type")
	}
	if err != nil {
		return fail("printed something that is not credentials in JSON")
	}
	c := aws.Credentials{
		AccessKeyID: answer.AccessKeyId, SecretAccessKey: answer.SecretAccessKey, SessionToken: answer.SessionToken,
		Source: processcreds.ProviderName,
	}
	// Some programs print a number, which may have lost its leading zeros.
	if account := strings.Trim(string(answer.AccountId), `"`); isAccountID(account) {
		c.AccountID = account
	}
	switch {
	case answer.Version != 1:
		return fail("printed credentials whose Version is not the number 1")
	case !c.HasKeys():
		return fail("printed no AccessKeyId or no SecretAccessKey")
	case answer.Expiration == "":
		return c, nil
	}
	c.CanExpire = true
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z07:00"} {
		if t, err := time.Parse(layout, answer.Expiration); err == nil {
			if c.Expires = t; !now.Before(t) {
				return fail("printed credentials that expired at " + t.UTC().Format(time.RFC3339))
			}
			return c, nil
		}
	}
	return fail("printed an Expiration that is not a time with its zone, such as 2026-01-31T15:04:05Z")
}

// ProviderSources keeps the SDK's mark of the user agent.
func (p *process) ProviderSources() []aws.CredentialSource {
	return []aws.CredentialSource{aws.CredentialSourceProcess}
}

// noCredentials is the provider of a configuration that has none.
type noCredentials struct{}

func (noCredentials) Retrieve(context.Context) (aws.Credentials, error) {
	return aws.Credentials{}, &CredentialsError{Reason: "are missing: the configuration has no provider"}
}
