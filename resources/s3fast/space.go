package s3fast

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// space guesses where keys are, from some of those that were listed.
type space struct {
	prefix  string
	samples []string            // in order
	varied  []rune              // a digit that a sample has at each place, or -1 if several differ
	random  map[string]alphabet // of parts of keys that look random, by what stands before them; empty where that proved wrong
}

const (
	maxSamples = 4096
	ofPage     = 16 // samples of a page
	maxPlaces  = 256
	// depth is how many places of more than one character count in a number.
	depth = 8
)

// learn remembers some keys of a page.
func (s *space) learn(page []types.Object) {
	if len(page) == 0 {
		return
	}
	step := max(1, len(page)/ofPage)
	var keys []string
	for i := 0; i < len(page)-1; i += step {
		keys = append(keys, *page[i].Key)
	}
	keys = append(keys, *page[len(page)-1].Key)
	s.noteRandom(page, step)
	i, _ := slices.BinarySearch(s.samples, keys[0])
	s.samples = slices.Insert(s.samples, i, keys...)
	for _, key := range keys {
		s.note(key)
	}
	if len(s.samples) > maxSamples {
		for i := range len(s.samples) / 2 {
			s.samples[i] = s.samples[2*i]
		}
		clear(s.samples[len(s.samples)/2:])
		s.samples = s.samples[:len(s.samples)/2]
	}
}

// note adds the digits of a key to the places.
func (s *space) note(key string) {
	for place, r := range key {
		if place >= maxPlaces {
			return
		}
		for place >= len(s.varied) {
			s.varied = append(s.varied, 0)
		}
		switch was := s.varied[place]; {
		case !isDigit(r):
		case was == 0:
			s.varied[place] = r
		case was != r:
			s.varied[place] = -1
		}
	}
}

// walk follows a key through the samples.
type walk struct {
	*space
	from, to int // the samples that begin as the key does
}

// follow starts at a prefix.
func (s *space) follow(prefix string) *walk {
	w := &walk{space: s, to: len(s.samples)}
	w.step(prefix)
	return w
}

// step keeps the samples that begin with prefix.
func (w *walk) step(prefix string) {
	if w.from < w.to && strings.HasPrefix(w.samples[w.from], prefix) && strings.HasPrefix(w.samples[w.to-1], prefix) {
		return
	}
	part := w.samples[w.from:w.to]
	low := sort.SearchStrings(part, prefix)
	high := low + sort.Search(len(part)-low, func(i int) bool { return !strings.HasPrefix(part[low+i], prefix) })
	w.from, w.to = w.from+low, w.from+high
}

// next is the alphabet of the place behind a prefix: what the samples have there
// and what is likely to come too. Digits come all, if two are known there or at
// the same place of other keys, and so do hexadecimal ones.
func (w *walk) next(prefix string) alphabet {
	var a alphabet
	for i := w.from; i < w.to; {
		if len(w.samples[i]) == len(prefix) {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(w.samples[i][len(prefix):])
		a = a.with(r)
		upTo := w.samples[i][:len(prefix)+n]
		if strings.HasPrefix(w.samples[w.to-1], upTo) {
			break
		}
		i += sort.Search(w.to-i, func(k int) bool { return !strings.HasPrefix(w.samples[i+k], upTo) })
	}
	varied := len(prefix) < len(w.varied) && w.varied[len(prefix)] < 0
	if one, several := a.hasDigit(); several || one && varied {
		a.digits()
	} else if len(a) == 0 && varied {
		a = alphabet{{'0', '9'}} // nothing is known but of other keys
	}
	if a.hex() {
		a = a.with('a').with('f')
	}
	for _, part := range w.random[prefix[:partStart(prefix)]] {
		a = a.with(part.first).with(part.last)
	}
	return a
}

// number is where a key is, between 0 and 1, among those that begin with its
// first characters.
func (s *space) number(key string, begin int) float64 {
	n, unit := 0.0, 1.0
	w := s.follow(key[:begin])
	for place, counted := begin, 0; place < min(len(key), begin+maxPlaces) && counted < depth; {
		r, size := utf8.DecodeRuneInString(key[place:])
		if a := w.next(key[:place]); a.size() > 1 {
			unit /= float64(a.size())
			n += float64(a.index(r)) * unit
			counted++
		}
		place += size
		w.step(key[:place])
	}
	return n
}

// base is how many bytes all keys between two have in common at their start.
func (s *space) base(from, to string) int {
	if to == "" {
		return common(from, s.prefix)
	}
	return common(from, to)
}

// common is the length of the longest common prefix of whole characters.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(a) && !utf8.RuneStart(a[n]) {
		n--
	}
	return n
}

// progress tells how far it is from from to pos and on to to, in one measure.
func (s *space) progress(from, pos, to string) (done, left float64) {
	if from < s.prefix {
		from = s.prefix
	}
	base := min(s.base(from, to), common(from, pos))
	at := s.number(pos, base)
	end := 1.0
	if to != "" {
		end = s.number(to, base)
	}
	return at - s.number(from, base), end - at
}

// between returns a key between pos and to with that many of the likely pages
// before it.
func (s *space) between(pos, to string, pages, all float64) (string, bool) {
	base := s.base(pos, to)
	low, high := s.number(pos, base), 1.0
	if to != "" {
		high = s.number(to, base)
	}
	key := s.key(pos[:base], low+(high-low)*pages/all, (high-low)*0.05/all)
	return key, high > low && inside(pos, key, to)
}

// key is the key at a number, as exact as asked for.
func (s *space) key(key string, number, exact float64) string {
	w := s.follow(key)
	unit := 1.0
	for end := len(key) + maxPlaces; len(key) < end && unit > exact; {
		a := w.next(key)
		if len(a) == 0 {
			break
		}
		size := float64(a.size())
		i := min(int(number*size), a.size()-1)
		number = number*size - float64(i)
		unit /= size
		key += string(a.at(i))
		w.step(key)
	}
	return key
}

// beyond returns a key between first and last of a span's last page on the one
// side and to on the other that is unlike those that were seen. It differs from
// last at one place, by as many characters as were seen there. Of the places
// where that can be it takes the one in the middle, so that each answer halves
// them, with keys or without.
func (s *space) beyond(first, last, to string) (string, bool) {
	same := common(first, last)
	var at []string
	w := s.follow(last[:min(len(s.prefix), len(last))])
	for place, r := range last {
		if place < len(s.prefix) || place > same {
			continue
		}
		w.step(last[:place])
		if key, ok := s.after(w, first, last, place, r); ok && inside(last, key, to) {
			at = append(at, key)
		}
	}
	if len(at) == 0 {
		return "", false
	}
	return at[len(at)/2], true
}

// pagesAhead is how far to look for keys where those of one page differ.
const pagesAhead = 8

// after is the key that differs from last at a place, where last has r.
func (s *space) after(w *walk, first, last string, place int, r rune) (string, bool) {
	a := w.next(last[:place])
	step := rune(1)
	for _, part := range a {
		if part.first <= r && r <= part.last {
			step = part.last - part.first + 1
		}
	}
	same := common(first, last)
	switch {
	case place == same && (isDigit(r) || a.hex()):
		return "", false // all digits are likely: between finds them
	case place == same && len(first) > place:
		f, _ := utf8.DecodeRuneInString(first[place:])
		step = (r - f + 1) * pagesAhead
	case strings.Trim(last[place+utf8.RuneLen(r):same], "9") == "":
		step = max(step, 2) // the next one begins where the page that is requested does
	}
	next := r + step
	for _, end := range []rune{'9', 'Z', 'z'} {
		if class(r) == class(end) && r < end {
			next = min(next, end)
		}
	}
	return last[:place] + string(next), utf8.ValidRune(next)
}

// inside reports whether a key is behind pos and before to.
func inside(pos, key, to string) bool {
	return pos < key && (to == "" || key < to) && len(key) <= 1024
}
