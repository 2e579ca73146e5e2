package waiters

import (
	"reflect"
	"slices"
	"strconv"
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
	if v.Kind() != reflect.Pointer {
		return "", ""
	}
	place, ok := places.Load(v.Type())
	if !ok {
		place, _ = places.LoadOrStore(v.Type(), findPlace(v.Type()))
	}
	var t tally
	p := place.(*statePlace)
	follow(v, p.path, func(v reflect.Value) { t.read(v, p) })
	return t.text()
}

// places holds the *statePlace of each output type seen.
var places sync.Map

// statePlace is where an output type keeps states: the path to the structs that
// have one, and the fields in these.
type statePlace struct {
	path            []int
	states, reasons []textField
	weak            bool // the first state that is set is all there is
}

// textField is a text in a struct, or in a struct that this one holds.
type textField struct {
	label string // named in the text unless empty
	path  []int
}

// follow calls found with all that path leads to, a path being the index of a
// field for each level. It goes through pointers and slices.
func follow(v reflect.Value, path []int, found func(reflect.Value)) {
	switch {
	case v.Kind() == reflect.Pointer:
		if !v.IsNil() {
			follow(v.Elem(), path, found)
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			follow(v.Index(i), path, found)
		}
	case len(path) > 0:
		follow(v.Field(path[0]), path[1:], found)
	default:
		found(v)
	}
}

// findPlace goes through the type level by level and stops at the first that
// has states.
func findPlace(t reflect.Type) *statePlace {
	p := new(statePlace)
	for depth := 0; depth <= 3 && p.states == nil; depth++ {
		p.find(t, nil, depth, false)
	}
	return p
}

// find looks for states depth levels below t, which path leads to. The first
// struct that has some is taken, unless a later one is apt: the field that leads
// to it is named like the struct it is in.
func (p *statePlace) find(t reflect.Type, path []int, depth int, apt bool) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	switch {
	case t.Kind() != reflect.Struct:
	case depth > 0:
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() {
				p.find(f.Type, append(path, i), depth-1, strings.HasPrefix(t.Name(), f.Name))
			}
		}
	case p.states == nil || apt:
		if in := textsIn(t).place(); in.states != nil {
			in.path = slices.Clone(path)
			*p = in
		}
	}
}

// texts are the fields of one struct that tell a state or a reason. Its own
// states are State and Status, and those named for the struct: StackStatus of
// Stack, TableStatus of TableDescription. Those of the last change are such as
// LastUpdateStatus, and the others such as HealthStatus.
type texts struct {
	own, last, otherStates, otherStatuses, reasons []textField
}

// place takes one of the other states only where there is nothing better, rather
// a State than a Status.
func (s *texts) place() statePlace {
	p := statePlace{states: append(s.own, s.last...), reasons: s.reasons}
	switch {
	case p.states == nil:
		p.states, p.weak = append(s.otherStates, s.otherStatuses...), true
	case s.own == nil:
		p.states[0].label = ""
	}
	return p
}

func textsIn(t reflect.Type) *texts {
	s := new(texts)
	for i := range t.NumField() {
		f := t.Field(i)
		ft := f.Type
		if ft.Kind() == reflect.Pointer {
			ft = ft.Elem()
		}
		switch {
		case !f.IsExported():
		case ft.Kind() == reflect.String:
			s.add(t.Name(), f.Name, "", []int{i})
		case ft.Kind() == reflect.Struct:
			for j := range ft.NumField() {
				g := ft.Field(j)
				if g.Type.Kind() == reflect.String || g.Type.Kind() == reflect.Pointer && g.Type.Elem().Kind() == reflect.String {
					s.add(t.Name(), f.Name, g.Name, []int{i, j})
				}
			}
		}
	}
	return s
}

// add sorts in the field of a struct type, or the field inner of the struct in
// that field.
func (s *texts) add(structName, name, inner string, path []int) {
	f := textField{path: path}
	subject, isState := strings.CutSuffix(name, "State")
	if !isState {
		subject, isState = strings.CutSuffix(name, "Status")
	}
	isReason := strings.HasSuffix(name, "Reason") ||
		strings.HasSuffix(name, "Message") && (strings.Contains(name, "State") || strings.Contains(name, "Status"))
	switch {
	case subject == "" && (inner == "Reason" || inner == "Message"), isReason && (inner == "" || inner == "Message"):
		s.reasons = append(s.reasons, f)
	case !isState || inner != "" && inner != "Name" && inner != "Code":
	case strings.HasPrefix(structName, subject):
		s.own = append(s.own, f)
	case strings.HasPrefix(subject, "Last"):
		f.label = name
		s.last = append(s.last, f)
	case strings.HasSuffix(name, "State"):
		s.otherStates = append(s.otherStates, f)
	default:
		s.otherStatuses = append(s.otherStatuses, f)
	}
}

// tally counts equal states in order of first sight, and keeps the first few
// different reasons: of a hundred things that fail together most fail for the
// same one.
type tally struct {
	states  []string
	counts  []int
	reasons []string
}

// read adds the state and the reasons of one thing.
func (t *tally) read(v reflect.Value, p *statePlace) {
	state := ""
	for _, f := range p.states {
		if text := textAt(v, f.path); text != "" && (state == "" || !p.weak) {
			state = joined(state, ", ", joined(f.label, " ", text))
		}
	}
	if state != "" {
		t.add(state)
	}
	for _, f := range p.reasons {
		reason := textAt(v, f.path)
		if reason != "" && len(t.reasons) < 3 && !slices.Contains(t.reasons, reason) {
			t.reasons = append(t.reasons, reason)
		}
	}
}

func textAt(v reflect.Value, path []int) (text string) {
	follow(v, path, func(v reflect.Value) { text = v.String() })
	return text
}

func (t *tally) add(state string) {
	i := slices.Index(t.states, state)
	if i < 0 {
		i = len(t.states)
		t.states, t.counts = append(t.states, state), append(t.counts, 0)
	}
	t.counts[i]++
}

func (t *tally) text() (state, reason string) {
	for i, s := range t.states {
		if len(t.states) > 1 {
			s = strconv.Itoa(t.counts[i]) + " " + s
		}
		state = joined(state, ", ", s)
	}
	return state, strings.Join(t.reasons, "; ")
}

// joined is both texts with sep between them, or the one that is not empty.
func joined(a, sep, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + sep + b
}
