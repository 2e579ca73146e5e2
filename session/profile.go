package session

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// choice is a setting and where it came from.
type choice struct{ value, from string }

// firstOf returns the first choice that has a value.
func firstOf(choices ...choice) choice {
	for _, c := range choices {
		if c.value != "" {
			return c
		}
	}
	return choice{}
}

func env(name string) choice { return choice{os.Getenv(name), name} }

// chooseProfile follows the order of the package comment.
func chooseProfile(o Options, lo config.LoadOptions) choice {
	return firstOf(choice{o.Profile, "Options.Profile"}, choice{lo.SharedConfigProfile, "Options.LoadOptions"},
		env("AWS_PROFILE"), env("AWS_DEFAULT_PROFILE"))
}

// loaded is what the SDK made of the environment and the shared files, with the
// roles of the profile taken apart so that this package can assume them.
type loaded struct {
	cfg      aws.Config
	profile  choice
	region   choice
	shared   config.SharedConfig
	roles    []Role // of the profile, the first to be assumed first
	origin   origin
	unused   string // the variable with keys that a profile puts out of use
	warnings []Warning
}

// load resolves everything but the roles. It makes no request, unless the
// caller's LoadOptions do.
func load(ctx context.Context, o Options, rt Runtime) (*loaded, error) {
	var lo config.LoadOptions
	for _, fn := range o.LoadOptions {
		if err := fn(&lo); err != nil {
			return nil, fmt.Errorf("session: Options.LoadOptions: %w", err)
		}
	}
	l := &loaded{profile: chooseProfile(o, lo)}
	if o.RequireProfile && rt.Platform == Laptop && (l.profile.value == "" || l.profile.value == "default") {
		return nil, profileRequired(l.profile, lo)
	}
	if err := l.environment(&lo); err != nil {
		return nil, err
	}
	if o.Region != "" {
		lo.Region = o.Region
	}
	lo.SharedConfigProfile = l.profile.value
	if o.Endpoint != "" {
		lo.BaseEndpoint = o.Endpoint
	}
	if o.RetryMode != "" {
		lo.RetryMode = o.RetryMode
	}
	if o.MaxAttempts != 0 {
		lo.RetryMaxAttempts = o.MaxAttempts
	}
	if client := httpClient(o, lo.HTTPClient); client != nil {
		lo.HTTPClient = client
	}

	given := lo.AssumeRoleCredentialOptions
	var base aws.CredentialsProvider
	lo.AssumeRoleCredentialOptions = captureBase(&base)

	var err error
	l.cfg, l.shared, err = loadConfig(ctx, lo)
	if missing, ok := errors.AsType[config.SharedConfigProfileNotExistError](err); ok && missing.Profile == l.profile.value ||
		err == nil && strings.ContainsAny(l.profile.value, " \t") {
		bare := base
		base = nil
		if cfg, shared, ok := loadQuoted(ctx, lo); ok {
			if kind, _ := kindOf(&shared); kind == NoCredentials && err == nil {
				cfg.Credentials = l.cfg.Credentials
			}
			l.cfg, l.shared, err = cfg, shared, nil
			l.shared.Profile = l.profile.value
		} else {
			base = bare
		}
	}
	if err != nil {
		return nil, loadError(err, l.profile, lo)
	}
	if lo.Credentials != nil {
		l.origin = originOptions
	}
	l.region = firstOf(choice{o.Region, "Options.Region"}, choice{lo.Region, "Options.LoadOptions"},
		env("AWS_REGION"), env("AWS_DEFAULT_REGION"), choice{l.shared.Region, "profile " + l.shared.Profile},
		choice{l.cfg.Region, "Options.LoadOptions"})
	if base != nil && lo.Credentials == nil {
		if l.roles, err = profileRoles(&l.shared); err != nil {
			return nil, err
		}
		if len(l.roles) > 0 && given != nil {
			return nil, optionsError("LoadOptions set AssumeRoleCredentialOptions, but a session assumes the roles of a profile itself; " +
				"use Options.MFA for codes, and external_id, duration_seconds and role_session_name of the profile")
		}
		l.cfg.Credentials = newRefreshing(base, 0)
	}
	if l.unused != "" && leaf(&l.shared).CredentialSource != "Environment" {
		l.warn(KeysBesideProfile, "%s is set beside the profile %q (from %s); the profile is used and the keys are not",
			l.unused, l.profile.value, l.profile.from)
	}
	if l.shared.Credentials.HasKeys() && l.shared.CredentialProcess != "" {
		l.warn(KeysAndProcess, "profile %q has both keys and a credential_process; its keys are used", l.shared.Profile)
	}
	return l, nil
}

// captureBase notes the credentials that a profile's chain of roles begins with.
// The SDK builds the chain from the inside out and shows each role to the function
// that is returned; the first one's client holds them. The roles themselves are
// assumed by this package.
func captureBase(base *aws.CredentialsProvider) func(*stscreds.AssumeRoleOptions) {
	return func(ar *stscreds.AssumeRoleOptions) {
		// Never called: it only keeps the SDK from refusing a profile with MFA.
		ar.TokenProvider = func() (string, error) { return "", errors.New("session: not the SDK's to ask") }
		if client, ok := ar.Client.(*sts.Client); ok && *base == nil {
			*base = client.Options().Credentials
		}
	}
}

func loadConfig(ctx context.Context, lo config.LoadOptions) (aws.Config, config.SharedConfig, error) {
	cfg, err := config.LoadDefaultConfig(ctx, func(o *config.LoadOptions) error { *o = lo; return nil })
	if err != nil {
		return cfg, config.SharedConfig{}, err
	}
	for _, source := range cfg.ConfigSources {
		if shared, ok := source.(config.SharedConfig); ok {
			return cfg, shared, nil
		}
	}
	return cfg, config.SharedConfig{}, nil
}

// loadQuoted finds a profile whose name is quoted in the config file, as
// aws configure writes names with blanks: the SDK takes the quotes for a part of
// the name. In the credentials file there are no quotes, so that a profile's keys
// and settings may be in two sections for the SDK.
func loadQuoted(ctx context.Context, lo config.LoadOptions) (aws.Config, config.SharedConfig, bool) {
	for _, quote := range []string{"'", `"`} {
		quoted := lo
		quoted.SharedConfigProfile = quote + lo.SharedConfigProfile + quote
		if cfg, shared, err := loadConfig(ctx, quoted); err == nil {
			return cfg, shared, true
		}
	}
	return aws.Config{}, config.SharedConfig{}, false
}

// environment checks the keys in the environment and what they mean beside a
// profile.
func (l *loaded) environment(lo *config.LoadOptions) error {
	id := firstOf(env("AWS_ACCESS_KEY_ID"), env("AWS_ACCESS_KEY"))
	secret := firstOf(env("AWS_SECRET_ACCESS_KEY"), env("AWS_SECRET_KEY"))
	if keys, ok := lo.Credentials.(credentials.StaticCredentialsProvider); ok {
		if (keys.Value.AccessKeyID == "") != (keys.Value.SecretAccessKey == "") {
			return halfPair("the credentials in Options.LoadOptions", keys.Value.AccessKeyID == "")
		}
	}
	switch {
	case lo.Credentials != nil:
	case l.profile.value != "":
		l.unused = firstOf(id, secret).from
	case (id.value == "") != (secret.value == ""):
		return halfPair("the environment", id.value == "")
	case id.value != "" && os.Getenv("AWS_SESSION_TOKEN") == "" && os.Getenv("AWS_SECURITY_TOKEN") != "":
		// The old name of the token, which the AWS CLI still reads.
		lo.Credentials = credentials.NewStaticCredentialsProvider(id.value, secret.value, os.Getenv("AWS_SECURITY_TOKEN"))
	}
	return nil
}

func halfPair(where string, idMissing bool) error {
	missing, there := "the secret access key", "an access key ID"
	if idMissing {
		missing, there = "the access key ID", "a secret access key"
	}
	return &CredentialsError{Problem: fmt.Sprintf("are half a pair: %s has %s without %s; set both or none", where, there, missing)}
}

// profileRoles lists the roles of a profile in the order in which they are
// assumed. Keys in a source profile end the chain, as in the AWS CLI.
func profileRoles(top *config.SharedConfig) ([]Role, error) {
	var roles []Role
	seen := map[string]bool{}
	for p := top; p != nil && p.RoleARN != ""; p = p.Source {
		if p != top && p.Credentials.HasKeys() {
			break
		}
		if p.WebIdentityTokenFile != "" && p.Source == nil && p.CredentialSource == "" {
			break // the SDK assumes this one, with the token in place of credentials
		}
		if seen[p.Profile] {
			return nil, profileLoop(p.Profile)
		}
		seen[p.Profile] = true
		if p.Source == nil && p.CredentialSource == "" && !p.Credentials.HasKeys() && p.CredentialProcess == "" &&
			p.SSOSessionName == "" && p.SSOStartURL == "" {
			return nil, &ProfileError{Profile: p.Profile,
				Problem: "has a role_arn and neither source_profile nor credential_source; say with whose credentials the role is to be assumed"}
		}
		if p.Source != nil && p.Source.Profile != p.Profile && seen[p.Source.Profile] {
			return nil, profileLoop(p.Source.Profile)
		}
		role := Role{ARN: p.RoleARN, ExternalID: p.ExternalID, SessionName: p.RoleSessionName, MFASerial: p.MFASerial}
		if d := p.RoleDurationSeconds; d != nil && *d != 0 { // zero: not a number, ignored as in the AWS CLI
			role.Duration = *d
		}
		roles = append([]Role{role}, roles...)
	}
	if err := checkChain(roles); err != nil {
		e := err.(*RoleError)
		return nil, &ProfileError{Profile: top.Profile, Problem: e.Field + " of its role " + e.Problem, Err: e}
	}
	return roles, nil
}

// leaf is the profile at the end of a chain of source profiles.
func leaf(p *config.SharedConfig) *config.SharedConfig {
	for p.Source != nil && p.Source.Profile != p.Profile {
		p = p.Source
	}
	return p
}

func profileLoop(name string) error {
	return &ProfileError{Profile: name,
		Problem: "its source_profile leads back to itself; let the last profile of the chain have credentials of its own"}
}

// loadError puts what the SDK says about the shared files into our words.
func loadError(err error, profile choice, lo config.LoadOptions) error {
	if e, ok := errors.AsType[config.SharedConfigAssumeRoleError](err); ok {
		name := firstOf(profile, choice{"default", ""})
		if _, missing := errors.AsType[config.SharedConfigProfileNotExistError](e.Err); missing {
			return &ProfileError{Profile: name.value, From: name.from, Err: err,
				Problem: fmt.Sprintf("its source_profile %q does not exist%s", e.Profile, didYouMean(near(e.Profile, profileNames(lo), 3))),
				Near:    near(e.Profile, profileNames(lo), 3)}
		}
		return &ProfileError{Profile: name.value, From: name.from, Err: err,
			Problem: fmt.Sprintf("its source_profile %q has no credentials, or leads back to itself", e.Profile)}
	}
	if e, ok := errors.AsType[config.SharedConfigProfileNotExistError](err); ok {
		names := profileNames(lo)
		similar := near(e.Profile, names, 3)
		problem := "does not exist"
		switch {
		case len(similar) > 0:
			problem += didYouMean(similar)
		case len(names) == 0:
			problem += "; there are no profiles in " + strings.Join(sharedFiles(lo), " and ")
		default:
			problem += "; there are " + strings.Join(names[:min(len(names), 10)], ", ")
		}
		return &ProfileError{Profile: profile.value, From: profile.from, Problem: problem, Near: similar, Files: sharedFiles(lo), Err: err}
	}
	if e, ok := errors.AsType[config.SharedConfigLoadError](err); ok {
		return &ProfileError{Profile: profile.value, From: profile.from, Files: sharedFiles(lo), Err: err,
			Problem: "the file " + e.Filename + " cannot be read: " + e.Err.Error()}
	}
	name := firstOf(profile, choice{"default", ""})
	if strings.Contains(err.Error(), "partial credentials") {
		return &CredentialsError{Err: err, Problem: fmt.Sprintf(
			"are half a pair: the profile %q has one of aws_access_key_id and aws_secret_access_key; set both or none", name.value)}
	}
	return &ProfileError{Profile: name.value, From: name.from, Problem: strings.TrimSpace(err.Error()), Files: sharedFiles(lo), Err: err}
}

func didYouMean(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "; did you mean " + orList(names) + "?"
}

func profileRequired(chosen choice, lo config.LoadOptions) error {
	problem := "a profile has to be chosen by name here; set Options.Profile or AWS_PROFILE"
	if chosen.value != "" {
		problem = "is the default one, and a profile has to be chosen by name here; set Options.Profile or AWS_PROFILE"
	}
	if names := profileNames(lo); len(names) > 0 {
		problem += " (there are " + strings.Join(names[:min(len(names), 10)], ", ") + ")"
	}
	return &ProfileError{Profile: chosen.value, From: chosen.from, Problem: problem, Files: sharedFiles(lo)}
}
