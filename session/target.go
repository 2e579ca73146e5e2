package session

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A Target is an account and a region to work in, and how to get in. It holds
// no secret and may be written to a file as JSON, to go on later with those that
// are not done.
type Target struct {
	// Name is for people; nothing depends on it.
	Name string `json:",omitempty"`

	// Account is the target's account. Empty means the role's, or that of the
	// session or profile that leads there.
	Account string `json:",omitempty"`

	// Region is empty for the region of the session or profile.
	Region string `json:",omitempty"`

	// Role is assumed to get in. Without an ARN, the session or the profile is
	// used as it is, and has to be in Account.
	Role Role `json:",omitzero"`

	// Profile, when set, is opened in place of the session: its credentials enter,
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
	return strings.TrimSpace(who + " " + t.Region)
}

// Targets lists every account with every region, account by account. role says
// how to enter an account, often [Session.Role] with a fixed name; nil means
// with the session itself. Without regions each account is listed once, for the
// session's region.
func Targets(accounts, regions []string, role func(account string) Role) []Target {
	if len(regions) == 0 {
		regions = []string{""}
	}
	targets := make([]Target, 0, len(accounts)*len(regions))
	for _, account := range accounts {
		t := Target{Account: account}
		if role != nil {
			t.Role = role(account)
		}
		for _, t.Region = range regions {
			targets = append(targets, t)
		}
	}
	return targets
}

// ReadTargets reads one target a line: either JSON as [WriteTargets] writes it,
// or an account and perhaps a region, with a space between, which role (if not
// nil) completes. Empty lines and lines that begin with # are passed over.
// Errors name the line.
func ReadTargets(r io.Reader, role func(account string) Role) ([]Target, error) {
	var targets []Target
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		var t Target
		switch {
		case !utf8.ValidString(line):
			return nil, fmt.Errorf("session: targets: line %d is not UTF-8", n)
		case line == "" || line[0] == '#':
			continue
		case line[0] == '{':
			d := json.NewDecoder(strings.NewReader(line))
			d.DisallowUnknownFields()
			if err := d.Decode(&t); err != nil {
				return nil, fmt.Errorf("session: targets: line %d: %w", n, err)
			}
		default:
			fields := strings.Fields(line)
			if len(fields) > 2 || !isAccountID(fields[0]) {
				return nil, fmt.Errorf("session: targets: line %d: %q is not an account of 12 digits and a region", n, line)
			}
			t.Account = fields[0]
			if len(fields) == 2 {
				t.Region = fields[1]
			}
			if role != nil {
				t.Role = role(t.Account)
			}
		}
		targets = append(targets, t)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("session: targets: %w", err)
	}
	return targets, nil
}

// WriteTargets writes one target a line, as JSON.
func WriteTargets(w io.Writer, targets []Target) error {
	e := json.NewEncoder(w)
	for _, t := range targets {
		if err := e.Encode(t); err != nil {
			return fmt.Errorf("session: targets: %w", err)
		}
	}
	return nil
}
