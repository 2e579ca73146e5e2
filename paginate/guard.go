package paginate

import (
	"hash/maphash"

	"github.com/awsessentials/essentials/internal/tokens"
)

// guard sees tokens that come again, next to each other or after a longer
// cycle, which would make a walk endless. It remembers the first tokens of a
// walk by their hashes, and beyond that compares with one token that it
// replaces at growing distances, which finds every cycle in time (Brent's
// algorithm), so that a walk of any length takes no more memory.
type guard struct {
	quiet    bool // end the walk without an error
	seen     map[uint64]struct{}
	anchor   uint64
	steps    int // since the anchor was set
	distance int // at which it is set again
}

const guardRemembers = 1 << 14

var guardSeed = maphash.MakeSeed()

// hashOf is the same for equal tokens.
func hashOf(token tokens.Token) uint64 {
	if len(token) == 1 {
		if text, ok := token[0].(string); ok {
			return maphash.String(guardSeed, text)
		}
	}
	return maphash.Bytes(guardSeed, canonical(token))
}

func (g *guard) check(h uint64) (repeated bool, err error) {
	if g.repeated(h) {
		if g.quiet {
			return true, nil
		}
		return true, ErrRepeatedToken
	}
	return false, nil
}

func (g *guard) repeated(h uint64) bool {
	if _, ok := g.seen[h]; ok {
		return true
	}
	if len(g.seen) < guardRemembers {
		if g.seen == nil {
			g.seen = make(map[uint64]struct{})
		}
		g.seen[h] = struct{}{}
		return false
	}
	if g.distance > 0 && h == g.anchor {
		return true
	}
	if g.steps++; g.steps >= g.distance {
		g.anchor, g.steps, g.distance = h, 0, max(1, 2*g.distance)
	}
	return false
}
