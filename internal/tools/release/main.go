// Command release sets the versions of all modules of the repository and names
// their tags. docs/releasing.md says when to run what.
package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

const usage = `usage: go run ./internal/tools/release <command>

  modules          list the modules and which of ours each requires
  set v0.1.0       require all of ours at v0.1.0 and drop the replace directives
  develop          replace ours by their folders again
  tags v0.1.0      print the tags of the release
  pack v0.1.0 dir  write a module proxy with all modules, as set would release them
`

func main() {
	if err := run(os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, args []string) error {
	modules, err := discover(".")
	if err != nil {
		return err
	}
	switch {
	case len(args) == 1 && args[0] == "modules":
		for _, m := range modules {
			fmt.Fprintln(w, m.path, m.requires)
		}
	case len(args) == 2 && args[0] == "set":
		return each(modules, func(m module) error { return m.set(args[1]) })
	case len(args) == 1 && args[0] == "develop":
		return each(modules, func(m module) error { return m.develop(modules) })
	case len(args) == 2 && args[0] == "tags":
		for _, m := range modules {
			fmt.Fprintln(w, m.tag(args[1]))
		}
	case len(args) == 3 && args[0] == "pack":
		return each(modules, func(m module) error { return m.pack(args[2], args[1], time.Now()) })
	default:
		return fmt.Errorf("%v\n\n%s", args, usage)
	}
	return nil
}

func each(modules []module, do func(module) error) error {
	for _, m := range modules {
		if err := do(m); err != nil {
			return fmt.Errorf("%s: %w", m.path, err)
		}
	}
	return nil
}
