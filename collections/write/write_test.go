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
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	smithydocument "github.com/aws/smithy-go/document"
	"github.com/aws/smithy-go/middleware"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
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
		"-5":             "-5",
		"+49301234":      "+49301234",
		"-1.50":          "-1.50",
		"+Inf":           "+Inf",
		"-Inf":           "-Inf",
		"a;=1":           "a;'=1",
		"a; -b":          "a;' -b",
		"a;-5;x":         "a;-5;x",
		"a;=1;@b":        "a;'=1;'@b",
		"a\t+b":          "a\t'+b",
		"a\r\n=1":        "\"a\r\n'=1\"",
		"a,=1":           `"a,=1"`,
		"\ufeff=1":       "'\ufeff=1",
		"\u00a0=1":       "'\u00a0=1",
		"\u200b\x00 @b":  "'\u200b\x00 @b",
		"\x1f＋1":         "'\x1f＋1",
		"\u202e\u2028-x": "'\u202e\u2028-x",
		"a=b":            "a=b",
		"2026/x":         "2026/x",
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
		"text":                               write.Col("", func(int) *string { return new("text") }),
		"":                                   write.Col("", func(int) *string { return nil }),
		"2026-01-02T03:04:05Z":               write.Col("", func(int) *time.Time { return &at }),
		"7":                                  write.Col("", func(n int) int { return n }),
		"8":                                  write.Col("", func(n int) *int32 { return new(int32(n + 1)) }),
		"9":                                  write.Col("", func(n int) uint8 { return uint8(n + 2) }),
		"0.1":                                write.Col("", func(int) float64 { return 0.1 }),
		"0.3":                                write.Col("", func(int) *float64 { return new(0.3) }),
		"1000000":                            write.Col("", func(int) float64 { return 1e6 }),
		"0.00000001":                         write.Col("", func(int) float64 { return 1e-8 }),
		"-123456789012345690000000":          write.Col("", func(int) float64 { return -1.2345678901234568e23 }),
		"16777216":                           write.Col("", func(int) float32 { return 1 << 24 }),
		"1000000, 0.5":                       write.Col("", func(int) []float64 { return []float64{1e6, 0.5} }),
		"NaN":                                write.Col("", func(int) float64 { return math.NaN() }),
		"(json: unsupported type: chan int)": write.Col("", func(int) map[string]any { return map[string]any{"c": make(chan int)} }),
		`[1,2], []`:                          write.Col("", func(int) [][]int { return [][]int{{1, 2}, {}} }),
		`{"N":"7"}`:                          write.Col("", func(int) value { return &valueMemberN{"7"} }),
		`{"S":"7"}, {"N":"7"}`:               write.Col("", func(int) []value { return []value{&valueMemberS{"7"}, &valueMemberN{"7"}} }),
		`{"a":[1]}`:                          write.Col("", func(int) smithydocument.Marshaler { return doc(`{ "a": [1] }`) }),
		"0.2":                                write.Col("", func(int) *float32 { return new(float32(0.2)) }),
		"true":                               write.Col("", func(int) *bool { return new(true) }),
		"running":                            write.Col("", func(int) state { return "running" }),
		"stopped":                            write.Col("", func(int) *state { return new(state("stopped")) }),
		"a, b":                               write.Col("", func(int) []string { return []string{"a", "b"} }),
		"c, , d":                             write.Col("", func(int) []*string { return []*string{new("c"), nil, new("d")} }),
		"AQI=":                               write.Col("", func(int) []byte { return []byte{1, 2} }),
		`{"On":true}`:                        write.Col("", func(int) *flags { return &flags{true} }),
		`{"k":"v"}`:                          write.Col("", func(int) map[string]string { return map[string]string{"k": "v"} }),
		"1.5s":                               write.Col("", func(int) time.Duration { return 1500 * time.Millisecond }),
		"broken pipe":                        write.Col("", func(int) error { return errSink }),
		"any":                                write.Col("", func(int) any { return new("any") }),
		"2 of 3":                             write.Col("", func(int) ratio { return ratio{2, 3} }),
		"4 of 5":                             write.Col("", func(int) *ratio { return &ratio{4, 5} }),
		"text: 6":                            write.Col("", func(int) marshaler { return 6 }),
		"{7}":                                write.Col("", func(int) unmarshalable { return unmarshalable{7} }),
		"-7":                                 write.Col("", func(int) int16 { return -7 }),
		"false":                              write.Col("", func(int) switched { return false }),
		`{"A":1,"B":2}`:                      write.Col("", func(int) struct{ A, B any } { return struct{ A, B any }{1, 2} }),
		"Service":                            write.Col("", func(int) types.LanguageCodeString { return "Service" }),
	}
	for want, column := range cells {
		var b strings.Builder
		_, err := write.Table(&b, of(nil, 7), write.TableOptions{NoHeader: true}, column)
		require.NoError(t, err)
		assert.Equal(t, want+"\n", b.String())
	}
}

func TestWhatIsNilIsAnEmptyCell(t *testing.T) {
	for name, column := range map[string]write.Column[int]{
		"map": write.Col("", func(int) map[string]string { return nil }), "slice": write.Col("", func(int) []string { return nil }),
		"bytes": write.Col("", func(int) []byte { return nil }), "any": write.Col("", func(int) any { return nil }),
		"error": write.Col("", func(int) error { return nil }), "func": write.Col("", func(int) func() { return nil }),
		"chan": write.Col("", func(int) chan int { return nil }), "struct": write.Col("", func(int) *flags { return nil }),
		"map behind a pointer": write.Col("", func(int) *map[string]int { return new(map[string]int) }),
		"union":                write.Col("", func(int) value { return nil }),
		"typed nil in an any":  write.Col("", func(int) any { return (*int)(nil) }),
	} {
		var b strings.Builder
		_, err := write.CSV(&b, of(nil, 7), write.CSVOptions{NoHeader: true}, column, write.Col("", func(int) string { return "x" }))
		require.NoError(t, err)
		assert.Equal(t, ",x\r\n", b.String(), name)
	}
}

func TestACellThatContainsItselfEnds(t *testing.T) {
	type loop *loop
	var pointer loop
	pointer = &pointer
	list := []any{nil, nil}
	list[0], list[1] = list, list
	object := map[string]any{}
	object["a"], object["b"] = object, []any{object}
	type node struct{ Left, Right *node }
	tree := &node{}
	tree.Left, tree.Right = tree, tree
	for _, cyclic := range []any{pointer, list, object, tree, []any{object}, &list} {
		var b strings.Builder
		_, err := write.CSV(&b, of(nil, cyclic), write.CSVOptions{NoHeader: true}, write.Col("", func(v any) any { return v }))
		require.NoError(t, err)
		assert.Contains(t, b.String(), "cycl")
		assert.Less(t, b.Len(), 1000)

		_, err = write.JSONLines(&b, of(nil, cyclic))
		require.ErrorContains(t, err, "cycle")
	}
}

func TestCSVForOtherPrograms(t *testing.T) {
	for want, o := range map[string]write.CSVOptions{
		"Name;Size\r\na;5\r\n<b>, c;\r\nd;-1200\r\n": {Comma: ';'},
		"Name\tSize\na\t5\n<b>, c\t\nd\t-1200\n":     {Comma: '\t', UseLF: true},
		"a，5\n<b>, c，\nd，-1200\n":                    {Comma: '，', UseLF: true, NoHeader: true},
		"Name,Size\na,5\n\"<b>, c\",\nd,-1200\n":     {UseLF: true},
	} {
		var b strings.Builder
		_, err := write.CSV(&b, of(nil, rows...), o, name, size)
		require.NoError(t, err)
		assert.Equal(t, want, b.String())
	}
	var b strings.Builder
	_, err := write.CSV(&b, of(nil, row{Name: "a;=1"}, row{Name: "b,=1"}, row{Name: "c;d"}), write.CSVOptions{Comma: ';', NoHeader: true, UseLF: true}, name)
	require.NoError(t, err)
	assert.Equal(t, "\"a;=1\"\nb,'=1\n\"c;d\"\n", b.String(), "in quotes where it separates, with an apostrophe where it does not")
}

// value is a union as the SDK makes one.
type value interface{ isValue() }

type valueMemberS struct{ Value string }

type valueMemberN struct{ Value string }

type valueMemberL struct{ Value []value }

func (*valueMemberS) isValue() {}
func (*valueMemberN) isValue() {}
func (*valueMemberL) isValue() {}

// doc is a document as the SDK has it.
type doc string

func (d doc) MarshalSmithyDocument() ([]byte, error) {
	if d == "" {
		return nil, errSource
	}
	return []byte(d), nil
}

type enum string

// tagged has what encoding/json knows of tags, and a union, so that it is not left
// to encoding/json.
type tagged struct {
	Embedded
	*Deep
	hidden    int
	Skipped   int            `json:"-"`
	Named     string         `json:"other"`
	Empty     string         `json:",omitempty"`
	EmptyList []int          `json:",omitempty"`
	Zero      time.Time      `json:",omitzero"`
	Quoted    int            `json:",string"`
	QuotedOK  *bool          `json:"q,string"`
	Map       map[int]string // keys are sorted as texts
	Nil       map[string]string
	Bytes     []byte
	When      time.Time
	Any       any
	Float     float64
	Array     [2]bool
	Text      string
}

// Embedded and Deep give their fields to tagged.
type (
	Embedded struct{ Inner, Text string }
	Deep     struct{ Below int }
)

func TestJSONIsThatOfEncodingJSON(t *testing.T) {
	when := time.Date(2026, 1, 2, 3, 4, 5, 600, time.UTC)
	for _, v := range []tagged{
		{hidden: 1},
		{
			Embedded: Embedded{Inner: "i", Text: "shadowed"}, Deep: &Deep{5}, Skipped: 1, Named: "n", Empty: "e", EmptyList: []int{1}, Zero: when,
			Quoted: 7, QuotedOK: new(true), Map: map[int]string{10: "b", 9: "a", -1: "c"}, Bytes: []byte("hi"), When: when,
			Any: map[string]any{"k": []any{1.5, "\u2028\"\xff", nil, true}}, Float: 1e21, Array: [2]bool{true}, Text: "t",
		},
	} {
		var ours, theirs strings.Builder
		_, err := write.JSONLines(&ours, of(nil, v))
		require.NoError(t, err)
		enc := json.NewEncoder(&theirs)
		enc.SetEscapeHTML(false)
		require.NoError(t, enc.Encode(v))
		assert.Equal(t, theirs.String(), ours.String())
	}
}

func TestJSONKeepsTheTypeOfUnionsAndDocuments(t *testing.T) {
	items := []map[string]value{
		{"id": &valueMemberS{"7"}},
		{"id": &valueMemberN{"7"}},
		{"l": &valueMemberL{[]value{&valueMemberS{"<"}, nil}}, "a": nil},
	}
	var b strings.Builder
	_, err := write.JSONLines(&b, of(nil, items...))
	require.NoError(t, err)
	assert.Equal(t, `{"id":{"S":"7"}}
{"id":{"N":"7"}}
{"a":null,"l":{"L":[{"S":"<"},null]}}
`, b.String())

	b.Reset()
	type free struct{ Input smithydocument.Marshaler }
	_, err = write.JSON(&b, of(nil, free{doc(`{ "a" : 1 }`)}, free{}))
	require.NoError(t, err)
	assert.Equal(t, "[\n{\"Input\":{\"a\":1}},\n{\"Input\":null}\n]\n", b.String())

	_, err = write.JSONLines(&b, of(nil, free{doc("")}))
	require.ErrorIs(t, err, errSource)
	_, err = write.JSONLines(&b, of(nil, free{doc("{broken")}))
	require.Error(t, err)
}

func TestJSONLeavesOutWhatIsNotSet(t *testing.T) {
	type inner struct {
		State enum
		N     *int
		Plain int
	}
	type output struct {
		List           []inner
		Empty          []inner
		Map            map[string]*int
		Unset          map[string]int
		In, None       *inner
		Text           string
		Value, No      value
		At             *time.Time
		ResultMetadata middleware.Metadata
	}
	var b strings.Builder
	_, err := write.JSONLines(&b, of(nil, output{
		List: []inner{{State: "on"}, {N: new(0)}}, Empty: []inner{}, Map: map[string]*int{"k": nil}, In: &inner{}, Value: &valueMemberN{"1"},
	}), write.JSONOptions{OmitUnset: true})
	require.NoError(t, err)
	assert.Equal(t, `{"List":[{"State":"on","Plain":0},{"N":0,"Plain":0}],"Empty":[],"Map":{"k":null},"In":{"Plain":0},"Text":"","Value":{"N":"1"}}`+"\n", b.String())
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
	require.ErrorContains(t, err, "write: JSONLines: after 1 row: json: unsupported value: NaN")
	assert.Equal(t, 1, n)
	assert.Equal(t, "1\n", b.String())
}

func TestWrongArgumentsAreRefused(t *testing.T) {
	var b strings.Builder
	refused := func(_ int, err error) error { return err }
	for want, err := range map[string]error{
		"write.CSV: invalid columns: must be one or more":                     refused(write.CSV(&b, of(nil, rows...), write.CSVOptions{})),
		"write.Table: invalid columns: must be one or more":                   refused(write.Table(&b, of(nil, rows...), write.TableOptions{})),
		`write.CSV: invalid columns[1] "Size": must have an accessor`:         refused(write.CSV(&b, of(nil, rows...), write.CSVOptions{}, name, write.Col[row, int]("Size", nil))),
		"write.Table: invalid columns[0] \"\": must have an accessor":         refused(write.Table(&b, of(nil, rows...), write.TableOptions{}, write.Column[row]{})),
		"write.Table: invalid TableOptions.Sample -1: must not be negative":   refused(write.Table(&b, of(nil, rows...), write.TableOptions{Sample: -1}, name)),
		"write.Table: invalid TableOptions.MaxWidth -1: must not be negative": refused(write.Table(&b, of(nil, rows...), write.TableOptions{MaxWidth: -1}, name)),
		"write.JSON: invalid sequence: must not be nil":                       refused(write.JSON[int](&b, nil)),
		"write.JSONLines: invalid writer: must not be nil":                    refused(write.JSONLines(nil, of(nil, rows...))),
		"write.CSV: invalid writer: must not be nil":                          refused(write.CSV((*bytes.Buffer)(nil), of(nil, rows...), write.CSVOptions{}, name)),
		`write.CSV: invalid CSVOptions.Comma "\"": must be`:                   refused(write.CSV(&b, of(nil, rows...), write.CSVOptions{Comma: '"'}, name)),
		`write.CSV: invalid CSVOptions.Comma "=": must be`:                    refused(write.CSV(&b, of(nil, rows...), write.CSVOptions{Comma: '='}, name)),
		`write.CSV: invalid CSVOptions.Comma "\n": must be`:                   refused(write.CSV(&b, of(nil, rows...), write.CSVOptions{Comma: '\n'}, name)),
		"write.CSV: invalid CSVOptions.Comma \"\uFFFD\": must be":             refused(write.CSV(&b, of(nil, rows...), write.CSVOptions{Comma: -1}, name)),
		"write.JSON: invalid options 2: must be one JSONOptions at most":      refused(write.JSON(&b, of(nil, rows...), write.JSONOptions{}, write.JSONOptions{})),
	} {
		require.ErrorIs(t, err, awserr.ErrInvalid)
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

// FuzzCSV reads back what was written: the text is whole, and an apostrophe stands
// in front of each formula, and of nothing else, by a rule of its own.
func FuzzCSV(f *testing.F) {
	f.Add("a", "b", ',')
	f.Add("=1\r\n\"", ",", ';')
	f.Add("", "-5", '\t')
	f.Add("a;\ufeff=1", "x\n@y", '|')
	f.Add("a,=1;'", "\x00+b", '；')
	f.Add("0", "+", '\'')
	const blank = `[\s\pZ\p{Cc}\p{Cf}]*`
	formula := regexp.MustCompile(`^([\t\r\n]|` + blank + `[=+\-@＝＋－＠])`)
	number := regexp.MustCompile(`^` + blank + `[+\-]?([0-9]+(\.[0-9]+)?|Inf)$`)
	f.Fuzz(func(t *testing.T, a, b string, comma rune) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) {
			return // the reader replaces what is no UTF-8
		}
		var text bytes.Buffer
		_, err := write.CSV(&text, of(nil, [2]string{a, b}), write.CSVOptions{NoHeader: true, Comma: comma},
			write.Col("", func(r [2]string) string { return r[0] }), write.Col("", func(r [2]string) string { return r[1] }))
		if err != nil {
			require.ErrorIs(t, err, awserr.ErrInvalid)
			return
		}
		if comma == 0 {
			comma = ','
		}
		isBreak := func(r rune) bool { return r != comma && strings.ContainsRune(",;\t\r\n", r) }
		reader := csv.NewReader(&text)
		reader.Comma = comma
		records, err := reader.ReadAll()
		require.NoError(t, err)
		require.Len(t, records, 1)
		require.Len(t, records[0], 2)
		for i, want := range []string{a, b} {
			want = strings.ReplaceAll(want, "\r\n", "\n") // so the reader has it
			got, at := records[0][i], 0
			for at <= len(want) {
				cell := want[at:]
				if at > 0 {
					if end := strings.IndexFunc(cell, isBreak); end >= 0 {
						cell = cell[:end]
					}
				}
				if formula.MatchString(cell) && (!number.MatchString(cell) || strings.IndexAny(cell, "\t\r\n") == 0) {
					require.True(t, strings.HasPrefix(got, "'"), "%q at %d: %q", want, at, got)
					got = got[1:]
					if at == 0 { // it covers the blanks behind it
						at = len(want) - len(strings.TrimLeftFunc(want, func(r rune) bool {
							return unicode.IsSpace(r) || unicode.In(r, unicode.Cc, unicode.Cf)
						}))
						require.True(t, strings.HasPrefix(got, want[:at]), "%q: %q", want, got)
						got = got[at:]
					}
				}
				next := strings.IndexFunc(want[at:], isBreak) + 1
				if next == 0 {
					break
				}
				require.True(t, strings.HasPrefix(got, want[at:at+next]), "%q at %d: %q", want, at, got)
				got, at = got[next:], at+next
			}
			require.Equal(t, want[at:], got)
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
