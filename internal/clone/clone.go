package clone

import "reflect"

// Of copies a value with everything that its exported fields lead to, so that
// no change of the one reaches the other.
func Of[T any](v T) T {
	out := v
	deepen(reflect.ValueOf(&out).Elem())
	return out
}

// Pointer copies what a pointer of any type points to, and returns a pointer of
// the same type.
func Pointer(p any) any {
	v := reflect.New(reflect.TypeOf(p)).Elem()
	v.Set(reflect.ValueOf(p))
	deepen(v)
	return v.Interface()
}

// deepen replaces what v shares with the value that it was copied from.
func deepen(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		p := reflect.New(v.Type().Elem())
		p.Elem().Set(v.Elem())
		deepen(p.Elem())
		v.Set(p)
	case reflect.Interface:
		// Unions of the SDK are pointers to structs; anything else, such as a
		// reader, is not ours to copy.
		if e := v.Elem(); e.Kind() == reflect.Pointer && e.Elem().Kind() == reflect.Struct && isPlain(e.Elem().Type()) {
			p := reflect.New(e.Type().Elem())
			p.Elem().Set(e.Elem())
			deepen(p.Elem())
			v.Set(p)
		}
	case reflect.Struct:
		if !isPlain(v.Type()) {
			return
		}
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && refers(f.Type) {
				deepen(v.Field(i))
			}
		}
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		s := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(s, v)
		if refers(v.Type().Elem()) {
			for i := range s.Len() {
				deepen(s.Index(i))
			}
		}
		v.Set(s)
	case reflect.Map:
		if v.IsNil() {
			return
		}
		m := reflect.MakeMapWithSize(v.Type(), v.Len())
		for iter := v.MapRange(); iter.Next(); {
			value := reflect.New(v.Type().Elem()).Elem()
			value.Set(iter.Value())
			deepen(value)
			m.SetMapIndex(iter.Key(), value)
		}
		v.Set(m)
	}
}

// isPlain reports whether a struct has nothing but exported fields, the SDK's
// marker aside. What else it keeps, such as a lock, must not be copied.
func isPlain(t reflect.Type) bool {
	for i := range t.NumField() {
		if f := t.Field(i); !f.IsExported() && f.Type.Size() > 0 {
			return false
		}
	}
	return true
}

// refers reports whether values of a type can share memory with their copies.
func refers(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Struct, reflect.Slice, reflect.Map:
		return true
	}
	return false
}
