package iamres_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/iamres"
)

func oldKey(cloud *awstest.Cloud) *iamres.AccessKey {
	awstest.Return[iam.CreateAccessKeyInput](cloud, &iam.CreateAccessKeyOutput{AccessKey: &types.AccessKey{
		UserName: aws.String("ann"), AccessKeyId: aws.String("new"), SecretAccessKey: aws.String("secret"),
	}})
	return iamres.Open(cloud).AccessKey("ann", "old")
}

func TestRotateKeepsTheNewKeyBeforeTheOldOneIsInactive(t *testing.T) {
	cloud := awstest.New(t)
	key := oldKey(cloud)
	awstest.On(cloud, func(_ context.Context, in *iam.UpdateAccessKeyInput) (*iam.UpdateAccessKeyOutput, error) {
		assert.Equal(t, "old", *in.AccessKeyId)
		assert.Equal(t, types.StatusTypeInactive, in.Status)
		return &iam.UpdateAccessKeyOutput{}, nil
	})
	var kept string
	assert.NoError(t, key.Rotate(t.Context(), func(pair *iamres.AccessKeyPair) error {
		assert.Empty(t, awstest.Calls[iam.UpdateAccessKeyInput](cloud))
		kept = pair.ID + " " + pair.Secret
		return nil
	}))
	assert.Equal(t, "new secret", kept)
}

func TestRotateDeletesAKeyThatIsNotKept(t *testing.T) {
	full := errors.New("the disk is full")
	for _, deleted := range []error{nil, awstest.APIError("ServiceFailure", "later", 500)} {
		cloud := awstest.New(t)
		key := oldKey(cloud)
		awstest.On(cloud, func(ctx context.Context, in *iam.DeleteAccessKeyInput) (*iam.DeleteAccessKeyOutput, error) {
			assert.NoError(t, ctx.Err())
			assert.Equal(t, "new", *in.AccessKeyId)
			return &iam.DeleteAccessKeyOutput{}, deleted
		})
		ctx, cancel := context.WithCancel(t.Context())
		err := key.Rotate(ctx, func(*iamres.AccessKeyPair) error {
			cancel() // the key is deleted all the same
			return full
		})
		assert.ErrorIs(t, err, full)
		if deleted != nil {
			assert.Equal(t, "ServiceFailure", awserr.Code(err))
		}
	}
}

func TestRotateDeletesTheKeyOfAPanic(t *testing.T) {
	cloud := awstest.New(t)
	key := oldKey(cloud)
	awstest.Return[iam.DeleteAccessKeyInput](cloud, &iam.DeleteAccessKeyOutput{})
	assert.PanicsWithValue(t, "no vault", func() {
		_ = key.Rotate(t.Context(), func(*iamres.AccessKeyPair) error { panic("no vault") })
	})
	assert.Len(t, awstest.Calls[iam.DeleteAccessKeyInput](cloud), 1)
}

func TestRotateIsRefused(t *testing.T) {
	cloud := awstest.New(t)
	var none *iamres.AccessKey
	keep := func(*iamres.AccessKeyPair) error { return nil }
	assert.ErrorIs(t, none.Rotate(t.Context(), keep), awserr.ErrInvalid)
	assert.ErrorIs(t, iamres.Open(cloud).AccessKey("ann", "").Rotate(t.Context(), keep), awserr.ErrInvalid)
	assert.ErrorIs(t, iamres.Open(cloud).AccessKey("ann", "old").Rotate(t.Context(), nil), awserr.ErrInvalid)
	//lint:ignore SA1012 a nil context is refused
	assert.ErrorIs(t, iamres.Open(cloud).AccessKey("ann", "old").Rotate(nil, keep), awserr.ErrInvalid)
}

func ExampleAccessKey_Rotate() {
	cloud := awstest.New(nil)
	key := oldKey(cloud)
	awstest.Return[iam.UpdateAccessKeyInput](cloud, &iam.UpdateAccessKeyOutput{})

	err := key.Rotate(context.Background(), func(pair *iamres.AccessKeyPair) error {
		fmt.Println("store", pair.ID, "and its secret")
		return nil
	})
	fmt.Println(key.ID, "is inactive:", err == nil)
	// Output:
	// store new and its secret
	// old is inactive: true
}
