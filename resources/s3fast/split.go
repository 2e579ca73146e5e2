package s3fast

import (
	"math"
	"slices"
)

const (
	// window is how many pages for each request at a time may wait for others
	// before them, and ahead how many may be ready for the loop.
	window = 16
	ahead  = 2
	// minSplit is how many pages must be left of a span for a split to pay: about
	// half a page is lost at the end of each span.
	minSplit = 6
)

// pick returns the span to request the next page of, or nil if there is none
// for now. It splits one where that gives a request to make.
func (l *lister) pick() *span {
	if l.o.Concurrency == 1 && (!l.waiting || l.buffered > 0) {
		return nil
	}
	ready := l.ready()
	room := l.room(ready)
	var long, strange *span   // that may be split
	most := float64(minSplit) // pages of the long one
	first := true
	for _, s := range l.spans {
		switch {
		case s.done:
			continue
		case !s.busy && first && l.waiting && ready == 0:
			return s // also if there is no room: the loop waits for it
		case room <= 0:
			return l.divide(long, strange, most)
		case !s.busy:
			return s
		}
		first = false
		if left := min(s.left, room); left >= most {
			long, most = s, left
		}
		if s.surprised && s.left < minSplit && s.unproven == 0 && (strange == nil || s.full > strange.full) {
			strange = s
		}
		if !l.o.Unordered {
			room -= s.expected()
		}
	}
	return l.divide(long, strange, most)
}

// room is how many pages may be requested. In order, a page that waits for others
// takes room until they are there, so a span has what those before it are likely
// to leave.
func (l *lister) room(ready int) float64 {
	n := window*l.o.Concurrency - (l.buffered - ready) - l.inFlight
	if l.o.Limit > 0 {
		n = min(n, l.wanted()-l.buffered-l.inFlight)
	}
	switch {
	case n <= 0 || ready >= ahead*l.o.Concurrency:
		return 0
	case l.o.Unordered:
		return math.Inf(1)
	}
	return float64(n)
}

// wanted is how many more pages the limit needs.
func (l *lister) wanted() int { return (l.o.Limit - l.taken + l.pageSize - 1) / l.pageSize }

// ready is how many pages the loop can have without waiting.
func (l *lister) ready() int {
	if l.o.Unordered {
		return l.buffered
	}
	n := 0
	for _, s := range l.spans {
		n += len(s.pages)
		if !s.done {
			break
		}
	}
	return n
}

// expected is how many pages of a span are likely to come: as many as did, if
// they were not expected.
func (s *span) expected() float64 {
	if s.surprised {
		return max(s.left, float64(s.full), 1)
	}
	return max(s.left, 1)
}

// divide splits one of two spans, if that may be worth it, and returns what is
// split off: of the long one the part that is likely to be behind the middle of
// the pages given, of the strange one what is unlike the keys that it had.
func (l *lister) divide(long, strange *span, pages float64) *span {
	if long == nil && strange == nil || !l.affordable() {
		return nil
	}
	if long != nil {
		pages = l.cut(pages)
		if place, ok := l.space.between(long.pos, long.to, pages/long.left); ok {
			return l.split(long, place, pages)
		}
		long.left = 0
	}
	if strange != nil {
		strange.surprised = false
		if place, ok := l.space.beyond(strange.first, strange.pos, strange.to); ok {
			return l.split(strange, place, strange.left)
		}
	}
	return nil
}

// cut is where to cut so many pages: in the middle or, if they are a guess from
// much fewer, nearer. It is a bit less than whole pages, so that the last page
// tells that it is the last.
func (l *lister) cut(pages float64) float64 {
	return max(2, math.Round(min(pages/2, math.Sqrt(pages*max(1, l.listed()))))) - 0.2
}

// listed is how many full pages there would be of what was listed.
func (l *lister) listed() float64 { return float64(l.kept) / float64(l.pageSize) }

// affordable reports whether a split may lose a request. Fewer than one in six
// may be lost, and some more at the beginning, when little is known; and only as
// many splits may be unproven as went well lately.
func (l *lister) affordable() bool {
	if l.o.Concurrency == 1 || l.o.Limit > 0 && l.wanted() < 8 || float64(l.unproven) >= l.trust {
		return false
	}
	pages := l.listed()
	lost := float64(l.requests-l.inFlight+l.unproven) - pages
	return lost < 0.4*min(pages, 12)+0.17*pages
}

// split cuts a span in two, the first of which is likely to have so many pages,
// and returns the second.
func (l *lister) split(s *span, middle string, pages float64) *span {
	part := newSpan(middle, s.to)
	part.parent = s
	part.left = max(0, s.left-pages)
	s.left = min(s.left, pages)
	s.to = middle
	s.unproven++
	l.unproven++
	l.spans = slices.Insert(l.spans, slices.Index(l.spans, s)+1, part)
	return part
}

// proven notes that it is known whether there are keys where a span was split
// off. As many splits as found some may be tried at a time; one that did not
// halves that.
func (l *lister) proven(s *span, found bool) {
	if s.parent == nil {
		return
	}
	s.parent.unproven--
	l.unproven--
	s.parent = nil
	if found {
		l.trust = min(l.trust+1, float64(l.o.Concurrency))
	} else {
		l.trust = max(l.trust/2, 1)
	}
}

// measure guesses how many pages of a span are left. If there are not fewer than
// before its last page, the guess was wrong.
func (l *lister) measure(s *span) {
	before := s.left
	s.left = 0
	if done, left := l.space.distance(s.begin, s.pos, s.to); done > 0 && left > 0 {
		s.left = float64(s.full) * left / done
	}
	s.surprised = s.surprised || s.left > before-0.5
}
