// Package clone copies inputs and outputs of the SDK deeply, so that the
// caller's values never change.
package clone
