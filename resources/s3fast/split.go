package s3fast

import (
	"math"
	"slices"
)

// pick returns the span to request the next page of, or nil if there is none
// for now. It splits one where that gives a request to make.
func (l *lister) pick() *span {
	if l.o.Concurrency == 1 && (!l.waiting || l.buffered > 0) {
		return nil
	}
	pages := l.buffered + l.inFlight
	var longest, unknown *span
	taken := pages // and those that are likely to come before the span, in order
	for i, s := range l.spans {
		if s.done {
			continue
		}
		if !s.busy && i == 0 && s.held == 0 {
			return s // also if there is no room: all others wait for it
		}
		if taken >= l.room() {
			break
		}
		if !s.busy {
			return s
		}
		if !l.o.Unordered {
			taken += max(1, int(s.left))
		}
		if pages >= l.room() {
			break
		}
		if s.left >= l.minSplit() && s.unproven < 2 && (longest == nil || l.o.Unordered && s.left > longest.left) {
			longest = s
		}
		if l.open(s) && (unknown == nil || s.full > unknown.full) {
			unknown = s
		}
	}
	return l.divide(longest, unknown)
}

// divide splits one of two spans, if that may be worth it, and returns what is
// split off.
func (l *lister) divide(longest, unknown *span) *span {
	if !l.affordable() {
		return nil
	}
	if longest != nil {
		if place, ok := l.space.between(longest.pos, longest.to, l.cut(longest.left), longest.left); ok {
			part := l.split(longest, place)
			part.expected = true
			return part
		}
	}
	if unknown != nil {
		if place, ok := l.space.beyond(unknown.first, unknown.pos, unknown.to); ok {
			return l.split(unknown, place)
		}
		unknown.vain++
	}
	return nil
}

// cut is after how many pages to cut off the rest of those that are left: at the
// middle and, in order, not far behind what there is room for. It is a bit less
// than whole pages, so that the last page tells that it is the last.
func (l *lister) cut(left float64) float64 {
	pages := left / 2
	if !l.o.Unordered {
		pages = min(pages, float64(l.room())/2)
	}
	return max(2, math.Round(pages)) - 0.2
}

// minSplit is how many pages must be left of a span for a split to pay: about
// half a page is lost at the end of each span. In order, spans near the front
// are split one by one, into shorter ones if there is little else to do in a long
// listing; otherwise the longest, so that few are short.
func (l *lister) minSplit() float64 {
	if l.o.Unordered || l.idle() && l.kept >= l.room()/4*l.pageSize {
		return 3
	}
	return 6
}

// open reports whether to look for keys in the span that are unlike those that
// were listed. Where there were none so often it is left alone, for longer each
// time, unless there is little else to do.
func (l *lister) open(s *span) bool {
	idle := l.idle()
	return s.full > 0 && s.unproven == 0 && (idle || l.vain <= 6+l.found) && (s.vain == 0 || idle || s.full >= 4<<min(s.vain, 20))
}

// idle reports whether most requests that may be made are not.
func (l *lister) idle() bool { return 2*l.inFlight < l.o.Concurrency }

// room is how many pages may be in memory or on their way.
func (l *lister) room() int {
	n := window * l.o.Concurrency
	if l.o.Limit > 0 {
		n = min(n, l.wanted())
	}
	return n
}

// wanted is how many more pages the limit needs.
func (l *lister) wanted() int { return (l.o.Limit - l.taken + l.pageSize - 1) / l.pageSize }

// affordable reports whether a split may lose a request: fewer than one in seven
// may be lost, and some more at the beginning, when little is known.
func (l *lister) affordable() bool {
	if l.o.Concurrency == 1 || l.o.Limit > 0 && l.wanted() < window {
		return false
	}
	pages := float64(l.kept) / float64(l.pageSize)
	lost := float64(l.requests-l.inFlight) - pages
	return lost < 2+0.5*min(pages, 12)+0.13*pages
}

// split cuts a span in two and returns the second.
func (l *lister) split(s *span, middle string) *span {
	part := newSpan(middle, s.to)
	part.parent = s
	s.to = middle
	s.unproven++
	l.measure(s)
	l.spans = slices.Insert(l.spans, slices.Index(l.spans, s)+1, part)
	return part
}

// measure guesses how many pages of a span are left.
func (l *lister) measure(s *span) {
	if s.full == 0 {
		return
	}
	done, left := l.space.progress(s.from, s.pos, s.to)
	s.left = 0
	if done > 0 && left > 0 {
		s.left = float64(s.full) * left / done
	}
}
