package search

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func fuzzPage() *ListItemsOutput {
	text := func(s string) *string { return &s }
	number := func(n int32) *int32 { return &n }
	return &ListItemsOutput{
		Items: []item{{Name: text("alpha"), Size: number(3), Tags: []tag{{text("env"), text("prod")}}}, {Size: number(-1)}},
		Lists: [][]*string{{text("x"), nil}, {}}, Total: number(3), Nested: &struct{ Owner *string }{text("2026-01-02T03:04:05Z")},
	}
}

// FuzzExpression: no expression panics or takes for ever, and what fails is an
// error that says why.
func FuzzExpression(f *testing.F) {
	for _, seed := range []string{
		"Items[?Size > `2`].{n: Name, t: Tags[].Key | [0]}", "sort_by(Items, &Name)[::-1]", "let $a = Total in $a", "`", "'", "\"\\u12\"", "[9223372036854775807]",
		"[::-9223372036854775808]", "[@,@]|[@,@]|[@,@][]", "merge(@, `{\"a\":1}`) | to_string(@)", "&&Total", "max_by(Items, &&Size)", "map(&sort_by(@, &@), [Items])", "abs(`-9223372036854775808`)",
		"sum(`[9223372036854775807, 1]`)", "foo(@)", "Items[?", "*.*.*[]", "!!!!Total", "((((Total))))", "join('', [join('', Items[].Name)])", "ceil(`1e300`)", "`1e999`", "`1 2`", "$", "ä", "not_null()", "type(&Total)",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, expression string) {
		compiled, err := parse(expression)
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		begun := time.Now()
		_ = check(compiled, reflect.TypeFor[*ListItemsOutput]())
		_, _ = resultsOf[any](compiled, fuzzPage())
		_, _ = resultsOf[string](compiled, fuzzPage())
		if took := time.Since(begun); took > 20*time.Second {
			t.Fatalf("took %v", took)
		}
	})
}

// Each of these doubles what the one before it made.
func TestTheWorkOfAnExpressionIsBounded(t *testing.T) {
	double := func(part string) string { return "@" + strings.Repeat(" | "+part, 200) }
	for name, expression := range map[string]string{
		"results":   double("[@, @]"),
		"elements":  double("[@, @][]"),
		"text":      "'0123456789' | " + double("join('', [@, @])"),
		"to_string": double("[@, @]") + " | to_string(@)",
		"equal":     double("[@, @]") + " | [0] == [1]",
		"escapes":   double("to_string([@, @])"),
		"depth":     strings.Repeat("!", 100_000) + "@",
		"brackets":  strings.Repeat("(", 100_000) + "@",
		"long":      strings.Repeat("a.", 100_000) + "a",
	} {
		compiled, err := parse(expression)
		if err == nil {
			_ = check(compiled, reflect.TypeFor[*ListItemsOutput]())
			_, err = resultsOf[any](compiled, fuzzPage())
		}
		assert.Error(t, err, name)
	}
	deep, err := parse(strings.Repeat("a.", 30_000) + "a")
	require.NoError(t, err)
	_, err = resultsOf[any](deep, fuzzPage())
	require.NoError(t, err)
}

func TestErrorsSayWhatIsWrong(t *testing.T) {
	for expression, want := range map[string]string{
		"Items[?":                     "position 8: unexpected the end",
		"Items]":                      "position 6: unexpected ]",
		"'abc":                        "position 1: ' is not closed",
		"let $a = Total in $a":        `position 5: unexpected character '$'`,
		"size(@)":                     "unknown function size",
		"length()":                    "length() takes 1 arguments, not 0",
		"length(Total)":               "length(): argument 1 is number, not string|array|object",
		"Items[::0]":                  "the step of a slice must not be 0",
		"sort_by(Items, &Tags)":       "sort_by(): the expression must give a number for each element, or a string for each",
		"&Total":                      "an expression reference is no result",
		"\"length\"(@)":               "the name of a function must not be quoted",
		"Items[99999999999999999999]": "position 7: ",
	} {
		compiled, err := parse(expression)
		if err == nil {
			_, err = resultsOf[any](compiled, fuzzPage())
		}
		if assert.Error(t, err, expression) {
			assert.Contains(t, err.Error(), want, expression)
		}
	}
}

func TestALongExpressionIsCutInAMessage(t *testing.T) {
	err := &ExpressionError{Expression: strings.Repeat("x", 1<<20), Err: errors.New("wrong")}
	assert.Less(t, len(fmt.Sprint(err)), 300)
}
