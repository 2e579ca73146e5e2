package s3res_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/s3fast"
	"github.com/awsessentials/essentials/resources/s3res"
)

// openS3 returns the resources of a small cloud, in place of s3res.Open(sess).
func openS3() *s3res.S3 {
	cloud := awstest.New(nil)
	awstest.Return[s3.ListBucketsInput](cloud, &s3.ListBucketsOutput{Buckets: []types.Bucket{{Name: aws.String("logs")}, {Name: aws.String("reports")}}})
	awstest.Return[s3.ListObjectsV2Input](cloud, &s3.ListObjectsV2Output{Contents: []types.Object{
		{Key: aws.String("old/a.json"), Size: aws.Int64(10)}, {Key: aws.String("old/b.json"), Size: aws.Int64(20)}, {Key: aws.String("old/keep.txt"), Size: aws.Int64(30)},
	}})
	awstest.On(cloud, func(_ context.Context, in *s3.DeleteObjectsInput) (*s3.DeleteObjectsOutput, error) {
		return &s3.DeleteObjectsOutput{Errors: []types.Error{{Key: aws.String("old/b.json"), Code: aws.String("AccessDenied"), Message: aws.String("Access Denied")}}}, nil
	})
	awstest.On(cloud, func(_ context.Context, in *s3.GetObjectInput) (*s3.GetObjectOutput, error) {
		return &s3.GetObjectOutput{Body: io.NopCloser(strings.NewReader(`{"bytes": 42}`))}, nil
	})
	return s3res.New(s3.NewFromConfig(cloud.Config()))
}

func ExampleS3_Buckets() {
	s3s := openS3()
	for bucket, err := range s3s.Buckets().All(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(bucket.Name)
	}
	// Output:
	// logs
	// reports
}

func ExampleBucket_Objects() {
	bucket := openS3().Bucket("logs")
	err := bucket.Objects("old/").Do(context.Background(), func(o *s3res.Object) error {
		fmt.Println(o.Key, *o.Data.Size)
		return nil
	})
	fmt.Println(err)
	// Output:
	// old/a.json 10
	// old/b.json 20
	// old/keep.txt 30
	// <nil>
}

// A batch action works after any step, and names what it could not be done with.
func ExampleObjects_Delete() {
	bucket := openS3().Bucket("logs")
	n, err := bucket.Objects("old/").
		Filter(func(o *s3res.Object) bool { return strings.HasSuffix(o.Key, ".json") }).
		Delete(context.Background())
	fmt.Println(n, "deleted")
	fmt.Println(err)
	// Output:
	// 1 deleted
	// s3.DeleteObjects: 1 not deleted: s3.Object(BucketName=logs, Key=old/b.json): api error AccessDenied: Access Denied
}

func ExampleObject_ReadJSON() {
	var event struct{ Bytes int }
	err := openS3().Object("logs", "in/a.json").ReadJSON(context.Background(), &event)
	fmt.Println(event.Bytes, err)
	// Output: 42 <nil>
}

// A dry run counts what would be deleted.
func ExampleObjects_Delete_dryRun() {
	objects := openS3().Bucket("logs").Objects("old/")
	n, err := objects.Delete(context.Background(), s3fast.DeleteOptions{DryRun: true})
	fmt.Println(n, err)
	// Output: 3 <nil>
}
