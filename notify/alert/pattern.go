package alert

import (
	"regexp"
	"strings"
	"sync"
)

// patterns are regular expressions, compiled when they are needed first and not
// at every cold start.
type patterns struct {
	sources  []string
	once     sync.Once
	compiled []*regexp.Regexp
}

// replace puts a mark in the place of each match of one pattern after the other.
// What the first group of a match holds is kept before the mark, and what the
// second holds after it.
func (p *patterns) replace(s, mark string) string {
	p.once.Do(func() {
		for _, source := range p.sources {
			p.compiled = append(p.compiled, regexp.MustCompile(source))
		}
	})
	for _, re := range p.compiled {
		m := re.FindStringSubmatchIndex(s)
		if m == nil {
			continue
		}
		var b strings.Builder
		for ; m != nil; m = re.FindStringSubmatchIndex(s) {
			from, to := m[0], m[1]
			if len(m) > 2 {
				from = m[3]
			}
			if len(m) > 4 {
				to = m[4]
			}
			b.WriteString(s[:from] + mark)
			s = s[to:]
		}
		s = b.String() + s
	}
	return s
}
