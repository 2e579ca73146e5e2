// Package waiters tests package waiters over the waiters of many services and
// on the wire.
package waiters
