//go:build race

package main

// race makes the consumer's builds those that the race detector's tests have.
const race = "-race"
