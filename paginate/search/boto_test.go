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
    try:
        compiled, results = jmespath.compile(expression), []
        for page in asked["pages"]:
            found = compiled.search(page)
            if isinstance(found, list):
                results.extend(found)
            else:
                results.append(found)
    except (jmespath.exceptions.JMESPathError, ValueError):
        results = "refused"
    except TypeError:
        results = "failed" # Python does not order text and numbers
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
		"Lists", "Lists[]", "Lists[][]", "Total", "Nested.Owner", "Nested", "Total.Missing", "Total.Missing[]", "Items.Missing", "Nested.Owner.Missing.Name", "Items.Name",
		"length(Items || `[]`)", "sort_by(Items || `[]`, &Size)[].Name", "max(Items[].Size || `[0]`)", "Items[].Name || `[]`",
		"join(', ', Items[].Name || `[]`)", "Items[?Name && contains(Name, 'a')].Name", "Items[1:].Name", "sort(keys(@))", "[Total, Nested.Owner]",
		"`null`", "`[null, 1]`", "@.Total", "not_null(Total, `5`)", "Items[?Name==null].Size", "Items[].Size | sum(@ || `[]`)",
		"Items[?Name > 'b'].Name", "Items[?Name <= 'delta'].Name", "Items[?'b' < Name].Size", "Items[?!(Name < 'b')].Size", "Items[?Name > `1`]",
		"Items[?Tags[?Key==`env`]].Name", "Items[?Name==`\"alpha\"`].Name", "Items[?Name=='it\\'s']", "`foo\\`bar`", "` spaced`", "`{\"a\": [1, 2.5, -3e2]}`",
		"Items[::-1].Size", "Items[-2:].Size", "Items[:-1].Size", "Items[5:0:-1]", "Items[:99:2].Size", "Items[2:0:-1].Size", "Lists[0][1]", "Lists[*][0]", "Lists[].length(@)",
		"*", "@.*.Owner", "Nested.*", "Items[0].*", "Items[*].*", "*[0]", "*[].Name", "[*]", "[]", "[0]", "[?@]", "Items[].Tags[?Key=='env'].Value[]", "Items[].Tags[?Key=='env'].Value | [0]",
		"Items[?Size > `1` && Name || Size == `1`].Size", "Items[?!Name].Size", "!Items", "Items && Total", "Items || Lists || Total", "(Items || Lists)[0]", "Items[0].Tags[0].[Key, Value]",
		"{n: Total, o: Nested.Owner}", "Items[].{n: Name, t: Tags[].Key | [0]}", "\"Items\"[].\"Name\"", "Items[*].[Name, Size] | [0]", "Items[].[Name, Size][]", "[[Total]]", "[Total][0]",
		"abs(`-2`)", "abs(`-2.5`)", "avg(Items[].Size || `[1, 2]`)", "avg(`[]`)", "ceil(`1.2`)", "floor(`-1.2`)", "contains(`abc`, 'b')", "contains(`[1, 2]`, `2`)", "contains(Items[].Name || `[]`, 'alpha')",
		"ends_with('abc', 'bc')", "starts_with('abc', 'ab')", "keys(Nested || `{}`)", "length('äöü')", "length(@)", "map(&Size, Items || `[]`)", "map(&[0], `[[1], [], [2]]`)", "max(`[]`)", "max(`[\"a\", \"b\"]`)",
		"max_by(Items[?Name] || `[]`, &Name).Size", "min_by(Items || `[]`, &Size).Name", "min(`[3, 1.5, 2]`)", "merge(`{\"a\": 1}`, `{\"a\": 2, \"b\": 3}`)", "not_null(Items.Missing, Total)", "not_null(`null`)",
		"reverse('abc')", "reverse(`[1, 2]`)", "sort(`[3, 1, 2]`)", "sort(`[\"b\", \"a\"]`)", "sort_by(`[{\"a\": 2}, {\"a\": 1}]`, &a)", "sum(`[]`)", "sum(`[1, 2.5]`)", "to_array(`1`)", "to_array(`[1]`)",
		"to_number('12')", "to_number('1.5')", "to_number('x')", "to_number(`true`)", "to_number(`7`)", "to_string(`{\"a\": [1, null, true]}`)", "to_string('x')", "to_string(`1`)", "type(@)", "type(`1.5`)", "type(`null`)", "values(`{\"a\": 1}`)",
		"length(Total)", "foo(@)", "Items[?", "abs('a')", "sum(Items)", "sort(`[1, \"a\"]`)", "max_by(Items || `[]`, &Tags)", "Items[::0]", "length()", "a.", "@@", "&", "\"a\"(@)", "{a: }", "[,]", "a b", "Items[1", "join('', `[1]`)",
		"`1` == `true`", "`0` == `false`", "`1` == `1.0`", "`[1, {\"a\": 2}]` == `[1.0, {\"a\": 2}]`", "`9007199254740993` == `9007199254740992`", "`9007199254740993` > `9007199254740992`", "'a' < `1`", "`null` < `1`", "Items[].Size | [?@ > `1`] | length(@ || `[]`)",
		"Items[?Size==max(`[3, 1]`)].Name", "Items[].Name[0]", "Items[0][0]", "Items.*.Name", "Items[*].Tags[].Key", "Items[*].Tags[][].Key", "Items[?Name][?Size > `2`].Name", "Lists[?length(@) > `1`]", "Lists[?[0] == 'z']", "Items[].Tags[0].Key || 'none'",
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
	var answers []any
	require.NoError(t, json.Unmarshal(out, &answers))

	for i, expression := range expressions {
		n := 0
		op := paginate.OpTokens(func(context.Context, *ListItemsInput, ...func(*struct{})) (*ListItemsOutput, error) {
			n++
			return pages[n-1], nil
		}, nil, func(*ListItemsOutput) (int, bool) { return n, n < len(pages) }, func(*ListItemsInput, int) {})
		got, err := paginate.Collect(Items[any](t.Context(), op, expression))
		switch answers[i] {
		case "refused":
			assert.ErrorIs(t, err, ErrExpression, expression)
			continue
		case "failed":
			continue
		}
		require.NoError(t, err, expression)
		want, ours := normal(t, answers[i].([]any)), normal(t, got)
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
