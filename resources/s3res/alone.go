package s3res

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/awsessentials/essentials/resources"
)

// alone reports whether the object cannot be named in a DeleteObjects request:
// XML has no way to write some characters, and the SDK sends another one in
// their place, which is the key of another object.
func (o *Object) alone() bool { return !inXML(o.Key) }

func (o *ObjectVersion) alone() bool { return !inXML(o.ObjectKey) }

// inXML reports whether XML 1.0 can hold a text.
func inXML(text string) bool {
	for _, r := range text { // an invalid byte is U+FFFD here
		if r < ' ' && r != '\t' && r != '\n' || r == 0xFFFD || r == 0xFFFE || r == 0xFFFF {
			return false
		}
	}
	return true
}

func (o *Object) deleteAlone(ctx context.Context, changes []func(*s3.DeleteObjectsInput)) error {
	return deleteAlone(ctx, o.service, o.BucketName, o.Key, nil, changes)
}

func (o *ObjectVersion) deleteAlone(ctx context.Context, changes []func(*s3.DeleteObjectsInput)) error {
	return deleteAlone(ctx, o.service, o.BucketName, o.ObjectKey, aws.String(o.ID), changes)
}

// deleteAlone deletes an object or a version by a request of its own, which names
// it in its URL.
func deleteAlone(ctx context.Context, service *S3, bucket, key string, version *string, changes []func(*s3.DeleteObjectsInput)) error {
	many := &s3.DeleteObjectsInput{Bucket: aws.String(bucket)}
	for _, change := range changes {
		if change != nil {
			change(many)
		}
	}
	_, err := resources.Call(ctx, "s3.DeleteObject", service.deleteObject, &s3.DeleteObjectInput{
		Bucket: many.Bucket, Key: aws.String(key), VersionId: version,
		BypassGovernanceRetention: many.BypassGovernanceRetention, ExpectedBucketOwner: many.ExpectedBucketOwner,
		MFA: many.MFA, RequestPayer: many.RequestPayer,
	}, nil)
	return err
}
