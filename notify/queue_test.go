package notify

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzPacking packs messages of fuzzed sizes, and checks sums, sizes and order.
func FuzzPacking(f *testing.F) {
	f.Add([]byte{1, 2, 3, 255, 0, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}, uint16(300), false)
	f.Add([]byte{1, 2, 3, 255, 0, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}, uint16(300), true)
	f.Fuzz(func(t *testing.T, sizes []byte, limit uint16, fifo bool) {
		maxBytes := 255 + int(limit)
		var q queue
		var all, packed []*item
		last := map[string]int{}
		pack := func() {
			batch := q.take(maxBytes)
			require.NotEmpty(t, batch)
			require.LessOrEqual(t, len(batch), maxEntries)
			size, groups := 0, map[string]bool{}
			for _, it := range batch {
				size += it.size
				g := it.Message.GroupID
				if fifo {
					require.False(t, groups[g], "a group twice in a batch")
				}
				groups[g] = true
				if before, ok := last[g]; ok {
					require.Greater(t, it.Index, before, "order")
				}
				last[g] = it.Index
			}
			require.LessOrEqual(t, size, maxBytes)
			if next := q.ready; len(next) > 0 && len(batch) < maxEntries {
				require.Greater(t, size+next[0].size, maxBytes, "the next one had room")
			}
			packed = append(packed, batch...)
			for _, it := range batch {
				it.conclude(Published, nil)
				q.finish(it, func(*item) {})
			}
		}
		for i, size := range sizes {
			it := &item{Outcome: Outcome{Index: i}}
			it.size = int(size)
			it.Message.GroupID = string(rune('a' + size%5))
			all = append(all, it)
			q.add(it, fifo)
			if q.full(maxBytes) {
				pack()
			}
		}
		for len(q.ready) > 0 {
			pack()
		}
		require.ElementsMatch(t, all, packed)
		require.Zero(t, q.bytes)
		require.Empty(t, q.groups, "an idle group is forgotten")
	})
}

// BenchmarkPack measures checking and packing, for one message.
func BenchmarkPack(b *testing.B) {
	topic := NewTopic(struct{ API }{}, "arn:aws:sns:us-east-1:123456789012:alerts", TopicOptions{})
	m := Message{Subject: "Nightly report", Body: "All is well.", GroupID: "g"}
	for name, fifo := range map[string]bool{"standard": false, "fifo": true} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var q queue
			groups := [10]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}
			n := 0
			for b.Loop() {
				it := &item{Outcome: Outcome{Message: m}}
				it.Message.GroupID = groups[n%10]
				if err := topic.prepare(b.Context(), &it.Message, &it.wire); err != nil {
					b.Fatal(err)
				}
				q.add(it, fifo)
				if n++; q.full(DefaultMaxMessageSize) {
					for _, it := range q.take(DefaultMaxMessageSize) {
						it.conclude(Published, nil)
						q.finish(it, func(*item) {})
					}
				}
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "messages/s")
		})
	}
}
