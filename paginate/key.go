package paginate

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/aws/smithy-go"

	"github.com/awsessentials/essentials/internal/tokens"
)

// The page tokens of DynamoDB are keys of its tables: maps of attribute values,
// which are interfaces. What they hold is written from the values; but only the
// SDK knows their types, so that an output of the operation reads itself from
// the text. Another codec of the SDK would do it too, and cost every program
// that lists anything 60 to 200 KB.

// attribute is the value of an attribute of a key.
type attribute struct {
	kind  string // "S", "N" or "B", as the SDK's AttributeValueMemberS
	value string
}

// keyText returns the text of a key, if an output of the type can read it.
func keyText(key any, out reflect.Type) (string, error) {
	if _, ok := reflect.New(out).Interface().(smithy.Deserializable); !ok {
		return "", fmt.Errorf("*%s cannot be written as text", out)
	}
	attributes := map[string]attribute{}
	for iter := reflect.ValueOf(key).MapRange(); iter.Next(); { // a range over Seq2 would add 5 KB to a program
		a, ok := attributeOf(iter.Value().Interface())
		if !ok {
			return "", fmt.Errorf("%T cannot be written as text", iter.Value().Interface())
		}
		attributes[iter.Key().String()] = a
	}
	var b []byte
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		a := attributes[name]
		b = tokens.AppendText(tokens.AppendText(tokens.AppendText(b, name), a.kind), a.value)
	}
	return string(b), nil
}

// attributeOf reads a string, number or bytes, the only types that a key has.
func attributeOf(value any) (a attribute, ok bool) {
	v := reflect.ValueOf(value)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return a, false
	}
	_, a.kind, ok = strings.Cut(v.Elem().Type().Name(), "Member")
	switch a.kind {
	case "S", "N", "B":
		v = v.Elem().FieldByName("Value")
	default:
		return a, false
	}
	switch value := v.Interface().(type) {
	case string:
		a.value = value
	case []byte:
		a.value = string(value)
	default:
		return a, false
	}
	return a, ok
}

// keyReader has an output read a key from text. It has those methods of the
// embedded interface that a map of attribute values needs; whether the schema is
// of one is checked before the map is read.
type keyReader struct {
	smithy.ShapeDeserializer
	field  string // of the output
	unread []byte
	schema *smithy.Schema // of the output, nil when its field was read
	union  bool           // within a value
	value  string
}

var errNoKey = errors.New("it has no key")

func parseKey(text, field string, out any) error {
	d, ok := out.(smithy.Deserializable)
	if !ok {
		return fmt.Errorf("%T cannot be read from text", out)
	}
	return d.Deserialize(&keyReader{field: field, unread: []byte(text)})
}

func (r *keyReader) ReadStruct(schema *smithy.Schema) error {
	key := schema.Member(r.field)
	if key == nil || key.Type() != smithy.ShapeTypeMap || key.MapValue().Type() != smithy.ShapeTypeUnion {
		return errNoKey
	}
	r.schema = key
	return nil
}

func (r *keyReader) ReadStructMember() (*smithy.Schema, error) {
	key := r.schema
	r.schema = nil
	return key, nil
}

func (r *keyReader) ReadMap(*smithy.Schema) error { return nil }

func (r *keyReader) ReadMapKey(*smithy.Schema) (string, bool, error) {
	if len(r.unread) == 0 {
		return "", false, nil
	}
	name, err := r.next()
	return name, true, err
}

func (r *keyReader) ReadNil(*smithy.Schema) (bool, error) { return false, nil }

func (r *keyReader) ReadUnion(schema *smithy.Schema) (*smithy.Schema, error) {
	if r.union = !r.union; !r.union {
		return nil, nil
	}
	kind, err := r.next()
	if err != nil {
		return nil, err
	}
	member := schema.Member(kind)
	if member == nil || member.Type() != smithy.ShapeTypeString && member.Type() != smithy.ShapeTypeBlob {
		return nil, errNoKey
	}
	r.value, err = r.next()
	return member, err
}

func (r *keyReader) ReadString(_ *smithy.Schema, v *string) error {
	*v = r.value
	return nil
}

func (r *keyReader) ReadBlob(_ *smithy.Schema, v *[]byte) error {
	*v = []byte(r.value)
	return nil
}

func (r *keyReader) next() (string, error) {
	text, unread, ok := tokens.CutText(r.unread)
	if !ok {
		return "", errNoKey
	}
	r.unread = unread
	return text, nil
}
