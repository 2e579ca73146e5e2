package elbv2res_test

import (
	"context"
	"fmt"
	"log"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/elbv2res"
	"github.com/awsessentials/essentials/waiters"
)

func health(id string, port *int32, state types.TargetHealthStateEnum) types.TargetHealthDescription {
	return types.TargetHealthDescription{Target: &types.TargetDescription{Id: aws.String(id), Port: port}, TargetHealth: &types.TargetHealth{State: state}}
}

func TestTargets(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[elb.DescribeTargetHealthInput](cloud, &elb.DescribeTargetHealthOutput{TargetHealthDescriptions: []types.TargetHealthDescription{
		health("i-1", aws.Int32(80), types.TargetHealthStateEnumHealthy), health("i-1", aws.Int32(81), types.TargetHealthStateEnumUnhealthy),
		health("arn:fn", nil, types.TargetHealthStateEnumUnavailable), {},
	}})
	awstest.Return[elb.DeregisterTargetsInput](cloud, &elb.DeregisterTargetsOutput{}).Times(2)
	group := elbv2res.Open(cloud).TargetGroup("arn:g")
	targets, err := group.Targets().Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, targets, 3, "what has no target is none")
	assert.Equal(t, int32(81), targets[1].Port)
	assert.Equal(t, types.TargetHealthStateEnumUnhealthy, targets[1].Health())
	assert.NotEqual(t, targets[0].Identity(), targets[1].Identity())
	for _, target := range targets[1:] {
		_, err := target.Deregister(t.Context())
		require.NoError(t, err)
	}
	calls := awstest.Calls[elb.DeregisterTargetsInput](cloud)
	assert.Equal(t, types.TargetDescription{Id: aws.String("i-1"), Port: aws.Int32(81)}, calls[0].Targets[0])
	assert.Equal(t, types.TargetDescription{Id: aws.String("arn:fn")}, calls[1].Targets[0])

	var none *elbv2res.Target
	assert.Empty(t, none.Health())
	_, err = none.Deregister(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	assert.Empty(t, group.Target("i-1", 80).Health())
}

// A listing of a group's targets leaves those out that are gone, so that a wait
// must ask for its target.
func TestAWaitAsksForItsTarget(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[elb.DescribeTargetHealthInput](cloud, &elb.DescribeTargetHealthOutput{TargetHealthDescriptions: []types.TargetHealthDescription{health("i-1", aws.Int32(80), types.TargetHealthStateEnumHealthy)}})
	target := elbv2res.Open(cloud).TargetGroup("arn:g").Target("i-1", 80)
	require.NoError(t, target.WaitUntilInService(t.Context(), waiters.Options{Max: time.Minute}))
	assert.Equal(t, types.TargetHealthStateEnumHealthy, target.Health())
	in := awstest.Calls[elb.DescribeTargetHealthInput](cloud)[0]
	assert.Equal(t, "arn:g", *in.TargetGroupArn)
	assert.Equal(t, []types.TargetDescription{{Id: aws.String("i-1"), Port: aws.Int32(80)}}, in.Targets)

	awstest.Fail[elb.DescribeTargetHealthInput](cloud, &types.InvalidTargetException{Message: aws.String("not registered")})
	require.NoError(t, target.WaitUntilDeregistered(t.Context(), waiters.Options{Max: time.Minute}))
	assert.Empty(t, target.Health(), "it is not healthy any more")
	assert.Equal(t, in.Targets, awstest.Calls[elb.DescribeTargetHealthInput](cloud)[1].Targets)

	var none *elbv2res.Target
	assert.ErrorIs(t, none.WaitUntilInService(t.Context(), waiters.Options{Max: time.Minute}), awserr.ErrInvalid)
	assert.ErrorIs(t, none.WaitUntilDeregistered(t.Context(), waiters.Options{Max: time.Minute}), awserr.ErrInvalid)
}

func TestRulesOfAListener(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[elb.CreateRuleInput](cloud, &elb.CreateRuleOutput{Rules: []types.Rule{{RuleArn: aws.String("arn:r"), Priority: aws.String("10")}}})
	awstest.Return[elb.DescribeRulesInput](cloud, &elb.DescribeRulesOutput{Rules: []types.Rule{{RuleArn: aws.String("arn:r")}, {RuleArn: aws.String("arn:d"), IsDefault: aws.Bool(true)}}})
	listener := elbv2res.Open(cloud).Listener("arn:l")
	rule, err := listener.CreateRule(t.Context(), 10, []types.RuleCondition{{Field: aws.String("path-pattern"), Values: []string{"/api/*"}}},
		[]types.Action{{Type: types.ActionTypeEnumForward, TargetGroupArn: aws.String("arn:g")}})
	require.NoError(t, err)
	assert.Equal(t, "10", *rule.Data.Priority)
	rules, err := listener.Rules().Filter(func(r *elbv2res.Rule) bool { return !aws.ToBool(r.Data.IsDefault) }).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, rules, 1)
	assert.Equal(t, rule.Identity(), rules[0].Identity())
	assert.Equal(t, "arn:l", *awstest.Calls[elb.DescribeRulesInput](cloud)[0].ListenerArn)
}

func TestNoLoadBalancerInTheAnswer(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[elb.CreateLoadBalancerInput](cloud, &elb.CreateLoadBalancerOutput{})
	_, err := elbv2res.Open(cloud).CreateLoadBalancer(t.Context(), "web")
	assert.ErrorContains(t, err, "the answer has no LoadBalancers")
}

// Which targets get no requests, and why.
func ExampleTargetGroup_Targets() {
	cloud := awstest.New(nil)
	awstest.Return[elb.DescribeTargetGroupsInput](cloud, &elb.DescribeTargetGroupsOutput{TargetGroups: []types.TargetGroup{{TargetGroupArn: aws.String("arn:g"), TargetGroupName: aws.String("web")}}})
	awstest.Return[elb.DescribeTargetHealthInput](cloud, &elb.DescribeTargetHealthOutput{TargetHealthDescriptions: []types.TargetHealthDescription{
		health("i-1", aws.Int32(80), types.TargetHealthStateEnumHealthy), health("i-2", aws.Int32(80), types.TargetHealthStateEnumUnhealthy)}})
	elbs := elbv2res.Open(cloud)

	ctx := context.Background()
	for group, err := range elbs.TargetGroups().All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		for target, err := range group.Targets().All(ctx) {
			if err != nil {
				log.Fatal(err)
			}
			if target.Health() != types.TargetHealthStateEnumHealthy {
				fmt.Println(*group.Data.TargetGroupName, target.ID, target.Health())
			}
		}
	}
	// Output: web i-2 unhealthy
}

// Take a target out of its group, and wait until its requests have ended.
func ExampleTarget_Deregister() {
	cloud := awstest.New(nil)
	awstest.Return[elb.DeregisterTargetsInput](cloud, &elb.DeregisterTargetsOutput{})
	awstest.Return[elb.DescribeTargetHealthInput](cloud, &elb.DescribeTargetHealthOutput{TargetHealthDescriptions: []types.TargetHealthDescription{health("i-1", nil, types.TargetHealthStateEnumUnused)}})
	target := elbv2res.Open(cloud).TargetGroup("arn:g").Target("i-1", 80)

	ctx := context.Background()
	if _, err := target.Deregister(ctx); err != nil {
		log.Fatal(err)
	}
	err := target.WaitUntilDeregistered(ctx, waiters.Options{Max: 5 * time.Minute})
	fmt.Println(target.Health(), err)
	// Output: unused <nil>
}
