// Package templates compares the policies in the templates of the Lambda examples
// with what the functions call. Its tests check the rest of each template and its
// Makefile.
package templates

import (
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/awsessentials/essentials/policy"
)

// Account and Region are where the stacks of the templates are.
const (
	Account = "123456789012"
	Region  = "us-east-1"
)

// Check fails the test if a function called what its role may not, or if its role
// may do what it did not call. unused has the reason of what is allowed all the
// same, as "action on resource".
func Check(tb testing.TB, called, allowed policy.Document, unused ...string) {
	tb.Helper()
	assert.Empty(tb, called.Without(allowed), "called, and not allowed by the template")
	assert.Equal(tb, unused, allowed.Unused(called), "allowed by the template, and never called")
}

// Policy returns what a template allows the role of its function, or, if it has no
// function, its only role. A reference such as !Ref Topic or !GetAtt Table.Arn
// represents the value of that name.
func Policy(tb testing.TB, file string, values map[string]string) policy.Document {
	tb.Helper()
	text, err := os.ReadFile(file)
	require.NoError(tb, err)
	var root yaml.Node
	require.NoError(tb, yaml.Unmarshal(text, &root), file)
	r := resolver{tb, map[string]string{"AWS::Partition": "aws", "AWS::Region": Region, "AWS::AccountId": Account}}
	maps.Copy(r.values, values)

	var all policy.Document
	add := func(document *yaml.Node) {
		written, err := json.Marshal(r.value(document))
		require.NoError(tb, err)
		d, err := policy.Parse(written)
		require.NoError(tb, err, "%s, line %d", file, document.Line)
		all = all.Merge(d)
	}
	resources := member(root.Content[0], "Resources")
	for i := 1; i < len(resources.Content); i += 2 {
		properties := member(resources.Content[i], "Properties")
		switch member(resources.Content[i], "Type").Value {
		case "AWS::Serverless::Function":
			for _, p := range member(properties, "Policies").Content {
				add(p)
			}
		case "AWS::IAM::Role":
			for _, p := range member(properties, "Policies").Content {
				add(member(p, "PolicyDocument"))
			}
		case "AWS::IAM::Policy":
			if slices.ContainsFunc(member(properties, "Roles").Content, func(n *yaml.Node) bool { return n.Value == "FunctionRole" }) {
				add(member(properties, "PolicyDocument"))
			}
		}
	}
	require.NotEmpty(tb, all.Actions(), file)
	return all
}

// member returns the value of a key, or an empty node.
func member(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return new(yaml.Node)
}

// resolver replaces references by values.
type resolver struct {
	tb     testing.TB
	values map[string]string
}

var variable = regexp.MustCompile(`\$\{[^}]+\}`)

func (r resolver) value(n *yaml.Node) any {
	switch {
	case n.Kind == yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = r.value(n.Content[i+1])
		}
		return m
	case n.Kind == yaml.SequenceNode:
		var l []any
		for _, e := range n.Content {
			l = append(l, r.value(e))
		}
		return l
	case n.Tag == "!Ref" || n.Tag == "!GetAtt":
		return r.of(n.Value)
	case n.Tag == "!Sub":
		return variable.ReplaceAllStringFunc(n.Value, func(v string) string { return r.of(v[2 : len(v)-1]) })
	}
	return n.Value
}

func (r resolver) of(name string) string {
	value, ok := r.values[name]
	require.True(r.tb, ok, "the test has no value for %s", name)
	return value
}
