package awserr_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"testing"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
)

// predicates are all of them, by name.
var predicates = map[string]func(error) bool{
	"NotFound": awserr.IsNotFound, "AlreadyExists": awserr.IsAlreadyExists, "Conflict": awserr.IsConflict,
	"AccessDenied": awserr.IsAccessDenied, "Throttled": awserr.IsThrottled, "Expired": awserr.IsExpired,
	"Validation": awserr.IsValidation,
}

// class is the one predicate that holds for err, or "".
func class(t *testing.T, err error) string {
	t.Helper()
	found := ""
	for name, is := range predicates {
		if is(err) {
			require.Empty(t, found, "%v is %s too", err, name)
			found = name
		}
	}
	return found
}

func TestCodesThatNoModelDeclares(t *testing.T) {
	for _, row := range []struct {
		service, code, message string
		status                 int
		want                   string
	}{
		{"EC2", "InvalidInstanceID.NotFound", "The instance ID 'i-0' does not exist", 400, "NotFound"},
		{"EC2", "InvalidInstanceID.Malformed", `Invalid id: "i"`, 400, "Validation"},
		{"EC2", "InvalidVolume.NotFound", "", 400, "NotFound"},
		{"EC2", "InvalidPlacementGroup.Unknown", "The Placement Group 'p' is unknown.", 400, "NotFound"},
		{"EC2", "InvalidAMIID.Unavailable", "The image ID 'ami-0' is no longer available", 400, "NotFound"},
		{"EC2", "NatGatewayNotFound", "", 400, "NotFound"},
		{"EC2", "InvalidGroup.Duplicate", "The security group 'g' already exists", 400, "AlreadyExists"},
		{"EC2", "InvalidKeyPair.Duplicate", "", 400, "AlreadyExists"},
		{"EC2", "InvalidPermission.Duplicate", "", 400, "AlreadyExists"},
		{"EC2", "RouteAlreadyExists", "", 400, "AlreadyExists"},
		{"EC2", "DependencyViolation", "resource sg-0 has a dependent object", 400, "Conflict"},
		{"EC2", "IncorrectInstanceState", "", 400, "Conflict"},
		{"EC2", "VolumeInUse", "", 400, "Conflict"},
		{"EC2", "InvalidIPAddress.InUse", "", 400, "Conflict"},
		{"EC2", "UnauthorizedOperation", "", 403, "AccessDenied"},
		{"EC2", "AuthFailure", "AWS was not able to validate the provided access credentials", 401, "AccessDenied"},
		{"EC2", "OptInRequired", "", 401, "AccessDenied"},
		{"EC2", "RequestExpired", "", 400, "Expired"},
		{"EC2", "RequestLimitExceeded", "", 503, "Throttled"},
		{"EC2", "Client.RequestLimitExceeded", "", 503, "Throttled"},
		{"EC2", "MissingParameter", "", 400, "Validation"},
		{"EC2", "DryRunOperation", "Request would have succeeded", 412, ""},
		{"EC2", "InstanceLimitExceeded", "", 400, ""},
		{"S3", "NoSuchKey", "", 404, "NotFound"},
		{"S3", "NotFound", "", 404, "NotFound"},
		{"S3", "NoSuchVersion", "The specified version does not exist.", 404, "NotFound"},
		{"S3", "NoSuchLifecycleConfiguration", "", 404, "NotFound"},
		{"S3", "ServerSideEncryptionConfigurationNotFoundError", "", 404, "NotFound"},
		{"S3", "BucketAlreadyOwnedByYou", "", 409, "AlreadyExists"},
		{"S3", "BucketNotEmpty", "", 409, "Conflict"},
		{"S3", "OperationAborted", "", 409, "Conflict"},
		{"S3", "PreconditionFailed", "", 412, "Conflict"},
		{"S3", "InvalidObjectState", "The operation is not valid for the object's storage class", 403, "Conflict"},
		{"S3", "Forbidden", "", 403, "AccessDenied"},
		{"S3", "AllAccessDisabled", "", 403, "AccessDenied"},
		{"S3", "SignatureDoesNotMatch", "", 403, "AccessDenied"},
		{"S3", "InvalidToken", "The provided token is malformed or otherwise invalid.", 400, "AccessDenied"},
		{"S3", "AccessDenied", "Request has expired", 403, "Expired"},
		{"S3", "ExpiredToken", "", 400, "Expired"},
		{"S3", "TokenRefreshRequired", "", 400, "Expired"},
		{"S3", "SlowDown", "", 503, "Throttled"},
		{"S3", "InvalidBucketName", "", 400, "Validation"},
		{"S3", "EntityTooLarge", "", 400, "Validation"},
		{"IAM", "NoSuchEntity", "", 404, "NotFound"},
		{"IAM", "EntityAlreadyExists", "", 409, "AlreadyExists"},
		{"IAM", "DeleteConflict", "", 409, "Conflict"},
		{"IAM", "LimitExceeded", "Cannot exceed quota for PoliciesPerRole: 10", 409, ""},
		{"IAM", "MalformedPolicyDocument", "", 400, "Validation"},
		{"IAM", "ReportNotPresent", "", 410, "NotFound"},
		{"IAM", "ReportInProgress", "", 404, "Conflict"},
		{"Route 53", "NoSuchHostedZone", "", 404, "NotFound"},
		{"SQS", "AWS.SimpleQueueService.NonExistentQueue", "", 400, "NotFound"},
		{"SQS", "QueueDoesNotExist", "", 400, "NotFound"},
		{"DynamoDB", "ResourceInUseException", "Table already exists: t", 400, "AlreadyExists"},
		{"DynamoDB", "ResourceInUseException", "Attempt to change a resource which is still in use", 400, "Conflict"},
		{"DynamoDB", "ConditionalCheckFailedException", "", 400, "Conflict"},
		{"DynamoDB", "ProvisionedThroughputExceededException", "", 400, "Throttled"},
		{"Lambda", "ResourceConflictException", "Function already exist: f", 409, "AlreadyExists"},
		{"Lambda", "ResourceConflictException", "The operation cannot be performed at this time. An update is in progress", 409, "Conflict"},
		{"Lambda", "KMSNotFoundException", "", 502, ""},
		{"Lambda", "KMSAccessDeniedException", "", 502, "AccessDenied"},
		{"SNS", "KMSNotFound", "", 400, ""},
		{"CloudFormation", "ValidationError", "Stack with id s does not exist", 400, "NotFound"},
		{"CloudFormation", "ValidationError", "No updates are to be performed.", 400, "Validation"},
		{"CloudFormation", "ValidationError", "Rate exceeded", 400, "Throttled"},
		{"Auto Scaling", "ValidationError", "AutoScalingGroup name not found - g", 400, "NotFound"},
		{"STS", "ValidationError", "the role does not exist in this text", 400, "Validation"},
		{"STS", "InvalidClientTokenId", "", 403, "AccessDenied"},
		{"STS", "ExpiredTokenException", "", 400, "Expired"},
		{"SSO", "UnauthorizedException", "Session token not found or invalid", 401, "Expired"},
		{"ECS", "ClientException", "Unable to describe task definition.", 400, "NotFound"},
		{"ECS", "ClientException", "Too many concurrent attempts", 400, ""},
		{"SageMaker", "ValidationException", `Could not find endpoint "e".`, 400, "NotFound"},
		{"Kinesis", "LimitExceededException", "Rate exceeded for stream s under account 1", 400, "Throttled"},
		{"Kinesis", "LimitExceededException", "too many streams", 400, ""},
		{"Kinesis", "ExpiredIteratorException", "", 400, ""},
		{"SSM", "InvalidDocument", "Document with name d does not exist.", 400, "NotFound"},
		{"Elastic Load Balancing v2", "DuplicateTagKeys", "", 400, "Validation"},
		{"RDS", "ReservedDBInstanceAlreadyExists", "", 404, "AlreadyExists"},

		{"any", "NoSuchVersion", "the API version does not exist", 400, "Validation"},
		{"any", "UnknownOperationException", "", 404, ""},
		{"any", "UnknownOperation", "", 404, ""},
		{"any", "InvalidAction", "The action X is not valid for this web service.", 404, "Validation"},
		{"any", "MethodNotAllowed", "", 405, ""},
		{"any", "UnknownError", "", 404, ""},
		{"any", "UnknownError", "", 403, ""},
		{"any", "UnknownError", "", 429, ""},
		{"any", "", "", 404, ""},
		{"any", "SomethingNew", "", 404, "NotFound"},
		{"any", "SomethingNew", "", 409, "Conflict"},
		{"any", "SomethingNew", "", 403, "AccessDenied"},
		{"any", "SomethingNew", "", 429, "Throttled"},
		{"any", "SomethingNew", "", 400, ""},
		{"any", "InternalFailure", "", 500, ""},
		{"any", "aws.protocol#ResourceNotFoundException:http://internal.amazon.com", "", 400, "NotFound"},
	} {
		err := fmt.Errorf("job: %w", &smithy.OperationError{
			ServiceID: row.service, OperationName: "Op", Err: awstest.APIError(row.code, row.message, row.status),
		})
		assert.Equal(t, row.want, class(t, err), "%s: %s %d: %s", row.service, row.code, row.status, row.message)
	}
}

func TestErrorsThatNoServiceSentAreNothing(t *testing.T) {
	for _, err := range []error{
		nil, errors.New("not found"), fs.ErrNotExist, context.Canceled, context.DeadlineExceeded,
		&smithy.OperationError{}, &smithyhttp.ResponseError{}, &awshttp.ResponseError{}, (*smithy.GenericAPIError)(nil),
		(*types.NotFoundException)(nil), &smithy.GenericAPIError{}, errors.Join(), &smithy.DeserializationError{},
		&awshttp.ResponseError{ResponseError: &smithyhttp.ResponseError{Err: errors.New("x")}},
	} {
		assert.Empty(t, class(t, err), "%#v", err)
		assert.Empty(t, awserr.Code(err)+awserr.Message(err)+awserr.Service(err)+awserr.Operation(err)+awserr.RequestID(err), "%#v", err)
		assert.Zero(t, awserr.Status(err), "%#v", err)
		assert.False(t, awserr.Is(err, ""), "%#v", err)
	}
}

func TestFactsOfAnError(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Fail[sns.GetTopicAttributesInput](cloud, awstest.APIError("NotFound", "Topic does not exist", 404))
	_, err := sns.NewFromConfig(cloud.Config()).GetTopicAttributes(t.Context(), &sns.GetTopicAttributesInput{TopicArn: new("arn:x")})
	err = fmt.Errorf("first: %w", errors.Join(errors.New("unrelated"), err))
	assert.Equal(t, "NotFound", awserr.Code(err))
	assert.Equal(t, "Topic does not exist", awserr.Message(err))
	assert.Equal(t, 404, awserr.Status(err))
	assert.Equal(t, "SNS", awserr.Service(err))
	assert.Equal(t, "GetTopicAttributes", awserr.Operation(err))
	assert.NotEmpty(t, awserr.RequestID(err))
	assert.True(t, awserr.Is(err, "InvalidParameter", "NotFound"))
	assert.False(t, awserr.Is(err))
}

func TestIsKnowsTheNamesOfTypes(t *testing.T) {
	err := error(&types.NotFoundException{Message: new("gone")})
	assert.True(t, awserr.Is(err, "NotFound"))
	assert.True(t, awserr.Is(err, "NotFoundException"))
	assert.False(t, awserr.Is(err, "notfound"))
	assert.False(t, awserr.Is(&smithy.GenericAPIError{Code: "X"}, "GenericAPIError"))
}

func TestAnErrorOfTheCredentialsIsNotAboutTheThing(t *testing.T) {
	wrapped := func(code string, status int) error {
		return &smithy.OperationError{ServiceID: "S3", OperationName: "HeadObject", Err: fmt.Errorf("get credentials: %w",
			&smithy.OperationError{ServiceID: "SSO", OperationName: "GetRoleCredentials", Err: awstest.APIError(code, "", status)})}
	}
	assert.Empty(t, class(t, wrapped("ResourceNotFoundException", 404)))
	assert.Empty(t, class(t, wrapped("ConflictException", 409)))
	assert.Empty(t, class(t, wrapped("ValidationException", 400)))
	assert.Equal(t, "AccessDenied", class(t, wrapped("AccessDenied", 403)))
	assert.Equal(t, "Expired", class(t, wrapped("ExpiredToken", 400)))
	assert.Equal(t, "Throttled", class(t, wrapped("TooManyRequestsException", 429)))
	err := wrapped("AccessDenied", 403)
	assert.Equal(t, "SSO.GetRoleCredentials", awserr.Service(err)+"."+awserr.Operation(err))
}

func TestAStatusThatTheSDKMadeACodeOfNeedsARequestID(t *testing.T) {
	answer := func(id string, status int, header http.Header) error {
		return &smithy.OperationError{ServiceID: "S3", OperationName: "HeadObject", Err: &awshttp.ResponseError{
			RequestID: id,
			ResponseError: &smithyhttp.ResponseError{
				Response: &smithyhttp.Response{Response: &http.Response{StatusCode: status, Header: header}},
				Err:      &smithy.GenericAPIError{Code: http.StatusText(status)[:3] + http.StatusText(status)[4:]},
			},
		}}
	}
	proxy := http.Header{"Server": {"nginx"}}
	assert.Equal(t, "NotFound", class(t, answer("4442587FB7D0A2F9", 404, proxy)))
	assert.Empty(t, class(t, answer("", 404, proxy)), "a proxy's")
	assert.Equal(t, "NotFound", class(t, answer("", 404, nil)), "made by hand, as in a test")
	assert.Equal(t, "NotFound", class(t, answer("", 404, http.Header{"X-Amzn-Requestid": {"r"}})), "an emulator's")
}

func TestValidationIsAlsoWhatIsRefusedBeforeARequest(t *testing.T) {
	assert.Equal(t, "Validation", class(t, fmt.Errorf("x: %w", awserr.Invalid("op", "arg", 1, "must be 2"))))
	_, err := sns.NewFromConfig(awstest.New(t).Config()).GetTopicAttributes(t.Context(), &sns.GetTopicAttributesInput{})
	assert.Equal(t, "Validation", class(t, err))
}
