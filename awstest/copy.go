package awstest

import "reflect"

// deepCopy returns a copy of what p points to that shares nothing with it that
// an SDK type could be changed through: structs, pointers, slices and maps are
// copied; readers, functions and documents behind an interface are shared.
func deepCopy[T any](p *T) *T {
	return deepCopyAny(p).(*T)
}

func deepCopyAny(p any) any {
	return copyValue(reflect.ValueOf(p)).Interface()
}

func copyValue(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		p := reflect.New(v.Type().Elem())
		p.Elem().Set(copyValue(v.Elem()))
		return p
	case reflect.Struct:
		s := reflect.New(v.Type()).Elem()
		s.Set(v) // unexported fields too: a time.Time has no others
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && !plain(f.Type.Kind()) {
				s.Field(i).Set(copyValue(v.Field(i)))
			}
		}
		return s
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		s := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		if plain(v.Type().Elem().Kind()) {
			reflect.Copy(s, v)
			return s
		}
		for i := range v.Len() {
			s.Index(i).Set(copyValue(v.Index(i)))
		}
		return s
	case reflect.Map:
		if v.IsNil() {
			return v
		}
		m := reflect.MakeMapWithSize(v.Type(), v.Len())
		for iter := v.MapRange(); iter.Next(); {
			m.SetMapIndex(iter.Key(), copyValue(iter.Value()))
		}
		return m
	case reflect.Interface:
		// A member of an SDK union, such as a DynamoDB attribute value, is a
		// pointer to a struct with a Value; anything else, such as the reader of a body,
		// has state that is not ours to copy.
		if e := v.Elem(); e.Kind() == reflect.Pointer && !e.IsNil() && isUnionMember(e.Type().Elem()) {
			return copyValue(e)
		}
		return v
	default:
		return v
	}
}

func isUnionMember(t reflect.Type) bool {
	if t.Kind() != reflect.Struct {
		return false
	}
	f, ok := t.FieldByName("Value")
	return ok && f.IsExported()
}

// plain tells the kinds whose values hold no reference that could be written through.
func plain(k reflect.Kind) bool {
	switch k {
	case reflect.Pointer, reflect.Struct, reflect.Slice, reflect.Map, reflect.Interface:
		return false
	}
	return true
}
