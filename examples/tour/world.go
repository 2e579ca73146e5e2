package main

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/waiters"
)

// world is what the tour works on: what the embedded cloud holds, what was made
// for the tour, or what was found in an account that is only read. A name that
// is empty represents something that does not exist.
type world struct {
	bucket   string // read with the credentials of the last role
	pageSize int    // of its listing; 0: as S3 likes
	over     int64  // the size in bytes from which an object is large
	function string
	topic    string // ARN

	undo []func(context.Context) error // last made, first removed
}

// made is how many objects are put into a bucket that the tour makes.
const made = 120

func embeddedWorld() *world {
	return &world{bucket: logsBucket, over: 4075, function: reportFunction, topic: alertsTopic}
}

// makeWorld creates everything under one unique name. What was made before an
// error is in the world too, so that remove can take it away.
func makeWorld(ctx context.Context, home, logs *session.Session) (*world, error) {
	w := &world{pageSize: made / 4, over: 3500}
	name := "essentials-tour-" + strings.ToLower(rand.Text()[:10])
	if err := w.makeBucket(ctx, newS3(logs), logs.Config().Region, name); err != nil {
		return w, fmt.Errorf("making bucket %s: %w", name, err)
	}
	if err := w.makeTopic(ctx, session.Client(home, sns.NewFromConfig), name); err != nil {
		return w, fmt.Errorf("making topic %s: %w", name, err)
	}
	if err := w.makeFunction(ctx, home, name); err != nil {
		return w, fmt.Errorf("making function %s: %w", name, err)
	}
	return w, nil
}

func (w *world) makeBucket(ctx context.Context, client *s3.Client, region, name string) error {
	in := &s3.CreateBucketInput{Bucket: &name}
	if region != "us-east-1" { // the one region that may not be named
		in.CreateBucketConfiguration = &s3types.CreateBucketConfiguration{LocationConstraint: s3types.BucketLocationConstraint(region)}
	}
	if _, err := client.CreateBucket(ctx, in); err != nil {
		return err
	}
	w.bucket = name
	w.undo = append(w.undo, func(ctx context.Context) error { return removeBucket(ctx, client, name) })

	numbers := make([]int, made)
	for i := range numbers {
		numbers[i] = i
	}
	_, err := collections.Of(numbers...).ForEach(ctx, func(ctx context.Context, i int) error {
		o := object(i)
		_, err := client.PutObject(ctx, &s3.PutObjectInput{
			Bucket: &name, Key: o.Key, Body: bytes.NewReader(make([]byte, *o.Size)),
		})
		return err
	}, collections.ForEachOptions{Concurrency: 8})
	return err
}

func removeBucket(ctx context.Context, client *s3.Client, name string) error {
	keys := collections.Map(objectsOf(client, name), func(o s3types.Object) s3types.ObjectIdentifier {
		return s3types.ObjectIdentifier{Key: o.Key}
	})
	for batch, err := range keys.Batches(ctx, 1000) { // as many as DeleteObjects takes
		if err != nil {
			return err
		}
		out, err := client.DeleteObjects(ctx, &s3.DeleteObjectsInput{Bucket: &name, Delete: &s3types.Delete{Objects: batch}})
		if err != nil {
			return err
		}
		for _, e := range out.Errors {
			return fmt.Errorf("removing %s/%s: %s: %s", name, aws.ToString(e.Key), aws.ToString(e.Code), aws.ToString(e.Message))
		}
	}
	_, err := client.DeleteBucket(ctx, &s3.DeleteBucketInput{Bucket: &name})
	return err
}

func (w *world) makeTopic(ctx context.Context, client *sns.Client, name string) error {
	out, err := client.CreateTopic(ctx, &sns.CreateTopicInput{Name: &name})
	if err != nil {
		return err
	}
	w.topic = *out.TopicArn
	w.undo = append(w.undo, func(ctx context.Context) error {
		_, err := client.DeleteTopic(ctx, &sns.DeleteTopicInput{TopicArn: out.TopicArn})
		return err
	})
	return nil
}

// lambdaTrust lets Lambda assume the function's role, which may do nothing.
const lambdaTrust = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"lambda.amazonaws.com"}}]}`

func (w *world) makeFunction(ctx context.Context, home *session.Session, name string) error {
	roles := session.Client(home, iam.NewFromConfig)
	role, err := roles.CreateRole(ctx, &iam.CreateRoleInput{RoleName: &name, AssumeRolePolicyDocument: aws.String(lambdaTrust)})
	if err != nil {
		return err
	}
	w.undo = append(w.undo, func(ctx context.Context) error {
		_, err := roles.DeleteRole(ctx, &iam.DeleteRoleInput{RoleName: &name})
		return err
	})
	code, err := zipOf("bootstrap", "#!/bin/sh\n")
	if err != nil {
		return err
	}
	functions := session.Client(home, lambda.NewFromConfig)
	// It takes IAM some seconds to let Lambda know of a new role.
	_, err = waiters.Until(ctx, functions.CreateFunction, &lambda.CreateFunctionInput{
		FunctionName: &name, Role: role.Role.Arn, Handler: aws.String("bootstrap"),
		Runtime: lambdatypes.RuntimeProvidedal2023, Architectures: []lambdatypes.Architecture{lambdatypes.ArchitectureArm64},
		Code: &lambdatypes.FunctionCode{ZipFile: code},
	}, waiters.Succeeds, waiters.Options{
		Max: time.Minute, Classify: waiters.TransientCodes("InvalidParameterValueException"),
	})
	if err != nil {
		return err
	}
	w.function = name
	w.undo = append(w.undo, func(ctx context.Context) error {
		_, err := functions.DeleteFunction(ctx, &lambda.DeleteFunctionInput{FunctionName: &name})
		return err
	})
	return nil
}

func zipOf(name, text string) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	header := &zip.FileHeader{Name: name, Method: zip.Deflate}
	header.SetMode(0o755)
	f, err := z.CreateHeader(header)
	if err != nil {
		return nil, err
	}
	if _, err := f.Write([]byte(text)); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// findWorld looks for things to read in an account: the first bucket of the
// region and the first function.
func findWorld(ctx context.Context, home, logs *session.Session) (*world, error) {
	w := &world{over: 4075}
	buckets := collections.List[s3types.Bucket](newS3(logs).ListBuckets, &s3.ListBucketsInput{BucketRegion: aws.String(logs.Config().Region)})
	for b, err := range buckets.Limit(1).All(ctx) {
		if err != nil {
			return nil, err
		}
		w.bucket = aws.ToString(b.Name)
	}
	functions := collections.List[lambdatypes.FunctionConfiguration](session.Client(home, lambda.NewFromConfig).ListFunctions, nil)
	for f, err := range functions.Limit(1).All(ctx) {
		if err != nil {
			return nil, err
		}
		w.function = aws.ToString(f.FunctionName)
	}
	return w, nil
}

// remove takes away what was made, also when the tour was interrupted.
func (w *world) remove(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	defer cancel()
	var errs []error
	for _, undo := range slices.Backward(w.undo) {
		errs = append(errs, undo(ctx))
	}
	return errors.Join(errs...)
}

func newS3(s *session.Session) *s3.Client { return session.Client(s, s3.NewFromConfig) }

// objectsOf is the collection that the tour goes through.
func objectsOf(client *s3.Client, bucket string) collections.Collection[s3types.Object] {
	return collections.List[s3types.Object](client.ListObjectsV2, &s3.ListObjectsV2Input{Bucket: &bucket}).Collection
}
