package session

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"github.com/awsessentials/essentials/internal/similar"
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

// or sets a choice that has no value yet.
func (c *choice) or(value, from string) {
	if c.value == "" && value != "" {
		*c = choice{value, from}
	}
}

// orVariable sets a choice that has no value yet to the first environment
// variable that has one.
func (c *choice) orVariable(names ...string) {
	for _, name := range names {
		c.or(os.Getenv(name), name)
	}
}

// loaded is what the SDK made of the environment and the shared files, with the
// roles of the profile taken apart so that this package can assume them.
type loaded struct {
	files
	profile  choice
	region   choice
	roles    []Role // of the profile, the first to be assumed first
	origin   origin // where the credentials were looked for
	noFiles  bool   // the shared files were not read
	unused   string // the variable with keys that a profile puts out of use
	warnings []Warning
}

// files is what the SDK made of the environment and the shared files.
type files struct {
	config aws.Config
	shared config.SharedConfig     // of the profile
	base   aws.CredentialsProvider // what the profile's first role is assumed with, or nil
}

// load resolves everything but the roles. It makes no request, unless the
// caller's LoadOptions do.
func load(ctx context.Context, o *Options, rt Runtime) (*loaded, error) {
	lo := new(config.LoadOptions)
	for _, fn := range o.LoadOptions {
		if err := fn(lo); err != nil {
			return nil, fmt.Errorf("session: Options.LoadOptions: %w", err)
		}
	}
	l := new(loaded)
	l.profile.or(o.Profile, "Options.Profile")
	l.profile.or(lo.SharedConfigProfile, "Options.LoadOptions")
	l.profile.orVariable("AWS_PROFILE", "AWS_DEFAULT_PROFILE")
	if o.RequireProfile && rt.Platform == Laptop && (l.profile.value == "" || l.profile.value == "default") {
		return nil, profileRequired(l.profile, lo)
	}
	if err := l.environment(lo); err != nil {
		return nil, err
	}
	o.applyTo(lo)
	lo.SharedConfigProfile = l.profile.value
	given := lo.AssumeRoleCredentialOptions
	if err := l.read(ctx, lo); err != nil {
		return nil, err
	}
	l.region.or(o.Region, "Options.Region")
	l.region.or(lo.Region, "Options.LoadOptions")
	l.region.orVariable("AWS_REGION", "AWS_DEFAULT_REGION")
	l.region.or(l.shared.Region, "profile "+l.shared.Profile)
	l.region.or(l.config.Region, "Options.LoadOptions")
	if lo.Credentials != nil {
		l.origin = originOptions
	} else if l.base != nil {
		if err := l.takeRoles(given != nil); err != nil {
			return nil, err
		}
	}
	l.warn()
	return l, nil
}

// applyTo hands the options to the SDK, where they have a value.
func (o *Options) applyTo(lo *config.LoadOptions) {
	if o.Region != "" {
		lo.Region = o.Region
	}
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
}

// read loads the profile. The AWS CLI puts quotes around a name with blanks in
// the config file, which the SDK takes for a part of the name; in the credentials
// file there are none, so that a profile's keys and settings may be in two
// sections for the SDK.
func (l *loaded) read(ctx context.Context, lo *config.LoadOptions) error {
	plain, err := readFiles(ctx, lo)
	if err == nil {
		l.files = *plain
	}
	var missing config.SharedConfigProfileNotExistError
	if errors.As(err, &missing) && missing.Profile == l.profile.value || err == nil && strings.ContainsAny(l.profile.value, " \t") {
		for _, quote := range []string{"'", `"`} {
			lo.SharedConfigProfile = quote + l.profile.value + quote
			quoted, quotedErr := readFiles(ctx, lo)
			if quotedErr != nil {
				continue
			}
			l.files = *quoted
			l.shared.Profile = l.profile.value
			if kind, _ := kindOf(&l.shared); kind == NoCredentials && err == nil {
				l.config.Credentials = plain.config.Credentials
			}
			return nil
		}
		lo.SharedConfigProfile = l.profile.value
	}
	if err != nil {
		return loadError(err, l.profile, lo)
	}
	return nil
}

// readFiles loads the configuration, and notes the credentials that a profile's
// chain of roles begins with. The SDK builds the chain from the inside out and
// shows each role to a function; the first one's client holds them. The roles
// themselves are assumed by this package.
func readFiles(ctx context.Context, lo *config.LoadOptions) (*files, error) {
	f := new(files)
	lo.AssumeRoleCredentialOptions = func(ar *stscreds.AssumeRoleOptions) {
		// Never called: it only keeps the SDK from refusing a profile with MFA.
		ar.TokenProvider = func() (string, error) { return "", errors.New("session: not the SDK's to ask") }
		if client, ok := ar.Client.(*sts.Client); ok && f.base == nil {
			f.base = client.Options().Credentials
		}
	}
	var err error
	f.config, err = config.LoadDefaultConfig(ctx, func(o *config.LoadOptions) error { *o = *lo; return nil })
	for _, source := range f.config.ConfigSources {
		if shared, ok := source.(config.SharedConfig); ok {
			f.shared = shared
			break
		}
	}
	return f, err
}

// takeRoles takes the profile's roles out of the SDK's hands.
func (l *loaded) takeRoles(givenOptions bool) (err error) {
	if l.roles, err = profileRoles(&l.shared); err != nil {
		return err
	}
	if len(l.roles) > 0 && givenOptions {
		return optionsError("LoadOptions set AssumeRoleCredentialOptions, but a session assumes the roles of a profile itself; " +
			"use Options.MFA for codes, and external_id, duration_seconds and role_session_name of the profile")
	}
	l.config.Credentials = newRefreshing(l.base, 0)
	return nil
}

// environment checks the keys in the environment and what they mean beside a
// profile.
func (l *loaded) environment(lo *config.LoadOptions) error {
	var id, secret choice
	id.orVariable("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY")
	secret.orVariable("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY")
	where := "the environment"
	switch keys, static := lo.Credentials.(credentials.StaticCredentialsProvider); {
	case static:
		where, id.value, secret.value = "the credentials in Options.LoadOptions", keys.Value.AccessKeyID, keys.Value.SecretAccessKey
	case lo.Credentials != nil:
		return nil
	case l.profile.value != "":
		if id.or(secret.value, secret.from); id.value != "" {
			l.unused = id.from
		}
		return nil
	}
	switch {
	case (id.value == "") != (secret.value == ""):
		missing, there := "the secret access key", "an access key ID"
		if id.value == "" {
			missing, there = "the access key ID", "a secret access key"
		}
		return &CredentialsError{Problem: "are half a pair: " + where + " has " + there + " without " + missing + "; set both or none"}
	case id.value != "" && lo.Credentials == nil && os.Getenv("AWS_SESSION_TOKEN") == "":
		// The old name of the token, which the AWS CLI still reads.
		if token := os.Getenv("AWS_SECURITY_TOKEN"); token != "" {
			lo.Credentials = credentials.NewStaticCredentialsProvider(id.value, secret.value, token)
		}
	}
	return nil
}

// profileRoles lists the roles of a profile in the order in which they are
// assumed. Keys in a source profile end the chain, as in the AWS CLI.
func profileRoles(top *config.SharedConfig) ([]Role, error) {
	var chain []*config.SharedConfig
	seen := map[string]bool{}
	for p := top; p != nil && p.RoleARN != ""; p = p.Source {
		if p != top && p.Credentials.HasKeys() {
			break
		}
		alone := p.Source == nil && p.CredentialSource == ""
		if alone && p.WebIdentityTokenFile != "" {
			break // the SDK assumes this one, with the token in place of credentials
		}
		problem := ""
		if alone && !p.Credentials.HasKeys() && p.CredentialProcess+p.SSOSessionName+p.SSOStartURL == "" {
			problem = "has a role_arn and neither source_profile nor credential_source; say with whose credentials the role is to be assumed"
		}
		if seen[p.Profile] || p.Source != nil && p.Source.Profile != p.Profile && seen[p.Source.Profile] {
			problem = "its source_profile leads back to itself; let the last profile of the chain have credentials of its own"
		}
		if problem != "" {
			return nil, &ProfileError{Profile: p.Profile, Problem: problem}
		}
		seen[p.Profile] = true
		chain = append(chain, p)
	}
	roles := make([]Role, len(chain))
	for i, p := range chain {
		r := &roles[len(chain)-1-i]
		r.ARN, r.ExternalID, r.SessionName, r.MFASerial = p.RoleARN, p.ExternalID, p.RoleSessionName, p.MFASerial
		r.Duration = aws.ToDuration(p.RoleDurationSeconds) // no number is zero, as in the AWS CLI
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

// loadError puts what the SDK says about the shared files into our words.
func loadError(err error, profile choice, lo *config.LoadOptions) error {
	e := &ProfileError{Profile: cmp.Or(profile.value, "default"), From: profile.from, Files: sharedFiles(lo), Err: err}
	var role config.SharedConfigAssumeRoleError
	var missing config.SharedConfigProfileNotExistError
	var file config.SharedConfigLoadError
	switch {
	case errors.As(err, &role):
		e.Problem = " has no credentials, or leads back to itself"
		if errors.As(role.Err, &missing) {
			e.Near = similar.To(role.Profile, profileNames(lo), 3)
			e.Problem = " does not exist" + didYouMean(e.Near)
		}
		e.Problem = "its source_profile" + named(role.Profile, "") + e.Problem
	case errors.As(err, &missing):
		names := profileNames(lo)
		e.Near = similar.To(missing.Profile, names, 3)
		hint := didYouMean(e.Near)
		if hint == "" && len(names) == 0 {
			hint = "; there are no profiles in " + strings.Join(e.Files, " and ")
		} else if hint == "" {
			hint = "; there are " + some(names)
		}
		e.Problem = "does not exist" + hint
	case errors.As(err, &file):
		e.Profile, e.Problem = profile.value, "the file "+file.Filename+" cannot be read: "+file.Err.Error()
	case strings.Contains(err.Error(), "partial credentials"):
		return &CredentialsError{Err: err, Problem: "are half a pair: the profile" + named(e.Profile, "") +
			" has one of aws_access_key_id and aws_secret_access_key; set both or none"}
	default:
		e.Problem = strings.TrimSpace(err.Error())
	}
	return e
}

// some lists the first of many names.
func some(names []string) string { return strings.Join(names[:min(len(names), 10)], ", ") }

func profileRequired(chosen choice, lo *config.LoadOptions) error {
	problem := "a profile has to be chosen by name here; set Options.Profile or AWS_PROFILE"
	if chosen.value != "" {
		problem = "is the default one, and " + problem
	}
	if names := profileNames(lo); len(names) > 0 {
		problem += " (there are " + some(names) + ")"
	}
	return &ProfileError{Profile: chosen.value, From: chosen.from, Problem: problem, Files: sharedFiles(lo)}
}
