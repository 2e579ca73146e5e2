package elbv2res

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"github.com/awsessentials/essentials/resources"
)

// Health returns the health of the target, as Data has it, or "". Only a target
// that is "healthy" gets requests, unless none is.
func (t *Target) Health() types.TargetHealthStateEnum {
	if t == nil || t.Data == nil || t.Data.TargetHealth == nil {
		return ""
	}
	return t.Data.TargetHealth.State
}

// Deregister takes the target out of its group (DeregisterTargets). Requests
// under way may end before the delay of the group has passed: see
// [TargetGroup.WaitUntilDeregistered].
func (t *Target) Deregister(ctx context.Context, changes ...func(*elb.DeregisterTargetsInput)) (*elb.DeregisterTargetsOutput, error) {
	const operation = "elasticloadbalancingv2.DeregisterTargets"
	if t == nil {
		return nil, resources.Nil(operation, "Target")
	}
	if err := t.service.at().Check(operation, "GroupARN", t.GroupARN, "ID", t.ID); err != nil {
		return nil, err
	}
	target := types.TargetDescription{Id: aws.String(t.ID)}
	if t.Port != 0 {
		target.Port = aws.Int32(t.Port)
	}
	in := &elb.DeregisterTargetsInput{TargetGroupArn: aws.String(t.GroupARN), Targets: []types.TargetDescription{target}}
	return resources.Call(ctx, operation, t.service.deregisterTargets, in, changes)
}
