package essentials_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// plain takes the indent of function bodies and the lines of the test away.
func plain(source string) string {
	var b strings.Builder
	for line := range strings.Lines(source) {
		if !strings.Contains(line, "// test only") {
			b.WriteString(strings.TrimPrefix(line, "\t"))
		}
	}
	return b.String()
}

// squeeze makes gofmt's alignment, which hidden lines change, no difference.
func squeeze(code string) string {
	return regexp.MustCompile(`[ \t]+`).ReplaceAllString(code, " ")
}

func TestReadmeShowsTheExamples(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	source, err := os.ReadFile("example_test.go")
	require.NoError(t, err)
	examples := squeeze(plain(string(source)))
	_, programs, ok := strings.Cut(string(readme), "## Five programs")
	require.True(t, ok)
	programs, _, ok = strings.Cut(programs, "\n## ")
	require.True(t, ok)
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(programs, -1)
	require.Len(t, blocks, 5)
	for _, block := range blocks {
		assert.Contains(t, examples, squeeze(block[1]), "the README shows what no Example runs:\n%s", block[1])
	}
}

func TestReadmeShowsTheFirstProgram(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	program, err := os.ReadFile("examples/first/main.go")
	require.NoError(t, err)
	assert.Contains(t, string(readme), "```go\n"+string(program)+"```\n")
}
