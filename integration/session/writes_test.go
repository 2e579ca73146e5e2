package session_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamotypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	route53types "github.com/aws/aws-sdk-go-v2/service/route53/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/session/across"
	"github.com/awsessentials/essentials/waiters"
)

func readOnly(t *testing.T, w session.Writes) (*session.Session, *awstest.Cloud) {
	t.Helper()
	cloud := awstest.New(t)
	s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{Writes: w})
	require.NoError(t, err)
	return s, cloud
}

// A URL that writes is a write, although nothing is sent for it here.
func TestPresignedWritesAreRefused(t *testing.T) {
	s, _ := readOnly(t, session.ReadOnly)
	presign := s3.NewPresignClient(session.Client(s, s3.NewFromConfig))
	object := &s3.GetObjectInput{Bucket: aws.String("b"), Key: aws.String("k")}
	_, err := presign.PresignGetObject(t.Context(), object)
	require.NoError(t, err)
	_, err = presign.PresignPutObject(t.Context(), &s3.PutObjectInput{Bucket: object.Bucket, Key: object.Key})
	require.ErrorIs(t, err, session.ErrWrite)
	_, err = presign.PresignDeleteObject(t.Context(), &s3.DeleteObjectInput{Bucket: object.Bucket, Key: object.Key})
	require.ErrorIs(t, err, session.ErrWrite)
}

func TestPaginatorsAndWaitersOfAReadOnlySession(t *testing.T) {
	s, cloud := readOnly(t, session.ReadOnly)
	awstest.Pages[dynamodb.ListTablesInput](cloud, &dynamodb.ListTablesOutput{TableNames: []string{"a"}}, &dynamodb.ListTablesOutput{TableNames: []string{"b"}})
	awstest.Return[s3.HeadBucketInput](cloud, &s3.HeadBucketOutput{})
	tables, err := collections.List[string](session.Client(s, dynamodb.NewFromConfig).ListTables, nil).Collect(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "b"}, tables)
	_, err = waiters.Wait(t.Context(), s3.NewBucketExistsWaiter(session.Client(s, s3.NewFromConfig)),
		&s3.HeadBucketInput{Bucket: aws.String("b")}, waiters.Options{Max: time.Minute})
	require.NoError(t, err)
}

// Whether some operations destroy is known by their input only.
func TestADeleteAmongWritesIsDestructive(t *testing.T) {
	s, cloud := readOnly(t, session.NoDestruction)
	awstest.Return[dynamodb.BatchWriteItemInput](cloud, &dynamodb.BatchWriteItemOutput{})
	awstest.Return[dynamodb.ExecuteStatementInput](cloud, &dynamodb.ExecuteStatementOutput{})
	awstest.Return[dynamodb.TransactWriteItemsInput](cloud, &dynamodb.TransactWriteItemsOutput{})
	awstest.Return[route53.ChangeResourceRecordSetsInput](cloud, &route53.ChangeResourceRecordSetsOutput{})
	awstest.Return[dynamodb.UpdateTableInput](cloud, &dynamodb.UpdateTableOutput{})
	awstest.Return[route53.ChangeTagsForResourceInput](cloud, &route53.ChangeTagsForResourceOutput{})
	table, domains := session.Client(s, dynamodb.NewFromConfig), session.Client(s, route53.NewFromConfig)
	key := map[string]dynamotypes.AttributeValue{}
	put := dynamotypes.WriteRequest{PutRequest: &dynamotypes.PutRequest{Item: key}}
	batch := func(requests ...dynamotypes.WriteRequest) error {
		_, err := table.BatchWriteItem(t.Context(), &dynamodb.BatchWriteItemInput{RequestItems: map[string][]dynamotypes.WriteRequest{"a": {put}, "b": requests}})
		return err
	}
	statement := func(text string) error {
		_, err := table.ExecuteStatement(t.Context(), &dynamodb.ExecuteStatementInput{Statement: &text})
		return err
	}
	record := func(action route53types.ChangeAction) error {
		_, err := domains.ChangeResourceRecordSets(t.Context(), &route53.ChangeResourceRecordSetsInput{
			HostedZoneId: aws.String("Z1"), ChangeBatch: &route53types.ChangeBatch{Changes: []route53types.Change{
				{Action: route53types.ChangeActionCreate, ResourceRecordSet: &route53types.ResourceRecordSet{Name: aws.String("a."), Type: route53types.RRTypeA}},
				{Action: action, ResourceRecordSet: &route53types.ResourceRecordSet{Name: aws.String("b."), Type: route53types.RRTypeA}},
			}},
		})
		return err
	}
	transaction := func(item dynamotypes.TransactWriteItem) error {
		_, err := table.TransactWriteItems(t.Context(), &dynamodb.TransactWriteItemsInput{TransactItems: []dynamotypes.TransactWriteItem{{}, item}})
		return err
	}
	update := func(in *dynamodb.UpdateTableInput) error {
		in.TableName = aws.String("t")
		_, err := table.UpdateTable(t.Context(), in)
		return err
	}
	tags := func(in *route53.ChangeTagsForResourceInput) error {
		in.ResourceId, in.ResourceType = aws.String("Z1"), route53types.TagResourceTypeHostedzone
		_, err := domains.ChangeTagsForResource(t.Context(), in)
		return err
	}
	cidr := func() error {
		_, err := domains.ChangeCidrCollection(t.Context(), &route53.ChangeCidrCollectionInput{Id: aws.String("c"), Changes: []route53types.CidrCollectionChange{
			{Action: route53types.CidrCollectionChangeActionDeleteIfExists, CidrList: []string{"10.0.0.0/8"}, LocationName: aws.String("l")},
		}})
		return err
	}
	for name, refused := range map[string]error{
		"replica":     update(&dynamodb.UpdateTableInput{ReplicaUpdates: []dynamotypes.ReplicationGroupUpdate{{Delete: &dynamotypes.DeleteReplicationGroupMemberAction{RegionName: aws.String("eu-west-1")}}}}),
		"index":       update(&dynamodb.UpdateTableInput{GlobalSecondaryIndexUpdates: []dynamotypes.GlobalSecondaryIndexUpdate{{Delete: &dynamotypes.DeleteGlobalSecondaryIndexAction{IndexName: aws.String("i")}}}}),
		"tags":        tags(&route53.ChangeTagsForResourceInput{RemoveTagKeys: []string{"a"}}),
		"blocks":      cidr(),
		"batch":       batch(put, dynamotypes.WriteRequest{DeleteRequest: &dynamotypes.DeleteRequest{}}),
		"transaction": transaction(dynamotypes.TransactWriteItem{Delete: &dynamotypes.Delete{TableName: aws.String("t"), Key: key}}),
		"statement":   statement("\n delete FROM t WHERE id = 1"),
		"record":      record(route53types.ChangeActionDelete),
	} {
		require.ErrorIs(t, refused, session.ErrWrite, name)
	}
	for name, passed := range map[string]error{
		"table": update(&dynamodb.UpdateTableInput{DeletionProtectionEnabled: aws.Bool(true)}),
		"tags":  tags(&route53.ChangeTagsForResourceInput{AddTags: []route53types.Tag{{Key: aws.String("a")}}}),
		"batch": batch(put), "statement": statement("UPDATE t SET deleted = 1 WHERE id = 1"), "record": record(route53types.ChangeActionUpsert),
		"transaction": transaction(dynamotypes.TransactWriteItem{Put: &dynamotypes.Put{TableName: aws.String("t"), Item: key}}),
	} {
		require.NoError(t, passed, name)
	}
}

// A plan names what is inside an input, and no secret of it.
func TestAPlanNamesWhatIsInside(t *testing.T) {
	var plan session.Plan
	s, _ := readOnly(t, &plan)
	client := session.Client(s, s3.NewFromConfig)
	var objects []s3types.ObjectIdentifier
	for _, key := range []string{"a.txt", "b c.txt", "d\u202egpj.exe"} {
		objects = append(objects, s3types.ObjectIdentifier{Key: &key})
	}
	for range 20 {
		objects = append(objects, s3types.ObjectIdentifier{Key: aws.String("x")})
	}
	_, err := client.DeleteObjects(t.Context(), &s3.DeleteObjectsInput{Bucket: aws.String("b"), Delete: &s3types.Delete{Objects: objects}})
	require.ErrorIs(t, err, session.ErrWrite)
	_, err = client.PutObject(t.Context(), &s3.PutObjectInput{
		Bucket: aws.String("b"), Key: aws.String("k"), SSECustomerKey: aws.String("secret"), Metadata: map[string]string{"name": "secret"},
	})
	require.ErrorIs(t, err, session.ErrWrite)
	_, err = session.Client(s, iam.NewFromConfig).UploadServerCertificate(t.Context(), &iam.UploadServerCertificateInput{
		ServerCertificateName: aws.String("web"), CertificateBody: aws.String("cert"), PrivateKey: aws.String("secret"),
	})
	require.ErrorIs(t, err, session.ErrWrite)
	_, err = session.Client(s, dynamodb.NewFromConfig).BatchWriteItem(t.Context(), &dynamodb.BatchWriteItemInput{
		RequestItems: map[string][]dynamotypes.WriteRequest{"orders": {{PutRequest: &dynamotypes.PutRequest{}}}},
	})
	require.ErrorIs(t, err, session.ErrWrite)
	var targets []string
	for _, w := range plan.Writes() {
		targets = append(targets, w.Target)
	}
	assert.Equal(t, []string{
		`Bucket=b Key=a.txt,"b c.txt","d\u202egpj.exe"` + strings.Repeat(",x", 17) + ",and 3 more",
		"Bucket=b Key=k", "ServerCertificateName=web", "RequestItems=orders",
	}, targets)
}

// What a batch was refused is reported for its items.
func TestRefusedWritesInsideBatches(t *testing.T) {
	s, _ := readOnly(t, session.ReadOnly)
	client := session.Client(s, s3.NewFromConfig)
	report, err := collections.Of("a", "b", "c").Batch(t.Context(), func(ctx context.Context, keys []string) ([]collections.Failure, error) {
		var ids []s3types.ObjectIdentifier
		for _, key := range keys {
			ids = append(ids, s3types.ObjectIdentifier{Key: &key})
		}
		_, err := client.DeleteObjects(ctx, &s3.DeleteObjectsInput{Bucket: aws.String("b"), Delete: &s3types.Delete{Objects: ids}})
		return nil, err
	}, collections.BatchOptions{Size: 2})
	require.ErrorIs(t, err, session.ErrWrite)
	require.Len(t, report.Failed, 2)
	for _, f := range report.Failed {
		require.ErrorIs(t, f.Err, session.ErrWrite)
	}

	topic := notify.NewTopic(session.Client(s, sns.NewFromConfig), "arn:aws:sns:us-east-1:123456789012:reports", notify.TopicOptions{})
	published, err := topic.PublishAll(t.Context(), slices.Values([]notify.Message{{Body: "one"}, {Body: "two"}}))
	require.ErrorIs(t, err, session.ErrWrite)
	assert.Zero(t, published.Published)
}

// EC2 is asked whether it would allow a write that is planned.
func TestPlanAsksEC2(t *testing.T) {
	plan := session.Plan{DryRun: true}
	s, cloud := readOnly(t, &plan)
	awstest.On(cloud, func(_ context.Context, in *ec2.StopInstancesInput) (*ec2.StopInstancesOutput, error) {
		if !aws.ToBool(in.DryRun) {
			return nil, errors.New("this is not a dry run")
		}
		if in.InstanceIds[0] == "i-1" {
			return nil, awstest.APIError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412)
		}
		return nil, awstest.APIError("UnauthorizedOperation", "You are not authorized.", 403)
	})
	client := session.Client(s, ec2.NewFromConfig)
	for _, id := range []string{"i-1", "i-2"} {
		in := &ec2.StopInstancesInput{InstanceIds: []string{id}}
		_, err := client.StopInstances(t.Context(), in)
		require.ErrorIs(t, err, session.ErrWrite)
		assert.Nil(t, in.DryRun, "the input is the caller's")
	}
	writes := plan.Writes()
	require.Len(t, writes, 2)
	assert.Equal(t, "allowed", writes[0].Check)
	assert.Equal(t, "UnauthorizedOperation", writes[1].Check)
	assert.Equal(t, "InstanceIds=i-1", writes[0].Target)
}

// A limit is one for all targets, however many run at a time.
func TestMaxWritesHoldsAcrossTargets(t *testing.T) {
	s, cloud := readOnly(t, session.MaxWrites(5))
	awstest.On(cloud, func(context.Context, *sns.PublishInput) (*sns.PublishOutput, error) {
		return &sns.PublishOutput{MessageId: aws.String("m")}, nil
	})
	targets := []session.Target{{Region: "us-east-1"}, {Region: "us-east-2"}, {Region: "us-west-1"}, {Region: "us-west-2"}}
	refused := 0
	for r := range across.Run(t.Context(), s, targets, func(ctx context.Context, s *session.Session, _ session.Target) (int, error) {
		client, refused := session.Client(s, sns.NewFromConfig), 0
		for range 10 {
			_, err := client.Publish(ctx, &sns.PublishInput{TopicArn: aws.String("arn:aws:sns:us-east-1:123456789012:a"), Message: aws.String("x")})
			if errors.Is(err, session.ErrWrite) {
				refused++
			}
		}
		return refused, nil
	}, across.Options{Concurrency: 4}) {
		require.NoError(t, r.Err)
		refused += r.Value
	}
	assert.Len(t, awstest.Calls[sns.PublishInput](cloud), 5)
	assert.Equal(t, 4*10-5, refused)
	assert.Equal(t, 5, s.Usage().Total().Calls, "of all targets; what was refused is no call")
}
