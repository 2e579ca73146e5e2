package resources_test

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	ssmtypes "github.com/aws/aws-sdk-go-v2/service/ssm/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/resources/ec2res"
	"github.com/awsessentials/essentials/resources/s3res"
	"github.com/awsessentials/essentials/resources/ssmres"
	"github.com/awsessentials/essentials/session"
)

// A batch action of a read-only session reads, writes nothing and names what was
// refused. The cloud fails the test when a write arrives.
func TestBatchActionsOfAReadOnlySession(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[ssm.GetParametersByPathInput](cloud, &ssm.GetParametersByPathOutput{
		Parameters: []ssmtypes.Parameter{{Name: aws.String("/app/a")}, {Name: aws.String("/app/b")}},
	})
	awstest.Return[ec2.DescribeInstancesInput](cloud, &ec2.DescribeInstancesOutput{Reservations: []ec2types.Reservation{
		{Instances: []ec2types.Instance{{InstanceId: aws.String("i-1")}, {InstanceId: aws.String("i-2")}}},
	}})
	awstest.Return[s3.ListObjectsV2Input](cloud, &s3.ListObjectsV2Output{Contents: []s3types.Object{{Key: aws.String("a")}, {Key: aws.String("b")}}})
	sess, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{Writes: session.ReadOnly})
	require.NoError(t, err)

	n, err := ssmres.Open(sess).Parameters("/app").Delete(t.Context())
	assert.Zero(t, n)
	refused(t, err, 2)
	_, err = ec2res.Open(sess).Instances().Stop(t.Context())
	refused(t, err, 2)
	n, err = s3res.Open(sess).Bucket("b").Objects("").Delete(t.Context())
	assert.Zero(t, n)
	assert.ErrorIs(t, err, session.ErrWrite)
}

// refused requires an error for each of n items.
func refused(t *testing.T, err error, n int) {
	t.Helper()
	require.ErrorIs(t, err, session.ErrWrite)
	many, ok := err.(interface{ Unwrap() []error })
	require.True(t, ok, "%T", err)
	require.Len(t, many.Unwrap(), n)
	for _, err := range many.Unwrap() {
		item, ok := errors.AsType[*resources.ItemError](err)
		require.True(t, ok, "%T", err)
		assert.ErrorIs(t, item, session.ErrWrite, "%s", item.Resource)
	}
}
