package wire

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	elbtypes "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	schedulertypes "github.com/aws/aws-sdk-go-v2/service/scheduler/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/resources/autoscalingres"
	"github.com/awsessentials/essentials/resources/ecsres"
	"github.com/awsessentials/essentials/resources/elbv2res"
	"github.com/awsessentials/essentials/resources/kmsres"
	"github.com/awsessentials/essentials/resources/rdsres"
	"github.com/awsessentials/essentials/resources/schedulerres"
	"github.com/awsessentials/essentials/resources/secretsres"
	"github.com/awsessentials/essentials/resources/sfnres"
)

const role = "arn:aws:iam::123456789012:role/role"

// TestOwnModelsOnTheWire makes, lists, loads and deletes a thing or two of each
// service whose model is the library's own.
func TestOwnModelsOnTheWire(t *testing.T) {
	server, ctx := moto.Start(t), t.Context()
	in := func(region string) config {
		return config{aws.Config{Region: region, BaseEndpoint: &server.URL, Credentials: credentials.NewStaticCredentialsProvider("test", "test", "")}}
	}
	sess := in("us-east-1")

	t.Run("ecsres", func(t *testing.T) {
		ecss := ecsres.Open(sess)
		cluster, err := ecss.CreateCluster(ctx, func(in *ecs.CreateClusterInput) { in.ClusterName = aws.String("jobs") })
		require.NoError(t, err)
		require.NoError(t, cluster.Load(ctx))
		assert.Equal(t, "jobs", *cluster.Data.ClusterName)
		n, err := ecss.Clusters().Count(ctx)
		require.NoError(t, err)
		assert.Equal(t, 1, n)
		assert.True(t, awserr.IsNotFound(ecss.Cluster("none").Load(ctx)))
	})
	t.Run("sfnres", func(t *testing.T) {
		sfns := sfnres.Open(sess)
		machine, err := sfns.CreateMachine(ctx, "m", role, `{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}`)
		require.NoError(t, err)
		execution, err := machine.Start(ctx, map[string]int{"a": 1})
		require.NoError(t, err)
		require.NoError(t, execution.Load(ctx))
		assert.JSONEq(t, `{"a": 1}`, *execution.Data.Input)
		listed, ok, err := machine.Executions().First(ctx)
		require.NoError(t, err)
		assert.True(t, ok && listed.ARN == execution.ARN)
	})
	t.Run("secretsres", func(t *testing.T) {
		secret, err := secretsres.Open(sess).CreateSecret(ctx, "db", func(in *secretsmanager.CreateSecretInput) { in.SecretString = aws.String("pw") })
		require.NoError(t, err)
		value, err := secret.Value(ctx)
		require.NoError(t, err)
		assert.Equal(t, "pw", value)
		n, err := secretsres.Open(sess).Secrets().Count(ctx)
		require.NoError(t, err)
		assert.Equal(t, 1, n)
	})
	t.Run("kmsres", func(t *testing.T) {
		key, err := kmsres.Open(sess).CreateKey(ctx)
		require.NoError(t, err)
		sealed, err := key.Encrypt(ctx, []byte("text"))
		require.NoError(t, err)
		opened, err := key.Decrypt(ctx, func(in *kms.DecryptInput) { in.CiphertextBlob = sealed.CiphertextBlob })
		require.NoError(t, err)
		assert.Equal(t, "text", string(opened.Plaintext))
	})
	t.Run("schedulerres", func(t *testing.T) {
		schedules := schedulerres.Open(sess)
		made, err := schedules.Group("default").CreateSchedule(ctx, "nightly", &schedulertypes.FlexibleTimeWindow{Mode: schedulertypes.FlexibleTimeWindowModeOff},
			"rate(1 day)", &schedulertypes.Target{Arn: aws.String("arn:aws:sqs:us-east-1:123456789012:q"), RoleArn: aws.String(role)})
		require.NoError(t, err)
		require.NoError(t, made.Load(ctx))
		assert.Equal(t, "rate(1 day)", *made.Data.ScheduleExpression)
		listed, _, err := schedules.Schedules().First(ctx)
		require.NoError(t, err)
		assert.Equal(t, made.Identity(), listed.Identity())
		_, err = made.Delete(ctx)
		require.NoError(t, err)
		assert.True(t, awserr.IsNotFound(made.Reload(ctx)))
	})
	t.Run("rdsres", func(t *testing.T) {
		db, err := rdsres.Open(sess).CreateInstance(ctx, "db.t3.micro", "db", "postgres", func(in *rds.CreateDBInstanceInput) {
			in.AllocatedStorage, in.MasterUsername, in.MasterUserPassword = aws.Int32(20), aws.String("root"), aws.String("password")
		})
		require.NoError(t, err)
		require.NoError(t, db.WaitUntilAvailable(ctx, soon))
		snapshot, err := db.CreateSnapshot(ctx, "s")
		require.NoError(t, err)
		there, err := snapshot.CopyTo(ctx, rdsres.Open(in("eu-central-1")), "copy")
		require.NoError(t, err)
		require.NoError(t, there.WaitUntilAvailable(ctx, soon))
		assert.Contains(t, *there.Data.DBSnapshotArn, ":eu-central-1:")
	})
	t.Run("elbv2res", func(t *testing.T) {
		elbs := elbv2res.Open(sess)
		groups, err := elbs.CreateTargetGroup(ctx, "g", func(in *elasticloadbalancingv2.CreateTargetGroupInput) {
			in.TargetType = elbtypes.TargetTypeEnumLambda
		})
		require.NoError(t, err)
		require.NoError(t, groups[0].Load(ctx))
		listed, _, err := elbs.TargetGroups().First(ctx)
		require.NoError(t, err)
		assert.Equal(t, groups[0].ARN, listed.ARN)
	})
	t.Run("autoscalingres", func(t *testing.T) {
		groups := autoscalingres.Open(sess)
		client := groups.Client()
		_, err := client.CreateLaunchConfiguration(ctx, &autoscaling.CreateLaunchConfigurationInput{
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
	})
}
