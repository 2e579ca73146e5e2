package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
)

// An Explanation tells how a session came to be what it is: everything that
// was looked at, what was chosen and why, and what to run when it does not work.
// It holds no secret. As text it is for people ([Explanation.String]), as JSON
// for programs.
type Explanation struct {
	Platform Platform
	Sign     string // of the platform

	Profile     string `json:",omitempty"`
	ProfileFrom string `json:",omitempty"`
	Region      string
	RegionFrom  string

	Sources []CredentialSource // in the order of the chain
	Roles   []RoleStep         `json:",omitempty"` // in the order in which they are assumed

	Account  string   `json:",omitempty"` // empty when it could not be told
	ARN      string   `json:",omitempty"`
	Warnings []string `json:",omitempty"`
	Problem  string   `json:",omitempty"` // why there are no credentials
	Run      string   `json:",omitempty"` // the command that helps
}

// A CredentialSource is a place where credentials may come from.
type CredentialSource struct {
	Name   string
	Chosen bool
	Why    string
}

// A RoleStep is a role of the chain.
type RoleStep struct {
	ARN     string
	Expires time.Time `json:",omitzero"` // zero while it has not been assumed
}

// Explain tells how the session came to be what it is. It makes the requests
// of [Session.Identity]; when they fail, the reason is the explanation's Problem.
func (s *Session) Explain(ctx context.Context) Explanation {
	id, err := s.Identity(ctx)
	e := s.core.explain()
	e.Region, e.RegionFrom = s.region.value, s.region.from
	e.Account, e.ARN = id.Account, id.ARN
	if err != nil {
		e.Problem = err.Error()
		if c, ok := errors.AsType[*CredentialsError](err); ok {
			e.Problem, e.Run = "credentials "+c.Problem, c.Run
		}
	}
	return e
}

// explain tells what is known without a request.
func (c *core) explain() Explanation {
	e := Explanation{
		Platform: c.runtime.Platform, Sign: c.runtime.Sign,
		Profile: c.profile.value, ProfileFrom: c.profile.from,
		Sources: c.sources(),
	}
	for _, h := range c.hops {
		_, expires := h.last()
		e.Roles = append(e.Roles, RoleStep{h.role.ARN, expires})
	}
	for _, w := range c.warnings {
		e.Warnings = append(e.Warnings, w.Message)
	}
	return e
}

// sources walks the credential chain as the SDK does. The first that applies
// is chosen.
func (c *core) sources() []CredentialSource {
	if c.origin != originFiles {
		return []CredentialSource{{string(c.origin), true, "given by the program"}}
	}
	var all []CredentialSource
	found := false
	add := func(name string, applies bool, why string) {
		if applies && found {
			applies, why = false, "not needed"
		}
		all = append(all, CredentialSource{name, applies, why})
		found = found || applies
	}
	variable := func(name, value string) {
		switch {
		case value == "":
			add(name, false, "not set")
		case c.profile.value != "":
			add(name, false, fmt.Sprintf("set, but the profile %s was chosen by %s", c.profile.value, c.profile.from))
		default:
			add(name, true, "set")
		}
	}
	variable("keys in the environment", firstOf(env("AWS_ACCESS_KEY_ID"), env("AWS_ACCESS_KEY")).value)
	variable("web identity in the environment", os.Getenv("AWS_WEB_IDENTITY_TOKEN_FILE"))
	kind, detail := kindOf(c.shared)
	name := "profile " + firstOf(c.profile, choice{"default", ""}).value
	add(name, kind != NoCredentials, detail)
	if os.Getenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")+os.Getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI") == "" {
		add("container", false, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set")
	} else {
		add("container", true, "its variable is set")
	}
	if strings.EqualFold(os.Getenv("AWS_EC2_METADATA_DISABLED"), "true") {
		add(instanceMetadata, false, "AWS_EC2_METADATA_DISABLED is true")
	} else {
		add(instanceMetadata, true, "the last resort")
	}
	return all
}

const instanceMetadata = "instance metadata"

// origin is where a session's credentials were looked for.
type origin string

const (
	originFiles   origin = "" // environment, shared files, platform
	originOptions origin = "Options.LoadOptions"
	originConfig  origin = "the configuration"
)

// kindOf tells what credentials a profile has, with a sentence about them.
func kindOf(p *config.SharedConfig) (ProfileKind, string) {
	switch {
	case p == nil || p.Profile == "":
		return NoCredentials, "does not exist"
	case p.RoleARN != "" && (p.Source != nil || p.CredentialSource != ""):
		from := p.CredentialSource
		if p.Source != nil {
			from = "the profile " + p.Source.Profile
		}
		return RoleProfile, "a role, assumed with the credentials of " + from
	case p.Credentials.HasKeys():
		return KeysProfile, "has keys"
	case p.WebIdentityTokenFile != "":
		return WebIdentityProfile, "a role, assumed with the token in " + p.WebIdentityTokenFile
	case p.SSOSessionName != "":
		return SSOProfile, "a login with the sso-session " + p.SSOSessionName
	case p.SSOStartURL != "":
		return SSOProfile, "a login at " + p.SSOStartURL
	case p.LoginSession != "":
		return LoginProfile, "a login with aws login"
	case p.CredentialProcess != "":
		return ProcessProfile, "runs its credential_process"
	}
	return NoCredentials, "has no credentials"
}

// String writes the explanation for people, a fact a line.
func (e Explanation) String() string {
	var b strings.Builder
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%-10s "+format+"\n", append([]any{name}, args...)...)
	}
	line("runs on", "%s (%s)", e.Platform, e.Sign)
	if e.Profile != "" {
		line("profile", "%s (from %s)", e.Profile, e.ProfileFrom)
	} else {
		line("profile", "none chosen")
	}
	if e.Region != "" {
		line("region", "%s (from %s)", e.Region, e.RegionFrom)
	}
	for i, s := range e.Sources {
		name, mark := "", " "
		if i == 0 {
			name = "looked in"
		}
		if s.Chosen {
			mark = "*"
		}
		line(name, "%s %s: %s", mark, s.Name, s.Why)
	}
	for i, r := range e.Roles {
		name := ""
		if i == 0 {
			name = "roles"
		}
		until := "not assumed"
		if !r.Expires.IsZero() {
			until = "until " + r.Expires.UTC().Format(time.RFC3339)
		}
		line(name, "%d. %s, %s", i+1, r.ARN, until)
	}
	if e.ARN != "" {
		line("account", "%s", e.Account)
		line("identity", "%s", e.ARN)
	}
	for _, w := range e.Warnings {
		line("warning", "%s", w)
	}
	if e.Problem != "" {
		line("problem", "%s", e.Problem)
	}
	if e.Run != "" {
		line("run", "%s", e.Run)
	}
	return b.String()
}

var _ json.Marshaler = Session{}

// MarshalJSON writes what [Session.String] does, so that no secret can get out
// that way.
func (s Session) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }
