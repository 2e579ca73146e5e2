package lambdares_test

import (
	"context"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/lambdares"
)

var active = &lambda.GetFunctionOutput{Configuration: &types.FunctionConfiguration{
	FunctionName: aws.String("fn"), FunctionArn: aws.String("arn:aws:lambda:us-east-1:123456789012:function:fn"),
	State: types.StateActive, LastUpdateStatus: types.LastUpdateStatusSuccessful,
}}

func function(cloud *awstest.Cloud) *lambdares.Function {
	return lambdares.New(lambda.NewFromConfig(cloud.Config())).Function("fn")
}

func short(in *lambda.CreateFunctionInput) {
	in.Runtime, in.Handler, in.Role, in.Timeout = types.RuntimePython312, aws.String("f.h"), aws.String("arn:aws:iam::123456789012:role/fn"), aws.Int32(30)
}

func TestDeployCreates(t *testing.T) {
	cloud := awstest.New(t)
	made := false
	awstest.On(cloud, func(context.Context, *lambda.GetFunctionInput) (*lambda.GetFunctionOutput, error) {
		if !made {
			return nil, &types.ResourceNotFoundException{}
		}
		return active, nil
	})
	awstest.On(cloud, func(_ context.Context, in *lambda.CreateFunctionInput) (*lambda.CreateFunctionOutput, error) {
		made = true
		assert.Equal(t, "fn", *in.FunctionName)
		assert.Equal(t, []byte("zip"), in.Code.ZipFile)
		return &lambda.CreateFunctionOutput{}, nil
	})
	fn := function(cloud)
	require.NoError(t, fn.Deploy(t.Context(), []byte("zip"), short))
	assert.Equal(t, active.Configuration.FunctionArn, fn.Data.FunctionArn)
}

func TestDeployUpdatesCodeThenConfiguration(t *testing.T) {
	cloud := awstest.New(t)
	awstest.On(cloud, func(context.Context, *lambda.GetFunctionInput) (*lambda.GetFunctionOutput, error) { return active, nil }).Times(3)
	awstest.InOrder(
		awstest.Return[lambda.UpdateFunctionCodeInput](cloud, &lambda.UpdateFunctionCodeOutput{}),
		awstest.Return[lambda.UpdateFunctionConfigurationInput](cloud, &lambda.UpdateFunctionConfigurationOutput{}),
		awstest.Return[lambda.PublishVersionInput](cloud, &lambda.PublishVersionOutput{Version: aws.String("7")}),
	)
	fn := function(cloud)
	require.NoError(t, fn.Deploy(t.Context(), []byte("zip"), short, func(in *lambda.CreateFunctionInput) { in.Publish = true }))
	assert.Equal(t, []byte("zip"), awstest.Calls[lambda.UpdateFunctionCodeInput](cloud)[0].ZipFile)
	assert.Equal(t, int32(30), *awstest.Calls[lambda.UpdateFunctionConfigurationInput](cloud)[0].Timeout)
	assert.NotNil(t, fn.Data)
}

func TestDeployWithoutCodeIsRefused(t *testing.T) {
	assert.ErrorIs(t, function(awstest.New(t)).Deploy(t.Context(), nil, short), awserr.ErrInvalid)
	var none *lambdares.Function
	assert.ErrorIs(t, none.Deploy(t.Context(), []byte("zip")), awserr.ErrInvalid)
}

func TestInvokeJSONFails(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[lambda.InvokeInput](cloud, &lambda.InvokeOutput{FunctionError: aws.String("Unhandled"),
		Payload: []byte(`{"errorMessage": "no such\norder", "errorType": "KeyError", "stackTrace": []}`)})
	err := function(cloud).InvokeJSON(t.Context(), map[string]int{"order": 1}, nil)
	var failure *lambdares.FunctionError
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, "KeyError", failure.Type)
	assert.Equal(t, "no such\norder", failure.Message)
	assert.Equal(t, `lambda.Invoke: lambda.Function(fn): the function failed: "KeyError": "no such\norder"`, err.Error())
	for payload, want := range map[string]string{
		`{"errorMessage": "Task timed out"}`: `the function failed: "Task timed out"`,
		`{"errorType": "Runtime.ExitError"}`: `the function failed: "Runtime.ExitError"`,
		`no JSON`:                            `the function failed: "no JSON"`,
		strings.Repeat("x", 1000):            `the function failed: "` + strings.Repeat("x", 300) + `..."`,
	} {
		cloud := awstest.New(t)
		awstest.Return[lambda.InvokeInput](cloud, &lambda.InvokeOutput{FunctionError: aws.String("Unhandled"), Payload: []byte(payload)})
		assert.EqualError(t, function(cloud).InvokeJSON(t.Context(), nil, nil), "lambda.Invoke: lambda.Function(fn): "+want)
	}
	assert.JSONEq(t, `{"order": 1}`, string(awstest.Calls[lambda.InvokeInput](cloud)[0].Payload))
}

// TestInvokeJSONRefuses what it could not encode, and what it could not decode
// the answer into: the function is not invoked.
func TestInvokeJSONRefuses(t *testing.T) {
	fn := function(awstest.New(t))
	assert.ErrorIs(t, fn.InvokeJSON(t.Context(), make(chan int), nil), awserr.ErrInvalid)
	assert.ErrorIs(t, fn.InvokeJSON(t.Context(), 1, struct{}{}), awserr.ErrInvalid)
	assert.ErrorIs(t, fn.InvokeJSON(t.Context(), 1, (*int)(nil)), awserr.ErrInvalid)
}

func TestAllowWhatIsThere(t *testing.T) {
	const statement = `{"Statement": [{"Sid": "nightly", "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"},
		"Action": "lambda:InvokeFunction", "Condition": {"ArnLike": {"AWS:SourceArn": "arn:rule/nightly"}}}]}`
	for source, same := range map[string]bool{"arn:rule/nightly": true, "arn:rule/night": false, "": false} {
		cloud := awstest.New(t)
		awstest.Fail[lambda.AddPermissionInput](cloud, &types.ResourceConflictException{Message: aws.String("The statement id (nightly) provided already exists")})
		awstest.Return[lambda.GetPolicyInput](cloud, &lambda.GetPolicyOutput{Policy: aws.String(statement)})
		err := function(cloud).Allow(t.Context(), "nightly", "events.amazonaws.com", source)
		if same {
			assert.NoError(t, err, source)
		} else {
			assert.True(t, awserr.IsAlreadyExists(err), source)
		}
	}
}

func TestAnAliasIsInvokedByItsName(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[lambda.InvokeInput](cloud, &lambda.InvokeOutput{Payload: []byte(`7`)}, &lambda.InvokeOutput{FunctionError: aws.String("Unhandled")})
	fn, n := function(cloud), 0
	require.NoError(t, fn.Alias("live").InvokeJSON(t.Context(), nil, &n))
	assert.Equal(t, 7, n)
	assert.Equal(t, "live", *awstest.Calls[lambda.InvokeInput](cloud)[0].Qualifier)
	var failure *lambdares.FunctionError
	require.ErrorAs(t, fn.Version("3").InvokeJSON(t.Context(), nil, nil), &failure)
	assert.Equal(t, "Version", failure.Function.Type)
	var none *lambdares.Alias
	assert.ErrorIs(t, none.InvokeJSON(t.Context(), nil, nil), awserr.ErrInvalid)
}

func TestAnAliasIsLoaded(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[lambda.GetAliasInput](cloud, &lambda.GetAliasOutput{FunctionVersion: aws.String("3"), Name: aws.String("live")})
	alias := function(cloud).Alias("live")
	require.NoError(t, alias.Load(t.Context()))
	assert.Equal(t, "3", *alias.Data.FunctionVersion)
}
