package session

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
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

// loaded is what the SDK made of the environment and the shared files, with the
// roles of the profile taken apart so that this package can assume them.
type loaded struct {
	files
	profile  choice
	region   choice
	roles    []Role // of the profile, the first to be assumed first
	origin   origin
	unused   string // the variable with keys that a profile puts out of use
	warnings []Warning
}

// files is what the SDK made of the environment and the shared files.
type files struct {
	cfg    aws.Config
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
	l.profile = firstOf(choice{o.Profile, "Options.Profile"}, choice{lo.SharedConfigProfile, "Options.LoadOptions"},
		env("AWS_PROFILE"), env("AWS_DEFAULT_PROFILE"))
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
	l.region = firstOf(choice{o.Region, "Options.Region"}, choice{lo.Region, "Options.LoadOptions"},
		env("AWS_REGION"), env("AWS_DEFAULT_REGION"), choice{l.shared.Region, "profile " + l.shared.Profile},
		choice{l.cfg.Region, "Options.LoadOptions"})
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
				l.cfg.Credentials = plain.cfg.Credentials
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
	f.cfg, err = config.LoadDefaultConfig(ctx, func(o *config.LoadOptions) error { *o = *lo; return nil })
	for _, source := range f.cfg.ConfigSources {
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
	l.cfg.Credentials = newRefreshing(l.base, 0)
	return nil
}

// environment checks the keys in the environment and what they mean beside a
// profile.
func (l *loaded) environment(lo *config.LoadOptions) error {
	if keys, ok := lo.Credentials.(credentials.StaticCredentialsProvider); ok {
		if err := halfPair("the credentials in Options.LoadOptions", keys.Value.AccessKeyID, keys.Value.SecretAccessKey); err != nil {
			return err
		}
	}
	id := firstOf(env("AWS_ACCESS_KEY_ID"), env("AWS_ACCESS_KEY"))
	secret := firstOf(env("AWS_SECRET_ACCESS_KEY"), env("AWS_SECRET_KEY"))
	switch {
	case lo.Credentials != nil:
	case l.profile.value != "":
		l.unused = firstOf(id, secret).from
	case id.value != "" && secret.value != "" && os.Getenv("AWS_SESSION_TOKEN") == "":
		// The old name of the token, which the AWS CLI still reads.
		if token := os.Getenv("AWS_SECURITY_TOKEN"); token != "" {
			lo.Credentials = credentials.NewStaticCredentialsProvider(id.value, secret.value, token)
		}
	default:
		return halfPair("the environment", id.value, secret.value)
	}
	return nil
}

// halfPair refuses one of an access key ID and its secret without the other.
func halfPair(where, id, secret string) error {
	missing, there := "the secret access key", "an access key ID"
	switch {
	case (id == "") == (secret == ""):
		return nil
	case id == "":
		missing, there = "the access key ID", "a secret access key"
	}
	return &CredentialsError{Problem: "are half a pair: " + where + " has " + there + " without " + missing + "; set both or none"}
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
		roles = append(roles, Role{ARN: p.RoleARN, ExternalID: p.ExternalID, SessionName: p.RoleSessionName,
			Duration: aws.ToDuration(p.RoleDurationSeconds), MFASerial: p.MFASerial}) // no number is zero, as in the AWS CLI
	}
	slices.Reverse(roles)
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
func loadError(err error, profile choice, lo *config.LoadOptions) error {
	e := &ProfileError{Profile: cmp.Or(profile.value, "default"), From: profile.from, Err: err}
	var role config.SharedConfigAssumeRoleError
	var missing config.SharedConfigProfileNotExistError
	var file config.SharedConfigLoadError
	switch inRole := errors.As(err, &role); {
	case inRole && !errors.As(role.Err, &missing):
		e.Problem = "its source_profile " + strconv.Quote(role.Profile) + " has no credentials, or leads back to itself"
	case inRole:
		e.Near = near(role.Profile, profileNames(lo), 3)
		e.Problem = "its source_profile " + strconv.Quote(role.Profile) + " does not exist" + didYouMean(e.Near)
	case errors.As(err, &missing):
		names := profileNames(lo)
		e.Near, e.Files = near(missing.Profile, names, 3), sharedFiles(lo)
		hint := didYouMean(e.Near)
		if hint == "" && len(names) == 0 {
			hint = "; there are no profiles in " + strings.Join(e.Files, " and ")
		} else if hint == "" {
			hint = "; there are " + some(names)
		}
		e.Problem = "does not exist" + hint
	case errors.As(err, &file):
		e.Profile, e.Files = profile.value, sharedFiles(lo)
		e.Problem = "the file " + file.Filename + " cannot be read: " + file.Err.Error()
	case strings.Contains(err.Error(), "partial credentials"):
		return &CredentialsError{Err: err, Problem: "are half a pair: the profile " + strconv.Quote(e.Profile) +
			" has one of aws_access_key_id and aws_secret_access_key; set both or none"}
	default:
		e.Problem, e.Files = strings.TrimSpace(err.Error()), sharedFiles(lo)
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
