package search

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// botoAnswers evaluates expressions on documents as boto3 would, but with the
// values of objects in the order of their names, which JMESPath leaves open.
const botoAnswers = `
import json, sys, jmespath, jmespath.functions

class OrderedDict(dict): # JMESPath asks for this name
    def keys(self): return sorted(dict.keys(self))
    def values(self): return [self[k] for k in self.keys()]
    def items(self): return [(k, self[k]) for k in self.keys()]
    def __iter__(self): return iter(self.keys())

class Functions(jmespath.functions.Functions):
    @jmespath.functions.signature({'types': ['object'], 'variadic': True})
    def _func_merge(self, *arguments):
        merged = OrderedDict()
        for a in arguments: merged.update(a)
        return merged

    @jmespath.functions.signature({'types': []})
    def _func_to_string(self, x): # boto3 escapes what is not ASCII
        return x if isinstance(x, str) else json.dumps(x, separators=(',', ':'), ensure_ascii=False, default=str)

def call(self, left): # boto3 needs no comma between arguments
    if left['type'] != 'field': raise jmespath.exceptions.JMESPathError("name")
    args = []
    while self._current_token() != 'rparen':
        args.append(self._expression())
        if self._current_token() != 'rparen': self._match('comma')
    self._match('rparen')
    return jmespath.ast.function_expression(left['value'], args)

jmespath.parser.Parser._token_led_lparen = call
options = jmespath.Options(dict_cls=OrderedDict, custom_functions=Functions())
asked = json.load(sys.stdin, object_pairs_hook=OrderedDict)
answers = []
for expression in asked["Expressions"]:
    row = []
    for document in asked["Documents"]:
        try:
            row.append(json.dumps(jmespath.compile(expression).search(document, options)))
        except (jmespath.exceptions.JMESPathError, ValueError) as e:
            kind = type(e).__name__
            row.append("early" if kind in ("UnknownFunctionError", "ArityError", "VariadictArityError") else "refused")
        except (TypeError, AttributeError, OverflowError) as e:
            row.append("failed") # not JSON, or what Python cannot compare
    answers.append(row)
json.dump(answers, sys.stdout)
`

// expressions makes random expressions.
type expressions struct{ *rand.Rand }

func (r expressions) pick(of ...string) string { return of[r.IntN(len(of))] }

func (r expressions) name() string {
	return r.pick("a", "b", "c", "Name", "Size", "Tags", "Key", `"a"`, `"a b"`, `"\u0061"`, "_x1")
}

func (r expressions) number() string {
	return r.pick("0", "1", "2", "-1", "-2", "3", "10", "-10", "007", "-0")
}

func (r expressions) literal() string {
	return r.pick("`1`", "`0`", "`-1`", "`1.5`", "`2.0`", "`1e2`", "`\"a\"`", "`a`", "` a b`", "`a `", "`true`", "`false`", "`null`", "`[]`", "`{}`", "`[1, 2, 3]`", "`[\"b\", \"a\"]`",
		"`[[1, 2], [3], 4]`", "`{\"a\": 1, \"b\": [1]}`", "`[{\"a\": 2}, {\"a\": 1}]`", "'a'", "''", "'it\\'s'", "'\\n'", "'ä'", "'10'", "`9007199254740993`", "'2024-01-01'", "`\"\\u00e4\"`", "`foo\\`bar`", "`[1, \"a\", null]`", "`01`", "`+1`", "`.5`", "`1.`", "`-`", "`'a'`", "``", "`\"`", "`{`", "`a\\b`", "`a\"b`", "'\\\\'", "`\\\\`", "`1 2`", "`[1] `", "`tRue`")
}

func (r expressions) function(depth int) string {
	x := func() string { return r.expression(depth - 1) }
	one := r.pick("abs", "avg", "ceil", "floor", "keys", "length", "max", "min", "not_null", "reverse", "sort", "sum", "to_array", "to_number", "to_string", "type", "values", "merge")
	switch r.IntN(8) {
	case 0:
		return r.pick("contains", "ends_with", "starts_with", "join") + "(" + x() + ", " + x() + ")"
	case 1:
		return r.pick("max_by", "min_by", "sort_by") + "(" + x() + ", &" + x() + ")"
	case 2:
		return "map(&" + x() + ", " + x() + ")"
	case 3:
		return "merge({a: " + x() + "}, {b: " + x() + "}).{c: not_null(a, b)}"
	case 4:
		return r.pick("foo", "length", "abs", "map", "&a", "sort_by") + "(" + r.pick("", "a, b", "&a", "a,", "&a, &b") + ")"
	}
	return one + "(" + x() + ")"
}

func (r expressions) expression(depth int) string {
	if depth <= 0 {
		return r.pick(r.name(), "@", r.literal(), "*", "[]", "["+r.number()+"]", r.name()+"[]", "[*]")
	}
	x := func() string { return r.expression(depth - 1) }
	switch r.IntN(22) {
	case 0, 1, 2:
		return x() + "." + r.pick(r.name(), r.name(), "*", "["+x()+", "+x()+"]", "{a: "+x()+"}", r.function(depth))
	case 3:
		return x() + "[]"
	case 4:
		return x() + "[*]"
	case 5, 6:
		return x() + "[?" + x() + "]"
	case 7:
		part := func() string { return r.pick("", r.number()) }
		return x() + "[" + part() + ":" + part() + r.pick("", ":"+part(), ":-1", ":2") + "]"
	case 8:
		return x() + "[" + r.number() + "]"
	case 9:
		return x() + r.pick(" | ", "|") + x()
	case 10:
		return x() + " && " + x()
	case 11:
		return x() + " || " + x()
	case 12, 13:
		return x() + r.pick(" == ", "!=", " < ", ">", "<=", " >= ") + x()
	case 14:
		return "!" + x()
	case 15:
		return "(" + x() + ")"
	case 16:
		return "[" + x() + ", " + x() + "]"
	case 17:
		return "{" + r.name() + ": " + x() + r.pick("", ", "+r.name()+": "+x()) + "}"
	case 18, 19:
		return r.function(depth)
	case 20:
		return r.literal()
	}
	return r.name()
}

// broken changes a character, so that many a result is no expression.
func (r expressions) broken(expression string) string {
	runes := []rune(expression)
	at := r.IntN(len(runes) + 1)
	with := r.pick("", " ", "[", "]", "(", ")", ".", "*", "&", "|", "`", "'", "\"", "\\", ",", "0", "-", "!", "=", "<", "@", "{", "}", ":", "?", "a", "\n", "#", "$", "é")
	return string(runes[:at]) + with + string(runes[min(len(runes), at+r.IntN(2)):])
}

func (r expressions) document(depth int) any {
	switch n := r.IntN(12); {
	case n < 4 && depth > 0:
		object := map[string]any{}
		for range r.IntN(5) {
			object[r.pick("a", "b", "c", "Name", "Size", "Tags", "Key", "a b", "_x1")] = r.document(depth - 1)
		}
		return object
	case n < 8 && depth > 0:
		list := []any{}
		for range r.IntN(5) {
			list = append(list, r.document(depth-1))
		}
		return list
	case n == 8:
		return nil
	case n == 9:
		return r.IntN(2) == 0
	case n == 10:
		return r.pick("a", "b", "", "10", "ä", "2024-01-01", "2024-06-01T00:00:00.000Z", "prod")
	}
	return []any{int64(0), int64(1), int64(2), int64(-3), 1.5, 2.25, int64(1) << 60}[r.IntN(7)]
}

// TestRandomExpressionsAsBoto3 compares answers and refusals with the library
// that boto3 uses.
func TestRandomExpressionsAsBoto3(t *testing.T) {
	if err := exec.Command("python3", "-c", "import jmespath").Run(); err != nil && os.Getenv("CI") == "" {
		t.Skip("needs Python's JMESPath: pip install jmespath")
	}
	const count = 1500
	r := expressions{rand.New(rand.NewPCG(1, 1))}
	var asked struct {
		Expressions []string
		Documents   []any
	}
	isBroken := make([]bool, count)
	for i := range count {
		expression := r.expression(1 + r.IntN(4))
		if isBroken[i] = r.IntN(4) == 0; isBroken[i] {
			expression = r.broken(expression)
		}
		asked.Expressions = append(asked.Expressions, expression)
	}
	for range 8 {
		asked.Documents = append(asked.Documents, r.document(5))
	}
	for _, d := range []string{`{"a":[{"a":1,"b":"x","Tags":[{"Key":"env"}]},{"a":2,"b":"y"},{"b":null}],"b":{"a":{"b":[1,2,3]}},"c":"text","Name":"n","Size":7,"Key":[1,[2,[3]]],"_x1":[true,false]}`, `[{"a":3},{"a":1},{"a":2}]`, `[3,1,2]`, `["b","a"]`} {
		var v any
		require.NoError(t, json.Unmarshal([]byte(d), &v))
		asked.Documents = append(asked.Documents, v)
	}
	input, err := json.Marshal(asked)
	require.NoError(t, err)
	cmd := exec.Command("python3", "-c", botoAnswers)
	cmd.Stdin, cmd.Stderr = strings.NewReader(string(input)), os.Stderr
	out, err := cmd.Output()
	require.NoError(t, err)
	var answers [][]string
	require.NoError(t, json.Unmarshal(out, &answers))
	answered := 0
	for i, expression := range asked.Expressions {
		compiled, refusal := parse(expression)
		for j, document := range asked.Documents {
			want := answers[i][j]
			got := "refused"
			if refusal == nil {
				got = answer(t, compiled, document)
			}
			switch {
			case want == "failed":
			case want == "early": // a function that does not exist, or has other arguments
				assert.Error(t, refusal, expression)
			case refusal != nil && (isBroken[i] || isEarly(refusal)):
				// Broken expressions that boto3 takes, such as {a: b c: d}, are refused.
			case want == "refused":
				assert.Equal(t, want, got, expression)
			default:
				answered++
				assert.JSONEq(t, want, got, "%s of %v", expression, document)
			}
		}
	}
	assert.Greater(t, answered, 5*count)
}

// isEarly reports whether a part of an expression is refused that boto3 would
// refuse if it came to it.
func isEarly(refusal error) bool {
	return strings.Contains(refusal.Error(), "unknown function") || strings.Contains(refusal.Error(), "arguments, not")
}

func answer(t *testing.T, compiled node, document any) string {
	text, err := json.Marshal(document)
	require.NoError(t, err)
	v, err := parseJSON(string(text))
	require.NoError(t, err)
	e := new(evaluation)
	v, err = e.eval(compiled, v)
	if err == nil {
		v, err = e.export(v)
	}
	if err != nil {
		return "refused"
	}
	text, err = json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}
