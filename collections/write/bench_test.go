package write_test

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"testing"

	"github.com/awsessentials/essentials/collections/write"
)

// BenchmarkCSV writes 10,000 rows beside a loop over encoding/csv, which leaves
// formulas as they are.
func BenchmarkCSV(b *testing.B) {
	items := slices.Repeat([]row{{Name: "logs/2026/01/02/some-key.gz", Size: new(int64(123456))}}, 10_000)
	b.Run("raw", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			w := csv.NewWriter(io.Discard)
			w.UseCRLF = true
			_ = w.Write([]string{"Name", "Size"})
			for _, item := range items {
				_ = w.Write([]string{item.Name, strconv.FormatInt(*item.Size, 10)})
			}
			w.Flush()
		}
	})
	b.Run("essentials", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _ = write.CSV(io.Discard, of(nil, items...), write.CSVOptions{}, name, size)
		}
	})
}

// BenchmarkJSONLines writes 10,000 rows beside a loop over a json.Encoder.
func BenchmarkJSONLines(b *testing.B) {
	items := slices.Repeat([]row{{Name: "logs/2026/01/02/some-key.gz", Size: new(int64(123456))}}, 10_000)
	b.Run("raw", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			enc := json.NewEncoder(io.Discard)
			for _, item := range items {
				_ = enc.Encode(item)
			}
		}
	})
	b.Run("essentials", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _ = write.JSONLines(io.Discard, of(nil, items...))
		}
	})
}
