package essentials_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/awsessentials/essentials"

// pkg is the non-test Go files of one folder.
type pkg struct {
	dir   string
	files map[string]*ast.File
}

// packages parses every package of the repository, all modules included.
func packages(t *testing.T) []pkg {
	t.Helper()
	byDir := map[string]pkg{}
	fset := token.NewFileSet()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"):
			return filepath.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(path))
		if byDir[dir].files == nil {
			byDir[dir] = pkg{dir, map[string]*ast.File{}}
		}
		byDir[dir].files[path] = file
		return nil
	})
	require.NoError(t, err)
	require.Greater(t, len(byDir), 5, "the walk must find the packages")
	return slices.SortedFunc(maps.Values(byDir), func(a, b pkg) int { return strings.Compare(a.dir, b.dir) })
}

func TestEveryPackageHasOnePackageComment(t *testing.T) {
	for _, p := range packages(t) {
		var with []string
		for path, file := range p.files {
			if file.Doc != nil {
				with = append(with, path)
			}
		}
		assert.Len(t, with, 1, "%s: want the package comment in one file", p.dir)
	}
}

func TestEveryExportedNameHasAComment(t *testing.T) {
	for _, p := range packages(t) {
		for path, file := range p.files {
			if file.Name.Name == "main" {
				continue
			}
			for _, name := range uncommented(file) {
				t.Errorf("%s: %s is exported and has no comment", path, name)
			}
		}
	}
}

// uncommented lists the exported functions, methods of exported types, types,
// constants and variables that nothing documents. A group's comment speaks for
// its constants and variables.
func uncommented(file *ast.File) []string {
	var names []string
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && d.Doc == nil && (d.Recv == nil || exportedReceiver(d.Recv)) {
				names = append(names, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch s := spec.(type) {
				case *ast.TypeSpec:
					if s.Name.IsExported() && s.Doc == nil && d.Doc == nil {
						names = append(names, s.Name.Name)
					}
				case *ast.ValueSpec:
					for _, n := range s.Names {
						if n.IsExported() && s.Doc == nil && d.Doc == nil && s.Comment == nil {
							names = append(names, n.Name)
						}
					}
				}
			}
		}
	}
	return names
}

func exportedReceiver(recv *ast.FieldList) bool {
	typ := recv.List[0].Type
	for {
		switch t := typ.(type) {
		case *ast.StarExpr:
			typ = t.X
		case *ast.IndexExpr:
			typ = t.X
		case *ast.IndexListExpr:
			typ = t.X
		case *ast.Ident:
			return t.IsExported()
		default:
			return false
		}
	}
}

// allowed is every module that the root module may require by itself. A user of
// one package compiles no more than these.
var allowed = []string{
	"github.com/aws/aws-sdk-go-v2",
	"github.com/aws/aws-sdk-go-v2/config",
	"github.com/aws/aws-sdk-go-v2/credentials",
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds",
	"github.com/aws/aws-sdk-go-v2/service/signin",
	"github.com/aws/aws-sdk-go-v2/service/sns",
	"github.com/aws/aws-sdk-go-v2/service/sso",
	"github.com/aws/aws-sdk-go-v2/service/ssooidc",
	"github.com/aws/aws-sdk-go-v2/service/sts",
	"github.com/aws/smithy-go",
	"github.com/stretchr/testify",
}

func TestRootModuleRequiresOnlyWhatItMay(t *testing.T) {
	gomod, err := os.ReadFile("go.mod")
	require.NoError(t, err)
	var direct []string
	for _, m := range regexp.MustCompile(`(?m)^(?:require )?\s*([\w.]+/[^\s]+) v[^\s]+(\s*// indirect)?$`).FindAllStringSubmatch(string(gomod), -1) {
		if m[2] == "" {
			direct = append(direct, m[1])
		}
	}
	slices.Sort(direct)
	assert.Equal(t, allowed, direct)
}

// anywhere are the packages of ours that every other one may import.
var anywhere = []string{"awserr", "internal/callback", "internal/ended", "internal/nils", "internal/sigv4", "internal/xray"}

// imports says which more of our packages each may import outside its tests.
var imports = map[string][]string{
	"awstest":        {"internal/clone", "internal/tokens", "policy"},
	"collections":    {"internal/lists", "internal/pool", "paginate"},
	"paginate":       {"internal/clone", "internal/lists", "internal/tokens"},
	"session":        {"internal/similar", "internal/verbs"},
	"session/across": {"internal/similar", "session"},
	"waiters":        {"internal/tokens", "waiters/internal/ramp"},

	"lambda/handover":          {"paginate"},
	"orgs":                     {"paginate", "collections", "session", "session/across"},
	"notify":                   {"internal/callback", "notify/internal/subject"},
	"notify/alert":             {"internal/callback", "notify", "notify/internal/subject"},
	"notify/notifytest":        {"notify"},
	"paginate/search":          {"paginate", "internal/similar"},
	"waiters/internal/waitsim": {"waiters", "waiters/internal/ramp"},
}

func TestImportsRunOneWay(t *testing.T) {
	for _, p := range packages(t) {
		top, _, _ := strings.Cut(p.dir, "/")
		if slices.Contains([]string{"examples", "integration", "resources"}, top) {
			continue // these may use all
		}
		for path, file := range p.files {
			for _, spec := range file.Imports {
				to, err := strconv.Unquote(spec.Path.Value)
				require.NoError(t, err)
				if ours, ok := strings.CutPrefix(to, module+"/"); ok && !slices.Contains(anywhere, ours) {
					assert.Contains(t, imports[p.dir], ours, "%s imports %s", path, to)
				}
			}
		}
	}
}
