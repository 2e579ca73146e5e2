package route53res_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/route53/types"
	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/resources/route53res"
)

func TestValues(t *testing.T) {
	r := route53res.New(nil).Record("Z1", "a.example.")
	assert.Nil(t, r.Values())
	r.Data = &types.ResourceRecordSet{ResourceRecords: []types.ResourceRecord{{Value: aws.String("10.0.0.1")}, {Value: aws.String("10.0.0.2")}}}
	assert.Equal(t, []string{"10.0.0.1", "10.0.0.2"}, r.Values())
	r.Data = &types.ResourceRecordSet{AliasTarget: &types.AliasTarget{DNSName: aws.String("lb.example.")}}
	assert.Equal(t, []string{"lb.example."}, r.Values())
}
