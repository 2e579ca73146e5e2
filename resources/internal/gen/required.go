package gen

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strings"
)

// requiredOf returns the fields of an operation's input that the SDK documents
// as required, in the order of the struct.
func (g *generator) requiredOf(op *operation) []string {
	if g.required == nil {
		g.required = map[string][]string{}
		if err := g.readRequired(); err != nil {
			g.errorf("required members of %s: %w", g.SDK, err)
		}
	}
	return g.required[op.in.Obj().Name()]
}

func (g *generator) readRequired() error {
	cmd := exec.Command("go", "list", "-f", "{{.Dir}}", g.SDK)
	cmd.Dir = g.Dir
	dir, err := cmd.Output()
	if err != nil {
		return err
	}
	paths, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), "api_op_*.go"))
	if err != nil {
		return err
	}
	used := map[string]bool{}
	for name := range g.operations {
		used["api_op_"+name+".go"] = true
	}
	for _, path := range paths {
		if !used[filepath.Base(path)] {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok || !strings.HasSuffix(spec.Name.Name, "Input") {
				return true
			}
			s, ok := spec.Type.(*ast.StructType)
			if !ok {
				return false
			}
			for _, f := range s.Fields.List {
				if strings.Contains(f.Doc.Text(), "This member is required.") {
					g.required[spec.Name.Name] = append(g.required[spec.Name.Name], f.Names[0].Name)
				}
			}
			return false
		})
	}
	return nil
}
