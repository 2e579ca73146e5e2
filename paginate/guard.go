package paginate

import (
	"hash/maphash"

	"github.com/awsessentials/essentials/internal/tokens"
)

// guard detects repeated tokens, also in longer cycles, which would make a walk
// endless. It records the hashes of the first tokens of a walk. After those it
// compares each token with one that it replaces at growing distances (Brent's
// algorithm), which finds every cycle in bounded memory.
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
