package awserr

import (
	"net/http"
	"slices"
	"strings"
)

// IsNotFound reports whether the requested resource does not exist:
// ResourceNotFoundException, NoSuchKey, NoSuchEntity, InvalidInstanceID.NotFound,
// AWS.SimpleQueueService.NonExistentQueue and their like. It is false for an
// operation, an action or an API version that the endpoint does not know, for a
// 404 without a service's code, and for a missing KMS key that the resource
// needs.
func IsNotFound(err error) bool { return classOf(err) == notFound }

// IsAlreadyExists reports whether a resource of that name already exists:
// EntityAlreadyExists, BucketAlreadyOwnedByYou, InvalidGroup.Duplicate and their
// like, also a ResourceInUseException whose message is "Table already exists".
func IsAlreadyExists(err error) bool { return classOf(err) == alreadyExists }

// IsConflict reports whether the state of the resource does not allow the
// request: it is in use, is being changed, or was changed since it was read, as
// for DeleteConflict, DependencyViolation, IncorrectInstanceState,
// ConditionalCheckFailedException or OperationAborted.
func IsConflict(err error) bool { return classOf(err) == conflict }

// IsAccessDenied reports whether the service refused the caller: a missing
// permission, an account or region that is not enabled, or keys or signatures
// that it does not accept. Credentials that have expired are [IsExpired].
func IsAccessDenied(err error) bool { return classOf(err) == accessDenied }

// IsThrottled reports whether the service throttled the request. A quota of
// resources, such as "too many tags" or LimitExceeded, is not throttling unless
// the status is 429 or the message says "Rate exceeded". The SDK has retried
// such an error before it returned it.
func IsThrottled(err error) bool { return classOf(err) == throttled }

// IsExpired reports whether the credentials, the login or the signature of the
// request have expired, so that new ones may help.
func IsExpired(err error) bool { return classOf(err) == expired }

// IsValidation reports whether the input was refused: by the service
// (ValidationException, InvalidParameterValue, MalformedPolicyDocument), by the
// SDK before it sent a request, or by this library ([ErrInvalid]).
func IsValidation(err error) bool { return classOf(err) == validation }

// class is the class of an error. An error has one.
type class int

const (
	other class = iota
	notFound
	alreadyExists
	conflict
	accessDenied
	throttled
	expired
	validation
)

func classOf(err error) class {
	f := find(err)
	switch {
	case f.refused:
		return validation
	case f.api == nil:
		return other
	}
	c := f.class()
	if f.inner && c != accessDenied && c != throttled && c != expired {
		return other // about the credentials, not about the thing
	}
	return c
}

// class decides by the code, by the message if the service has no code for it,
// and last by the status.
func (f *facts) class() class {
	code, status := f.code(), f.status()
	if f.unanswered(code) {
		return other
	}
	if c := f.byMessage(code); c != other {
		return c
	}
	word := " " + strings.TrimPrefix(strings.TrimPrefix(code, "Client."), "Server.") + " "
	for _, row := range byCode {
		if strings.Contains(row.codes, word) {
			return row.class
		}
	}
	if code == "NoSuchVersion" { // of an object in S3; of the API elsewhere
		if f.service == "S3" || f.service == "" && status == http.StatusNotFound {
			return notFound
		}
		return validation
	}
	c, known := byName(code)
	switch {
	case !known:
		return byStatus(status)
	case code == "LimitExceededException" && status == http.StatusTooManyRequests:
		return throttled
	case status >= http.StatusInternalServerError && c != throttled && c != accessDenied:
		return other // of a thing behind the service
	case c == conflict && strings.Contains(strings.ToLower(f.api.ErrorMessage()), "already exist"):
		return alreadyExists
	}
	return c
}

// unanswered reports whether no AWS service chose the code. The SDK makes one up
// for an answer without one, as a proxy's: "UnknownError", and for S3 the words
// of the HTTP status, which are the code of a HEAD request too: there the ID of
// the request tells S3 from others.
func (f *facts) unanswered(code string) bool {
	switch code {
	case "", "UnknownError":
		return true
	case strings.ReplaceAll(http.StatusText(f.status()), " ", ""):
		return f.requestID == "" && len(f.response.Header) > 0
	}
	return false
}

// byMessage knows the messages of services that have no code of their own for
// what they mean. A service of "" is any.
func (f *facts) byMessage(code string) class {
	for _, row := range messages {
		if row.code == code && (row.service == "" || f.service == "" || row.service == f.service) &&
			strings.Contains(f.api.ErrorMessage(), row.text) {
			return row.class
		}
	}
	if strings.HasPrefix(f.api.ErrorMessage(), "Rate exceeded") {
		return throttled
	}
	return other
}

var messages = [...]struct {
	service, code, text string
	class               class
}{
	{"CloudFormation", "ValidationError", "does not exist", notFound},
	{"Auto Scaling", "ValidationError", "not found", notFound},
	{"Auto Scaling", "ValidationError", "No Lifecycle Hook found", notFound},
	{"Elastic Beanstalk", "InvalidParameterValue", "No Environment found", notFound},
	{"Elastic Beanstalk", "InvalidParameterValue", "No Application named", notFound},
	{"SageMaker", "ValidationException", "Could not find", notFound},
	{"SageMaker", "ValidationException", "RecordNotFound", notFound},
	{"SageMaker", "ValidationException", "does not exist", notFound},
	{"ECS", "ClientException", "Unable to describe task definition", notFound},
	{"ECS", "ClientException", "not found", notFound},
	{"Batch", "ClientException", "does not exist", notFound},
	{"Batch", "ClientException", "not found", notFound},
	{"Kinesis Analytics V2", "InvalidArgumentException", "does not exist", notFound},
	{"Transcribe", "BadRequestException", "couldn't be found", notFound},

	{"S3", "InvalidToken", "token is malformed", accessDenied},
	{"S3", "AccessDenied", "Request has expired", expired},
	{"", "InvalidSignatureException", "Signature expired", expired},
	{"", "SignatureDoesNotMatch", "Signature expired", expired},
	{"SSO", "UnauthorizedException", "Session token not found or invalid", expired},
}

// byCode is what no rule for names tells.
var byCode = [...]struct {
	class class
	codes string
}{
	{notFound, " GoneException ReportNotPresent DeviceRetiredException DirectoryDeletedException PipelineDeletedException " +
		"CommentDeletedException UnknownMonitorException UnknownSubscriptionException UnknownTopicOrPartitionException " +
		"PlatformUnknownException InvalidPlacementGroup.Unknown InvalidAMIID.Unavailable InvalidDocument " +
		"InvalidAccessPoint "},
	{alreadyExists, " BucketAlreadyOwnedByYou ConflictingDomainExists "},
	{conflict, " OperationAborted OperationAbortedException DependencyViolation ConditionalCheckFailed " +
		"ConditionalCheckFailedException ConditionalOperationFailedException ReplicatedWriteConflictException StaleTag " +
		"EntityTemporarilyUnmodifiable QueueDeletedRecently AWS.SimpleQueueService.QueueDeletedRecently "},
	{accessDenied, " AuthFailure InvalidClientTokenId InvalidAccessKeyId InvalidAccessKeyIdException UnrecognizedClientException " +
		"SignatureDoesNotMatch InvalidSignatureException IncompleteSignature IncompleteSignatureException " +
		"MissingAuthenticationToken MissingAuthenticationTokenException InvalidIdentityToken " +
		"InvalidIdentityTokenException SubscriptionRequired SubscriptionRequiredException " +
		"S3SubscriptionRequiredException RegionDisabledException AllAccessDisabled AccountProblem InvalidSecurity " +
		"RequestTimeTooSkewed PendingVerification InvalidClientException UnauthenticatedException " +
		"AuthorizationException Blocked "},
	{throttled, " SlowDown SlowDownException PriorRequestNotComplete RequestLimitExceeded RequestLimitExceededException " +
		"BandwidthLimitExceeded ProvisionedThroughputExceededException ProvisionedThroughputExceeded RateExceeded " +
		"TooManyRequestException CallRateLimitExceededException RateLimitExceededException RateLimitError " +
		"OpsMetadataTooManyUpdatesException TooManyUpdates DependencyThrottle "},
	{expired, " ExpiredToken ExpiredTokenException TokenRefreshRequired RequestExpired InvalidGrantException "},
	{validation, " SerializationException RequestParseException UnknownParameter MaxMessageLengthExceeded "},
	{other, " DryRunOperation DryRunOperationException UnknownOperation UnknownOperationException UnknownAction " +
		"InvalidFileExistsBehaviorException NoManagementAccountSLRExistsException SyncConfigurationStillExistsException " +
		"DuplicateRequest DuplicatedStopRequestException DuplicatedAuditEventId MethodNotAllowed " +
		"MethodNotAllowedException FeatureDisabled NotSupportedService KMSNotFound KMSNotFoundException " +
		"KMSNotFoundFault KmsNotFound KmsNotFoundException "},
}

// names are the words in codes, in the order in which they are looked for: what
// is "ParameterNotFound" in one service is no "Invalid parameter".
var names = [...]struct {
	class class
	words []string
}{
	{notFound, []string{"NotFound", "NotFond", "NoSuch", "NotExist", "NonExist", "Nonexist", "UnknownResource"}},
	{validation, []string{"DuplicateTagKey", "InvalidConflict", "InvalidMaxConflict", "MultipleConflict"}},
	{other, []string{"NotInUse", "MountFailure"}},
	{throttled, []string{"Throttl", "TooManyRequests", "ThroughputExceeded"}},
	{alreadyExists, []string{"AlreadyExist", "AlreadyOwnedByYou", "Duplicate"}},
	{accessDenied, []string{"Denied", "NotAuthorized", "NoAuthorization", "Unauthorized", "Forbidden", "AuthorizationError",
		"AuthenticationFailed", "InsufficientPermission", "InsufficientPrivileges", "OptIn"}},
	{other, []string{"Exceeded", "Quota", "TooMany", "ClusterCapacity"}},
	{conflict, []string{"Conflict", "InUse", "ConcurrentModification", "ConcurrentUpdat", "ConcurrentAccess", "ConcurrentOperation",
		"ConcurrentReference", "Optimistic", "StaleData", "StaleRequest", "Precondition", "InProgress", "InvalidState",
		"NotEmpty", "ResourceLocked", "NotReady", "ActiveTier"}},
	{validation, []string{"Validation", "Invalid", "Malformed", "Missing", "BadRequest", "Argument", "Unsupported",
		"ParameterMismatch", "NotValid", "TooLong", "TooLarge", "TooSmall", "NameRequired", "IdRequired", "ArnRequired"}},
}

// byName judges by the words in a code, and reports whether it holds one.
func byName(code string) (class, bool) {
	bare := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(code, "Exception"), "Fault"), "Error")
	if strings.HasSuffix(bare, "State") &&
		(strings.HasPrefix(code, "Invalid") || strings.HasPrefix(code, "Incorrect") || strings.HasPrefix(code, "Illegal")) {
		return conflict, true
	}
	for _, row := range names {
		if slices.ContainsFunc(row.words, func(word string) bool { return strings.Contains(code, word) }) {
			return row.class, true
		}
	}
	if strings.HasSuffix(bare, "Exists") {
		return alreadyExists, true
	}
	return other, false
}

// byStatus judges an error whose code says nothing.
func byStatus(status int) class {
	switch status {
	case http.StatusNotFound:
		return notFound
	case http.StatusConflict, http.StatusPreconditionFailed:
		return conflict
	case http.StatusUnauthorized, http.StatusForbidden:
		return accessDenied
	case http.StatusTooManyRequests:
		return throttled
	}
	return other
}
