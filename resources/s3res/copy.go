package s3res

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/pool"
	"github.com/awsessentials/essentials/resources"
)

// Source is what [Object.Copy] copies: an *Object or an *ObjectVersion, of any
// bucket, account or region.
type Source interface {
	check(operation string) error
	source() (service *S3, bucket, key string, version *string)
}

func (o *Object) source() (*S3, string, string, *string) { return o.service, o.BucketName, o.Key, nil }

func (o *ObjectVersion) source() (*S3, string, string, *string) {
	return o.service, o.BucketName, o.ObjectKey, &o.ID
}

const (
	// maxCopy is S3's limit for a CopyObject request.
	maxCopy = 5 << 30
	// maxParts is S3's limit for the parts of an upload.
	maxParts = 10_000
	// copyPart is the default size of a part: it is S3 that copies, so that parts
	// cost requests and no memory.
	copyPart = 256 << 20
)

// Copy makes the object a copy of another, which S3 makes: no content passes
// through this program. It has the content, metadata and tags of the source, as
// by CopyObject; the changes can set others, and the storage class, encryption
// and access.
//
// Up to 5 GiB it is one request (CopyObject), and above that, or above the
// PartSize of the options, in parts (UploadPartCopy), by default of 256 MiB and
// five at a time. A copy that fails is aborted, and leaves no parts behind. If the
// source is overwritten meanwhile, it fails with the code PreconditionFailed.
func (o *Object) Copy(ctx context.Context, from Source, opts TransferOptions, changes ...func(*s3.CopyObjectInput)) error {
	const operation = "s3.CopyObject"
	if err := o.check(operation); err != nil {
		return err
	}
	switch {
	case ctx == nil:
		return awserr.Invalid(operation, "ctx", nil, "must be a context")
	case from == nil:
		return awserr.Invalid(operation, "from", nil, "must be an object or a version")
	}
	if err := errors.Join(from.check(operation), opts.check(operation)); err != nil {
		return err
	}
	c := &copier{to: o, opts: opts}
	c.in.Bucket, c.in.Key = aws.String(o.BucketName), aws.String(o.Key)
	if err := c.readSource(ctx, from, changes); err != nil {
		return err
	}
	defer o.state.Changed()
	if err := c.copy(ctx); err != nil {
		return fmt.Errorf("%v: %w", o, err)
	}
	return nil
}

// copier makes one copy.
type copier struct {
	to   *Object
	opts TransferOptions
	in   s3.CopyObjectInput
	size int64
	// tags returns the tags of the source, as a copy in parts has to set them.
	tags func(context.Context) (*string, error)
	head *s3.HeadObjectOutput

	mu   sync.Mutex
	done int64
}

// readSource finds out what is to be copied.
func (c *copier) readSource(ctx context.Context, from Source, changes []func(*s3.CopyObjectInput)) error {
	service, bucket, key, version := from.source()
	c.in.CopySource = aws.String(copySource(bucket, key, version))
	if err := resources.Change("s3.CopyObject", &c.in, changes); err != nil {
		return err
	}
	head, err := service.headObject(ctx, &s3.HeadObjectInput{
		Bucket: &bucket, Key: &key, VersionId: version, ExpectedBucketOwner: c.in.ExpectedSourceBucketOwner, RequestPayer: c.in.RequestPayer,
		SSECustomerAlgorithm: c.in.CopySourceSSECustomerAlgorithm, SSECustomerKey: c.in.CopySourceSSECustomerKey, SSECustomerKeyMD5: c.in.CopySourceSSECustomerKeyMD5,
	})
	if err != nil {
		return fmt.Errorf("%v: %w", from, err)
	}
	c.head, c.size = head, aws.ToInt64(head.ContentLength)
	c.in.CopySourceIfMatch = cmp.Or(c.in.CopySourceIfMatch, head.ETag)
	c.tags = func(ctx context.Context) (*string, error) {
		return service.tagsOf(ctx, &s3.GetObjectTaggingInput{
			Bucket: &bucket, Key: &key, VersionId: version, ExpectedBucketOwner: c.in.ExpectedSourceBucketOwner, RequestPayer: c.in.RequestPayer,
		})
	}
	return nil
}

// copySource names an object as CopyObject wants it. The bucket may be the ARN of
// an access point.
func copySource(bucket, key string, version *string) string {
	if strings.HasPrefix(bucket, "arn:") {
		bucket += "/object"
	}
	source := strings.NewReplacer("+", "%20", "%2F", "/").Replace(url.QueryEscape(bucket + "/" + key))
	if version != nil {
		source += "?versionId=" + url.QueryEscape(*version)
	}
	return source
}

// copy makes the copy, in parts where it is large.
func (c *copier) copy(ctx context.Context) error {
	if c.size > cmp.Or(c.opts.PartSize, maxCopy) {
		return c.inParts(ctx)
	}
	if _, err := c.to.service.copyObject(ctx, &c.in); err != nil {
		return err
	}
	c.progress(c.size)
	return nil
}

// inParts makes the copy as an upload whose parts S3 copies.
func (c *copier) inParts(ctx context.Context) (err error) {
	create, err := c.upload(ctx)
	if err != nil {
		return err
	}
	upload, err := c.to.service.createMultipartUpload(ctx, create)
	if err != nil {
		return err
	}
	completed := false
	defer func() { // also after a panic
		if !completed {
			err = errors.Join(err, c.abort(ctx, upload.UploadId))
		}
	}()
	parts, err := c.parts(ctx, upload.UploadId)
	if err != nil {
		return err
	}
	_, err = c.to.service.completeMultipartUpload(ctx, &s3.CompleteMultipartUploadInput{
		Bucket: c.in.Bucket, Key: c.in.Key, UploadId: upload.UploadId, MultipartUpload: &types.CompletedMultipartUpload{Parts: parts},
		ExpectedBucketOwner: c.in.ExpectedBucketOwner, RequestPayer: c.in.RequestPayer, IfMatch: c.in.IfMatch, IfNoneMatch: c.in.IfNoneMatch,
		SSECustomerAlgorithm: c.in.SSECustomerAlgorithm, SSECustomerKey: c.in.SSECustomerKey, SSECustomerKeyMD5: c.in.SSECustomerKeyMD5,
	})
	completed = err == nil
	return err
}

// parts has S3 copy each part.
func (c *copier) parts(ctx context.Context, upload *string) ([]types.CompletedPart, error) {
	size := cmp.Or(c.opts.PartSize, copyPart)
	if least := (c.size + maxParts - 1) / maxParts; size < least {
		size = least
	}
	parts := make([]types.CompletedPart, (c.size+size-1)/size)
	numbers := func(context.Context) iter.Seq2[int, error] {
		return func(yield func(int, error) bool) {
			for n := range parts {
				if !yield(n, nil) {
					return
				}
			}
		}
	}
	err := pool.Each(ctx, cmp.Or(c.opts.Concurrency, copyConcurrency), numbers, func(ctx context.Context, _, n int) error {
		from, to := int64(n)*size, min(int64(n+1)*size, c.size)
		out, err := c.to.service.uploadPartCopy(ctx, &s3.UploadPartCopyInput{
			Bucket: c.in.Bucket, Key: c.in.Key, UploadId: upload, PartNumber: aws.Int32(int32(n + 1)),
			CopySource: c.in.CopySource, CopySourceRange: aws.String(fmt.Sprintf("bytes=%d-%d", from, to-1)), CopySourceIfMatch: c.in.CopySourceIfMatch,
			CopySourceIfNoneMatch: c.in.CopySourceIfNoneMatch, CopySourceIfModifiedSince: c.in.CopySourceIfModifiedSince, CopySourceIfUnmodifiedSince: c.in.CopySourceIfUnmodifiedSince,
			CopySourceSSECustomerAlgorithm: c.in.CopySourceSSECustomerAlgorithm, CopySourceSSECustomerKey: c.in.CopySourceSSECustomerKey, CopySourceSSECustomerKeyMD5: c.in.CopySourceSSECustomerKeyMD5,
			ExpectedBucketOwner: c.in.ExpectedBucketOwner, ExpectedSourceBucketOwner: c.in.ExpectedSourceBucketOwner, RequestPayer: c.in.RequestPayer,
			SSECustomerAlgorithm: c.in.SSECustomerAlgorithm, SSECustomerKey: c.in.SSECustomerKey, SSECustomerKeyMD5: c.in.SSECustomerKeyMD5,
		})
		if err != nil {
			return err
		}
		if out.CopyPartResult == nil {
			return resources.Without("s3.UploadPartCopy", "CopyPartResult")
		}
		r := out.CopyPartResult
		parts[n] = types.CompletedPart{PartNumber: aws.Int32(int32(n + 1)), ETag: r.ETag, ChecksumCRC32: r.ChecksumCRC32, ChecksumCRC32C: r.ChecksumCRC32C,
			ChecksumCRC64NVME: r.ChecksumCRC64NVME, ChecksumSHA1: r.ChecksumSHA1, ChecksumSHA256: r.ChecksumSHA256}
		c.progress(to - from)
		return nil
	})
	return parts, err
}

// copyConcurrency is the transfer manager's default too.
const copyConcurrency = 5

// progress notes that some bytes are copied.
func (c *copier) progress(n int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.done += n
	if c.opts.OnProgress != nil {
		c.opts.OnProgress(Progress{c.done, c.size})
	}
}

func (c *copier) abort(ctx context.Context, upload *string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), abortTime)
	defer cancel()
	_, err := c.to.service.abortMultipartUpload(ctx, &s3.AbortMultipartUploadInput{
		Bucket: c.in.Bucket, Key: c.in.Key, UploadId: upload, ExpectedBucketOwner: c.in.ExpectedBucketOwner, RequestPayer: c.in.RequestPayer,
	})
	return err
}

// upload is the beginning of the copy in parts. CopyObject copies metadata and
// tags by itself; here they are set.
func (c *copier) upload(ctx context.Context) (*s3.CreateMultipartUploadInput, error) {
	in, head := &c.in, c.head
	up := &s3.CreateMultipartUploadInput{
		Bucket: in.Bucket, Key: in.Key, ACL: in.ACL, BucketKeyEnabled: in.BucketKeyEnabled, ChecksumAlgorithm: in.ChecksumAlgorithm,
		ExpectedBucketOwner: in.ExpectedBucketOwner, RequestPayer: in.RequestPayer, StorageClass: in.StorageClass, WebsiteRedirectLocation: in.WebsiteRedirectLocation,
		GrantFullControl: in.GrantFullControl, GrantRead: in.GrantRead, GrantReadACP: in.GrantReadACP, GrantWriteACP: in.GrantWriteACP,
		ObjectLockLegalHoldStatus: in.ObjectLockLegalHoldStatus, ObjectLockMode: in.ObjectLockMode, ObjectLockRetainUntilDate: in.ObjectLockRetainUntilDate,
		ObjectLockEventHold: in.ObjectLockEventHold, ObjectLockEventHoldDurationDays: in.ObjectLockEventHoldDurationDays, ObjectLockEventHoldDurationYears: in.ObjectLockEventHoldDurationYears,
		SSECustomerAlgorithm: in.SSECustomerAlgorithm, SSECustomerKey: in.SSECustomerKey, SSECustomerKeyMD5: in.SSECustomerKeyMD5,
		SSEKMSEncryptionContext: in.SSEKMSEncryptionContext, SSEKMSKeyId: in.SSEKMSKeyId, ServerSideEncryption: in.ServerSideEncryption,
	}
	if in.MetadataDirective == types.MetadataDirectiveReplace {
		up.CacheControl, up.ContentDisposition, up.ContentEncoding, up.ContentLanguage = in.CacheControl, in.ContentDisposition, in.ContentEncoding, in.ContentLanguage
		up.ContentType, up.Expires, up.Metadata = in.ContentType, in.Expires, in.Metadata
	} else {
		up.CacheControl, up.ContentDisposition, up.ContentEncoding, up.ContentLanguage = head.CacheControl, head.ContentDisposition, head.ContentEncoding, head.ContentLanguage
		up.ContentType, up.Metadata = head.ContentType, head.Metadata
		if t, err := http.ParseTime(aws.ToString(head.ExpiresString)); err == nil {
			up.Expires = &t
		}
	}
	switch {
	case in.TaggingDirective == types.TaggingDirectiveReplace:
		up.Tagging = in.Tagging
	case aws.ToInt32(head.TagCount) > 0:
		var err error
		if up.Tagging, err = c.tags(ctx); err != nil {
			return nil, err
		}
	}
	return up, nil
}

// tagsOf returns the tags of an object as a query.
func (s *S3) tagsOf(ctx context.Context, in *s3.GetObjectTaggingInput) (*string, error) {
	api, ok := s.api().(interface {
		GetObjectTagging(context.Context, *s3.GetObjectTaggingInput, ...func(*s3.Options)) (*s3.GetObjectTaggingOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.GetObjectTagging")
	}
	out, err := api.GetObjectTagging(ctx, in)
	if err != nil {
		return nil, err
	}
	tags := url.Values{}
	for _, t := range out.TagSet {
		tags.Set(aws.ToString(t.Key), aws.ToString(t.Value))
	}
	return aws.String(tags.Encode()), nil
}
