package gen

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"strings"
)

// sdk is a service of the SDK: its client package and its types package.
type sdk struct {
	path   string // import path
	name   string // package name
	client *types.Package
	types  *types.Package // nil if the service has none
}

// loadSDK reads the types of a service package from the compiler's export data.
// dir is a folder of the module that requires the service.
func loadSDK(dir, path string) (*sdk, error) {
	cmd := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Export", path)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list %s: %w", path, err)
	}
	exports := map[string]string{}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct{ ImportPath, Export string }
		if err := d.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		exports[p.ImportPath] = p.Export
	}
	imp := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		if exports[path] == "" {
			return nil, fmt.Errorf("no export data for %s", path)
		}
		return os.Open(exports[path])
	})
	s := &sdk{path: path}
	if s.client, err = imp.Import(path); err != nil {
		return nil, err
	}
	s.name = s.client.Name()
	if exports[path+"/types"] != "" {
		if s.types, err = imp.Import(path + "/types"); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// operation is a method of the client.
type operation struct {
	name    string
	in, out *types.Named // structs
	options string       // that its requests have
}

// operation finds a method of the client.
func (s *sdk) operation(name string) (*operation, error) {
	client, ok := s.client.Scope().Lookup("Client").(*types.TypeName)
	if !ok {
		return nil, fmt.Errorf("%s has no Client", s.path)
	}
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(client.Type()), true, s.client, name)
	method, ok := obj.(*types.Func)
	if !ok {
		return nil, fmt.Errorf("%s.Client has no operation %s", s.name, name)
	}
	sig := method.Signature()
	if sig.Params().Len() != 3 || sig.Results().Len() != 2 {
		return nil, fmt.Errorf("%s.%s is not an operation: %s", s.name, name, sig)
	}
	in, out := named1(sig.Params().At(1).Type()), named1(sig.Results().At(0).Type())
	if in == nil || out == nil {
		return nil, fmt.Errorf("%s.%s is not an operation: %s", s.name, name, sig)
	}
	return &operation{name: name, in: in, out: out}, nil
}

// waiter finds the constructor of a waiter, and the interface of its client.
func (s *sdk) waiter(name string) (api string, op *operation, err error) {
	f, ok := s.client.Scope().Lookup("New" + name + "Waiter").(*types.Func)
	if !ok {
		return "", nil, fmt.Errorf("%s has no waiter %s", s.name, name)
	}
	client := named1(f.Signature().Params().At(0).Type())
	if client == nil {
		return "", nil, fmt.Errorf("%s.New%sWaiter: unexpected signature", s.name, name)
	}
	api = client.Obj().Name()
	op, err = s.operation(strings.TrimSuffix(api, "APIClient"))
	return api, op, err
}

// named1 returns the named type that t is or points to.
func named1(t types.Type) *types.Named {
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	n, _ := types.Unalias(t).(*types.Named)
	return n
}

// structOf returns the struct that t is or points to.
func structOf(t types.Type) *types.Struct {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, _ := t.Underlying().(*types.Struct)
	return s
}

// field finds the field of a struct that a model's member is: the member's
// first letter in upper case is the whole mapping.
func field(t types.Type, member string) (*types.Var, error) {
	s := structOf(t)
	if s == nil {
		return nil, fmt.Errorf("%s is not a struct, and so has no %s", t, member)
	}
	name := upper(member)
	for i := range s.NumFields() {
		if f := s.Field(i); f.Name() == name {
			return f, nil
		}
	}
	return nil, fmt.Errorf("%s has no field %s", t, name)
}

// shape finds the Go type of a shape of the model.
func (s *sdk) shape(name string) *types.Named {
	if name == "" {
		return nil
	}
	if s.types != nil {
		if t, ok := s.types.Scope().Lookup(name).(*types.TypeName); ok {
			return named1(t.Type())
		}
	}
	for _, n := range []string{name, strings.TrimSuffix(strings.TrimSuffix(name, "Response"), "Result") + "Output"} {
		if t, ok := s.client.Scope().Lookup(n).(*types.TypeName); ok {
			return named1(t.Type())
		}
	}
	return nil
}
