// Package gen generates a package of typed resources from a resource model in
// boto3's format. Every path of the model is resolved against the types of the
// SDK, and what does not resolve is an error.
package gen

import (
	"errors"
	"fmt"
	"go/format"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// Config says what to generate.
type Config struct {
	Model    []byte   // resources-1.json
	Overlays [][]byte // merge patches of the model
	Dir      string   // a folder of the module that requires the SDK's service
	SDK      string   // import path of the SDK's service
	Package  string   // name of the package: "ec2res"
	Entry    string   // name of the entry type: "EC2"
	About    string   // the service in a sentence: "Amazon EC2"

	Paginators []byte // botocore's paginators-1.json, to be checked; or nil
	Waiters    []byte // botocore's waiters-2.json, to be checked; or nil
}

// Result is a generated package.
type Result struct {
	Files map[string][]byte // by name
	Facts []Fact            // what of the model became what
}

// Fact says what a feature of the model became.
type Fact struct {
	Resource  string // "Instance"; "" is the service
	Kind      string // type, identifier, load, action, batchAction, has, hasMany, waiter
	Name      string // in the model
	Go        string // "(*Instance).Stop"
	Operation string // that it makes: "StopInstances"
}

// Generate generates the package.
func Generate(c Config) (*Result, error) {
	m, err := parseModel(c.Model, c.Overlays...)
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	s, err := loadSDK(c.Dir, c.SDK)
	if err != nil {
		return nil, err
	}
	return newGenerator(c, m, s).result()
}

func newGenerator(c Config, m *model, s *sdk) *generator {
	return &generator{Config: c, model: m, sdk: s, files: map[string]*file{}, operations: map[string]*operation{}, pages: map[*operation]*operation{}, written: map[string]bool{}}
}

// notFormatted says that what was written is no Go, which is a fault of this package.
const notFormatted = "is no Go"

func (g *generator) result() (*Result, error) {
	g.generate()
	g.checkAgainstBotocore()
	if len(g.errs) > 0 {
		return nil, errors.Join(g.errs...)
	}
	r := &Result{Files: map[string][]byte{}, Facts: g.facts}
	for _, name := range slices.Sorted(maps.Keys(g.files)) {
		src := g.files[name].source(g.Package)
		formatted, err := format.Source(src)
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w\n%s", name, notFormatted, err, numbered(src))
		}
		r.Files[name] = formatted
	}
	return r, nil
}

func numbered(src []byte) string {
	var b strings.Builder
	for i, line := range strings.Split(string(src), "\n") {
		fmt.Fprintf(&b, "%4d %s\n", i+1, line)
	}
	return b.String()
}

// generator is the state of one generation.
type generator struct {
	Config
	model *model
	sdk   *sdk
	kinds []*kind
	files map[string]*file
	facts []Fact
	errs  []error

	operations  map[string]*operation
	pages       map[*operation]*operation // listings that another operation describes
	collections []*collectionType
	required    map[string][]string
	written     map[string]bool // types of pages
	deferred    []func()        // to be written after the method in the making
}

// kind is a type of resource.
type kind struct {
	name  string // in the model
	model *resource
	goName,
	recv, // receiver
	noun string
	ids   []id
	data  *goType           // of Data, or nil
	extra map[string]string // further fields with data: name to type
	file  *file
}

type id struct {
	name, goName string
	member       string // of the data that it is
	number       string // "int32" or "int64"; empty for a text
	secret       bool
	empty        bool
	trim         string
}

func (k *kind) id(name string) *id {
	for i := range k.ids {
		if k.ids[i].name == name {
			return &k.ids[i]
		}
	}
	return nil
}

func (g *generator) kind(name string) *kind {
	for _, k := range g.kinds {
		if k.name == name {
			return k
		}
	}
	return nil
}

func (g *generator) errorf(format string, args ...any) {
	g.errs = append(g.errs, fmt.Errorf(format, args...))
}

func (g *generator) fact(resource, kind, name, goName, operation string) {
	g.facts = append(g.facts, Fact{resource, kind, name, goName, operation})
}

// file is a Go file under construction.
type file struct {
	imports map[string]bool
	body    strings.Builder
}

func (g *generator) file(name string) *file {
	name = strings.ToLower(name) + ".go"
	if g.files[name] == nil {
		g.files[name] = &file{imports: map[string]bool{}}
	}
	return g.files[name]
}

func (f *file) printf(format string, args ...any) { fmt.Fprintf(&f.body, format, args...) }

// doc writes a comment, wrapped as the rest of the repository is.
func (f *file) doc(text string) {
	line := "//"
	for word := range strings.FieldsSeq(text) {
		if len(line)+1+len(word) > 80 && line != "//" {
			f.printf("%s\n", line)
			line = "//"
		}
		line += " " + word
	}
	f.printf("%s\n", line)
}

const (
	awsPath         = "github.com/aws/aws-sdk-go-v2/aws"
	modulePath      = "github.com/awsessentials/essentials/"
	resourcesPath   = modulePath + "resources"
	collectionsPath = modulePath + "collections"
	waitersPath     = modulePath + "waiters"
)

// source is the file's text. Imports come in three groups, as everywhere else
// in the repository.
func (f *file) source(pkg string) []byte {
	body := f.body.String()
	var std, sdk, ours []string
	for _, path := range slices.Sorted(maps.Keys(f.imports)) {
		if !strings.Contains(body, importName(path)+".") {
			continue
		}
		switch {
		case strings.HasPrefix(path, modulePath):
			ours = append(ours, path)
		case strings.Contains(path, "."):
			sdk = append(sdk, path)
		default:
			std = append(std, path)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n\n", pkg)
	if len(std)+len(sdk)+len(ours) > 0 {
		b.WriteString("import (\n")
		for i, group := range [][]string{std, sdk, ours} {
			for _, path := range group {
				fmt.Fprintf(&b, "\t%q\n", path)
			}
			if i < 2 {
				b.WriteString("\n")
			}
		}
		b.WriteString(")\n\n")
	}
	b.WriteString(body)
	return []byte(b.String())
}

func importName(path string) string { return filepath.Base(path) }
