package search

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/paginate"
)

type (
	item struct {
		Name *string
		Size *int32
		Tags []tag
	}
	tag             struct{ Key, Value *string }
	ListItemsInput  struct{ Marker *string }
	ListItemsOutput struct {
		Items  []item
		Lists  [][]*string
		Total  *int32
		Nested *struct{ Owner *string }
		Marker *string
	}
)

// botoSearch is the search method of botocore's page iterator, over pages that
// are there already.
const botoSearch = `
import json, sys, jmespath
asked = json.load(sys.stdin)
answers = []
for expression in asked["expressions"]:
    compiled, results = jmespath.compile(expression), []
    for page in asked["pages"]:
        found = compiled.search(page)
        if isinstance(found, list):
            results.extend(found)
        else:
            results.append(found)
    answers.append(results)
json.dump(answers, sys.stdout)
`

// TestSearchAsBoto3Does gives the same expressions and pages to the library
// that boto3 uses.
func TestSearchAsBoto3Does(t *testing.T) {
	if err := exec.Command("python3", "-c", "import jmespath").Run(); err != nil && os.Getenv("CI") == "" {
		t.Skip("needs Python's JMESPath: pip install jmespath")
	}
	expressions := []string{
		"Items", "Items[]", "Items[].Name", "Items[*].Size", "Items[0]", "Items[0].Name", "Items[-1].Tags", "Items[].Tags[]",
		"Items[].Tags[].Key", "Items[*].Tags[*].Key", "Items[*].Tags", "Items[?Size > `2`].Name", "Items[?Size > `2`].Name | [0]",
		"Items[?Tags[?Key=='env' && Value=='prod']].Name", "Items[].{n: Name, s: Size}", "Items[].[Name, Size]",
		"Lists", "Lists[]", "Lists[][]", "Total", "Nested.Owner", "Nested", "Missing", "Missing[]", "Missing[].Name", "Items.Name",
		"length(Items || `[]`)", "sort_by(Items || `[]`, &Size)[].Name", "max(Items[].Size || `[0]`)", "Items[].Name || `[]`",
		"join(', ', Items[].Name || `[]`)", "Items[?Name && contains(Name, 'a')].Name", "Items[1:].Name", "sort(keys(@))", "[Total, Nested.Owner]",
		"`null`", "`[null, 1]`", "@.Total", "not_null(Total, `5`)", "Items[?Name==null].Size", "Items[].Size | sum(@ || `[]`)",
	}
	text := func(s string) *string { return &s }
	number := func(n int32) *int32 { return &n }
	pages := []*ListItemsOutput{
		{
			Items: []item{
				{Name: text("alpha"), Size: number(3), Tags: []tag{{text("env"), text("prod")}, {text("team"), nil}}},
				{Size: number(1)}, {Name: text("gamma"), Size: number(2), Tags: []tag{}},
			},
			Lists: [][]*string{{text("x"), text("y")}, {}, {text("z")}}, Total: number(3), Nested: &struct{ Owner *string }{text("me")},
		},
		{},
		{Items: []item{}, Total: number(0), Nested: &struct{ Owner *string }{}},
		{Items: []item{{Name: text("delta"), Size: number(9)}}},
	}
	var asked bytes.Buffer
	plainPages := make([]any, len(pages))
	for i, page := range pages {
		plainPages[i] = plain(reflect.ValueOf(page))
	}
	require.NoError(t, json.NewEncoder(&asked).Encode(map[string]any{"expressions": expressions, "pages": plainPages}))
	cmd := exec.Command("python3", "-c", botoSearch)
	cmd.Stdin, cmd.Stderr = &asked, os.Stderr
	out, err := cmd.Output()
	require.NoError(t, err)
	var answers [][]any
	require.NoError(t, json.Unmarshal(out, &answers))

	for i, expression := range expressions {
		n := 0
		op := paginate.OpTokens(func(context.Context, *ListItemsInput, ...func(*struct{})) (*ListItemsOutput, error) {
			n++
			return pages[n-1], nil
		}, nil, func(*ListItemsOutput) (int, bool) { return n, n < len(pages) }, func(*ListItemsInput, int) {})
		got, err := paginate.Collect(Items[any](t.Context(), op, expression))
		require.NoError(t, err, expression)
		want, ours := normal(t, answers[i]), normal(t, got)
		assert.Equal(t, want, ours, expression)
	}
}

// normal is the results as JSON, where no results are an empty list.
func normal(t *testing.T, results []any) string {
	if results == nil {
		results = []any{}
	}
	text, err := json.Marshal(results)
	require.NoError(t, err)
	return string(text)
}
