package gen

import (
	"fmt"
	"go/constant"
	"go/types"
	"strings"
)

// goType is a Go type and how it is written.
type goType struct {
	typ  types.Type
	text string // without a leading *
}

// typeText is how a type is written in the generated package.
func (g *generator) typeText(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string { return p.Name() })
}

func (g *generator) importsOf(f *file) {
	f.imports["cmp"] = true
	f.imports["context"] = true
	f.imports["log/slog"] = true
	f.imports["slices"] = true
	f.imports["strconv"] = true
	f.imports["strings"] = true
	f.imports["time"] = true
	f.imports[awsPath] = true
	f.imports[g.SDK] = true
	f.imports[g.SDK+"/types"] = true
	f.imports[resourcesPath] = true
	f.imports[collectionsPath] = true
	f.imports[waitersPath] = true
}

// literal is a composite literal under construction, as a tree.
type literal struct {
	expr   string // of a leaf
	whole  bool   // expr has the type of the place already
	value  string // a constant of a leaf
	number string // the type of expr, if it is a number
	fields []*literal
	name   string // in the parent
	elems  bool   // the fields are elements
}

func (l *literal) child(name string) *literal {
	for _, f := range l.fields {
		if f.name == name {
			return f
		}
	}
	f := &literal{name: name}
	l.fields = append(l.fields, f)
	return f
}

// at returns the place of a target, made if need be.
func (l *literal) at(steps []step) *literal {
	for _, s := range steps {
		l = l.child(s.member)
		if s.index == none {
			continue
		}
		l.elems = true
		index := s.index
		if index < 0 {
			index = 0
		}
		l = l.child(fmt.Sprint(index))
	}
	return l
}

// write writes the literal as a value of type t. elided leaves the type out,
// where it is clear.
func (g *generator) write(where string, l *literal, t types.Type, elided bool) string {
	if l.whole {
		return l.expr
	}
	if l.fields == nil {
		return g.leaf(where, l, t)
	}
	var parts []string
	if l.elems {
		slice, ok := t.Underlying().(*types.Slice)
		if !ok {
			g.errorf("%s: %s is not a list", where, t)
			return ""
		}
		for _, f := range l.fields {
			parts = append(parts, g.write(where, f, slice.Elem(), true))
		}
		return g.typeText(t) + "{" + strings.Join(parts, ", ") + "}"
	}
	for _, f := range l.fields {
		v, err := field(t, f.name)
		if err != nil {
			g.errorf("%s: %w", where, err)
			return ""
		}
		parts = append(parts, v.Name()+": "+g.write(where, f, v.Type(), false))
	}
	text := g.typeText(t)
	switch p, ok := t.(*types.Pointer); {
	case ok:
		text = "&" + g.typeText(p.Elem())
	case elided:
		text = ""
	}
	return text + "{" + strings.Join(parts, ", ") + "}"
}

// leaf writes a leaf as a value of type t.
func (g *generator) leaf(where string, l *literal, t types.Type) string {
	pointer := false
	if p, ok := t.(*types.Pointer); ok {
		pointer, t = true, p.Elem()
	}
	basic, ok := t.Underlying().(*types.Basic)
	if !ok {
		g.errorf("%s: cannot set a %s", where, t)
		return ""
	}
	named := named1(t)
	switch {
	case named != nil && pointer:
		g.errorf("%s: cannot set a pointer to %s", where, t)
		return ""
	case named != nil && l.value != "":
		if name := g.constant(named, l.value); name != "" {
			return name
		}
		g.errorf("%s: %s has no constant %q", where, t, l.value)
		return ""
	case named != nil:
		return g.typeText(t) + "(" + l.expr + ")"
	}
	expr := l.expr
	if l.value != "" {
		expr = fmt.Sprintf("%q", l.value)
	}
	want := "string"
	if l.number != "" {
		want = l.number
	}
	if basic.Name() != want {
		g.errorf("%s: cannot set a %s from a %s", where, basic.Name(), want)
	}
	if pointer {
		return "aws." + upper(want) + "(" + expr + ")"
	}
	return expr
}

// constant finds the constant of an enum that has a value.
func (g *generator) constant(enum *types.Named, value string) string {
	scope := enum.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		c, ok := scope.Lookup(name).(*types.Const)
		if ok && types.Identical(c.Type(), enum) && constant.StringVal(c.Val()) == value {
			return enum.Obj().Pkg().Name() + "." + name
		}
	}
	return ""
}

// value is an expression and what must be there for it to be safe.
type value struct {
	expr string
	typ  types.Type
	// absent are the conditions under which it cannot be had, in the order in
	// which they can be asked: a nil pointer on the way, an empty list.
	absent []string
}

// walk follows steps from an expression.
func (g *generator) walk(where, expr string, t types.Type, steps []step) value {
	v := value{expr: expr, typ: t}
	for i, s := range steps {
		f, err := field(v.typ, s.member)
		if err != nil {
			g.errorf("%s: %w", where, err)
			return v
		}
		if _, ok := v.typ.(*types.Pointer); ok && i > 0 {
			v.absent = append(v.absent, v.expr+" == nil")
		}
		v.expr, v.typ = v.expr+"."+f.Name(), f.Type()
		if s.index == none {
			continue
		}
		slice, ok := v.typ.Underlying().(*types.Slice)
		if !ok {
			g.errorf("%s: %s is not a list", where, v.expr)
			return v
		}
		if s.index >= 0 {
			v.absent = append(v.absent, "len("+v.expr+") == 0")
			v.expr, v.typ = fmt.Sprintf("%s[%d]", v.expr, s.index), slice.Elem()
		}
	}
	return v
}

// missing is the condition under which a value cannot be retrieved.
func (v value) missing() string { return strings.Join(v.absent, " || ") }

// identifier is a value as an identifier of a resource.
func (g *generator) identifier(where string, v value, i id) string {
	text := g.text(where, v, i.number)
	if i.trim != "" {
		return fmt.Sprintf("strings.TrimPrefix(%s, %q)", text, i.trim)
	}
	return text
}

// text is a value as a string, or as a number if number is its type; a nil pointer
// gives the zero.
func (g *generator) text(where string, v value, number string) string {
	want := "string"
	if number != "" {
		want = number
	}
	t := v.typ
	p, pointer := t.(*types.Pointer)
	if pointer {
		t = p.Elem()
	}
	if e, ok := t.(*types.Named); ok && number == "" && !pointer && isString(e) { // an enumeration
		return "string(" + v.expr + ")"
	}
	if b, ok := t.(*types.Basic); !ok || b.Name() != want {
		g.errorf("%s: %s is a %s, and cannot be an identifier", where, v.expr, v.typ)
	}
	if pointer {
		return "aws.To" + upper(want) + "(" + v.expr + ")"
	}
	return v.expr
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.String
}

// pointerTo is a pointer to a value: the value itself if it is one.
func pointerTo(v value) string {
	if _, ok := v.typ.(*types.Pointer); ok {
		return v.expr
	}
	return "&" + v.expr
}

// elemOf is the struct type that a value is or points to.
func elemOf(t types.Type) types.Type {
	if p, ok := t.(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}
