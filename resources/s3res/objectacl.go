package s3res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/awsessentials/essentials/resources"
)

// ObjectAcl is the access control list of an object; see [BucketAcl]. It is
// identified by its BucketName and ObjectKey.
type ObjectAcl struct {
	node
	BucketName string
	ObjectKey  string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *s3.GetObjectAclOutput
}

// ObjectAcl returns the object ACL with these identifiers. It makes no request,
// and the object ACL need not exist.
func (s *S3) ObjectAcl(bucketName, objectKey string) *ObjectAcl {
	return &ObjectAcl{node: node{service: s}, BucketName: bucketName, ObjectKey: objectKey}
}

// Identity returns what identifies the object ACL. It is comparable, and can be
// the key of a map.
func (o *ObjectAcl) Identity() resources.Identity {
	if o == nil {
		return resources.Identity{}
	}
	return o.service.at().Identity("ObjectAcl", "BucketName", o.BucketName, "ObjectKey", o.ObjectKey)
}

// String returns the type and the identifiers of the object ACL.
func (o *ObjectAcl) String() string { return o.Identity().String() }

// LogValue implements slog.LogValuer.
func (o *ObjectAcl) LogValue() slog.Value { return o.Identity().LogValue() }

func (o *ObjectAcl) check(operation string) error {
	if o == nil {
		return resources.Nil(operation, "ObjectAcl")
	}
	return o.service.at().Check(operation, "BucketName", o.BucketName, "ObjectKey", o.ObjectKey)
}

// Load reads Data (GetObjectAcl), unless it is set and not stale. Concurrent
// calls make one request.
func (o *ObjectAcl) Load(ctx context.Context) error {
	if err := o.check("s3.GetObjectAcl"); err != nil {
		return err
	}
	return resources.Load(ctx, "s3.GetObjectAcl", &o.state, &o.Data, o.fetch)
}

// Reload reads Data again (GetObjectAcl).
func (o *ObjectAcl) Reload(ctx context.Context) error {
	if err := o.check("s3.GetObjectAcl"); err != nil {
		return err
	}
	return resources.Reload(ctx, "s3.GetObjectAcl", &o.state, &o.Data, o.fetch)
}

func (o *ObjectAcl) fetch(ctx context.Context) (*s3.GetObjectAclOutput, error) {
	return o.service.getObjectAcl(ctx, &s3.GetObjectAclInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.ObjectKey)})
}

// Put sets the object ACL (PutObjectAcl). Data is stale afterwards.
func (o *ObjectAcl) Put(ctx context.Context, changes ...func(*s3.PutObjectAclInput)) (*s3.PutObjectAclOutput, error) {
	if err := o.check("s3.PutObjectAcl"); err != nil {
		return nil, err
	}
	in := &s3.PutObjectAclInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.ObjectKey)}
	return resources.Act(ctx, &o.state, "s3.PutObjectAcl", o.service.putObjectAcl, in, changes)
}

// Object returns the object. It makes no request.
func (o *ObjectAcl) Object() *Object {
	return &Object{node: node{service: o.service}, BucketName: o.BucketName, Key: o.ObjectKey}
}
