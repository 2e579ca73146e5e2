package wire

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	logstypes "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	ecstypes "github.com/aws/aws-sdk-go-v2/service/ecs/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	elbtypes "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
	eventtypes "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	r53types "github.com/aws/aws-sdk-go-v2/service/route53/types"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	schedulertypes "github.com/aws/aws-sdk-go-v2/service/scheduler/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	ssmtypes "github.com/aws/aws-sdk-go-v2/service/ssm/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/resources/autoscalingres"
	"github.com/awsessentials/essentials/resources/ec2res"
	"github.com/awsessentials/essentials/resources/ecsres"
	"github.com/awsessentials/essentials/resources/elbv2res"
	"github.com/awsessentials/essentials/resources/eventsres"
	"github.com/awsessentials/essentials/resources/iamres"
	"github.com/awsessentials/essentials/resources/kmsres"
	"github.com/awsessentials/essentials/resources/lambdares"
	"github.com/awsessentials/essentials/resources/logsres"
	"github.com/awsessentials/essentials/resources/rdsres"
	"github.com/awsessentials/essentials/resources/route53res"
	"github.com/awsessentials/essentials/resources/schedulerres"
	"github.com/awsessentials/essentials/resources/secretsres"
	"github.com/awsessentials/essentials/resources/sfnres"
	"github.com/awsessentials/essentials/resources/sqsres"
	"github.com/awsessentials/essentials/resources/ssmres"
)

// The stories of the services whose models are the library's own.

const (
	role      = "arn:aws:iam::123456789012:role/jobs"
	queueARN  = "arn:aws:sqs:us-east-1:123456789012:work"
	ordersARN = "arn:aws:sqs:us-east-1:123456789012:orders"
	sourceARN = "arn:aws:events:us-east-1:123456789012:rule/nightly"
)

// in is a session in another region.
func (c config) in(region string) config {
	c.cfg.Region = region
	return c
}

func code(t *testing.T) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create("f.py")
	require.NoError(t, err)
	_, err = f.Write([]byte("def handler(event, context): return event"))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.Bytes()
}

// withRole makes the role of the functions, if there is none.
func withRole(ctx context.Context, t *testing.T, sess config) {
	_, err := iamres.Open(sess).CreateRole(ctx, "jobs", trust)
	if !awserr.IsAlreadyExists(err) {
		require.NoError(t, err)
	}
}

func describeFunction(in *lambda.CreateFunctionInput) {
	in.Runtime, in.Handler, in.Role, in.Publish = lambdatypes.RuntimePython312, aws.String("f.handler"), aws.String(role), true
}

func lambdaStory(ctx context.Context, t *testing.T, sess config) any {
	withRole(ctx, t, sess)
	_, err := sqsres.Open(sess).CreateQueue(ctx, "orders")
	require.NoError(t, err)
	fns := lambdares.Open(sess)
	fn := fns.Function("fn")
	require.NoError(t, fn.Deploy(ctx, code(t), describeFunction))
	require.NoError(t, fn.Deploy(ctx, code(t), describeFunction, func(in *lambda.CreateFunctionInput) { in.Timeout = aws.Int32(30) }))
	assert.Equal(t, int32(30), *fn.Data.Timeout)
	wait(ctx, t, fn.WaitUntilExists)
	wait(ctx, t, fn.WaitUntilActive)
	wait(ctx, t, fn.WaitUntilUpdated)
	for range 2 {
		require.NoError(t, fn.Allow(ctx, "nightly", "events.amazonaws.com", sourceARN))
	}
	alias, err := fn.CreateAlias(ctx, "live", "1")
	require.NoError(t, err)
	require.NoError(t, alias.Load(ctx))
	assert.Equal(t, "1", *alias.Data.FunctionVersion)
	mapping, err := fn.CreateEventSourceMapping(ctx, func(in *lambda.CreateEventSourceMappingInput) { in.EventSourceArn = aws.String(ordersARN) })
	require.NoError(t, err)
	require.NoError(t, mapping.Load(ctx))
	assert.Equal(t, ordersARN, *mapping.Data.EventSourceArn)
	versions, err := fn.Versions().Collect(ctx)
	require.NoError(t, err)
	assert.GreaterOrEqual(t, len(versions), 2)
	layer, err := fns.Layer("lib").PublishVersion(ctx, &lambdatypes.LayerVersionContentInput{ZipFile: code(t)})
	require.NoError(t, err)
	assert.Equal(t, int64(1), layer.Number)
	assert.True(t, awserr.IsNotFound(fns.Function("none").Load(ctx)))
	return fns
}

func logsStory(ctx context.Context, t *testing.T, sess config) any {
	logs := logsres.Open(sess)
	group, err := logs.CreateGroup(ctx, "/app")
	require.NoError(t, err)
	stream, err := group.CreateStream(ctx, "s")
	require.NoError(t, err)
	now := time.Now()
	put := func(texts ...string) {
		var events []logstypes.InputLogEvent
		for _, text := range texts {
			events = append(events, logstypes.InputLogEvent{Message: aws.String(text), Timestamp: aws.Int64(now.UnixMilli())})
		}
		_, err := stream.PutEvents(ctx, events)
		require.NoError(t, err)
	}
	put("ERROR first", "fine")
	failures, err := group.Events("ERROR").With(logsres.Since(now.Add(-time.Minute))).Collect(ctx)
	require.NoError(t, err)
	require.Len(t, failures, 1)
	assert.Equal(t, "ERROR first", failures[0].Message())
	none, err := stream.Events("").With(logsres.Since(now.Add(time.Minute))).Count(ctx)
	require.NoError(t, err)
	assert.Zero(t, none)
	var tailed []string
	for event, err := range group.Tail(ctx, logsres.TailOptions{Since: now.Add(-time.Minute), Interval: time.Millisecond}) {
		require.NoError(t, err)
		if tailed = append(tailed, event.Message()); len(tailed) == 2 {
			put("third")
		}
		if len(tailed) == 3 {
			break
		}
	}
	assert.Equal(t, []string{"ERROR first", "fine", "third"}, tailed)
	withRole(ctx, t, sess)
	reader := lambdares.Open(sess).Function("reader")
	require.NoError(t, reader.Deploy(ctx, code(t), describeFunction))
	_, err = group.PutSubscriptionFilter(ctx, *reader.Data.FunctionArn, "all", "")
	require.NoError(t, err)
	_, err = group.PutRetention(ctx, 30)
	require.NoError(t, err)
	require.NoError(t, group.Load(ctx))
	assert.Equal(t, int32(30), *group.Data.RetentionInDays)
	_, err = group.Query(ctx, "fields @message", now.Add(-time.Hour), now)
	require.NoError(t, err)
	query, err := logs.StartQuery(ctx, "fields @message", now.Add(-time.Hour).Unix(), now.Unix(), func(in *cloudwatchlogs.StartQueryInput) { in.LogGroupName = &group.Name })
	require.NoError(t, err)
	require.NoError(t, query.Load(ctx))
	assert.Equal(t, logstypes.QueryStatusComplete, query.Data.Status)
	return logs
}

func eventsStory(ctx context.Context, t *testing.T, sess config) any {
	_, err := sqsres.Open(sess).CreateQueue(ctx, "work")
	require.NoError(t, err)
	events := eventsres.Open(sess)
	bus, err := events.CreateBus(ctx, "orders")
	require.NoError(t, err)
	target := eventtypes.Target{Id: aws.String("queue"), Arn: aws.String(queueARN)}
	for range 2 { // created, and changed
		_, err = bus.Match(ctx, "paid", map[string][]string{"source": {"shop"}}, target)
		require.NoError(t, err)
	}
	rule := bus.Rule("paid")
	require.NoError(t, rule.Load(ctx))
	assert.JSONEq(t, `{"source": ["shop"]}`, *rule.Data.EventPattern)
	targets, err := rule.Targets().Collect(ctx)
	require.NoError(t, err)
	require.Len(t, targets, 1)
	nightly, err := events.Bus("default").Schedule(ctx, "nightly", "rate(1 day)", target)
	require.NoError(t, err)
	require.NoError(t, nightly.Remove(ctx))
	assert.True(t, awserr.IsNotFound(nightly.Reload(ctx)))
	require.NoError(t, nightly.Remove(ctx), "nothing to remove")
	report, err := events.Send(ctx, eventtypes.PutEventsRequestEntry{Source: aws.String("shop"), DetailType: aws.String("paid"), Detail: aws.String("{}"), EventBusName: &bus.Name})
	require.NoError(t, err)
	assert.Equal(t, 1, report.Done)
	require.NoError(t, bus.Load(ctx))
	return events
}

func schedulerStory(ctx context.Context, t *testing.T, sess config) any {
	schedules := schedulerres.Open(sess)
	group, err := schedules.CreateGroup(ctx, "jobs")
	require.NoError(t, err)
	target := schedulertypes.Target{Arn: aws.String(queueARN), RoleArn: aws.String(role)}
	nightly := group.Schedule("nightly")
	require.NoError(t, nightly.Put(ctx, "rate(1 day)", target))
	require.NoError(t, nightly.Put(ctx, "rate(2 days)", target, func(in *scheduler.CreateScheduleInput) { in.Description = aws.String("slow") }))
	require.NoError(t, nightly.Disable(ctx))
	require.NoError(t, nightly.Load(ctx))
	assert.Equal(t, []string{"rate(2 days)", "slow", "DISABLED"}, []string{*nightly.Data.ScheduleExpression, *nightly.Data.Description, string(nightly.Data.State)})
	made, err := group.CreateSchedule(ctx, "hourly", "rate(1 hour)", &target)
	require.NoError(t, err)
	require.NoError(t, made.Load(ctx))
	n, err := group.Schedules().Count(ctx)
	require.NoError(t, err)
	assert.Equal(t, 2, n)
	_, err = made.Delete(ctx)
	require.NoError(t, err)
	assert.True(t, awserr.IsNotFound(made.Reload(ctx)))
	return schedules
}

func ecsStory(ctx context.Context, t *testing.T, sess config) any {
	sess.cfg.HTTPClient = textual{}
	ecss := ecsres.Open(sess)
	cluster, err := ecss.CreateCluster(ctx, func(in *ecs.CreateClusterInput) { in.ClusterName = aws.String("jobs") })
	require.NoError(t, err)
	definition, err := ecss.RegisterTaskDefinition(ctx, "nightly", []ecstypes.ContainerDefinition{{Name: aws.String("app"), Image: aws.String("app"), Memory: aws.Int32(128)}})
	require.NoError(t, err)
	require.NoError(t, definition.Load(ctx))
	assert.Equal(t, "nightly", *definition.Data.Family)
	service, err := cluster.CreateService(ctx, "web", func(in *ecs.CreateServiceInput) {
		in.TaskDefinition, in.DesiredCount, in.LaunchType = &definition.ARN, aws.Int32(0), ecstypes.LaunchTypeFargate
	})
	require.NoError(t, err)
	wait(ctx, t, service.WaitUntilStable)
	subnet := defaultSubnet(ctx, t, sess)
	tasks, err := cluster.Run(ctx, "nightly", func(in *ecs.RunTaskInput) {
		in.LaunchType = ecstypes.LaunchTypeFargate
		in.NetworkConfiguration = &ecstypes.NetworkConfiguration{AwsvpcConfiguration: &ecstypes.AwsVpcConfiguration{Subnets: []string{subnet}}}
	})
	require.NoError(t, err)
	require.Len(t, tasks, 1)
	assert.Equal(t, definition.ARN, tasks[0].TaskDefinition().ARN)
	listed, err := cluster.Tasks().Collect(ctx)
	require.NoError(t, err)
	require.Len(t, listed, 1)
	assert.Equal(t, tasks[0].ARN, listed[0].ARN)
	assert.NotNil(t, listed[0].Data.LastStatus)
	clusters, err := ecss.Clusters().Collect(ctx)
	require.NoError(t, err)
	require.Len(t, clusters, 1)
	assert.Equal(t, "ACTIVE", *clusters[0].Data.Status)
	services, err := cluster.Services().Collect(ctx)
	require.NoError(t, err)
	require.Len(t, services, 1)
	assert.Equal(t, service.Identity(), services[0].Identity())
	_, err = tasks[0].Stop(ctx)
	require.NoError(t, err)
	wait(ctx, t, tasks[0].WaitUntilStopped)
	gone, err := cluster.CreateService(ctx, "gone", func(in *ecs.CreateServiceInput) {
		in.TaskDefinition, in.DesiredCount, in.LaunchType = &definition.ARN, aws.Int32(0), ecstypes.LaunchTypeFargate
	})
	require.NoError(t, err)
	_, err = gone.Delete(ctx)
	require.NoError(t, err)
	wait(ctx, t, gone.WaitUntilInactive)
	assert.True(t, awserr.IsNotFound(ecss.Cluster("none").Load(ctx)))
	return ecss
}

// textual sends requests, and makes what moto answers about tasks what ECS
// answers: the resources of a container are text there.
type textual struct{}

var number = regexp.MustCompile(`"(cpu|memory)": (\d+)`)

func (textual) Do(r *http.Request) (*http.Response, error) {
	response, err := http.DefaultClient.Do(r)
	if target := r.Header.Get("X-Amz-Target"); err != nil || !strings.HasSuffix(target, "Task") && !strings.HasSuffix(target, "Tasks") {
		return response, err
	}
	body, err := io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		return nil, err
	}
	body = number.ReplaceAll(body, []byte(`"$1": "$2"`))
	response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return response, nil
}

func defaultSubnet(ctx context.Context, t *testing.T, sess config) string {
	subnet, ok, err := ec2res.Open(sess).Subnets(ec2res.Filter("default-for-az", "true")).First(ctx)
	require.NoError(t, err)
	require.True(t, ok)
	return subnet.ID
}

func rdsStory(ctx context.Context, t *testing.T, sess config) any {
	here, there := rdsres.Open(sess), rdsres.Open(sess.in("eu-central-1"))
	instance := func(id string) *rdsres.Instance {
		db, err := here.CreateInstance(ctx, "db.t3.micro", id, "postgres", func(in *rds.CreateDBInstanceInput) {
			in.AllocatedStorage, in.MasterUsername, in.MasterUserPassword = aws.Int32(20), aws.String("root"), aws.String("password")
		})
		require.NoError(t, err)
		return db
	}
	db := instance("db")
	wait(ctx, t, db.WaitUntilAvailable)
	snapshot, err := db.CreateSnapshot(ctx, "s")
	require.NoError(t, err)
	wait(ctx, t, snapshot.WaitUntilAvailable)
	replica, err := snapshot.CopyTo(ctx, there, "copy")
	require.NoError(t, err)
	wait(ctx, t, replica.WaitUntilAvailable)
	assert.Contains(t, *replica.Data.DBSnapshotArn, ":eu-central-1:")
	_, err = replica.Delete(ctx)
	require.NoError(t, err)
	wait(ctx, t, replica.WaitUntilDeleted)
	gone := instance("gone")
	_, err = gone.Delete(ctx, func(in *rds.DeleteDBInstanceInput) { in.SkipFinalSnapshot = aws.Bool(true) })
	require.NoError(t, err)
	wait(ctx, t, gone.WaitUntilDeleted)

	cluster := func(id string) *rdsres.Cluster {
		c, err := here.CreateCluster(ctx, id, "aurora-postgresql", func(in *rds.CreateDBClusterInput) {
			in.MasterUsername, in.MasterUserPassword = aws.String("root"), aws.String("password")
		})
		require.NoError(t, err)
		return c
	}
	aurora := cluster("c")
	wait(ctx, t, aurora.WaitUntilAvailable)
	copied, err := aurora.CreateSnapshot(ctx, "cs")
	require.NoError(t, err)
	wait(ctx, t, copied.WaitUntilAvailable)
	assert.Equal(t, aurora.Identity(), copied.Cluster().Identity())
	_, err = copied.Delete(ctx)
	require.NoError(t, err)
	wait(ctx, t, copied.WaitUntilDeleted)
	_, err = aurora.CreateSnapshot(ctx, "cs2")
	require.NoError(t, err)
	goneCluster := cluster("gone")
	_, err = goneCluster.Delete(ctx, func(in *rds.DeleteDBClusterInput) { in.SkipFinalSnapshot = aws.Bool(true) })
	require.NoError(t, err)
	wait(ctx, t, goneCluster.WaitUntilDeleted)
	return here
}

func route53Story(ctx context.Context, t *testing.T, sess config) any {
	r53 := route53res.Open(sess)
	zone, err := r53.CreateZone(ctx, "example.com", "once")
	require.NoError(t, err)
	for _, address := range []string{"192.0.2.1", "192.0.2.2"} { // created, and changed
		change, err := zone.Put(ctx, route53res.RecordSet("www.example.com", r53types.RRTypeA, time.Minute, address), route53res.RecordSet("x.example.com", r53types.RRTypeTxt, time.Minute, `"x"`))
		require.NoError(t, err)
		wait(ctx, t, change.WaitUntilInSync)
	}
	www, ok, err := zone.Records().Filter(func(r *route53res.Record) bool { return r.Type == "A" }).First(ctx)
	require.NoError(t, err)
	require.True(t, ok)
	assert.Equal(t, []string{"192.0.2.2"}, www.Values())
	n, err := zone.Records().Filter(func(r *route53res.Record) bool { return r.Type == "TXT" }).Delete(ctx)
	require.NoError(t, err)
	assert.Equal(t, 1, n)
	found, err := r53.ZoneByName(ctx, "example.com")
	require.NoError(t, err)
	assert.Equal(t, zone.Identity(), found.Identity())
	listed, _, err := r53.Zones().First(ctx)
	require.NoError(t, err)
	assert.Equal(t, zone.Identity(), listed.Identity())
	return r53
}

func ssmStory(ctx context.Context, t *testing.T, sess config) any {
	ssms := ssmres.Open(sess)
	for _, timeout := range []string{"60s", "90s"} { // created, and changed
		_, err := ssms.Parameter("/app/timeout").Put(ctx, timeout, ssmres.Overwrite, ssmres.Type(ssmtypes.ParameterTypeString))
		require.NoError(t, err)
	}
	_, err := ssms.PutParameter(ctx, "/app/db/password", "secret", ssmres.Type(ssmtypes.ParameterTypeSecureString))
	require.NoError(t, err)
	timeout, err := ssmres.Get[time.Duration](ctx, ssms.Parameter("/app/timeout"))
	require.NoError(t, err)
	assert.Equal(t, 90*time.Second, timeout)
	values, err := ssms.Parameters("/app").Values(ctx)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"/app/timeout": "90s", "/app/db/password": "secret"}, values)
	n, err := ssms.Parameters("/app/db").Delete(ctx)
	require.NoError(t, err)
	assert.Equal(t, 1, n)
	return ssms
}

func secretsStory(ctx context.Context, t *testing.T, sess config) any {
	secrets := secretsres.Open(sess)
	_, err := secrets.CreateSecret(ctx, "db", func(in *secretsmanager.CreateSecretInput) { in.SecretString = aws.String("pw") })
	require.NoError(t, err)
	for _, value := range []string{`{"password": "a"}`, `{"password": "b"}`} { // created, and changed
		require.NoError(t, secrets.Secret("shop").Put(ctx, value))
	}
	var shop struct{ Password string }
	require.NoError(t, secrets.Secret("shop").ReadJSON(ctx, &shop))
	assert.Equal(t, "b", shop.Password)
	n, err := secrets.Secrets().Count(ctx)
	require.NoError(t, err)
	assert.Equal(t, 2, n)
	require.NoError(t, secrets.Secret("shop").Load(ctx))
	return secrets
}

func kmsStory(ctx context.Context, t *testing.T, sess config) any {
	keys := kmsres.Open(sess)
	key, err := keys.CreateKey(ctx)
	require.NoError(t, err)
	alias, err := key.CreateAlias(ctx, "alias/app")
	require.NoError(t, err)
	sealed, err := keys.Key(alias.Name).Encrypt(ctx, []byte("text"))
	require.NoError(t, err)
	opened, err := keys.Decrypt(ctx, sealed.CiphertextBlob)
	require.NoError(t, err)
	assert.Equal(t, "text", string(opened.Plaintext))
	listed, ok, err := key.Aliases().First(ctx)
	require.NoError(t, err)
	require.True(t, ok)
	assert.Equal(t, key.Identity(), listed.Key().Identity())
	return keys
}

func sfnStory(ctx context.Context, t *testing.T, sess config) any {
	sfns := sfnres.Open(sess)
	machine, err := sfns.CreateMachine(ctx, "m", role, `{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}`)
	require.NoError(t, err)
	execution, err := machine.Start(ctx, map[string]int{"a": 1})
	require.NoError(t, err)
	require.NoError(t, execution.Load(ctx))
	assert.JSONEq(t, `{"a": 1}`, *execution.Data.Input)
	assert.Equal(t, machine.Identity(), execution.Machine().Identity())
	listed, ok, err := machine.Executions().First(ctx)
	require.NoError(t, err)
	assert.True(t, ok && listed.ARN == execution.ARN)
	return sfns
}

func autoScalingStory(ctx context.Context, t *testing.T, sess config) any {
	groups := autoscalingres.Open(sess)
	_, err := groups.Client().CreateLaunchConfiguration(ctx, &autoscaling.CreateLaunchConfigurationInput{
		LaunchConfigurationName: aws.String("l"), ImageId: aws.String("ami-12c6146b"), InstanceType: aws.String("t3.micro")})
	require.NoError(t, err)
	group, err := groups.CreateGroup(ctx, "g", 3, 0, func(in *autoscaling.CreateAutoScalingGroupInput) {
		in.LaunchConfigurationName, in.AvailabilityZones = aws.String("l"), []string{"us-east-1a"}
	})
	require.NoError(t, err)
	_, err = group.SetDesiredCapacity(ctx, 2)
	require.NoError(t, err)
	require.NoError(t, group.Reload(ctx))
	assert.Equal(t, int32(2), *group.Data.DesiredCapacity)
	wait(ctx, t, group.WaitUntilExists)
	wait(ctx, t, group.WaitUntilInService)
	wait(ctx, t, groups.Group("none").WaitUntilNotExists)
	require.NoError(t, group.Reload(ctx))
	require.Len(t, group.Instances(), 2)
	instance := group.Instances()[0]
	require.NoError(t, instance.Load(ctx))
	assert.Equal(t, group.Identity(), instance.Group().Identity())
	_, err = instance.SetHealth(ctx, "Healthy")
	require.NoError(t, err)
	_, err = instance.Terminate(ctx, false)
	require.NoError(t, err)
	policy, err := group.PutPolicy(ctx, "larger", func(in *autoscaling.PutScalingPolicyInput) {
		in.PolicyType, in.AdjustmentType, in.ScalingAdjustment = aws.String("SimpleScaling"), aws.String("ChangeInCapacity"), aws.Int32(1)
	})
	require.NoError(t, err)
	require.NoError(t, policy.Load(ctx))
	return groups
}

func elbStory(ctx context.Context, t *testing.T, sess config) any {
	elbs := elbv2res.Open(sess)
	subnets, err := ec2res.Open(sess).Subnets(ec2res.Filter("default-for-az", "true")).Limit(2).Collect(ctx)
	require.NoError(t, err)
	balancer := func(name string) *elbv2res.LoadBalancer {
		b, err := elbs.CreateLoadBalancer(ctx, name, func(in *elb.CreateLoadBalancerInput) { in.Subnets = []string{subnets[0].ID, subnets[1].ID} })
		require.NoError(t, err)
		return b
	}
	web := balancer("web")
	wait(ctx, t, web.WaitUntilAvailable)
	require.NoError(t, subnets[0].Load(ctx))
	group, err := elbs.CreateTargetGroup(ctx, "web", func(in *elb.CreateTargetGroupInput) {
		in.Protocol, in.Port, in.VpcId = elbtypes.ProtocolEnumHttp, aws.Int32(80), subnets[0].Data.VpcId
	})
	require.NoError(t, err)
	forward := []elbtypes.Action{{Type: elbtypes.ActionTypeEnumForward, TargetGroupArn: &group.ARN}}
	listener, err := web.CreateListener(ctx, forward, func(in *elb.CreateListenerInput) { in.Protocol, in.Port = elbtypes.ProtocolEnumHttp, aws.Int32(80) })
	require.NoError(t, err)
	assert.Equal(t, web.Identity(), listener.LoadBalancer().Identity())
	rule, err := listener.CreateRule(ctx, 10, []elbtypes.RuleCondition{{Field: aws.String("path-pattern"), Values: []string{"/api/*"}}}, forward)
	require.NoError(t, err)
	require.NoError(t, rule.Reload(ctx))
	assert.Equal(t, "10", *rule.Data.Priority)
	n, err := listener.Rules().Count(ctx)
	require.NoError(t, err)
	assert.Equal(t, 2, n, "with the default rule")

	instances, err := subnets[0].CreateInstances(ctx, 1, 1, func(in *ec2.RunInstancesInput) { in.ImageId = aws.String("ami-12c6146b") })
	require.NoError(t, err)
	_, err = group.RegisterTargets(ctx, []elbtypes.TargetDescription{{Id: &instances[0].ID, Port: aws.Int32(80)}})
	require.NoError(t, err)
	wait(ctx, t, group.WaitUntilInService)
	targets, err := group.Targets().Collect(ctx)
	require.NoError(t, err)
	require.Len(t, targets, 1)
	assert.Equal(t, elbtypes.TargetHealthStateEnumHealthy, targets[0].Health())
	require.NoError(t, group.Reload(ctx))
	require.NotEmpty(t, group.LoadBalancers())
	assert.Equal(t, web.Identity(), group.LoadBalancers()[0].Identity())

	gone := balancer("gone")
	_, err = gone.Delete(ctx)
	require.NoError(t, err)
	wait(ctx, t, gone.WaitUntilDeleted)
	return elbs
}
