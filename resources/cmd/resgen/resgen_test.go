package main

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

const page = "../../../docs/resources-yours.md"

var block = regexp.MustCompile("(?s)```(go|json)\n(.*?)```")

// TestThePageForOtherServices follows the page in a module of its own.
func TestThePageForOtherServices(t *testing.T) {
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	blocks := block.FindAllStringSubmatch(string(text), -1)
	require.Len(t, blocks, 4)

	dir := t.TempDir()
	write := func(name, content string) {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
	}
	write("ecrres/doc.go", blocks[0][2])
	write("ecrres/model.json", blocks[1][2])
	write("main.go", blocks[3][2])
	root, err := filepath.Abs("../../..")
	require.NoError(t, err)
	write("go.mod", "module example.com/yours\n\ngo 1.26\n\ntool github.com/awsessentials/essentials/resources/cmd/resgen\n\n"+
		"require (\n\tgithub.com/aws/aws-sdk-go-v2/service/ecr v1.67.5\n\tgithub.com/awsessentials/essentials v0.0.0\n\tgithub.com/awsessentials/essentials/resources v0.0.0\n)\n\n"+
		"replace github.com/awsessentials/essentials => "+root+"\n\nreplace github.com/awsessentials/essentials/resources => "+root+"/resources\n")
	var sums strings.Builder
	for _, module := range []string{".", "resources", "integration"} {
		sum, err := os.ReadFile(filepath.Join(root, module, "go.sum"))
		require.NoError(t, err)
		sums.Write(sum)
	}
	write("go.sum", sums.String())
	run := func(args ...string) string {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "go %v: %s", args, out)
		return string(out)
	}
	run("generate", "./ecrres")
	write("ecrres/untagged.go", blocks[2][2])
	run("vet", "./...")

	generated, err := os.ReadFile(filepath.Join(dir, "ecrres", "image.go"))
	require.NoError(t, err)
	assert.Contains(t, string(generated), "func (c *Images) Delete(ctx context.Context,")
	run("tool", "resgen", "-dir", "ecrres", "-service", "ecr", "-entry", "ECR", "-about", "Amazon ECR", "-check")
	write("ecrres/image.go", string(generated)+"\n// edited\n")
	cmd := exec.Command("go", "tool", "resgen", "-dir", "ecrres", "-service", "ecr", "-entry", "ECR", "-about", "Amazon ECR", "-check")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	out, err := cmd.CombinedOutput()
	assert.Error(t, err)
	assert.Contains(t, string(out), "is not as it would be generated")
}
