package cfnres_test

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"testing/synctest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/cfnres"
)

var prod = cfnres.Parameters(map[string]string{"Env": "prod", "Count": "2"})

func stack(status types.StackStatus) *cloudformation.DescribeStacksOutput {
	return &cloudformation.DescribeStacksOutput{Stacks: []types.Stack{{StackName: aws.String("app"), StackStatus: status}}}
}

// exists makes the stack exist, so that it can be updated only.
func exists(t *testing.T) *awstest.Cloud {
	cloud := awstest.New(t)
	awstest.Fail[cloudformation.CreateStackInput](cloud, &types.AlreadyExistsException{})
	return cloud
}

func TestDeployCreates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.On(cloud, func(_ context.Context, in *cloudformation.CreateStackInput) (*cloudformation.CreateStackOutput, error) {
			assert.Equal(t, "app", *in.StackName)
			assert.Equal(t, "{}", *in.TemplateBody)
			require.Len(t, in.Parameters, 2)
			assert.Equal(t, "Count", *in.Parameters[0].ParameterKey)
			assert.Equal(t, "prod", *in.Parameters[1].ParameterValue)
			return &cloudformation.CreateStackOutput{}, nil
		})
		awstest.InOrder(
			awstest.Return[cloudformation.DescribeStacksInput](cloud, stack(types.StackStatusCreateInProgress)),
			awstest.Return[cloudformation.DescribeStacksInput](cloud, stack(types.StackStatusCreateComplete)),
		)
		app := cfnres.Open(cloud).Stack("app")
		require.NoError(t, app.Deploy(t.Context(), "{}", prod))
		assert.Equal(t, types.StackStatusCreateComplete, app.Data.StackStatus)
	})
}

func TestDeployUpdatesWithAllThatAnUpdateKnows(t *testing.T) {
	cloud := exists(t)
	var updated *cloudformation.UpdateStackInput
	awstest.On(cloud, func(_ context.Context, in *cloudformation.UpdateStackInput) (*cloudformation.UpdateStackOutput, error) {
		updated = in
		return &cloudformation.UpdateStackOutput{}, nil
	})
	awstest.Return[cloudformation.DescribeStacksInput](cloud, stack(types.StackStatusUpdateComplete))
	full := func(in *cloudformation.CreateStackInput) {
		for i := range reflect.TypeFor[cloudformation.CreateStackInput]().NumField() {
			set(reflect.ValueOf(in).Elem().Field(i))
		}
		in.StackName = aws.String("app")
		for i := range in.Tags { // required members
			in.Tags[i] = types.Tag{Key: aws.String("k"), Value: aws.String("v")}
		}
	}
	require.NoError(t, cfnres.Open(cloud).Stack("app").Deploy(t.Context(), "{}", full))
	created := awstest.Calls[cloudformation.CreateStackInput](cloud)[0]
	for i := range reflect.TypeFor[cloudformation.UpdateStackInput]().NumField() {
		field := reflect.TypeFor[cloudformation.UpdateStackInput]().Field(i)
		if want := reflect.ValueOf(created).Elem().FieldByName(field.Name); field.IsExported() && want.IsValid() {
			assert.Equal(t, want.Interface(), reflect.ValueOf(updated).Elem().Field(i).Interface(), field.Name)
		}
	}
}

// set gives a field a value that is not zero.
func set(v reflect.Value) {
	switch {
	case !v.CanSet():
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	}
}

func TestDeployWithNothingToUpdate(t *testing.T) {
	cloud := exists(t)
	awstest.Fail[cloudformation.UpdateStackInput](cloud, awstest.APIError("ValidationError", "No updates are to be performed.", 400))
	awstest.Return[cloudformation.DescribeStacksInput](cloud, stack(types.StackStatusCreateComplete))
	app := cfnres.Open(cloud).Stack("app")
	require.NoError(t, app.Deploy(t.Context(), "{}"))
	assert.Equal(t, types.StackStatusCreateComplete, app.Data.StackStatus)
}

func TestDeploySaysWhatFailed(t *testing.T) {
	event := func(id string, status types.ResourceStatus, reason string) types.StackEvent {
		return types.StackEvent{EventId: aws.String(id + reason), StackId: aws.String("arn:app"), PhysicalResourceId: aws.String(map[bool]string{true: "arn:app"}[id == "app"]),
			LogicalResourceId: &id, ResourceStatus: status, ResourceStatusReason: &reason}
	}
	cloud := exists(t)
	awstest.Return[cloudformation.UpdateStackInput](cloud, &cloudformation.UpdateStackOutput{})
	awstest.Return[cloudformation.DescribeStacksInput](cloud, stack(types.StackStatusUpdateRollbackComplete))
	awstest.Pages[cloudformation.DescribeStackEventsInput](cloud,
		&cloudformation.DescribeStackEventsOutput{StackEvents: []types.StackEvent{
			event("app", types.ResourceStatusUpdateRollbackComplete, ""),
			event("Topic", types.ResourceStatusUpdateFailed, "Resource update cancelled"),
		}},
		&cloudformation.DescribeStackEventsOutput{StackEvents: []types.StackEvent{
			event("Queue", types.ResourceStatusUpdateFailed, "no\nsuch key"),
			event("Queue", types.ResourceStatusUpdateInProgress, ""),
			event("app", types.ResourceStatusUpdateInProgress, "User Initiated"),
			event("Old", types.ResourceStatusUpdateFailed, "last week"),
		}},
	)
	err := cfnres.Open(cloud).Stack("app").Deploy(t.Context(), "{}")
	var failed *cfnres.DeployError
	require.ErrorAs(t, err, &failed)
	assert.EqualError(t, err, `cloudformation: cloudformation.Stack(app): "UPDATE_ROLLBACK_COMPLETE": "Queue": "no\nsuch key"`)
	assert.Len(t, failed.Failed, 2)
	assert.Equal(t, types.StackStatusUpdateRollbackComplete, failed.Status)
}

// A stack that deletes itself has a name no more, but it has an ARN.
func TestDeployOfAStackThatIsDeletedSaysWhy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const arn = "arn:aws:cloudformation:us-east-1:123456789012:stack/app/1"
		cloud := awstest.New(t)
		awstest.Return[cloudformation.CreateStackInput](cloud, &cloudformation.CreateStackOutput{StackId: aws.String(arn)})
		statuses := []types.StackStatus{types.StackStatusCreateInProgress, types.StackStatusDeleteInProgress, types.StackStatusDeleteComplete}
		awstest.On(cloud, func(_ context.Context, in *cloudformation.DescribeStacksInput) (*cloudformation.DescribeStacksOutput, error) {
			if *in.StackName != arn {
				return nil, awstest.APIError("ValidationError", "Stack with id app does not exist", 400)
			}
			status := statuses[0]
			statuses = statuses[1:]
			return stack(status), nil
		})
		awstest.On(cloud, func(_ context.Context, in *cloudformation.DescribeStackEventsInput) (*cloudformation.DescribeStackEventsOutput, error) {
			assert.Equal(t, arn, *in.StackName)
			return &cloudformation.DescribeStackEventsOutput{StackEvents: []types.StackEvent{{
				EventId: aws.String("1"), StackId: aws.String(arn), LogicalResourceId: aws.String("Queue"),
				ResourceStatus: types.ResourceStatusCreateFailed, ResourceStatusReason: aws.String("no such key"),
			}}}, nil
		})
		app := cfnres.Open(cloud).Stack("app")
		err := app.Deploy(t.Context(), "{}", func(in *cloudformation.CreateStackInput) { in.OnFailure = types.OnFailureDelete })
		assert.EqualError(t, err, `cloudformation: cloudformation.Stack(app): "DELETE_COMPLETE": "Queue": "no such key"`)
		assert.Equal(t, types.StackStatusDeleteComplete, app.Data.StackStatus)
	})
}

// No resource fails when the time is up, an alarm goes off or somebody cancels.
func TestDeployThatWasRolledBackWithoutAFailure(t *testing.T) {
	cloud := exists(t)
	awstest.Return[cloudformation.UpdateStackInput](cloud, &cloudformation.UpdateStackOutput{})
	awstest.Return[cloudformation.DescribeStacksInput](cloud, stack(types.StackStatusUpdateRollbackComplete))
	event := func(status types.ResourceStatus, reason string) types.StackEvent {
		return types.StackEvent{EventId: aws.String(string(status)), StackId: aws.String("arn:app"), PhysicalResourceId: aws.String("arn:app"),
			LogicalResourceId: aws.String("app"), ResourceStatus: status, ResourceStatusReason: aws.String(reason)}
	}
	awstest.Pages[cloudformation.DescribeStackEventsInput](cloud, &cloudformation.DescribeStackEventsOutput{StackEvents: []types.StackEvent{
		event(types.ResourceStatusUpdateRollbackComplete, ""),
		event(types.ResourceStatusUpdateRollbackInProgress, "The alarm went off"),
		event(types.ResourceStatusUpdateInProgress, "User Initiated"),
	}})
	app := cfnres.Open(cloud).Stack("app")
	err := app.Deploy(t.Context(), "{}")
	assert.EqualError(t, err, `cloudformation: cloudformation.Stack(app): "UPDATE_ROLLBACK_COMPLETE": "app": "The alarm went off"`)
	assert.Equal(t, types.StackStatusUpdateRollbackComplete, app.Data.StackStatus)
}

// CloudFormation takes two requests with the same token for one.
func TestDeployHasTokens(t *testing.T) {
	cloud := exists(t)
	awstest.Return[cloudformation.UpdateStackInput](cloud, &cloudformation.UpdateStackOutput{})
	awstest.Return[cloudformation.DescribeStacksInput](cloud, stack(types.StackStatusUpdateComplete))
	require.NoError(t, cfnres.Open(cloud).Stack("app").Deploy(t.Context(), "{}"))
	created, updated := awstest.Calls[cloudformation.CreateStackInput](cloud)[0], awstest.Calls[cloudformation.UpdateStackInput](cloud)[0]
	assert.Regexp(t, `^[a-zA-Z][-a-zA-Z0-9]{1,127}$`, *created.ClientRequestToken)
	assert.Regexp(t, `^[a-zA-Z][-a-zA-Z0-9]{1,127}$`, *updated.ClientRequestToken)
	assert.NotEqual(t, *created.ClientRequestToken, *updated.ClientRequestToken, "a token is for one operation")
}

func TestDeployWhoseEventsCannotBeRead(t *testing.T) {
	cloud := exists(t)
	awstest.Return[cloudformation.UpdateStackInput](cloud, &cloudformation.UpdateStackOutput{})
	awstest.Return[cloudformation.DescribeStacksInput](cloud, stack(types.StackStatusUpdateRollbackComplete))
	awstest.Fail[cloudformation.DescribeStackEventsInput](cloud, awstest.APIError("AccessDenied", "no", 403))
	err := cfnres.Open(cloud).Stack("app").Deploy(t.Context(), "{}")
	assert.EqualError(t, err, `cloudformation: cloudformation.Stack(app): "UPDATE_ROLLBACK_COMPLETE": no event says why`)
	assert.True(t, awserr.IsAccessDenied(err))
}

func TestDeployIsRefused(t *testing.T) {
	cloud := awstest.New(t)
	app := cfnres.Open(cloud).Stack("app")
	assert.ErrorIs(t, app.Deploy(t.Context(), ""), awserr.ErrInvalid)
	assert.ErrorIs(t, app.Deploy(t.Context(), "{}", nil), awserr.ErrInvalid)
	var none *cfnres.Stack
	assert.ErrorIs(t, none.Deploy(t.Context(), "{}"), awserr.ErrInvalid)

	cloud = exists(t)
	rolledBack := "Stack:arn is in ROLLBACK_COMPLETE state and can not be updated."
	awstest.Fail[cloudformation.UpdateStackInput](cloud, awstest.APIError("ValidationError", rolledBack, 400))
	assert.ErrorContains(t, cfnres.Open(cloud).Stack("app").Deploy(t.Context(), "{}"), rolledBack)
}

func ExampleStack_Deploy() {
	cloud := awstest.New(nil)
	awstest.Return[cloudformation.CreateStackInput](cloud, &cloudformation.CreateStackOutput{})
	awstest.Return[cloudformation.DescribeStacksInput](cloud, &cloudformation.DescribeStacksOutput{Stacks: []types.Stack{{
		StackName: aws.String("app"), StackStatus: types.StackStatusCreateComplete,
		Outputs: []types.Output{{OutputKey: aws.String("URL"), OutputValue: aws.String("https://app.example.com")}},
	}}})
	stack := cfnres.Open(cloud).Stack("app")

	const template = `{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}`
	err := stack.Deploy(context.Background(), template, cfnres.Parameters(map[string]string{"Env": "prod"}))
	fmt.Println(stack.Outputs()["URL"], err)
	// Output: https://app.example.com <nil>
}
