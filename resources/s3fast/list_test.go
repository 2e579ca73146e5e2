package s3fast_test

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"math/rand/v2"
	"net/http"
	"net/url"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/resources/s3fast"
)

// keySpace is a bucket with these keys, in order, that takes 20 ms a request.
type keySpace struct {
	keys    []string
	latency time.Duration
	uneven  time.Duration     // how much longer some requests take
	before  func(n int) error // before the request with this number

	mu          sync.Mutex
	requests    int
	inFlight    int
	mostAtATime int
}

func newKeySpace(keys ...string) *keySpace {
	keys = slices.Clone(keys)
	slices.Sort(keys)
	return &keySpace{keys: slices.Compact(keys), latency: 20 * time.Millisecond}
}

func (b *keySpace) ListObjectsV2(ctx context.Context, in *s3.ListObjectsV2Input, _ ...func(*s3.Options)) (*s3.ListObjectsV2Output, error) {
	b.mu.Lock()
	b.requests++
	n := b.requests
	b.inFlight++
	b.mostAtATime = max(b.mostAtATime, b.inFlight)
	b.mu.Unlock()
	defer func() { b.mu.Lock(); b.inFlight--; b.mu.Unlock() }()
	if b.before != nil {
		if err := b.before(n); err != nil {
			return nil, err
		}
	}
	select {
	case <-time.After(b.takes(aws.ToString(in.StartAfter))):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	after, prefix := aws.ToString(in.StartAfter), aws.ToString(in.Prefix)
	if in.ContinuationToken != nil {
		after = *in.ContinuationToken
	}
	size := 1000
	if in.MaxKeys != nil {
		size = int(*in.MaxKeys)
	}
	from := sort.Search(len(b.keys), func(i int) bool { return b.keys[i] > after && b.keys[i] >= prefix })
	to := from
	for to < len(b.keys) && to < from+size && strings.HasPrefix(b.keys[to], prefix) {
		to++
	}
	out := &s3.ListObjectsV2Output{EncodingType: in.EncodingType, IsTruncated: aws.Bool(to < len(b.keys) && strings.HasPrefix(b.keys[to], prefix))}
	for _, key := range b.keys[from:to] {
		if in.EncodingType == types.EncodingTypeUrl {
			key = strings.ReplaceAll(url.QueryEscape(key), "%2F", "/")
		}
		out.Contents = append(out.Contents, types.Object{Key: &key})
	}
	return out, nil
}

// takes is how long a request takes: a bit different for each, so that no two end
// at a time, and what happens is the same each time.
func (b *keySpace) takes(after string) time.Duration {
	h := fnv.New32()
	h.Write([]byte(after))
	return b.latency + time.Duration(h.Sum32())%max(b.uneven, 100*time.Microsecond)
}

func numbered(n int, format string) []string {
	keys := make([]string, n)
	for i := range keys {
		keys[i] = fmt.Sprintf(format, i)
	}
	return keys
}

// pageSize is how many keys a page has in these tests.
const pageSize = 40

func listed(t *testing.T, b s3fast.Lister, in s3.ListObjectsV2Input, o s3fast.ListOptions) []string {
	t.Helper()
	in.Bucket = bucket
	var keys []string
	for object, err := range s3fast.List(t.Context(), b, &in, o) {
		require.NoError(t, err)
		keys = append(keys, *object.Key)
	}
	return keys
}

var (
	pagesOf = flag.Int("pages", 1000, "pages of each key space of TestKeySpaces")
	seed    = flag.Uint64("seed", 2, "of the random key spaces")
	all     = flag.Bool("all", false, "list all key spaces as they come too")
)

// unkind are key spaces that are not listed ten times faster than by one request
// at a time, and what they are held to.
var unkind = map[string]float64{
	"cloudtrail": 8, "gaps": 8, "hash, base64": 3, "hash, by day": 6, "load balancer": 8, "magnitudes": 7, "names": 3,
	"odd": 3, "partitions": 5, "skewed": 7, "spark": 7, "tenants": 6, "times, short": 6, "tree": 3, "words": 7,
}

// TestKeySpaces lists all key spaces in order, and the unkind ones as they come
// too, and holds time and requests against the serial listing. With -v it prints
// the table, with -all the whole of it.
func TestKeySpaces(t *testing.T) {
	sum, n := map[bool]float64{}, map[bool]float64{} // by unordered
	for _, name := range slices.Sorted(maps.Keys(keySpaces)) {
		keys := keySpaces[name](*pagesOf*pageSize, rand.New(rand.NewPCG(1, *seed)))
		for _, unordered := range []bool{false, true} {
			if unordered && unkind[name] == 0 && !*all {
				continue
			}
			t.Run(fmt.Sprintf("%s/unordered=%t", name, unordered), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					faster, requests := holdAgainstSerial(t, newKeySpace(keys...), unordered)
					sum[unordered] += faster
					n[unordered]++
					if *pagesOf == 1000 {
						assert.GreaterOrEqual(t, faster, cmp.Or(unkind[name], 10))
						assert.LessOrEqual(t, requests, 1.2)
					}
				})
			})
		}
	}
	t.Logf("on the average %.1f times faster in order, %.1f as they come", sum[false]/n[false], sum[true]/n[true])
}

// holdAgainstSerial returns how many times faster than by one request at a time
// its keys were listed, and by how many requests a page.
func holdAgainstSerial(t *testing.T, b *keySpace, unordered bool) (faster, requests float64) {
	start := time.Now()
	got := listed(t, b, s3.ListObjectsV2Input{MaxKeys: aws.Int32(pageSize)}, s3fast.ListOptions{Unordered: unordered})
	took := time.Since(start)
	if unordered {
		slices.Sort(got)
	}
	require.True(t, slices.Equal(b.keys, got), "each key once: %d of %d", len(got), len(b.keys))
	pages := math.Ceil(float64(len(b.keys)) / pageSize)
	faster, requests = pages*float64(b.latency+b.uneven/2)/float64(took), float64(b.requests)/pages
	t.Logf("%5.1f times faster, %.2f requests a page of %.0f", faster, requests, pages)
	assert.LessOrEqual(t, b.mostAtATime, 16)
	assert.LessOrEqual(t, float64(b.requests), 1.2*pages+16)
	return faster, requests
}

// TestUnevenLatencies: requests of 10 to 200 ms do not stop the others.
func TestUnevenLatencies(t *testing.T) {
	for _, name := range []string{"counter", "hash", "hash, git", "ulid", "logs"} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newKeySpace(keySpaces[name](1000*pageSize, rand.New(rand.NewPCG(1, *seed)))...)
				b.latency, b.uneven = 10*time.Millisecond, 190*time.Millisecond
				faster, requests := holdAgainstSerial(t, b, false)
				assert.GreaterOrEqual(t, faster, 10.0)
				assert.LessOrEqual(t, requests, 1.2)
			})
		})
	}
}

func TestAPageIsOneRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, n := range []int{0, 1, 999, 1000} {
			b := newKeySpace(numbered(n, "%d")...)
			assert.Len(t, listed(t, b, s3.ListObjectsV2Input{}, s3fast.ListOptions{}), n)
			assert.Equal(t, 1, b.requests)
		}
		b := newKeySpace(numbered(3500, "%05d")...)
		assert.Len(t, listed(t, b, s3.ListObjectsV2Input{}, s3fast.ListOptions{}), 3500)
		assert.LessOrEqual(t, b.requests, 6)
	})
}

func TestPrefixAndStartAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newKeySpace(slices.Concat(numbered(30_000, "a/%05d"), numbered(30_000, "b/%05d"), numbered(30_000, "c/%05d"))...)
		in := s3.ListObjectsV2Input{Prefix: aws.String("b/"), StartAfter: aws.String("b/00999"), MaxKeys: aws.Int32(100)}
		assert.Equal(t, numbered(30_000, "b/%05d")[1000:], listed(t, b, in, s3fast.ListOptions{}))
		assert.Equal(t, "b/", *in.Prefix)
		assert.Empty(t, in.EncodingType, "what was lent is not changed")
	})
}

// TestKeysComeAndGo: keys that are there all the time are given once, whatever
// others do.
func TestKeysComeAndGo(t *testing.T) {
	for _, unordered := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			stay := numbered(60_000, "k%06d")
			b := newKeySpace(stay...)
			r := rand.New(rand.NewPCG(3, 4))
			b.before = func(int) error {
				b.mu.Lock()
				defer b.mu.Unlock()
				for range 40 {
					key := fmt.Sprintf("k%06d-guest", r.IntN(60_000))
					i, found := slices.BinarySearch(b.keys, key)
					if found {
						b.keys = slices.Delete(b.keys, i, i+1)
					} else {
						b.keys = slices.Insert(b.keys, i, key)
					}
				}
				return nil
			}
			seen := map[string]int{}
			for _, key := range listed(t, b, s3.ListObjectsV2Input{}, s3fast.ListOptions{Unordered: unordered}) {
				seen[key]++
			}
			for key, n := range seen {
				if n != 1 {
					t.Errorf("%s was given %d times", key, n)
				}
			}
			for _, key := range stay {
				if seen[key] == 0 {
					t.Errorf("%s is missing", key)
				}
			}
		})
	}
}

func TestLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		keys := numbered(50_000, "%06d")
		for _, limit := range []int{1, 999, 1000, 1001, 20_000} {
			b := newKeySpace(keys...)
			got := listed(t, b, s3.ListObjectsV2Input{}, s3fast.ListOptions{Limit: limit})
			assert.Equal(t, keys[:limit], got)
			if limit <= 1000 {
				assert.Equal(t, 1, b.requests)
			}
			assert.LessOrEqual(t, b.requests, limit/1000*3/2+3)
			assert.Len(t, listed(t, b, s3.ListObjectsV2Input{}, s3fast.ListOptions{Limit: limit, Unordered: true}), limit)
		}
	})
}

// TestOneAtATime: without concurrency no page is requested before it is needed.
func TestOneAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newKeySpace(numbered(5000, "%06d")...)
		n := 0
		for _, err := range s3fast.List(t.Context(), b, &s3.ListObjectsV2Input{Bucket: bucket}, s3fast.ListOptions{Concurrency: 1}) {
			require.NoError(t, err)
			time.Sleep(time.Millisecond)
			if n++; n == 2000 {
				assert.Equal(t, 2, b.requests)
				break
			}
		}
		assert.Equal(t, 2, b.requests)
	})
}

// TestMemoryIsBounded: when nobody takes the objects, listing stops.
func TestMemoryIsBounded(t *testing.T) {
	for _, unordered := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			b := newKeySpace(numbered(300_000, "%06d")...)
			for range s3fast.List(t.Context(), b, &s3.ListObjectsV2Input{Bucket: bucket}, s3fast.ListOptions{Concurrency: 4, Unordered: unordered}) {
				time.Sleep(time.Hour)
				synctest.Wait()
				assert.LessOrEqual(t, b.requests, 8*4+8) // some of which found nothing and take no place
				break
			}
		})
	}
}

// TestCursor stops at odd places and continues in another listing, until the end.
func TestCursor(t *testing.T) {
	for _, unordered := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			b := newKeySpace(numbered(40_000, "x%05d")...)
			r := rand.New(rand.NewPCG(5, 6))
			var got []string
			text := []byte("{}")
			for rounds := 0; ; rounds++ {
				var c s3fast.Cursor
				require.NoError(t, c.UnmarshalText(text))
				if c.Done() {
					assert.Greater(t, rounds, 3)
					break
				}
				left := r.IntN(9000)
				for object, err := range s3fast.List(t.Context(), b, &s3.ListObjectsV2Input{Bucket: bucket}, s3fast.ListOptions{Unordered: unordered, Cursor: &c}) {
					require.NoError(t, err)
					got = append(got, *object.Key)
					if left--; left < 0 {
						break
					}
				}
				var err error
				text, err = c.MarshalText()
				require.NoError(t, err)
			}
			slices.Sort(got)
			assert.True(t, slices.Equal(b.keys, got), "%d of %d", len(got), len(b.keys))
		})
	}
}

func TestACursorOfAnotherIsRefused(t *testing.T) {
	for _, text := range []string{"", "x", "[]", `{"ranges":[{"after":"b","to":"a"}]}`, `{"ranges":[{"after":"a"},{"after":"b"}]}`} {
		require.ErrorIs(t, new(s3fast.Cursor).UnmarshalText([]byte(text)), awserr.ErrInvalid, text)
	}
	text, err := new(s3fast.Cursor).MarshalText()
	require.NoError(t, err)
	require.NoError(t, new(s3fast.Cursor).UnmarshalText(text))
}

// TestAFailureGoesOnBehind: after an error a cursor repeats nothing.
func TestAFailureGoesOnBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newKeySpace(numbered(40_000, "x%05d")...)
		broken := errors.New("broken")
		b.before = func(n int) error {
			if n == 20 {
				return broken
			}
			return nil
		}
		var c s3fast.Cursor
		var got []string
		failures := 0
		for range 2 {
			for object, err := range s3fast.List(t.Context(), b, &s3.ListObjectsV2Input{Bucket: bucket}, s3fast.ListOptions{Cursor: &c}) {
				if err != nil {
					require.ErrorIs(t, err, broken)
					require.Zero(t, object)
					failures++
					continue
				}
				got = append(got, *object.Key)
			}
		}
		assert.Equal(t, 1, failures)
		assert.True(t, slices.Equal(b.keys, got))
		assert.True(t, c.Done())
	})
}

func TestPanicsAndExitsOfTheClient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newKeySpace(numbered(40_000, "x%05d")...)
		list := func() (err error) {
			for _, err = range s3fast.List(t.Context(), b, &s3.ListObjectsV2Input{Bucket: bucket}, s3fast.ListOptions{}) {
			}
			return err
		}
		b.before = func(n int) error {
			if n == 9 {
				panic("of the client")
			}
			return nil
		}
		require.Panics(t, func() { _ = list() })
		b.before = func(int) error { runtime.Goexit(); return nil }
		require.ErrorContains(t, list(), "Goexit")
	})
}

func TestListEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newKeySpace(numbered(400_000, "x%06d")...)
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		var last error
		for _, err := range s3fast.List(ctx, b, &s3.ListObjectsV2Input{Bucket: bucket}, s3fast.ListOptions{}) {
			last = err
		}
		require.ErrorIs(t, last, context.DeadlineExceeded)
	})
}

// shuffled is a service that does not list in order, as directory buckets.
type shuffled struct{ *keySpace }

func (b shuffled) ListObjectsV2(ctx context.Context, in *s3.ListObjectsV2Input, optFns ...func(*s3.Options)) (*s3.ListObjectsV2Output, error) {
	out, err := b.keySpace.ListObjectsV2(ctx, in, optFns...)
	if err == nil {
		slices.Reverse(out.Contents)
	}
	return out, err
}

func TestAServiceWithoutOrderIsRefused(t *testing.T) {
	var last error
	for _, err := range s3fast.List(t.Context(), shuffled{newKeySpace("a", "b")}, &s3.ListObjectsV2Input{Bucket: bucket}, s3fast.ListOptions{}) {
		last = err
	}
	require.ErrorContains(t, last, "order")
}

func TestWrongListArguments(t *testing.T) {
	b := newKeySpace("a")
	in := func(change func(*s3.ListObjectsV2Input)) *s3.ListObjectsV2Input {
		in := &s3.ListObjectsV2Input{Bucket: bucket}
		change(in)
		return in
	}
	good := in(func(*s3.ListObjectsV2Input) {})
	var none *keySpace
	for _, seq := range []func(yield func(types.Object, error) bool){
		s3fast.List(noContext, b, good, s3fast.ListOptions{}),
		s3fast.List(t.Context(), nil, good, s3fast.ListOptions{}),
		s3fast.List(t.Context(), none, good, s3fast.ListOptions{}),
		s3fast.List(t.Context(), b, nil, s3fast.ListOptions{}),
		s3fast.List(t.Context(), b, in(func(in *s3.ListObjectsV2Input) { in.Delimiter = aws.String("/") }), s3fast.ListOptions{}),
		s3fast.List(t.Context(), b, in(func(in *s3.ListObjectsV2Input) { in.ContinuationToken = aws.String("t") }), s3fast.ListOptions{}),
		s3fast.List(t.Context(), b, in(func(in *s3.ListObjectsV2Input) { in.MaxKeys = aws.Int32(-1) }), s3fast.ListOptions{}),
		s3fast.List(t.Context(), b, good, s3fast.ListOptions{Concurrency: -1}),
		s3fast.List(t.Context(), b, good, s3fast.ListOptions{Concurrency: 10_001}),
		s3fast.List(t.Context(), b, good, s3fast.ListOptions{Limit: -1}),
	} {
		n := 0
		for _, err := range seq {
			n++
			require.ErrorIs(t, err, awserr.ErrInvalid)
		}
		require.Equal(t, 1, n)
	}
	assert.Zero(t, b.requests)
}

// TestListOnTheWire lists odd keys of an emulator, three on a page.
func TestListOnTheWire(t *testing.T) {
	server := moto.Start(t)
	c := client(http.DefaultClient, func(o *s3.Options) { o.BaseEndpoint = &server.URL })
	_, err := c.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: bucket})
	require.NoError(t, err)
	keys := []string{"a&b", "<a>", "😀/x", " blanks ", "%", "%2F", "a+b", "ü", "\"'", "a/b/c", "&amp;", "c\x01ontrol", "x/"}
	for _, key := range keys {
		_, err := c.PutObject(t.Context(), &s3.PutObjectInput{Bucket: bucket, Key: &key, Body: strings.NewReader(key)})
		require.NoError(t, err)
	}
	slices.Sort(keys)
	// The emulator sends StartAfter as it is, which S3 does not: so no page ends at
	// the control character.
	assert.Equal(t, keys, listed(t, c, s3.ListObjectsV2Input{MaxKeys: aws.Int32(3)}, s3fast.ListOptions{Concurrency: 1}))
	const control = "c\x01ontrol"
	_, err = c.DeleteObject(t.Context(), &s3.DeleteObjectInput{Bucket: bucket, Key: aws.String(control)})
	require.NoError(t, err)
	keys = slices.DeleteFunc(keys, func(key string) bool { return key == control })
	assert.Equal(t, keys, listed(t, c, s3.ListObjectsV2Input{MaxKeys: aws.Int32(1)}, s3fast.ListOptions{}), "in parallel")
}

// noContext is what a caller gives who forgets that a context must not be nil.
var noContext context.Context
