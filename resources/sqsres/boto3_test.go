package sqsres_test

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// boto3 takes keyword arguments, and checks them when the call is made.
func TestR24TheCompilerChecksArguments(t *testing.T) {
	const dir, file = "./testdata/r24", "testdata/r24/main.go"
	out, err := exec.Command("go", "build", "-gcflags=-e", "-o", os.DevNull, dir).CombinedOutput()
	require.Error(t, err, "it must not compile")
	source, err := os.ReadFile(file)
	require.NoError(t, err)
	mistakes := 0
	for n, line := range strings.Split(string(source), "\n") {
		place := fmt.Sprintf("%s:%d:", file, n+1)
		_, want, wrong := strings.Cut(line, " // ")
		if !wrong {
			assert.NotContains(t, string(out), place, "a line without a mistake")
			continue
		}
		mistakes++
		_, message, found := strings.Cut(string(out), place)
		message, _, _ = strings.Cut(message, file)
		assert.True(t, found, "line %d compiles", n+1)
		assert.Contains(t, message, want)
	}
	assert.Equal(t, 7, mistakes)
}
