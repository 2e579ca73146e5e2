package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMeasure(t *testing.T) {
	assert.Equal(t, size{2, 8}, measure("no\n// BEGIN\n\t// no\n\n\tone()\n  two\n\t\n# no\n// END\nno\n"))
	assert.Equal(t, size{}, measure("a\nb\n"))
}

// The README shows the table as it is, and the seventeen jobs are less than half
// as long as on the bare SDK.
func TestTable(t *testing.T) {
	text, sum, err := table("..")
	require.NoError(t, err)
	readme, err := os.ReadFile("../../../README.md")
	require.NoError(t, err)
	assert.Contains(t, string(readme), text, "run go run ./lines in integration/programs")
	ours, bare := sum[2], sum[1]
	assert.LessOrEqual(t, ours.lines, 330)
	assert.LessOrEqual(t, ours.chars, 12_000)
	assert.Less(t, 2*ours.lines, bare.lines)
	assert.Less(t, 2*ours.chars, bare.chars)
}
