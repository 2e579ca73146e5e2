package handover_test

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/lambda/handover"
)

// A function that gives log groups a retention, of which an account may have
// more than 15 minutes can see. In a function, Next is handover.Self(lambdaClient),
// and main ends with lambda.StartHandlerFunc(job.Handle).
func Example() {
	client := logs{n: 120}
	all := collections.List[types.LogGroup](client.DescribeLogGroups, nil)

	type totals struct{ Changed int }
	job, err := handover.New(all, func(_ context.Context, group types.LogGroup, sum *totals) error {
		if group.RetentionInDays == nil {
			sum.Changed++ // PutRetentionPolicy(ctx, ...)
		}
		return nil
	}, handover.Options[totals]{
		Finish: func(_ context.Context, p handover.Progress[totals]) error {
			fmt.Println(p.Items, "groups,", p.Totals.Changed, "changed in", p.Invocations, "invocation")
			return nil
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	res, err := job.Handle(context.Background(), []byte(`{}`))
	fmt.Println(res.Done, err)
	// Output:
	// 120 groups, 120 changed in 1 invocation
	// true <nil>
}
