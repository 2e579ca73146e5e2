// Package sfnres is AWS Step Functions as typed resources.
//
//	sfn.start_execution(stateMachineArn=arn, input=json.dumps(v))  sfns.Machine(arn).Start(ctx, v)
//	sfn.describe_execution(executionArn=arn) in a loop             execution.Wait(ctx, &out, opts)
package sfnres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service sfn -entry SFN -about "AWS Step Functions"
