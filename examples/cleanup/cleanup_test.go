package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"maps"
	"os"
	"path/filepath"
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

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/lambda/lambdatest"
	"github.com/awsessentials/essentials/session"
)

const day = 24 * time.Hour

// A bucket keeps objects and answers for S3, ten objects a page. It is safe for
// concurrent use.
type bucket struct {
	mu      sync.Mutex
	objects map[string]time.Time
	refuse  map[string]string // code by key
}

// newBucket has n old objects, each second one followed by a new one.
func newBucket(n int) *bucket {
	b := &bucket{objects: map[string]time.Time{}, refuse: map[string]string{}}
	for i := range n {
		b.objects[fmt.Sprintf("tmp/%03d-old", i)] = time.Now().Add(-100 * day)
		if i%2 == 1 {
			b.objects[fmt.Sprintf("tmp/%03d-young", i)] = time.Now().Add(-day)
		}
	}
	b.objects["keep/this"] = time.Now().Add(-100 * day)
	return b
}

func (b *bucket) keys(part string) (keys []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, key := range slices.Sorted(maps.Keys(b.objects)) {
		if strings.Contains(key, part) {
			keys = append(keys, key)
		}
	}
	return keys
}

// list answers like S3: the token is the key after which to continue, so that
// it holds when objects before it are deleted.
func (b *bucket) list(_ context.Context, in *s3.ListObjectsV2Input) (*s3.ListObjectsV2Output, error) {
	out := &s3.ListObjectsV2Output{IsTruncated: aws.Bool(false)}
	for _, key := range b.keys("") {
		if !strings.HasPrefix(key, aws.ToString(in.Prefix)) || key <= cmp.Or(aws.ToString(in.ContinuationToken), aws.ToString(in.StartAfter)) {
			continue
		}
		if len(out.Contents) == 10 {
			out.IsTruncated, out.NextContinuationToken = aws.Bool(true), out.Contents[9].Key
			break
		}
		b.mu.Lock()
		changed := b.objects[key]
		b.mu.Unlock()
		out.Contents = append(out.Contents, types.Object{Key: &key, Size: aws.Int64(1000), LastModified: &changed})
	}
	return out, nil
}

func (b *bucket) delete(_ context.Context, in *s3.DeleteObjectsInput) (*s3.DeleteObjectsOutput, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := &s3.DeleteObjectsOutput{}
	for _, o := range in.Delete.Objects {
		if code := b.refuse[*o.Key]; code != "" {
			out.Errors = append(out.Errors, types.Error{Key: o.Key, Code: &code, Message: aws.String("no")})
			continue
		}
		delete(b.objects, *o.Key)
	}
	return out, nil
}

// newCleaner is a cleaner of b that deletes what is older than 90 days.
func newCleaner(t *testing.T, b *bucket) (*cleaner, *awstest.Cloud) {
	cloud := awstest.New(t)
	awstest.On(cloud, b.list).Optional()
	awstest.On(cloud, b.delete).Optional()
	sess, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{})
	require.NoError(t, err)
	return &cleaner{
		s3: session.Client(sess, s3.NewFromConfig), bucket: "logs", prefix: "tmp/",
		before: time.Now().Add(-90 * day), delete: true, batch: 4, concurrency: 2,
	}, cloud
}

// walk returns the keys by outcome, and the error.
func walk(t *testing.T, ctx context.Context, c *cleaner, each func(int)) (keys map[string][]string, err error) {
	t.Helper()
	keys = map[string][]string{}
	n := 0
	for o, walkErr := range c.outcomes(ctx) {
		if walkErr != nil {
			return keys, walkErr
		}
		keys[o.What] = append(keys[o.What], *o.Key)
		n++
		if each != nil {
			each(n)
		}
	}
	return keys, nil
}

func TestADryRunDeletesNothing(t *testing.T) {
	b := newBucket(25)
	c, cloud := newCleaner(t, b)
	c.delete = false
	keys, err := walk(t, t.Context(), c, nil)
	require.NoError(t, err)
	assert.Equal(t, map[string][]string{wouldDelete: b.keys("old")}, keys)
	assert.Equal(t, 37, c.seen)
	assert.Empty(t, awstest.Calls[s3.DeleteObjectsInput](cloud))
}

func TestOldObjectsBelowThePrefixAreDeletedInBatches(t *testing.T) {
	b := newBucket(25)
	want := b.keys("old")
	c, cloud := newCleaner(t, b)
	keys, err := walk(t, t.Context(), c, nil)
	require.NoError(t, err)
	assert.Equal(t, map[string][]string{deleted: want}, keys, "in the order of the listing")
	assert.Empty(t, b.keys("old"))
	assert.Len(t, b.keys("young"), 12)
	assert.Equal(t, []string{"keep/this"}, b.keys("keep"))
	calls := awstest.Calls[s3.DeleteObjectsInput](cloud)
	assert.Len(t, calls, 7, "25 objects, 4 a request")
	for _, call := range calls {
		assert.LessOrEqual(t, len(call.Delete.Objects), 4)
	}
}

func TestAnObjectWithoutADateStays(t *testing.T) {
	c := &cleaner{before: time.Now()}
	assert.False(t, c.old(types.Object{Key: aws.String("k")}))
}

func TestWhatS3RefusesIsAFailedOutcomeAndTheRestGoesOn(t *testing.T) {
	b := newBucket(10)
	b.refuse["tmp/003-old"] = "AccessDenied"
	c, _ := newCleaner(t, b)
	keys, err := walk(t, t.Context(), c, nil)
	require.NoError(t, err)
	assert.Equal(t, []string{"tmp/003-old"}, keys[failed])
	assert.Len(t, keys[deleted], 9)
	assert.Equal(t, []string{"tmp/003-old"}, b.keys("old"))
}

func TestWhatPassesByItselfIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBucket(3)
		b.refuse["tmp/001-old"] = "SlowDown"
		c, cloud := newCleaner(t, b)
		time.AfterFunc(500*time.Millisecond, func() {
			b.mu.Lock()
			defer b.mu.Unlock()
			delete(b.refuse, "tmp/001-old")
		})
		keys, err := walk(t, t.Context(), c, nil)
		require.NoError(t, err)
		assert.Len(t, keys[deleted], 3)
		assert.Greater(t, len(awstest.Calls[s3.DeleteObjectsInput](cloud)), 1)
	})
}

func TestARequestThatFailsEndsTheWalkWithoutMovingThePosition(t *testing.T) {
	b := newBucket(25)
	c, _ := newCleaner(t, b)
	c.state = filepath.Join(t.TempDir(), "state")
	cloud := awstest.New(t)
	awstest.On(cloud, b.list)
	awstest.Fail[s3.DeleteObjectsInput](cloud, awstest.APIError("AccessDenied", "no", 403)).Times(2)
	c.s3 = s3.NewFromConfig(cloud.Config())
	keys, err := walk(t, t.Context(), c, nil)
	assert.ErrorContains(t, err, "AccessDenied")
	assert.Len(t, keys[failed], 8, "one round")
	assert.NoFileExists(t, c.state)
	assert.Len(t, b.keys("old"), 25)
}

func TestAnInterruptedWalkGoesOnWhereItStopped(t *testing.T) {
	b := newBucket(40)
	want := b.keys("old")
	var got []string
	state := filepath.Join(t.TempDir(), "state")
	for runs := 1; ; runs++ {
		require.LessOrEqual(t, runs, 10)
		c, cloud := newCleaner(t, b)
		c.state = state
		ctx, cancel := context.WithCancel(t.Context())
		keys, err := walk(t, ctx, c, func(n int) {
			if n == 3 {
				cancel() // in the middle of a round, which is finished
			}
		})
		cancel()
		got = append(got, keys[deleted]...)
		if runs > 1 {
			first := awstest.Calls[s3.ListObjectsV2Input](cloud)[0]
			assert.NotNil(t, first.StartAfter, "run %d begins at the beginning", runs)
		}
		if err == nil {
			break
		}
		require.ErrorIs(t, err, errStopped)
		assert.Len(t, keys[deleted], 8, "a whole round")
		assert.FileExists(t, state)
	}
	assert.Equal(t, want, got, "each once, in order")
	assert.Empty(t, b.keys("old"))
	assert.NoFileExists(t, state, "done: the position is forgotten")
}

func TestThePositionOfAnotherPrefixIsRefused(t *testing.T) {
	b := newBucket(40)
	state := filepath.Join(t.TempDir(), "state")
	c, _ := newCleaner(t, b)
	c.state = state
	ctx, cancel := context.WithCancel(t.Context())
	_, err := walk(t, ctx, c, func(int) { cancel() })
	require.ErrorIs(t, err, errStopped)

	c, cloud := newCleaner(t, b)
	c.state, c.prefix = state, "other/"
	_, err = walk(t, t.Context(), c, nil)
	assert.ErrorIs(t, err, errPosition)
	assert.Empty(t, awstest.Calls[s3.ListObjectsV2Input](cloud))
}

func TestTheProgram(t *testing.T) {
	server := moto.Start(t)
	t.Setenv("AWS_ACCESS_KEY_ID", "test")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "test")
	sess, err := session.New(t.Context(), session.Options{Region: "us-east-1", Endpoint: server.URL})
	require.NoError(t, err)
	client := session.Client(sess, s3.NewFromConfig, func(o *s3.Options) { o.UsePathStyle = true })
	_, err = client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: aws.String("logs")})
	require.NoError(t, err)
	for _, key := range []string{"tmp/a b", "tmp/=1+1", "tmp/ü", "keep/this"} {
		_, err = client.PutObject(t.Context(), &s3.PutObjectInput{Bucket: aws.String("logs"), Key: &key, Body: strings.NewReader("12345")})
		require.NoError(t, err)
	}
	csvFile := filepath.Join(t.TempDir(), "done.csv")
	cleanup := func(args ...string) (status int, stdout, stderr string) {
		var out, errs bytes.Buffer
		args = append([]string{"-bucket", "logs", "-prefix", "tmp/", "-region", "us-east-1", "-endpoint", server.URL, "-csv", csvFile}, args...)
		status = run(t.Context(), args, &out, &errs)
		return status, out.String(), errs.String()
	}
	rows := func() [][]string {
		t.Helper()
		f, openErr := os.Open(csvFile)
		require.NoError(t, openErr)
		defer func() { _ = f.Close() }()
		rows, readErr := csv.NewReader(f).ReadAll()
		require.NoError(t, readErr)
		return rows
	}

	status, stdout, stderr := cleanup("-older-than", "1h", "-delete")
	assert.Zero(t, status, stderr)
	assert.Contains(t, stdout, "3 objects below s3://logs/tmp/ seen, 0 older than")

	// S3 keeps dates in whole seconds, so that what was written is older than now.
	status, stdout, stderr = cleanup("-older-than", "0s")
	assert.Zero(t, status, stderr)
	assert.Contains(t, stdout, "nothing was deleted, -delete does it")
	assert.Empty(t, stderr)
	got := rows()
	require.Len(t, got, 4)
	assert.Equal(t, []string{"key", "bytes", "last modified", "outcome", "error"}, got[0])
	assert.Equal(t, []string{"tmp/=1+1", "5", got[1][2], "would delete", ""}, got[1])

	status, stdout, stderr = cleanup("-older-than", "0s", "-delete", "-state", filepath.Join(t.TempDir(), "state"))
	assert.Zero(t, status, stderr)
	assert.Contains(t, stdout, "3 older than")
	assert.Contains(t, stdout, "3 deleted (0.0 MB)")
	assert.Equal(t, "deleted", rows()[3][3])
	left, err := client.ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: aws.String("logs")})
	require.NoError(t, err)
	require.Len(t, left.Contents, 1)
	assert.Equal(t, "keep/this", *left.Contents[0].Key)

	status, _, stderr = cleanup("-bucket", "nowhere", "-older-than", "1d")
	assert.Equal(t, 1, status)
	assert.Contains(t, stderr, "S3 ListObjectsV2: NoSuchBucket")
	assert.Equal(t, 1, strings.Count(stderr, "\n"), stderr)
}

// serve puts a bucket behind S3's HTTP interface.
func serve(t *testing.T, b *bucket, before func(r lambdatest.Request)) string {
	cloud := lambdatest.NewAWS(t)
	cloud.On("s3", "GET", func(ctx context.Context, r lambdatest.Request) lambdatest.Response {
		before(r)
		out, err := b.list(ctx, &s3.ListObjectsV2Input{
			Prefix: aws.String(r.Query.Get("prefix")), StartAfter: aws.String(r.Query.Get("start-after")),
			ContinuationToken: aws.String(r.Query.Get("continuation-token")),
		})
		if err != nil {
			return r.Fail(500, "InternalError", err.Error())
		}
		var x strings.Builder
		for _, o := range out.Contents {
			fmt.Fprintf(&x, "<Contents><Key>%s</Key><Size>%d</Size><LastModified>%s</LastModified></Contents>", *o.Key, *o.Size, o.LastModified.UTC().Format(time.RFC3339))
		}
		if *out.IsTruncated {
			fmt.Fprintf(&x, "<IsTruncated>true</IsTruncated><NextContinuationToken>%s</NextContinuationToken>", *out.NextContinuationToken)
		}
		return lambdatest.Response{Body: "<ListBucketResult>" + x.String() + "</ListBucketResult>"}
	})
	cloud.On("s3", "POST", func(ctx context.Context, r lambdatest.Request) lambdatest.Response {
		before(r)
		in := &s3.DeleteObjectsInput{Delete: new(types.Delete)}
		assert.NoError(t, xml.Unmarshal(r.Body, &struct{ Object *[]types.ObjectIdentifier }{&in.Delete.Objects}))
		out, err := b.delete(ctx, in)
		if err != nil {
			return r.Fail(500, "InternalError", err.Error())
		}
		var x strings.Builder
		for _, e := range out.Errors {
			fmt.Fprintf(&x, "<Error><Key>%s</Key><Code>%s</Code><Message>%s</Message></Error>", *e.Key, *e.Code, *e.Message)
		}
		return lambdatest.Response{Body: "<DeleteResult>" + x.String() + "</DeleteResult>"}
	})
	return cloud.Env()["AWS_ENDPOINT_URL"]
}

func TestExitStatusesAndTheCSVOfTwoRuns(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "test")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "test")
	b := newBucket(30)
	b.refuse["tmp/020-old"] = "AccessDenied"
	want := b.keys("old")
	interrupt := func() {}
	url := serve(t, b, func(r lambdatest.Request) {
		if r.Operation == "POST" {
			interrupt()
		}
	})
	dir := t.TempDir()
	cleanup := func(ctx context.Context) (status int, stdout, stderr string) {
		var out, errs bytes.Buffer
		status = run(ctx, []string{
			"-bucket", "logs", "-prefix", "tmp/", "-older-than", "90d", "-delete", "-batch", "5", "-concurrency", "2",
			"-csv", dir + "/done.csv", "-state", dir + "/state", "-region", "us-east-1", "-endpoint", url,
		}, &out, &errs)
		return status, out.String(), errs.String()
	}

	ctx, cancel := context.WithCancel(t.Context())
	interrupt = cancel
	status, stdout, stderr := cleanup(ctx)
	assert.Equal(t, 3, status)
	assert.Equal(t, "cleanup: stopped before the end; run the same command to continue\n", stderr)
	assert.Contains(t, stdout, "10 deleted")
	assert.FileExists(t, dir+"/state")

	interrupt = func() {}
	status, stdout, stderr = cleanup(t.Context())
	assert.Equal(t, 1, status)
	assert.Equal(t, "cleanup: not deleted: 1 of 20 objects, the first tmp/020-old: AccessDenied: no\n", stderr)
	assert.Contains(t, stdout, "20 older than")
	assert.Contains(t, stdout, "19 deleted")
	assert.NoFileExists(t, dir+"/state")
	assert.Equal(t, []string{"tmp/020-old"}, b.keys("old"))

	text, err := os.ReadFile(dir + "/done.csv")
	require.NoError(t, err)
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 1+len(want), "one header, and one line for each object of both runs")
	for i, key := range want {
		row := rows[i+1]
		assert.Equal(t, key, row[0])
		if key == "tmp/020-old" {
			assert.Equal(t, []string{"failed", "AccessDenied: no"}, row[3:])
		} else {
			assert.Equal(t, []string{"deleted", ""}, row[3:])
		}
	}

	b.refuse = nil
	status, stdout, _ = cleanup(t.Context())
	assert.Zero(t, status)
	assert.Contains(t, stdout, "1 deleted")
	assert.Empty(t, b.keys("old"))
}

func TestBadFlags(t *testing.T) {
	good := []string{"-bucket", "b", "-prefix", "p/", "-older-than", "90d"}
	damaged := filepath.Join(t.TempDir(), "state")
	require.NoError(t, os.WriteFile(damaged, []byte("{"), 0o600))
	for want, args := range map[string][]string{
		"-bucket is missing":               {},
		"-prefix is missing":               {"-bucket", "b"},
		"-older-than is missing":           {"-bucket", "b", "-prefix", "p/"},
		`-older-than "long" is not an age`: {"-bucket", "b", "-prefix", "p/", "-older-than", "long"},
		`-older-than "-1h" is not an age`:  {"-bucket", "b", "-prefix", "p/", "-older-than", "-1h"},
		"-batch 1001 is not in 1 to 1000":  append(good, "-batch", "1001"),
		"-concurrency 0 is not in 1 to 64": append(good, "-concurrency", "0"),
		"-state needs -delete":             append(good, "-state", "s"),
		"-csv: open /nowhere/x.csv":        append(good, "-csv", "/nowhere/x.csv", "-region", "us-east-1"),
		"holds no position of this bucket": append(good, "-delete", "-state", damaged, "-region", "us-east-1"),
		"not defined: -force":              append(good, "-force"),
		"nobody answers at the endpoint":   append(good, "-region", "us-east-1", "-endpoint", "http://127.0.0.1:1"),
	} {
		t.Run(want, func(t *testing.T) {
			t.Setenv("AWS_ACCESS_KEY_ID", "test")
			t.Setenv("AWS_SECRET_ACCESS_KEY", "test")
			var stdout, stderr bytes.Buffer
			assert.Equal(t, 2, run(t.Context(), args, &stdout, &stderr))
			assert.Contains(t, stderr.String(), want)
			assert.Equal(t, 1, strings.Count(stderr.String(), "\n"), "one sentence: %s", &stderr)
		})
	}
}

func TestHelp(t *testing.T) {
	var stdout, stderr bytes.Buffer
	assert.Zero(t, run(t.Context(), []string{"-h"}, &stdout, &stderr))
	assert.Contains(t, stdout.String(), "-older-than 90d")
	assert.Empty(t, stderr.String())
}

// A key that XML cannot write would name another object in the request.
func TestNoOtherObjectIsNamed(t *testing.T) {
	cloud := awstest.New(t)
	awstest.On(cloud, func(_ context.Context, in *s3.DeleteObjectsInput) (*s3.DeleteObjectsOutput, error) {
		require.Len(t, in.Delete.Objects, 1)
		assert.Equal(t, "a", *in.Delete.Objects[0].Key)
		return &s3.DeleteObjectsOutput{}, nil
	})
	c := &cleaner{s3: s3.NewFromConfig(cloud.Config()), bucket: "b"}
	failures, err := c.deleteObjects(t.Context(), []types.Object{{Key: aws.String("b\x01")}, {Key: aws.String("a")}, {Key: aws.String("c\uFFFD")}})
	require.NoError(t, err)
	require.Len(t, failures, 2)
	for i, f := range failures {
		assert.Equal(t, 2*i, f.Index)
		assert.ErrorIs(t, f.Err, errNotInXML)
	}
}
