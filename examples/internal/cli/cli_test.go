package cli_test

import (
	"bytes"
	"flag"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/examples/internal/cli"
)

func parse(args ...string) (status int, ok bool, n int, stdout, stderr string) {
	var out, errs bytes.Buffer
	flags := flag.NewFlagSet("count", flag.ExitOnError)
	flags.IntVar(&n, "n", 3, "how many `things`")
	status, ok = cli.Parse(flags, "\ncount counts things.\n", args, &out, &errs)
	return status, ok, n, out.String(), errs.String()
}

func TestParse(t *testing.T) {
	t.Run("good flags", func(t *testing.T) {
		_, ok, n, stdout, stderr := parse("-n", "5")
		assert.True(t, ok)
		assert.Equal(t, 5, n)
		assert.Empty(t, stdout+stderr)
	})
	t.Run("help goes to standard output and is no failure", func(t *testing.T) {
		status, ok, _, stdout, stderr := parse("-h")
		assert.False(t, ok)
		assert.Equal(t, cli.OK, status)
		assert.Equal(t, "count counts things.\n\nFlags:\n  -n things\n    \thow many things (default 3)\n", stdout)
		assert.Empty(t, stderr)
	})
	for want, args := range map[string][]string{
		"count: flag provided but not defined: -x; count -h explains the flags\n":               {"-x"},
		"count: invalid value \"many\" for flag -n: parse error; count -h explains the flags\n": {"-n", "many"},
		"count: unexpected argument \"extra\"; count -h explains the flags\n":                   {"-n", "1", "extra"},
	} {
		t.Run(want, func(t *testing.T) {
			status, ok, _, stdout, stderr := parse(args...)
			assert.False(t, ok)
			assert.Equal(t, cli.Misuse, status)
			assert.Empty(t, stdout)
			assert.Equal(t, want, stderr)
		})
	}
}
