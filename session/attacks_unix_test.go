//go:build unix

package session_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/session"
)

func TestFilesThatAreNoneHarmNobody(t *testing.T) {
	home(t, "[profile a]\nregion=eu-west-1\n", credentialsOf("a"))
	server := newSTSServer(t)
	dir := t.TempDir()
	require.NoError(t, os.Chmod(dir, 0o700))
	name := func(digit string) string { return filepath.Join(dir, strings.Repeat(digit, 64)+".json") }
	require.NoError(t, syscall.Mkfifo(name("a"), 0o600))
	require.NoError(t, os.WriteFile(name("b"), []byte(`{"Version":99}`), 0o600))
	huge, err := os.Create(name("c"))
	require.NoError(t, err)
	require.NoError(t, huge.Truncate(1<<40)) // sparse
	require.NoError(t, huge.Close())
	begun := time.Now()
	s := open(t, session.Options{Profile: "a", Endpoint: server.URL, Cache: session.CacheDir(dir)})
	_, err = s.Assume(t.Context(), s.Role("444455556666", "R"))
	require.NoError(t, err)
	assert.Less(t, time.Since(begun), 10*time.Second)
	assert.FileExists(t, name("b"), "another version's")
}

// A shared file may be a FIFO, a folder or a device.
func TestSharedFilesThatAreNone(t *testing.T) {
	home(t, "", credentialsOf("a"))
	fifo := filepath.Join(t.TempDir(), "fifo")
	require.NoError(t, syscall.Mkfifo(fifo, 0o600))
	for _, path := range []string{fifo, t.TempDir(), os.DevNull} {
		t.Setenv("AWS_CONFIG_FILE", path)
		s := open(t, session.Options{Profile: "a", Region: "eu-west-1"})
		assert.Equal(t, "AKIAa", signsWith(t, s))
	}
}
