package search

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// function is a function of JMESPath. args are the types that each argument may
// have, separated by bars; the last one is repeated by a variadic function.
type function struct {
	args     []string
	variadic bool
	run      func(e *evaluation, args []any) (any, error)
}

// functions are those of the JMESPath specification, which boto3 has.
var functions map[string]function

func init() { // not a literal, since functions evaluate expressions that call functions
	functions = map[string]function{
		"abs":         {args: []string{"number"}, run: abs},
		"avg":         {args: []string{"array-number"}, run: avg},
		"ceil":        {args: []string{"number"}, run: rounded(math.Ceil)},
		"contains":    {args: []string{"array|string", "any"}, run: containsValue},
		"ends_with":   {args: []string{"string", "string"}, run: texts(strings.HasSuffix)},
		"floor":       {args: []string{"number"}, run: rounded(math.Floor)},
		"join":        {args: []string{"string", "array-string"}, run: join},
		"keys":        {args: []string{"object"}, run: keys},
		"length":      {args: []string{"string|array|object"}, run: length},
		"map":         {args: []string{"expression", "array"}, run: mapped},
		"max":         {args: []string{"array-number|array-string"}, run: extreme(1)},
		"max_by":      {args: []string{"array", "expression"}, run: extremeBy(1)},
		"merge":       {args: []string{"object"}, variadic: true, run: merge},
		"min":         {args: []string{"array-number|array-string"}, run: extreme(-1)},
		"min_by":      {args: []string{"array", "expression"}, run: extremeBy(-1)},
		"not_null":    {args: []string{"any"}, variadic: true, run: notNull},
		"reverse":     {args: []string{"array|string"}, run: reverse},
		"sort":        {args: []string{"array-number|array-string"}, run: sorted},
		"sort_by":     {args: []string{"array", "expression"}, run: sortedBy},
		"starts_with": {args: []string{"string", "string"}, run: texts(strings.HasPrefix)},
		"sum":         {args: []string{"array-number"}, run: sum},
		"to_array":    {args: []string{"any"}, run: toArray},
		"to_number":   {args: []string{"any"}, run: toNumber},
		"to_string":   {args: []string{"any"}, run: toString},
		"type":        {args: []string{"any"}, run: typeName},
		"values":      {args: []string{"object"}, run: values},
	}
}

func (c call) eval(e *evaluation, v any) (any, error) {
	args := make([]any, len(c.args))
	for i, n := range c.args {
		var err error
		if args[i], err = e.eval(n, v); err != nil {
			return nil, err
		}
		want := c.function.args[min(i, len(c.function.args)-1)]
		if ok, err := e.is(args[i], want); !ok || err != nil {
			return nil, errors.Join(err, fmt.Errorf("%s(): argument %d is %s, not %s", c.name, i+1, typeOf(args[i]), want))
		}
	}
	result, err := c.function.run(e, args)
	if err != nil {
		return nil, fmt.Errorf("%s(): %w", c.name, err)
	}
	return result, nil
}

func typeOf(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case int64, float64:
		return "number"
	case string:
		return "string"
	case []any:
		return "array"
	case reference:
		return "expression"
	}
	return "object"
}

// is reports whether a value has one of some types.
func (e *evaluation) is(v any, types string) (bool, error) {
	for want := range strings.SplitSeq(types, "|") {
		elements, isArray := strings.CutPrefix(want, "array-")
		switch {
		case !isArray && (want == typeOf(v) || want == "any" && typeOf(v) != "expression"):
			return true, nil
		case isArray:
			list, ok := v.([]any)
			if err := e.spend(len(list)); err != nil {
				return false, err
			}
			if ok && !slices.ContainsFunc(list, func(x any) bool { return typeOf(x) != elements }) {
				return true, nil
			}
		}
	}
	return false, nil
}

func float(v any) float64 {
	if n, ok := v.(int64); ok {
		return float64(n)
	}
	f, _ := v.(float64)
	return f
}

func abs(_ *evaluation, args []any) (any, error) {
	if n, ok := args[0].(int64); ok && n != math.MinInt64 {
		return max(n, -n), nil
	}
	return math.Abs(float(args[0])), nil
}

func rounded(round func(float64) float64) func(*evaluation, []any) (any, error) {
	return func(_ *evaluation, args []any) (any, error) {
		f, ok := args[0].(float64)
		if !ok {
			return args[0], nil
		}
		if f = round(f); f >= -1<<63 && f < 1<<63 {
			return int64(f), nil
		}
		return f, nil
	}
}

// sum is exact as long as it is a 64-bit integer.
func sum(_ *evaluation, args []any) (any, error) {
	var whole int64
	exact, total := true, 0.0
	for _, x := range args[0].([]any) {
		n, ok := x.(int64)
		if next := whole + n; !ok || (next > whole) != (n > 0) && n != 0 {
			exact = false
		} else {
			whole = next
		}
		total += float(x)
	}
	if exact {
		return whole, nil
	}
	return total, nil
}

func avg(e *evaluation, args []any) (any, error) {
	list := args[0].([]any)
	if len(list) == 0 {
		return nil, nil
	}
	total, err := sum(e, args)
	return float(total) / float64(len(list)), err
}

func containsValue(e *evaluation, args []any) (any, error) {
	if s, ok := args[0].(string); ok {
		part, ok := args[1].(string)
		return ok && strings.Contains(s, part), e.spend(len(s) / 16)
	}
	for _, x := range args[0].([]any) {
		if same, err := e.equal(x, args[1]); same || err != nil {
			return same, err
		}
	}
	return false, nil
}

func texts(f func(s, part string) bool) func(*evaluation, []any) (any, error) {
	return func(_ *evaluation, args []any) (any, error) { return f(args[0].(string), args[1].(string)), nil }
}

func join(e *evaluation, args []any) (any, error) {
	separator, list := args[0].(string), args[1].([]any)
	parts := make([]string, len(list))
	for i, x := range list {
		parts[i] = x.(string)
		if err := e.spend(len(parts[i]) + len(separator)); err != nil {
			return nil, err
		}
	}
	return strings.Join(parts, separator), nil
}

func keys(e *evaluation, args []any) (any, error) {
	object, _ := objectOf(args[0])
	list := make([]any, 0, len(object))
	for _, k := range slices.Sorted(maps.Keys(object)) {
		list = append(list, k)
	}
	return list, e.spend(len(list))
}

func values(e *evaluation, args []any) (any, error) {
	object, _ := objectOf(args[0])
	return valuesOf(object), e.spend(len(object))
}

func length(_ *evaluation, args []any) (any, error) {
	switch v := args[0].(type) {
	case string:
		return int64(utf8.RuneCountInString(v)), nil
	case []any:
		return int64(len(v)), nil
	}
	object, _ := objectOf(args[0])
	return int64(len(object)), nil
}

func mapped(e *evaluation, args []any) (any, error) {
	list := args[1].([]any)
	results := make([]any, len(list))
	for i, x := range list {
		var err error
		if results[i], err = e.eval(args[0].(reference).to, x); err != nil {
			return nil, err
		}
	}
	return results, nil
}

// extreme returns the greatest element, or the least if sign is -1.
func extreme(sign int) func(*evaluation, []any) (any, error) {
	return func(_ *evaluation, args []any) (any, error) {
		list := args[0].([]any)
		return best(list, list, sign), nil
	}
}

func extremeBy(sign int) func(*evaluation, []any) (any, error) {
	return func(e *evaluation, args []any) (any, error) {
		list := args[0].([]any)
		by, err := e.keysOf(list, args[1].(reference))
		return best(list, by, sign), err
	}
}

func best(list, by []any, sign int) any {
	if len(list) == 0 || len(by) < len(list) {
		return nil
	}
	at := 0
	for i := range by {
		if order, _ := compare(by[i], by[at]); order*sign > 0 {
			at = i
		}
	}
	return list[at]
}

// keysOf returns the results of a reference for each element: numbers or
// strings.
func (e *evaluation) keysOf(list []any, r reference) ([]any, error) {
	by, err := mapped(e, []any{r, list})
	if err != nil {
		return nil, err
	}
	if ok, err := e.is(by, "array-number|array-string"); !ok || err != nil {
		return nil, errors.Join(err, errors.New("the expression must give a number for each element, or a string for each"))
	}
	return by.([]any), nil
}

func sorted(e *evaluation, args []any) (any, error) {
	list := slices.Clone(args[0].([]any))
	slices.SortStableFunc(list, func(a, b any) int { order, _ := compare(a, b); return order })
	return list, e.spend(len(list))
}

func sortedBy(e *evaluation, args []any) (any, error) {
	list := args[0].([]any)
	by, err := e.keysOf(list, args[1].(reference))
	if err != nil {
		return nil, err
	}
	places := make([]int, len(list))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(a, b int) int { order, _ := compare(by[a], by[b]); return order })
	result := make([]any, len(list))
	for i, place := range places {
		result[i] = list[place]
	}
	return result, nil
}

func merge(e *evaluation, args []any) (any, error) {
	merged := map[string]any{}
	for _, x := range args {
		object, _ := objectOf(x)
		if err := e.spend(len(object)); err != nil {
			return nil, err
		}
		maps.Copy(merged, object)
	}
	return merged, nil
}

func notNull(_ *evaluation, args []any) (any, error) {
	for _, x := range args {
		if x != nil {
			return x, nil
		}
	}
	return nil, nil
}

func reverse(e *evaluation, args []any) (any, error) {
	if s, ok := args[0].(string); ok {
		runes := []rune(s)
		slices.Reverse(runes)
		return string(runes), e.spend(len(s))
	}
	list := slices.Clone(args[0].([]any))
	slices.Reverse(list)
	return list, e.spend(len(list))
}

func toArray(_ *evaluation, args []any) (any, error) {
	if _, ok := args[0].([]any); ok {
		return args[0], nil
	}
	return []any{args[0]}, nil
}

func toNumber(_ *evaluation, args []any) (any, error) {
	switch v := args[0].(type) {
	case int64, float64:
		return v, nil
	case string:
		v = strings.TrimSpace(v)
		if n, err := strconv.ParseInt(v, 10, 64); err == nil {
			return n, nil
		}
		if f, err := strconv.ParseFloat(v, 64); err == nil && !math.IsInf(f, 0) && !math.IsNaN(f) {
			return f, nil
		}
	}
	return nil, nil
}

func toString(e *evaluation, args []any) (any, error) {
	if s, ok := args[0].(string); ok {
		return s, nil
	}
	plain, err := e.export(args[0])
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(plain); err != nil {
		return nil, err
	}
	return strings.TrimSuffix(b.String(), "\n"), e.spend(b.Len())
}

func typeName(_ *evaluation, args []any) (any, error) { return typeOf(args[0]), nil }
