package waiters_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/waiters"
)

func TestGoneLooksAtWhatIsMissing(t *testing.T) {
	for _, c := range []struct {
		operation, code, message string
		status                   int
		want                     waiters.Verdict
	}{
		// The thing itself, by its name, a shorter one or a general word.
		{"DescribeServices", "ServiceNotFoundException", "Service not found.", 400, waiters.Ready},
		{"DescribeInstances", "InvalidInstanceID.NotFound", "The instance ID 'i-1' does not exist", 400, waiters.Ready},
		{"DescribeInstanceStatus", "InvalidInstanceID.NotFound", "The instance ID 'i-1' does not exist", 400, waiters.Ready},
		{"DescribeSecurityGroups", "InvalidGroup.NotFound", "The security group 'sg-1' does not exist", 400, waiters.Ready},
		{"DescribeImages", "InvalidAMIID.NotFound", "The image id '[ami-1]' does not exist", 400, waiters.Ready},
		{"DescribeAddresses", "InvalidAllocationID.NotFound", "The allocation ID 'eipalloc-1' does not exist", 400, waiters.Ready},
		{"DescribeDBInstances", "DBInstanceNotFound", "DBInstance db not found.", 404, waiters.Ready},
		{"DescribeLoadBalancers", "LoadBalancerNotFound", "One or more load balancers not found", 400, waiters.Ready},
		{"DescribeLoadBalancerAttributes", "LoadBalancerNotFound", "One or more load balancers not found", 400, waiters.Ready},
		{"GetQueueUrl", "AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.", 400, waiters.Ready},
		{"GetQueueAttributes", "QueueDoesNotExist", "The specified queue does not exist.", 400, waiters.Ready},
		{"HeadObject", "NotFound", "Not Found", 404, waiters.Ready},
		{"GetObject", "NoSuchKey", "The specified key does not exist.", 404, waiters.Ready},
		{"GetDistributionConfig", "NoSuchDistribution", "The specified distribution does not exist.", 404, waiters.Ready},
		{"DescribeStacks", "ValidationError", "Stack with id my-cluster does not exist", 400, waiters.Ready},
		{"DescribeChangeSet", "ChangeSetNotFound", "ChangeSet [c] does not exist", 404, waiters.Ready},
		{"DescribeTable", "ResourceNotFoundException", "Requested resource not found: Table: orders not found", 400, waiters.Ready},
		{"DescribeTable", "ResourceNotFoundException", "Requested resource not found", 400, waiters.Ready},
		{"GetAlias", "ResourceNotFoundException", "Cannot find alias arn: arn:aws:lambda:eu-west-1:111122223333:function:f:live", 404, waiters.Ready},
		{"GetUserPolicy", "NoSuchEntity", "The user policy with name p cannot be found.", 404, waiters.Ready},
		{"GetRole", "NoSuchEntity", "The role with name cluster-role cannot be found.", 404, waiters.Ready},
		{"DescribeNodegroup", "ResourceNotFoundException", "No node group found for name: n.", 404, waiters.Ready},
		{"AdminGetUser", "UserNotFoundException", "User does not exist.", 400, waiters.Ready},
		{"DescribeRule", "ResourceNotFoundException", "Rule r does not exist on EventBus default.", 400, waiters.Ready},
		{"GetWebACL", "WAFNonexistentItemException", "your resource doesn’t exist.", 400, waiters.Ready},
		{"DescribeMaintenanceWindow", "DoesNotExistException", "Maintenance window mw-1 does not exist", 400, waiters.Ready},
		{"DescribeAutoScalingGroups", "ValidationError", "AutoScalingGroup name not found - g", 400, waiters.Ready},
		{"GetResourceShares", "UnknownResourceException", "The resource share could not be found.", 400, waiters.Ready},
		{"DescribeDomain", "UnknownResourceFault", "Unknown domain: d", 400, waiters.Ready},
		{"GetAnomalyMonitors", "UnknownMonitorException", "The cost anomaly monitor does not exist for the account.", 400, waiters.Ready},
		{"DescribeDocument", "InvalidDocument", "Document with name d does not exist.", 400, waiters.Ready},
		{"DescribePlacementGroups", "InvalidPlacementGroup.Unknown", "The Placement Group 'p' is unknown.", 400, waiters.Ready},
		{"DescribeTaskDefinition", "ClientException", "Unable to describe task definition.", 400, waiters.Ready},
		{"DescribeEndpoint", "ValidationException", `Could not find endpoint "e".`, 400, waiters.Ready},
		{"GetCredentialReport", "ReportNotPresent", "No report exists", 410, waiters.Ready},
		{"GetFunctionEventInvokeConfig", "ResourceNotFoundException", "The function arn:aws:lambda:eu-west-1:111122223333:function:f:$LATEST doesn't have an EventInvokeConfig", 404, waiters.Ready},
		{"GetBucketPolicy", "NoSuchBucketPolicy", "The bucket policy does not exist", 404, waiters.Ready},
		{"GetProvisionedConcurrencyConfig", "ProvisionedConcurrencyConfigNotFoundException", "No Provisioned Concurrency Config found for this function", 404, waiters.Ready},

		// What the thing is looked for in.
		{"DescribeServices", "ClusterNotFoundException", "Cluster not found.", 400, waiters.Pending},
		{"DescribeTasks", "ClusterNotFoundException", "Cluster not found.", 400, waiters.Pending},
		{"DescribeListeners", "LoadBalancerNotFound", "One or more load balancers not found", 400, waiters.Pending},
		{"DescribeTargetHealth", "TargetGroupNotFound", "One or more target groups not found", 400, waiters.Pending},
		{"DescribeRules", "ListenerNotFound", "One or more listeners not found", 400, waiters.Pending},
		{"HeadObject", "NoSuchBucket", "The specified bucket does not exist", 404, waiters.Pending},
		{"GetBucketPolicy", "NoSuchBucket", "The specified bucket does not exist", 404, waiters.Pending},
		{"GetInvalidation", "NoSuchDistribution", "The specified distribution does not exist.", 404, waiters.Pending},
		{"DescribeMountTargets", "FileSystemNotFound", "File system 'fs-1' does not exist.", 404, waiters.Pending},
		{"DescribeContinuousBackups", "TableNotFoundException", "Table not found: orders", 400, waiters.Pending},
		{"DescribeLaunchTemplateVersions", "InvalidLaunchTemplateId.NotFound", "The specified launch template does not exist", 400, waiters.Pending},
		{"DescribeChangeSet", "ValidationError", "Stack [app] does not exist", 400, waiters.Pending},
		{"DescribeStackResource", "ValidationError", "Stack 'app' does not exist", 400, waiters.Pending},
		{"GetAlias", "ResourceNotFoundException", "Function not found: arn:aws:lambda:eu-west-1:111122223333:function:f", 404, waiters.Pending},
		{"GetUserPolicy", "NoSuchEntity", "The user with name u cannot be found.", 404, waiters.Pending},
		{"DescribeNodegroup", "ResourceNotFoundException", "No cluster found for name: c.", 404, waiters.Pending},
		{"AdminGetUser", "ResourceNotFoundException", "User pool eu-west-1_x does not exist.", 400, waiters.Pending},
		{"DescribeRule", "ResourceNotFoundException", "Event bus b does not exist.", 400, waiters.Pending},
		{"DescribeTaskSets", "ServiceNotFoundException", "Service not found.", 400, waiters.Pending},
		{"GetTable", "EntityNotFoundException", "Database d not found.", 400, waiters.Pending},

		// What is not a thing.
		{"DescribeTable", "UnknownOperationException", "", 404, waiters.Pending},
		{"DescribeTable", "UnknownError", "", 404, waiters.Pending},
		{"GetFunction", "KMSNotFoundException", "", 502, waiters.Pending},
		{"DescribeTable", "AccessDenied", "the thing you asked for, not found anywhere", 403, waiters.Pending},
	} {
		err := &smithy.OperationError{ServiceID: "Any", OperationName: c.operation, Err: awstest.APIError(c.code, c.message, c.status)}
		switch { // Some codes mean it in one service only.
		case c.operation == "DescribeAutoScalingGroups":
			err.ServiceID = "Auto Scaling"
		case c.operation == "DescribeTaskDefinition":
			err.ServiceID = "ECS"
		case c.operation == "DescribeEndpoint":
			err.ServiceID = "SageMaker"
		case c.code == "ValidationError":
			err.ServiceID = "CloudFormation"
		}
		require.Equal(t, c.want, waiters.Gone[sns.GetTopicAttributesOutput](nil, err), "%s: %s: %s", c.operation, c.code, c.message)
	}
}

// Without the SDK's name of the operation, that of the output is used.
func TestGoneKnowsTheOperationByItsOutput(t *testing.T) {
	type DescribeServicesOutput struct{}
	require.Equal(t, waiters.Pending, waiters.Gone[DescribeServicesOutput](nil, awstest.APIError("ClusterNotFoundException", "", 400)))
	require.Equal(t, waiters.Ready, waiters.Gone[DescribeServicesOutput](nil, awstest.APIError("ServiceNotFoundException", "", 400)))
	type found struct{}
	require.Equal(t, waiters.Ready, waiters.Gone[found](nil, awstest.APIError("ClusterNotFoundException", "", 400)), "nothing says what is waited for")
}

func TestAMissingParentIsNoAbsentID(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		list := things()
		list.Absent = waiters.Ready
		f := &fleet{missing: "ClusterNotFoundException"}
		_, err := waiters.WaitEach(t.Context(), f.describe, nil, []string{"a", "b", "c"}, list, everyTenSeconds)
		require.ErrorIs(t, err, waiters.ErrFailed)
		require.True(t, isCode(err, "ClusterNotFoundException"))
		require.Len(t, f.requests, 1, "the ids are not looked for one by one")
	})
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Fail[sns.GetTopicAttributesInput](cloud, awstest.APIError("ClusterNotFoundException", "Cluster not found.", 400))
		_, err := waiters.Until(t.Context(), sns.NewFromConfig(cloud.Config()).GetTopicAttributes, topic, waiters.Gone, waiters.Options{Max: time.Minute})
		require.ErrorIs(t, err, waiters.ErrFailed, "it is told at once, not waited for")
	})
}
