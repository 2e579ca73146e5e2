package wire

import (
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/traits"
)

// table finds the members of one schema by the names of elements.
type table struct {
	exact  map[string]*member
	folded map[string]*member // by the name in lower case; nil where two members share it
	attrs  []*member
	first  atomic.Pointer[member] // the member that came first in the last structure
	odd    bool                   // a name is not plain ASCII
}

// member is a member of a structure or union.
type member struct {
	schema *smithy.Schema
	name   string // of the element or, without its prefix, of the attribute
	tag    []byte // "<name>"
	attr   bool
	next   atomic.Pointer[member] // the member that last followed this one
}

// tables has one table for each schema in use. Schemas are the package variables
// of the clients, so there is an end to them.
var tables sync.Map // of *smithy.Schema to *table

func tableOf(s *smithy.Schema) *table {
	if t, ok := tables.Load(s); ok {
		return t.(*table)
	}
	t, _ := tables.LoadOrStore(s, newTable(s))
	return t.(*table)
}

func newTable(s *smithy.Schema) *table {
	t := &table{exact: map[string]*member{}, folded: map[string]*member{}}
	if s == nil {
		return t
	}
	for _, schema := range s.Members() {
		t.add(schema)
	}
	return t
}

func (t *table) add(schema *smithy.Schema) {
	name := elementName(schema)
	_, attr := smithy.SchemaTrait[*traits.XMLAttribute](schema)
	if attr {
		local := name
		if _, after, ok := strings.Cut(name, ":"); ok {
			local = after
		}
		t.attrs = append(t.attrs, &member{schema: schema, name: local, attr: true})
	}
	m := &member{schema: schema, name: name, tag: []byte("<" + name + ">"), attr: attr}
	t.odd = t.odd || !ascii(name)
	insert(t.exact, name, m)
	insert(t.folded, strings.ToLower(name), m)
}

// insert adds m, or marks a name that two members share.
func insert(names map[string]*member, name string, m *member) {
	if _, ok := names[name]; ok {
		m = nil
	}
	names[name] = m
}

// find returns the member of an element with this name, or nil. It is not sure
// where the name fits two members.
func (t *table) find(name []byte) (m *member, sure bool) {
	if m = t.exact[string(name)]; m != nil {
		return m, true
	}
	var buf [64]byte
	m, ok := t.folded[string(appendLower(buf[:0], name))]
	return m, m != nil || !ok
}

// attribute returns the member of an attribute with this name.
func (t *table) attribute(name []byte) (m *member, sure bool) {
	for _, a := range t.attrs {
		if !strings.EqualFold(a.name, string(name)) {
			continue
		}
		if m != nil {
			return nil, false
		}
		m = a
	}
	return m, true
}

func appendLower(dst, name []byte) []byte {
	for _, c := range name {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// elementName is the name of a member's element, as the SDK's decoder has it: an
// xmlName of the target does not count.
func elementName(s *smithy.Schema) string {
	if t, ok := smithy.SchemaDirectTrait[*traits.XMLName](s); ok {
		return t.Name
	}
	return s.MemberName()
}
