package collections_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/paginate"
)

// FuzzChain takes steps at random and compares the result, and how far the
// listing was read for it, with the same steps on a slice. Where it can be
// resumed, it is also stopped somewhere and resumed.
func FuzzChain(f *testing.F) {
	f.Add([]byte{0, 16, 2, 3}, uint8(4), uint8(2), uint8(3))
	f.Add([]byte{9, 18, 7, 2, 0, 33}, uint8(10), uint8(0), uint8(0))
	f.Add([]byte{5, 10, 3, 4}, uint8(10), uint8(1), uint8(7))
	f.Fuzz(func(t *testing.T, steps []byte, pageSize, empties, stop uint8) {
		steps = steps[:min(len(steps), 8)]
		s := &service{numbers: count(100), pageSize: 1 + int(pageSize)%40, empty: map[int]int{0: int(empties) % 3, 40: 1, 100: 1}}
		c := s.all()
		want := count(100)
		read := 101 // of the listing; one beyond the end is to find it
		resumable := true
		for _, step := range steps {
			n := int(step) / 5
			switch step % 5 {
			case 0:
				drop := func(v int) bool { return v%(n+2) == 0 }
				c = c.Filter(func(v int) bool { return !drop(v) })
				want = slices.DeleteFunc(want, drop)
			case 1:
				c = c.Limit(n)
				resumable = false // a limit counts anew
				if n == 0 {
					read = 0
				} else if n <= len(want) {
					read = min(read, want[n-1]+1)
				}
				want = want[:min(n, len(want))]
			case 2:
				c = c.Skip(n)
				resumable = false
				want = want[min(n, len(want)):]
			case 3:
				c = c.PageSize(n + 1)
			case 4:
				c = c.With(func(in *ListNumbersInput) { in.Prefix = new("x") })
			}
		}
		got, err := c.Collect(t.Context())
		require.NoError(t, err)
		require.True(t, slices.Equal(want, got), "want %v, got %v", want, got)
		if read == 0 {
			require.Zero(t, s.calls())
		}
		for _, in := range s.requests {
			if in.NextToken != nil {
				offset, err := strconv.Atoi(strings.Split(*in.NextToken, "+")[0])
				require.NoError(t, err)
				require.Less(t, offset, read, "a page too many")
			}
		}
		// A break after any page of any combination ends all of it.
		identity := func(_ context.Context, v int) (int, error) { return v, nil }
		for name, combined := range map[string]collections.Collection[int]{
			"Concat":  collections.Concat(c, c),
			"FlatMap": collections.FlatMap(collections.Of(1, 2), func(int) collections.Listing[*ListNumbersInput, int] { return c }).Limit(150),
			"MapEach": collections.Concat(collections.MapEach(c, 3, identity), c.Collection).Limit(150),
			"Merge":   collections.Concat(collections.Merge(collections.MergeOptions{}, c), c.Collection).Limit(150),
		} {
			var seen []int
			pages := 0
			for page, err := range combined.Pages(t.Context()) {
				require.NoError(t, err)
				seen = append(seen, page...)
				if pages++; pages > int(stop)%32 {
					break
				}
			}
			require.LessOrEqual(t, len(seen), 2*len(want), name)
			require.True(t, slices.Equal(append(slices.Clone(want), want...)[:len(seen)], seen), name)
		}
		if !resumable {
			return
		}
		cur := new(paginate.Cursor)
		var first []int
		for n, err := range c.Track(cur).All(t.Context()) {
			require.NoError(t, err)
			if first = append(first, n); len(first) >= int(stop) {
				break
			}
		}
		state, err := cur.MarshalText()
		require.NoError(t, err)
		rest, err := c.Resume(state).Collect(t.Context())
		require.NoError(t, err)
		require.True(t, slices.Equal(want, append(first, rest...)))
	})
}
