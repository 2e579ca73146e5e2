package search

import (
	"encoding/base64"
	"reflect"
	"strings"
	"time"

	smithydocument "github.com/aws/smithy-go/document"
)

// plain converts an output of the SDK to objects, lists and values as they are
// on the wire.
func plain(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return plain(v.Elem())
	case reflect.Interface:
		if v.IsNil() {
			return nil
		}
		if d, ok := v.Interface().(smithydocument.Marshaler); ok {
			return document(d)
		}
		return union(v.Elem())
	case reflect.Struct:
		if t, ok := v.Interface().(time.Time); ok {
			return t.UTC().Format(time.RFC3339Nano)
		}
		object := make(members, v.NumField())
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() || f.Name == "ResultMetadata" || isUnset(v.Field(i)) {
				continue
			}
			object[f.Name] = plain(v.Field(i))
		}
		return object
	case reflect.Slice:
		if b, ok := v.Interface().([]byte); ok {
			return base64.StdEncoding.EncodeToString(b)
		}
		list := make([]any, v.Len())
		for i := range list {
			list[i] = plain(v.Index(i))
		}
		return list
	case reflect.Map:
		m := make(map[string]any, v.Len())
		for iter := v.MapRange(); iter.Next(); {
			m[iter.Key().String()] = plain(iter.Value())
		}
		return m
	case reflect.String:
		return v.String()
	case reflect.Bool:
		return v.Bool()
	case reflect.Float32, reflect.Float64:
		return v.Float()
	}
	if v.CanInt() {
		return v.Int()
	}
	return nil
}

// isUnset reports whether a member was not in the response. An enum without a
// pointer is unset if empty; a number or flag without one is always sent.
func isUnset(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Map, reflect.Slice:
		return v.IsNil()
	case reflect.String:
		return v.Len() == 0
	}
	return false
}

// union writes a member of a union, a struct pointer such as
// *types.AttributeValueMemberS, as {"S": value}.
func union(v reflect.Value) any {
	if v.Kind() == reflect.Pointer && v.Elem().Kind() == reflect.Struct {
		if _, member, ok := strings.Cut(v.Elem().Type().Name(), "Member"); ok {
			if value := v.Elem().FieldByName("Value"); value.IsValid() {
				return map[string]any{member: plain(value)}
			}
		}
	}
	return plain(v)
}

// document is the JSON that a document holds, null if it holds none.
func document(d smithydocument.Marshaler) any {
	text, err := d.MarshalSmithyDocument()
	if err != nil {
		return nil
	}
	value, _ := parseJSON(string(text))
	return value
}
