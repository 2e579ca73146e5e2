package main

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"
)

// pack writes the module as its tag would be served, into a module proxy in a
// folder: GOPROXY=file:///the/folder.
func (m module) pack(proxy, version string, at time.Time) error {
	gomod, err := m.releasedMod(version)
	if err != nil {
		return err
	}
	dir := filepath.Join(proxy, filepath.FromSlash(escape(m.path)), "@v")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	info, err := json.Marshal(struct {
		Version string
		Time    time.Time
	}{version, at.UTC()})
	if err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile(filepath.Join(dir, "list"), []byte(version+"\n"), 0o644),
		os.WriteFile(filepath.Join(dir, version+".info"), info, 0o644),
		os.WriteFile(filepath.Join(dir, version+".mod"), gomod, 0o644),
		m.zip(filepath.Join(dir, version+".zip"), version, gomod),
	)
}

// releasedMod is the go.mod that set would write.
func (m module) releasedMod(version string) ([]byte, error) {
	data, err := os.ReadFile(m.file("go.mod"))
	if err != nil {
		return nil, err
	}
	args, err := m.released(version)
	if err != nil || len(args) == 0 {
		return data, err
	}
	temp, err := os.MkdirTemp("", "release")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temp)
	name := filepath.Join(temp, "go.mod")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		return nil, err
	}
	if _, err := edit(name, args...); err != nil {
		return nil, err
	}
	return os.ReadFile(name)
}

// zip writes the module's files as Go's module proxies do: below path@version,
// without the modules in folders below, with the repository's LICENSE where the
// module has none.
func (m module) zip(name, version string, gomod []byte) (err error) {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	z := zip.NewWriter(f)
	files, err := m.files()
	if err != nil {
		return err
	}
	add := func(name, from string) error {
		w, err := z.Create(m.path + "@" + version + "/" + name)
		if err != nil {
			return err
		}
		if name == "go.mod" {
			_, err = w.Write(gomod)
			return err
		}
		r, err := os.Open(from)
		if err != nil {
			return err
		}
		defer r.Close()
		_, err = io.Copy(w, r)
		return err
	}
	for _, file := range files {
		if err := add(file, m.file(file)); err != nil {
			return err
		}
	}
	if !slices.Contains(files, "LICENSE") {
		if err := add("LICENSE", filepath.Join(m.root, "LICENSE")); err != nil {
			return err
		}
	}
	return z.Close()
}

// files are the module's files that git has or would add, with slashes.
func (m module) files() ([]string, error) {
	cmd := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate")
	cmd.Dir = m.file("")
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("git ls-files: %w", err)
	}
	var files []string
	for name := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		info, err := os.Lstat(m.file(name))
		switch {
		case errors.Is(err, fs.ErrNotExist): // deleted, and git does not know yet
		case err != nil:
			return nil, err
		case info.Mode().IsRegular() && !m.nested(name):
			files = append(files, name)
		}
	}
	return files, nil
}

// nested reports whether a file of the module's folder belongs to a module below.
func (m module) nested(name string) bool {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if _, err := os.Stat(m.file(dir + "/go.mod")); err == nil {
			return true
		}
	}
	return false
}

func (m module) file(name string) string {
	return filepath.Join(m.root, filepath.FromSlash(m.dir), filepath.FromSlash(name))
}

// escape writes a module's path as proxies do: upper case as "!" and lower case.
func escape(path string) string {
	var b strings.Builder
	for _, r := range path {
		if unicode.IsUpper(r) {
			b.WriteByte('!')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
