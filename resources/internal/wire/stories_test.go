package wire

import (
	"context"
	"path"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/schemas"
	cwtypes "github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamotypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/glacier"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/smithy-go/transport/http/protocol/awsquery"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources/cfnres"
	"github.com/awsessentials/essentials/resources/cloudwatchres"
	"github.com/awsessentials/essentials/resources/dynamores"
	"github.com/awsessentials/essentials/resources/ec2res"
	"github.com/awsessentials/essentials/resources/glacierres"
	"github.com/awsessentials/essentials/resources/iamres"
	"github.com/awsessentials/essentials/resources/s3res"
	"github.com/awsessentials/essentials/resources/snsres"
	"github.com/awsessentials/essentials/resources/sqsres"
	"github.com/awsessentials/essentials/waiters"
)

// config is a session without files and environment.
type config struct{ cfg aws.Config }

func (c config) Config() aws.Config { return c.cfg }

var soon = waiters.Options{Max: 30 * time.Second}

// ended are the waits and batch actions that ended well, as
// "ec2res.(*Instance).WaitUntilRunning".
var ended = map[string]bool{}

func note(method any) {
	name := runtime.FuncForPC(reflect.ValueOf(method).Pointer()).Name()
	ended[strings.TrimSuffix(path.Base(name), "-fm")] = true
}

// wait waits, and notes it.
func wait(ctx context.Context, t *testing.T, until func(context.Context, waiters.Options) error) {
	t.Helper()
	require.NoError(t, until(ctx, soon))
	note(until)
}

// A story makes what a service can have, by the service's resources, and returns
// the entry.
var stories = []struct {
	pkg   string
	story func(context.Context, *testing.T, config) any
}{
	{"ec2res", ec2Story}, {"s3res", s3Story}, {"sqsres", sqsStory}, {"snsres", snsStory}, {"iamres", iamStory},
	{"dynamores", dynamoStory}, {"cfnres", cloudFormationStory}, {"cloudwatchres", cloudWatchStory}, {"glacierres", glacierStory},
	{"lambdares", lambdaStory}, {"logsres", logsStory}, {"eventsres", eventsStory}, {"schedulerres", schedulerStory}, {"ecsres", ecsStory},
	{"rdsres", rdsStory}, {"route53res", route53Story}, {"ssmres", ssmStory}, {"secretsres", secretsStory}, {"kmsres", kmsStory},
	{"sfnres", sfnStory}, {"autoscalingres", autoScalingStory}, {"elbv2res", elbStory},
}

func ec2Story(ctx context.Context, t *testing.T, sess config) any {
	ec2s := ec2res.Open(sess)
	vpc, err := ec2s.CreateVpc(ctx, func(in *ec2.CreateVpcInput) { in.CidrBlock = aws.String("10.0.0.0/16") })
	require.NoError(t, err)
	wait(ctx, t, vpc.WaitUntilAvailable)
	wait(ctx, t, vpc.WaitUntilExists)
	require.NoError(t, vpc.Load(ctx))
	assert.Equal(t, "10.0.0.0/16", *vpc.Data.CidrBlock)
	subnet, err := vpc.CreateSubnet(ctx, func(in *ec2.CreateSubnetInput) { in.CidrBlock = aws.String("10.0.1.0/24") })
	require.NoError(t, err)
	assert.Equal(t, vpc.Identity(), subnet.Vpc().Identity())
	group, err := vpc.CreateSecurityGroup(ctx, "web", "for the web")
	require.NoError(t, err)
	_, err = group.AuthorizeIngress(ctx, func(in *ec2.AuthorizeSecurityGroupIngressInput) {
		in.IpProtocol, in.FromPort, in.ToPort, in.CidrIp = aws.String("tcp"), aws.Int32(443), aws.Int32(443), aws.String("0.0.0.0/0")
	})
	require.NoError(t, err)
	_, err = ec2s.CreateDhcpOptions(ctx, []types.NewDhcpConfiguration{{Key: aws.String("domain-name"), Values: []string{"example.com"}}})
	require.NoError(t, err)
	gateway, err := ec2s.CreateInternetGateway(ctx)
	require.NoError(t, err)
	_, err = gateway.AttachToVpc(ctx, vpc.ID)
	require.NoError(t, err)
	table, err := vpc.CreateRouteTable(ctx)
	require.NoError(t, err)
	_, err = table.CreateRoute(ctx, func(in *ec2.CreateRouteInput) {
		in.DestinationCidrBlock, in.GatewayId = aws.String("0.0.0.0/0"), &gateway.ID
	})
	require.NoError(t, err)
	_, err = table.AssociateWithSubnet(ctx, func(in *ec2.AssociateRouteTableInput) { in.SubnetId = &subnet.ID })
	require.NoError(t, err)
	require.NoError(t, table.Load(ctx))
	assert.Len(t, table.Associations(), 1)

	images, err := ec2s.Images().Limit(1).Collect(ctx)
	require.NoError(t, err)
	require.Len(t, images, 1)
	instances, err := subnet.CreateInstances(ctx, 3, 3, func(in *ec2.RunInstancesInput) { in.ImageId = &images[0].ID })
	require.NoError(t, err)
	require.Len(t, instances, 3)
	wait(ctx, t, instances[0].WaitUntilRunning)
	assert.Equal(t, types.InstanceStateNameRunning, instances[0].Data.State.Name)
	_, err = instances[0].CreateTags(ctx, ec2res.TagList(map[string]string{"Owner": "me", "Empty": ""}))
	require.NoError(t, err)
	require.NoError(t, instances[0].Load(ctx))
	assert.Equal(t, map[string]string{"Owner": "me", "Empty": ""}, instances[0].Tags())

	n, err := ec2s.Instances(ec2res.Filter("instance-state-name", "running")).
		Filter(func(i *ec2res.Instance) bool { return i.Tag("Owner") == "" }).Stop(ctx)
	require.NoError(t, err)
	assert.Equal(t, 2, n)
	wait(ctx, t, instances[1].WaitUntilStopped)
	wait(ctx, t, instances[1].WaitUntilExists)
	n, err = vpc.Instances(ec2res.Filter("instance-state-name", "stopped")).Start(ctx)
	require.NoError(t, err)
	assert.Equal(t, 2, n)
	n, err = vpc.Instances().CreateTags(ctx, ec2res.TagList(map[string]string{"Team": "a"}))
	require.NoError(t, err)
	assert.Equal(t, 3, n)
	n, err = ec2s.Tags(ec2res.Filter("key", "Team")).Delete(ctx)
	require.NoError(t, err)
	assert.Equal(t, 3, n)

	volume, err := ec2s.CreateVolume(ctx, func(in *ec2.CreateVolumeInput) {
		in.Size, in.AvailabilityZone = aws.Int32(1), aws.String("us-east-1a")
	})
	require.NoError(t, err)
	snapshot, err := volume.CreateSnapshot(ctx)
	require.NoError(t, err)
	wait(ctx, t, snapshot.WaitUntilCompleted)
	assert.Equal(t, volume.Identity(), snapshot.Volume().Identity())
	image, err := instances[2].CreateImage(ctx, "image")
	require.NoError(t, err)
	wait(ctx, t, image.WaitUntilExists)
	_, err = instances[2].Terminate(ctx)
	require.NoError(t, err)
	wait(ctx, t, instances[2].WaitUntilTerminated)
	_, err = ec2s.CreateKeyPair(ctx, "key")
	require.NoError(t, err)
	gone, err := ec2s.CreateKeyPair(ctx, "gone")
	require.NoError(t, err)
	_, err = gone.Delete(ctx)
	require.NoError(t, err)
	pairs, err := ec2s.KeyPairs().Collect(ctx)
	require.NoError(t, err)
	require.Len(t, pairs, 1)
	assert.Equal(t, "key", pairs[0].Name)
	_, err = ec2s.CreatePlacementGroup(ctx, func(in *ec2.CreatePlacementGroupInput) { in.GroupName = aws.String("pg") })
	if err != nil {
		t.Logf("moto: %v", err)
	}
	_, err = ec2s.Client().AllocateAddress(ctx, &ec2.AllocateAddressInput{Domain: types.DomainTypeVpc})
	require.NoError(t, err)
	other, err := ec2s.CreateVpc(ctx, func(in *ec2.CreateVpcInput) { in.CidrBlock = aws.String("10.9.0.0/16") })
	require.NoError(t, err)
	peering, err := vpc.RequestVpcPeeringConnection(ctx, func(in *ec2.CreateVpcPeeringConnectionInput) { in.PeerVpcId = &other.ID })
	require.NoError(t, err)
	wait(ctx, t, peering.WaitUntilExists)
	return ec2s
}

func s3Story(ctx context.Context, t *testing.T, sess config) any {
	s3s := s3res.Open(sess, s3res.PathStyle)
	bucket, err := s3s.CreateBucket(ctx, "logs")
	require.NoError(t, err)
	wait(ctx, t, bucket.WaitUntilExists)
	require.NoError(t, bucket.Load(ctx))
	assert.NotNil(t, bucket.Data.CreationDate)
	_, err = bucket.Versioning().Enable(ctx)
	require.NoError(t, err)
	for _, key := range []string{"old/a", "old/b", "new/c"} {
		require.NoError(t, bucket.Object(key).WriteJSON(ctx, map[string]string{"key": key}))
	}
	_, err = bucket.Object("old/b").Delete(ctx)
	require.NoError(t, err)
	var content map[string]string
	require.NoError(t, bucket.Object("old/a").ReadJSON(ctx, &content))
	assert.Equal(t, map[string]string{"key": "old/a"}, content)
	object := bucket.Object("old/a")
	require.NoError(t, object.Load(ctx))
	assert.EqualValues(t, len(`{"key":"old/a"}`), *object.Data.Size)
	wait(ctx, t, object.WaitUntilExists)
	wait(ctx, t, bucket.Object("none").WaitUntilNotExists)
	wait(ctx, t, s3s.Bucket("none").WaitUntilNotExists)

	n, err := bucket.ObjectVersions("old/").Delete(ctx)
	require.NoError(t, err)
	assert.Equal(t, 3, n, "two versions and a marker")
	note((*s3res.ObjectVersions).Delete)
	left, err := bucket.ObjectVersions("").Collect(ctx)
	require.NoError(t, err)
	require.Len(t, left, 1)
	assert.Equal(t, "new/c", left[0].ObjectKey)

	_, err = bucket.Object("copy").CopyFrom(ctx, "logs/new/c", func(in *s3.CopyObjectInput) { in.StorageClass = s3types.StorageClassGlacier })
	require.NoError(t, err)
	_, err = bucket.Object("copy").RestoreObject(ctx, func(in *s3.RestoreObjectInput) { in.RestoreRequest = &s3types.RestoreRequest{Days: aws.Int32(1)} })
	require.NoError(t, err)
	n, err = bucket.Objects("").Filter(func(o *s3res.Object) bool { return o.Key == "copy" }).Delete(ctx)
	require.NoError(t, err)
	assert.Equal(t, 1, n)
	note((*s3res.Objects).Delete)
	_, err = bucket.Acl().Put(ctx, func(in *s3.PutBucketAclInput) { in.ACL = s3types.BucketCannedACLPrivate })
	require.NoError(t, err)
	_, err = bucket.Tagging().Put(ctx, &s3types.Tagging{TagSet: []s3types.Tag{{Key: aws.String("a"), Value: aws.String("b")}}})
	require.NoError(t, err)
	_, err = bucket.Cors().Put(ctx, &s3types.CORSConfiguration{CORSRules: []s3types.CORSRule{{AllowedMethods: []string{"GET"}, AllowedOrigins: []string{"*"}}}})
	require.NoError(t, err)
	_, err = bucket.Policy().Put(ctx, `{"Version": "2012-10-17", "Statement": []}`)
	require.NoError(t, err)
	_, err = bucket.Website().Put(ctx, &s3types.WebsiteConfiguration{IndexDocument: &s3types.IndexDocument{Suffix: aws.String("index.html")}})
	require.NoError(t, err)
	_, err = bucket.LifecycleConfiguration().Put(ctx, func(in *s3.PutBucketLifecycleConfigurationInput) {
		in.LifecycleConfiguration = &s3types.BucketLifecycleConfiguration{Rules: []s3types.LifecycleRule{{
			ID: aws.String("r"), Status: s3types.ExpirationStatusEnabled, Filter: &s3types.LifecycleRuleFilter{Prefix: aws.String("x")},
			Expiration: &s3types.LifecycleExpiration{Days: aws.Int32(1)},
		}}}
	})
	require.NoError(t, err)
	upload, err := bucket.Object("big").InitiateMultipartUpload(ctx)
	require.NoError(t, err)
	_, err = upload.Part(1).Upload(ctx, func(in *s3.UploadPartInput) { in.Body = readSeeker("part") })
	require.NoError(t, err)
	copied, err := bucket.Object("parts").InitiateMultipartUpload(ctx)
	require.NoError(t, err)
	part, err := copied.Part(1).CopyFrom(ctx, "logs/new/c")
	require.NoError(t, err)
	_, err = copied.Complete(ctx, func(in *s3.CompleteMultipartUploadInput) {
		in.MultipartUpload = &s3types.CompletedMultipartUpload{Parts: []s3types.CompletedPart{{PartNumber: aws.Int32(1), ETag: part.CopyPartResult.ETag}}}
	})
	require.NoError(t, err)
	return s3s
}

func sqsStory(ctx context.Context, t *testing.T, sess config) any {
	sqss := sqsres.Open(sess)
	dead, err := sqss.CreateQueue(ctx, "dead")
	require.NoError(t, err)
	require.NoError(t, dead.Load(ctx))
	queue, err := sqss.CreateQueue(ctx, "work", func(in *sqs.CreateQueueInput) {
		in.Attributes = map[string]string{"RedrivePolicy": `{"deadLetterTargetArn":"` + dead.Data.Attributes["QueueArn"] + `","maxReceiveCount":"5"}`}
	})
	require.NoError(t, err)
	same, err := sqss.GetQueueByName(ctx, "work")
	require.NoError(t, err)
	assert.Equal(t, queue.Identity(), same.Identity())
	var bodies []string
	for i := range 25 {
		bodies = append(bodies, string(rune('a'+i)))
	}
	report, err := queue.SendAll(ctx, sqsres.Text(bodies...))
	require.NoError(t, err)
	assert.Equal(t, 25, report.Sent)
	assert.Equal(t, 3, report.Calls)
	got := map[string]bool{}
	for m, err := range queue.Messages(ctx, sqsres.ReceiveOptions{Wait: time.Second}) {
		require.NoError(t, err)
		got[m.Body()] = true
		m.Delete()
	}
	assert.Len(t, got, 25)
	require.NoError(t, queue.Reload(ctx))
	assert.Equal(t, "0", queue.Data.Attributes["ApproximateNumberOfMessages"])
	assert.Equal(t, "0", queue.Data.Attributes["ApproximateNumberOfMessagesNotVisible"])

	_, err = queue.SendMessage(ctx, "one")
	require.NoError(t, err)
	messages, err := queue.ReceiveMessages(ctx)
	require.NoError(t, err)
	require.Len(t, messages, 1)
	assert.Equal(t, "one", *messages[0].Data.Body)
	n, err := collections.As[*sqsres.Messages](collections.Of(messages...)).Delete(ctx)
	require.NoError(t, err)
	assert.Equal(t, 1, n)
	return sqss
}

func snsStory(ctx context.Context, t *testing.T, sess config) any {
	snss := snsres.Open(sess)
	topic, err := snss.CreateTopic(ctx, "alerts")
	require.NoError(t, err)
	subscription, err := topic.Subscribe(ctx, "email", "me@example.com")
	require.NoError(t, err)
	require.NoError(t, subscription.Load(ctx))
	assert.Equal(t, topic.ARN, subscription.Data.Attributes["TopicArn"])
	_, err = topic.Publish(ctx, "hello", func(in *sns.PublishInput) { in.Subject = aws.String("s") })
	require.NoError(t, err)
	_, err = topic.SetAttributes(ctx, "DisplayName", "Alerts")
	require.NoError(t, err)
	require.NoError(t, topic.Load(ctx))
	assert.Equal(t, "Alerts", topic.Data.Attributes["DisplayName"])
	app, err := snss.CreatePlatformApplication(ctx, "app", map[string]string{"PlatformCredential": "c"}, "GCM")
	require.NoError(t, err)
	_, err = app.CreatePlatformEndpoint(ctx, "token")
	require.NoError(t, err)
	return snss
}

const trust = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
const allow = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}`

func iamStory(ctx context.Context, t *testing.T, sess config) any {
	iams := iamres.Open(sess)
	role, err := iams.CreateRole(ctx, "worker", trust)
	require.NoError(t, err)
	policy, err := iams.CreatePolicy(ctx, "allow", allow)
	require.NoError(t, err)
	_, err = role.AttachPolicy(ctx, policy.ARN)
	require.NoError(t, err)
	_, err = role.Policy("inline").Put(ctx, allow)
	require.NoError(t, err)
	group, err := iams.CreateGroup(ctx, "admins")
	require.NoError(t, err)
	user, err := iams.CreateUser(ctx, "ann")
	require.NoError(t, err)
	_, err = group.AddUser(ctx, user.Name)
	require.NoError(t, err)
	_, err = group.AttachPolicy(ctx, policy.ARN)
	require.NoError(t, err)
	_, err = user.AttachPolicy(ctx, policy.ARN)
	require.NoError(t, err)
	_, err = user.CreatePolicy(ctx, "own", allow)
	require.NoError(t, err)
	_, err = group.CreatePolicy(ctx, "own", allow)
	require.NoError(t, err)
	pair, err := user.CreateAccessKeyPair(ctx)
	require.NoError(t, err)
	assert.NotEmpty(t, pair.Secret)
	_, err = user.CreateLoginProfile(ctx, func(in *iamCreateLoginProfileInput) { in.Password = aws.String("Secret-1") })
	require.NoError(t, err)
	profile, err := iams.CreateInstanceProfile(ctx, "profile")
	require.NoError(t, err)
	_, err = profile.AddRole(ctx, role.Name)
	require.NoError(t, err)
	_, err = profile.RemoveRole(ctx, role.Name)
	require.NoError(t, err)
	_, err = profile.AddRole(ctx, role.Name)
	require.NoError(t, err)
	require.NoError(t, profile.Load(ctx))
	assert.Equal(t, role.Identity(), profile.Roles()[0].Identity())
	_, err = iams.CreateVirtualMFADevice(ctx, "device")
	require.NoError(t, err)
	_, err = iams.CreateSAMLProvider(ctx, "saml", longText(1024))
	require.NoError(t, err)
	_, err = iams.CreateServerCertificate(ctx, "cert", "body", "key")
	require.NoError(t, err)
	_, err = user.MFADevice("serial").Associate(ctx, "123456", "234567")
	require.NoError(t, err)
	_, err = iams.CreateAccountPasswordPolicy(ctx)
	require.NoError(t, err)
	users, err := group.Users().Collect(ctx)
	require.NoError(t, err)
	require.Len(t, users, 1)
	assert.Equal(t, user.Identity(), users[0].Identity())
	return iams
}

func dynamoStory(ctx context.Context, t *testing.T, sess config) any {
	db := dynamores.Open(sess)
	table, err := db.CreateTable(ctx, "orders", func(in *dynamodb.CreateTableInput) {
		in.AttributeDefinitions = []dynamotypes.AttributeDefinition{{AttributeName: aws.String("id"), AttributeType: dynamotypes.ScalarAttributeTypeS}}
		in.KeySchema = []dynamotypes.KeySchemaElement{{AttributeName: aws.String("id"), KeyType: dynamotypes.KeyTypeHash}}
		in.BillingMode = dynamotypes.BillingModePayPerRequest
	})
	require.NoError(t, err)
	wait(ctx, t, table.WaitUntilExists)
	assert.Equal(t, dynamotypes.TableStatusActive, table.Data.TableStatus)
	wait(ctx, t, db.Table("none").WaitUntilNotExists)
	return db
}

func cloudFormationStory(ctx context.Context, t *testing.T, sess config) any {
	cfn := cfnres.Open(sess)
	const topic = `{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}`
	stack, err := cfn.CreateStack(ctx, "stack", func(in *cloudformation.CreateStackInput) {
		in.TemplateBody = aws.String(`{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}, "Queue": {"Type": "AWS::SQS::Queue"}}}`)
	})
	require.NoError(t, err)
	require.NoError(t, stack.Load(ctx))
	assert.EqualValues(t, "CREATE_COMPLETE", stack.Data.StackStatus)
	wait(ctx, t, stack.WaitUntilExists)
	wait(ctx, t, stack.WaitUntilCreated)
	gone, err := cfn.CreateStack(ctx, "gone", func(in *cloudformation.CreateStackInput) { in.TemplateBody = aws.String(topic) })
	require.NoError(t, err)
	_, err = gone.Update(ctx, func(in *cloudformation.UpdateStackInput) {
		in.TemplateBody = aws.String(`{"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}`)
	})
	require.NoError(t, err)
	wait(ctx, t, gone.WaitUntilUpdated)
	_, err = gone.Delete(ctx)
	require.NoError(t, err)
	wait(ctx, t, gone.WaitUntilDeleted)
	app := cfn.Stack("app")
	for _, template := range []string{topic, topic, `{"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}`} { // created, the same, updated
		require.NoError(t, app.Deploy(ctx, template))
	}
	assert.EqualValues(t, "UPDATE_COMPLETE", app.Data.StackStatus)
	summaries, err := app.ResourceSummaries().Collect(ctx)
	require.NoError(t, err)
	require.Len(t, summaries, 1)
	assert.Equal(t, "Queue", summaries[0].LogicalID)
	resource := stack.Resource("Topic")
	require.NoError(t, resource.Load(ctx))
	assert.Equal(t, "AWS::SNS::Topic", *resource.Data.ResourceType)
	return cfn
}

func cloudWatchStory(ctx context.Context, t *testing.T, sess config) any {
	// moto does not know the client's own protocol.
	cw := cloudwatchres.Open(sess, func(o *cloudwatch.Options) { o.Protocol = awsquery.New(schemas.GraniteServiceVersion20100801) })
	metric := cw.Metric("jobs", "failed")
	_, err := metric.PutData(ctx, func(in *cloudwatch.PutMetricDataInput) { in.MetricData[0].Value = aws.Float64(3) })
	require.NoError(t, err)
	for _, name := range []string{"a", "b", "c"} {
		_, err = metric.PutAlarm(ctx, name, func(in *cloudwatch.PutMetricAlarmInput) {
			in.ComparisonOperator, in.EvaluationPeriods, in.Period = cwtypes.ComparisonOperatorGreaterThanThreshold, aws.Int32(1), aws.Int32(60)
			in.Statistic, in.Threshold = cwtypes.StatisticSum, aws.Float64(1)
		})
		require.NoError(t, err)
	}
	stats, err := metric.GetStatistics(ctx, time.Now().Add(-time.Hour), time.Now().Add(time.Hour), 60, func(in *cloudwatch.GetMetricStatisticsInput) {
		in.Statistics = []cwtypes.Statistic{cwtypes.StatisticSum}
	})
	require.NoError(t, err)
	require.Len(t, stats.Datapoints, 1)
	n, err := cw.Alarms().Filter(func(a *cloudwatchres.Alarm) bool { return a.Name == "b" }).Delete(ctx)
	require.NoError(t, err)
	assert.Equal(t, 1, n)
	n, err = metric.Alarms().Filter(func(a *cloudwatchres.Alarm) bool { return a.Name == "c" }).Delete(ctx)
	require.NoError(t, err)
	assert.Equal(t, 1, n)
	alarm := cw.Alarm("a")
	require.NoError(t, alarm.Load(ctx))
	assert.True(t, *alarm.Data.ActionsEnabled)
	assert.Equal(t, metric.Identity(), alarm.Metric().Identity())
	return cw
}

func glacierStory(ctx context.Context, t *testing.T, sess config) any {
	gl := glacierres.Open(sess)
	vault, err := gl.CreateVault(ctx, "vault", func(in *glacier.CreateVaultInput) { in.AccountId = aws.String("-") })
	require.NoError(t, err)
	require.NoError(t, vault.Load(ctx))
	archive, err := vault.UploadArchive(ctx, func(in *glacier.UploadArchiveInput) { in.Body = readSeeker("archive") })
	require.NoError(t, err)
	_, err = vault.InitiateInventoryRetrieval(ctx)
	require.NoError(t, err)
	_, err = archive.InitiateArchiveRetrieval(ctx)
	require.NoError(t, err)
	return gl
}
