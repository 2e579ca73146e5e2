//go:build !windows && (!unix || solaris || illumos || aix)

package session

import (
	"context"
	"os"
)

// lockFile does not lock: these systems have no lock in the standard library
// that ends with the process. Processes that start together each assume the role.
func lockFile(context.Context, string) (unlock func(), err error) { return func() {}, nil }

// ownFile reports whether a file is the user's. Not all systems say.
func ownFile(os.FileInfo) bool { return true }
