package gen

import (
	"fmt"
	"go/types"
	"regexp"
	"slices"
)

var nameForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]*$`)

// checkNames reports names that cannot be those of Go.
func (g *generator) checkNames() {
	check := func(where, name string) {
		if !nameForm.MatchString(name) {
			g.errorf("%s: %q is no name", where, name)
		}
	}
	members := func(where string, r *resource) {
		for _, i := range r.Identifiers {
			check(where+".identifiers", i.Name)
			if _, known := numbers[i.Type]; i.Type != "" && i.Type != "string" && !known {
				g.errorf("%s.%s: unknown type %q", where, i.Name, i.Type)
			}
		}
		for _, actions := range []ordered[action]{r.Actions, r.BatchActions, r.HasMany} {
			for _, a := range actions {
				check(where, a.Name)
				if a.Value.Type != "" {
					check(where+"."+a.Name+": x-type", a.Value.Type)
				}
			}
		}
		for _, h := range r.Has {
			check(where, h.Name)
		}
		for _, w := range r.Waiters {
			check(where, w.Name)
		}
	}
	members(g.Entry, &g.model.Service)
	for _, r := range g.model.Resources {
		check("resources", r.Name)
		members(r.Name, &r.Value)
	}
}

// check reports what of the model does not resolve and would not be met when the
// code is written, such as what the default already says.
func (g *generator) check() {
	g.checkMembers(&kind{model: &g.model.Service, goName: g.Entry})
	for _, k := range g.kinds {
		g.checkData(k)
		g.checkMembers(k)
	}
}

func (g *generator) checkData(k *kind) {
	if k.model.Load != nil && k.model.Load.Path == "" {
		g.errorf(`%s.load: the path is empty: "@" is the whole answer`, k.name)
	}
	if _, whole := g.madeWhole(k); k.model.Shape != "" && k.data != nil && !whole && g.sdk.shape(k.model.Shape) == nil {
		g.errorf("%s: there is no type for the shape %s", k.name, k.model.Shape)
	}
	for _, i := range k.ids {
		if i.member == "" || k.data == nil {
			continue
		}
		if _, err := field(k.data.typ, i.member); err != nil {
			g.errorf("%s.%s: memberName: %w", k.name, i.name, err)
		}
	}
}

func (g *generator) checkMembers(k *kind) {
	for _, h := range k.model.HasMany {
		g.checkCollection(k, h.Name, &h.Value)
	}
	for _, a := range k.model.BatchActions {
		g.checkBatchAction(k, a.Name, &a.Value)
	}
	for _, w := range k.model.Waiters {
		if w.Value.Path != "" && k.model.Load == nil {
			g.errorf("%s.%s: a waiter's path needs a load", k.goName, w.Name)
		}
	}
}

// checkCollection resolves what makes the items of a collection. Of collections
// that are alike only one is written, and so only one would be resolved.
func (g *generator) checkCollection(k *kind, name string, m *action) {
	where, op := k.goName+"."+name, g.operations[m.Request.Operation]
	if m.Resource == nil {
		g.errorf("%s: a collection needs a resource", where)
		return
	}
	item := g.resourceOf(where, m.Resource.Type)
	if item == nil || op == nil {
		return
	}
	out := types.Type(op.out)
	if d := m.Describe; d != nil {
		by := g.operations[d.Operation]
		if by == nil {
			return // reported before
		}
		if d.Limit <= 0 {
			g.errorf("%s: x-describe needs a limit", where)
		}
		if _, ok := g.listIn(where+": x-describe", by.out, d.Path); !ok {
			return
		}
		out = g.described(where, op, d).out
	}
	list := m.Resource.Path
	for _, i := range item.ids {
		if !slices.ContainsFunc(m.Resource.Identifiers, func(s identifierSource) bool { return s.Target == i.name }) {
			g.errorf("%s: nothing gives the identifier %s", where, i.name)
		}
	}
	for _, s := range m.Resource.Identifiers {
		if item.id(s.Target) == nil {
			g.errorf("%s: %s has no identifier %s", where, item.name, s.Target)
		}
		switch s.Source {
		case "response":
			g.listIn(where, out, s.Path)
			list = s.Path
		case "identifier":
			if k.id(s.Name) == nil {
				g.errorf("%s: %s has no identifier %s", where, k.goName, s.Name)
			}
		case "requestParameter":
			if !slices.ContainsFunc(m.Request.Params, func(p param) bool { return p.Target == s.Path }) {
				g.errorf("%s: no request parameter %s is set", where, s.Path)
			}
		default:
			g.errorf("%s: unknown source %q", where, s.Source)
		}
	}
	if path := m.Resource.Path; path != "" {
		g.listIn(where, out, path)
		if a, _ := split(path); a != firstOf(split(list)) {
			g.errorf("%s: identifiers and data of two lists: %s, %s", where, list, path)
		}
	}
}

func firstOf(list, _ string) string { return list }

// listIn resolves a path with one or two lists in an answer, or several such
// paths in one, and returns the type of the last list.
func (g *generator) listIn(where string, out types.Type, path string) (list types.Type, ok bool) {
	for _, alternative := range alternatives(path) {
		l, rest := split(alternative)
		steps, err := parsePath(l)
		if err != nil || len(steps) == 0 || len(steps) > 2 {
			g.errorf("%s: %q is no list", where, path)
			return nil, false
		}
		list = out
		for _, s := range steps {
			v, err := field(list, s.member)
			if err != nil {
				g.errorf("%s: %w", where, err)
				return nil, false
			}
			slice, isSlice := v.Type().(*types.Slice)
			if !isSlice || s.index != all {
				g.errorf("%s: %q is no list", where, path)
				return nil, false
			}
			list = slice.Elem()
		}
		if steps, err = parsePath(rest); err != nil {
			g.errorf("%s: %w", where, err)
			return nil, false
		}
		before := len(g.errs)
		if g.walk(where, "x", list, steps); len(g.errs) > before {
			return nil, false
		}
	}
	return list, true
}

func (g *generator) checkBatchAction(k *kind, name string, m *action) {
	where, op := k.goName+"."+name, g.operations[m.Request.Operation]
	identifier := func(name string) {
		if k.id(name) == nil {
			g.errorf("%s: %s has no identifier %s", where, k.goName, name)
		}
	}
	for _, p := range m.Request.Params {
		if p.Source == "identifier" {
			identifier(p.Name)
		}
	}
	f := m.Failures
	if f == nil || op == nil {
		return
	}
	elem, ok := g.listIn(where+": x-failures", op.out, f.Path)
	if !ok {
		return
	}
	for _, name := range f.Match {
		if name != "index" {
			identifier(name)
		}
	}
	if f.Code == "" || f.Text == "" || len(f.Match) == 0 {
		g.errorf("%s: x-failures needs match, code and text", where)
	}
	if f.Fault != "" {
		if v, err := field(elem, f.Fault); err != nil || fmt.Sprint(v.Type()) != "bool" {
			g.errorf("%s: x-failures: %s is not a bool of %s", where, f.Fault, elem)
		}
	}
}
