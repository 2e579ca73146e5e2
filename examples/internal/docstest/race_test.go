//go:build race

package docstest

func init() { raceFlags = []string{"-race"} }
