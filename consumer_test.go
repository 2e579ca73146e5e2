package essentials_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A user's program in a module of its own.
const consumer = `package main

import (
	"fmt"

	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/paginate"
	"github.com/awsessentials/essentials/waiters"
)

func main() {
	fmt.Println(notify.ErrIncomplete, waiters.ErrTimeout, new(paginate.Cursor) != nil)
}
`

func TestConsumerCompilesOnlyWhatItImports(t *testing.T) {
	root, err := os.Getwd()
	require.NoError(t, err)
	dir := t.TempDir()
	sums, err := os.ReadFile("go.sum")
	require.NoError(t, err)
	for name, text := range map[string]string{
		"main.go": consumer,
		"go.sum":  string(sums),
		"go.mod": "module example.com/consumer\n\ngo 1.26\n\nrequire " + module + " v0.0.0\n\nreplace " + module +
			" => " + filepath.ToSlash(root) + "\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	goIn := func(args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "go", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "go %s: %s", strings.Join(args, " "), out)
		return string(out)
	}
	goIn("build", "-o", filepath.Join(dir, "consumer"), ".")

	services := map[string]bool{}
	for m := range strings.FieldsSeq(goIn("list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", ".")) {
		if name, ok := strings.CutPrefix(m, "github.com/aws/aws-sdk-go-v2/service/"); ok {
			services[name] = true
		}
		assert.NotContains(t, m, "testify")
		assert.NotContains(t, m, "aws-sdk-go-v2/config", "only session loads configuration")
	}
	assert.Equal(t, map[string]bool{"sns": true}, services, "notify needs sns; nothing else needs a service client")

	gomod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	require.NoError(t, err)
	required := slices.Collect(strings.FieldsSeq(string(gomod)))
	for _, m := range required {
		if name, ok := strings.CutPrefix(m, "github.com/aws/aws-sdk-go-v2/service/"); ok {
			assert.Equal(t, "sns", name, "go.mod of the consumer")
		}
	}
}
