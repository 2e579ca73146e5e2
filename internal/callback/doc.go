// Package callback runs a caller's functions on goroutines of the library, so
// that a panic reaches the goroutine of the caller and an ended goroutine
// (runtime.Goexit, as t.FailNow does) becomes an error.
package callback
