package s3res_test

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/s3res"
)

// A key that XML cannot hold would name another object in a DeleteObjects
// request: it is deleted by a request of its own.
func TestDeleteNeverNamesAnotherObject(t *testing.T) {
	keys := []string{"a", "control\x01", "tab\tand\nline", "bell\a", "z", "invalid\xff", "replacement\uFFFD"}
	cloud := awstest.New(t)
	awstest.On(cloud, func(context.Context, *s3.ListObjectsV2Input) (*s3.ListObjectsV2Output, error) {
		out := &s3.ListObjectsV2Output{}
		for _, key := range keys {
			out.Contents = append(out.Contents, types.Object{Key: aws.String(key)})
		}
		return out, nil
	})
	var deleted []string
	awstest.On(cloud, func(_ context.Context, in *s3.DeleteObjectsInput) (*s3.DeleteObjectsOutput, error) {
		for _, o := range in.Delete.Objects {
			deleted = append(deleted, *o.Key)
		}
		return &s3.DeleteObjectsOutput{}, nil
	})
	var alone []string
	awstest.On(cloud, func(_ context.Context, in *s3.DeleteObjectInput) (*s3.DeleteObjectOutput, error) {
		assert.True(t, *in.BypassGovernanceRetention, "changes of the batch hold")
		if *in.Key == "bell\a" {
			return nil, awstest.APIError("AccessDenied", "no", 403)
		}
		alone = append(alone, *in.Key)
		return &s3.DeleteObjectOutput{}, nil
	})
	n, err := s3res.New(s3.NewFromConfig(cloud.Config())).Bucket("b").Objects("").Delete(t.Context(), func(in *s3.DeleteObjectsInput) {
		in.BypassGovernanceRetention = aws.Bool(true)
	})
	require.ErrorContains(t, err, "AccessDenied")
	assert.Equal(t, 6, n)
	assert.Equal(t, []string{"a", "tab\tand\nline", "z"}, deleted)
	assert.Equal(t, []string{"control\x01", "invalid\xff", "replacement\uFFFD"}, alone)
}
