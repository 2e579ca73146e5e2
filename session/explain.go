package session

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
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
	s = s.opened()
	id, err := s.Identity(ctx)
	e := s.core.explain()
	e.Region, e.RegionFrom = s.region.value, s.region.from
	e.Account, e.ARN = id.Account, id.ARN
	if err != nil {
		e.Problem = err.Error()
		var c *CredentialsError
		if errors.As(err, &c) {
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
	for i, h := range c.hops {
		step := RoleStep{ARN: c.chain[i].ARN}
		if g := h.last(); g != nil {
			step.Expires = g.creds.Expires
		}
		e.Roles = append(e.Roles, step)
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
	all := append(make([]CredentialSource, 0, 5),
		c.variable("keys in the environment", os.Getenv("AWS_ACCESS_KEY_ID")+os.Getenv("AWS_ACCESS_KEY")),
		c.variable("web identity in the environment", os.Getenv("AWS_WEB_IDENTITY_TOKEN_FILE")),
		c.profileSource(),
		CredentialSource{"container", true, "its variable is set"},
		CredentialSource{instanceMetadata, true, "the last resort"})
	if os.Getenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")+os.Getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI") == "" {
		all[3].Chosen, all[3].Why = false, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set"
	}
	if strings.EqualFold(os.Getenv("AWS_EC2_METADATA_DISABLED"), "true") {
		all[4].Chosen, all[4].Why = false, "AWS_EC2_METADATA_DISABLED is true"
	}
	found := false
	for i := range all {
		s := &all[i]
		if s.Chosen && found {
			s.Chosen, s.Why = false, "not needed"
		}
		found = found || s.Chosen
	}
	return all
}

// variable is a source in the environment, which a chosen profile puts out of
// use.
func (c *core) variable(source, value string) CredentialSource {
	switch {
	case value == "":
		return CredentialSource{source, false, "not set"}
	case c.profile.value != "":
		return CredentialSource{source, false, "set, but the profile " + c.profile.value + " was chosen by " + c.profile.from}
	}
	return CredentialSource{source, true, "set"}
}

func (c *core) profileSource() CredentialSource {
	if c.noFiles {
		return CredentialSource{"profiles", false, "not read by FromEnv"}
	}
	kind, why := kindOf(&c.shared)
	return CredentialSource{"profile " + cmp.Or(c.profile.value, "default"), kind != NoCredentials, why}
}

const instanceMetadata = "instance metadata"

// origin is where a session's credentials were looked for.
type origin string

const (
	originFiles   origin = "" // environment, shared files, platform
	originOptions origin = "Options.LoadOptions"
	originFromEnv origin = "an option of FromEnv"
	originConfig  origin = "the configuration"
)

// kindOf tells what credentials a profile has, with a sentence about them.
func kindOf(p *config.SharedConfig) (ProfileKind, string) {
	switch {
	case p.Profile == "":
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
	line := func(name string, facts ...string) {
		fmt.Fprintf(&b, "%-10s %s\n", name, strings.Join(facts, ""))
	}
	line("runs on", string(e.Platform), " (", e.Sign, ")")
	if e.Profile != "" {
		line("profile", e.Profile, " (from ", e.ProfileFrom, ")")
	} else {
		line("profile", "none chosen")
	}
	if e.Region != "" {
		line("region", e.Region, " (from ", e.RegionFrom, ")")
	}
	name := "looked in"
	for _, s := range e.Sources {
		mark := "  "
		if s.Chosen {
			mark = "* "
		}
		line(name, mark, s.Name, ": ", s.Why)
		name = ""
	}
	name = "roles"
	for i, r := range e.Roles {
		until := "not assumed"
		if !r.Expires.IsZero() {
			until = "until " + r.Expires.UTC().Format(time.RFC3339)
		}
		line(name, strconv.Itoa(i+1), ". ", r.ARN, ", ", until)
		name = ""
	}
	if e.ARN != "" {
		line("account", e.Account)
		line("identity", e.ARN)
	}
	for _, w := range e.Warnings {
		line("warning", w)
	}
	if e.Problem != "" {
		line("problem", e.Problem)
	}
	if e.Run != "" {
		line("run", e.Run)
	}
	return b.String()
}

var _ json.Marshaler = (*Session)(nil)

// MarshalJSON writes what [Session.String] does, so that no secret can get out
// that way.
func (s *Session) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }
