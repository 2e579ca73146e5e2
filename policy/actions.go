package policy

import "strings"

// prefixes are the IAM names of services that are not the service ID in lower
// case without blanks. The source is the Service Authorization Reference.
var prefixes = map[string]string{
	"auto scaling":                  "autoscaling",
	"cloudwatch logs":               "logs",
	"cost explorer":                 "ce",
	"cost and usage report service": "cur",
	"database migration service":    "dms",
	"directory service":             "ds",
	"dynamodb streams":              "dynamodb",
	"efs":                           "elasticfilesystem",
	"elastic load balancing":        "elasticloadbalancing",
	"elastic load balancing v2":     "elasticloadbalancing",
	"emr":                           "elasticmapreduce",
	"eventbridge":                   "events",
	"cloudwatch events":             "events",
	"opensearch":                    "es",
	"resource groups tagging api":   "tag",
	"sesv2":                         "ses",
	"sfn":                           "states",
	"sso admin":                     "sso",
	"cognito identity provider":     "cognito-idp",
	"cognito identity":              "cognito-identity",
	"application auto scaling":      "application-autoscaling",
	"certificate manager":           "acm",
}

func prefixOf(service string) string {
	id := strings.ToLower(service)
	if p, ok := prefixes[id]; ok {
		return p
	}
	return strings.ReplaceAll(id, " ", "")
}

// renamed are the operations whose IAM actions have other names, or several. An
// empty list needs no permission. The source is the Service Authorization
// Reference; a test looks for each name in the policies that AWS manages.
var renamed = map[string][]string{
	"dynamodb:BatchExecuteStatement": {"dynamodb:PartiQLSelect", "dynamodb:PartiQLInsert", "dynamodb:PartiQLUpdate", "dynamodb:PartiQLDelete"},
	"dynamodb:ExecuteStatement":      {"dynamodb:PartiQLSelect", "dynamodb:PartiQLInsert", "dynamodb:PartiQLUpdate", "dynamodb:PartiQLDelete"},
	"dynamodb:ExecuteTransaction":    {"dynamodb:PartiQLSelect", "dynamodb:PartiQLInsert", "dynamodb:PartiQLUpdate", "dynamodb:PartiQLDelete"},
	"dynamodb:TransactGetItems":      {"dynamodb:GetItem"},
	"dynamodb:TransactWriteItems":    {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"},

	"kms:ReEncrypt": {"kms:ReEncryptFrom", "kms:ReEncryptTo"},

	"lambda:GetLayerVersionByArn":     {"lambda:GetLayerVersion"},
	"lambda:Invoke":                   {"lambda:InvokeFunction"},
	"lambda:InvokeWithResponseStream": {"lambda:InvokeFunction"},

	"secretsmanager:BatchGetSecretValue": {"secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"},

	"sns:PublishBatch": {"sns:Publish"},

	"sqs:ChangeMessageVisibilityBatch": {"sqs:ChangeMessageVisibility"},
	"sqs:DeleteMessageBatch":           {"sqs:DeleteMessage"},
	"sqs:SendMessageBatch":             {"sqs:SendMessage"},

	"sts:GetCallerIdentity": {},
	"sts:GetSessionToken":   {},

	"s3:CompleteMultipartUpload":                     {"s3:PutObject"},
	"s3:CopyObject":                                  {"s3:PutObject"}, // and GetObject on its source
	"s3:CreateMultipartUpload":                       {"s3:PutObject"},
	"s3:CreateSession":                               {"s3express:CreateSession"},
	"s3:DeleteBucketAnalyticsConfiguration":          {"s3:PutAnalyticsConfiguration"},
	"s3:DeleteBucketCors":                            {"s3:PutBucketCORS"},
	"s3:DeleteBucketEncryption":                      {"s3:PutEncryptionConfiguration"},
	"s3:DeleteBucketIntelligentTieringConfiguration": {"s3:PutIntelligentTieringConfiguration"},
	"s3:DeleteBucketInventoryConfiguration":          {"s3:PutInventoryConfiguration"},
	"s3:DeleteBucketLifecycle":                       {"s3:PutLifecycleConfiguration"},
	"s3:DeleteBucketMetricsConfiguration":            {"s3:PutMetricsConfiguration"},
	"s3:DeleteBucketOwnershipControls":               {"s3:PutBucketOwnershipControls"},
	"s3:DeleteBucketReplication":                     {"s3:PutReplicationConfiguration"},
	"s3:DeleteBucketTagging":                         {"s3:PutBucketTagging"},
	"s3:DeleteObjects":                               {"s3:DeleteObject"},
	"s3:DeletePublicAccessBlock":                     {"s3:PutBucketPublicAccessBlock"},
	"s3:GetBucketAccelerateConfiguration":            {"s3:GetAccelerateConfiguration"},
	"s3:GetBucketAnalyticsConfiguration":             {"s3:GetAnalyticsConfiguration"},
	"s3:GetBucketCors":                               {"s3:GetBucketCORS"},
	"s3:GetBucketEncryption":                         {"s3:GetEncryptionConfiguration"},
	"s3:GetBucketIntelligentTieringConfiguration":    {"s3:GetIntelligentTieringConfiguration"},
	"s3:GetBucketInventoryConfiguration":             {"s3:GetInventoryConfiguration"},
	"s3:GetBucketLifecycle":                          {"s3:GetLifecycleConfiguration"},
	"s3:GetBucketLifecycleConfiguration":             {"s3:GetLifecycleConfiguration"},
	"s3:GetBucketMetricsConfiguration":               {"s3:GetMetricsConfiguration"},
	"s3:GetBucketNotificationConfiguration":          {"s3:GetBucketNotification"},
	"s3:GetBucketReplication":                        {"s3:GetReplicationConfiguration"},
	"s3:GetObjectLockConfiguration":                  {"s3:GetBucketObjectLockConfiguration"},
	"s3:GetPublicAccessBlock":                        {"s3:GetBucketPublicAccessBlock"},
	"s3:HeadBucket":                                  {"s3:ListBucket"},
	"s3:HeadObject":                                  {"s3:GetObject"},
	"s3:ListBucketAnalyticsConfigurations":           {"s3:GetAnalyticsConfiguration"},
	"s3:ListBucketIntelligentTieringConfigurations":  {"s3:GetIntelligentTieringConfiguration"},
	"s3:ListBucketInventoryConfigurations":           {"s3:GetInventoryConfiguration"},
	"s3:ListBucketMetricsConfigurations":             {"s3:GetMetricsConfiguration"},
	"s3:ListBuckets":                                 {"s3:ListAllMyBuckets"},
	"s3:ListDirectoryBuckets":                        {"s3express:ListAllMyDirectoryBuckets"},
	"s3:ListMultipartUploads":                        {"s3:ListBucketMultipartUploads"},
	"s3:ListObjectVersions":                          {"s3:ListBucketVersions"},
	"s3:ListObjects":                                 {"s3:ListBucket"},
	"s3:ListObjectsV2":                               {"s3:ListBucket"},
	"s3:ListParts":                                   {"s3:ListMultipartUploadParts"},
	"s3:PutBucketAccelerateConfiguration":            {"s3:PutAccelerateConfiguration"},
	"s3:PutBucketAnalyticsConfiguration":             {"s3:PutAnalyticsConfiguration"},
	"s3:PutBucketCors":                               {"s3:PutBucketCORS"},
	"s3:PutBucketEncryption":                         {"s3:PutEncryptionConfiguration"},
	"s3:PutBucketIntelligentTieringConfiguration":    {"s3:PutIntelligentTieringConfiguration"},
	"s3:PutBucketInventoryConfiguration":             {"s3:PutInventoryConfiguration"},
	"s3:PutBucketLifecycle":                          {"s3:PutLifecycleConfiguration"},
	"s3:PutBucketLifecycleConfiguration":             {"s3:PutLifecycleConfiguration"},
	"s3:PutBucketMetricsConfiguration":               {"s3:PutMetricsConfiguration"},
	"s3:PutBucketNotificationConfiguration":          {"s3:PutBucketNotification"},
	"s3:PutBucketReplication":                        {"s3:PutReplicationConfiguration"},
	"s3:PutObjectLockConfiguration":                  {"s3:PutBucketObjectLockConfiguration"},
	"s3:PutPublicAccessBlock":                        {"s3:PutBucketPublicAccessBlock"},
	"s3:SelectObjectContent":                         {"s3:GetObject"},
	"s3:UploadPart":                                  {"s3:PutObject"},
	"s3:UploadPartCopy":                              {"s3:PutObject"}, // and GetObject on its source
}

// versioned are the actions on objects that have another name when the input
// names a version.
var versioned = map[string]string{
	"s3:GetObject": "s3:GetObjectVersion", "s3:DeleteObject": "s3:DeleteObjectVersion",
	"s3:GetObjectAcl": "s3:GetObjectVersionAcl", "s3:PutObjectAcl": "s3:PutObjectVersionAcl",
	"s3:GetObjectTagging": "s3:GetObjectVersionTagging", "s3:PutObjectTagging": "s3:PutObjectVersionTagging",
	"s3:DeleteObjectTagging": "s3:DeleteObjectVersionTagging",
}
