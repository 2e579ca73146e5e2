package policy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// TB is the part of [testing.TB] that [Golden] uses.
type TB interface {
	Helper()
	Errorf(format string, args ...any)
}

// Golden compares a policy with the one in a file, and fails the test if code
// calls something that the file does not allow, or no longer calls something
// that it allows. With the environment variable UPDATE_POLICY set it writes the
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
	added, gone := d.Without(want), want.Unused(d)
	if len(added)+len(gone) > 0 {
		tb.Errorf("policy: %s differs; run the test with UPDATE_POLICY=1 if that is meant\nnew:  %s\ngone: %s",
			file, strings.Join(added, ", "), strings.Join(gone, ", "))
	}
}

// Parse reads an IAM policy of Allow statements, such as those of a Document or
// of a template. Conditions are dropped. A statement with Deny, NotAction or
// NotResource is an error.
func Parse(text []byte) (Document, error) {
	var policy struct{ Statement list[entry] }
	var d Document
	if err := json.Unmarshal(text, &policy); err != nil {
		return d, fmt.Errorf("policy.Parse: %w", err)
	}
	for i, s := range policy.Statement {
		if s.Effect != "Allow" || len(s.Action) == 0 || len(s.Resource) == 0 {
			return Document{}, fmt.Errorf("policy.Parse: statement %d must allow actions on resources", i)
		}
		for _, a := range s.Action {
			for _, r := range s.Resource {
				d.allow(a, r, "")
			}
		}
	}
	return d, nil
}

// entry is a statement in any of the forms that IAM accepts.
type entry struct {
	Effect   string
	Action   list[string]
	Resource list[string]
}

// list is a list in JSON, or its only element.
type list[T any] []T

// UnmarshalJSON implements [json.Unmarshaler].
func (l *list[T]) UnmarshalJSON(text []byte) error {
	if bytes.HasPrefix(text, []byte("[")) {
		return json.Unmarshal(text, (*[]T)(l))
	}
	*l = make(list[T], 1)
	return json.Unmarshal(text, &(*l)[0])
}

// Unused returns what d allows and none of the calls needs, as "action on
// resource", sorted: what can be removed from a policy.
func (d Document) Unused(calls Document) []string {
	var unused []string
	for action, resource := range d.pairs() {
		needed := false
		for a, r := range calls.pairs() {
			needed = needed || allows(action, resource, a, r)
		}
		if !needed {
			unused = append(unused, action+" on "+resource)
		}
	}
	slices.Sort(unused)
	return unused
}

// Without returns what d allows and other does not, as "action on resource",
// sorted. "*" and "?" in other match any text and any character, as in IAM.
func (d Document) Without(other Document) []string {
	var missing []string
	for action, resource := range d.pairs() {
		if !other.covers(action, resource) {
			missing = append(missing, action+" on "+resource)
		}
	}
	slices.Sort(missing)
	return missing
}

func (d Document) covers(action, resource string) bool {
	for a, r := range d.pairs() {
		if allows(a, r, action, resource) {
			return true
		}
	}
	return false
}

// allows reports whether a pair of patterns allows an action on a resource.
func allows(actions, resources, action, resource string) bool {
	return matches(strings.ToLower(actions), strings.ToLower(action)) && matches(resources, resource)
}

// matches reports whether a pattern of IAM matches a text: "*" is any text, "?" any
// character.
func matches(pattern, text string) bool {
	star, from := -1, 0 // the last star, and where the text behind what it stands for begins
	i, j := 0, 0
	for j < len(text) {
		switch {
		case i < len(pattern) && pattern[i] == '*':
			star, from = i, j
			i++
		case i < len(pattern) && (pattern[i] == '?' || pattern[i] == text[j]):
			i, j = i+1, j+1
		case star >= 0:
			from++
			i, j = star+1, from
		default:
			return false
		}
	}
	return strings.Trim(pattern[i:], "*") == ""
}
