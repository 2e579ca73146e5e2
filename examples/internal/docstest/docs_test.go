package docstest

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const root = "../../.."

const (
	ours    = "github.com/awsessentials/essentials/"
	service = "github.com/aws/aws-sdk-go-v2/service/"
)

// packages are what a name before a dot means in a document.
var packages = map[string]string{
	"context": "context", "errors": "errors", "fmt": "fmt", "log": "log", "os": "os", "slices": "slices",
	"slog": "log/slog", "strings": "strings", "testing": "testing", "time": "time",
	"aws": "github.com/aws/aws-sdk-go-v2/aws", "smithy": "github.com/aws/smithy-go",
	"lambda": service + "lambda",
	"s3":     service + "s3", "s3types": service + "s3/types", "sts": service + "sts",
	"ec2": service + "ec2", "expression": "github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression",
	"cfnres": ours + "resources/cfnres", "dynamores": ours + "resources/dynamores", "ec2res": ours + "resources/ec2res", "iamres": ours + "resources/iamres",
	"s3res": ours + "resources/s3res", "snsres": ours + "resources/snsres", "sqsres": ours + "resources/sqsres",
	"sns": service + "sns", "snstypes": service + "sns/types",
	"across": ours + "session/across", "alert": ours + "notify/alert", "awserr": ours + "awserr", "awstest": ours + "awstest", "collections": ours + "collections", "notify": ours + "notify",
	"paginate": ours + "paginate", "policy": ours + "policy", "pprint": ours + "examples/pprint", "search": ours + "paginate/search",
	"session": ours + "session", "waiters": ours + "waiters", "write": ours + "collections/write",
	"s3fast": ours + "resources/s3fast", "wire": ours + "wire",
}

// documents are checked, with what their blocks take for granted.
var documents = map[string]struct {
	prelude  string
	packages map[string]string // beside those above
}{
	"docs/guide.md": {},
	"docs/production.md": {
		prelude: "var apply bool\nvar state []byte\nvar t *testing.T",
	},
	"README.md": {
		prelude:  "var arn *string",
		packages: map[string]string{"types": service + "sns/types"},
	},
}

func TestEveryGoBlockCompiles(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(documents)) {
		t.Run(name, func(t *testing.T) {
			doc := documents[name]
			text, err := os.ReadFile(filepath.Join(root, name))
			require.NoError(t, err)
			known := maps.Clone(packages)
			maps.Copy(known, doc.packages)
			found := blocks(string(text))
			require.NotEmpty(t, found)
			for _, err := range check(name, doc.prelude, known, found) {
				t.Error(err)
			}
		})
	}
}

// check returns what the compiler has to say of the blocks.
func check(document, prelude string, known map[string]string, found []block) (errs []error) {
	src, err := assemble(document, prelude, found)
	if err != nil {
		return []error{err}
	}
	names, err := named(src.rest)
	if err != nil {
		return []error{err}
	}
	imports := ""
	for _, name := range names {
		path, ok := known[name]
		if !ok {
			errs = append(errs, fmt.Errorf("%s: %s is neither declared in a block nor a package that the test knows", document, name))
			continue
		}
		imports += fmt.Sprintf("import %s %q\n", name, path)
	}
	if errs != nil {
		return errs
	}
	errs = compile("package p\n"+imports+src.rest, false)
	for _, program := range src.programs {
		errs = append(errs, compile(program, true)...)
	}
	return errs
}

// compile type-checks one file. That something is not used is a mistake in a
// whole program only: elsewhere a block may declare what the text speaks of.
func compile(code string, whole bool) (errs []error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", code, 0)
	if err != nil {
		return []error{err}
	}
	exports, err := exportsOf(file)
	if err != nil {
		return []error{err}
	}
	config := types.Config{
		Importer: importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) }),
		Error: func(err error) {
			if e, ok := errors.AsType[types.Error](err); !ok || whole || !e.Soft {
				errs = append(errs, err)
			}
		},
	}
	_, _ = config.Check("p", fset, []*ast.File{file}, nil) // its error is the first of those reported
	return errs
}

// raceFlags turn the race detector on where the test has it.
var raceFlags []string

// exportsOf returns the files with what the imported packages export, by path.
func exportsOf(file *ast.File) (map[string]string, error) {
	args := append([]string{"list"}, raceFlags...) // so that what is compiled for the tests is used again
	args = append(args, "-export", "-deps", "-f", "{{if .Export}}{{.ImportPath}} {{.Export}}{{end}}")
	for _, spec := range file.Imports {
		args = append(args, strings.Trim(spec.Path.Value, `"`))
	}
	cmd := exec.Command("go", args...)
	cmd.Dir = root
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w\n%s", err, &stderr)
	}
	exports := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if path, export, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			exports[path] = export
		}
	}
	return exports, nil
}

func TestMistakesAreFoundAtTheirLine(t *testing.T) {
	for name, c := range map[string]struct{ markdown, want string }{
		"a wrong type":      {"text\n\n```go\nvar n int = \"one\"\nfmt.Println(n)\n```\n", "doc.md:4: cannot use"},
		"no such function":  {"```go\nfmt.Printl(1)\n```\n", "doc.md:2: undefined: fmt.Printl"},
		"an unknown name":   {"```go\nwhatever.Do()\n```\n", "whatever is neither declared in a block nor a package"},
		"no Go at all":      {"```go\nif {\n```\n", "doc.md:2: missing condition"},
		"in a program":      {"```go\npackage main\n\nfunc main() { undefined() }\n```\n", "doc.md:4: undefined: undefined"},
		"in a declaration":  {"```go\nfunc f() int { return \"\" }\n```\n", "doc.md:2: cannot use"},
		"an unused import":  {"```go\npackage main\n\nimport \"os\"\n\nfunc main() {}\n```\n", "doc.md:4: \"os\" imported and not used"},
		"an earlier name":   {"```go\nx := 1\n```\n\n```go\nfmt.Println(x)\n```\n", ""},
		"a name used again": {"```go\nx := 1\n```\n\n```go\nx := \"\"\nfmt.Println(x)\n```\n", ""},
		"a return":          {"```go\nif ctx.Err() != nil {\n\treturn ctx.Err()\n}\n```\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			errs := check("doc.md", "", packages, blocks(c.markdown))
			if c.want == "" {
				assert.Empty(t, errs)
				return
			}
			require.NotEmpty(t, errs)
			assert.Contains(t, errs[0].Error(), c.want)
		})
	}
}
