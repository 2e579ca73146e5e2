// Package docstest checks that the Go blocks of Markdown documents compile.
//
// A block may be a whole program, declarations, or statements. Statements stand
// in a function with a ctx, and see what the blocks before them declared, so that
// a document reads on; a variable that is declared and not used is no mistake
// there. Imports are those of the packages named.
//
// The go command does not see a change of a document outside this module: after
// one, run the test with -count=1.
package docstest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

// A block is a piece of Go in a document.
type block struct {
	line int // of its first line in the document
	code string
}

// blocks returns the Go blocks of a Markdown document.
func blocks(markdown string) (found []block) {
	var code strings.Builder
	start := 0
	for i, line := range strings.Split(markdown, "\n") {
		switch {
		case start == 0 && line == "```go":
			start = i + 2
		case start > 0 && line == "```":
			found = append(found, block{start, code.String()})
			code.Reset()
			start = 0
		case start > 0:
			code.WriteString(line + "\n")
		}
	}
	return found
}

// source is Go made of a document's blocks.
type source struct {
	programs []string // whole ones, each for itself
	rest     string   // all others, as one file without imports
}

// assemble puts the blocks together. Each set of statements is nested in the one
// before, so that it sees its names and may declare them again. Errors are told by
// the document's own lines.
func assemble(document, prelude string, found []block) (source, error) {
	var s source
	var decls, body strings.Builder
	depth := 0
	for _, b := range found {
		at := fmt.Sprintf("//line %s:%d\n%s", document, b.line, b.code)
		switch {
		case isProgram(b.code):
			s.programs = append(s.programs, at)
		case parses("package p\n" + b.code):
			decls.WriteString(at)
		case parses("package p\nfunc _() {\n" + b.code + "}"):
			body.WriteString("{\n" + at)
			depth++
		default:
			_, err := parser.ParseFile(token.NewFileSet(), "", "package p\nfunc _() {\n"+at+"}", parser.SkipObjectResolution)
			return s, err
		}
	}
	s.rest = decls.String() +
		"func _(ctx context.Context) (_ error) {\n" + prelude + "\n" + body.String() + strings.Repeat("}\n", depth) + "return\n}\n"
	return s, nil
}

func parses(code string) bool {
	_, err := parser.ParseFile(token.NewFileSet(), "", code, parser.SkipObjectResolution)
	return err == nil
}

// named returns the names before a dot that nothing in the file declares: those
// of packages.
func named(code string) (names []string, err error) {
	file, err := parser.ParseFile(token.NewFileSet(), "", "package p\n"+code, 0)
	if err != nil {
		return nil, err
	}
	unresolved := map[*ast.Ident]bool{}
	for _, ident := range file.Unresolved {
		unresolved[ident] = true
	}
	seen := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if selector, ok := n.(*ast.SelectorExpr); ok {
			if ident, ok := selector.X.(*ast.Ident); ok && unresolved[ident] && !seen[ident.Name] {
				seen[ident.Name] = true
				names = append(names, ident.Name)
			}
		}
		return true
	})
	return names, nil
}

// isProgram reports whether code is a whole program: a package clause, maybe
// behind comments.
func isProgram(code string) bool {
	for line := range strings.Lines(code) {
		if !strings.HasPrefix(line, "//") && strings.TrimSpace(line) != "" {
			return strings.HasPrefix(line, "package ")
		}
	}
	return false
}
