package wire

import (
	"strings"
	"sync"
	"sync/atomic"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/traits"
)

// table finds the members of one schema by the names of elements and attributes.
type table struct {
	members []member       // of which the first is none: what follows it comes first
	attrs   bool           // some are attributes
	odd     bool           // two have one name but for its case
	payload *smithy.Schema // the member that is the whole body of a response
}

// member is a member of a structure or union.
type member struct {
	_      [0]func() // not comparable: a comparison would be linked
	schema *smithy.Schema
	name   string // of the element or, without its prefix, of the attribute
	attr   bool
	next   atomic.Int32 // the member that last followed this one
}

// tables has one table for each schema in use. Schemas are the package variables
// of the clients, so there is an end to them.
var tables sync.Map // of *smithy.Schema to *table

func tableOf(s *smithy.Schema) *table {
	t, ok := tables.Load(s)
	if !ok {
		t, _ = tables.LoadOrStore(s, newTable(s))
	}
	return t.(*table)
}

func newTable(s *smithy.Schema) *table {
	if s == nil {
		s = new(smithy.Schema)
	}
	t := &table{members: make([]member, 1+len(s.Members()))}
	n := 0
	for _, schema := range s.Members() {
		name := nameOf(schema, schema.MemberName())
		_, attr := smithy.SchemaTrait[*traits.XMLAttribute](schema)
		if attr {
			name = name[strings.IndexByte(name, ':')+1:]
			t.attrs = true
		}
		if _, ok := smithy.SchemaTrait[*traits.HTTPPayload](schema); ok {
			t.payload = schema
		}
		t.odd = t.odd || t.find(name, attr) > 0
		n++
		m := &t.members[n]
		m.schema, m.name, m.attr = schema, name, attr
	}
	return t
}

// find returns the place of the member with this name, or 0.
func (t *table) find(name string, attr bool) int {
	for i := range t.members {
		m := &t.members[i]
		if m.attr == attr && len(m.name) == len(name) && strings.EqualFold(m.name, name) {
			return i
		}
	}
	return 0
}

// nameOf returns the name of a member's element. As for the SDK's decoder, an
// xmlName of the target does not count.
func nameOf(s *smithy.Schema, other string) string {
	if t, ok := smithy.SchemaDirectTrait[*traits.XMLName](s); ok {
		return t.Name
	}
	return other
}
