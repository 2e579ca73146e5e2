// Package notify holds the tests of package notify on the wire.
package notify
