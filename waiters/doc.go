// Package waiters waits for something in AWS to reach a state: bounded, cheap,
// explained, and able to hand over instead of sleeping.
package waiters
