package cfnres_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/cfnres"
)

func TestC11APageSizeWhereThereIsNoneIsRefusedBeforeTheRequest(t *testing.T) {
	cfn := cfnres.New(cloudformation.NewFromConfig(awstest.New(t).Config())) // any request fails the test
	_, err := cfn.Stacks().PageSize(10).Collect(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	assert.Nil(t, new(cfnres.Stack).Outputs())
}
