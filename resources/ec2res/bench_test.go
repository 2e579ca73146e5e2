package ec2res_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/resources/ec2res"
)

// paged answers with pages of a thousand instances, without any decoding.
type paged []*ec2.DescribeInstancesOutput

func (p paged) DescribeInstances(_ context.Context, in *ec2.DescribeInstancesInput, _ ...func(*ec2.Options)) (*ec2.DescribeInstancesOutput, error) {
	n := 0
	if in.NextToken != nil {
		_, _ = fmt.Sscan(*in.NextToken, &n)
	}
	return p[n], nil
}

func pages(n int) paged {
	p := make(paged, n)
	for i := range p {
		out := &ec2.DescribeInstancesOutput{}
		for k := range 500 {
			out.Reservations = append(out.Reservations, types.Reservation{Instances: []types.Instance{
				{InstanceId: aws.String(fmt.Sprint("i-a", i, k))}, {InstanceId: aws.String(fmt.Sprint("i-b", i, k))},
			}})
		}
		if i+1 < n {
			out.NextToken = aws.String(fmt.Sprint(i + 1))
		}
		p[i] = out
	}
	return p
}

// BenchmarkInstances ranges over 10,000 instances: with the SDK's paginator, and
// as resources. The difference is what a resource costs.
func BenchmarkInstances(b *testing.B) {
	const perPage, count = 1000, 10
	api := pages(count)
	ctx := context.Background()
	report := func(b *testing.B, total int) {
		if total != b.N*perPage*count {
			b.Fatal(total)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(total), "ns/item")
	}
	b.Run("sdk", func(b *testing.B) {
		b.ReportAllocs()
		total := 0
		for range b.N {
			p := ec2.NewDescribeInstancesPaginator(api, &ec2.DescribeInstancesInput{})
			for p.HasMorePages() {
				out, err := p.NextPage(ctx)
				if err != nil {
					b.Fatal(err)
				}
				for _, r := range out.Reservations {
					for i := range r.Instances {
						if *r.Instances[i].InstanceId != "" {
							total++
						}
					}
				}
			}
		}
		report(b, total)
	})
	b.Run("resources", func(b *testing.B) {
		b.ReportAllocs()
		total := 0
		for range b.N {
			for i, err := range ec2res.NewFrom(api).Instances().All(ctx) {
				if err != nil {
					b.Fatal(err)
				}
				if i.ID != "" {
					total++
				}
			}
		}
		report(b, total)
	})
}
