package verbs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/internal/verbs"
)

func TestOf(t *testing.T) {
	for operation, want := range map[[2]string]verbs.Class{
		{"S3", "GetObject"}:                        verbs.Read,
		{"S3", "HeadBucket"}:                       verbs.Read,
		{"S3", "SelectObjectContent"}:              verbs.Read,
		{"S3", "PutObject"}:                        verbs.Write,
		{"S3", "DeleteObjects"}:                    verbs.Destroy,
		{"S3", "PutBucketPolicy"}:                  verbs.Destroy,
		{"S3", "PutBucketLifecycleConfiguration"}:  verbs.Destroy,
		{"SQS", "ReceiveMessage"}:                  verbs.Write, // hides messages from others
		{"SQS", "PurgeQueue"}:                      verbs.Destroy,
		{"Secrets Manager", "GetSecretValue"}:      verbs.Read,
		{"Secrets Manager", "BatchGetSecretValue"}: verbs.Read,
		{"CloudWatch Logs", "StartQuery"}:          verbs.Read,
		{"CloudWatch Logs", "FilterLogEvents"}:     verbs.Read,
		{"CloudWatch Logs", "PutRetentionPolicy"}:  verbs.Destroy,
		{"STS", "AssumeRole"}:                      verbs.Read,
		{"Lambda", "Invoke"}:                       verbs.Write,
		{"DynamoDB", "Query"}:                      verbs.Read,
		{"DynamoDB", "BatchGetItem"}:               verbs.Read,
		{"DynamoDB", "TransactGetItems"}:           verbs.Read,
		{"DynamoDB", "ExecuteStatement"}:           verbs.Write, // PartiQL may be either
		{"DynamoDB", "BatchWriteItem"}:             verbs.Write,
		{"EC2", "TerminateInstances"}:              verbs.Destroy,
		{"EC2", "StopInstances"}:                   verbs.Write,
		{"KMS", "ScheduleKeyDeletion"}:             verbs.Destroy,
		{"KMS", "Decrypt"}:                         verbs.Read,
		{"IAM", "PutRolePolicy"}:                   verbs.Destroy,
		{"IAM", "SimulatePrincipalPolicy"}:         verbs.Read,
		{"Cognito Identity", "GetId"}:              verbs.Write,
		{"Redshift", "GetClusterCredentials"}:      verbs.Write,
		{"ivs", "StartViewerSessionRevocation"}:    verbs.Write, // the model calls it readonly
		{"No Such Service", "Getaway"}:             verbs.Write,
		{"No Such Service", "Frobnicate"}:          verbs.Write,
		{"No Such Service", "GetFrobnication"}:     verbs.Read,
		{"", ""}:                                   verbs.Write,
	} {
		assert.Equal(t, want, verbs.Of(operation[0], operation[1]), operation)
	}
}
