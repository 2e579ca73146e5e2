package policy

import (
	"bytes"
	"cmp"
	"encoding/json"
	"iter"
	"maps"
	"slices"
	"strings"
)

// A Document is an IAM policy that allows what was called. The zero Document
// allows nothing.
type Document struct {
	allowed   map[string]map[string]bool // resources by action
	wildcards map[string]string          // why an action is for "*"
}

// Statement allows actions on resources.
type Statement struct {
	Effect   string   `json:"Effect"` // "Allow"
	Action   []string `json:"Action"`
	Resource []string `json:"Resource"`
}

// allow adds an action on a resource. why is the reason of "*".
func (d *Document) allow(action, resource, why string) {
	if d.allowed == nil {
		d.allowed, d.wildcards = map[string]map[string]bool{}, map[string]string{}
	}
	if d.allowed[action] == nil {
		d.allowed[action] = map[string]bool{}
	}
	d.allowed[action][resource] = true
	if resource == "*" {
		d.wildcards[action] = why
	}
}

// Merge returns a document that allows what either allows.
func (d Document) Merge(other Document) Document {
	var all Document
	for _, from := range []Document{d, other} {
		for action, resource := range from.pairs() {
			all.allow(action, resource, from.wildcards[action])
		}
	}
	return all
}

// pairs ranges over the actions and the resources that they are allowed on.
func (d Document) pairs() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for action, resources := range d.allowed {
			for resource := range resources {
				if !yield(action, resource) {
					return
				}
			}
		}
	}
}

// Actions returns the actions that the document allows, sorted.
func (d Document) Actions() []string { return slices.Sorted(maps.Keys(d.allowed)) }

// Statements returns the statements: one for all actions on the same resources,
// sorted by their first action. Actions and resources are sorted, and a resource
// that another one covers is left out.
func (d Document) Statements() []Statement {
	byResources := map[string]*Statement{}
	for action, set := range d.allowed {
		resources := slices.Sorted(maps.Keys(set))
		if set["*"] {
			resources = []string{"*"}
		}
		key := strings.Join(resources, "\n")
		if byResources[key] == nil {
			byResources[key] = &Statement{Effect: "Allow", Resource: resources}
		}
		byResources[key].Action = append(byResources[key].Action, action)
	}
	statements := make([]Statement, 0, len(byResources))
	for _, s := range byResources {
		slices.Sort(s.Action)
		statements = append(statements, *s)
	}
	slices.SortFunc(statements, func(a, b Statement) int { return cmp.Compare(a.Action[0], b.Action[0]) })
	return statements
}

// Wildcards returns the actions that are allowed on "*", with the reason.
func (d Document) Wildcards() map[string]string { return maps.Clone(d.wildcards) }

// MarshalJSON returns the policy in IAM's format.
func (d Document) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(struct {
		Version   string      `json:"Version"`
		Statement []Statement `json:"Statement"`
	}{"2012-10-17", d.Statements()})
	return b.Bytes(), err
}

// String returns the policy as indented JSON.
func (d Document) String() string {
	plain, err := d.MarshalJSON()
	if err != nil {
		return err.Error()
	}
	var b bytes.Buffer
	_ = json.Indent(&b, bytes.TrimSpace(plain), "", "  ")
	return b.String()
}

// SAM returns the policy as the Policies of a function in a SAM template, in
// YAML that begins at the left margin.
func (d Document) SAM() string {
	var b strings.Builder
	b.WriteString("Policies:\n  - Version: \"2012-10-17\"\n    Statement:\n")
	for _, s := range d.Statements() {
		b.WriteString("      - Effect: Allow\n        Action:\n")
		for _, a := range s.Action {
			b.WriteString("          - " + a + "\n")
		}
		b.WriteString("        Resource:\n")
		for _, r := range s.Resource {
			quoted, _ := json.Marshal(r) // a JSON string is one of YAML
			b.WriteString("          - " + string(quoted) + "\n")
		}
	}
	return b.String()
}
