// Package collections tests package collections on the wire, against an
// emulator of AWS.
package collections
