package lists

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
)

// path leads from an output to lists of one type.
type path struct {
	fields []int  // one after the other, through pointers and elements of lists
	name   string // "Reservations[].Instances"
	list   reflect.Type
}

// MissingError reports that the type of the items does not name one list.
type MissingError struct {
	Output string   // "ListTopicsOutput"
	Lists  []string // "Topics []types.Topic": those that fit, if there are several, or those that there are
	Many   bool     // several fit
}

// Error names the lists.
func (e *MissingError) Error() string {
	switch {
	case e.Many:
		return fmt.Sprintf("%s has more than one list of that type: %s", e.Output, strings.Join(e.Lists, ", "))
	case len(e.Lists) == 0:
		return e.Output + " has no list"
	}
	return fmt.Sprintf("%s has no list of that type, but %s", e.Output, strings.Join(e.Lists, ", "))
}

// maxNamed is how many lists an error names.
const maxNamed = 12

type key struct{ out, item reflect.Type }

type result struct {
	path path
	err  error
}

var cache sync.Map // key to result

// Path returns the way to the list of items of a type in an output struct, as in
// "Reservations[].Instances". The error is a [MissingError].
func Path(out, item reflect.Type) (string, error) {
	p, err := find(out, item)
	return p.name, err
}

// find returns the only path to a list that fits, of those with the fewest
// steps. The lists of an item are not looked into when the items were found.
func find(out, item reflect.Type) (path, error) {
	if r, ok := cache.Load(key{out, item}); ok {
		return r.(result).path, r.(result).err
	}
	p, err := search(out, item)
	cache.Store(key{out, item}, result{p, err})
	return p, err
}

func search(out, item reflect.Type) (path, error) {
	var all, found []path
	seen := map[reflect.Type]bool{} // types may contain themselves
	level := []path{{list: out}}
	for len(level) > 0 && len(found) == 0 {
		var next []path
		times := map[reflect.Type]int{} // on the next level; more than two lead to no other answer
		for _, p := range level {
			seen[inner(p.list)] = true
		}
		for _, p := range level {
			for _, c := range children(p) {
				if c.list.Kind() == reflect.Slice {
					all = append(all, c)
					if fits(c.list, item) {
						found = append(found, c)
					}
				}
				if t := inner(c.list); !seen[t] && times[t] < 2 {
					times[t]++
					next = append(next, c)
				}
			}
		}
		level = next
	}
	if len(found) == 1 {
		return found[0], nil
	}
	missing := &MissingError{Output: out.Name(), Many: len(found) > 1}
	if missing.Many {
		all = found
	}
	for i, p := range all {
		if i == maxNamed {
			missing.Lists = append(missing.Lists, fmt.Sprintf("and %d more", len(all)-i))
			break
		}
		missing.Lists = append(missing.Lists, p.name+" "+p.list.String())
	}
	return path{}, missing
}

// children are the paths one step longer: to the fields of a struct, and to the
// elements of a list of lists.
func children(p path) []path {
	t := inner(p.list)
	suffix := ""
	if p.list.Kind() == reflect.Slice {
		suffix = "[]"
		if e := p.list.Elem(); e.Kind() == reflect.Slice {
			return []path{{p.fields, p.name + suffix, e}}
		}
	}
	if t.Kind() != reflect.Struct || t.PkgPath() == "time" {
		return nil
	}
	var all []path
	for f := range t.Fields() {
		if !f.IsExported() || f.Anonymous || f.Name == "ResultMetadata" {
			continue
		}
		name := f.Name
		if p.name != "" {
			name = p.name + suffix + "." + name
		}
		fields := append(p.fields[:len(p.fields):len(p.fields)], f.Index[0])
		all = append(all, path{fields, name, pointed(f.Type)})
	}
	return all
}

// inner is the type whose fields a path leads on to.
func inner(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return pointed(t)
}

func pointed(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

// each calls visit with every list that the path leads to in v.
func (p *path) each(v reflect.Value, fields []int, visit func(list reflect.Value)) {
	if len(fields) == 0 && v.Type() == p.list {
		visit(v)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			p.each(v.Elem(), fields, visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			p.each(v.Index(i), fields, visit)
		}
	case reflect.Struct:
		p.each(v.Field(fields[0]), fields[1:], visit)
	}
}
