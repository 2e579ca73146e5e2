package paginate_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	ddbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	ebtypes "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	orgtypes "github.com/aws/aws-sdk-go-v2/service/organizations/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	snstypes "github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/paginate"
)

// walks is one operation on the wire and what its pages hold.
type walks[In, Out, Opt any] struct {
	op    *paginate.Operation[*In, *Out, Opt]
	items func(*Out) []string
	size  int // page size, 0 where the service has its own
	want  int // how many items there are
}

// atEveryPosition stops the walk after each item, and goes on in a new walk
// with nothing but the cursor's text, with pages of the same and of another
// size, one at a time and ahead of need.
func (w walks[In, Out, Opt]) atEveryPosition(t *testing.T) {
	t.Helper()
	collect := func(o paginate.Options) []string {
		t.Helper()
		got, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(w.op, o), w.items))
		require.NoError(t, err)
		return got
	}
	pages := 0
	all := collect(paginate.Options{PageSize: w.size, OnPage: func(p paginate.Progress) { pages = p.Pages }})
	require.Greater(t, pages, 1, "nothing was paged")
	require.Len(t, all, w.want)
	unique := slices.Compact(slices.Sorted(slices.Values(all)))
	require.Len(t, unique, w.want, "an item came twice")

	step := max(1, w.want/12)
	for stop := 1; stop <= w.want; stop += step {
		cur := new(paginate.Cursor)
		got := []string{}
		for item, err := range paginate.Items(t.Context(), paginate.With(w.op, paginate.Options{PageSize: w.size, Track: cur}), w.items) {
			require.NoError(t, err)
			if got = append(got, item); len(got) == stop {
				break
			}
		}
		state, err := cur.MarshalText()
		require.NoError(t, err)
		for _, o := range []paginate.Options{
			{PageSize: w.size},
			{PageSize: w.size, Prefetch: 2},
			{PageSize: w.size + w.size/2}, // 0 stays 0
		} {
			o.Resume = state
			rest := collect(o)
			assert.Equal(t, all, append(slices.Clone(got), rest...), "stopped after %d, went on with %+v", stop, o)
		}
	}
	limited := collect(paginate.Options{PageSize: w.size, Limit: w.want - 1})
	assert.Equal(t, all[:w.want-1], limited)
}

func configFor(t *testing.T, url string) aws.Config {
	t.Helper()
	cfg, err := config.LoadDefaultConfig(t.Context(),
		config.WithRegion("us-east-1"),
		config.WithBaseEndpoint(url),
		config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider("test", "test", "")),
		config.WithSharedConfigFiles(nil), config.WithSharedCredentialsFiles(nil))
	require.NoError(t, err)
	return cfg
}

func TestOnTheWire(t *testing.T) {
	cfg := configFor(t, moto.Start(t).URL)
	ctx := t.Context()
	s3c := s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true })
	bucket := func(t *testing.T, name string) *string {
		t.Helper()
		_, err := s3c.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: &name})
		require.NoError(t, err)
		return &name
	}
	put := func(t *testing.T, bucket *string, key string) {
		t.Helper()
		_, err := s3c.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: &key})
		require.NoError(t, err)
	}

	t.Run("S3 objects", func(t *testing.T) {
		b := bucket(t, "objects")
		for i := range 7 {
			put(t, b, fmt.Sprintf("logs/a key with spaces & 日本 %d", i))
		}
		walks[s3.ListObjectsV2Input, s3.ListObjectsV2Output, s3.Options]{
			op:   paginate.Op(s3c.ListObjectsV2, &s3.ListObjectsV2Input{Bucket: b, Prefix: aws.String("logs/")}),
			size: 2, want: 7,
			items: func(out *s3.ListObjectsV2Output) []string {
				return names(out.Contents, func(o s3types.Object) *string { return o.Key })
			},
		}.atEveryPosition(t)
	})

	t.Run("S3 versions, two tokens", func(t *testing.T) {
		b := bucket(t, "versions")
		_, err := s3c.PutBucketVersioning(ctx, &s3.PutBucketVersioningInput{Bucket: b, VersioningConfiguration: &s3types.VersioningConfiguration{Status: s3types.BucketVersioningStatusEnabled}})
		require.NoError(t, err)
		for i := range 6 {
			put(t, b, fmt.Sprint("key-", i/2))
		}
		walks[s3.ListObjectVersionsInput, s3.ListObjectVersionsOutput, s3.Options]{
			op:   paginate.Op(s3c.ListObjectVersions, &s3.ListObjectVersionsInput{Bucket: b}),
			size: 2, want: 6,
			items: func(out *s3.ListObjectVersionsOutput) []string {
				return names(out.Versions, func(v s3types.ObjectVersion) *string { return aws.String(*v.Key + " " + *v.VersionId) })
			},
		}.atEveryPosition(t)
	})

	t.Run("S3 multipart uploads, two tokens", func(t *testing.T) {
		b := bucket(t, "uploads")
		for i := range 5 {
			_, err := s3c.CreateMultipartUpload(ctx, &s3.CreateMultipartUploadInput{Bucket: b, Key: aws.String(fmt.Sprint("key-", i/2))})
			require.NoError(t, err)
		}
		paged := s3.NewFromConfig(cfg, func(o *s3.Options) {
			o.UsePathStyle = true
			o.HTTPClient = pagingUploads{o.HTTPClient} // the server gives all at once
		})
		walks[s3.ListMultipartUploadsInput, s3.ListMultipartUploadsOutput, s3.Options]{
			op:   paginate.Op(paged.ListMultipartUploads, &s3.ListMultipartUploadsInput{Bucket: b}),
			size: 2, want: 5,
			items: func(out *s3.ListMultipartUploadsOutput) []string {
				return names(out.Uploads, func(u s3types.MultipartUpload) *string { return aws.String(*u.Key + " " + *u.UploadId) })
			},
		}.atEveryPosition(t)
	})

	t.Run("SNS topics, pages of the service's own size", func(t *testing.T) {
		client := sns.NewFromConfig(cfg)
		for i := range 230 {
			_, err := client.CreateTopic(ctx, &sns.CreateTopicInput{Name: aws.String(fmt.Sprintf("topic-%03d", i))})
			require.NoError(t, err)
		}
		walks[sns.ListTopicsInput, sns.ListTopicsOutput, sns.Options]{
			op: paginate.Op(client.ListTopics, nil), want: 230,
			items: func(out *sns.ListTopicsOutput) []string {
				return names(out.Topics, func(t snstypes.Topic) *string { return t.TopicArn })
			},
		}.atEveryPosition(t)
	})

	t.Run("IAM roles", func(t *testing.T) {
		client := iam.NewFromConfig(cfg)
		for i := range 5 {
			_, err := client.CreateRole(ctx, &iam.CreateRoleInput{RoleName: aws.String(fmt.Sprint("role-", i)), AssumeRolePolicyDocument: aws.String("{}"), Path: aws.String("/walk/")})
			require.NoError(t, err)
		}
		walks[iam.ListRolesInput, iam.ListRolesOutput, iam.Options]{
			op:   paginate.Op(client.ListRoles, &iam.ListRolesInput{PathPrefix: aws.String("/walk/")}),
			size: 2, want: 5,
			items: func(out *iam.ListRolesOutput) []string {
				return names(out.Roles, func(r iamtypes.Role) *string { return r.RoleName })
			},
		}.atEveryPosition(t)
	})

	t.Run("Organizations accounts, an empty page before each", func(t *testing.T) {
		client := organizations.NewFromConfig(cfg, func(o *organizations.Options) {
			o.HTTPClient = emptyPages{o.HTTPClient}
		})
		_, err := client.CreateOrganization(ctx, nil)
		require.NoError(t, err)
		for i := range 5 {
			_, err := client.CreateAccount(ctx, &organizations.CreateAccountInput{AccountName: aws.String(fmt.Sprint("account-", i)), Email: aws.String(fmt.Sprintf("a%d@example.com", i))})
			require.NoError(t, err)
		}
		walks[organizations.ListAccountsInput, organizations.ListAccountsOutput, organizations.Options]{
			op:   paginate.Op(client.ListAccounts, nil),
			size: 2, want: 6,
			items: func(out *organizations.ListAccountsOutput) []string {
				return names(out.Accounts, func(a orgtypes.Account) *string { return a.Id })
			},
		}.atEveryPosition(t)
	})

	t.Run("DynamoDB scan, keys as tokens", func(t *testing.T) {
		client := dynamodb.NewFromConfig(cfg)
		table := aws.String("walk")
		_, err := client.CreateTable(ctx, &dynamodb.CreateTableInput{
			TableName: table, BillingMode: ddbtypes.BillingModePayPerRequest,
			KeySchema: []ddbtypes.KeySchemaElement{
				{AttributeName: aws.String("id"), KeyType: ddbtypes.KeyTypeHash}, {AttributeName: aws.String("at"), KeyType: ddbtypes.KeyTypeRange},
			},
			AttributeDefinitions: []ddbtypes.AttributeDefinition{
				{AttributeName: aws.String("id"), AttributeType: ddbtypes.ScalarAttributeTypeB},
				{AttributeName: aws.String("at"), AttributeType: ddbtypes.ScalarAttributeTypeN},
			},
		})
		require.NoError(t, err)
		for i := range 7 {
			_, err := client.PutItem(ctx, &dynamodb.PutItemInput{TableName: table, Item: map[string]ddbtypes.AttributeValue{
				"id": &ddbtypes.AttributeValueMemberB{Value: []byte{0xff, byte(i)}},
				"at": &ddbtypes.AttributeValueMemberN{Value: fmt.Sprintf("1%d.25", i)},
			}})
			require.NoError(t, err)
		}
		walks[dynamodb.ScanInput, dynamodb.ScanOutput, dynamodb.Options]{
			op:   paginate.Op(client.Scan, &dynamodb.ScanInput{TableName: table}),
			size: 2, want: 7,
			items: func(out *dynamodb.ScanOutput) []string {
				return names(out.Items, func(item map[string]ddbtypes.AttributeValue) *string {
					return &item["at"].(*ddbtypes.AttributeValueMemberN).Value
				})
			},
		}.atEveryPosition(t)
	})

	t.Run("EventBridge rules, no paginator in the SDK", func(t *testing.T) {
		client := eventbridge.NewFromConfig(cfg)
		for i := range 5 {
			_, err := client.PutRule(ctx, &eventbridge.PutRuleInput{Name: aws.String(fmt.Sprint("rule-", i)), ScheduleExpression: aws.String("rate(1 day)")})
			require.NoError(t, err)
		}
		walks[eventbridge.ListRulesInput, eventbridge.ListRulesOutput, eventbridge.Options]{
			op:   paginate.Op(client.ListRules, nil),
			size: 2, want: 5,
			items: func(out *eventbridge.ListRulesOutput) []string {
				return names(out.Rules, func(r ebtypes.Rule) *string { return r.Name })
			},
		}.atEveryPosition(t)
	})
}

func names[T any](items []T, name func(T) *string) []string {
	var all []string
	for _, item := range items {
		all = append(all, *name(item))
	}
	return all
}
