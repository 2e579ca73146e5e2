package write_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/collections/write"
)

var (
	errSource = errors.New("the source dried up")
	errSink   = errors.New("broken pipe")
)

// of is a sequence of the items, and then of err if there is one.
func of[T any](err error, items ...T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, item := range items {
			if !yield(item, nil) {
				return
			}
		}
		if err != nil {
			var zero T
			yield(zero, err)
		}
	}
}

// sink takes so many bytes, and then fails.
type sink struct {
	room int
	got  bytes.Buffer
}

func (s *sink) Write(p []byte) (int, error) {
	n := min(len(p), s.room)
	s.got.Write(p[:n])
	if s.room -= n; n < len(p) {
		return n, errSink
	}
	return n, nil
}

type row struct {
	Name string
	Size *int64 `json:",omitempty"`
}

var (
	name = write.Col("Name", func(r row) string { return r.Name })
	size = write.Col("Size", func(r row) *int64 { return r.Size })
	rows = []row{{"a", new(int64(5))}, {"<b>, c", nil}, {"d", new(int64(-1200))}}
)

func TestCSV(t *testing.T) {
	var b strings.Builder
	n, err := write.CSV(&b, of(nil, rows...), write.CSVOptions{}, name, size)
	require.NoError(t, err)
	assert.Equal(t, 3, n)
	assert.Equal(t, "Name,Size\r\na,5\r\n\"<b>, c\",\r\nd,-1200\r\n", b.String())
}

func TestCSVOfNothingIsTheHeader(t *testing.T) {
	var b strings.Builder
	n, err := write.CSV(&b, of[row](nil), write.CSVOptions{}, name, size)
	require.NoError(t, err)
	assert.Zero(t, n)
	assert.Equal(t, "Name,Size\r\n", b.String())
}

func TestCSVQuotesAsRFC4180(t *testing.T) {
	for text, want := range map[string]string{
		"plain":       "plain",
		"":            `""`, // an empty line would be no row
		`say "hi"`:    `"say ""hi"""`,
		"a,b":         `"a,b"`,
		"two\nlines":  "\"two\nlines\"",
		"two\r\nmore": "\"two\r\nmore\"",
		"é 漢 🙂":       "é 漢 🙂",
		`"`:           `""""`,
	} {
		var b strings.Builder
		_, err := write.CSV(&b, of(nil, row{Name: text}), write.CSVOptions{NoHeader: true}, name)
		require.NoError(t, err)
		assert.Equal(t, want+"\r\n", b.String())
	}
}

func TestCSVNeutralisesFormulas(t *testing.T) {
	for text, want := range map[string]string{
		`=HYPERLINK("http://x","y")`: `"'=HYPERLINK(""http://x"",""y"")"`,
		"=1+1":                       "'=1+1",
		"+cmd|' /C calc'!A0":         "'+cmd|' /C calc'!A0",
		"-2+3":                       "'-2+3",
		"@SUM(A1)":                   "'@SUM(A1)",
		"\t=1":                       "'\t=1",
		"\r=1":                       "\"'\r=1\"",
		"\n=1":                       "\"'\n=1\"",
		"  =1+1":                     "'  =1+1",
		"＝1+1":                       "'＝1+1",
		"-":                          "'-",
		"-1.5.2":                     "'-1.5.2",
		"--5":                        "'--5",
		// These are no formulas.
		"-5":        "-5",
		"+49301234": "+49301234",
		"-1.50":     "-1.50",
		"a=b":       "a=b",
		"2026/x":    "2026/x",
	} {
		var safe, raw strings.Builder
		_, err := write.CSV(&safe, of(nil, row{Name: text}), write.CSVOptions{NoHeader: true}, name)
		require.NoError(t, err)
		assert.Equal(t, want+"\r\n", safe.String())

		_, err = write.CSV(&raw, of(nil, row{Name: text}), write.CSVOptions{NoHeader: true, KeepFormulas: true}, name)
		require.NoError(t, err)
		record, err := csv.NewReader(strings.NewReader(raw.String())).Read()
		require.NoError(t, err)
		assert.Equal(t, strings.ReplaceAll(text, "\r\n", "\n"), record[0])
	}
	var head strings.Builder
	_, err := write.CSV(&head, of[row](nil), write.CSVOptions{}, write.Col("=A1", func(r row) string { return "" }))
	require.NoError(t, err)
	assert.Equal(t, "'=A1\r\n", head.String())
}

type state string

type ratio [2]int

func (r ratio) String() string { return fmt.Sprintf("%d of %d", r[0], r[1]) }

type marshaler int

func (m marshaler) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "text: %d", int(m)), nil }

type unmarshalable struct{ N int }

func (unmarshalable) MarshalText() ([]byte, error) { return nil, errSource }

type switched bool

type flags struct{ On bool }

func TestCellsOfAllTypes(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 600, time.UTC)
	cells := map[string]write.Column[int]{
		"text":                 write.Col("", func(int) *string { return new("text") }),
		"":                     write.Col("", func(int) *string { return nil }),
		"2026-01-02T03:04:05Z": write.Col("", func(int) *time.Time { return &at }),
		"7":                    write.Col("", func(n int) int { return n }),
		"8":                    write.Col("", func(n int) *int32 { return new(int32(n + 1)) }),
		"9":                    write.Col("", func(n int) uint8 { return uint8(n + 2) }),
		"0.1":                  write.Col("", func(int) float64 { return 0.1 }),
		"0.2":                  write.Col("", func(int) *float32 { return new(float32(0.2)) }),
		"true":                 write.Col("", func(int) *bool { return new(true) }),
		"running":              write.Col("", func(int) state { return "running" }),
		"stopped":              write.Col("", func(int) *state { return new(state("stopped")) }),
		"a, b":                 write.Col("", func(int) []string { return []string{"a", "b"} }),
		"c, , d":               write.Col("", func(int) []*string { return []*string{new("c"), nil, new("d")} }),
		"AQI=":                 write.Col("", func(int) []byte { return []byte{1, 2} }),
		`{"On":true}`:          write.Col("", func(int) *flags { return &flags{true} }),
		`{"k":"v"}`:            write.Col("", func(int) map[string]string { return map[string]string{"k": "v"} }),
		"1.5s":                 write.Col("", func(int) time.Duration { return 1500 * time.Millisecond }),
		"broken pipe":          write.Col("", func(int) error { return errSink }),
		"any":                  write.Col("", func(int) any { return new("any") }),
		"2 of 3":               write.Col("", func(int) ratio { return ratio{2, 3} }),
		"4 of 5":               write.Col("", func(int) *ratio { return &ratio{4, 5} }),
		"text: 6":              write.Col("", func(int) marshaler { return 6 }),
		"{7}":                  write.Col("", func(int) unmarshalable { return unmarshalable{7} }),
		"-7":                   write.Col("", func(int) int16 { return -7 }),
		"false":                write.Col("", func(int) switched { return false }),
		`{"A":1,"B":2}`:        write.Col("", func(int) struct{ A, B any } { return struct{ A, B any }{1, 2} }),
		"Service":              write.Col("", func(int) types.LanguageCodeString { return "Service" }),
	}
	for want, column := range cells {
		var b strings.Builder
		_, err := write.Table(&b, of(nil, 7), write.TableOptions{NoHeader: true}, column)
		require.NoError(t, err)
		assert.Equal(t, want+"\n", b.String())
	}
}

func TestJSONLines(t *testing.T) {
	var b strings.Builder
	n, err := write.JSONLines(&b, of(nil, rows...))
	require.NoError(t, err)
	assert.Equal(t, 3, n)
	assert.Equal(t, `{"Name":"a","Size":5}
{"Name":"<b>, c"}
{"Name":"d","Size":-1200}
`, b.String())
}

func TestJSON(t *testing.T) {
	var b strings.Builder
	n, err := write.JSON(&b, of(nil, rows...))
	require.NoError(t, err)
	assert.Equal(t, 3, n)
	assert.Equal(t, `[
{"Name":"a","Size":5},
{"Name":"<b>, c"},
{"Name":"d","Size":-1200}
]
`, b.String())
	var back []row
	require.NoError(t, json.Unmarshal([]byte(b.String()), &back))
	assert.Equal(t, rows, back)

	b.Reset()
	_, err = write.JSON(&b, of[row](nil))
	require.NoError(t, err)
	assert.Equal(t, "[]\n", b.String())
}

func TestTableAlignsByWhatATerminalShows(t *testing.T) {
	var b strings.Builder
	n, err := write.Table(&b, of(nil,
		row{"東京-logs", new(int64(5))}, row{"cafe\u0301", nil}, row{"👩‍👩‍👧 👍🏽 🇩🇪", new(int64(12345))}, row{"bad\x1b[31m\n", new(int64(-1))}),
		write.TableOptions{}, name, size, write.Col("Note", func(r row) string { return strings.Repeat("x", len(r.Name)%4) }))
	require.NoError(t, err)
	assert.Equal(t, 4, n)
	assert.Equal(t, strings.Join([]string{
		`Name            Size  Note`,
		`東京-logs          5  xxx`,
		"cafe\u0301                  xx",
		`👩‍👩‍👧 👍🏽 🇩🇪       12345`,
		`bad\x1b[31m\n     -1  x`,
		"",
	}, "\n"), b.String())
}

func TestTableWidensAfterItsSampleAndCutsWhereAsked(t *testing.T) {
	items := []row{{Name: "a", Size: new(int64(1))}, {Name: "bb", Size: new(int64(2))}, {Name: "cccc", Size: new(int64(3))}, {Name: "d", Size: new(int64(4))}}
	var b strings.Builder
	_, err := write.Table(&b, of(nil, items...), write.TableOptions{Sample: 2, NoHeader: true}, name, size)
	require.NoError(t, err)
	assert.Equal(t, "a   1\nbb  2\ncccc  3\nd     4\n", b.String())

	b.Reset()
	_, err = write.Table(&b, of(nil, row{Name: "東京都庁"}, row{Name: "abcde"}, row{Name: "abcd"}), write.TableOptions{MaxWidth: 4}, name)
	require.NoError(t, err)
	assert.Equal(t, "Name\n東…\nabc…\nabcd\n", b.String())
}

// writers are all of them, under their names.
var writers = map[string]func(*sink, iter.Seq2[row, error]) (int, error){
	"CSV": func(w *sink, seq iter.Seq2[row, error]) (int, error) {
		return write.CSV(w, seq, write.CSVOptions{}, name, size)
	},
	"JSON":      func(w *sink, seq iter.Seq2[row, error]) (int, error) { return write.JSON(w, seq) },
	"JSONLines": func(w *sink, seq iter.Seq2[row, error]) (int, error) { return write.JSONLines(w, seq) },
	"Table": func(w *sink, seq iter.Seq2[row, error]) (int, error) {
		return write.Table(w, seq, write.TableOptions{}, name, size)
	},
}

func TestAnErrorOfTheSourceComesBackAfterTheRowsBeforeItWereFlushed(t *testing.T) {
	for name, write := range writers {
		w := &sink{room: math.MaxInt}
		n, err := write(w, of(errSource, rows...))
		require.ErrorIs(t, err, errSource, name)
		require.EqualError(t, err, "write: "+name+": after 3 rows: the source dried up")
		assert.Equal(t, 3, n, name)
		assert.Contains(t, w.got.String(), "1200", name)
		if name == "JSON" {
			assert.False(t, json.Valid(w.got.Bytes()), "nobody may take a part for the whole")
		}
	}
}

func TestAnErrorOfTheStreamEndsTheSequence(t *testing.T) {
	many := slices.Repeat(rows, 100_000)
	for name, write := range writers {
		pulled := 0
		counted := func(yield func(row, error) bool) {
			for _, r := range many {
				if pulled++; !yield(r, nil) {
					return
				}
			}
		}
		_, err := write(&sink{room: 1000}, counted)
		require.ErrorIs(t, err, errSink, name)
		require.ErrorContains(t, err, "write: "+name+": ", name)
		assert.Less(t, pulled, len(many)/2, name)

		_, err = write(&sink{room: 3}, of(nil, rows...))
		require.ErrorIs(t, err, errSink, "%s: found when it is flushed", name)
	}
}

func TestAValueThatHasNoJSONIsAnError(t *testing.T) {
	var b strings.Builder
	n, err := write.JSONLines(&b, of(nil, 1, math.NaN(), 3))
	require.ErrorContains(t, err, "write: JSONLines: after 1 rows: json: unsupported value: NaN")
	assert.Equal(t, 1, n)
	assert.Equal(t, "1\n", b.String())
}

func TestWrongArgumentsAreRefused(t *testing.T) {
	var b strings.Builder
	refused := func(_ int, err error) error { return err }
	for want, err := range map[string]error{
		"write: CSV: no columns":                       refused(write.CSV(&b, of(nil, rows...), write.CSVOptions{})),
		"write: Table: no columns":                     refused(write.Table(&b, of(nil, rows...), write.TableOptions{})),
		`write: CSV: column 1 "Size" has no accessor`:  refused(write.CSV(&b, of(nil, rows...), write.CSVOptions{}, name, write.Col[row, int]("Size", nil))),
		"write: Table: Sample is -1: want 0 or more":   refused(write.Table(&b, of(nil, rows...), write.TableOptions{Sample: -1}, name)),
		"write: Table: MaxWidth is -1: want 0 or more": refused(write.Table(&b, of(nil, rows...), write.TableOptions{MaxWidth: -1}, name)),
		"write: JSON: the sequence is nil":             refused(write.JSON[int](&b, nil)),
	} {
		require.ErrorContains(t, err, want)
	}
	assert.Empty(t, b.String())
}

func TestMemoryDoesNotGrowWithTheRows(t *testing.T) {
	allocs := func(n int) float64 {
		items := slices.Repeat([]row{{Name: "some/key", Size: new(int64(7))}}, n)
		return testing.AllocsPerRun(5, func() {
			_, _ = write.CSV(io.Discard, of(nil, items...), write.CSVOptions{}, name, size)
		})
	}
	assert.InDelta(t, allocs(100), allocs(3000), 1)
}

func FuzzCSV(f *testing.F) {
	f.Add("a", "b")
	f.Add("=1\r\n\"", ",")
	f.Add("", "-5")
	second := write.Col("", func(r [2]string) string { return r[1] })
	f.Fuzz(func(t *testing.T, a, b string) {
		var text bytes.Buffer
		_, err := write.CSV(&text, of(nil, [2]string{a, b}), write.CSVOptions{NoHeader: true}, write.Col("", func(r [2]string) string { return r[0] }), second)
		require.NoError(t, err)
		reader := csv.NewReader(&text)
		records, err := reader.ReadAll()
		require.NoError(t, err)
		require.Len(t, records, 1)
		for i, want := range []string{a, b} {
			want = strings.ReplaceAll(want, "\r\n", "\n") // so the reader has it
			got := records[0][i]
			if got == want {
				trimmed := strings.TrimLeft(want, " ")
				require.False(t, strings.IndexAny(trimmed, "=@\t\r\n") == 0, "a formula: %q", got)
				continue
			}
			require.Equal(t, "'"+want, got)
		}
	})
}

func FuzzTable(f *testing.F) {
	f.Add("東京\x1b[2J", 3)
	f.Fuzz(func(t *testing.T, text string, max int) {
		var b bytes.Buffer
		_, err := write.Table(&b, of(nil, row{Name: text}, row{Name: "x"}), write.TableOptions{MaxWidth: 1 + max&0xff, NoHeader: true}, name)
		require.NoError(t, err)
		require.Equal(t, 2, bytes.Count(b.Bytes(), []byte("\n")), "a cell broke the line: %q", b.String())
		require.NotContains(t, b.String(), "\x1b")
	})
}
