package paginate

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/internal/tokens"
)

// The guard must find every cycle, also one that begins or lies beyond what it
// remembers token by token, and must find none in a walk without.
func TestTheGuardFindsEveryCycle(t *testing.T) {
	for _, c := range []struct{ lead, cycle int }{
		{0, 1}, {0, 2}, {5, 3}, {100, 1000},
		{guardRemembers - 1, 1}, {guardRemembers, 2}, {guardRemembers + 10, 7}, {guardRemembers * 2, guardRemembers * 3},
	} {
		t.Run(fmt.Sprintf("%d then %d", c.lead, c.cycle), func(t *testing.T) {
			var g guard
			n := 0
			for ; ; n++ {
				token := n
				if n >= c.lead {
					token = c.lead + (n-c.lead)%c.cycle
				}
				if repeated, err := g.check(hashOf(tokens.Token{fmt.Sprint(token)})); repeated {
					assert.ErrorIs(t, err, ErrRepeatedToken)
					break
				}
			}
			assert.GreaterOrEqual(t, n, c.lead+c.cycle, "nothing was repeated yet")
			if c.lead+c.cycle <= guardRemembers {
				assert.Equal(t, c.lead+c.cycle, n, "found at once")
			}
			assert.LessOrEqual(t, n, 4*(c.lead+c.cycle))
			assert.LessOrEqual(t, len(g.seen), guardRemembers)
		})
	}
	var g guard
	for n := range 4 * guardRemembers {
		repeated, _ := g.check(hashOf(tokens.Token{n}))
		assert.False(t, repeated)
	}
}

type nested struct {
	Names []string
	Tags  map[string]*string
	Inner *nested
	Any   any
	When  time.Time
	Mixed []nested
}

// Values that differ must not give the same bytes, wherever they stand.
func TestCanonicalTellsValuesApart(t *testing.T) {
	seen := map[string]string{}
	for _, v := range []any{
		nested{}, nested{Names: []string{""}}, nested{Names: []string{"a", "b"}}, nested{Names: []string{"ab"}},
		nested{Inner: &nested{}}, nested{Inner: &nested{Names: []string{"a"}}}, nested{Any: "a"}, nested{Any: 1}, nested{Any: int64(1)},
		nested{Any: true}, nested{Any: false}, nested{Any: 1.0}, nested{Any: uint8(1)},
		nested{When: time.Unix(1, 0)}, nested{When: time.Unix(2, 0)}, "a", "b", []string{"a"}, 1, 2, nil,
		map[string]string{"a": "b"}, map[string]string{"b": "a"}, map[string]string{"a": "b", "c": "d"},
	} {
		key := string(canonical(v))
		if other, ok := seen[key]; ok {
			t.Errorf("%#v and %s give the same", v, other)
		}
		seen[key] = fmt.Sprintf("%#v", v)
	}
}

func TestCanonicalTakesEmptyForUnset(t *testing.T) {
	assert.Equal(t, canonical(nested{}), canonical(nested{Names: []string{}, Tags: map[string]*string{}}))
}

func TestCanonicalOfAMapKeepsNoOrder(t *testing.T) {
	keys := rand.Perm(50)
	a, b := map[string]int{}, map[string]int{}
	for i, k := range keys {
		a[fmt.Sprint(k)] = k
		b[fmt.Sprint(keys[len(keys)-1-i])] = keys[len(keys)-1-i]
	}
	assert.Equal(t, canonical(a), canonical(b))
}

type (
	ListForgedInput struct {
		KeyMarker, VersionIdMarker *string
		MaxKeys                    *int32
	}
	ListForgedOutput struct {
		NextKeyMarker, NextVersionIdMarker *string
		Items                              []int
	}
)

// forged resumes from a cursor whose checksum is right and whose token is
// anything.
func forged(t *testing.T, token string, given int) ([]int, error) {
	list := func(_ context.Context, in *ListForgedInput, _ ...func(*struct{})) (*ListForgedOutput, error) {
		if in.MaxKeys != nil && *in.MaxKeys < 1 {
			t.Fatalf("page size %d", *in.MaxKeys)
		}
		return &ListForgedOutput{Items: []int{1, 2, 3}}, nil
	}
	op := Op(list, nil)
	body := fmt.Sprintf("%s\n%s\n%d\n%s", op.name, newOperationWalk(op, nil, Options{}).inputDigest(), given, token)
	encoded := base64.RawURLEncoding.EncodeToString([]byte(body))
	text := cursorVersion + "." + encoded + "." + checksum(encoded)
	pager := With(op, Options{Resume: []byte(text), Limit: 2, PageSize: 10})
	return Collect(Items(t.Context(), pager, func(out *ListForgedOutput) []int { return out.Items }))
}

// Inside a page the cursor keeps the token that opened it, at the end of one
// the next token.
func TestWhereACursorStands(t *testing.T) {
	p := place{token: "a", next: "b", total: 3}
	last := place{token: "b", total: 2, last: true}
	noNext := place{token: "b", total: 2, noNext: true}
	resumed := place{token: "a", next: "b", before: 1, total: 3}
	passedOver := place{token: "a", next: "b", before: 2, total: 2, skip: 4}
	for _, c := range []struct {
		place place
		n     int
		want  position
	}{
		{p, 0, position{token: "a"}},
		{p, 2, position{token: "a", offset: 2}},
		{p, 3, position{token: "b"}},
		{last, 1, position{token: "b", offset: 1}},
		{last, 2, position{finished: true}},
		{noNext, 2, position{token: "b", offset: 2}},
		{resumed, 0, position{token: "a", offset: 1}},
		{resumed, 2, position{token: "b"}},
		{passedOver, 0, position{token: "b", offset: 4}},
	} {
		assert.Equal(t, c.want, c.place.after(c.n), "%+v after %d", c.place, c.n)
	}
}

func TestAForgedCursorIsRefusedOrHarmless(t *testing.T) {
	got, err := forged(t, tokens.Token{"a", nil}.Text(), 1)
	assert.NoError(t, err)
	assert.Equal(t, []int{2, 3}, got)
	for _, token := range []string{
		"a", "\x01", tokens.Token{"a"}.Text(), tokens.Token{"a", "b", "c"}.Text(), tokens.Token{nil, nil}.Text(),
		"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xffa", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01a",
	} {
		_, err := forged(t, token, 0)
		assert.ErrorIs(t, err, ErrCursor, "%q", token)
	}
	both := tokens.Token{"a", "b"}.Text()
	_, err = forged(t, both, -1)
	assert.ErrorIs(t, err, ErrCursor)
	got, err = forged(t, both, math.MaxInt)
	assert.NoError(t, err)
	assert.Empty(t, got, "there are not so many items")
}

func FuzzForgedCursor(f *testing.F) {
	f.Add(tokens.Token{"a", "b"}.Text(), 3)
	f.Add(tokens.Token{nil, "\n"}.Text(), 0)
	f.Add("\x01", 1)
	f.Fuzz(func(t *testing.T, token string, given int) {
		if _, err := forged(t, token, given); err != nil && !errors.Is(err, ErrCursor) {
			t.Fatal(err)
		}
	})
}
