package main

import (
	"context"
	"fmt"
	"hash/fnv"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	ststypes "github.com/aws/aws-sdk-go-v2/service/sts/types"

	"github.com/awsessentials/essentials/awstest"
)

// The accounts of the embedded cloud. One of them lets nobody in.
const (
	demoAccounts  = "111122223333,222233334444,333344445555," + closedAccount
	closedAccount = "444455556666"
	demoRegions   = "eu-west-1,eu-central-1,us-east-1"
)

// newCloud is a small AWS on the test kit's stubs: every account but one can be
// entered, and has a few instances in each region, over two pages.
func newCloud() *awstest.Cloud {
	cloud := awstest.New(nil)
	cloud.SetLatency(20 * time.Millisecond)
	awstest.On(cloud, func(context.Context, *sts.GetCallerIdentityInput) (*sts.GetCallerIdentityOutput, error) {
		return &sts.GetCallerIdentityOutput{Account: aws.String(awstest.AccountID), Arn: aws.String("arn:aws:iam::" + awstest.AccountID + ":user/ann")}, nil
	}).Optional()
	awstest.On(cloud, func(_ context.Context, in *sts.AssumeRoleInput) (*sts.AssumeRoleOutput, error) {
		account := strings.Split(*in.RoleArn, ":")[4]
		if account == closedAccount {
			return nil, awstest.APIError("AccessDenied", "User: arn:aws:iam::"+awstest.AccountID+":user/ann is not authorized to perform: sts:AssumeRole", http.StatusForbidden)
		}
		return &sts.AssumeRoleOutput{
			Credentials: &ststypes.Credentials{AccessKeyId: aws.String("ASIA" + account), SecretAccessKey: aws.String("demo"), SessionToken: aws.String("demo"),
				Expiration: aws.Time(time.Now().Add(time.Hour))},
			AssumedRoleUser: &ststypes.AssumedRoleUser{Arn: aws.String("arn:aws:sts::" + account + ":assumed-role/Audit/" + *in.RoleSessionName)},
		}, nil
	}).Optional()
	// On the wire, because the key that signed tells the account that is asked.
	awstest.On(cloud, func(ctx context.Context, in *ec2.DescribeInstancesInput) (*ec2.DescribeInstancesOutput, error) {
		call := awstest.CallFrom(ctx)
		page, next := 0, aws.String("page 2")
		if in.NextToken != nil {
			page, next = 1, nil
		}
		return &ec2.DescribeInstancesOutput{NextToken: next, Reservations: []types.Reservation{{
			Instances: instances(strings.TrimPrefix(call.AccessKeyID, "ASIA"), call.Region, page),
		}}}, nil
	}).Optional().Wire()
	return cloud
}

// instances are the same in every run; about one in three has no tags.
func instances(account, region string, page int) []types.Instance {
	var out []types.Instance
	for i := range 4 {
		h := fnv.New64a()
		fmt.Fprint(h, account, region, page, i)
		n := h.Sum64()
		instance := types.Instance{
			InstanceId:   aws.String(fmt.Sprintf("i-%017x", n>>4)),
			InstanceType: []types.InstanceType{types.InstanceTypeT4gSmall, types.InstanceTypeM7gLarge, types.InstanceTypeC7gXlarge}[n%3],
			State:        &types.InstanceState{Name: []types.InstanceStateName{types.InstanceStateNameRunning, types.InstanceStateNameStopped}[n/3%2]},
			LaunchTime:   aws.Time(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n%7000) * time.Hour)),
		}
		if n/7%3 > 0 {
			instance.Tags = []types.Tag{{Key: aws.String("team"), Value: aws.String("shop")}}
		}
		out = append(out, instance)
	}
	return out
}
