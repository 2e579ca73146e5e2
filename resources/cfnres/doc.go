// Package cfnres provides typed resources of AWS CloudFormation:
// boto3.resource("cloudformation") in Go.
//
//	cfn = boto3.resource("cloudformation")                  | cfn := cfnres.Open(sess)
//	cfn.create_stack(StackName="s", TemplateBody=t)         | cfn.CreateStack(ctx, "s", func(in *cloudformation.CreateStackInput) { in.TemplateBody = &t })
//	client.get_waiter("stack_create_complete").wait(...)    | stack.WaitUntilCreated(ctx, opts)
//	create_stack, or update_stack if it exists, and wait    | stack.Deploy(ctx, t, cfnres.Parameters(map[string]string{"Env": "prod"}))
//	stack.outputs                                           | stack.Outputs() // a map
//	stack.resource_summaries.all()                          | stack.ResourceSummaries().All(ctx)
//	cfn.stacks.all()                                        | cfn.Stacks().All(ctx)
//
// Start with [Open] or [New].
package cfnres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service cloudformation -entry CloudFormation -about "AWS CloudFormation"
