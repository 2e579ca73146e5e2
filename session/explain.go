package session

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
)

// An Explanation reports how the settings of a session were found: where it
// looked, what it chose and why, and what to run if it does not work. It
// contains no secrets. Its String is for people, its JSON for programs.
type Explanation struct {
	Platform Platform
	Sign     string // of the platform

	Profile     string `json:",omitempty"`
	ProfileFrom string `json:",omitempty"`
	Region      string
	RegionFrom  string

	Sources []CredentialSource // in the order of the chain
	Roles   []RoleStep         `json:",omitempty"` // in the order in which they are assumed

	Account  string   `json:",omitempty"` // empty when it is not known
	ARN      string   `json:",omitempty"`
	Warnings []string `json:",omitempty"`
	Problem  string   `json:",omitempty"` // why there are no credentials
	Run      string   `json:",omitempty"` // the command that helps
}

// A CredentialSource is a possible source of credentials.
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

// Explain reports how the settings of the session were found. It makes the
// requests of [Session.Identity]; if they fail, the reason is the explanation's
// Problem.
func (s *Session) Explain(ctx context.Context) Explanation {
	s = s.opened()
	id, err := s.Identity(ctx)
	e := Explanation(s.state.explain())
	e.Region, e.RegionFrom = s.region.value, s.region.from
	e.Account, e.ARN = id.Account, id.ARN
	if err != nil {
		e.Problem = err.Error()
		var c *CredentialsError
		if errors.As(err, &c) {
			e.Problem, e.Run = "credentials "+c.Reason, c.Run
		}
	}
	return e
}

// explained is an Explanation without its methods, which an error that holds
// one would link into every program.
type explained Explanation

// explain returns what is known without a request.
func (c *state) explain() explained {
	e := explained{
		Platform: c.runtime.Platform, Sign: c.runtime.Sign,
		Profile: c.profile.value, ProfileFrom: c.profile.from,
		Sources: slices.Clone(c.sources),
	}
	for i, r := range c.assumed {
		step := RoleStep{ARN: c.chain[i].ARN}
		if g := r.last(); g != nil {
			step.Expires = g.creds.Expires
		}
		e.Roles = append(e.Roles, step)
	}
	for _, w := range c.warnings {
		e.Warnings = append(e.Warnings, w.Message)
	}
	return e
}

// containerVariables name the endpoint of a container's credentials.
var containerVariables = []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"}

// looked returns where a session looked for credentials.
func (f *sharedFiles) looked(s source, name setting, p *profile, env config.EnvConfig) []CredentialSource {
	own := CredentialSource{Name: "profile " + cmp.Or(unquoted(name.value), "default"), Why: f.why(p)}
	if p != nil {
		own.Chosen = len(s.roles) > 0 || s.owner == p
	}
	return lookedIn(s, own, name)
}

// lookedIn is looked with the profile's entry given.
func lookedIn(s source, profile CredentialSource, name setting) []CredentialSource {
	variable := func(kind sourceKind, variables ...string) CredentialSource {
		set := firstSet(variables...)
		switch c := (CredentialSource{Name: string(kind), Chosen: s.kind == kind && !profile.Chosen}); {
		case set == "":
			c.Why = "not set"
			return c
		case c.Chosen:
			c.Why = "set"
			return c
		case name.value != "" && kind == fromEnvironment:
			c.Why = "set, but the profile " + unquoted(name.value) + " was chosen by " + name.from
			return c
		default:
			c.Why = "not needed"
			return c
		}
	}
	all := []CredentialSource{
		variable(fromEnvironment, "AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY"),
		variable(fromEnvWebIdentity, "AWS_WEB_IDENTITY_TOKEN_FILE"),
		profile,
		variable(fromContainer, containerVariables...),
		{Name: string(fromInstance), Chosen: s.kind == fromInstance && !profile.Chosen, Why: "the last resort"},
	}
	if all[3].Why == "not set" {
		all[3].Why = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set"
	}
	last := &all[4]
	switch {
	case strings.EqualFold(os.Getenv("AWS_EC2_METADATA_DISABLED"), "true"):
		last.Chosen, last.Why = false, "AWS_EC2_METADATA_DISABLED is true"
	case !last.Chosen:
		last.Why = "not needed"
	}
	return all
}

// why returns what credentials a profile has.
func (f *sharedFiles) why(p *profile) string {
	switch {
	case p == nil:
		return "does not exist"
	case p.hasRole() && p.has("source_profile"):
		return "a role, assumed with the credentials of the profile " + unquoted(p.get("source_profile"))
	case p.hasRole() && p.has("credential_source"):
		return "a role, assumed with the credentials of " + unquoted(p.get("credential_source"))
	}
	text := map[sourceKind]string{
		fromKeys: "has keys", fromConfigKeys: "has keys", fromProcess: "runs its credential_process",
		fromLogin: "a login with aws login", fromNothing: "has no credentials",
		fromWebIdentity: "a role, assumed with the token in " + unquoted(p.get("web_identity_token_file")),
		fromSSO:         "a login at " + unquoted(p.get("sso_start_url")),
	}[f.own(p)]
	if _, name := lookup(f.ssoSessions, p, "sso_session"); f.own(p) == fromSSO && name != "" {
		text = "a login with the sso-session " + unquoted(name)
	}
	if _, name := lookup(f.ssoSessions, p, "sso_session"); f.own(p) == fromNothing && name != "" {
		text = "names the sso-session " + unquoted(name) + ", and has no sso_account_id and sso_role_name"
	}
	if p.hasRole() {
		text = "a role, assumed with its own credentials: " + text
	}
	return text
}

// String writes the explanation for people, a fact a line.
func (e Explanation) String() string {
	var b strings.Builder
	line := func(name string, facts ...string) {
		fmt.Fprintf(&b, "%-10s %s\n", name, strings.Join(facts, ""))
	}
	line("runs on", string(e.Platform), " (", e.Sign, ")")
	if e.Profile != "" {
		line("profile", unquoted(e.Profile), " (from ", e.ProfileFrom, ")")
	} else {
		line("profile", "none chosen")
	}
	if e.Region != "" {
		line("region", unquoted(e.Region), " (from ", e.RegionFrom, ")")
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
		line("account", unquoted(e.Account))
		line("identity", unquoted(e.ARN))
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

// MarshalJSON writes the same as [Session.String], which has no secrets.
func (s *Session) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }
