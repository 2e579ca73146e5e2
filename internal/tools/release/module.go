package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// module is one module of the repository.
type module struct {
	root     string   // of the repository
	dir      string   // below it, with slashes; "." for the root module
	path     string   // of the module
	requires []string // the paths of ours that it requires
}

// discover finds the modules below root, the root module first.
func discover(root string) ([]module, error) {
	var modules []module
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"):
			return filepath.SkipDir
		case d.Name() != "go.mod":
			return nil
		}
		dir, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		modules = append(modules, module{root: root, dir: filepath.ToSlash(dir)})
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(modules, func(a, b module) int { return strings.Compare(a.dir, b.dir) })
	if len(modules) == 0 || modules[0].dir != "." {
		return nil, errors.New("no go.mod here: run it at the root of the repository")
	}
	var paths []string
	for i := range modules {
		if err := modules[i].read(); err != nil {
			return nil, err
		}
		paths = append(paths, modules[i].path)
	}
	for i := range modules {
		modules[i].requires = slices.DeleteFunc(modules[i].requires, func(p string) bool { return !slices.Contains(paths, p) })
	}
	return modules, nil
}

// read takes the path of the module and of all that it requires from its go.mod.
func (m *module) read() error {
	out, err := m.mod("-json")
	if err != nil {
		return err
	}
	var file struct {
		Module  struct{ Path string }
		Require []struct{ Path string }
	}
	if err := json.Unmarshal(out, &file); err != nil {
		return err
	}
	m.path = file.Module.Path
	for _, r := range file.Require {
		m.requires = append(m.requires, r.Path)
	}
	return nil
}

// mod runs go mod edit on the module's go.mod.
func (m module) mod(args ...string) ([]byte, error) {
	return edit(m.file("go.mod"), args...)
}

func edit(file string, args ...string) ([]byte, error) {
	cmd := exec.Command("go", slices.Concat([]string{"mod", "edit"}, args, []string{file})...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%v: %w: %s", cmd.Args, err, stderr.Bytes())
	}
	return out, nil
}

// set makes go.mod what is released: ours at the version, from the proxy.
func (m module) set(version string) error {
	args, err := m.released(version)
	if err == nil && len(args) > 0 {
		_, err = m.mod(args...)
	}
	return err
}

// released returns the arguments of go mod edit for a release.
func (m module) released(version string) (args []string, err error) {
	if !valid.MatchString(version) {
		return nil, fmt.Errorf("%q is no version, as v0.1.0", version)
	}
	for _, ours := range m.requires {
		args = append(args, "-dropreplace="+ours, "-require="+ours+"@"+version)
	}
	return args, nil
}

var valid = regexp.MustCompile(`^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?$`)

// develop makes go.mod take ours from their folders, for commands that do not
// read go.work, as go mod tidy.
func (m module) develop(all []module) error {
	var args []string
	for _, ours := range all {
		if slices.Contains(m.requires, ours.path) {
			to, err := filepath.Rel(filepath.FromSlash(m.dir), filepath.FromSlash(ours.dir))
			if err != nil {
				return err
			}
			args = append(args, "-replace="+ours.path+"="+filepath.ToSlash(to)+"/")
		}
	}
	if len(args) == 0 {
		return nil
	}
	_, err := m.mod(args...)
	return err
}

// tag is the tag of the module's version: Go wants the folder before it.
func (m module) tag(version string) string { return path.Join(m.dir, version) }
