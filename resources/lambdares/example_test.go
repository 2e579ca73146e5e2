package lambdares_test

import (
	"context"
	"fmt"
	"log"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/lambdares"
)

func ExampleFunction_InvokeJSON() {
	cloud := awstest.New(nil)
	awstest.Return[lambda.InvokeInput](cloud, &lambda.InvokeOutput{StatusCode: 200, Payload: []byte(`{"total": 42}`)})
	fns := lambdares.Open(cloud)

	var answer struct{ Total int }
	err := fns.Function("orders").InvokeJSON(context.Background(), map[string]string{"customer": "c-1"}, &answer)
	fmt.Println(answer.Total, err)
	// Output: 42 <nil>
}

// Deploy creates the function, or updates the one that is there.
func ExampleFunction_Deploy() {
	cloud := awstest.New(nil)
	awstest.On(cloud, func(context.Context, *lambda.GetFunctionInput) (*lambda.GetFunctionOutput, error) { return active, nil })
	awstest.Return[lambda.UpdateFunctionCodeInput](cloud, &lambda.UpdateFunctionCodeOutput{})
	awstest.Return[lambda.UpdateFunctionConfigurationInput](cloud, &lambda.UpdateFunctionConfigurationOutput{})
	fns := lambdares.Open(cloud)

	ctx, zip := context.Background(), []byte("...")
	fn := fns.Function("fn")
	err := fn.Deploy(ctx, zip, func(in *lambda.CreateFunctionInput) {
		in.Runtime, in.Handler, in.Role = types.RuntimePython312, aws.String("f.handler"), aws.String("arn:aws:iam::123456789012:role/fn")
	})
	fmt.Println(*fn.Data.FunctionArn, err)
	// Output: arn:aws:lambda:us-east-1:123456789012:function:fn <nil>
}

// Functions that run on an old runtime.
func ExampleLambda_Functions() {
	cloud := awstest.New(nil)
	awstest.Return[lambda.ListFunctionsInput](cloud, &lambda.ListFunctionsOutput{Functions: []types.FunctionConfiguration{
		{FunctionName: aws.String("new"), Runtime: types.RuntimePython312},
		{FunctionName: aws.String("old"), Runtime: types.RuntimePython37},
	}})
	fns := lambdares.Open(cloud)

	old := fns.Functions().Filter(func(f *lambdares.Function) bool { return f.Data.Runtime == types.RuntimePython37 })
	for fn, err := range old.All(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(fn.Name)
	}
	// Output: old
}
