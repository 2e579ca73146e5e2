package s3res

import (
	"context"
	"iter"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/resources/s3fast"
)

// fast has listings read by a faster decoder than the SDK's.
func fast(o *s3.Options) { s3fast.Decode(o) }

// ParallelObjects is [Bucket.Objects] by many requests at a time, as
// [s3fast.List] makes them: in order, unless the options say otherwise. A listing
// of a million objects takes a minute one page after the other, and seconds so.
// A Cursor in the options continues it; Track, Resume and With do not work on it.
func (b *Bucket) ParallelObjects(prefix string, o s3fast.ListOptions) *Objects {
	const operation = "s3.ListObjectsV2"
	if err := b.check(operation); err != nil {
		return newObjects(collections.Refused(err))
	}
	client, ok := b.service.api().(s3fast.Lister)
	if !ok {
		return newObjects(collections.Refused(b.service.at().Lacks(operation)))
	}
	in := &s3.ListObjectsV2Input{Bucket: aws.String(b.Name), Prefix: resources.Prefix(prefix)}
	listed := collections.FromSeq(func(ctx context.Context) iter.Seq2[types.Object, error] { return s3fast.List(ctx, client, in, o) })
	return collections.As[*Objects](collections.Map(listed, func(data types.Object) *Object {
		o := b.Object(aws.ToString(data.Key))
		o.Data = &data
		return o
	}))
}

// ObjectsWithKeys returns the objects of the bucket with these keys, for
// [Objects.Delete] and the like. It makes no request: they have no Data, and need
// not exist.
func (b *Bucket) ObjectsWithKeys(keys iter.Seq[string]) *Objects {
	if err := b.check("s3.Object"); err != nil {
		return newObjects(collections.Refused(err))
	}
	if keys == nil {
		return newObjects(collections.Refused(awserr.Invalid("s3res.ObjectsWithKeys", "keys", nil, "must be a sequence")))
	}
	return collections.As[*Objects](collections.FromSeq(func(context.Context) iter.Seq2[*Object, error] {
		return func(yield func(*Object, error) bool) {
			for key := range keys {
				if !yield(b.Object(key), nil) {
					return
				}
			}
		}
	}))
}
