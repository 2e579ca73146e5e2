package handover_test

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/lambda/handover"
)

// instant answers with one page of 10,000 groups.
func instant(context.Context, *cloudwatchlogs.DescribeLogGroupsInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.DescribeLogGroupsOutput, error) {
	return &cloudwatchlogs.DescribeLogGroupsOutput{LogGroups: make([]types.LogGroup, 10_000)}, nil
}

// What a job costs for each item, beside a loop over the same collection. The
// position after each item is kept as text, so that any of them may be the last.
func BenchmarkItem(b *testing.B) {
	items := collections.List[types.LogGroup](instant, nil)
	b.Run("loop", func(b *testing.B) {
		n := 0
		for b.Loop() {
			for _, err := range items.All(b.Context()) {
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/item")
	})
	b.Run("job", func(b *testing.B) {
		n := 0
		job, err := handover.New(items, func(context.Context, types.LogGroup, *totals) error { n++; return nil }, handover.Options[totals]{})
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := job.Handle(b.Context(), []byte(`{}`)); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/item")
	})
}
