package similar

import (
	"slices"
	"strings"
)

// To returns up to n of the names that somebody who typed name may have meant,
// the most similar first. The name itself is not among them. If some differ in case,
// blanks or quotes around them only, those are all.
func To(name string, names []string, n int) []string {
	lower := strings.ToLower(strings.Trim(name, " \t\r\n\"'"))
	names = slices.DeleteFunc(slices.Clone(names), func(other string) bool { return other == name })
	slices.Sort(names)
	distances := make([]int, len(names))
	longest := 0
	for i, other := range names {
		l := strings.ToLower(other)
		d := editDistance(lower, l)
		inside := len(lower) >= 3 && strings.Contains(l, lower) || len(l) >= 3 && strings.Contains(lower, l)
		if d > max(1, len(lower)/3) && !inside {
			d = -1
		}
		distances[i], longest = d, max(longest, d)
	}
	var found []string
	for want := 0; want <= longest && len(found) < n; want++ {
		if want == 1 && len(found) > 0 {
			break
		}
		for i, d := range distances {
			if d == want && len(found) < n {
				found = append(found, names[i])
			}
		}
	}
	return found
}

// editDistance counts the insertions, deletions, substitutions and swaps of
// neighbours that lead from a to b.
func editDistance(a, b string) int {
	s, t := []rune(a), []rune(b)
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(t)]
}
