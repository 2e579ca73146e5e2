package session

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
)

// sourceKind is where the first credentials of a session come from.
type sourceKind string

const (
	fromNothing        sourceKind = ""
	fromProgram        sourceKind = "the program" // Options.LoadOptions, the configuration
	fromEnvironment    sourceKind = "keys in the environment"
	fromEnvWebIdentity sourceKind = "web identity in the environment"
	fromContainer      sourceKind = "container"
	fromInstance       sourceKind = "instance metadata"
	fromWebIdentity    sourceKind = "web identity"
	fromSSO            sourceKind = "sso"
	fromKeys           sourceKind = "keys of the credentials file"
	fromLogin          sourceKind = "login"
	fromProcess        sourceKind = "process"
	fromConfigKeys     sourceKind = "keys of the config file"
)

// source is how a session gets its credentials: the first ones, and the roles
// that are assumed with them one after the other.
type source struct {
	kind  sourceKind
	owner *profile // whose settings say how, or nil
	roles []Role
	// loginName names the login that the credentials come from, or is empty.
	loginName string
}

// own returns where a profile's own credentials come from, in the order of the AWS
// CLI.
func (f *sharedFiles) own(p *profile) sourceKind {
	switch {
	case p == nil:
		return fromNothing
	case p.get("web_identity_token_file") != "":
		return fromWebIdentity
	case p.has("sso_account_id") || p.has("sso_role_name"):
		return fromSSO
	case p.credentialsKeys != nil:
		return fromKeys
	case p.has("login_session"): // an empty one is an error, as with the AWS CLI
		return fromLogin
	case p.has("credential_process"):
		return fromProcess
	case p.configKeys != nil:
		return fromConfigKeys
	}
	return fromNothing
}

func (p *profile) hasKeys() bool { return p.credentialsKeys != nil || p.configKeys != nil }

// hasRole reports whether a profile has a role that is assumed with credentials. One
// with a web identity is not.
func (p *profile) hasRole() bool {
	return p != nil && p.has("role_arn") && !p.has("web_identity_token_file")
}

// kind returns the kind of a profile.
func (f *sharedFiles) kind(p *profile) ProfileKind {
	if p.hasRole() {
		return RoleProfile
	}
	return map[sourceKind]ProfileKind{
		fromWebIdentity: WebIdentityProfile, fromSSO: SSOProfile, fromKeys: KeysProfile, fromLogin: LoginProfile,
		fromProcess: ProcessProfile, fromConfigKeys: KeysProfile, fromNothing: NoCredentials,
	}[f.own(p)]
}

// source returns the source of a session's credentials, by the rules of the AWS CLI.
// p is the chosen profile, or the profile "default", or nil. If it was chosen, keys in
// the environment are not used; if it has no credentials, those of the platform are.
func (f *sharedFiles) source(p *profile, chosen bool, env config.EnvConfig) (source, error) {
	if !chosen && env.Credentials.HasKeys() {
		return source{kind: fromEnvironment}, nil
	}
	if p.hasRole() {
		return f.roles(p)
	}
	if env.WebIdentityTokenFilePath != "" && !chosen {
		return source{kind: fromEnvWebIdentity}, nil
	}
	if kind := f.own(p); kind != fromNothing {
		return source{kind: kind, owner: p}, nil
	}
	if reason := f.incomplete(p); reason != "" {
		return source{}, &ProfileError{Profile: p.name, Reason: reason}
	}
	return source{kind: platformKind(env)}, nil
}

// incomplete returns what a profile lacks that was meant to have credentials of its
// own, or "".
func (f *sharedFiles) incomplete(p *profile) string {
	if p == nil {
		return ""
	}
	section, name := lookup(f.ssoSessions, p, "sso_session")
	switch {
	case p.has("role_arn"):
		return "has a role_arn and an empty web_identity_token_file; name the file, or remove the setting"
	case p.has("source_profile"):
		return "has a source_profile and neither a role_arn nor credentials of its own"
	case name != "" && section == nil:
		return "its sso_session names a section [sso-session " + unquoted(name) + "], which does not exist"
	case p.has("sso_start_url"):
		return "logs in with SSO, and has no sso_account_id and sso_role_name"
	}
	return ""
}

// roles follows source profiles from the last role to the first credentials.
func (f *sharedFiles) roles(top *profile) (source, error) {
	var out source
	var chain []*profile
	fail := func(p *profile, reason string) (source, error) {
		return source{}, &ProfileError{Profile: p.name, Reason: reason}
	}
	for p := top; ; {
		// Keys in a source profile end the chain, as in the AWS CLI: the role would
		// be another account's.
		if p != top && (p.hasKeys() || !p.hasRole()) {
			out.kind, out.owner = f.own(p), p
			if out.kind == fromNothing {
				return fail(chain[len(chain)-1], "its source_profile "+quoted(p.name)+" has no credentials")
			}
			break
		}
		chain = append(chain, p)
		switch bySource, byProfile := p.has("credential_source"), p.has("source_profile"); {
		case bySource && byProfile:
			return fail(p, "has both a source_profile and a credential_source; remove one")
		case bySource:
			out.kind, out.owner = namedSource(p.get("credential_source")), p
			if out.kind == fromNothing {
				return fail(p, "has a credential_source that is not Environment, EcsContainer or Ec2InstanceMetadata")
			}
		case byProfile:
			next, name := f.lookupProfile(p, "source_profile")
			if name == "" {
				return fail(p, "has an empty source_profile; name the profile whose credentials assume the role")
			}
			if next == nil {
				err := f.missing(name, "").(*ProfileError)
				return source{}, &ProfileError{Profile: p.name, Similar: err.Similar, Files: err.Files, Err: err.Err,
					Reason: "its source_profile " + quoted(name) + " " + err.Reason}
			}
			switch {
			case next == p && p.hasKeys():
				out.kind, out.owner = f.own(p), p
			case slices.Contains(chain, next):
				return fail(p, "its source_profile leads back to itself; let the last profile of the chain have credentials of its own")
			default:
				p = next
				continue
			}
		default:
			// The AWS CLI refuses this; the SDKs use the profile's own credentials.
			out.kind, out.owner = f.own(p), p
			if out.kind == fromNothing {
				return fail(p, "has a role_arn and neither source_profile nor credential_source; add the one whose credentials assume the role")
			}
		}
		break
	}
	for _, p := range slices.Backward(chain) {
		out.roles = append(out.roles, p.role())
	}
	if err := checkChain(out.roles); err != nil {
		e := err.(*RoleError)
		return source{}, &ProfileError{Profile: top.name, Reason: e.Field + " of its role " + e.Reason, Err: e}
	}
	return out, nil
}

func (f *sharedFiles) lookupProfile(p *profile, setting string) (*profile, string) {
	if found := f.profile(p.raw(setting)); found != nil {
		return found, found.name
	}
	return f.profile(p.get(setting)), p.get(setting)
}

// namedSource returns the source that a credential_source names.
func namedSource(name string) sourceKind {
	switch name {
	case "Environment":
		return fromEnvironment
	case "EcsContainer":
		return fromContainer
	case "Ec2InstanceMetadata":
		return fromInstance
	}
	return fromNothing
}

// role returns the role of a profile.
func (p *profile) role() Role {
	r := Role{
		ARN: p.get("role_arn"), ExternalID: p.get("external_id"),
		SessionName: p.get("role_session_name"), MFASerial: p.get("mfa_serial"),
	}
	if seconds, err := strconv.Atoi(p.get("duration_seconds")); err == nil { // else ignored, as in the AWS CLI
		r.Duration = time.Duration(seconds) * time.Second
	}
	return r
}

// sso holds the settings of a login with IAM Identity Center.
type sso struct {
	session                         string // the name of the sso-session, or empty for the older form
	startURL, region, account, role string
}

// sso returns the settings of a login, from the profile and its sso-session. As in
// the AWS CLI, it is an error if both have a setting with different values.
func (f *sharedFiles) sso(p *profile) (sso, error) {
	fail := func(reason string) (sso, error) { return sso{}, &ProfileError{Profile: p.name, Reason: reason} }
	section, name := lookup(f.ssoSessions, p, "sso_session")
	if name != "" && section == nil {
		return fail("its sso_session names a section [sso-session " + unquoted(name) + "], which does not exist")
	}
	get := func(setting string) string {
		if section != nil {
			if o := section.setting(setting); o != nil {
				return withoutComment(o)
			}
		}
		return p.get(setting)
	}
	out := sso{name, get("sso_start_url"), get("sso_region"), get("sso_account_id"), get("sso_role_name")}
	var missing []string
	for _, setting := range []string{"sso_start_url", "sso_region", "sso_account_id", "sso_role_name"} {
		if get(setting) == "" {
			missing = append(missing, setting)
		} else if p.has(setting) && p.get(setting) != get(setting) {
			return fail("its " + setting + " is another than that of its sso-session " + quoted(name))
		}
	}
	if len(missing) > 0 {
		return fail("logs in with SSO, and has no " + strings.Join(missing, ", "))
	}
	if !isHostLabel(out.region) { // it becomes a part of the host that gets the token
		return fail("its sso_region " + quoted(out.region) + " is not a region")
	}
	return out, nil
}

// warnings returns what is questionable about a source: keys in the environment that
// are not used, and credentials of the profile that others have precedence over.
func (s source) warnings(profile setting) []Warning {
	var out []Warning
	unused := firstSet("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY", "AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY")
	if unused != "" && profile.value != "" && s.kind != fromEnvironment && s.kind != fromProgram {
		out = append(out, Warning{KeysBesideProfile,
			unused + " is set beside the profile" + named(profile.value, profile.from) + "; the profile is used and the keys are not"})
	}
	if p := s.owner; p != nil && p.hasKeys() {
		switch {
		case s.kind != fromKeys && s.kind != fromConfigKeys:
			out = append(out, Warning{KeysNotUsed,
				"the profile" + named(p.name, "") + " has keys beside its " + string(s.kind) + ", which is used"})
		case s.kind == fromKeys:
			for _, name := range []string{"login_session", "credential_process"} {
				if p.has(name) {
					out = append(out, Warning{KeysAreUsed,
						"the profile" + named(p.name, "") + " has keys in the credentials file, which are used, and a " + name + ", which is not"})
				}
			}
		}
	}
	return out
}

// firstSet returns the name of the first variable that has a value.
func firstSet(names ...string) string {
	for _, name := range names {
		if os.Getenv(name) != "" {
			return name
		}
	}
	return ""
}
