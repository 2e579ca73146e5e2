package s3fast

import (
	"hash/maphash"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// space guesses where keys are. A key is taken for a path of names, each up to
// and with the byte that ends it, such as "2026-", "11-" and "img". The names at
// one depth are taken to be alike, wherever they stand: so what was listed of one
// folder tells what others may have.
type space struct {
	prefix string
	names  []names // by depth
}

// names are those of one depth.
type names struct {
	known  []string   // some of them, in order
	within []uint64   // of each, the hash of a path that it stands in
	places []alphabet // the bytes that they have at each place
	again  int        // how often a known name was seen in another path
	fresh  int        // how often it was not known
}

const (
	maxNames = 1024 // of one depth
	maxDepth = 128  // names that are deeper are taken for names of this depth
	ofPage   = 16   // keys of a page to learn from
	// exact is how small a part of the keys is told from the next one.
	exact = 1e-15
)

var hashes = maphash.MakeSeed()

// learn remembers names of some keys of a page.
func (s *space) learn(page []types.Object) {
	step := max(1, len(page)/ofPage)
	for i := 0; i < len(page); i += step {
		s.learnKey(*page[i].Key)
	}
	if len(page) > 0 {
		s.learnKey(*page[len(page)-1].Key)
	}
}

// learnKey remembers the names of a key.
func (s *space) learnKey(key string) {
	path := key
	for depth := 0; key != ""; depth++ {
		end := nameEnd(key)
		if depth == len(s.names) {
			s.names = append(s.names, names{})
		}
		s.names[depth].learn(key[:end], maphash.String(hashes, path[:len(path)-len(key)]))
		key = key[end:]
		depth = min(depth, maxDepth-2)
	}
}

// nameEnd is how long the first name of a path is.
func nameEnd(path string) int {
	for i := range len(path) {
		if !inName(path[i]) {
			return i + 1
		}
	}
	return len(path)
}

// learn remembers a name, seen in the path with this hash.
func (n *names) learn(name string, within uint64) {
	i, found := slices.BinarySearch(n.known, name)
	if found {
		if n.within[i] != within {
			n.again++
			n.within[i] = within
		}
		return
	}
	n.fresh++
	n.known = slices.Insert(n.known, i, strings.Clone(name)) // without the rest of the key
	n.within = slices.Insert(n.within, i, within)
	for i := range len(name) {
		if i == len(n.places) {
			n.places = append(n.places, alphabet{})
		}
		n.places[i].with(name[i])
	}
	if len(n.known) > maxNames {
		for i := range len(n.known) / 2 {
			n.known[i], n.within[i] = n.known[2*i], n.within[2*i]
		}
		n.known, n.within = n.known[:len(n.known)/2], n.within[:len(n.within)/2]
	}
}

// walk goes along a key, byte by byte.
type walk struct {
	space *space
	depth int
	name  string   // what the key has of the name at the depth
	known []string // the names that begin so
}

// walk begins behind a prefix.
func (s *space) walk(prefix string) walk {
	w := walk{space: s}
	for end := nameEnd(prefix); end > 0 && !inName(prefix[end-1]); end = nameEnd(prefix) {
		prefix = prefix[end:]
		w.depth = min(w.depth+1, maxDepth-1)
	}
	w.enter()
	w.name, w.known = prefix, beginning(w.known, prefix)
	return w
}

// enter begins a name.
func (w *walk) enter() {
	w.name, w.known = "", nil
	if w.depth < len(w.space.names) {
		w.known = w.space.names[w.depth].known
	}
}

// step takes the next byte of the key.
func (w *walk) step(b byte) {
	if !inName(b) {
		w.depth = min(w.depth+1, maxDepth-1)
		w.enter()
		return
	}
	w.name += string([]byte{b})
	w.known = beginning(w.known, w.name)
}

// beginning is those of the names that begin so.
func beginning(names []string, prefix string) []string {
	low := sort.SearchStrings(names, prefix)
	n := sort.Search(len(names)-low, func(i int) bool { return !strings.HasPrefix(names[low+i], prefix) })
	return names[low : low+n]
}

// next is what may come next: what the names have there that begin as the key
// does and, unless there is only one, what others have at the same place.
func (w *walk) next() alphabet {
	var a alphabet
	n := len(w.name)
	for names := w.known; len(names) > 0; {
		if len(names[0]) == n {
			names = names[1:]
			continue
		}
		b := names[0][n]
		a.add(b)
		names = names[sort.Search(len(names), func(i int) bool { return names[i][n] > b }):]
	}
	if w.depth < len(w.space.names) && len(w.known) != 1 {
		a.union(w.space.names[w.depth].at(n))
	}
	return a
}

// at is the bytes that names have at a place. Where they are all different, as
// numbers and hashes are, those that vary behind it are likely to come there too.
func (n *names) at(place int) alphabet {
	if place >= len(n.places) {
		return alphabet{}
	}
	a := n.places[place]
	if n.again >= n.fresh {
		return a
	}
	var later alphabet
	for _, b := range n.places[place+1:] {
		if b.size() > 1 {
			later.union(b)
		}
	}
	later.retain(inName)
	if a.meets(later) {
		a.union(later)
	}
	return a
}

// number is where a key is, between 0 and 1, among those that begin with its
// first bytes.
func (s *space) number(key string, base int) float64 {
	n, unit := 0.0, 1.0
	w := s.walk(key[:base])
	for i := base; i < len(key) && unit > exact; i++ {
		a := w.next()
		if size := a.size(); size > 1 || !a.has(key[i]) {
			unit /= float64(max(size, 1))
			n += float64(a.index(key[i])) * unit
			if !a.has(key[i]) {
				break
			}
		}
		w.step(key[i])
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

// common is the length of the longest common prefix.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// distance is how far it is from one key to another and on to to, which may be
// the end of all, in one measure.
func (s *space) distance(from, pos, to string) (done, left float64) {
	base := min(s.base(pos, to), common(from, pos))
	at, end := s.number(pos, base), 1.0
	if to != "" {
		end = s.number(to, base)
	}
	return at - s.number(from, base), end - at
}

// between returns a key between pos and to with that part of the likely keys
// before it.
func (s *space) between(pos, to string, part float64) (string, bool) {
	base := s.base(pos, to)
	low, high := s.number(pos, base), 1.0
	if to != "" {
		high = s.number(to, base)
	}
	key := s.key(pos[:base], low+(high-low)*part, (high-low)*part*0.02)
	return key, high > low && inside(pos, key, to)
}

// key is the key at a number, as exact as asked for.
func (s *space) key(key string, number, exact float64) string {
	w := s.walk(key)
	for unit := 1.0; len(key) < maxKey && unit > exact; {
		a := w.next()
		size := a.size()
		if size == 0 {
			break
		}
		number *= float64(size)
		i := min(int(number), size-1)
		number -= float64(i)
		unit /= float64(size)
		b := a.at(i)
		key += string([]byte{b})
		w.step(b)
	}
	return valid(key)
}

// valid is the part of a key that is valid UTF-8.
func valid(key string) string {
	for i, r := range key {
		if r == utf8.RuneError {
			return key[:i]
		}
	}
	return key
}

// beyond returns a key between pos and to that is unlike those that were seen: it
// differs from pos at one place, where it has more than any that is known. Of the
// places where that can be it takes the one in the middle, so that each answer
// halves them, with keys or without.
func (s *space) beyond(first, pos, to string) (string, bool) {
	var at []string
	base, same := s.base(pos, to), common(first, pos)
	w := s.walk(pos[:base])
	for i := base; i < len(pos) && i <= same; i++ {
		a := w.next()
		last := pos[i]
		if n := a.size(); n > 0 {
			last = max(last, a.at(n-1))
		}
		if last < 0x7F {
			key := pos[:i] + string([]byte{last + 1})
			if utf8.ValidString(key) && inside(pos, key, to) {
				at = append(at, key)
			}
		}
		w.step(pos[i])
	}
	if len(at) == 0 {
		return "", false
	}
	return at[len(at)/2], true
}

const maxKey = 1024

// inside reports whether a key is behind pos and before to.
func inside(pos, key, to string) bool {
	return pos < key && (to == "" || key < to) && len(key) <= maxKey
}
