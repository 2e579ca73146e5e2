package across

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/nils"
	"github.com/awsessentials/essentials/internal/similar"
	"github.com/awsessentials/essentials/session"
)

// Targets lists every account with every region, account by account. role is
// how to enter an account, often of [session.Session.RoleIn]; nil is with the
// session itself. Without regions each account is listed once, for the session's
// region.
func Targets(accounts, regions []string, role func(account string) session.Role) []session.Target {
	if len(regions) == 0 {
		regions = []string{""}
	}
	targets := make([]session.Target, 0, len(accounts)*len(regions))
	for _, account := range accounts {
		t := session.Target{Account: account}
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
func ReadTargets(r io.Reader, role func(account string) session.Role) ([]session.Target, error) {
	if nils.Is(r) {
		return nil, awserr.Invalid("across.ReadTargets", "r", nil, "must not be nil")
	}
	var targets []session.Target
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		var t session.Target
		switch {
		case !utf8.ValidString(line):
			return nil, fmt.Errorf("across: targets: line %d is not UTF-8", n)
		case line == "" || line[0] == '#':
			continue
		case line[0] == '{':
			d := json.NewDecoder(strings.NewReader(line))
			d.DisallowUnknownFields()
			if err := d.Decode(&t); err != nil {
				return nil, fmt.Errorf("across: targets: line %d: %w", n, err)
			}
			if _, err := d.Token(); err != io.EOF {
				return nil, fmt.Errorf("across: targets: line %d has more than one target", n)
			}
		default:
			fields := strings.Fields(line)
			if len(fields) > 2 || !isAccountID(fields[0]) {
				return nil, fmt.Errorf("across: targets: line %d: %.200q is not an account of 12 digits and a region", n, line)
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
		return nil, fmt.Errorf("across: targets: %w", err)
	}
	return targets, nil
}

// WriteTargets writes one target a line, as JSON.
func WriteTargets(w io.Writer, targets []session.Target) error {
	if nils.Is(w) {
		return awserr.Invalid("across.WriteTargets", "w", nil, "must not be nil")
	}
	e := json.NewEncoder(w)
	for _, t := range targets {
		if err := e.Encode(t); err != nil {
			return fmt.Errorf("across: targets: %w", err)
		}
	}
	return nil
}

// ProfileTargets lists every profile whose name matches pattern, as in
// path.Match, except that * and ? match slashes too, with every region, or once for
// its own region when none is given. A pattern that no profile matches is a
// [*session.ProfileError].
func ProfileTargets(pattern string, regions ...string) ([]session.Target, error) {
	infos, err := session.Profiles()
	if err != nil {
		return nil, err
	}
	var targets []session.Target
	var names []string
	for _, p := range infos {
		names = append(names, p.Name)
		ok, err := matches(pattern, p.Name)
		if err != nil {
			return nil, &session.ProfileError{Profile: pattern, Reason: "is not a pattern as in path.Match", Err: err}
		}
		if !ok {
			continue
		}
		rs := regions
		if len(rs) == 0 {
			rs = []string{p.Region}
		}
		for _, r := range rs {
			targets = append(targets, session.Target{Name: p.Name, Profile: p.Name, Account: p.Account, Region: r})
		}
	}
	if len(targets) == 0 {
		problem := "no profile matches; there are " + list(names[:min(len(names), 10)])
		if len(names) == 0 {
			problem = "no profile matches; the shared files have none"
		}
		return nil, &session.ProfileError{Profile: pattern, Reason: problem, Similar: similar.To(pattern, names, 3)}
	}
	return targets, nil
}

// matches is path.Match for names, which have no parts.
func matches(pattern, name string) (bool, error) {
	const other = "\x00" // no name has it
	return path.Match(strings.ReplaceAll(pattern, "/", other), strings.ReplaceAll(name, "/", other))
}

// list lists names, quoted if they have what cannot be printed.
func list(names []string) string {
	var b strings.Builder
	for i, name := range names {
		if i > 0 {
			b.WriteString(", ")
		}
		if q := strconv.Quote(name); q != `"`+name+`"` {
			name = q
		}
		b.WriteString(name)
	}
	return b.String()
}

func isAccountID(s string) bool { return len(s) == 12 && strings.Trim(s, "0123456789") == "" }
