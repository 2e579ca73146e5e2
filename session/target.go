package session

import (
	"context"
	"strings"
)

// A Target is an account and a region to work in, and how to enter it. It has
// no secrets and may be written to a file as JSON. [Session.Enter] enters one
// target, package across many.
type Target struct {
	// Name is for people; it has no other effect.
	Name string `json:",omitempty"`

	// Account is the target's account. Empty means the role's, or that of the
	// session or profile that leads there.
	Account string `json:",omitempty"`

	// Region is empty for the region of the session or profile.
	Region string `json:",omitempty"`

	// Role is assumed to enter the account. If it has no ARN, the session or
	// profile must be in Account already.
	Role Role `json:",omitzero"`

	// Profile, if set, is opened instead of the session: its credentials are used,
	// or assume Role.
	Profile string `json:",omitempty"`
}

// String names the target for people: name or account, and region.
func (t Target) String() string {
	who := t.Name
	for _, s := range []string{t.Account, t.Role.ARN, t.Profile} {
		if who == "" {
			who = s
		}
	}
	return strings.TrimSpace(unquoted(who) + " " + unquoted(t.Region))
}

// Enter returns a session in the target's account and region, by its role or
// profile. Guards, MFA prompt and all other options are those of s. For a target
// without a role, profile and account it is [Session.In] and makes no request;
// else the cost is that of [Session.Assume], of [New] or of [Session.Identity].
//
// A region of another partition than the account's is a [*RegionError], and a
// target whose account is another than that of its role, or than the session's
// if it has none, is an [*awserr.InvalidError]; other errors are those of New and
// Assume.
func (s *Session) Enter(ctx context.Context, t Target) (*Session, error) {
	if err := s.usable(ctx, "session.Enter"); err != nil {
		return nil, err
	}
	account, err := s.enterAccount(ctx, t)
	if err != nil || t.Region == "" {
		return account, err
	}
	in := account.In(t.Region)
	return in, in.regionErr
}

// enterAccount returns a session in the target's account. Its region is that of
// the profile or of s.
func (s *Session) enterAccount(ctx context.Context, t Target) (*Session, error) {
	from := s
	if t.Profile != "" {
		var err error
		if from, err = s.openProfile(ctx, t); err != nil {
			return nil, err
		}
	}
	if from.regionErr != nil {
		return nil, from.regionErr
	}
	if t.Role.ARN != "" {
		if err := t.Role.check(1); err != nil {
			return nil, err
		}
		if a := t.Role.account(); t.Account != "" && t.Account != a {
			return nil, invalid("session.Enter", "Target.Account", t.Account, "its role is in account "+a)
		}
		return from.Assume(ctx, t.Role)
	}
	if t.Account != "" {
		id, err := from.Identity(ctx)
		if err != nil {
			return nil, err
		}
		if id.Account != t.Account {
			return nil, invalid("session.Enter", "Target.Account", t.Account, "it has no role, and the session is in account "+id.Account)
		}
	}
	return from, nil
}

// openProfile opens the target's profile with the options of s.
func (s *Session) openProfile(ctx context.Context, t Target) (*Session, error) {
	if !s.readsFiles {
		return nil, invalid("session.Enter", "Target.Profile", t.Profile,
			"needs a session of New; this one reads no shared files")
	}
	opts := *s.opts
	opts.Profile, opts.Roles, opts.Region = t.Profile, nil, t.Region
	c, err := newState("session.Enter", &opts, s.runtime)
	if err != nil {
		return nil, err
	}
	c.mfa = s.mfa                               // one question at a time, over all targets
	c.usage, c.toClients = s.usage, s.toClients // one count, one rate
	c.fallbackRegion = s.region
	return c.load(ctx)
}
