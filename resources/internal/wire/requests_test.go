package wire

import (
	"context"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	cwtypes "github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	ecstypes "github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/aws/aws-sdk-go-v2/service/glacier"
	glaciertypes "github.com/aws/aws-sdk-go-v2/service/glacier/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/autoscalingres"
	"github.com/awsessentials/essentials/resources/cfnres"
	"github.com/awsessentials/essentials/resources/cloudwatchres"
	"github.com/awsessentials/essentials/resources/ec2res"
	"github.com/awsessentials/essentials/resources/ecsres"
	"github.com/awsessentials/essentials/resources/glacierres"
	"github.com/awsessentials/essentials/resources/iamres"
	"github.com/awsessentials/essentials/resources/logsres"
	"github.com/awsessentials/essentials/resources/rdsres"
	"github.com/awsessentials/essentials/resources/sfnres"
	"github.com/awsessentials/essentials/waiters"
)

// request tries one method under the SDK's client.
type request func(context.Context, *testing.T, *awstest.Cloud)

// sends returns the request of a method: the input that it must send, the answer,
// and the call.
func sends[In, Out any](want *In, answer *Out, call func(context.Context, *awstest.Cloud) error) request {
	return func(ctx context.Context, t *testing.T, cloud *awstest.Cloud) {
		awstest.Return[In](cloud, answer)
		require.NoError(t, call(ctx, cloud))
		assert.Equal(t, []*In{want}, awstest.Calls[In](cloud))
	}
}

// no returns the error of a call whose result says nothing more.
func no[T any](_ T, err error) error { return err }

// of returns an error unless a collection has items.
func of[T any](items []T, err error) error {
	if err == nil && len(items) == 0 {
		return assert.AnError
	}
	return err
}

var (
	ptr   = aws.String
	vault = func(c *awstest.Cloud) *glacierres.Vault { return glacierres.Open(c).Vault("-", "v") }
	i1    = func(c *awstest.Cloud) *ec2res.Instance { return ec2res.Open(c).Instance("i-1") }
	vol   = func(c *awstest.Cloud) *ec2res.Volume { return ec2res.Open(c).Volume("vol-1") }
)

// listed answers the listing of two instances, which a batch action takes.
func listed(cloud *awstest.Cloud) *ec2res.Instances {
	awstest.Return[ec2.DescribeInstancesInput](cloud, &ec2.DescribeInstancesOutput{Reservations: []types.Reservation{
		{Instances: []types.Instance{{InstanceId: ptr("i-1")}, {InstanceId: ptr("i-2")}}},
	}})
	return ec2res.Open(cloud).Instances()
}

func alarms(cloud *awstest.Cloud) *cloudwatchres.Alarms {
	awstest.Return[cloudwatch.DescribeAlarmsInput](cloud, &cloudwatch.DescribeAlarmsOutput{MetricAlarms: []cwtypes.MetricAlarm{{AlarmName: ptr("a")}, {AlarmName: ptr("b")}}})
	return cloudwatchres.Open(cloud).Alarms()
}

func metricAlarms(cloud *awstest.Cloud) *cloudwatchres.MetricAlarms {
	awstest.Return[cloudwatch.DescribeAlarmsForMetricInput](cloud, &cloudwatch.DescribeAlarmsForMetricOutput{MetricAlarms: []cwtypes.MetricAlarm{{AlarmName: ptr("a")}, {AlarmName: ptr("b")}}})
	return cloudwatchres.Open(cloud).Metric("jobs", "failed").Alarms()
}

var requests = map[string]request{
	"autoscalingres.Group.CancelRefresh": sends(&autoscaling.CancelInstanceRefreshInput{AutoScalingGroupName: ptr("g")}, &autoscaling.CancelInstanceRefreshOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(autoscalingres.Open(c).Group("g").CancelRefresh(ctx))
		}),
	"autoscalingres.Group.StartRefresh": sends(&autoscaling.StartInstanceRefreshInput{AutoScalingGroupName: ptr("g")}, &autoscaling.StartInstanceRefreshOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(autoscalingres.Open(c).Group("g").StartRefresh(ctx))
		}),
	"cfnres.Stack.CancelUpdate": sends(&cloudformation.CancelUpdateStackInput{StackName: ptr("app")}, &cloudformation.CancelUpdateStackOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(cfnres.Open(c).Stack("app").CancelUpdate(ctx))
		}),
	"cloudwatchres.Alarm.DescribeHistory": sends(&cloudwatch.DescribeAlarmHistoryInput{AlarmName: ptr("a")}, &cloudwatch.DescribeAlarmHistoryOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(cloudwatchres.Open(c).Alarm("a").DescribeHistory(ctx))
		}),
	"cloudwatchres.Alarm.DisableActions": sends(&cloudwatch.DisableAlarmActionsInput{AlarmNames: []string{"a"}}, &cloudwatch.DisableAlarmActionsOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(cloudwatchres.Open(c).Alarm("a").DisableActions(ctx))
		}),
	"cloudwatchres.Alarm.EnableActions": sends(&cloudwatch.EnableAlarmActionsInput{AlarmNames: []string{"a"}}, &cloudwatch.EnableAlarmActionsOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(cloudwatchres.Open(c).Alarm("a").EnableActions(ctx))
		}),
	"cloudwatchres.Alarms.DisableActions": sends(&cloudwatch.DisableAlarmActionsInput{AlarmNames: []string{"a", "b"}}, &cloudwatch.DisableAlarmActionsOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(alarms(c).DisableActions(ctx)) }),
	"cloudwatchres.Alarms.EnableActions": sends(&cloudwatch.EnableAlarmActionsInput{AlarmNames: []string{"a", "b"}}, &cloudwatch.EnableAlarmActionsOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(alarms(c).EnableActions(ctx)) }),
	"cloudwatchres.MetricAlarms.DisableActions": sends(&cloudwatch.DisableAlarmActionsInput{AlarmNames: []string{"a", "b"}}, &cloudwatch.DisableAlarmActionsOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(metricAlarms(c).DisableActions(ctx)) }),
	"cloudwatchres.MetricAlarms.EnableActions": sends(&cloudwatch.EnableAlarmActionsInput{AlarmNames: []string{"a", "b"}}, &cloudwatch.EnableAlarmActionsOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(metricAlarms(c).EnableActions(ctx)) }),

	"ec2res.NetworkInterfaceAssociation.Load": sends(
		&ec2.DescribeNetworkInterfacesInput{Filters: []types.Filter{ec2res.Filter("association.association-id", "eipassoc-1")}},
		&ec2.DescribeNetworkInterfacesOutput{NetworkInterfaces: []types.NetworkInterface{{Association: &types.NetworkInterfaceAssociation{PublicIp: ptr("192.0.2.1")}}}},
		func(ctx context.Context, c *awstest.Cloud) error {
			return ec2res.Open(c).NetworkInterfaceAssociation("eipassoc-1").Load(ctx)
		}),
	"ec2res.PlacementGroup.Load": sends(&ec2.DescribePlacementGroupsInput{GroupNames: []string{"g"}},
		&ec2.DescribePlacementGroupsOutput{PlacementGroups: []types.PlacementGroup{{GroupName: ptr("g")}}},
		func(ctx context.Context, c *awstest.Cloud) error { return ec2res.Open(c).PlacementGroup("g").Load(ctx) }),
	"ec2res.EC2.CreatePlacementGroup": sends(&ec2.CreatePlacementGroupInput{GroupName: ptr("g")}, &ec2.CreatePlacementGroupOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			g, err := ec2res.Open(c).CreatePlacementGroup(ctx, func(in *ec2.CreatePlacementGroupInput) { in.GroupName = ptr("g") })
			if err == nil && g.Name != "g" {
				return assert.AnError
			}
			return err
		}),
	"ec2res.EC2.PlacementGroups": sends(&ec2.DescribePlacementGroupsInput{Filters: []types.Filter{ec2res.Filter("strategy", "cluster")}},
		&ec2.DescribePlacementGroupsOutput{PlacementGroups: []types.PlacementGroup{{GroupName: ptr("g")}}},
		func(ctx context.Context, c *awstest.Cloud) error {
			return of(ec2res.Open(c).PlacementGroups(ec2res.Filter("strategy", "cluster")).Collect(ctx))
		}),
	"ec2res.PlacementGroup.Delete": sends(&ec2.DeletePlacementGroupInput{GroupName: ptr("g")}, &ec2.DeletePlacementGroupOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(ec2res.Open(c).PlacementGroup("g").Delete(ctx))
		}),
	"ec2res.PlacementGroup.Instances": sends(&ec2.DescribeInstancesInput{Filters: []types.Filter{ec2res.Filter("placement-group-name", "g"), ec2res.Filter("tag:a", "b")}},
		&ec2.DescribeInstancesOutput{Reservations: []types.Reservation{{Instances: []types.Instance{{InstanceId: ptr("i-1")}}}}},
		func(ctx context.Context, c *awstest.Cloud) error {
			return of(ec2res.Open(c).PlacementGroup("g").Instances(ec2res.Filter("tag:a", "b")).Collect(ctx))
		}),
	"ec2res.Image.ResetAttribute": sends(&ec2.ResetImageAttributeInput{ImageId: ptr("ami-1"), Attribute: types.ResetImageAttributeNameLaunchPermission}, &ec2.ResetImageAttributeOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(ec2res.Open(c).Image("ami-1").ResetAttribute(ctx, types.ResetImageAttributeNameLaunchPermission))
		}),
	"ec2res.Instance.AttachClassicLinkVpc": sends(&ec2.AttachClassicLinkVpcInput{InstanceId: ptr("i-1"), VpcId: ptr("vpc-1"), Groups: []string{"sg-1"}}, &ec2.AttachClassicLinkVpcOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(i1(c).AttachClassicLinkVpc(ctx, "vpc-1", []string{"sg-1"}))
		}),
	"ec2res.Instance.DetachClassicLinkVpc": sends(&ec2.DetachClassicLinkVpcInput{InstanceId: ptr("i-1"), VpcId: ptr("vpc-1")}, &ec2.DetachClassicLinkVpcOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(i1(c).DetachClassicLinkVpc(ctx, "vpc-1")) }),
	"ec2res.Vpc.AttachClassicLinkInstance": sends(&ec2.AttachClassicLinkVpcInput{InstanceId: ptr("i-1"), VpcId: ptr("vpc-1"), Groups: []string{"sg-1"}}, &ec2.AttachClassicLinkVpcOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(ec2res.Open(c).Vpc("vpc-1").AttachClassicLinkInstance(ctx, "i-1", []string{"sg-1"}))
		}),
	"ec2res.Vpc.DetachClassicLinkInstance": sends(&ec2.DetachClassicLinkVpcInput{InstanceId: ptr("i-1"), VpcId: ptr("vpc-1")}, &ec2.DetachClassicLinkVpcOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(ec2res.Open(c).Vpc("vpc-1").DetachClassicLinkInstance(ctx, "i-1"))
		}),
	"ec2res.Instance.Monitor": sends(&ec2.MonitorInstancesInput{InstanceIds: []string{"i-1"}}, &ec2.MonitorInstancesOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(i1(c).Monitor(ctx)) }),
	"ec2res.Instance.Unmonitor": sends(&ec2.UnmonitorInstancesInput{InstanceIds: []string{"i-1"}}, &ec2.UnmonitorInstancesOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(i1(c).Unmonitor(ctx)) }),
	"ec2res.Instances.Monitor": sends(&ec2.MonitorInstancesInput{InstanceIds: []string{"i-1", "i-2"}}, &ec2.MonitorInstancesOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(listed(c).Monitor(ctx)) }),
	"ec2res.Instances.Unmonitor": sends(&ec2.UnmonitorInstancesInput{InstanceIds: []string{"i-1", "i-2"}}, &ec2.UnmonitorInstancesOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(listed(c).Unmonitor(ctx)) }),
	"ec2res.Instance.ReportStatus": sends(
		&ec2.ReportInstanceStatusInput{Instances: []string{"i-1"}, ReasonCodes: []types.ReportInstanceReasonCodes{types.ReportInstanceReasonCodesOther}, Status: types.ReportStatusTypeImpaired},
		&ec2.ReportInstanceStatusOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(i1(c).ReportStatus(ctx, []types.ReportInstanceReasonCodes{types.ReportInstanceReasonCodesOther}, types.ReportStatusTypeImpaired))
		}),
	"ec2res.Instance.ResetAttribute": sends(&ec2.ResetInstanceAttributeInput{InstanceId: ptr("i-1"), Attribute: types.InstanceAttributeNameKernel}, &ec2.ResetInstanceAttributeOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(i1(c).ResetAttribute(ctx, types.InstanceAttributeNameKernel))
		}),
	"ec2res.Instance.ResetKernel": sends(&ec2.ResetInstanceAttributeInput{InstanceId: ptr("i-1"), Attribute: types.InstanceAttributeNameKernel}, &ec2.ResetInstanceAttributeOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(i1(c).ResetKernel(ctx)) }),
	"ec2res.Instance.ResetRamdisk": sends(&ec2.ResetInstanceAttributeInput{InstanceId: ptr("i-1"), Attribute: types.InstanceAttributeNameRamdisk}, &ec2.ResetInstanceAttributeOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(i1(c).ResetRamdisk(ctx)) }),
	"ec2res.Instance.ResetSourceDestCheck": sends(&ec2.ResetInstanceAttributeInput{InstanceId: ptr("i-1"), Attribute: types.InstanceAttributeNameSourceDestCheck}, &ec2.ResetInstanceAttributeOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(i1(c).ResetSourceDestCheck(ctx)) }),
	"ec2res.NetworkAcl.ReplaceAssociation": sends(&ec2.ReplaceNetworkAclAssociationInput{NetworkAclId: ptr("acl-1"), AssociationId: ptr("assoc-1")}, &ec2.ReplaceNetworkAclAssociationOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(ec2res.Open(c).NetworkAcl("acl-1").ReplaceAssociation(ctx, "assoc-1"))
		}),
	"ec2res.NetworkInterface.ResetAttribute": sends(&ec2.ResetNetworkInterfaceAttributeInput{NetworkInterfaceId: ptr("eni-1"), SourceDestCheck: ptr("true")}, &ec2.ResetNetworkInterfaceAttributeOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(ec2res.Open(c).NetworkInterface("eni-1").ResetAttribute(ctx, func(in *ec2.ResetNetworkInterfaceAttributeInput) { in.SourceDestCheck = ptr("true") }))
		}),
	"ec2res.Snapshot.ResetAttribute": sends(&ec2.ResetSnapshotAttributeInput{SnapshotId: ptr("snap-1"), Attribute: types.SnapshotAttributeNameCreateVolumePermission}, &ec2.ResetSnapshotAttributeOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(ec2res.Open(c).Snapshot("snap-1").ResetAttribute(ctx, types.SnapshotAttributeNameCreateVolumePermission))
		}),
	"ec2res.Volume.DescribeAttribute": sends(&ec2.DescribeVolumeAttributeInput{VolumeId: ptr("vol-1"), Attribute: types.VolumeAttributeNameAutoEnableIO}, &ec2.DescribeVolumeAttributeOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(vol(c).DescribeAttribute(ctx, types.VolumeAttributeNameAutoEnableIO))
		}),
	"ec2res.Volume.DescribeStatus": sends(&ec2.DescribeVolumeStatusInput{VolumeIds: []string{"vol-1"}}, &ec2.DescribeVolumeStatusOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(vol(c).DescribeStatus(ctx)) }),
	"ec2res.Volume.EnableIo": sends(&ec2.EnableVolumeIOInput{VolumeId: ptr("vol-1")}, &ec2.EnableVolumeIOOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(vol(c).EnableIo(ctx)) }),
	"ec2res.Volume.ModifyAttribute": sends(&ec2.ModifyVolumeAttributeInput{VolumeId: ptr("vol-1"), AutoEnableIO: &types.AttributeBooleanValue{Value: aws.Bool(true)}}, &ec2.ModifyVolumeAttributeOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(vol(c).ModifyAttribute(ctx, func(in *ec2.ModifyVolumeAttributeInput) {
				in.AutoEnableIO = &types.AttributeBooleanValue{Value: aws.Bool(true)}
			}))
		}),

	"ecsres.Task.WaitUntilRunning": sends(&ecs.DescribeTasksInput{Cluster: ptr("jobs"), Tasks: []string{"arn:t"}, Include: []ecstypes.TaskField{ecstypes.TaskFieldTags}},
		&ecs.DescribeTasksOutput{Tasks: []ecstypes.Task{{LastStatus: ptr("RUNNING")}}},
		func(ctx context.Context, c *awstest.Cloud) error {
			return ecsres.Open(c).Cluster("jobs").Task("arn:t").WaitUntilRunning(ctx, waiters.Options{Max: time.Minute})
		}),

	"glacierres.Notification.Load": sends(&glacier.GetVaultNotificationsInput{AccountId: ptr("-"), VaultName: ptr("v")},
		&glacier.GetVaultNotificationsOutput{VaultNotificationConfig: &glaciertypes.VaultNotificationConfig{SNSTopic: ptr("arn")}},
		func(ctx context.Context, c *awstest.Cloud) error { return vault(c).Notification().Load(ctx) }),
	"glacierres.Notification.Set": sends(&glacier.SetVaultNotificationsInput{AccountId: ptr("-"), VaultName: ptr("v")}, &glacier.SetVaultNotificationsOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(vault(c).Notification().Set(ctx)) }),
	"glacierres.Notification.Delete": sends(&glacier.DeleteVaultNotificationsInput{AccountId: ptr("-"), VaultName: ptr("v")}, &glacier.DeleteVaultNotificationsOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(vault(c).Notification().Delete(ctx)) }),
	"glacierres.Job.GetOutput": sends(&glacier.GetJobOutputInput{AccountId: ptr("-"), VaultName: ptr("v"), JobId: ptr("j")}, &glacier.GetJobOutputOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(vault(c).Job("j").GetOutput(ctx)) }),
	"glacierres.MultipartUpload.Abort": sends(&glacier.AbortMultipartUploadInput{AccountId: ptr("-"), VaultName: ptr("v"), UploadId: ptr("u")}, &glacier.AbortMultipartUploadOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(vault(c).MultipartUpload("u").Abort(ctx)) }),
	"glacierres.MultipartUpload.Complete": sends(&glacier.CompleteMultipartUploadInput{AccountId: ptr("-"), VaultName: ptr("v"), UploadId: ptr("u")}, &glacier.CompleteMultipartUploadOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(vault(c).MultipartUpload("u").Complete(ctx))
		}),
	"glacierres.MultipartUpload.Parts": sends(&glacier.ListPartsInput{AccountId: ptr("-"), VaultName: ptr("v"), UploadId: ptr("u")}, &glacier.ListPartsOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(vault(c).MultipartUpload("u").Parts(ctx)) }),
	"glacierres.MultipartUpload.UploadPart": sends(&glacier.UploadMultipartPartInput{AccountId: ptr("-"), VaultName: ptr("v"), UploadId: ptr("u"), Range: ptr("bytes 0-1/*")}, &glacier.UploadMultipartPartOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(vault(c).MultipartUpload("u").UploadPart(ctx, func(in *glacier.UploadMultipartPartInput) { in.Range = ptr("bytes 0-1/*") }))
		}),
	"glacierres.Vault.InitiateMultipartUpload": sends(&glacier.InitiateMultipartUploadInput{AccountId: ptr("-"), VaultName: ptr("v")}, &glacier.InitiateMultipartUploadOutput{UploadId: ptr("u")},
		func(ctx context.Context, c *awstest.Cloud) error {
			upload, err := vault(c).InitiateMultipartUpload(ctx)
			if err == nil && upload.ID != "u" {
				return assert.AnError
			}
			return err
		}),
	"glacierres.Vault.MultipartUploads": sends(&glacier.ListMultipartUploadsInput{AccountId: ptr("-"), VaultName: ptr("v")},
		&glacier.ListMultipartUploadsOutput{UploadsList: []glaciertypes.UploadListElement{{MultipartUploadId: ptr("u")}}},
		func(ctx context.Context, c *awstest.Cloud) error { return of(vault(c).MultipartUploads().Collect(ctx)) }),

	"iamres.IAM.ChangePassword": sends(&iam.ChangePasswordInput{OldPassword: ptr("old"), NewPassword: ptr("new")}, &iam.ChangePasswordOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(iamres.Open(c).ChangePassword(ctx, "old", "new"))
		}),
	"iamres.CurrentUser.AccessKeys": sends(&iam.ListAccessKeysInput{}, &iam.ListAccessKeysOutput{AccessKeyMetadata: []iamtypes.AccessKeyMetadata{{UserName: ptr("ann"), AccessKeyId: ptr("k")}}},
		func(ctx context.Context, c *awstest.Cloud) error {
			return of(iamres.Open(c).CurrentUser().AccessKeys().Collect(ctx))
		}),
	"iamres.CurrentUser.MFADevices": sends(&iam.ListMFADevicesInput{}, &iam.ListMFADevicesOutput{MFADevices: []iamtypes.MFADevice{{UserName: ptr("ann"), SerialNumber: ptr("s")}}},
		func(ctx context.Context, c *awstest.Cloud) error {
			return of(iamres.Open(c).CurrentUser().MFADevices().Collect(ctx))
		}),
	"iamres.CurrentUser.SigningCertificates": sends(&iam.ListSigningCertificatesInput{}, &iam.ListSigningCertificatesOutput{Certificates: []iamtypes.SigningCertificate{{UserName: ptr("ann"), CertificateId: ptr("c")}}},
		func(ctx context.Context, c *awstest.Cloud) error {
			return of(iamres.Open(c).CurrentUser().SigningCertificates().Collect(ctx))
		}),
	"iamres.MFADevice.Resync": sends(&iam.ResyncMFADeviceInput{UserName: ptr("ann"), SerialNumber: ptr("s"), AuthenticationCode1: ptr("123456"), AuthenticationCode2: ptr("234567")}, &iam.ResyncMFADeviceOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(iamres.Open(c).User("ann").MFADevice("s").Resync(ctx, "123456", "234567"))
		}),
	"iamres.ServerCertificate.Update": sends(&iam.UpdateServerCertificateInput{ServerCertificateName: ptr("web"), NewPath: ptr("/p/")}, &iam.UpdateServerCertificateOutput{},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(iamres.Open(c).ServerCertificate("web").Update(ctx, func(in *iam.UpdateServerCertificateInput) { in.NewPath = ptr("/p/") }))
		}),

	"logsres.Query.Stop": sends(&cloudwatchlogs.StopQueryInput{QueryId: ptr("q")}, &cloudwatchlogs.StopQueryOutput{Success: true},
		func(ctx context.Context, c *awstest.Cloud) error { return no(logsres.Open(c).Query("q").Stop(ctx)) }),
	"rdsres.Cluster.Reboot": sends(&rds.RebootDBClusterInput{DBClusterIdentifier: ptr("c")}, &rds.RebootDBClusterOutput{},
		func(ctx context.Context, c *awstest.Cloud) error { return no(rdsres.Open(c).Cluster("c").Reboot(ctx)) }),
	"sfnres.Execution.Redrive": sends(&sfn.RedriveExecutionInput{ExecutionArn: ptr("arn:e"), ClientToken: ptr("once")}, &sfn.RedriveExecutionOutput{RedriveDate: aws.Time(time.Unix(0, 0))},
		func(ctx context.Context, c *awstest.Cloud) error {
			return no(sfnres.Open(c).Execution("arn:e").Redrive(ctx, func(in *sfn.RedriveExecutionInput) { in.ClientToken = ptr("once") }))
		}),
	"sfnres.Machine.StartSyncExecution": sends(&sfn.StartSyncExecutionInput{StateMachineArn: ptr("arn:m"), Input: ptr("{}")}, &sfn.StartSyncExecutionOutput{Output: ptr("{}")},
		func(ctx context.Context, c *awstest.Cloud) error {
			out, err := sfnres.Open(c).Machine("arn:m").StartSyncExecution(ctx, func(in *sfn.StartSyncExecutionInput) { in.Input = ptr("{}") })
			if err == nil && *out.Output != "{}" {
				return assert.AnError
			}
			return err
		}),
}

// TestRequestsThatMotoDoesNotTake tries what the second table of the
// documentation names: each sends the input that it should.
func TestRequestsThatMotoDoesNotTake(t *testing.T) {
	text, err := os.ReadFile(table)
	require.NoError(t, err)
	_, second, ok := strings.Cut(string(text), lacking)
	require.True(t, ok)
	second, _, _ = strings.Cut(second, "<!-- end table -->")
	named := map[string]bool{}
	for line := range strings.Lines(second) {
		words := regexp.MustCompile("`[^`]+`").FindAllString(line, -1)
		for _, method := range words[1:] {
			named[strings.Trim(words[0], "`")+"."+strings.Trim(method, "`")] = true
		}
	}
	for name := range named {
		assert.Contains(t, requests, name, "nothing shows this one")
	}
	for name, request := range requests {
		assert.True(t, named[name], "%s is tried on moto", name)
		t.Run(name, func(t *testing.T) { request(t.Context(), t, awstest.New(t)) })
	}
}
