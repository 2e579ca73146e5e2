// Package nils reports whether values are nil, including typed ones.
package nils

import "reflect"

// Is reports whether x is nil, or a nil pointer, map, function, channel or slice
// in an interface.
func Is(x any) bool {
	if x == nil {
		return true
	}
	switch v := reflect.ValueOf(x); v.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Func, reflect.Chan, reflect.Slice:
		return v.IsNil()
	}
	return false
}
