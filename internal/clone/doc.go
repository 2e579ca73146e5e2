// Package clone copies inputs and outputs of the SDK deeply, so that what was
// lent is never changed.
package clone
