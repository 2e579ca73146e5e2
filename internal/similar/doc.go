// Package similar finds the names that a mistyped one may have been meant to be.
package similar
