// Package pool does work on the values of a sequence, a bounded number at once.
package pool
