package lists

import (
	"reflect"
	"unsafe"
)

// Of returns a function that returns the items of an output: the elements of
// its only list of T, or of all such lists if it is nested in another list. out
// is the pointer type of the output. If T is *E, a list of E fits too, and the
// items point into it; if the elements are *T, those that are nil are left out.
// The error is a [MissingError].
func Of[T any](out reflect.Type) (func(page any) []T, error) {
	if out.Kind() != reflect.Pointer || out.Elem().Kind() != reflect.Struct {
		return nil, &MissingError{Output: out.String()}
	}
	item := reflect.TypeFor[T]()
	p, err := find(out.Elem(), item)
	if err != nil {
		return nil, err
	}
	read := direct[T]
	switch {
	case item.Kind() == reflect.Pointer && p.list.Elem() == item.Elem():
		read = pointersInto[T]
	case p.list.Elem() != item:
		read = pointedTo[T]
	}
	return func(page any) []T {
		var all []T
		p.each(reflect.ValueOf(page), p.fields, func(list reflect.Value) {
			items := read(list)
			if len(all) == 0 {
				all = items[:len(items):len(items)] // a single list is not copied
			} else {
				all = append(all, items...)
			}
		})
		return all
	}, nil
}

// fits reports whether a list has items of a type, or pointers to them, or what
// they point to.
func fits(list, item reflect.Type) bool {
	e := list.Elem()
	return list.Name() == "" && (e == item ||
		e.Kind() == reflect.Pointer && e.Elem() == item ||
		item.Kind() == reflect.Pointer && item.Elem() == e)
}

// direct returns a list of T.
func direct[T any](list reflect.Value) []T { return *list.Addr().Interface().(*[]T) }

// pointedTo returns what the elements of a list of *T point to.
func pointedTo[T any](list reflect.Value) []T {
	pointers := *list.Addr().Interface().(*[]*T)
	items := make([]T, 0, len(pointers))
	for _, p := range pointers {
		if p != nil {
			items = append(items, *p)
		}
	}
	return items
}

// pointersInto returns pointers to the elements of a list; T is their type. It
// steps through the list's memory, since T does not give a name to what it
// points to and reflection would cost several calls an item.
func pointersInto[T any](list reflect.Value) []T {
	items := make([]T, list.Len())
	first, size := list.UnsafePointer(), list.Type().Elem().Size()
	for i := range items {
		element := unsafe.Add(first, uintptr(i)*size)
		items[i] = *(*T)(unsafe.Pointer(&element))
	}
	return items
}
