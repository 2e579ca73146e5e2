//go:build !race

package main

// race makes the consumer's builds those that the tests have.
const race = ""
