package copies

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const examples = "../.."

// functions are the folders with a template, and what may take a function's place.
func functions(t *testing.T) []string {
	var dirs []string
	for _, pattern := range []string{"*", "lambda/*"} {
		found, err := filepath.Glob(filepath.Join(examples, pattern, "template.yaml"))
		require.NoError(t, err)
		for _, f := range found {
			dirs = append(dirs, filepath.Dir(f))
		}
	}
	require.Greater(t, len(dirs), 5)
	return append(dirs, filepath.Join(examples, "stepwait/inplace"))
}

// consumer makes a module that requires what the examples do. It is outside of
// the repository, so that Go refuses our internal packages there.
func consumer(t *testing.T) string {
	root, err := filepath.Abs(filepath.Join(examples, ".."))
	require.NoError(t, err)
	gomod, err := os.ReadFile(filepath.Join(examples, "go.mod"))
	require.NoError(t, err)
	text := strings.Replace(string(gomod), "module github.com/awsessentials/essentials/examples", "module example.com/mine", 1)
	text = regexp.MustCompile(`(?m)^replace (\S+) => \.\./?`).ReplaceAllString(text, "replace $1 => "+filepath.ToSlash(root)+"/")
	dir := t.TempDir()
	write(t, dir, "go.mod", text)
	sums, err := os.ReadFile(filepath.Join(examples, "go.sum"))
	require.NoError(t, err)
	write(t, dir, "go.sum", string(sums))
	return dir
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
}

// run runs go in the copy.
func run(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	out, err := cmd.CombinedOutput()
	assert.NoError(t, err, "go %s: %s", strings.Join(args, " "), out)
}

// outside is a test that a user may write.
const outside = `package main

import (
	"testing"

	"github.com/awsessentials/essentials/lambda/lambdatest"
)

func TestFunction(t *testing.T) {
	cloud := lambdatest.NewAWS(t)
	env := cloud.Env()
	env["TABLE"] = "orders"
	fn := lambdatest.New(t, lambdatest.Build(t, "."), lambdatest.Options{Env: env})
	res := fn.Invoke(t, lambdatest.Event{Payload: []byte("{}")})
	if res.Error == nil || res.Error.Type != "InvalidError" {
		t.Fatalf("an event without messages: %+v", res)
	}
}
`

func TestEveryFunctionCompilesWhereItIsCopied(t *testing.T) {
	module := consumer(t)
	for _, dir := range functions(t) {
		name := filepath.Base(dir)
		t.Run(name, func(t *testing.T) {
			to := filepath.Join(module, name)
			require.NoError(t, os.Mkdir(to, 0o700))
			files, err := filepath.Glob(filepath.Join(dir, "*.go"))
			require.NoError(t, err)
			for _, f := range files {
				if strings.HasSuffix(f, "_test.go") {
					continue
				}
				text, err := os.ReadFile(f)
				require.NoError(t, err)
				write(t, to, filepath.Base(f), string(text))
			}
			run(t, to, "build", "-o", os.DevNull, ".")
			if name == "queue" {
				write(t, to, "main_test.go", outside)
				run(t, to, "test", ".")
			}
		})
	}
}

// Four functions share a file, since each folder is to be copied by itself.
func TestSharedFilesAreEqual(t *testing.T) {
	want, err := os.ReadFile(filepath.Join(examples, "alert/settings.go"))
	require.NoError(t, err)
	for _, dir := range []string{"lambda/crossaccount", "lambda/schedule", "lambda/statechange"} {
		got, err := os.ReadFile(filepath.Join(examples, dir, "settings.go"))
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got), dir)
	}
}
