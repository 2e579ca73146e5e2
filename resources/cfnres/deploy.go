package cfnres

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// longest bounds the wait of Deploy; the context may end it sooner.
const longest = 3 * time.Hour

// DeployError reports a stack that could not be created or updated. Status is
// what became of it, such as ROLLBACK_COMPLETE or UPDATE_ROLLBACK_COMPLETE. If
// no resource failed, as when time was up or an alarm went off, Failed has the
// event of the rollback.
type DeployError struct {
	Stack  resources.Identity
	Status types.StackStatus
	Failed []types.StackEvent // of this deployment, from the first: it is mostly the cause
	Err    error              // of the wait, and of reading the events if that failed too
}

// Error names the stack, its status, and the first resource that failed with the
// reason.
func (e *DeployError) Error() string {
	reason := "no event says why"
	if len(e.Failed) > 0 {
		first := e.Failed[0]
		reason = fmt.Sprintf("%.100q: %.500q", aws.ToString(first.LogicalResourceId), aws.ToString(first.ResourceStatusReason))
	}
	return fmt.Sprintf("cloudformation: %v: %.40q: %s", e.Stack, string(e.Status), reason)
}

// Unwrap returns the cause.
func (e *DeployError) Unwrap() error { return e.Err }

// Deploy creates the stack from a template, or updates it, and waits until that
// is done. The changes describe the stack as if it were created:
//
//	err := cfn.Stack("app").Deploy(ctx, template, cfnres.Parameters(map[string]string{"Env": "prod"}))
//	fmt.Println(stack.Outputs()["URL"])
//
// template may be "" if a change sets TemplateURL. A stack that has nothing to
// update is as good as one that was updated. Of a stack that exists, OnFailure,
// TimeoutInMinutes and EnableTerminationProtection are not changed, and tags
// that are left unset stay; parameters are those of the changes alone.
//
// A stack that cannot be created or updated is a [*DeployError] with the events
// of what failed. CloudFormation refuses a stack that another deployment is
// changing, or whose creation was rolled back. The wait takes at most three
// hours; when it or the context ends, CloudFormation still completes the
// deployment. Data is the stack as it is afterwards, also if it failed. Requests
// have a random ClientRequestToken unless a change sets one, so that one that the
// SDK sends again is not refused because the first one arrived.
func (s *Stack) Deploy(ctx context.Context, template string, changes ...func(*cloudformation.CreateStackInput)) error {
	const operation = "cloudformation.CreateStack"
	if err := s.check(operation); err != nil {
		return err
	}
	in := &cloudformation.CreateStackInput{StackName: aws.String(s.Name)}
	if template != "" {
		in.TemplateBody = aws.String(template)
	}
	if err := resources.Change(operation, in, changes); err != nil {
		return err
	}
	if in.TemplateBody == nil && in.TemplateURL == nil {
		return awserr.Invalid(operation, "template", template, "must not be empty, unless a change sets TemplateURL")
	}
	update := updateOf(*in)
	setToken(&in.ClientRequestToken)
	created, err := resources.Act(ctx, &s.state, operation, s.service.createStack, in, nil)
	if err == nil {
		return s.settle(ctx, created.StackId, (*Stack).WaitUntilCreated)
	}
	if !awserr.IsAlreadyExists(err) {
		return err
	}
	updated, err := s.Update(ctx, update)
	switch {
	case err == nil:
		return s.settle(ctx, updated.StackId, (*Stack).WaitUntilUpdated)
	case awserr.Is(err, "ValidationError") && strings.Contains(awserr.Message(err), "No updates are to be performed"):
		return s.Reload(ctx)
	}
	return err
}

func updateOf(in cloudformation.CreateStackInput) func(*cloudformation.UpdateStackInput) {
	return func(u *cloudformation.UpdateStackInput) {
		u.TemplateBody, u.TemplateURL, u.Parameters, u.Capabilities = in.TemplateBody, in.TemplateURL, in.Parameters, in.Capabilities
		u.Tags, u.NotificationARNs, u.RoleARN, u.ResourceTypes = in.Tags, in.NotificationARNs, in.RoleARN, in.ResourceTypes
		u.StackPolicyBody, u.StackPolicyURL, u.RollbackConfiguration = in.StackPolicyBody, in.StackPolicyURL, in.RollbackConfiguration
		u.DisableRollback, u.DisableValidation, u.RetainExceptOnCreate = in.DisableRollback, in.DisableValidation, in.RetainExceptOnCreate
		u.ClientRequestToken, u.DeploymentConfig = in.ClientRequestToken, in.DeploymentConfig
		setToken(&u.ClientRequestToken)
	}
}

// setToken sets a token that is not set, so that CloudFormation knows a request
// that the SDK sends again because the answer was lost.
func setToken(token **string) {
	if *token == nil {
		*token = aws.String("Deploy-" + rand.Text())
	}
}

// settle waits for the stack with an ID, and gives a failure the events that say
// why. A stack that was deleted is not found by its name any more.
func (s *Stack) settle(ctx context.Context, id *string, wait func(*Stack, context.Context, waiters.Options) error) error {
	stack := s.service.Stack(cmp.Or(aws.ToString(id), s.Name))
	err := wait(stack, ctx, waiters.Options{Max: longest})
	if err == nil {
		resources.Keep(&s.state, &s.Data, stack.Data)
		return nil
	}
	var failed *waiters.FailedError
	if !errors.As(err, &failed) || failed.Err != nil { // not the stack failed, but the wait
		return err
	}
	if last, ok := failed.Last.(*cloudformation.DescribeStacksOutput); ok {
		resources.Keep(&s.state, &s.Data, stackIn(last))
	}
	events, err2 := stack.failures(ctx)
	return &DeployError{s.Identity(), types.StackStatus(failed.State), events, errors.Join(err, err2)}
}

// failures returns the events of what failed since the stack began to change
// last, or that of its rollback if nothing failed. CloudFormation lists the
// latest first.
func (s *Stack) failures(ctx context.Context) ([]types.StackEvent, error) {
	var failed, rollback []types.StackEvent
	for e, err := range s.Events().All(ctx) {
		if err != nil {
			return failed, err
		}
		status := e.Data.ResourceStatus
		began := status == types.ResourceStatusCreateInProgress || status == types.ResourceStatusUpdateInProgress
		if began && aws.ToString(e.Data.PhysicalResourceId) == aws.ToString(e.Data.StackId) {
			break
		}
		switch {
		case strings.HasSuffix(string(status), "_FAILED"):
			failed = append(failed, *e.Data)
		case strings.HasSuffix(string(status), "ROLLBACK_IN_PROGRESS") && e.Data.ResourceStatusReason != nil:
			rollback = append(rollback, *e.Data)
		}
	}
	if len(failed) == 0 {
		failed = rollback
	}
	slices.Reverse(failed)
	return failed, nil
}

// Parameters are parameters of a stack that is created or deployed, besides
// those that are set already.
func Parameters(values map[string]string) func(*cloudformation.CreateStackInput) {
	return func(in *cloudformation.CreateStackInput) {
		for _, key := range slices.Sorted(maps.Keys(values)) {
			in.Parameters = append(in.Parameters, types.Parameter{ParameterKey: aws.String(key), ParameterValue: aws.String(values[key])})
		}
	}
}
