package tokens

import (
	"net/url"
	"reflect"
	"slices"
	"strings"
	"unsafe"
)

// Encoding is the URL encoding of keys in the listings of S3. XML cannot hold
// all characters that a key can, so a listing is asked for in this encoding,
// which is undone in its outputs. The zero Encoding is that of an operation
// without one.
type Encoding struct {
	in, out []int   // the fields EncodingType
	text    [][]int // encoded fields of the output
	lists   []encodedList
}

// encodedList is a list in the output whose structs have an encoded field.
type encodedList struct {
	index        []int
	offset, size uintptr // of the field, a *string, and of the struct
}

const encodingURL = "url"

// The encoded fields of an output, of its lists, and the tokens among them.
var (
	encodedText  = []string{"Delimiter", "KeyMarker", "Marker", "NextKeyMarker", "NextMarker", "Prefix", "StartAfter"}
	encodedItems = []string{"Key", "Prefix"}
)

// EncodingOf finds the encoding of an operation from its input and output struct
// types.
func EncodingOf(in, out reflect.Type) Encoding {
	asked, ok := in.FieldByName("EncodingType")
	told, ok2 := out.FieldByName("EncodingType")
	if !ok || !ok2 || asked.Type.Kind() != reflect.String || told.Type.Kind() != reflect.String {
		return Encoding{}
	}
	e := Encoding{in: asked.Index, out: told.Index}
	for _, f := range fieldsOf(out) {
		switch {
		case slices.Contains(encodedText, f.name) && f.typ == reflect.TypeFor[*string]():
			e.text = append(e.text, f.index)
		case f.typ.Kind() == reflect.Slice && f.typ.Elem().Kind() == reflect.Struct:
			for i := range f.typ.Elem().NumField() {
				item := f.typ.Elem().Field(i)
				if slices.Contains(encodedItems, item.Name) && item.Type == reflect.TypeFor[*string]() {
					e.lists = append(e.lists, encodedList{f.index, item.Offset, f.typ.Elem().Size()})
				}
			}
		}
	}
	return e
}

// Ask makes an input ask for the encoding, and reports whether [Encoding.Undo]
// must undo it: not if the operation has none or the caller has set one.
func (e Encoding) Ask(in any) bool {
	if e.in == nil {
		return false
	}
	field := reflect.ValueOf(in).Elem().FieldByIndex(e.in)
	if field.Len() > 0 {
		return false
	}
	field.SetString(encodingURL)
	return true
}

// Undo decodes the fields of an output that it says are encoded.
func (e Encoding) Undo(out any) {
	v := reflect.ValueOf(out).Elem()
	if !e.encoded(v) {
		return
	}
	v.FieldByIndex(e.out).SetString("")
	for _, index := range e.text {
		decode(v.FieldByIndex(index).Addr().Interface().(**string))
	}
	for _, list := range e.lists {
		list.undo(v.FieldByIndex(list.index))
	}
}

// undo decodes the field of each struct. It steps through the list's memory:
// reflection would cost several calls an item.
func (l encodedList) undo(list reflect.Value) {
	first := list.UnsafePointer()
	for i := range list.Len() {
		decode((**string)(unsafe.Add(first, uintptr(i)*l.size+l.offset)))
	}
}

// encoded reports whether an output says that it is encoded.
func (e Encoding) encoded(out reflect.Value) bool {
	return e.out != nil && strings.EqualFold(out.FieldByIndex(e.out).String(), encodingURL)
}

// decode replaces a text by what it encodes. S3 writes a space as a plus sign.
func decode(field **string) {
	if *field == nil || !strings.ContainsAny(**field, "%+") {
		return
	}
	if text, err := url.QueryUnescape(**field); err == nil {
		*field = &text
	}
}
