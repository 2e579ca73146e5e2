//go:build race

package lambdatest

func init() { raceFlags = []string{"-race"} }
