package elbv2res

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
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
// [Target.WaitUntilDeregistered].
func (t *Target) Deregister(ctx context.Context, changes ...func(*elb.DeregisterTargetsInput)) (*elb.DeregisterTargetsOutput, error) {
	const operation = "elasticloadbalancingv2.DeregisterTargets"
	if err := t.check(operation); err != nil {
		return nil, err
	}
	in := &elb.DeregisterTargetsInput{TargetGroupArn: aws.String(t.GroupARN), Targets: t.description()}
	return resources.Call(ctx, operation, t.service.deregisterTargets, in, changes)
}

// WaitUntilDeregistered waits until the target is out of its group and its last
// request has ended (DescribeTargetHealth). Data is what the last request
// brought, nil if the group does not know the target any more. The options bound
// the wait, or the context does.
func (t *Target) WaitUntilDeregistered(ctx context.Context, opts waiters.Options) error {
	api, in, err := t.health("elasticloadbalancingv2.TargetDeregistered")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, elb.NewTargetDeregisteredWaiter(api), in, opts)
	return t.keep(out, err)
}

// WaitUntilInService waits until the target is healthy (DescribeTargetHealth).
// Data is what the last request brought. The options bound the wait, or the
// context does.
func (t *Target) WaitUntilInService(ctx context.Context, opts waiters.Options) error {
	api, in, err := t.health("elasticloadbalancingv2.TargetInService")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, elb.NewTargetInServiceWaiter(api), in, opts)
	return t.keep(out, err)
}

// health returns the client and the input of a wait for the target alone.
func (t *Target) health(operation string) (elb.DescribeTargetHealthAPIClient, *elb.DescribeTargetHealthInput, error) {
	if err := t.check(operation); err != nil {
		return nil, nil, err
	}
	api, err := client[elb.DescribeTargetHealthAPIClient](t.service, "elasticloadbalancingv2.DescribeTargetHealth")
	return api, &elb.DescribeTargetHealthInput{TargetGroupArn: aws.String(t.GroupARN), Targets: t.description()}, err
}

func (t *Target) keep(out *elb.DescribeTargetHealthOutput, err error) error {
	if err != nil {
		return err
	}
	t.Data = nil
	if out != nil && len(out.TargetHealthDescriptions) == 1 {
		t.Data = &out.TargetHealthDescriptions[0]
	}
	return nil
}

func (t *Target) check(operation string) error {
	if t == nil {
		return resources.Nil(operation, "Target")
	}
	return t.service.at().Check(operation, "GroupARN", t.GroupARN, "ID", t.ID)
}

func (t *Target) description() []types.TargetDescription {
	target := types.TargetDescription{Id: aws.String(t.ID)}
	if t.Port != 0 {
		target.Port = aws.Int32(t.Port)
	}
	return []types.TargetDescription{target}
}
