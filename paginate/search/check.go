package search

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/awsessentials/essentials/internal/similar"
)

// shapes is what the types of the SDK tell of a value before there is one: all
// types that it may have.
type shapes struct {
	types []reflect.Type // as in an output of the SDK
	lists []shapes       // of a list that the expression makes: what is in it
	open  bool           // it may be anything else
}

// maxShapes bounds what is kept of a value: expressions can double it.
const maxShapes = 50

var open = shapes{open: true}

// check reports a name that no struct has of those that it may be looked up in:
// the result would be null on all pages.
func check(compiled node, page reflect.Type) error {
	_, err := shapesOf(compiled, shapes{}.with(page))
	return err
}

// with adds a type.
func (s shapes) with(t reflect.Type) shapes {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t.Kind() == reflect.Interface:
		s.open = true
	case !slices.Contains(s.types, t):
		s.types = append(slices.Clip(s.types), t)
	}
	return s
}

// and adds what another value may be.
func (s shapes) and(other shapes) shapes {
	s.open = s.open || other.open || len(s.types)+len(s.lists)+len(other.types)+len(other.lists) > maxShapes
	if s.open {
		return open
	}
	for _, t := range other.types {
		s = s.with(t)
	}
	s.lists = append(slices.Clip(s.lists), other.lists...)
	return s
}

// elements returns what may be in the value if it is a list, and what else it may
// be if it is none.
func (s shapes) elements() (inside, beside shapes) {
	inside.open, beside.open = s.open, s.open
	for _, t := range s.types {
		if k := t.Kind(); k == reflect.Slice || k == reflect.Array {
			inside = inside.with(t.Elem())
		} else {
			beside = beside.with(t)
		}
	}
	for _, of := range s.lists {
		inside = inside.and(of)
	}
	return inside, beside
}

// field returns what a member of the value may be. The name null is one that many
// expressions have for a null, as in [?Tags==null], and no member has it.
func (s shapes) field(name string) (shapes, error) {
	if name == "null" {
		return open, nil
	}
	found, known, lacking := shapes{open: s.open}, s.open, reflect.Type(nil)
	for _, t := range s.types {
		switch t.Kind() {
		case reflect.Map:
			found, known = found.with(t.Elem()), true
		case reflect.Struct:
			if f, ok := memberOf(t, name); ok {
				found, known = found.with(f.Type), true
			} else if t != reflect.TypeFor[time.Time]() {
				lacking = t
			}
		}
	}
	if known || lacking == nil {
		return found, nil
	}
	return shapes{}, noMember(lacking, name)
}

func noMember(t reflect.Type, name string) error {
	names := similar.To(name, memberNames(t), 3)
	switch {
	case name == "true" || name == "false":
		return fmt.Errorf("%s has no member %q; the value is written `%s`", t.Name(), name, name)
	case len(names) == 0:
		return fmt.Errorf("%s has no member %q", t.Name(), name)
	}
	return fmt.Errorf("%s has no member %q; there is %s", t.Name(), name, strings.Join(names, ", "))
}

func isMember(f reflect.StructField) bool { return f.IsExported() && f.Name != "ResultMetadata" }

func memberOf(t reflect.Type, name string) (reflect.StructField, bool) {
	for _, n := range []string{name, goName(name)} {
		if f, ok := t.FieldByName(n); ok && isMember(f) {
			return f, true
		}
	}
	return reflect.StructField{}, false
}

func memberNames(t reflect.Type) (names []string) {
	for f := range t.Fields() {
		if isMember(f) {
			names = append(names, f.Name)
		}
	}
	return names
}

// shapesOf follows a node through the types.
func shapesOf(n node, s shapes) (shapes, error) {
	switch n := n.(type) {
	case identity:
		return s, nil
	case field:
		return s.field(string(n))
	case index:
		inside, _ := s.elements()
		return inside, nil
	case slice:
		inside, _ := s.elements()
		return shapes{lists: []shapes{inside}}, nil
	case chain:
		return shapesOfChain(n, s)
	case indexed:
		return shapesOfChain(n.chain, s)
	case flatten:
		list, err := shapesOf(n.of, s)
		inside, _ := list.elements()
		flat, beside := inside.elements()
		return shapes{lists: []shapes{flat.and(beside)}}, err
	case projection:
		return shapesOfProjection(n, s)
	case valueProjection:
		left, err := shapesOf(n.left, s)
		if err != nil {
			return left, err
		}
		return projected(n.right, left.values())
	case logic:
		return shapesOfAll([]node{n.left, n.right}, s)
	case not:
		_, err := shapesOf(n.of, s)
		return open, err
	case comparison:
		_, err := shapesOfAll([]node{n.left, n.right}, s)
		return open, err
	case multiList:
		all, err := shapesOfAll(n, s)
		return shapes{lists: []shapes{all}}, err
	case multiHash:
		for _, m := range n {
			if _, err := shapesOf(m.value, s); err != nil {
				return open, err
			}
		}
	case call:
		return shapesOfCall(n, s)
	}
	return open, nil
}

func shapesOfChain(n chain, s shapes) (shapes, error) {
	left, err := shapesOf(n.left, s)
	if err != nil {
		return left, err
	}
	return shapesOf(n.right, left)
}

func shapesOfAll(nodes []node, s shapes) (all shapes, err error) {
	for _, n := range nodes {
		of, err := shapesOf(n, s)
		if err != nil {
			return all, err
		}
		all = all.and(of)
	}
	return all, nil
}

func shapesOfProjection(n projection, s shapes) (shapes, error) {
	left, err := shapesOf(n.left, s)
	if err != nil {
		return left, err
	}
	inside, _ := left.elements()
	if n.condition != nil {
		if _, err := shapesOf(n.condition, inside); err != nil {
			return inside, err
		}
	}
	return projected(n.right, inside)
}

func projected(right node, of shapes) (shapes, error) {
	each, err := shapesOf(right, of)
	return shapes{lists: []shapes{each}}, err
}

// values returns what the members of the value may be.
func (s shapes) values() shapes {
	all := shapes{open: s.open}
	for _, t := range s.types {
		switch t.Kind() {
		case reflect.Map:
			all = all.with(t.Elem())
		case reflect.Struct:
			for f := range t.Fields() {
				if isMember(f) {
					all = all.with(f.Type)
				}
			}
		}
	}
	return all
}

// shapesOfCall follows the arguments of a function. A reference is applied to the
// elements of the list beside it.
func shapesOfCall(n call, s shapes) (shapes, error) {
	args, err := shapesOfAll(withoutReferences(n.args), s)
	if err != nil {
		return args, err
	}
	inside, _ := args.elements()
	result := open
	switch n.name {
	case "sort", "sort_by", "reverse", "not_null":
		result = args
	case "max_by", "min_by":
		result = inside
	}
	for _, arg := range n.args {
		if r, ok := arg.(reference); ok {
			each, err := shapesOf(r.to, inside)
			if err != nil {
				return each, err
			}
			if n.name == "map" {
				result = shapes{lists: []shapes{each}}
			}
		}
	}
	return result, nil
}

func withoutReferences(args []node) []node {
	return slices.DeleteFunc(slices.Clone(args), func(n node) bool { _, ok := n.(reference); return ok })
}
