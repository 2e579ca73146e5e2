package paginate_test

import (
	"context"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	ddbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	ecrtypes "github.com/aws/aws-sdk-go-v2/service/ecr/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	ssmtypes "github.com/aws/aws-sdk-go-v2/service/ssm/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/paginate"
)

// DynamoDB's Limit counts what a page looks at, and not what it returns.
func TestAFilteredScanTakesAsManyRequestsAsItsPageSizeSays(t *testing.T) {
	const table, match = 30_000, 25_000
	cloud := awstest.New(t)
	cloud.SetLatency(0)
	awstest.On(cloud, func(_ context.Context, in *dynamodb.ScanInput) (*dynamodb.ScanOutput, error) {
		from := 0
		if k, ok := in.ExclusiveStartKey["id"].(*ddbtypes.AttributeValueMemberN); ok {
			from, _ = strconv.Atoi(k.Value)
		}
		out := &dynamodb.ScanOutput{}
		to := min(from+int(aws.ToInt32(in.Limit)), table)
		for id := match; id < table; id += 1000 {
			if from <= id && id < to {
				out.Items = append(out.Items, map[string]ddbtypes.AttributeValue{"id": &ddbtypes.AttributeValueMemberN{Value: strconv.Itoa(id)}})
			}
		}
		if to < table {
			out.LastEvaluatedKey = map[string]ddbtypes.AttributeValue{"id": &ddbtypes.AttributeValueMemberN{Value: strconv.Itoa(to)}}
		}
		return out, nil
	})
	client := dynamodb.NewFromConfig(cloud.Config())
	items := collections.List[map[string]ddbtypes.AttributeValue](client.Scan, &dynamodb.ScanInput{TableName: aws.String("t"), FilterExpression: aws.String("kind = :k")})
	requests := func() int { return len(awstest.Calls[dynamodb.ScanInput](cloud)) }

	_, found, err := items.PageSize(1000).First(t.Context())
	require.NoError(t, err)
	assert.True(t, found)
	assert.Equal(t, 26, requests(), "as boto3 with PageSize 1000 and MaxItems 1")

	before := requests()
	n, err := items.PageSize(10_000).Limit(5).Count(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 5, n)
	assert.Equal(t, 3, requests()-before, "as boto3 with PageSize 10000 and MaxItems 5")
}

func TestTheLastPageIsNotBelowTheLeastThatServicesAccept(t *testing.T) {
	refuse := func(n *int32, least int32) error {
		if n != nil && *n < least {
			return awstest.APIError("ValidationException", fmt.Sprintf("must be at least %d", least), 400)
		}
		return nil
	}
	cloud := awstest.New(t)
	awstest.On(cloud, func(_ context.Context, in *ssm.DescribeInstancePatchesInput) (*ssm.DescribeInstancePatchesOutput, error) {
		return &ssm.DescribeInstancePatchesOutput{Patches: make([]ssmtypes.PatchComplianceData, *in.MaxResults), NextToken: aws.String(aws.ToString(in.NextToken) + "x")}, refuse(in.MaxResults, 10)
	})
	awstest.On(cloud, func(_ context.Context, in *ec2.DescribeInstanceEventWindowsInput) (*ec2.DescribeInstanceEventWindowsOutput, error) {
		return &ec2.DescribeInstanceEventWindowsOutput{InstanceEventWindows: make([]ec2types.InstanceEventWindow, 3)}, refuse(in.MaxResults, 20)
	})
	n, err := collections.List[ssmtypes.PatchComplianceData](ssm.NewFromConfig(cloud.Config()).DescribeInstancePatches,
		&ssm.DescribeInstancePatchesInput{InstanceId: aws.String("i-0123456789abcdef0")}).PageSize(50).Limit(55).Count(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 55, n)
	_, ok, err := collections.List[ec2types.InstanceEventWindow](ec2.NewFromConfig(cloud.Config()).DescribeInstanceEventWindows, nil).
		PageSize(100).First(t.Context())
	require.NoError(t, err)
	assert.True(t, ok)
}

func TestECRRefusesAPageSizeBesideIDs(t *testing.T) {
	cloud := awstest.New(t)
	awstest.On(cloud, func(_ context.Context, in *ecr.DescribeImagesInput) (*ecr.DescribeImagesOutput, error) {
		if in.MaxResults != nil && len(in.ImageIds) > 0 {
			return nil, awstest.APIError("InvalidParameterException", "maxResults cannot be used with imageIds", 400)
		}
		return &ecr.DescribeImagesOutput{ImageDetails: make([]ecrtypes.ImageDetail, max(len(in.ImageIds), int(aws.ToInt32(in.MaxResults))))}, nil
	})
	images := collections.List[ecrtypes.ImageDetail](ecr.NewFromConfig(cloud.Config()).DescribeImages, &ecr.DescribeImagesInput{
		RepositoryName: aws.String("r"), ImageIds: []ecrtypes.ImageIdentifier{{ImageTag: aws.String("v1")}},
	}).PageSize(100)
	n, err := images.Count(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 1, n)
	n, err = images.With(func(in *ecr.DescribeImagesInput) { in.ImageIds = nil }).Count(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 100, n, "and sends it otherwise")
}

// SQS, as it documents itself: without MaxResults at most 1,000 and no token.
func TestAllQueuesAreListed(t *testing.T) {
	const have = 2097
	cloud := awstest.New(t)
	page := func(max *int32, token *string) (urls []string, next *string) {
		from, size := 0, 1000
		if token != nil {
			from, _ = strconv.Atoi(*token)
		}
		if max != nil {
			size = int(*max)
		}
		for i := from; i < min(from+size, have); i++ {
			urls = append(urls, fmt.Sprintf("https://sqs.example/111122223333/q%d", i))
		}
		if max != nil && from+size < have {
			next = aws.String(strconv.Itoa(from + size))
		}
		return urls, next
	}
	awstest.On(cloud, func(_ context.Context, in *sqs.ListQueuesInput) (*sqs.ListQueuesOutput, error) {
		urls, next := page(in.MaxResults, in.NextToken)
		return &sqs.ListQueuesOutput{QueueUrls: urls, NextToken: next}, nil
	})
	awstest.On(cloud, func(_ context.Context, in *sqs.ListDeadLetterSourceQueuesInput) (*sqs.ListDeadLetterSourceQueuesOutput, error) {
		urls, next := page(in.MaxResults, in.NextToken)
		return &sqs.ListDeadLetterSourceQueuesOutput{QueueUrls: urls, NextToken: next}, nil
	})
	client := sqs.NewFromConfig(cloud.Config())
	for name, c := range map[string]collections.Source[string]{
		"ListQueues":                 collections.List[string](client.ListQueues, nil),
		"with a page size":           collections.List[string](client.ListQueues, nil).PageSize(10),
		"with one in the input":      collections.List[string](client.ListQueues, &sqs.ListQueuesInput{MaxResults: aws.Int32(700)}),
		"ListDeadLetterSourceQueues": collections.List[string](client.ListDeadLetterSourceQueues, &sqs.ListDeadLetterSourceQueuesInput{QueueUrl: aws.String("u")}),
		"by hand": collections.ListOf[string](paginate.OpTokens(client.ListQueues, nil,
			func(out *sqs.ListQueuesOutput) (*string, bool) { return out.NextToken, out.NextToken != nil },
			func(in *sqs.ListQueuesInput, token *string) { in.NextToken = token })),
	} {
		n, err := c.AsCollection().Count(t.Context())
		require.NoError(t, err, name)
		assert.Equal(t, have, n, name)
	}
	calls := awstest.Calls[sqs.ListQueuesInput](cloud)
	for _, call := range calls {
		assert.Contains(t, []int32{10, 700, 1000}, *call.MaxResults)
	}
}

// s3Server lists keys in pages of two by any of S3's listings, URL-encoded where
// that is asked for, as S3 does: markers too. It gives NextMarker only beside a
// delimiter.
func s3Server(t *testing.T, keys []string) *s3.Client {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		text := func(s string) string {
			if q.Get("encoding-type") == "url" {
				return url.QueryEscape(s)
			}
			var b strings.Builder // XML that no parser takes
			for _, c := range []byte(s) {
				fmt.Fprintf(&b, "&#x%x;", c)
			}
			return b.String()
		}
		versions, uploads, v2 := q.Has("versions"), q.Has("uploads"), q.Get("list-type") == "2"
		after := q.Get("marker") + q.Get("key-marker")
		if token := q.Get("continuation-token"); token != "" {
			key, _ := hex.DecodeString(token)
			after = string(key)
		}
		var b strings.Builder
		n, last, more := 0, "", false
		for _, k := range keys {
			if k <= after || !strings.HasPrefix(k, q.Get("prefix")) {
				continue
			}
			if n == 2 {
				more = true
				break
			}
			n, last = n+1, k
			if uploads {
				fmt.Fprintf(&b, "<Upload><Key>%s</Key><UploadId>u+%%41</UploadId></Upload>", text(k))
			} else if versions {
				fmt.Fprintf(&b, "<Version><Key>%s</Key></Version><DeleteMarker><Key>%s</Key></DeleteMarker>", text(k), text(k))
			} else {
				fmt.Fprintf(&b, "<Contents><Key>%s</Key></Contents><CommonPrefixes><Prefix>%s</Prefix></CommonPrefixes>", text(k), text(k))
			}
		}
		fmt.Fprintf(&b, "<IsTruncated>%v</IsTruncated><Prefix>%s</Prefix><Delimiter>%s</Delimiter><KeyMarker>%s</KeyMarker>",
			more, text(q.Get("prefix")), text(q.Get("delimiter")), text(q.Get("key-marker")))
		if q.Get("encoding-type") == "url" {
			b.WriteString("<EncodingType>url</EncodingType>")
		}
		switch {
		case more && uploads:
			fmt.Fprintf(&b, "<NextKeyMarker>%s</NextKeyMarker><NextUploadIdMarker>u+%%41</NextUploadIdMarker>", text(last))
		case more && versions:
			fmt.Fprintf(&b, "<NextKeyMarker>%s</NextKeyMarker>", text(last))
		case more && v2:
			fmt.Fprintf(&b, "<NextContinuationToken>%x</NextContinuationToken>", last)
		case more && q.Has("delimiter"):
			fmt.Fprintf(&b, "<NextMarker>%s</NextMarker>", text(last))
		}
		if id := q.Get("upload-id-marker"); uploads && q.Get("key-marker") != "" && id != "u+%41" {
			t.Errorf("the upload's id is %q: it is not encoded", id)
		}
		root := "ListBucketResult"
		if versions {
			root = "ListVersionsResult"
		}
		if uploads {
			root = "ListMultipartUploadsResult"
		}
		fmt.Fprintf(w, `<?xml version="1.0"?><%s xmlns="http://s3.amazonaws.com/doc/2006-03-01/">%s</%s>`, root, b.String(), root)
	}))
	t.Cleanup(srv.Close)
	return s3.NewFromConfig(aws.Config{Region: "us-east-1", BaseEndpoint: &srv.URL, Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "x", "")},
		func(o *s3.Options) { o.UsePathStyle = true })
}

func TestKeysThatXMLCannotHoldAreListed(t *testing.T) {
	keys := []string{"a b", "a!", "a%41", "a+c", "a/d", "a\x7f", "a~", "b\x01", "c%", "ü"}
	slices.Sort(keys)
	client := s3Server(t, keys)
	key := func(o s3types.Object) string { return *o.Key }
	for name, c := range map[string]collections.Source[string]{
		"ListObjectsV2":              collections.Map(collections.List[s3types.Object](client.ListObjectsV2, &s3.ListObjectsV2Input{Bucket: aws.String("b")}), key),
		"ListObjects":                collections.Map(collections.List[s3types.Object](client.ListObjects, &s3.ListObjectsInput{Bucket: aws.String("b")}), key),
		"ListObjects by a delimiter": collections.Map(collections.List[s3types.Object](client.ListObjects, &s3.ListObjectsInput{Bucket: aws.String("b"), Delimiter: aws.String("+")}), key),
		"ListMultipartUploads": collections.Map(collections.List[s3types.MultipartUpload](client.ListMultipartUploads, &s3.ListMultipartUploadsInput{Bucket: aws.String("b")}),
			func(u s3types.MultipartUpload) string { return *u.Key }),
		"ListObjectVersions": collections.Map(collections.List[s3types.ObjectVersion](client.ListObjectVersions, &s3.ListObjectVersionsInput{Bucket: aws.String("b")}),
			func(v s3types.ObjectVersion) string { return *v.Key }),
		"delete markers": collections.Map(collections.List[s3types.DeleteMarkerEntry](client.ListObjectVersions, &s3.ListObjectVersionsInput{Bucket: aws.String("b")}),
			func(v s3types.DeleteMarkerEntry) string { return *v.Key }),
		"prefixes": collections.Map(collections.List[s3types.CommonPrefix](client.ListObjectsV2, &s3.ListObjectsV2Input{Bucket: aws.String("b")}),
			func(p s3types.CommonPrefix) string { return *p.Prefix }),
	} {
		got, err := c.AsCollection().Collect(t.Context())
		require.NoError(t, err, name)
		assert.Equal(t, keys, got, name)
	}
	for page, err := range paginate.Pages(t.Context(), paginate.Op(client.ListObjectsV2, &s3.ListObjectsV2Input{Bucket: aws.String("b"), Prefix: aws.String("a%")})) {
		require.NoError(t, err)
		assert.Equal(t, "a%41", *page.Contents[0].Key)
		assert.Equal(t, "a%41", *page.CommonPrefixes[0].Prefix)
		assert.Equal(t, "a%", *page.Prefix)
		assert.Empty(t, page.EncodingType, "nothing is encoded any more")
	}
	first := true
	for page, err := range paginate.Pages(t.Context(), paginate.Op(client.ListObjectVersions, &s3.ListObjectVersionsInput{Bucket: aws.String("b"), Delimiter: aws.String("% ")})) {
		require.NoError(t, err)
		assert.Equal(t, "% ", *page.Delimiter)
		if first {
			assert.Equal(t, "a!", *page.NextKeyMarker)
		} else {
			assert.Contains(t, keys, *page.KeyMarker)
		}
		first = false
	}
	var cur paginate.Cursor
	op := paginate.Op(client.ListObjectVersions, &s3.ListObjectVersionsInput{Bucket: aws.String("b")})
	for range paginate.ListOf[s3types.ObjectVersion](t.Context(), paginate.With(op, paginate.Options{Track: &cur, Limit: 4})) {
	}
	state, err := cur.MarshalText()
	require.NoError(t, err)
	rest, err := paginate.Collect(paginate.ListOf[s3types.ObjectVersion](t.Context(), paginate.With(op, paginate.Options{Resume: state})))
	require.NoError(t, err)
	assert.Len(t, rest, len(keys)-4)
}

// Who asks for the encoding gets it, and the walk is right all the same.
func TestTheCallersOwnEncodingStays(t *testing.T) {
	keys := []string{"a b", "a!", "a+c", "a/d", "a~"}
	client := s3Server(t, keys)
	var got []string
	for v, err := range paginate.List[s3types.ObjectVersion](t.Context(), client.ListObjectVersions,
		&s3.ListObjectVersionsInput{Bucket: aws.String("b"), EncodingType: s3types.EncodingTypeUrl}) {
		require.NoError(t, err)
		k, err := url.QueryUnescape(*v.Key)
		require.NoError(t, err)
		assert.Equal(t, url.QueryEscape(k), *v.Key)
		got = append(got, k)
	}
	assert.Equal(t, keys, got)

	got = nil // the last key is the marker, which S3 wants plain
	for o, err := range paginate.List[s3types.Object](t.Context(), client.ListObjects, &s3.ListObjectsInput{Bucket: aws.String("b"), EncodingType: s3types.EncodingTypeUrl}) {
		require.NoError(t, err)
		k, err := url.QueryUnescape(*o.Key)
		require.NoError(t, err)
		got = append(got, k)
	}
	assert.Equal(t, keys, got)
}

func TestOneControlCharacterDoesNotEndAListing(t *testing.T) {
	client := s3Server(t, []string{"a\x10b"})
	objects, err := collections.List[s3types.Object](client.ListObjectsV2, &s3.ListObjectsV2Input{Bucket: aws.String("b")}).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, objects, 1)
	assert.Equal(t, "a\x10b", *objects[0].Key)
}
