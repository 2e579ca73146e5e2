// Package argtest calls functions with wrong arguments, for tests that none panics.
package argtest

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/smithy-go/middleware"
)

// A Table is the functions and types of some packages.
type Table struct {
	// Functions are the exported functions by "package.Name", those with type
	// parameters for some type.
	Functions map[string]any
	// Untried are the other exported functions, each with the reason.
	Untried map[string]string
	// Zeros are values whose methods are called.
	Zeros []any
	// Receivers are values whose methods are called as they are.
	Receivers []any
	// Panics are the beginnings of calls that may panic, as documented.
	Panics []string
	// Good returns a valid value of a type, or the zero Value.
	Good func(reflect.Type) reflect.Value
	// Implementations are valid values for interfaces, and Wrong those that are
	// not, such as nil pointers.
	Implementations, Wrong []any
}

// Try calls every function, and every method of the zeros, with good arguments,
// with all zero, and with nil, typed nil, zero, negative and very large ones,
// one after the other beside good ones. It returns the number of calls.
func (x *Table) Try(t *testing.T) (calls int) {
	for _, name := range slices.Sorted(maps.Keys(x.Functions)) {
		calls += x.tryAll(t, name, reflect.ValueOf(x.Functions[name]))
	}
	receivers := slices.Clone(x.Receivers)
	for _, zero := range x.Zeros {
		receiver := reflect.New(reflect.TypeOf(zero))
		receiver.Elem().Set(reflect.ValueOf(zero))
		receivers = append(receivers, receiver.Interface())
	}
	for _, r := range receivers {
		receiver := reflect.ValueOf(r)
		for i := range receiver.NumMethod() {
			calls += x.tryAll(t, fmt.Sprintf("%T.%s", r, receiver.Type().Method(i).Name), receiver.Method(i))
		}
	}
	t.Log(calls, "calls")
	return calls
}

// Complete fails the test for each exported function of the packages in dirs
// that the table does not have.
func (x *Table) Complete(t *testing.T, dirs ...string) {
	for _, dir := range dirs {
		paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(paths) == 0 {
			t.Errorf("no files in %s: %v", dir, err)
		}
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, decl := range file.Decls {
				f, ok := decl.(*ast.FuncDecl)
				if !ok || f.Recv != nil || !f.Name.IsExported() {
					continue
				}
				name := file.Name.Name + "." + f.Name.Name
				_, tried := x.Functions[name]
				if _, ok := x.Untried[name]; !ok && !tried {
					t.Errorf("%s has no row in the table of wrong arguments: add it to Functions or to Untried", name)
				}
			}
		}
	}
}

// tryAll calls f with good arguments, with all zero, and with each argument in
// turn replaced by each wrong one. It returns how many calls that were.
func (x *Table) tryAll(t *testing.T, name string, f reflect.Value) int {
	if _, bad := f.Interface().(func([]byte) error); bad && strings.HasSuffix(name, ".UnmarshalText") {
		return 0 // fuzzed where it is
	}
	typ := f.Type()
	good := make([]reflect.Value, typ.NumIn())
	zero := make([]reflect.Value, typ.NumIn())
	for i := range good {
		zero[i] = reflect.Zero(typ.In(i))
		good[i] = x.goodFor(t, typ.In(i))
	}
	rows := [][]reflect.Value{good, zero}
	for i := range good {
		for _, wrong := range x.wrongFor(t, typ.In(i)) {
			row := slices.Clone(good)
			row[i] = wrong
			rows = append(rows, row)
		}
	}
	for _, row := range rows {
		x.try(t, name, f, row)
	}
	return len(rows)
}

// try makes one call, which must end, and not by a panic.
func (x *Table) try(t *testing.T, name string, f reflect.Value, args []reflect.Value) {
	var text []string
	for _, arg := range args {
		text = append(text, short(arg))
	}
	call := name + "(" + strings.Join(text, ", ") + " )"
	ended := make(chan any, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				ended <- fmt.Sprintf("%v\n%s", p, debug.Stack())
				return
			}
			ended <- nil
		}()
		var results []reflect.Value
		if f.Type().IsVariadic() {
			results = f.CallSlice(args)
		} else {
			results = f.Call(args)
		}
		for _, result := range results {
			x.use(t, result, 0)
		}
	}()
	begun := time.Now()
	select {
	case p := <-ended:
		if took := time.Since(begun); took > time.Second {
			t.Logf("%v: %s", took, call)
		}
		if p != nil && !slices.ContainsFunc(x.Panics, func(start string) bool { return strings.HasPrefix(call, start) }) {
			t.Errorf("%s panics: %.1500s", call, p)
		}
	case <-time.After(time.Minute):
		t.Fatalf("%s does not end", call)
	}
}

func short(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Func, reflect.Pointer, reflect.Map, reflect.Slice, reflect.Interface:
		if v.IsNil() {
			return "nil"
		}
		return v.Type().String()
	}
	return fmt.Sprintf("%.200q", fmt.Sprintf("%+v", v))
}

// use does with a result what its user would: an error is read, a sequence is
// ranged over, a listing is listed.
func (x *Table) use(t *testing.T, v reflect.Value, depth int) {
	if depth > 2 || !v.IsValid() || !v.CanInterface() {
		return
	}
	switch err := v.Interface().(type) {
	case error:
		_ = err.Error()
		_ = errors.Is(err, context.Canceled)
		return
	}
	if v.Kind() == reflect.Func && !v.IsNil() {
		typ := v.Type()
		if typ.NumIn() == 1 && typ.In(0).Kind() == reflect.Func && typ.In(0).NumOut() == 1 && typ.In(0).Out(0).Kind() == reflect.Bool {
			left := 3
			v.Call([]reflect.Value{reflect.MakeFunc(typ.In(0), func([]reflect.Value) []reflect.Value {
				left--
				return []reflect.Value{reflect.ValueOf(left > 0)}
			})})
			return
		}
		args := make([]reflect.Value, typ.NumIn())
		for i := range args {
			args[i] = reflect.Zero(typ.In(i))
		}
		if typ.IsVariadic() {
			v.CallSlice(args)
		} else {
			v.Call(args)
		}
		return
	}
	for _, name := range []string{"All", "Collect", "NextPage", "HasMorePages", "Check", "Unmet", "Wait"} {
		if m := v.MethodByName(name); m.IsValid() {
			args := make([]reflect.Value, m.Type().NumIn())
			for i := range args {
				args[i] = x.goodFor(t, m.Type().In(i))
			}
			call := m.Call
			if m.Type().IsVariadic() {
				call = m.CallSlice
			}
			for _, result := range call(args) {
				x.use(t, result, depth+1)
			}
		}
	}
}

// goodFor is a value that makes sense, as far as one does for a type.
func (x *Table) goodFor(t *testing.T, typ reflect.Type) reflect.Value {
	if x.Good != nil {
		if v := x.Good(typ); v.IsValid() {
			return v
		}
	}
	switch typ {
	case reflect.TypeFor[context.Context]():
		ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
		t.Cleanup(cancel)
		return reflect.ValueOf(ctx).Convert(typ)
	case reflect.TypeFor[time.Duration]():
		return reflect.ValueOf(time.Millisecond)
	}
	switch typ.Kind() {
	case reflect.Interface:
		for _, candidate := range x.Implementations {
			if reflect.TypeOf(candidate).Implements(typ) {
				return reflect.ValueOf(candidate).Convert(typ)
			}
		}
		return reflect.Zero(typ)
	case reflect.Func:
		return reflect.MakeFunc(typ, func(args []reflect.Value) []reflect.Value {
			results := make([]reflect.Value, typ.NumOut())
			for i := range results {
				results[i] = reflect.Zero(typ.Out(i))
				if typ.Out(i).Kind() == reflect.Pointer {
					results[i] = reflect.New(typ.Out(i).Elem())
				}
			}
			return results
		})
	case reflect.Pointer:
		return reflect.New(typ.Elem())
	case reflect.Slice:
		return reflect.MakeSlice(typ, 0, 0)
	case reflect.Int, reflect.Int32, reflect.Int64:
		return reflect.ValueOf(1).Convert(typ)
	case reflect.String:
		return reflect.ValueOf("x").Convert(typ)
	}
	return reflect.Zero(typ)
}

// wrongFor are values that make none.
func (x *Table) wrongFor(t *testing.T, typ reflect.Type) (wrong []reflect.Value) {
	wrong = append(wrong, reflect.Zero(typ))
	add := func(v any) {
		if v := reflect.ValueOf(v); v.Type().ConvertibleTo(typ) {
			wrong = append(wrong, v.Convert(typ))
		}
	}
	switch typ.Kind() {
	case reflect.Int, reflect.Int64:
		for _, n := range []int64{-1, -1 << 63, 1 << 40, 1<<63 - 1} {
			add(n)
		}
	case reflect.Int32:
		for _, n := range []int32{-1, -1 << 31, 1<<31 - 1} {
			add(n)
		}
	case reflect.Float64:
		add(-1.5)
	case reflect.String:
		add("\x00\xff")
		add(strings.Repeat("x", 1<<17))
	case reflect.Slice:
		if e := typ.Elem(); e.Kind() == reflect.Func && e.NumIn() == 1 && e.NumOut() == 0 && strings.HasSuffix(e.In(0).String(), ".Options") {
			break // a client's options: the SDK calls them, and panics for nil
		}
		wrong = append(wrong, reflect.MakeSlice(typ, 3, 3))
		if typ.Elem().Kind() == reflect.Interface || typ.Elem().Kind() == reflect.Func {
			break
		}
		for _, item := range x.wrongFor(t, typ.Elem()) {
			s := reflect.MakeSlice(typ, 1, 1)
			s.Index(0).Set(item)
			wrong = append(wrong, s)
		}
	case reflect.Interface:
		for _, candidate := range x.Wrong {
			if reflect.TypeOf(candidate).Implements(typ) {
				wrong = append(wrong, reflect.ValueOf(candidate).Convert(typ))
			}
		}
		if typ == reflect.TypeFor[context.Context]() {
			ended, cancel := context.WithCancel(context.Background())
			cancel()
			wrong = append(wrong, reflect.ValueOf(ended).Convert(typ))
		}
	case reflect.Pointer:
		if typ.Elem().Kind() == reflect.Struct && typ != reflect.TypeFor[*middleware.Stack]() { // whose zero value cannot be used
			wrong = append(wrong, reflect.New(typ.Elem()))
		}
	case reflect.Struct:
		for i := range typ.NumField() {
			if !typ.Field(i).IsExported() || typ.Field(i).Type.Kind() == reflect.Struct {
				continue
			}
			for _, field := range x.wrongFor(t, typ.Field(i).Type)[1:] {
				v := reflect.New(typ).Elem()
				v.Set(x.goodFor(t, typ))
				v.Field(i).Set(field)
				wrong = append(wrong, v)
			}
		}
	}
	return wrong
}
