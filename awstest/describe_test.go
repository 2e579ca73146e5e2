package awstest

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/stretchr/testify/assert"
)

func TestDescribe(t *testing.T) {
	type inner struct {
		Name *string
		N    int32
	}
	type union interface{ isUnion() }
	in := &struct {
		Empty    *string
		Name     *string
		Password *string
		When     time.Time
		Blob     []byte
		List     []inner
		Map      map[string]string
		Func     func()
		Any      any
		hidden   string
	}{
		Name:     aws.String("n"),
		Password: aws.String("open sesame"),
		When:     time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
		Blob:     []byte("12345"),
		List:     []inner{{Name: aws.String("x")}, {N: 2}},
		Map:      map[string]string{"a": "b"},
		Func:     func() {},
		Any:      union(nil),
		hidden:   "h",
	}
	assert.Equal(t, `{Name: "n", Password: (hidden), When: 2026-01-02T03:04:05Z, Blob: (5 bytes), `+
		`List: [{Name: "x"}, {N: 2}], Map: (map of 1), Func: func()}`, describe(in))
	_ = in.hidden
}

func TestDescribeIsCutBetweenRunes(t *testing.T) {
	in := &struct{ Text string }{strings.Repeat("é", 10_000)}
	text := describe(in)
	assert.True(t, utf8.ValidString(text))
	assert.Equal(t, describeLimit+1, utf8.RuneCountInString(text))
	many := &struct{ List []string }{make([]string, 1_000_000)}
	assert.Equal(t, describeLimit+1, utf8.RuneCountInString(describe(many)))
}
