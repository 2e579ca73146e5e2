package policy

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// TB is what [Golden] needs of a *testing.T.
type TB interface {
	Helper()
	Errorf(format string, args ...any)
}

// Golden compares a policy with the one in a file, and fails the test when code
// calls something that the file does not allow, or no longer calls something
// that it does. With the environment variable UPDATE_POLICY set it writes the
// file instead.
func Golden(tb TB, d Document, file string) {
	tb.Helper()
	got := d.String() + "\n"
	if os.Getenv("UPDATE_POLICY") != "" {
		err := os.MkdirAll(filepath.Dir(file), 0o755)
		if err == nil {
			err = os.WriteFile(file, []byte(got), 0o644)
		}
		if err != nil {
			tb.Errorf("policy: %v", err)
		}
		return
	}
	text, err := os.ReadFile(file)
	if err != nil {
		tb.Errorf("policy: %v; run the test with UPDATE_POLICY=1 to write it", err)
		return
	}
	if string(text) == got {
		return
	}
	want, err := Parse(text)
	if err != nil {
		tb.Errorf("policy: %s: %v", file, err)
		return
	}
	added, gone := d.Without(want), want.Without(d)
	if len(added)+len(gone) > 0 {
		tb.Errorf("policy: %s differs; run the test with UPDATE_POLICY=1 if that is meant\nnew:  %s\ngone: %s",
			file, strings.Join(added, ", "), strings.Join(gone, ", "))
	}
}

// Parse reads a policy of Allow statements, such as a Document writes.
func Parse(text []byte) (Document, error) {
	var policy struct{ Statement []Statement }
	var d Document
	if err := json.Unmarshal(text, &policy); err != nil {
		return d, err
	}
	for _, s := range policy.Statement {
		for _, a := range s.Action {
			for _, r := range s.Resource {
				d.allow(a, r, "")
			}
		}
	}
	return d, nil
}

// Without returns what d allows and other does not, as "action on resource",
// sorted. An action or resource of other that ends in "*" covers all that begin
// with what is before it.
func (d Document) Without(other Document) []string {
	var missing []string
	for action, resources := range d.allowed {
		for resource := range resources {
			if !other.covers(action, resource) {
				missing = append(missing, action+" on "+resource)
			}
		}
	}
	slices.Sort(missing)
	return missing
}

func (d Document) covers(action, resource string) bool {
	for a, resources := range d.allowed {
		if !matches(strings.ToLower(a), strings.ToLower(action)) {
			continue
		}
		for r := range resources {
			if matches(r, resource) {
				return true
			}
		}
	}
	return false
}

// matches reports whether a pattern with stars matches a text.
func matches(pattern, text string) bool {
	first, rest, star := strings.Cut(pattern, "*")
	if !star {
		return pattern == text
	}
	text, ok := strings.CutPrefix(text, first)
	if !ok {
		return false
	}
	for i := 0; i <= len(text); i++ {
		if matches(rest, text[i:]) {
			return true
		}
	}
	return false
}
