package collections_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/collections/write"
	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/paginate"
)

// cloud is clients of one moto_server.
type cloud struct {
	cfg    aws.Config
	s3     *s3.Client
	counts sync.Map // calls by operation
}

func start(t *testing.T) *cloud {
	t.Helper()
	c := &cloud{}
	cfg, err := config.LoadDefaultConfig(t.Context(),
		config.WithRegion("us-east-1"),
		config.WithBaseEndpoint(moto.Start(t).URL),
		config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider("test", "test", "")),
		config.WithSharedConfigFiles(nil), config.WithSharedCredentialsFiles(nil))
	require.NoError(t, err)
	cfg.APIOptions = append(cfg.APIOptions, func(s *middleware.Stack) error {
		return s.Initialize.Add(middleware.InitializeMiddlewareFunc("count", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
			n, _ := c.counts.LoadOrStore(middleware.GetOperationName(ctx), new(atomic.Int64))
			n.(*atomic.Int64).Add(1)
			return next.HandleInitialize(ctx, in)
		}), middleware.After)
	})
	c.cfg = cfg
	c.s3 = s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true })
	return c
}

// calls runs f and returns how many calls of an operation it made.
func (c *cloud) calls(operation string, f func()) int {
	n, _ := c.counts.LoadOrStore(operation, new(atomic.Int64))
	before := n.(*atomic.Int64).Load()
	f()
	return int(n.(*atomic.Int64).Load() - before)
}

func (c *cloud) bucket(t *testing.T, name string, keys ...string) collections.Listing[*s3.ListObjectsV2Input, types.Object] {
	t.Helper()
	_, err := c.s3.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &name})
	require.NoError(t, err)
	for _, key := range keys {
		_, err := c.s3.PutObject(t.Context(), &s3.PutObjectInput{Bucket: &name, Key: &key, Body: strings.NewReader(key)})
		require.NoError(t, err)
	}
	return c.objects(name)
}

func (c *cloud) objects(bucket string) collections.Listing[*s3.ListObjectsV2Input, types.Object] {
	return collections.List[types.Object](c.s3.ListObjectsV2, &s3.ListObjectsV2Input{Bucket: &bucket})
}

func key(o types.Object) string { return *o.Key }

func prefix(p string) func(*s3.ListObjectsV2Input) {
	return func(in *s3.ListObjectsV2Input) { in.Prefix = &p }
}

// keys returns n keys under each of the prefixes, in the order of a listing.
func keys(n int, prefixes ...string) []string {
	var all []string
	for _, p := range prefixes {
		for i := range n {
			all = append(all, fmt.Sprintf("%s/%02d é 漢.txt", p, i))
		}
	}
	return all
}

// remove deletes objects by one call, and reports what the service refused.
func (c *cloud) remove(bucket string) func(context.Context, []types.Object) ([]collections.Failure, error) {
	return func(ctx context.Context, objects []types.Object) ([]collections.Failure, error) {
		ids := make([]types.ObjectIdentifier, len(objects))
		for i, o := range objects {
			ids[i].Key = o.Key
		}
		out, err := c.s3.DeleteObjects(ctx, &s3.DeleteObjectsInput{Bucket: &bucket, Delete: &types.Delete{Objects: ids}})
		if err != nil {
			return nil, err
		}
		var failures []collections.Failure
		for _, e := range out.Errors {
			failures = append(failures, collections.Failure{
				Index: slices.IndexFunc(objects, func(o types.Object) bool { return *o.Key == *e.Key }),
				Err:   &smithy.GenericAPIError{Code: aws.ToString(e.Code), Message: aws.ToString(e.Message)},
				Retry: aws.ToString(e.Code) == "InternalError",
			})
		}
		return failures, nil
	}
}

func TestOnTheWire(t *testing.T) {
	c := start(t)
	ctx := t.Context()

	t.Run("a chain costs the requests that it needs", func(t *testing.T) {
		all := keys(7, "2025", "2026")
		objects := c.bucket(t, "chain", all...).PageSize(2)
		var got []string
		var err error
		requests := c.calls("ListObjectsV2", func() {
			got, err = collections.Map(objects.With(prefix("2026/")).Skip(1).Limit(4), key).Collect(ctx)
		})
		require.NoError(t, err)
		assert.Equal(t, all[8:12], got)
		assert.Equal(t, 3, requests)

		requests = c.calls("ListObjectsV2", func() {
			got, err = collections.Map(objects.Filter(func(o types.Object) bool { return strings.HasPrefix(*o.Key, "2026/") }).Limit(1), key).Collect(ctx)
		})
		require.NoError(t, err)
		assert.Equal(t, all[7:8], got)
		assert.Equal(t, 4, requests)

		requests = c.calls("ListObjectsV2", func() {
			n, err := objects.Count(ctx)
			require.NoError(t, err)
			assert.Equal(t, 14, n, "the base is as it was")
		})
		assert.Equal(t, 7, requests)
	})

	t.Run("stopped after every item and resumed", func(t *testing.T) {
		all := keys(9, "a")
		objects := collections.Map(c.bucket(t, "resume", all...).PageSize(2), key)
		for stop := 1; stop <= len(all); stop++ {
			cur := new(paginate.Cursor)
			got, err := objects.Track(cur).Limit(stop).Collect(ctx)
			require.NoError(t, err)
			state, err := cur.MarshalText()
			require.NoError(t, err)
			rest, err := objects.Resume(state).Collect(ctx)
			require.NoError(t, err)
			assert.Equal(t, all, append(got, rest...))
		}
	})

	t.Run("a batch action in steps", func(t *testing.T) {
		objects := c.bucket(t, "remove", keys(11, "old", "keep")...).PageSize(4)
		old := objects.With(prefix("old/"))
		remove := c.remove("remove")

		// The first run ends at its second call, the next one goes on from there.
		cur := new(paginate.Cursor)
		calls := 0
		report, err := old.Track(cur).Batch(ctx, func(ctx context.Context, objects []types.Object) ([]collections.Failure, error) {
			if calls++; calls == 2 {
				return nil, context.DeadlineExceeded
			}
			return remove(ctx, objects)
		}, collections.BatchOptions{Size: 3})
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, 3, report.Done)
		assert.Len(t, report.Failed, 3)

		n, err := old.Count(ctx)
		require.NoError(t, err)
		assert.Equal(t, 8, n)
		report, err = old.Batch(ctx, remove, collections.BatchOptions{Size: 3, Concurrency: 2})
		require.NoError(t, err)
		assert.Equal(t, collections.Report[types.Object]{Done: 8, Calls: 3}, report)

		left, err := collections.Map(objects, key).Collect(ctx)
		require.NoError(t, err)
		assert.Equal(t, keys(11, "keep"), left)
	})

	t.Run("an error of the service keeps its code", func(t *testing.T) {
		_, err := c.objects("nobody-has-this").Filter(func(types.Object) bool { return true }).Collect(ctx)
		var missing *types.NoSuchBucket
		require.ErrorAs(t, err, &missing)
		_, err = c.objects("nobody-has-this").Batch(ctx, c.remove("x"), collections.BatchOptions{})
		require.ErrorAs(t, err, &missing)
	})

	t.Run("for each of them, eight at once", func(t *testing.T) {
		objects := c.bucket(t, "each", keys(20, "a")...).PageSize(6)
		var tagged atomic.Int64
		_, err := objects.ForEach(ctx, func(ctx context.Context, o types.Object) error {
			_, err := c.s3.PutObjectTagging(ctx, &s3.PutObjectTaggingInput{Bucket: aws.String("each"), Key: o.Key,
				Tagging: &types.Tagging{TagSet: []types.Tag{{Key: aws.String("seen"), Value: aws.String("yes")}}}})
			tagged.Add(1)
			return err
		}, collections.ForEachOptions{Concurrency: 8})
		require.NoError(t, err)
		assert.EqualValues(t, 20, tagged.Load())
	})

	t.Run("prefixes merged and concatenated", func(t *testing.T) {
		all := keys(5, "a", "b", "c")
		objects := c.bucket(t, "merge", all...).PageSize(2)
		var parts []collections.Source[types.Object]
		for _, p := range []string{"a/", "b/", "c/"} {
			parts = append(parts, objects.With(prefix(p)))
		}
		got, err := collections.Map(collections.Merge(collections.MergeOptions{}, parts...), key).Collect(ctx)
		require.NoError(t, err)
		assert.ElementsMatch(t, all, got)
		got, err = collections.Map(collections.Merge(collections.MergeOptions{Ordered: true}, parts...), key).Collect(ctx)
		require.NoError(t, err)
		assert.Equal(t, all, got)
		got, err = collections.Map(collections.Concat(parts...).Skip(6), key).Collect(ctx)
		require.NoError(t, err)
		assert.Equal(t, all[6:], got)
	})

	t.Run("the objects of every bucket", func(t *testing.T) {
		c.bucket(t, "nested-1", "x", "y")
		c.bucket(t, "nested-2", "z")
		buckets := collections.List[types.Bucket](c.s3.ListBuckets, &s3.ListBucketsInput{Prefix: aws.String("nested-")}).
			Filter(func(b types.Bucket) bool { return strings.HasPrefix(*b.Name, "nested-") })
		objects := collections.FlatMap(buckets, func(b types.Bucket) collections.Collection[string] {
			return collections.Map(c.objects(*b.Name), func(o types.Object) string { return path.Join(*b.Name, *o.Key) })
		})
		got, err := objects.Collect(ctx)
		require.NoError(t, err)
		assert.Equal(t, []string{"nested-1/x", "nested-1/y", "nested-2/z"}, got)
	})

	t.Run("an SDK paginator, and a table of what it lists", func(t *testing.T) {
		c.bucket(t, "pager", "=1+1", "b,c", "漢")
		objects := collections.FromPager(func() *s3.ListObjectsV2Paginator {
			return s3.NewListObjectsV2Paginator(c.s3, &s3.ListObjectsV2Input{Bucket: aws.String("pager")}, func(o *s3.ListObjectsV2PaginatorOptions) { o.Limit = 2 })
		}, func(out *s3.ListObjectsV2Output) []types.Object { return out.Contents })
		columns := []write.Column[types.Object]{
			write.Col("Key", func(o types.Object) *string { return o.Key }),
			write.Col("Size", func(o types.Object) *int64 { return o.Size }),
			write.Col("Class", func(o types.Object) types.ObjectStorageClass { return o.StorageClass }),
		}
		var file, table strings.Builder
		n, err := write.CSV(&file, objects.All(ctx), write.CSVOptions{}, columns...)
		require.NoError(t, err)
		assert.Equal(t, 3, n)
		rows, err := csv.NewReader(strings.NewReader(file.String())).ReadAll()
		require.NoError(t, err)
		assert.Equal(t, [][]string{{"Key", "Size", "Class"}, {"'=1+1", "4", "STANDARD"}, {"b,c", "3", "STANDARD"}, {"漢", "3", "STANDARD"}}, rows)
		_, err = write.Table(&table, objects.All(ctx), write.TableOptions{}, columns...)
		require.NoError(t, err)
		assert.Equal(t, "Key   Size  Class\n=1+1     4  STANDARD\nb,c      3  STANDARD\n漢       3  STANDARD\n", table.String())
	})

	t.Run("topics into a queue, ten a call", func(t *testing.T) {
		topics, queues := sns.NewFromConfig(c.cfg), sqs.NewFromConfig(c.cfg)
		for i := range 23 {
			_, err := topics.CreateTopic(ctx, &sns.CreateTopicInput{Name: aws.String(fmt.Sprintf("topic-%02d", i))})
			require.NoError(t, err)
		}
		queue, err := queues.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String("names")})
		require.NoError(t, err)
		arns := collections.Map(collections.From(topics.ListTopics, nil, func(out *sns.ListTopicsOutput) []string {
			var arns []string
			for _, t := range out.Topics {
				arns = append(arns, *t.TopicArn)
			}
			return arns
		}), path.Base)
		report, err := arns.Batch(ctx, func(ctx context.Context, names []string) ([]collections.Failure, error) {
			in := &sqs.SendMessageBatchInput{QueueUrl: queue.QueueUrl}
			for i, name := range names {
				in.Entries = append(in.Entries, sqstypes.SendMessageBatchRequestEntry{Id: aws.String(fmt.Sprint(i)), MessageBody: &name})
			}
			out, err := queues.SendMessageBatch(ctx, in)
			if err != nil {
				return nil, err
			}
			assert.Empty(t, out.Failed)
			return nil, nil
		}, collections.BatchOptions{Size: 10})
		require.NoError(t, err)
		assert.Equal(t, 23, report.Done)
		assert.Equal(t, 3, report.Calls)
	})
}
