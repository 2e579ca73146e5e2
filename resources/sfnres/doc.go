// Package sfnres provides typed resources of AWS Step Functions: machines, executions
// and the events of their history.
//
//	sfn.start_execution(stateMachineArn=arn, input=...)    | sfns.Machine(arn).Start(ctx, v)
//	sfn.describe_execution(...) in a loop                  | execution.Wait(ctx, &result, opts)
//	sfn.get_paginator("get_execution_history")             | execution.History()
//	sfn.list_executions(statusFilter="FAILED")             | machine.Executions().With(failed)
//	sfn.redrive_execution(executionArn=arn)                | execution.Redrive(ctx)
//
// where sfns is sfnres.Open(sess). Start with [Open] or [New].
package sfnres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service sfn -entry SFN -about "AWS Step Functions"
