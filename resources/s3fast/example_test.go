package s3fast_test

import (
	"context"
	"fmt"
	"iter"
	"log"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/resources/s3fast"
)

// exampleConfig is a configuration whose bucket has two objects.
func exampleConfig() aws.Config {
	return aws.Config{
		Region:      "eu-west-1",
		Credentials: credentials.NewStaticCredentialsProvider("id", "secret", ""),
		HTTPClient: answering{200, nil, strings.NewReader(`<ListBucketResult><IsTruncated>false</IsTruncated>
			<Contents><Key>in/a.json</Key><Size>12</Size></Contents><Contents><Key>in/b.json</Key><Size>34</Size></Contents></ListBucketResult>`)},
	}
}

// The same client and the same types, read at a tenth of the CPU time.
func ExampleDecode() {
	client := s3.NewFromConfig(exampleConfig(), s3fast.Decode)
	out, err := client.ListObjectsV2(context.TODO(), &s3.ListObjectsV2Input{Bucket: aws.String("logs")})
	if err != nil {
		log.Fatal(err)
	}
	for _, object := range out.Contents {
		fmt.Println(*object.Key, *object.Size)
	}
	// Output:
	// in/a.json 12
	// in/b.json 34
}

// All objects below a prefix, in order, by many requests at a time.
func ExampleList() {
	client := s3.NewFromConfig(exampleConfig())
	in := &s3.ListObjectsV2Input{Bucket: aws.String("logs"), Prefix: aws.String("in/")}
	for object, err := range s3fast.List(context.TODO(), client, in, s3fast.ListOptions{}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(*object.Key)
	}
	// Output:
	// in/a.json
	// in/b.json
}

// What a listing gives is deleted while it runs; here it is only counted.
func ExampleDelete() {
	ctx := context.TODO()
	client := s3.NewFromConfig(exampleConfig())
	in := &s3.ListObjectsV2Input{Bucket: aws.String("logs"), Prefix: aws.String("in/")}
	report, err := s3fast.Delete(ctx, client, "logs", keys(s3fast.List(ctx, client, in, s3fast.ListOptions{})), s3fast.DeleteOptions{DryRun: true})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(report.Objects, "objects")
	// Output: 2 objects
}

func keys(objects iter.Seq2[types.Object, error]) iter.Seq2[types.ObjectIdentifier, error] {
	return func(yield func(types.ObjectIdentifier, error) bool) {
		for object, err := range objects {
			if !yield(types.ObjectIdentifier{Key: object.Key}, err) {
				return
			}
		}
	}
}
