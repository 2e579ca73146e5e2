package s3fast_test

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/resources/s3fast"
)

// bin takes deletions, 20 ms each.
type bin struct {
	answer func(call int, in *s3.DeleteObjectsInput) ([]types.Error, error)

	mu    sync.Mutex
	calls int
	gone  map[string]int
	began []time.Time
	now   int
	most  int
}

func (b *bin) DeleteObjects(ctx context.Context, in *s3.DeleteObjectsInput, _ ...func(*s3.Options)) (*s3.DeleteObjectsOutput, error) {
	b.mu.Lock()
	b.calls++
	call := b.calls
	b.began = append(b.began, time.Now())
	b.now++
	b.most = max(b.most, b.now)
	b.mu.Unlock()
	time.Sleep(20 * time.Millisecond)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now--
	out := &s3.DeleteObjectsOutput{}
	if b.answer != nil {
		var err error
		if out.Errors, err = b.answer(call, in); err != nil {
			return nil, err
		}
	}
	refused := map[string]bool{}
	for _, e := range out.Errors {
		refused[*e.Key] = true
	}
	if b.gone == nil {
		b.gone = map[string]int{}
	}
	for _, object := range in.Delete.Objects {
		if !refused[*object.Key] {
			b.gone[*object.Key]++
		}
	}
	return out, nil
}

func identifiers(keys ...string) iter.Seq2[types.ObjectIdentifier, error] {
	return func(yield func(types.ObjectIdentifier, error) bool) {
		for _, key := range keys {
			if !yield(types.ObjectIdentifier{Key: &key}, nil) {
				return
			}
		}
	}
}

// TestDeleteIsNearTheIdeal: 100,000 objects are 100 requests, in 7 rounds of 16.
func TestDeleteIsNearTheIdeal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &bin{}
		start := time.Now()
		report, err := s3fast.Delete(t.Context(), b, "bucket", identifiers(numbered(100_000, "%06d")...), s3fast.DeleteOptions{})
		require.NoError(t, err)
		assert.LessOrEqual(t, time.Since(start), 7*20*time.Millisecond*12/10)
		assert.Equal(t, s3fast.DeleteReport{Objects: 100_000, Deleted: 100_000, Requests: 100}, report)
		assert.Len(t, b.gone, 100_000)
		assert.Equal(t, 16, b.most)
	})
}

func TestEachFailureIsNamed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &bin{answer: func(_ int, in *s3.DeleteObjectsInput) (errs []types.Error, _ error) {
			for _, object := range in.Delete.Objects {
				if strings.HasSuffix(*object.Key, "77") {
					errs = append(errs, types.Error{Key: object.Key, Code: aws.String("AccessDenied"), Message: aws.String("no")})
				}
			}
			return errs, nil
		}}
		report, err := s3fast.Delete(t.Context(), b, "bucket", identifiers(numbered(5000, "%04d")...), s3fast.DeleteOptions{})
		var failures *s3fast.DeleteError
		require.ErrorAs(t, err, &failures)
		require.Len(t, failures.Failed, 50)
		assert.Equal(t, report.Failed, failures.Failed)
		assert.Equal(t, 4950, report.Deleted)
		for _, f := range failures.Failed {
			assert.True(t, strings.HasSuffix(*f.Object.Key, "77"))
			assert.Equal(t, "AccessDenied", f.Code)
			assert.True(t, awserr.IsAccessDenied(f.Err))
		}
		assert.Contains(t, err.Error(), "50 objects were not deleted")
	})
}

// TestSlowDown: all requests wait when one is told to, and what S3 was too busy
// for is sent again.
func TestSlowDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &bin{}
		b.answer = func(call int, in *s3.DeleteObjectsInput) ([]types.Error, error) {
			switch {
			case call == 1:
				return nil, &smithy.GenericAPIError{Code: "SlowDown"}
			case call == 2:
				return []types.Error{{Key: in.Delete.Objects[0].Key, Code: aws.String("InternalError")}}, nil
			}
			return nil, nil
		}
		report, err := s3fast.Delete(t.Context(), b, "bucket", identifiers(numbered(100_000, "%06d")...), s3fast.DeleteOptions{Concurrency: 4})
		require.NoError(t, err)
		assert.Equal(t, 100_000, report.Deleted)
		assert.Equal(t, 102, report.Requests)
		assert.Len(t, b.gone, 100_000)
		early := 0
		for _, at := range b.began {
			if at.Sub(b.began[0]) < 200*time.Millisecond {
				early++
			}
		}
		assert.LessOrEqual(t, early, 7, "all wait but for those that began in the instant of the answer")
	})
}

func TestBusyForGood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &bin{answer: func(int, *s3.DeleteObjectsInput) ([]types.Error, error) {
			return nil, &smithy.GenericAPIError{Code: "SlowDown"}
		}}
		report, err := s3fast.Delete(t.Context(), b, "bucket", identifiers(numbered(5000, "%04d")...), s3fast.DeleteOptions{Concurrency: 2, Attempts: 3})
		var failures *s3fast.DeleteError
		require.ErrorAs(t, err, &failures)
		assert.Equal(t, "SlowDown", failures.Failed[0].Code)
		assert.Zero(t, report.Deleted)
		assert.Equal(t, report.Objects, len(report.Failed))
		assert.LessOrEqual(t, b.calls, 6)
	})
}

// TestAFailedRequestIsTheLast: no other begins, and its objects are named.
func TestAFailedRequestIsTheLast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		denied := &smithy.GenericAPIError{Code: "AccessDenied"}
		b := &bin{answer: func(int, *s3.DeleteObjectsInput) ([]types.Error, error) { return nil, denied }}
		report, err := s3fast.Delete(t.Context(), b, "bucket", identifiers(numbered(50_000, "%05d")...), s3fast.DeleteOptions{Concurrency: 3})
		require.ErrorIs(t, err, error(denied))
		assert.LessOrEqual(t, b.calls, 3)
		assert.Equal(t, report.Objects, len(report.Failed), "all that were read are named")
		assert.Zero(t, report.Deleted)
	})
}

func TestAnErrorOfTheSequence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("broken")
		seq := func(yield func(types.ObjectIdentifier, error) bool) {
			for object, err := range identifiers(numbered(2500, "%04d")...) {
				if !yield(object, err) {
					return
				}
			}
			yield(types.ObjectIdentifier{}, broken)
		}
		report, err := s3fast.Delete(t.Context(), &bin{}, "bucket", seq, s3fast.DeleteOptions{})
		require.ErrorIs(t, err, broken)
		assert.Equal(t, 2000, report.Deleted)
		assert.Len(t, report.Failed, 500)
	})
}

func TestDryRunAndProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &bin{}
		report, err := s3fast.Delete(t.Context(), b, "bucket", identifiers(numbered(2500, "%04d")...), s3fast.DeleteOptions{DryRun: true})
		require.NoError(t, err)
		assert.Equal(t, s3fast.DeleteReport{Objects: 2500}, report)
		assert.Zero(t, b.calls)

		var seen []int
		_, err = s3fast.Delete(t.Context(), b, "bucket", identifiers(numbered(2500, "%04d")...), s3fast.DeleteOptions{Concurrency: 1,
			OnBatch: func(r s3fast.DeleteReport) { seen = append(seen, r.Deleted) }})
		require.NoError(t, err)
		assert.Equal(t, []int{1000, 2000, 2500}, seen)
	})
}

func TestPanicsAndExitsOfTheDeleter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &bin{answer: func(call int, _ *s3.DeleteObjectsInput) ([]types.Error, error) {
			if call == 3 {
				panic("of the client")
			}
			return nil, nil
		}}
		del := func(o s3fast.DeleteOptions) (s3fast.DeleteReport, error) {
			return s3fast.Delete(t.Context(), b, "bucket", identifiers(numbered(50_000, "%05d")...), o)
		}
		require.Panics(t, func() { _, _ = del(s3fast.DeleteOptions{}) })
		b.answer = nil
		require.Panics(t, func() { _, _ = del(s3fast.DeleteOptions{OnBatch: func(s3fast.DeleteReport) { panic("of the hook") }}) })
		report, err := del(s3fast.DeleteOptions{Change: func(*s3.DeleteObjectsInput) { runtime.Goexit() }})
		require.ErrorContains(t, err, "Goexit")
		assert.Zero(t, report.Deleted)
	})
}

func TestDeleteEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		report, err := s3fast.Delete(ctx, &bin{}, "bucket", identifiers(numbered(500_000, "%06d")...), s3fast.DeleteOptions{})
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, report.Objects, report.Deleted+len(report.Failed))

		because, end := context.WithCancelCause(t.Context())
		end(errors.New("enough"))
		_, err = s3fast.Delete(because, &bin{}, "bucket", identifiers("a"), s3fast.DeleteOptions{})
		assert.ErrorIs(t, err, context.Canceled)
		assert.ErrorContains(t, err, "enough")
	})
}

func TestWrongDeleteArguments(t *testing.T) {
	b := &bin{}
	seq := identifiers("a")
	var none *bin
	for _, call := range []func() (s3fast.DeleteReport, error){
		func() (s3fast.DeleteReport, error) {
			return s3fast.Delete(noContext, b, "b", seq, s3fast.DeleteOptions{})
		},
		func() (s3fast.DeleteReport, error) {
			return s3fast.Delete(t.Context(), nil, "b", seq, s3fast.DeleteOptions{})
		},
		func() (s3fast.DeleteReport, error) {
			return s3fast.Delete(t.Context(), none, "b", seq, s3fast.DeleteOptions{})
		},
		func() (s3fast.DeleteReport, error) {
			return s3fast.Delete(t.Context(), b, "", seq, s3fast.DeleteOptions{})
		},
		func() (s3fast.DeleteReport, error) {
			return s3fast.Delete(t.Context(), b, "b", nil, s3fast.DeleteOptions{})
		},
		func() (s3fast.DeleteReport, error) {
			return s3fast.Delete(t.Context(), b, "b", seq, s3fast.DeleteOptions{Concurrency: -1})
		},
		func() (s3fast.DeleteReport, error) {
			return s3fast.Delete(t.Context(), b, "b", seq, s3fast.DeleteOptions{Attempts: -1})
		},
	} {
		_, err := call()
		require.ErrorIs(t, err, awserr.ErrInvalid)
	}
	assert.Zero(t, b.calls)
}

// TestAnswersAboutOthers: what is sent again is what was meant, whatever the
// answer calls it, and in doubt nothing counts as deleted.
func TestAnswersAboutOthers(t *testing.T) {
	for name, test := range map[string]struct {
		errs   []types.Error
		calls  int
		failed int
	}{
		"another key":       {[]types.Error{{Key: aws.String("z"), Code: aws.String("SlowDown")}}, 1, 3},
		"no key":            {[]types.Error{{Key: aws.String(""), Code: aws.String("InternalError")}}, 1, 3},
		"a key twice":       {[]types.Error{{Key: aws.String("a"), Code: aws.String("AccessDenied")}, {Key: aws.String("a"), Code: aws.String("AccessDenied")}}, 1, 2},
		"a version of it":   {[]types.Error{{Key: aws.String("b"), VersionId: aws.String("null"), Code: aws.String("AccessDenied")}}, 1, 1},
		"one that can pass": {[]types.Error{{Key: aws.String("b"), Code: aws.String("SlowDown")}}, 2, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := &bin{answer: func(call int, in *s3.DeleteObjectsInput) ([]types.Error, error) {
					if call == 1 {
						return test.errs, nil
					}
					require.Len(t, in.Delete.Objects, 1)
					assert.Equal(t, "b", *in.Delete.Objects[0].Key)
					return nil, nil
				}}
				report, err := s3fast.Delete(t.Context(), b, "bucket", identifiers("a", "b", "a"), s3fast.DeleteOptions{})
				assert.Equal(t, test.failed > 0, err != nil)
				assert.Equal(t, test.calls, report.Requests)
				assert.Len(t, report.Failed, test.failed)
				assert.Equal(t, 3-test.failed, report.Deleted)
			})
		})
	}
}

// TestAnObjectWithoutAKey is not sent: S3 would refuse the whole request.
func TestAnObjectWithoutAKey(t *testing.T) {
	b := &bin{}
	report, err := s3fast.Delete(t.Context(), b, "bucket", identifiers("a", "", "b"), s3fast.DeleteOptions{})
	require.ErrorIs(t, err, awserr.ErrInvalid)
	assert.Equal(t, 3, report.Objects)
	assert.Equal(t, 2, report.Deleted)
	assert.Len(t, report.Failed, 1)
	assert.Equal(t, map[string]int{"a": 1, "b": 1}, b.gone)
}

// TestKeysThatXMLHasNot: another object must never be deleted in place of one.
func TestKeysThatXMLHasNot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &bin{}
		report, err := s3fast.Delete(t.Context(), b, "bucket", identifiers("a", "b\x01", "c\xff"), s3fast.DeleteOptions{})
		require.Error(t, err)
		assert.Equal(t, 1, report.Deleted)
		assert.Len(t, report.Failed, 2)
		assert.Equal(t, map[string]int{"a": 1}, b.gone)
	})
}

// TestDeleteOnTheWire empties an emulated bucket with odd keys and versions.
func TestDeleteOnTheWire(t *testing.T) {
	server := moto.Start(t)
	c := client(http.DefaultClient, func(o *s3.Options) { o.BaseEndpoint = &server.URL })
	ctx := t.Context()
	_, err := c.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: bucket})
	require.NoError(t, err)
	keys := []string{"a&b", "<a>", "😀/x", " blanks ", "%2F", "a+b", "c\x01ontrol", "c\ufffdontrol"}
	for _, key := range keys {
		_, err := c.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: &key, Body: strings.NewReader(key)})
		require.NoError(t, err)
	}
	report, err := s3fast.Delete(ctx, c, *bucket, identifiers(keys[:7]...), s3fast.DeleteOptions{})
	require.NoError(t, err)
	assert.Equal(t, 7, report.Deleted)
	assert.Equal(t, keys[7:], listed(t, c, s3.ListObjectsV2Input{}, s3fast.ListOptions{}), "the one with U+FFFD in its key is another")

	_, err = s3fast.Delete(ctx, c, "no-such-bucket", identifiers("a"), s3fast.DeleteOptions{})
	require.Error(t, err)
	var failures *s3fast.DeleteError
	require.ErrorAs(t, err, &failures)
	assert.Equal(t, "NoSuchBucket", failures.Failed[0].Code)
}
