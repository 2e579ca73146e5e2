package search

import (
	"errors"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A value is nil, a bool, an int64, a float64, a string, a []any, a
// map[string]any, or members. Of functions, an argument can be a reference.

// members is a struct of the SDK as a JSON object, by the names of its fields.
type members map[string]any

// maxSteps bounds the work on one page: evaluated parts of the expression,
// elements, and bytes of text that are created.
const maxSteps = 3_000_000

var errTooMuch = errors.New("takes too much work")

// evaluation is the work on one page.
type evaluation struct{ steps int }

func (e *evaluation) spend(n int) error {
	if e.steps += n; e.steps > maxSteps {
		return errTooMuch
	}
	return nil
}

func (e *evaluation) eval(n node, v any) (any, error) {
	if err := e.spend(1); err != nil {
		return nil, err
	}
	return n.eval(e, v)
}

// node is a part of an expression.
type node interface {
	eval(e *evaluation, v any) (any, error)
}

type (
	identity        struct{}
	literal         struct{ value any }
	field           string
	index           int
	slice           [3]*int
	chain           struct{ left, right node }
	indexed         struct{ chain } // ends with an index
	flatten         struct{ of node }
	projection      struct{ left, right, condition node } // condition may be nil
	valueProjection struct{ left, right node }
	logic           struct {
		and         bool
		left, right node
	}
	not        struct{ of node }
	comparison struct {
		operator    kind
		left, right node
	}
	multiList []node
	multiHash []member
	member    struct {
		name  string
		value node
	}
	reference struct{ to node }
	call      struct {
		name     string
		function function
		args     []node
	}
)

func (identity) eval(_ *evaluation, v any) (any, error)  { return v, nil }
func (l literal) eval(_ *evaluation, _ any) (any, error) { return l.value, nil }

// eval returns a member of an object. A member of a struct has its Go name, or
// its name on the wire, which may begin with a lower-case letter.
func (f field) eval(_ *evaluation, v any) (any, error) {
	switch object := v.(type) {
	case map[string]any:
		return object[string(f)], nil
	case members:
		if member, ok := object[string(f)]; ok {
			return member, nil
		}
		return object[goName(string(f))], nil
	}
	return nil, nil
}

// goName is the name in Go of a member by its name on the wire.
func goName(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}

func (i index) eval(_ *evaluation, v any) (any, error) {
	list, _ := v.([]any)
	n := int(i)
	if n < 0 {
		n += len(list)
	}
	if n < 0 || n >= len(list) {
		return nil, nil
	}
	return list[n], nil
}

func (s slice) eval(e *evaluation, v any) (any, error) {
	list, ok := v.([]any)
	if !ok {
		return nil, nil
	}
	step := 1
	if s[2] != nil {
		step = *s[2]
	}
	if step == 0 {
		return nil, errors.New("the step of a slice must not be 0")
	}
	from, to := bound(s[0], len(list), step, true), bound(s[1], len(list), step, false)
	part := []any{}
	for i := from; step > 0 && i < to || step < 0 && i > to; i += step {
		part = append(part, list[i])
		if step > 0 && i > math.MaxInt-step {
			break
		}
	}
	return part, e.spend(len(part))
}

// bound returns an end of a slice as an index of the list, or just outside it.
func bound(n *int, length, step int, start bool) int {
	low, high := 0, length
	if step < 0 {
		low, high = -1, length-1
	}
	switch {
	case n == nil && start == (step > 0):
		return low
	case n == nil:
		return high
	case *n < 0:
		return max(low, *n+length)
	}
	return min(high, *n)
}

func (c chain) eval(e *evaluation, v any) (any, error) {
	left, err := e.eval(c.left, v)
	if err != nil {
		return nil, err
	}
	return e.eval(c.right, left)
}

func (f flatten) eval(e *evaluation, v any) (any, error) {
	v, err := e.eval(f.of, v)
	list, ok := v.([]any)
	if err != nil || !ok {
		return nil, err
	}
	flat := []any{}
	for _, x := range list {
		if inner, ok := x.([]any); ok {
			if err := e.spend(len(inner)); err != nil {
				return nil, err
			}
			flat = append(flat, inner...)
		} else {
			flat = append(flat, x)
		}
	}
	return flat, e.spend(len(list))
}

func (p projection) eval(e *evaluation, v any) (any, error) {
	v, err := e.eval(p.left, v)
	list, ok := v.([]any)
	if err != nil || !ok {
		return nil, err
	}
	if p.condition != nil {
		kept := []any{}
		for _, x := range list {
			holds, err := e.eval(p.condition, x)
			if err != nil {
				return nil, err
			}
			if truthy(holds) {
				kept = append(kept, x)
			}
		}
		list = kept
	}
	return e.project(list, p.right)
}

func (p valueProjection) eval(e *evaluation, v any) (any, error) {
	v, err := e.eval(p.left, v)
	object, ok := objectOf(v)
	if err != nil || !ok {
		return nil, err
	}
	return e.project(valuesOf(object), p.right)
}

// project applies a node to each element and drops results that are null.
func (e *evaluation) project(list []any, n node) (any, error) {
	results := []any{}
	for _, x := range list {
		result, err := e.eval(n, x)
		if err != nil {
			return nil, err
		}
		if result != nil {
			results = append(results, result)
		}
	}
	return results, nil
}

func (l logic) eval(e *evaluation, v any) (any, error) {
	left, err := e.eval(l.left, v)
	if err != nil || truthy(left) != l.and {
		return left, err
	}
	return e.eval(l.right, v)
}

func (n not) eval(e *evaluation, v any) (any, error) {
	v, err := e.eval(n.of, v)
	return !truthy(v), err
}

func (c comparison) eval(e *evaluation, v any) (any, error) {
	left, err := e.eval(c.left, v)
	if err != nil {
		return nil, err
	}
	right, err := e.eval(c.right, v)
	if err != nil {
		return nil, err
	}
	switch c.operator {
	case "==":
		return e.equal(left, right)
	case "!=":
		equal, err := e.equal(left, right)
		return !equal, err
	}
	order, ok := compare(left, right)
	if !ok {
		return nil, nil
	}
	switch c.operator {
	case "<":
		return order < 0, nil
	case "<=":
		return order <= 0, nil
	case ">":
		return order > 0, nil
	}
	return order >= 0, nil
}

func (l multiList) eval(e *evaluation, v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	list := make([]any, len(l))
	for i, n := range l {
		var err error
		if list[i], err = e.eval(n, v); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (h multiHash) eval(e *evaluation, v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	object := make(map[string]any, len(h))
	for _, m := range h {
		value, err := e.eval(m.value, v)
		if err != nil {
			return nil, err
		}
		object[m.name] = value
	}
	return object, nil
}

func (r reference) eval(*evaluation, any) (any, error) { return r, nil }

func objectOf(v any) (map[string]any, bool) {
	switch object := v.(type) {
	case map[string]any:
		return object, true
	case members:
		return object, true
	}
	return nil, false
}

// valuesOf returns the values of an object, in the order of its keys.
func valuesOf(object map[string]any) []any {
	values := make([]any, 0, len(object))
	for _, k := range slices.Sorted(maps.Keys(object)) {
		values = append(values, object[k])
	}
	return values
}

// truthy reports whether a value counts as true.
func truthy(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case string:
		return v != ""
	case []any:
		return len(v) > 0
	case map[string]any:
		return len(v) > 0
	case members:
		return len(v) > 0
	}
	return true
}

// compare returns the order of two numbers or two texts. Texts that are both
// times in RFC 3339 are compared as times.
func compare(a, b any) (int, bool) {
	switch a := a.(type) {
	case string:
		b, ok := b.(string)
		if !ok {
			return 0, false
		}
		if s, ok := asTime(a); ok {
			if t, ok := asTime(b); ok {
				return s.Compare(t), true
			}
		}
		return strings.Compare(a, b), true
	case int64:
		switch b := b.(type) {
		case int64:
			return order(a, b), true
		case float64:
			return orderMixed(a, b), true
		}
	case float64:
		switch b := b.(type) {
		case int64:
			return -orderMixed(b, a), true
		case float64:
			return order(a, b), true
		}
	}
	return 0, false
}

func order[T int64 | float64](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// orderMixed compares exactly: not every int64 is a float64.
func orderMixed(a int64, b float64) int {
	switch {
	case b >= 1<<63:
		return -1
	case b < -1<<63:
		return 1
	}
	whole := math.Floor(b)
	if o := order(a, int64(whole)); o != 0 || whole == b {
		return o
	}
	return -1
}

func asTime(s string) (time.Time, bool) {
	if len(s) < len("2006-01-02T15:04:05Z") || s[4] != '-' || s[10] != 'T' {
		return time.Time{}, false
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	return t, err == nil
}

// equal reports whether two values are the same JSON.
func (e *evaluation) equal(a, b any) (bool, error) {
	if err := e.spend(1); err != nil {
		return false, err
	}
	switch x := a.(type) {
	case nil:
		return b == nil, nil
	case bool:
		y, ok := b.(bool)
		return ok && x == y, nil
	case string:
		y, ok := b.(string)
		return ok && x == y, nil
	case int64, float64:
		order, ok := compare(a, b)
		return ok && order == 0, nil
	case []any:
		y, ok := b.([]any)
		if !ok || len(x) != len(y) {
			return false, nil
		}
		for i := range x {
			if same, err := e.equal(x[i], y[i]); !same || err != nil {
				return false, err
			}
		}
		return true, nil
	}
	x, ok := objectOf(a)
	y, ok2 := objectOf(b)
	if !ok || !ok2 || len(x) != len(y) {
		return false, nil
	}
	for k, v := range x {
		other, ok := y[k]
		if !ok {
			return false, nil
		}
		if same, err := e.equal(v, other); !same || err != nil {
			return false, err
		}
	}
	return true, nil
}

// export returns a value as encoding/json would, with integers as int64.
func (e *evaluation) export(v any) (any, error) {
	if err := e.spend(1); err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case []any:
		list := make([]any, len(v))
		for i, x := range v {
			var err error
			if list[i], err = e.export(x); err != nil {
				return nil, err
			}
		}
		return list, nil
	case string:
		return v, e.spend(len(v) / 16)
	case reference:
		return nil, errors.New("an expression reference is no result")
	}
	object, ok := objectOf(v)
	if !ok {
		return v, nil
	}
	copied := make(map[string]any, len(object))
	for k, x := range object {
		var err error
		if copied[k], err = e.export(x); err != nil {
			return nil, err
		}
	}
	return copied, nil
}
