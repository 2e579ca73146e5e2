// Package programs holds short programs over the types of several services,
// as users write them, run on the test kit.
package programs
