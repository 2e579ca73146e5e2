package waiters

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// Describe reads the state of the things in an output, and its reason, by the
// names that AWS gives to such fields: State, Status, StackStatus, TableStatus
// or LastStatus, and StateReason, StackStatusReason, StoppedReason and the like,
// in the output or in the structs up to three levels below it, the nearest
// first. Several things are counted: "2 pending, 1 running". Both are empty for
// an output that has no such field. out is a pointer to a struct.
//
// The fields are found once for each type; reading them takes no request.
func Describe(out any) (state, reason string) {
	v := reflect.ValueOf(out)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		return "", ""
	}
	place, ok := places.Load(v.Type())
	if !ok {
		place, _ = places.LoadOrStore(v.Type(), findPlace(v.Type().Elem()))
	}
	var t tally
	place.(statePlace).read(v.Elem(), &t)
	return t.text()
}

// places holds the statePlace of each output type seen.
var places sync.Map

// statePlace is where an output type keeps states: the fields that lead to the
// structs that have one, and the fields in these.
type statePlace struct {
	path            [][]int // one index a level, as in reflect.StructField.Index
	states, reasons []textField
	weak            bool // the first state that is set is all there is
}

// textField is a string, a pointer to one, or a struct that holds one.
type textField struct {
	label string // named in the text unless empty
	index []int
	inner []int // the string inside a struct field
}

// findPlace goes through the type level by level and stops at the first that
// has states.
func findPlace(t reflect.Type) statePlace {
	type node struct {
		t    reflect.Type
		path [][]int
		apt  bool // the field that leads here is named like the struct it is in
	}
	level := []node{{t: t}}
	for depth := 0; depth <= 3 && len(level) > 0; depth++ {
		var best statePlace
		var next []node
		for _, n := range level {
			states, weak := stateFields(n.t)
			if len(states) > 0 && (best.states == nil || n.apt) {
				best = statePlace{path: n.path, states: states, reasons: reasonFields(n.t), weak: weak}
			}
			for _, f := range structFields(n.t) {
				next = append(next, node{
					t:    f.t,
					path: append(slices.Clone(n.path), f.index),
					apt:  strings.HasPrefix(n.t.Name(), f.name),
				})
			}
		}
		if best.states != nil {
			return best
		}
		level = next
	}
	return statePlace{}
}

type structField struct {
	name  string
	index []int
	t     reflect.Type
}

// structFields are the fields that hold structs: by value, by pointer or in a
// slice.
func structFields(t reflect.Type) []structField {
	var fields []structField
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() || f.Name == "ResultMetadata" {
			continue
		}
		ft := f.Type
		for ft.Kind() == reflect.Pointer || ft.Kind() == reflect.Slice {
			ft = ft.Elem()
		}
		if ft.Kind() == reflect.Struct && ft.PkgPath() != "time" {
			fields = append(fields, structField{f.Name, f.Index, ft})
		}
	}
	return fields
}

// stateFields finds the fields of one struct that tell its state: State and
// Status, those named for the struct (StackStatus of Stack, TableStatus of
// TableDescription) and those of the last change (LastUpdateStatus). Of the many
// others, such as HealthStatus, one is taken only where there is nothing better,
// rather a State than a Status.
func stateFields(t reflect.Type) (states []textField, weak bool) {
	var last, otherStates, otherStatuses []textField
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() || !strings.HasSuffix(f.Name, "State") && !strings.HasSuffix(f.Name, "Status") {
			continue
		}
		text, ok := asText(f, "Name", "Code")
		if !ok {
			continue
		}
		subject := strings.TrimSuffix(strings.TrimSuffix(f.Name, "State"), "Status")
		switch {
		case strings.HasPrefix(t.Name(), subject):
			states = append(states, text)
		case strings.HasPrefix(subject, "Last"):
			text.label = f.Name
			last = append(last, text)
		case strings.HasSuffix(f.Name, "State"):
			otherStates = append(otherStates, text)
		default:
			otherStatuses = append(otherStatuses, text)
		}
	}
	switch {
	case states != nil:
		return append(states, last...), false
	case last != nil:
		last[0].label = ""
		return last, false
	default:
		return append(otherStates, otherStatuses...), true
	}
}

// reasonFields finds the fields of one struct that say why it is in its state.
func reasonFields(t reflect.Type) []textField {
	var reasons []textField
	for i := range t.NumField() {
		f := t.Field(i)
		about := strings.Contains(f.Name, "State") || strings.Contains(f.Name, "Status")
		switch {
		case !f.IsExported():
		case strings.HasSuffix(f.Name, "Reason"), about && strings.HasSuffix(f.Name, "Message"):
			if text, ok := asText(f, "Message"); ok {
				reasons = append(reasons, text)
			}
		case f.Name == "State" || f.Name == "Status":
			if text, ok := asText(f, "Reason", "Message"); ok && text.inner != nil {
				reasons = append(reasons, text)
			}
		}
	}
	return reasons
}

// asText accepts a field that holds text, or a struct with text in one of the
// fields named.
func asText(f reflect.StructField, inner ...string) (textField, bool) {
	t := f.Type
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.String:
		return textField{index: f.Index}, true
	case reflect.Struct:
		for _, name := range inner {
			in, ok := t.FieldByName(name)
			if !ok {
				continue
			}
			if text, ok := asText(in); ok {
				return textField{index: f.Index, inner: text.index}, true
			}
		}
	}
	return textField{}, false
}

// read adds the states below v, following the path from its first step.
func (p statePlace) read(v reflect.Value, t *tally) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			p.read(v.Elem(), t)
		}
		return
	case reflect.Slice:
		for i := range v.Len() {
			p.read(v.Index(i), t)
		}
		return
	}
	if len(p.path) > 0 {
		rest := p
		rest.path = p.path[1:]
		rest.read(v.FieldByIndex(p.path[0]), t)
		return
	}
	var parts []string
	for _, f := range p.states {
		if s := f.read(v); s != "" {
			if f.label != "" {
				s = f.label + " " + s
			}
			parts = append(parts, s)
			if p.weak {
				break
			}
		}
	}
	if len(parts) > 0 {
		t.add(strings.Join(parts, ", "))
	}
	for _, f := range p.reasons {
		t.because(f.read(v))
	}
}

func (f textField) read(v reflect.Value) string {
	v = reflect.Indirect(v.FieldByIndex(f.index))
	if f.inner != nil && v.IsValid() {
		v = reflect.Indirect(v.FieldByIndex(f.inner))
	}
	if !v.IsValid() {
		return ""
	}
	return v.String()
}

// tally counts equal states in order of first sight.
type tally struct {
	states  []string
	counts  []int
	reasons []string
}

func (t *tally) add(state string) {
	i := slices.Index(t.states, state)
	if i < 0 {
		t.states, t.counts = append(t.states, state), append(t.counts, 0)
		i = len(t.states) - 1
	}
	t.counts[i]++
}

// because keeps the first few different reasons: of a hundred things that fail
// together most fail for the same one.
func (t *tally) because(reason string) {
	if reason != "" && len(t.reasons) < 3 && !slices.Contains(t.reasons, reason) {
		t.reasons = append(t.reasons, reason)
	}
}

func (t *tally) text() (state, reason string) {
	reason = strings.Join(t.reasons, "; ")
	if len(t.states) == 1 {
		return t.states[0], reason
	}
	parts := make([]string, len(t.states))
	for i, s := range t.states {
		parts[i] = fmt.Sprintf("%d %s", t.counts[i], s)
	}
	return strings.Join(parts, ", "), reason
}
