package wire_test

import (
	"errors"
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/aws/smithy-go/transport/http/protocol/awsjson"
	"github.com/aws/smithy-go/transport/http/protocol/awsquery"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/wire"
)

func TestFastTakesXMLOnly(t *testing.T) {
	for _, p := range protocols {
		f := wire.Fast(p)
		assert.NotSame(t, p, f)
		assert.Equal(t, p.ID(), f.ID())
		assert.Same(t, f, wire.Fast(f), "not wrapped twice")
		assert.True(t, wire.Supports(p))
	}
	json := awsjson.New10(service)
	assert.Same(t, json, wire.Fast(json))
	assert.False(t, wire.Supports(json))
	assert.Nil(t, wire.Fast(nil))
	var none *awsquery.Protocol
	assert.Same(t, none, wire.Fast(none))
}

func TestAnErrorWhileReadingIsTheSDKs(t *testing.T) {
	broken := errors.New("broken")
	answer := func(p smithyhttp.ClientProtocol) error {
		outputSchema = everything
		body := io.MultiReader(strings.NewReader("<DescribeResponse><DescribeResult>"), iotest.ErrReader(broken))
		r := &smithyhttp.Response{Response: &http.Response{StatusCode: 200, Body: io.NopCloser(body)}}
		return p.DeserializeResponse(t.Context(), operation(everything), nil, r, new(output))
	}
	for _, p := range protocols {
		want, got := answer(p), answer(wire.Fast(p))
		assert.ErrorIs(t, got, broken)
		assert.EqualError(t, got, want.Error())
	}
}

func TestLimits(t *testing.T) {
	deep := func(n int) string { return document(0, strings.Repeat("<self>", n)+strings.Repeat("</self>", n)) }
	_, err := decode(wire.Fast(protocols[0]), everything, nil, deep(wire.MaxDepth-2))
	require.NoError(t, err)
	for _, body := range []string{deep(wire.MaxDepth), document(0, strings.Repeat("<x>", wire.MaxDepth)), strings.Repeat("<a>", 1e6)} {
		_, err = decode(wire.Fast(protocols[0]), everything, nil, body)
		require.ErrorIs(t, err, wire.ErrLimit)
		var de *smithy.DeserializationError
		require.ErrorAs(t, err, &de)
	}
}

// endless is a body without an end.
type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}

func TestABodyWithoutAnEndIsRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 256 MiB; run without -short")
	}
	outputSchema = everything
	r := &smithyhttp.Response{Response: &http.Response{StatusCode: 200, Body: io.NopCloser(endless{})}}
	err := wire.Fast(protocols[0]).DeserializeResponse(t.Context(), operation(everything), nil, r, new(output))
	require.ErrorIs(t, err, wire.ErrLimit)
}

// TestStringsAreCopies: nothing of a response changes when the next is read into
// the same buffer, and a kept string does not hold the page.
func TestStringsAreCopies(t *testing.T) {
	p := wire.Fast(protocols[0])
	body := func(c string) string {
		return document(0, "<text>"+strings.Repeat(c, 40)+"</text><list><member>"+c+"&amp;</member></list>")
	}
	first, err := decode(p, everything, nil, body("a"))
	require.NoError(t, err)
	for range 10 {
		_, err := decode(p, everything, nil, body("b"))
		require.NoError(t, err)
	}
	assert.Equal(t, strings.Repeat("a", 40), first.members["text"])
	assert.Equal(t, []any{"a&"}, first.members["list"])
}

func TestAKeptItemHoldsLittle(t *testing.T) {
	p := wire.Fast(protocols[0])
	pages := strings.Repeat("<member>0123456789</member>", 20_000)
	heap := func() int64 { // what is in use
		var m runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before := heap()
	var kept []any
	for range 20 {
		out, err := decode(p, everything, nil, document(0, "<list>"+pages+"</list>"))
		require.NoError(t, err)
		kept = append(kept, out.members["list"].([]any)[10_000])
	}
	assert.Less(t, heap()-before, int64(1<<20), "20 strings of 20 pages of 540 KB each")
	runtime.KeepAlive(kept)
}

func TestConcurrentUse(t *testing.T) {
	p := wire.Fast(protocols[0])
	outputSchema = everything
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for range 50 {
				text := strings.Repeat(string(rune('a'+i)), 50)
				out := new(output)
				err := p.DeserializeResponse(t.Context(), operation(everything), nil, response(nil, document(0, "<text>"+text+"</text>")), out)
				assert.NoError(t, err)
				assert.Equal(t, text, out.members["text"])
			}
		})
	}
	wg.Wait()
}

func TestADecoderStaysBroken(t *testing.T) {
	d := wire.NewDecoder([]byte("<a><list><member>x</b></list></a>"))
	var out output
	outputSchema = everything
	require.Error(t, out.Deserialize(d))
	require.ErrorIs(t, d.Err(), wire.ErrUnsure)
	_, err := d.ReadStructMember()
	require.ErrorIs(t, err, wire.ErrUnsure)
	require.ErrorIs(t, d.ReadStruct(everything), wire.ErrUnsure)
	require.ErrorIs(t, d.ReadString(nil, new(string)), wire.ErrUnsure)
	_, err = wire.NewDecoder(nil).ReadStructMember()
	require.ErrorIs(t, err, wire.ErrUnsure)
	_, err = wire.NewDecoder(nil).ReadListItem(nil)
	require.ErrorIs(t, err, wire.ErrUnsure)
	_, _, err = wire.NewDecoder(nil).ReadMapKey(nil)
	require.ErrorIs(t, err, wire.ErrUnsure)
}
