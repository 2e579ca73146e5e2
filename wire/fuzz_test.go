package wire_test

import (
	"net/http"
	"reflect"
	"testing"

	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/wire"
)

// same reads a body by the SDK's decoder and by ours and requires the same
// output and the same error. It reports whether the body was read by ours alone.
func same(t *testing.T, protocol int, schema *smithy.Schema, body string) bool {
	t.Helper()
	want, wantErr := decode(protocols[protocol], schema, nil, body)
	counted := &inner{ClientProtocol: protocols[protocol]}
	got, err := decode(wire.Fast(counted), schema, nil, body)
	if wantErr != nil {
		require.EqualError(t, err, wantErr.Error(), "%s", body)
		require.Equal(t, reflect.TypeOf(wantErr), reflect.TypeOf(err))
	} else {
		require.NoError(t, err, "%s", body)
	}
	if !equal(want.members, got.members) {
		t.Fatalf("protocol %d\nbody %q\nSDK  %#v\nours %#v", protocol, body, want.members, got.members)
	}
	return counted.read == 0
}

// equal is reflect.DeepEqual, where NaN equals NaN.
func equal(a, b any) bool {
	return reflect.DeepEqual(a, b) || assert.ObjectsAreEqual(nanless(a), nanless(b))
}

func nanless(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := map[string]any{}
		for k, e := range v {
			m[k] = nanless(e)
		}
		return m
	case []any:
		l := []any{}
		for _, e := range v {
			l = append(l, nanless(e))
		}
		return l
	case float64:
		if v != v {
			return "NaN"
		}
	case float32:
		if v != v {
			return "NaN"
		}
	}
	return v
}

func TestSameAsTheSDKOnRandomSchemas(t *testing.T) {
	var ours, all int
	for seed := range uint64(6000) {
		g := newGen(seed)
		schema := g.structure(shapeID("Output"), 4)
		protocol := int(seed % 3)
		if same(t, protocol, schema, g.document(protocol, schema)) {
			ours++
		}
		all++
	}
	assert.Greater(t, ours*100, all*75, "documents that our decoder was sure of, of %d", all)
}

// FuzzDocument changes a document of a random schema.
func FuzzDocument(f *testing.F) {
	for seed := range uint64(12) {
		f.Add(seed, []byte{})
		f.Add(seed, []byte{byte(seed * 20), 2, '<', 90, 1, 'x', 3, 3, 0})
	}
	f.Fuzz(func(t *testing.T, seed uint64, changes []byte) {
		g := newGen(seed)
		schema := g.structure(shapeID("Output"), 4)
		protocol := int(seed % 3)
		same(t, protocol, schema, mutate(g.document(protocol, schema), changes))
	})
}

var inserts = []string{"&amp;", "&#0;", "&bad;", "<!--", "-->", "<![CDATA[", "]]>", "<?x ?>", "</", "/>", "<a>", "<a/>", "<member>", "</member>", "<entry>", "\x00", "\xff", "\r", " ", "=", "\"", ":"}

// mutate changes a document by triples of a place, a kind of change and a byte.
func mutate(doc string, changes []byte) string {
	b := []byte(doc)
	for ; len(changes) >= 3 && len(b) > 0; changes = changes[3:] {
		i := int(changes[0]) * len(b) / 256
		switch changes[1] % 5 {
		case 0:
			b[i] = changes[2]
		case 1:
			b = append(b[:i:i], append([]byte{changes[2]}, b[i:]...)...)
		case 2:
			b = append(b[:i:i], append([]byte(inserts[int(changes[2])%len(inserts)]), b[i:]...)...)
		case 3:
			b = b[:i]
		case 4:
			n := min(int(changes[2])%16, len(b)-i)
			b = append(b[:i:i], b[i+n:]...)
		}
	}
	return string(b)
}

// FuzzBytes reads any bytes by a few schemas.
func FuzzBytes(f *testing.F) {
	for _, body := range bodies {
		for p := range protocols {
			f.Add(uint8(p), body)
		}
	}
	f.Fuzz(func(t *testing.T, protocol uint8, body string) {
		same(t, int(protocol)%len(protocols), everything, body)
	})
}

// TestHeaders: what is bound to headers is read by the SDK, the rest by us.
func TestHeaders(t *testing.T) {
	header := http.Header{"Etag": {"tag"}, "X-List": {"a, b"}, "X-Meta-One": {"1"}, "X-Number": {"7"}}
	for _, payload := range []bool{false, true} {
		schema := restOutput(payload)
		body := `<Output><Name>n &amp; m</Name><Inner><Name>i</Name></Inner><ETag>in the body</ETag></Output>`
		want, err := decode(protocols[2], schema, header, body)
		require.NoError(t, err)
		counted := &inner{ClientProtocol: protocols[2]}
		got, err := decode(wire.Fast(counted), schema, header, body)
		require.NoError(t, err)
		require.Equal(t, want, got)
		require.Zero(t, counted.read, "ours reads the body")
		require.Contains(t, got.members, "Number")
	}
}
