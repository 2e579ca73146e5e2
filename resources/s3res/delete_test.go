package s3res_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
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
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/internal/callback"
	"github.com/awsessentials/essentials/resources/s3fast"
	"github.com/awsessentials/essentials/resources/s3res"
)

// A key that XML cannot hold would name another object in a DeleteObjects
// request: it is deleted by a request of its own.
func TestDeleteNeverNamesAnotherObject(t *testing.T) {
	keys := []string{"a", "control\x01", "tab\tand\nline", "bell\a", "z", "invalid\xff", "replacement\uFFFD", "return\r"}
	cloud := awstest.New(t)
	awstest.On(cloud, func(context.Context, *s3.ListObjectsV2Input) (*s3.ListObjectsV2Output, error) {
		out := &s3.ListObjectsV2Output{}
		for _, key := range keys {
			out.Contents = append(out.Contents, types.Object{Key: aws.String(key)})
		}
		return out, nil
	})
	var deleted []string
	awstest.On(cloud, func(_ context.Context, in *s3.DeleteObjectsInput) (*s3.DeleteObjectsOutput, error) {
		for _, o := range in.Delete.Objects {
			deleted = append(deleted, *o.Key)
		}
		return &s3.DeleteObjectsOutput{}, nil
	})
	var alone []string
	awstest.On(cloud, func(_ context.Context, in *s3.DeleteObjectInput) (*s3.DeleteObjectOutput, error) {
		assert.True(t, *in.BypassGovernanceRetention, "changes of the batch hold")
		if *in.Key == "bell\a" {
			return nil, awstest.APIError("AccessDenied", "no", 403)
		}
		alone = append(alone, *in.Key)
		return &s3.DeleteObjectOutput{}, nil
	})
	n, err := s3res.New(s3.NewFromConfig(cloud.Config())).Bucket("b").Objects("").Delete(t.Context(), s3fast.DeleteOptions{
		Change: func(in *s3.DeleteObjectsInput) { in.BypassGovernanceRetention = aws.Bool(true) },
	})
	require.ErrorContains(t, err, "AccessDenied")
	assert.Equal(t, 7, n)
	assert.Equal(t, []string{"a", "tab\tand\nline", "z", "replacement\uFFFD"}, deleted)
	assert.Equal(t, []string{"control\x01", "invalid\xff", "return\r"}, alone)
}

// store is a bucket store in memory, as far as listings and deletions need one.
type store struct {
	deny   map[string]bool                                                  // buckets
	answer func(call int, in *s3.DeleteObjectsInput) ([]types.Error, error) // may be nil

	mu      sync.Mutex
	keys    map[string][]string // by bucket, in order
	gone    map[string]int      // bucket/key: how often it was deleted
	calls   int
	now     int
	most    int
	lists   int
	largest int
}

func (s *store) ListObjectsV2(_ context.Context, in *s3.ListObjectsV2Input, _ ...func(*s3.Options)) (*s3.ListObjectsV2Output, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lists++
	keys := s.keys[*in.Bucket]
	after := max(aws.ToString(in.StartAfter), aws.ToString(in.ContinuationToken))
	from, found := slices.BinarySearch(keys, after)
	if found {
		from++
	}
	out := &s3.ListObjectsV2Output{}
	for _, key := range keys[from:min(from+1000, len(keys))] {
		out.Contents = append(out.Contents, types.Object{Key: aws.String(key)})
	}
	if from+1000 < len(keys) {
		out.IsTruncated, out.NextContinuationToken = aws.Bool(true), aws.String(keys[from+999])
	}
	return out, nil
}

func (s *store) DeleteObjects(ctx context.Context, in *s3.DeleteObjectsInput, _ ...func(*s3.Options)) (*s3.DeleteObjectsOutput, error) {
	s.mu.Lock()
	s.calls++
	call := s.calls
	s.now++
	s.most, s.largest = max(s.most, s.now), max(s.largest, len(in.Delete.Objects))
	s.mu.Unlock()
	time.Sleep(20 * time.Millisecond)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now--
	if s.deny[*in.Bucket] {
		return nil, awstest.APIError("AccessDenied", "no", 403)
	}
	out := &s3.DeleteObjectsOutput{}
	refused := map[string]bool{}
	if s.answer != nil {
		var err error
		if out.Errors, err = s.answer(call, in); err != nil {
			return nil, err
		}
		for _, e := range out.Errors {
			refused[*e.Key] = true
		}
	}
	for _, object := range in.Delete.Objects {
		if !refused[*object.Key] {
			s.gone[*in.Bucket+"/"+*object.Key]++
		}
	}
	return out, nil
}

func stored(n int, buckets ...string) (*store, *s3res.S3) {
	s := &store{keys: map[string][]string{}, gone: map[string]int{}}
	for _, bucket := range buckets {
		for i := range n {
			s.keys[bucket] = append(s.keys[bucket], fmt.Sprintf("in/%06d", i))
		}
	}
	return s, s3res.NewFrom(s)
}

// TestDeletesOfFiftyThousand: with throttles of whole requests and of single
// objects, and refused ones, the counts add up and nothing is deleted twice.
func TestDeletesOfFiftyThousand(t *testing.T) {
	for name, objects := range map[string]func(*s3res.Bucket) *s3res.Objects{
		"page after page": func(b *s3res.Bucket) *s3res.Objects { return b.Objects("in/") },
		"many pages at once": func(b *s3res.Bucket) *s3res.Objects {
			return b.ParallelObjects("in/", s3fast.ListOptions{Unordered: true})
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, s3s := stored(50_000, "b")
				busy := map[string]bool{}
				s.answer = func(call int, in *s3.DeleteObjectsInput) (errs []types.Error, _ error) {
					if call%7 == 0 {
						return nil, awstest.APIError("SlowDown", "Please reduce your request rate.", 503)
					}
					for _, object := range in.Delete.Objects {
						switch key := *object.Key; {
						case strings.HasSuffix(key, "77"):
							errs = append(errs, types.Error{Key: object.Key, Code: aws.String("AccessDenied")})
						case strings.HasSuffix(key, "3") && !busy[key]:
							busy[key] = true
							errs = append(errs, types.Error{Key: object.Key, Code: aws.String("InternalError")})
						}
					}
					return errs, nil
				}
				var last s3fast.DeleteReport
				n, err := objects(s3s.Bucket("b")).Delete(t.Context(), s3fast.DeleteOptions{Attempts: 100, OnBatch: func(r s3fast.DeleteReport) {
					assert.GreaterOrEqual(t, r.Deleted, last.Deleted)
					last = r
				}})
				var failed *s3res.DeleteError
				require.ErrorAs(t, err, &failed)
				assert.Len(t, failed.Items, 500)
				assert.Equal(t, 49_500, n)
				assert.Len(t, s.gone, 49_500)
				for key, times := range s.gone {
					require.Equal(t, 1, times, key)
				}
				for _, item := range failed.Items {
					require.True(t, strings.HasSuffix(item.Resource.(*s3res.Object).Key, "77"))
				}
				assert.Equal(t, 50_000, last.Objects)
				assert.Equal(t, n, last.Deleted)
				assert.Len(t, last.Failed, 500)
				assert.Equal(t, s.calls, last.Requests)
				assert.LessOrEqual(t, s.most, 16)
				assert.Greater(t, s.most, 1)
				assert.Equal(t, 1000, s.largest)
			})
		})
	}
}

func TestADryRunDeletesNothing(t *testing.T) {
	s, s3s := stored(2500, "b")
	calls := 0
	n, err := s3s.Bucket("b").Objects("").Delete(t.Context(), s3fast.DeleteOptions{DryRun: true, OnBatch: func(s3fast.DeleteReport) { calls++ }})
	require.NoError(t, err)
	assert.Equal(t, 2500, n)
	assert.Equal(t, 3, calls)
	assert.Zero(t, s.calls)
}

func TestConcurrencyOfTheCollectionIsThatOfItsDelete(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, s3s := stored(9000, "b")
		_, err := s3s.Bucket("b").ParallelObjects("", s3fast.ListOptions{}).Concurrency(2).Delete(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 2, s.most)
	})
}

// TestABucketThatRefuses: its objects are named, and no further page is listed;
// of several buckets the others go on.
func TestABucketThatRefuses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, s3s := stored(100_000, "a")
		s.deny = map[string]bool{"a": true}
		n, err := s3s.Bucket("a").Objects("").Delete(t.Context(), s3fast.DeleteOptions{Concurrency: 1})
		assert.True(t, awserr.IsAccessDenied(err))
		assert.Zero(t, n)
		assert.Less(t, s.lists, 10)

		s, s3s = stored(5000, "a", "b")
		s.deny = map[string]bool{"a": true}
		n, err = collections.As[*s3res.Objects](collections.Concat(s3s.Bucket("a").Objects(""), s3s.Bucket("b").Objects(""))).Delete(t.Context())
		assert.Equal(t, 5000, n)
		var failed *s3res.DeleteError
		require.ErrorAs(t, err, &failed)
		assert.Len(t, failed.Items, 5000)
		for _, item := range failed.Items {
			require.Equal(t, "a", item.Resource.(*s3res.Object).BucketName)
		}
	})
}

func TestDeletesOfASequenceOfKeys(t *testing.T) {
	s, s3s := stored(0, "b")
	bucket := s3s.Bucket("b")
	n, err := bucket.ObjectsWithKeys(slices.Values([]string{"x", "", "y"})).Delete(t.Context())
	assert.Equal(t, 2, n)
	assert.ErrorIs(t, err, awserr.ErrInvalid, "a key is empty")
	assert.Equal(t, map[string]int{"b/x": 1, "b/y": 1}, s.gone)
	n, err = bucket.ObjectsWithKeys(slices.Values([]string(nil))).Delete(t.Context())
	assert.NoError(t, err)
	assert.Zero(t, n)

	object := bucket.Object("z")
	_, err = collections.As[*s3res.Objects](collections.Of(object, nil)).Delete(t.Context())
	var failed *s3res.DeleteError
	require.ErrorAs(t, err, &failed)
	assert.Len(t, failed.Items, 1)
	assert.True(t, object.Stale())
}

func TestHowADeleteEnds(t *testing.T) {
	boom := func(s3fast.DeleteReport) { panic("boom") }
	for name, test := range map[string]struct {
		o      s3fast.DeleteOptions
		filter func(*s3res.Object) bool
		panics bool
	}{
		"panic in OnBatch":    {o: s3fast.DeleteOptions{OnBatch: boom}, panics: true},
		"panic in Change":     {o: s3fast.DeleteOptions{Change: func(*s3.DeleteObjectsInput) { panic("boom") }}, panics: true},
		"panic in the filter": {filter: func(o *s3res.Object) bool { return o.Key < "in/001500" || func() bool { panic("boom") }() }, panics: true},
		"exit in OnBatch":     {o: s3fast.DeleteOptions{OnBatch: func(s3fast.DeleteReport) { runtime.Goexit() }}},
		"exit in Change":      {o: s3fast.DeleteOptions{Change: func(*s3.DeleteObjectsInput) { runtime.Goexit() }}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				_, s3s := stored(30_000, "b")
				objects := s3s.Bucket("b").Objects("")
				if test.filter != nil {
					objects = objects.Filter(test.filter)
				}
				defer func() { assert.Equal(t, test.panics, recover() != nil) }()
				_, err := objects.Delete(t.Context(), test.o)
				assert.ErrorIs(t, err, callback.ErrGoexit)
			})
		})
	}
}

func TestADeleteEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, s3s := stored(50_000, "b")
		ctx, cancel := context.WithTimeoutCause(t.Context(), 50*time.Millisecond, errors.New("enough"))
		defer cancel()
		n, err := s3s.Bucket("b").Objects("").Delete(ctx, s3fast.DeleteOptions{Concurrency: 2})
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Len(t, s.gone, n)
		assert.Less(t, n, 50_000)
	})
}

func TestWhatADeleteRefuses(t *testing.T) {
	s, s3s := stored(10, "b")
	objects := s3s.Bucket("b").Objects("")
	var noContext context.Context
	_, err := objects.Delete(noContext)
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	for _, o := range [][]s3fast.DeleteOptions{{{}, {}}, {{Concurrency: -1}}, {{Concurrency: 10_001}}, {{Attempts: -1}}} {
		_, err := objects.Delete(t.Context(), o...)
		assert.ErrorIs(t, err, awserr.ErrInvalid)
	}
	_, err = s3s.Bucket("").ParallelObjects("", s3fast.ListOptions{}).Delete(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = s3s.Bucket("b").ObjectsWithKeys(nil).Delete(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = s3res.NewFrom(struct{}{}).Bucket("b").ObjectsWithKeys(slices.Values([]string{"k"})).Delete(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = s3res.New(nil).Bucket("b").ParallelObjects("", s3fast.ListOptions{}).Collect(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	assert.Zero(t, s.calls+s.lists)
}

// TestParallelObjects: as Objects, in order, with Data, and with all steps.
func TestParallelObjects(t *testing.T) {
	s, s3s := stored(12_345, "b")
	objects, err := s3s.Bucket("b").ParallelObjects("in/", s3fast.ListOptions{}).Skip(5).Limit(10_000).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, objects, 10_000)
	for i, o := range objects {
		require.Equal(t, s.keys["b"][i+5], o.Key)
		require.Equal(t, o.Key, *o.Data.Key)
	}
}
