package s3fast

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

const (
	// minRandom is how many characters must follow those that tell a key from
	// the next one for its name to look random: a counter has none.
	minRandom = 8
	// maxFixed is how many characters may be the same in all keys of a page. The
	// names of a page that begin with more are not random there, but times.
	maxFixed = 4
	// maxRandom is how many parts are remembered.
	maxRandom = 1024
)

// noteRandom looks at the keys of a page. If they are random names, such as
// hexadecimal hashes, the characters of their ends stand at their beginnings too,
// also those that no page has shown yet.
func (s *space) noteRandom(page []types.Object, step int) {
	first, last := *page[0].Key, *page[len(page)-1].Key
	same := common(first, last)
	start := partStart(first[:same])
	if _, known := s.random[first[:start]]; known || same-start > maxFixed || len(s.random) >= maxRandom {
		return
	}
	var a alphabet
	n := 0
	for i := 0; i+1 < len(page); i += step {
		key := *page[i].Key
		rest := key[min(common(key, *page[i+1].Key)+1, len(key)):]
		tail := rest[:partEnd(rest)]
		if len(tail) < minRandom {
			return
		}
		for _, r := range tail {
			if r != '-' {
				a = a.with(r)
			}
		}
		n++
	}
	if n < ofPage/2 {
		return
	}
	if s.random == nil {
		s.random = map[string]alphabet{}
	}
	s.random[first[:start]] = a
}

// wrong notes that there were no keys where a random part was taken for granted.
func (s *space) wrong(key string) {
	for before := range s.random {
		if strings.HasPrefix(key, before) {
			s.random[before] = nil
		}
	}
}

// partStart is where the letters and digits at the end of a key begin.
func partStart(key string) int {
	return strings.LastIndexFunc(key, func(r rune) bool { return !alphanumeric(r) }) + 1
}

// partEnd is where the letters, digits and hyphens at the start of a key end.
func partEnd(key string) int {
	n := strings.IndexFunc(key, func(r rune) bool { return !alphanumeric(r) && r != '-' })
	if n < 0 {
		return len(key)
	}
	return n
}

func alphanumeric(r rune) bool {
	return isDigit(r) || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}
