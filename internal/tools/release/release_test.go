package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const root = "../../.."

// TestEveryModuleCanBeFetched packs all modules as their tags would be served,
// and lets a new module of a user go get each, compile all that it holds, and
// import all that can be imported.
func TestEveryModuleCanBeFetched(t *testing.T) {
	modules, err := discover(root)
	require.NoError(t, err)
	// A version that no run before has put into Go's module cache.
	version := "v0.1.0-test." + strconv.FormatInt(time.Now().UnixNano(), 36)
	proxy := t.TempDir()
	for _, m := range modules {
		require.NoError(t, m.pack(proxy, version, time.Now()), m.path)
	}
	cache := strings.TrimSpace(goCommand(t, ".", nil, "env", "GOMODCACHE"))
	t.Cleanup(func() { forget(t, cache, version) })
	env := []string{
		"GOWORK=off", "GOSUMDB=off", "GOPRIVATE=", "GONOPROXY=",
		"GOFLAGS=" + strings.TrimSpace(os.Getenv("GOFLAGS")+" -mod=mod -modcacherw "+race),
		// What the repository's own build has fetched is not fetched again.
		"GOPROXY=" + fileURL(proxy) + "," + fileURL(filepath.Join(cache, "cache", "download")) + "," +
			strings.TrimSpace(goCommand(t, ".", nil, "env", "GOPROXY")),
	}
	for _, m := range modules {
		t.Run(strings.ReplaceAll(m.dir, "/", "-"), func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, "go.mod", "module example.com/consumer\n\ngo 1.26\n")
			goCommand(t, dir, env, "get", m.path+"@"+version)
			packages := strings.Fields(goCommand(t, dir, env, "list", "-export", "-f", "{{if .GoFiles}}{{if ne .Name \"main\"}}{{.ImportPath}}{{end}}{{end}}", m.path+"/..."))
			var consumer strings.Builder
			consumer.WriteString("package consumer\n")
			for _, p := range packages {
				if !strings.Contains(p+"/", "/internal/") {
					consumer.WriteString("\nimport _ " + strconv.Quote(p))
				}
			}
			write(t, dir, "consumer.go", consumer.String()+"\n")
			goCommand(t, dir, env, "build", ".")

			var used struct{ Dir, Version string }
			require.NoError(t, json.Unmarshal([]byte(goCommand(t, dir, env, "list", "-m", "-json", m.path)), &used))
			assert.Equal(t, version, used.Version)
			gomod, err := os.ReadFile(filepath.Join(used.Dir, "go.mod"))
			require.NoError(t, err)
			assert.NotContains(t, string(gomod), "replace")
			assert.FileExists(t, filepath.Join(used.Dir, "LICENSE"))
		})
	}
}

// forget removes the test's versions of our modules from Go's module cache.
func forget(t *testing.T, cache, version string) {
	ours := filepath.Join("github.com", "awsessentials")
	for _, dir := range []string{filepath.Join(cache, ours), filepath.Join(cache, "cache", "download", ours)} {
		_ = filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
			if err != nil || !strings.Contains(d.Name(), version) && d.Name() != "list" {
				return nil
			}
			assert.NoError(t, os.RemoveAll(name))
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		})
	}
}

func TestTheWorkspaceHasEveryModule(t *testing.T) {
	modules, err := discover(root)
	require.NoError(t, err)
	var work struct{ Use []struct{ DiskPath string } }
	require.NoError(t, json.Unmarshal([]byte(goCommand(t, root, nil, "work", "edit", "-json")), &work))
	var used, found []string
	for _, u := range work.Use {
		used = append(used, filepath.ToSlash(filepath.Clean(u.DiskPath)))
	}
	for _, m := range modules {
		found = append(found, m.dir)
		want := "github.com/awsessentials/essentials"
		if m.dir != "." {
			want += "/" + m.dir
		}
		assert.Equal(t, want, m.path, "the path is that of the folder")
	}
	assert.ElementsMatch(t, used, found)
}

func TestSetAndDevelopUndoEachOther(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "go.mod", "module example.com/r\n\ngo 1.26\n")
	const mod = "module example.com/r/a/b\n\ngo 1.26\n\nrequire (\n\texample.com/other v1.2.3\n\texample.com/r v0.0.0\n)\n\nreplace example.com/r => ../../\n"
	write(t, dir, "a/b/go.mod", mod)
	write(t, dir, "testdata/x/go.mod", "module example.com/not\n")
	t.Chdir(dir)
	var out bytes.Buffer
	require.NoError(t, run(&out, []string{"modules"}))
	assert.Equal(t, "example.com/r []\nexample.com/r/a/b [example.com/r]\n", out.String())

	require.NoError(t, run(&out, []string{"set", "v0.1.0"}))
	released := read(t, "a/b/go.mod")
	assert.Contains(t, released, "example.com/r v0.1.0")
	assert.Contains(t, released, "example.com/other v1.2.3")
	assert.NotContains(t, released, "replace")

	require.NoError(t, run(&out, []string{"develop"}))
	assert.Equal(t, strings.Replace(mod, "v0.0.0", "v0.1.0", 1), read(t, "a/b/go.mod"))

	out.Reset()
	require.NoError(t, run(&out, []string{"tags", "v0.1.0"}))
	assert.Equal(t, "v0.1.0\na/b/v0.1.0\n", out.String())
	for _, args := range [][]string{nil, {"set"}, {"set", "0.1"}, {"set", "v1"}, {"set", "v01.0.0"}, {"publish"}} {
		assert.Error(t, run(&out, args), "%v", args)
	}
	t.Chdir("a")
	assert.Error(t, run(&out, []string{"modules"}), "below the root")
}

func TestAPathIsEscapedAsProxiesDo(t *testing.T) {
	assert.Equal(t, "github.com/!azure/x", escape("github.com/Azure/x"))
}

func goCommand(t *testing.T, dir string, env []string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Dir, cmd.Env = dir, slices.Concat(os.Environ(), env)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, "go %s: %s", strings.Join(args, " "), stderr.Bytes())
	return string(out)
}

func fileURL(dir string) string { return "file://" + filepath.ToSlash(dir) }

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(data)
}
