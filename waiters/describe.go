package waiters

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// Describe returns the state of the resources in an output, and its reason. It
// finds them by the names that AWS gives to such fields: State, Status,
// StackStatus, TableStatus or LastStatus, and StateReason, StackStatusReason,
// StoppedReason and the like, in the output or in structs up to three levels below
// it, the nearest first. States of several resources are counted: "2 pending, 1
// running". The result includes EC2's status checks, the rollout of the primary
// deployment of an ECS service, the reasons of a task's containers, and the
// failures listed in an output. Both are empty if the output has no such field.
// out must be a pointer to a struct.
//
// The fields are found once for each type; reading them takes no request.
func Describe(out any) (state, reason string) {
	v := reflect.ValueOf(out)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		return "", ""
	}
	t := v.Type()
	known, ok := places.Load(t)
	if !ok {
		// Level by level, up to the first that has states.
		p := new(statePlace)
		for depth := 0; depth <= 3 && !p.hasState(); depth++ {
			p.find(t, nil, depth, false)
		}
		p.failures = listIn(t.Elem(), "Failures")
		known, _ = places.LoadOrStore(t, p)
	}
	found := described{place: known.(*statePlace)}
	found.read(v, found.place.path)
	found.failures(v.Elem())
	return statesText(found.states), strings.Join(found.reasons, "; ")
}

// places caches the *statePlace of each output type.
var places sync.Map

// statePlace is where an output type keeps states: the path to the structs that
// have one, and the fields of these in the order of their kinds.
type statePlace struct {
	path   []int
	fields []textField
	// deployments and containers are lists in these structs, failures is one in
	// the output: the index of the field and one, or zero.
	deployments, containers, failures int
}

// listIn returns the index of the list field of this name plus one, or zero if
// there is none.
func listIn(t reflect.Type, name string) int {
	if f, ok := t.FieldByName(name); ok && f.Type.Kind() == reflect.Slice && len(f.Index) == 1 {
		return f.Index[0] + 1
	}
	return 0
}

func (p *statePlace) hasState() bool {
	return len(p.fields) > 0 && p.fields[0].kind < reasonText
}

// textField is a string field of a struct, or of a struct in one of its fields.
type textField struct {
	kind textKind
	name string
	// outer is the index of the field, and inner that of the field in the struct
	// that it holds; -1 when it is the text itself.
	outer, inner int
}

type textKind int

const (
	ownState    textKind = iota // State, Status, and those named for the struct: StackStatus of Stack
	lastState                   // of the last change: LastUpdateStatus
	otherState                  // such as HealthState; one is taken where there is nothing better
	otherStatus                 // such as HealthStatus; likewise
	checkStatus                 // of a check, such as SystemStatus.Status; all are taken
	reasonText
	noText
)

// explains reports whether a message about subject is a reason.
func explains(subject string) bool {
	return slices.ContainsFunc([]string{"State", "Status", "Error", "Failure"}, func(word string) bool { return strings.Contains(subject, word) })
}

// kindOf returns the kind of a field of a struct type, or of the field inner of
// the struct in that field.
func kindOf(structName, name, inner string) textKind {
	last := strings.LastIndexFunc(name, unicode.IsUpper)
	if last < 0 {
		return noText
	}
	subject, word := name[:last], name[last:]
	switch {
	case word == "Reason", name == "Cause", word == "Message" && explains(subject):
		if inner == "" || inner == "Message" {
			return reasonText
		}
		return noText
	case word != "State" && word != "Status":
		return noText
	case inner != "" && inner != "Name" && inner != "Code":
		switch {
		case subject == "" && (inner == "Reason" || inner == "Message"):
			return reasonText
		case subject != "" && inner == "Status":
			return checkStatus
		}
		return noText
	case strings.HasPrefix(structName, subject):
		return ownState
	case strings.HasPrefix(subject, "Last"):
		return lastState
	case word == "State":
		return otherState
	default:
		return otherStatus
	}
}

// find looks for states depth levels below t, which path leads to. The first
// struct that has some is taken, unless a later one fits better: the field that leads
// to it is named like the struct it is in.
func (p *statePlace) find(t reflect.Type, path []int, depth int, fits bool) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	switch {
	case t.Kind() != reflect.Struct:
	case depth > 0:
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() {
				p.find(f.Type, append(path[:len(path):len(path)], i), depth-1, strings.HasPrefix(t.Name(), f.Name))
			}
		}
	case fits || !p.hasState():
		found := statePlace{path: path}
		for kind := range noText {
			found.add(kind, t, t.Name(), "", 0)
		}
		if found.hasState() {
			found.deployments, found.containers = listIn(t, "Deployments"), listIn(t, "Containers")
			*p = found
		}
	}
}

// add adds the fields of one kind in t, which is the struct itself or what its
// field named outer holds.
func (p *statePlace) add(kind textKind, t reflect.Type, structName, outer string, outerIndex int) {
	for i := range t.NumField() {
		f := t.Field(i)
		ft := f.Type
		if ft.Kind() == reflect.Pointer {
			ft = ft.Elem()
		}
		text := textField{kind: kind, name: f.Name, outer: i, inner: -1}
		inner := ""
		if outer != "" {
			text = textField{kind: kind, name: outer, outer: outerIndex, inner: i}
			inner = f.Name
		}
		switch {
		case !f.IsExported():
		case ft.Kind() == reflect.Struct && outer == "":
			p.add(kind, ft, structName, f.Name, i)
		case ft.Kind() == reflect.String && kindOf(structName, text.name, inner) == kind:
			p.fields = append(p.fields, text)
		}
	}
}

// described is what is read from an output: all states, but only the first few
// distinct reasons, since resources that fail together usually fail for the
// same reason.
type described struct {
	place           *statePlace
	states, reasons []string
}

// read adds the states and the reasons of the things that path leads to from v,
// through pointers and slices.
func (d *described) read(v reflect.Value, path []int) {
	switch {
	case v.Kind() == reflect.Pointer:
		if !v.IsNil() {
			d.read(v.Elem(), path)
		}
		return
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			d.read(v.Index(i), path)
		}
		return
	case len(path) > 0:
		d.read(v.Field(path[0]), path[1:])
		return
	}
	state := ""
	for i, f := range d.place.fields {
		text := f.in(v)
		switch {
		case text == "":
			continue
		case f.kind == reasonText:
			d.because(text)
			continue
		case f.kind == lastState && i > 0, f.kind == checkStatus:
			text = f.name + " " + text
		case f.kind == otherState || f.kind == otherStatus:
			if state != "" || d.place.fields[0].kind <= lastState {
				continue // There is something better.
			}
		}
		state = joined(state, ", ", text)
	}
	d.containers(v)
	state = joined(state, ", ", d.rollout(v))
	if state != "" {
		d.states = append(d.states, state)
	}
}

// because adds a reason.
func (d *described) because(text string) {
	if text != "" && len(d.reasons) < 3 && !slices.Contains(d.reasons, text) {
		d.reasons = append(d.reasons, text)
	}
}

// rollout reads the deployments of an ECS service: the state of the primary one,
// and why one failed, which is not the primary one after a rollback.
func (d *described) rollout(service reflect.Value) (state string) {
	deployments := structsIn(service, d.place.deployments)
	why := ""
	for i, deployment := range deployments {
		if i == 0 || textIn(deployment, "Status") == "PRIMARY" {
			if state = textIn(deployment, "RolloutState"); state != "" {
				state = "RolloutState " + state
			}
			why = textIn(deployment, "RolloutStateReason")
		}
	}
	for _, deployment := range deployments {
		if textIn(deployment, "RolloutState") == "FAILED" {
			d.because(textIn(deployment, "RolloutStateReason"))
		}
	}
	d.because(why)
	return state
}

// containers reads why the containers of an ECS task stopped.
func (d *described) containers(task reflect.Value) {
	for _, container := range structsIn(task, d.place.containers) {
		if reason := textIn(container, "Reason"); reason != "" {
			d.because(joined(textIn(container, "Name"), ": ", reason))
		}
	}
}

// failures reads the failures listed in an output.
func (d *described) failures(out reflect.Value) {
	for _, failure := range structsIn(out, d.place.failures) {
		d.because(joined(textIn(failure, "Arn"), ": ", joined(textIn(failure, "Reason"), ": ", textIn(failure, "Detail"))))
	}
}

// structsIn returns the structs in the list that [listIn] found.
func structsIn(v reflect.Value, field int) (all []reflect.Value) {
	if field == 0 {
		return nil
	}
	list := v.Field(field - 1)
	for i := range list.Len() {
		all = append(all, reflect.Indirect(list.Index(i)))
	}
	return all
}

// textIn returns the string in a field of a struct, or "" if there is none.
func textIn(v reflect.Value, name string) string {
	if v.Kind() != reflect.Struct {
		return ""
	}
	if f := v.FieldByName(name); f.IsValid() {
		if f = reflect.Indirect(f); f.Kind() == reflect.String {
			return f.String()
		}
	}
	return ""
}

// in returns the value of the field in v.
func (f *textField) in(v reflect.Value) string {
	v = reflect.Indirect(v.Field(f.outer))
	if f.inner >= 0 && v.IsValid() {
		v = reflect.Indirect(v.Field(f.inner))
	}
	if !v.IsValid() {
		return ""
	}
	return v.String()
}

// statesText returns the only state, or counts equal states in order of
// appearance: "2 pending, 1 running".
func statesText(states []string) string {
	type count struct {
		state string
		n     int
	}
	var counts []count
next:
	for _, state := range states {
		for i := range counts {
			if counts[i].state == state {
				counts[i].n++
				continue next
			}
		}
		counts = append(counts, count{state: state, n: 1})
	}
	text := ""
	for _, c := range counts {
		if len(counts) > 1 {
			c.state = strconv.Itoa(c.n) + " " + c.state
		}
		text = joined(text, ", ", c.state)
	}
	return text
}

// joined returns a and b with sep between them, or the one that is not empty.
func joined(a, sep, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + sep + b
}
