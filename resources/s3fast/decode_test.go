package s3fast_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/resources/s3fast"
)

// answering is an HTTP client with one answer.
type answering struct {
	status int
	header http.Header
	body   io.Reader
}

func (a answering) Do(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: a.status, Header: a.header, Body: io.NopCloser(a.body), ContentLength: -1, Request: r}, nil
}

func client(h aws.HTTPClient, optFns ...func(*s3.Options)) *s3.Client {
	return s3.New(s3.Options{Region: "us-east-1", HTTPClient: h, RetryMaxAttempts: 1, UsePathStyle: true,
		Credentials: credentials.NewStaticCredentialsProvider("id", "secret", "")}, optFns...)
}

var bucket = aws.String("bucket")

// operations are the listings that are read by us.
var operations = []func(*s3.Client) (any, error){
	func(c *s3.Client) (any, error) {
		out, err := c.ListObjectsV2(context.Background(), &s3.ListObjectsV2Input{Bucket: bucket})
		return bare(out), err
	},
	func(c *s3.Client) (any, error) {
		out, err := c.ListObjects(context.Background(), &s3.ListObjectsInput{Bucket: bucket})
		return bare(out), err
	},
	func(c *s3.Client) (any, error) {
		out, err := c.ListObjectVersions(context.Background(), &s3.ListObjectVersionsInput{Bucket: bucket})
		return bare(out), err
	},
}

// bare is an output without the metadata, which has times in it.
func bare[T any](out *T) any {
	if out != nil {
		reflect.ValueOf(out).Elem().FieldByName("ResultMetadata").SetZero()
	}
	return out
}

// same requires that the SDK and we read the same from the same bytes.
func same(t *testing.T, operation int, header http.Header, body string) {
	t.Helper()
	call := operations[operation]
	want, wantErr := call(client(answering{200, header.Clone(), strings.NewReader(body)}))
	got, err := call(client(answering{200, header.Clone(), strings.NewReader(body)}, s3fast.Decode))
	if wantErr == nil {
		require.NoError(t, err, "%q", body)
		require.Equal(t, want, got, "%q", body)
		return
	}
	require.EqualError(t, err, wantErr.Error(), "%q", body)
	var a, b *smithy.DeserializationError
	if errors.As(wantErr, &a) {
		require.ErrorAs(t, err, &b)
		require.Equal(t, a.Snapshot, b.Snapshot, "%q", body)
	}
}

// odd are keys that are hard to write down in XML.
var odd = []string{"a", "a&b", "<a>", "😀", " blanks ", "/", "%", "%2F", "a+b", "ü", "日本", "\"'", "a/b/c", "..", "&amp;", "new\nline", "tab\t", "\r", strings.Repeat("x", 1024)}

func escape(s string) string {
	var b bytes.Buffer
	for _, r := range s {
		switch r {
		case '&', '<', '>', '"', '\r', '\n', '\t':
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

const entryXML = `<%s><Key>%s</Key><VersionId>v.1</VersionId><IsLatest>true</IsLatest><LastModified>2024-05-06T07:08:09.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag>` +
	`<ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumAlgorithm>SHA1</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType><Size>123</Size>` +
	`<Owner><ID>id</ID><DisplayName>name &amp; co</DisplayName></Owner><StorageClass>STANDARD</StorageClass>` +
	`<RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress><RestoreExpiryDate>2024-05-06T07:08:09Z</RestoreExpiryDate></RestoreStatus></%s>`

func answer(keys ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name><Prefix></Prefix><Marker/><NextMarker>m</NextMarker>` +
		`<KeyMarker>k</KeyMarker><VersionIdMarker/><NextKeyMarker>n</NextKeyMarker><NextVersionIdMarker>i</NextVersionIdMarker>` +
		`<ContinuationToken>c</ContinuationToken><NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=</NextContinuationToken><StartAfter>s</StartAfter>` +
		`<KeyCount>3</KeyCount><MaxKeys>1000</MaxKeys><Delimiter>/</Delimiter><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>`)
	for _, key := range keys {
		for _, element := range []string{"Contents", "Version", "DeleteMarker"} {
			fmt.Fprintf(&b, entryXML, element, escape(key), element)
		}
	}
	return b.String() + `<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes><CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes></ListBucketResult>`
}

// bodies are answers of which some are not what a service says.
var bodies = []string{
	answer(odd...), answer("a"), "", " ", "<", "<a", "text", "<a/>", "<ListBucketResult/>", "<ListBucketResult></x>", answer("a") + "<more",
	strings.Replace(answer("a"), "<Key>a", "<Key><![CDATA[a]]>b", 1), strings.Replace(answer("a"), "<Key>a", "<Key><![CDATA[a]]>", 1), strings.Replace(answer("a"), "<Key>a", "<Key><!-- c -->a", 1),
	strings.Replace(answer("a"), "<Key>a", "<Key><b/>a", 1), strings.Replace(answer("a"), "<Size>123", "<Size>x", 1), strings.Replace(answer("a"), "<Size>123", "<Size>", 1),
	strings.Replace(answer("a"), "<Key>", "<KEY>", 1), strings.Replace(answer("a"), "<KeyCount>3", "<KeyCount>4294967297", 1), strings.Replace(answer("a"), "true", "perhaps", 1),
	strings.Replace(answer("a"), "<Owner>", "<Owner><ID>first</ID></Owner><Owner>", 1), strings.Replace(answer("a"), "<Name>", "<New><Key>x</Key></New><Name>", 1),
	strings.Replace(answer("a"), "<Key>a", "<Key>\x00", 1), strings.Replace(answer("a"), "<Key>a", "<Key>\xff", 1), strings.Replace(answer("a"), "<Key>a", "<Key>&#x1;", 1),
	strings.Replace(answer("a"), "UTF-8", "latin1", 1), answer("a")[:400], answer("a")[:700], `<!DOCTYPE x>` + answer("a")[40:],
	strings.ReplaceAll(answer("a", "b"), "><", ">\n  <"), strings.Replace(answer("a"), "2024-05-06T07:08:09.000Z", "2024-05-06", 1),
	`<ListBucketResult><Contents/><Version/><DeleteMarker/><CommonPrefixes/></ListBucketResult>`, `<x:R xmlns:x="u"><x:Contents><x:Key>k</x:Key></x:Contents></x:R>`,
}

func TestSameAsTheSDK(t *testing.T) {
	for _, body := range bodies {
		for op := range operations {
			same(t, op, nil, body)
			same(t, op, http.Header{"X-Amz-Request-Charged": {" requester "}, "X-Amz-Request-Id": {"id"}}, body)
		}
	}
}

func FuzzListing(f *testing.F) {
	for i, body := range bodies {
		if len(body) < 10_000 {
			f.Add(uint8(i), body)
		}
	}
	f.Fuzz(func(t *testing.T, op uint8, body string) {
		same(t, int(op)%len(operations), nil, body)
	})
}

func TestKeysAreAsTheyAre(t *testing.T) {
	out, err := client(answering{200, nil, strings.NewReader(answer(odd...))}, s3fast.Decode).ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: bucket})
	require.NoError(t, err)
	var keys []string
	for _, o := range out.Contents {
		keys = append(keys, *o.Key)
	}
	assert.Equal(t, odd, keys)
}

func TestErrorsAreTheSDKs(t *testing.T) {
	body := `<?xml version="1.0"?><Error><Code>NoSuchBucket</Code><Message>none</Message><RequestId>r</RequestId><HostId>h</HostId></Error>`
	header := http.Header{"X-Amz-Request-Id": {"r"}}
	for op := range operations {
		_, want := operations[op](client(answering{404, header, strings.NewReader(body)}))
		_, err := operations[op](client(answering{404, header, strings.NewReader(body)}, s3fast.Decode))
		require.EqualError(t, err, want.Error())
		var api smithy.APIError
		require.ErrorAs(t, err, &api)
		assert.Equal(t, "NoSuchBucket", api.ErrorCode())

		broken := errors.New("broken")
		half := func() io.Reader {
			return io.MultiReader(strings.NewReader(answer("a")[:500]), iotest.ErrReader(broken))
		}
		_, want = operations[op](client(answering{200, header, half()}))
		_, err = operations[op](client(answering{200, header, half()}, s3fast.Decode))
		require.EqualError(t, err, want.Error())
		require.ErrorIs(t, err, broken)
	}
}

func TestMetadataIsTheSDKs(t *testing.T) {
	header := http.Header{"X-Amz-Request-Id": {"the-id"}, "X-Amz-Request-Charged": {"requester"}}
	out, err := client(answering{200, header, strings.NewReader(answer("a"))}, s3fast.Decode, s3fast.Decode).ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: bucket})
	require.NoError(t, err)
	id, _ := awsmiddleware.GetRequestIDMetadata(out.ResultMetadata)
	assert.Equal(t, "the-id", id)
	assert.Equal(t, types.RequestChargedRequester, out.RequestCharged)
}

func TestALongPageIsTheSDKs(t *testing.T) {
	body := strings.Replace(answer("a"), "<Name>", "<Filler>"+strings.Repeat("x", 17<<20)+"</Filler><Name>", 1)
	same(t, 0, nil, body)
}

func TestOtherOperationsAreLeftAlone(t *testing.T) {
	out, err := client(answering{200, http.Header{"Etag": {"e"}}, strings.NewReader("content")}, s3fast.Decode).GetObject(t.Context(), &s3.GetObjectInput{Bucket: bucket, Key: aws.String("k")})
	require.NoError(t, err)
	content, err := io.ReadAll(out.Body)
	require.NoError(t, err)
	assert.Equal(t, "content", string(content))
}

// TestOddKeysOnTheWire lists odd keys of an emulator by the SDK and by us.
func TestOddKeysOnTheWire(t *testing.T) {
	server := moto.Start(t)
	at := func(o *s3.Options) { o.BaseEndpoint = &server.URL }
	sdk, fast := client(http.DefaultClient, at), client(http.DefaultClient, at, s3fast.Decode)
	ctx := t.Context()
	_, err := sdk.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: bucket})
	require.NoError(t, err)
	_, err = sdk.PutBucketVersioning(ctx, &s3.PutBucketVersioningInput{Bucket: bucket, VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled}})
	require.NoError(t, err)
	keys := []string{"a&b", "<a>", "😀/x", " blanks ", "%", "%2F", "a+b", "ü", "\"'", "a/b/c", "&amp;", "c\x01ontrol", "x/"}
	for _, key := range keys {
		_, err := sdk.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: &key, Body: strings.NewReader(key)})
		require.NoError(t, err, "%q", key)
	}
	_, err = sdk.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: bucket, Key: &keys[0]})
	require.NoError(t, err)
	for _, encoding := range []types.EncodingType{"", types.EncodingTypeUrl} {
		for _, delimiter := range []*string{nil, aws.String("/")} {
			in := &s3.ListObjectsV2Input{Bucket: bucket, EncodingType: encoding, Delimiter: delimiter, FetchOwner: aws.Bool(true), MaxKeys: aws.Int32(5)}
			both(t, s3.NewListObjectsV2Paginator(sdk, in), s3.NewListObjectsV2Paginator(fast, in))
			versions := &s3.ListObjectVersionsInput{Bucket: bucket, EncodingType: encoding, Delimiter: delimiter}
			both(t, s3.NewListObjectVersionsPaginator(sdk, versions), s3.NewListObjectVersionsPaginator(fast, versions))
			one, wantErr := sdk.ListObjects(ctx, &s3.ListObjectsInput{Bucket: bucket, EncodingType: encoding, Delimiter: delimiter})
			other, err := fast.ListObjects(ctx, &s3.ListObjectsInput{Bucket: bucket, EncodingType: encoding, Delimiter: delimiter})
			assert.Equal(t, wantErr == nil, err == nil)
			assert.Equal(t, bare(one), bare(other))
		}
	}
	out, err := fast.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: bucket, EncodingType: types.EncodingTypeUrl})
	require.NoError(t, err)
	var listed []string
	for _, o := range out.Contents {
		key, err := url.QueryUnescape(*o.Key)
		require.NoError(t, err)
		listed = append(listed, key)
	}
	want := slices.Sorted(slices.Values(keys[1:]))
	assert.Equal(t, want, listed)
}

type paginator[T any] interface {
	HasMorePages() bool
	NextPage(context.Context, ...func(*s3.Options)) (*T, error)
}

// both compares the pages of two paginators.
func both[T any](t *testing.T, sdk, fast paginator[T]) {
	t.Helper()
	for sdk.HasMorePages() {
		require.True(t, fast.HasMorePages())
		want, wantErr := sdk.NextPage(t.Context())
		got, err := fast.NextPage(t.Context())
		if wantErr != nil {
			require.Error(t, err)
			return
		}
		require.NoError(t, err)
		require.Equal(t, bare(want), bare(got))
	}
	require.False(t, fast.HasMorePages())
}
