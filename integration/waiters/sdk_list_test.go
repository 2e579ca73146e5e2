package waiters_test

// Written by TestListNamesEveryWaiterOfTheSDK with -update.

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

var sdkWaiters = []struct {
	name  string
	check func(*testing.T)
}{
	{"autoscaling.GroupExists", check(func(cfg aws.Config) *autoscaling.GroupExistsWaiter {
		return autoscaling.NewGroupExistsWaiter(autoscaling.NewFromConfig(cfg))
	})},
	{"autoscaling.GroupInService", check(func(cfg aws.Config) *autoscaling.GroupInServiceWaiter {
		return autoscaling.NewGroupInServiceWaiter(autoscaling.NewFromConfig(cfg))
	})},
	{"autoscaling.GroupNotExists", check(func(cfg aws.Config) *autoscaling.GroupNotExistsWaiter {
		return autoscaling.NewGroupNotExistsWaiter(autoscaling.NewFromConfig(cfg))
	})},
	{"cloudformation.ChangeSetCreateComplete", check(func(cfg aws.Config) *cloudformation.ChangeSetCreateCompleteWaiter {
		return cloudformation.NewChangeSetCreateCompleteWaiter(cloudformation.NewFromConfig(cfg))
	})},
	{"cloudformation.StackCreateComplete", check(func(cfg aws.Config) *cloudformation.StackCreateCompleteWaiter {
		return cloudformation.NewStackCreateCompleteWaiter(cloudformation.NewFromConfig(cfg))
	})},
	{"cloudformation.StackDeleteComplete", check(func(cfg aws.Config) *cloudformation.StackDeleteCompleteWaiter {
		return cloudformation.NewStackDeleteCompleteWaiter(cloudformation.NewFromConfig(cfg))
	})},
	{"cloudformation.StackExists", check(func(cfg aws.Config) *cloudformation.StackExistsWaiter {
		return cloudformation.NewStackExistsWaiter(cloudformation.NewFromConfig(cfg))
	})},
	{"cloudformation.StackImportComplete", check(func(cfg aws.Config) *cloudformation.StackImportCompleteWaiter {
		return cloudformation.NewStackImportCompleteWaiter(cloudformation.NewFromConfig(cfg))
	})},
	{"cloudformation.StackRefactorCreateComplete", check(func(cfg aws.Config) *cloudformation.StackRefactorCreateCompleteWaiter {
		return cloudformation.NewStackRefactorCreateCompleteWaiter(cloudformation.NewFromConfig(cfg))
	})},
	{"cloudformation.StackRefactorExecuteComplete", check(func(cfg aws.Config) *cloudformation.StackRefactorExecuteCompleteWaiter {
		return cloudformation.NewStackRefactorExecuteCompleteWaiter(cloudformation.NewFromConfig(cfg))
	})},
	{"cloudformation.StackRollbackComplete", check(func(cfg aws.Config) *cloudformation.StackRollbackCompleteWaiter {
		return cloudformation.NewStackRollbackCompleteWaiter(cloudformation.NewFromConfig(cfg))
	})},
	{"cloudformation.StackUpdateComplete", check(func(cfg aws.Config) *cloudformation.StackUpdateCompleteWaiter {
		return cloudformation.NewStackUpdateCompleteWaiter(cloudformation.NewFromConfig(cfg))
	})},
	{"cloudformation.TypeRegistrationComplete", check(func(cfg aws.Config) *cloudformation.TypeRegistrationCompleteWaiter {
		return cloudformation.NewTypeRegistrationCompleteWaiter(cloudformation.NewFromConfig(cfg))
	})},
	{"cloudwatch.AlarmExists", check(func(cfg aws.Config) *cloudwatch.AlarmExistsWaiter {
		return cloudwatch.NewAlarmExistsWaiter(cloudwatch.NewFromConfig(cfg))
	})},
	{"cloudwatch.AlarmMuteRuleExists", check(func(cfg aws.Config) *cloudwatch.AlarmMuteRuleExistsWaiter {
		return cloudwatch.NewAlarmMuteRuleExistsWaiter(cloudwatch.NewFromConfig(cfg))
	})},
	{"cloudwatch.CompositeAlarmExists", check(func(cfg aws.Config) *cloudwatch.CompositeAlarmExistsWaiter {
		return cloudwatch.NewCompositeAlarmExistsWaiter(cloudwatch.NewFromConfig(cfg))
	})},
	{"cloudwatch.LogAlarmExists", check(func(cfg aws.Config) *cloudwatch.LogAlarmExistsWaiter {
		return cloudwatch.NewLogAlarmExistsWaiter(cloudwatch.NewFromConfig(cfg))
	})},
	{"dynamodb.BulkOperationCompleted", check(func(cfg aws.Config) *dynamodb.BulkOperationCompletedWaiter {
		return dynamodb.NewBulkOperationCompletedWaiter(dynamodb.NewFromConfig(cfg))
	})},
	{"dynamodb.ContributorInsightsEnabled", check(func(cfg aws.Config) *dynamodb.ContributorInsightsEnabledWaiter {
		return dynamodb.NewContributorInsightsEnabledWaiter(dynamodb.NewFromConfig(cfg))
	})},
	{"dynamodb.ExportCompleted", check(func(cfg aws.Config) *dynamodb.ExportCompletedWaiter {
		return dynamodb.NewExportCompletedWaiter(dynamodb.NewFromConfig(cfg))
	})},
	{"dynamodb.ImportCompleted", check(func(cfg aws.Config) *dynamodb.ImportCompletedWaiter {
		return dynamodb.NewImportCompletedWaiter(dynamodb.NewFromConfig(cfg))
	})},
	{"dynamodb.KinesisStreamingDestinationActive", check(func(cfg aws.Config) *dynamodb.KinesisStreamingDestinationActiveWaiter {
		return dynamodb.NewKinesisStreamingDestinationActiveWaiter(dynamodb.NewFromConfig(cfg))
	})},
	{"dynamodb.TableExists", check(func(cfg aws.Config) *dynamodb.TableExistsWaiter {
		return dynamodb.NewTableExistsWaiter(dynamodb.NewFromConfig(cfg))
	})},
	{"dynamodb.TableNotExists", check(func(cfg aws.Config) *dynamodb.TableNotExistsWaiter {
		return dynamodb.NewTableNotExistsWaiter(dynamodb.NewFromConfig(cfg))
	})},
	{"ec2.BundleTaskComplete", check(func(cfg aws.Config) *ec2.BundleTaskCompleteWaiter {
		return ec2.NewBundleTaskCompleteWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.ConversionTaskCancelled", check(func(cfg aws.Config) *ec2.ConversionTaskCancelledWaiter {
		return ec2.NewConversionTaskCancelledWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.ConversionTaskCompleted", check(func(cfg aws.Config) *ec2.ConversionTaskCompletedWaiter {
		return ec2.NewConversionTaskCompletedWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.ConversionTaskDeleted", check(func(cfg aws.Config) *ec2.ConversionTaskDeletedWaiter {
		return ec2.NewConversionTaskDeletedWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.CustomerGatewayAvailable", check(func(cfg aws.Config) *ec2.CustomerGatewayAvailableWaiter {
		return ec2.NewCustomerGatewayAvailableWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.ExportTaskCancelled", check(func(cfg aws.Config) *ec2.ExportTaskCancelledWaiter {
		return ec2.NewExportTaskCancelledWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.ExportTaskCompleted", check(func(cfg aws.Config) *ec2.ExportTaskCompletedWaiter {
		return ec2.NewExportTaskCompletedWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.ImageAvailable", check(func(cfg aws.Config) *ec2.ImageAvailableWaiter {
		return ec2.NewImageAvailableWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.ImageExists", check(func(cfg aws.Config) *ec2.ImageExistsWaiter { return ec2.NewImageExistsWaiter(ec2.NewFromConfig(cfg)) })},
	{"ec2.ImageUsageReportAvailable", check(func(cfg aws.Config) *ec2.ImageUsageReportAvailableWaiter {
		return ec2.NewImageUsageReportAvailableWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.InstanceExists", check(func(cfg aws.Config) *ec2.InstanceExistsWaiter {
		return ec2.NewInstanceExistsWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.InstanceRunning", check(func(cfg aws.Config) *ec2.InstanceRunningWaiter {
		return ec2.NewInstanceRunningWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.InstanceStatusOk", check(func(cfg aws.Config) *ec2.InstanceStatusOkWaiter {
		return ec2.NewInstanceStatusOkWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.InstanceStopped", check(func(cfg aws.Config) *ec2.InstanceStoppedWaiter {
		return ec2.NewInstanceStoppedWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.InstanceTerminated", check(func(cfg aws.Config) *ec2.InstanceTerminatedWaiter {
		return ec2.NewInstanceTerminatedWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.InternetGatewayExists", check(func(cfg aws.Config) *ec2.InternetGatewayExistsWaiter {
		return ec2.NewInternetGatewayExistsWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.KeyPairExists", check(func(cfg aws.Config) *ec2.KeyPairExistsWaiter {
		return ec2.NewKeyPairExistsWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.NatGatewayAvailable", check(func(cfg aws.Config) *ec2.NatGatewayAvailableWaiter {
		return ec2.NewNatGatewayAvailableWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.NatGatewayDeleted", check(func(cfg aws.Config) *ec2.NatGatewayDeletedWaiter {
		return ec2.NewNatGatewayDeletedWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.NetworkInterfaceAvailable", check(func(cfg aws.Config) *ec2.NetworkInterfaceAvailableWaiter {
		return ec2.NewNetworkInterfaceAvailableWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.PasswordDataAvailable", check(func(cfg aws.Config) *ec2.PasswordDataAvailableWaiter {
		return ec2.NewPasswordDataAvailableWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.SecondaryNetworkCreateComplete", check(func(cfg aws.Config) *ec2.SecondaryNetworkCreateCompleteWaiter {
		return ec2.NewSecondaryNetworkCreateCompleteWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.SecondaryNetworkDeleteComplete", check(func(cfg aws.Config) *ec2.SecondaryNetworkDeleteCompleteWaiter {
		return ec2.NewSecondaryNetworkDeleteCompleteWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.SecondarySubnetCreateComplete", check(func(cfg aws.Config) *ec2.SecondarySubnetCreateCompleteWaiter {
		return ec2.NewSecondarySubnetCreateCompleteWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.SecondarySubnetDeleteComplete", check(func(cfg aws.Config) *ec2.SecondarySubnetDeleteCompleteWaiter {
		return ec2.NewSecondarySubnetDeleteCompleteWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.SecurityGroupExists", check(func(cfg aws.Config) *ec2.SecurityGroupExistsWaiter {
		return ec2.NewSecurityGroupExistsWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.SecurityGroupVpcAssociationAssociated", check(func(cfg aws.Config) *ec2.SecurityGroupVpcAssociationAssociatedWaiter {
		return ec2.NewSecurityGroupVpcAssociationAssociatedWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.SecurityGroupVpcAssociationDisassociated", check(func(cfg aws.Config) *ec2.SecurityGroupVpcAssociationDisassociatedWaiter {
		return ec2.NewSecurityGroupVpcAssociationDisassociatedWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.SnapshotCompleted", check(func(cfg aws.Config) *ec2.SnapshotCompletedWaiter {
		return ec2.NewSnapshotCompletedWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.SnapshotImported", check(func(cfg aws.Config) *ec2.SnapshotImportedWaiter {
		return ec2.NewSnapshotImportedWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.SpotInstanceRequestFulfilled", check(func(cfg aws.Config) *ec2.SpotInstanceRequestFulfilledWaiter {
		return ec2.NewSpotInstanceRequestFulfilledWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.StoreImageTaskComplete", check(func(cfg aws.Config) *ec2.StoreImageTaskCompleteWaiter {
		return ec2.NewStoreImageTaskCompleteWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.SubnetAvailable", check(func(cfg aws.Config) *ec2.SubnetAvailableWaiter {
		return ec2.NewSubnetAvailableWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.SystemStatusOk", check(func(cfg aws.Config) *ec2.SystemStatusOkWaiter {
		return ec2.NewSystemStatusOkWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.VolumeAvailable", check(func(cfg aws.Config) *ec2.VolumeAvailableWaiter {
		return ec2.NewVolumeAvailableWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.VolumeDeleted", check(func(cfg aws.Config) *ec2.VolumeDeletedWaiter {
		return ec2.NewVolumeDeletedWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.VolumeInUse", check(func(cfg aws.Config) *ec2.VolumeInUseWaiter { return ec2.NewVolumeInUseWaiter(ec2.NewFromConfig(cfg)) })},
	{"ec2.VpcAvailable", check(func(cfg aws.Config) *ec2.VpcAvailableWaiter { return ec2.NewVpcAvailableWaiter(ec2.NewFromConfig(cfg)) })},
	{"ec2.VpcExists", check(func(cfg aws.Config) *ec2.VpcExistsWaiter { return ec2.NewVpcExistsWaiter(ec2.NewFromConfig(cfg)) })},
	{"ec2.VpcPeeringConnectionDeleted", check(func(cfg aws.Config) *ec2.VpcPeeringConnectionDeletedWaiter {
		return ec2.NewVpcPeeringConnectionDeletedWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.VpcPeeringConnectionExists", check(func(cfg aws.Config) *ec2.VpcPeeringConnectionExistsWaiter {
		return ec2.NewVpcPeeringConnectionExistsWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.VpnConnectionAvailable", check(func(cfg aws.Config) *ec2.VpnConnectionAvailableWaiter {
		return ec2.NewVpnConnectionAvailableWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ec2.VpnConnectionDeleted", check(func(cfg aws.Config) *ec2.VpnConnectionDeletedWaiter {
		return ec2.NewVpnConnectionDeletedWaiter(ec2.NewFromConfig(cfg))
	})},
	{"ecs.DaemonActive", check(func(cfg aws.Config) *ecs.DaemonActiveWaiter { return ecs.NewDaemonActiveWaiter(ecs.NewFromConfig(cfg)) })},
	{"ecs.DaemonDeploymentStopped", check(func(cfg aws.Config) *ecs.DaemonDeploymentStoppedWaiter {
		return ecs.NewDaemonDeploymentStoppedWaiter(ecs.NewFromConfig(cfg))
	})},
	{"ecs.DaemonDeploymentSuccessful", check(func(cfg aws.Config) *ecs.DaemonDeploymentSuccessfulWaiter {
		return ecs.NewDaemonDeploymentSuccessfulWaiter(ecs.NewFromConfig(cfg))
	})},
	{"ecs.DaemonTaskDefinitionActive", check(func(cfg aws.Config) *ecs.DaemonTaskDefinitionActiveWaiter {
		return ecs.NewDaemonTaskDefinitionActiveWaiter(ecs.NewFromConfig(cfg))
	})},
	{"ecs.DaemonTaskDefinitionDeleted", check(func(cfg aws.Config) *ecs.DaemonTaskDefinitionDeletedWaiter {
		return ecs.NewDaemonTaskDefinitionDeletedWaiter(ecs.NewFromConfig(cfg))
	})},
	{"ecs.ServicesInactive", check(func(cfg aws.Config) *ecs.ServicesInactiveWaiter {
		return ecs.NewServicesInactiveWaiter(ecs.NewFromConfig(cfg))
	})},
	{"ecs.ServicesStable", check(func(cfg aws.Config) *ecs.ServicesStableWaiter {
		return ecs.NewServicesStableWaiter(ecs.NewFromConfig(cfg))
	})},
	{"ecs.TasksRunning", check(func(cfg aws.Config) *ecs.TasksRunningWaiter { return ecs.NewTasksRunningWaiter(ecs.NewFromConfig(cfg)) })},
	{"ecs.TasksStopped", check(func(cfg aws.Config) *ecs.TasksStoppedWaiter { return ecs.NewTasksStoppedWaiter(ecs.NewFromConfig(cfg)) })},
	{"elasticloadbalancingv2.LoadBalancerAvailable", check(func(cfg aws.Config) *elasticloadbalancingv2.LoadBalancerAvailableWaiter {
		return elasticloadbalancingv2.NewLoadBalancerAvailableWaiter(elasticloadbalancingv2.NewFromConfig(cfg))
	})},
	{"elasticloadbalancingv2.LoadBalancerExists", check(func(cfg aws.Config) *elasticloadbalancingv2.LoadBalancerExistsWaiter {
		return elasticloadbalancingv2.NewLoadBalancerExistsWaiter(elasticloadbalancingv2.NewFromConfig(cfg))
	})},
	{"elasticloadbalancingv2.LoadBalancersDeleted", check(func(cfg aws.Config) *elasticloadbalancingv2.LoadBalancersDeletedWaiter {
		return elasticloadbalancingv2.NewLoadBalancersDeletedWaiter(elasticloadbalancingv2.NewFromConfig(cfg))
	})},
	{"elasticloadbalancingv2.TargetDeregistered", check(func(cfg aws.Config) *elasticloadbalancingv2.TargetDeregisteredWaiter {
		return elasticloadbalancingv2.NewTargetDeregisteredWaiter(elasticloadbalancingv2.NewFromConfig(cfg))
	})},
	{"elasticloadbalancingv2.TargetInService", check(func(cfg aws.Config) *elasticloadbalancingv2.TargetInServiceWaiter {
		return elasticloadbalancingv2.NewTargetInServiceWaiter(elasticloadbalancingv2.NewFromConfig(cfg))
	})},
	{"iam.InstanceProfileExists", check(func(cfg aws.Config) *iam.InstanceProfileExistsWaiter {
		return iam.NewInstanceProfileExistsWaiter(iam.NewFromConfig(cfg))
	})},
	{"iam.PolicyExists", check(func(cfg aws.Config) *iam.PolicyExistsWaiter { return iam.NewPolicyExistsWaiter(iam.NewFromConfig(cfg)) })},
	{"iam.RoleExists", check(func(cfg aws.Config) *iam.RoleExistsWaiter { return iam.NewRoleExistsWaiter(iam.NewFromConfig(cfg)) })},
	{"iam.UserExists", check(func(cfg aws.Config) *iam.UserExistsWaiter { return iam.NewUserExistsWaiter(iam.NewFromConfig(cfg)) })},
	{"kinesis.ChannelActive", check(func(cfg aws.Config) *kinesis.ChannelActiveWaiter {
		return kinesis.NewChannelActiveWaiter(kinesis.NewFromConfig(cfg))
	})},
	{"kinesis.StreamExists", check(func(cfg aws.Config) *kinesis.StreamExistsWaiter {
		return kinesis.NewStreamExistsWaiter(kinesis.NewFromConfig(cfg))
	})},
	{"kinesis.StreamNotExists", check(func(cfg aws.Config) *kinesis.StreamNotExistsWaiter {
		return kinesis.NewStreamNotExistsWaiter(kinesis.NewFromConfig(cfg))
	})},
	{"lambda.FunctionActive", check(func(cfg aws.Config) *lambda.FunctionActiveWaiter {
		return lambda.NewFunctionActiveWaiter(lambda.NewFromConfig(cfg))
	})},
	{"lambda.FunctionActiveV2", check(func(cfg aws.Config) *lambda.FunctionActiveV2Waiter {
		return lambda.NewFunctionActiveV2Waiter(lambda.NewFromConfig(cfg))
	})},
	{"lambda.FunctionExists", check(func(cfg aws.Config) *lambda.FunctionExistsWaiter {
		return lambda.NewFunctionExistsWaiter(lambda.NewFromConfig(cfg))
	})},
	{"lambda.FunctionUpdated", check(func(cfg aws.Config) *lambda.FunctionUpdatedWaiter {
		return lambda.NewFunctionUpdatedWaiter(lambda.NewFromConfig(cfg))
	})},
	{"lambda.FunctionUpdatedV2", check(func(cfg aws.Config) *lambda.FunctionUpdatedV2Waiter {
		return lambda.NewFunctionUpdatedV2Waiter(lambda.NewFromConfig(cfg))
	})},
	{"lambda.PublishedVersionActive", check(func(cfg aws.Config) *lambda.PublishedVersionActiveWaiter {
		return lambda.NewPublishedVersionActiveWaiter(lambda.NewFromConfig(cfg))
	})},
	{"rds.DBClusterAvailable", check(func(cfg aws.Config) *rds.DBClusterAvailableWaiter {
		return rds.NewDBClusterAvailableWaiter(rds.NewFromConfig(cfg))
	})},
	{"rds.DBClusterDeleted", check(func(cfg aws.Config) *rds.DBClusterDeletedWaiter {
		return rds.NewDBClusterDeletedWaiter(rds.NewFromConfig(cfg))
	})},
	{"rds.DBClusterSnapshotAvailable", check(func(cfg aws.Config) *rds.DBClusterSnapshotAvailableWaiter {
		return rds.NewDBClusterSnapshotAvailableWaiter(rds.NewFromConfig(cfg))
	})},
	{"rds.DBClusterSnapshotDeleted", check(func(cfg aws.Config) *rds.DBClusterSnapshotDeletedWaiter {
		return rds.NewDBClusterSnapshotDeletedWaiter(rds.NewFromConfig(cfg))
	})},
	{"rds.DBInstanceAvailable", check(func(cfg aws.Config) *rds.DBInstanceAvailableWaiter {
		return rds.NewDBInstanceAvailableWaiter(rds.NewFromConfig(cfg))
	})},
	{"rds.DBInstanceDeleted", check(func(cfg aws.Config) *rds.DBInstanceDeletedWaiter {
		return rds.NewDBInstanceDeletedWaiter(rds.NewFromConfig(cfg))
	})},
	{"rds.DBSnapshotAvailable", check(func(cfg aws.Config) *rds.DBSnapshotAvailableWaiter {
		return rds.NewDBSnapshotAvailableWaiter(rds.NewFromConfig(cfg))
	})},
	{"rds.DBSnapshotDeleted", check(func(cfg aws.Config) *rds.DBSnapshotDeletedWaiter {
		return rds.NewDBSnapshotDeletedWaiter(rds.NewFromConfig(cfg))
	})},
	{"rds.TenantDatabaseAvailable", check(func(cfg aws.Config) *rds.TenantDatabaseAvailableWaiter {
		return rds.NewTenantDatabaseAvailableWaiter(rds.NewFromConfig(cfg))
	})},
	{"rds.TenantDatabaseDeleted", check(func(cfg aws.Config) *rds.TenantDatabaseDeletedWaiter {
		return rds.NewTenantDatabaseDeletedWaiter(rds.NewFromConfig(cfg))
	})},
	{"s3.BucketExists", check(func(cfg aws.Config) *s3.BucketExistsWaiter { return s3.NewBucketExistsWaiter(s3.NewFromConfig(cfg)) })},
	{"s3.BucketNotExists", check(func(cfg aws.Config) *s3.BucketNotExistsWaiter {
		return s3.NewBucketNotExistsWaiter(s3.NewFromConfig(cfg))
	})},
	{"s3.ObjectExists", check(func(cfg aws.Config) *s3.ObjectExistsWaiter { return s3.NewObjectExistsWaiter(s3.NewFromConfig(cfg)) })},
	{"s3.ObjectNotExists", check(func(cfg aws.Config) *s3.ObjectNotExistsWaiter {
		return s3.NewObjectNotExistsWaiter(s3.NewFromConfig(cfg))
	})},
}
