package paginate_test

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"

	"github.com/awsessentials/essentials/awstest"
)

// cloudOf is a cloud whose topics come in pages of the given sizes, and a
// client for it.
func cloudOf(t testing.TB, sizes ...int) (*awstest.Cloud, *sns.Client) {
	t.Helper()
	cloud := awstest.New(t)
	awstest.Pages[sns.ListTopicsInput](cloud, pagesOf(sizes...)...).Optional()
	return cloud, sns.NewFromConfig(cloud.Config())
}

// pagesOf numbers the topics from 0 over all pages.
func pagesOf(sizes ...int) []*sns.ListTopicsOutput {
	var pages []*sns.ListTopicsOutput
	n := 0
	for _, size := range sizes {
		page := &sns.ListTopicsOutput{}
		for range size {
			page.Topics = append(page.Topics, types.Topic{TopicArn: aws.String(arn(n))})
			n++
		}
		pages = append(pages, page)
	}
	return pages
}

func arn(n int) string { return fmt.Sprintf("arn:aws:sns:us-east-1:111122223333:topic-%d", n) }

func arns(from, to int) []string {
	var all []string
	for n := from; n < to; n++ {
		all = append(all, arn(n))
	}
	return all
}

// topicARNs is an items function.
func topicARNs(out *sns.ListTopicsOutput) []string {
	var all []string
	for _, t := range out.Topics {
		all = append(all, *t.TopicArn)
	}
	return all
}

func requests(cloud *awstest.Cloud) int { return len(awstest.Calls[sns.ListTopicsInput](cloud)) }

// numbers is a service that lists the numbers from 0 to total, in pages of any
// size, and gives the number that comes next as token.
type numbers struct {
	total int
	size  int // of pages that no size is asked for

	mu    sync.Mutex
	calls []ListNumbersInput
}

type (
	// The names and types are those that operations of AWS have.
	ListNumbersInput struct {
		NextToken  *string
		MaxResults *int32
		Filters    []string
		Secret     *string
	}
	ListNumbersOutput struct {
		Numbers   []int
		Summary   string
		NextToken *string
	}
	serviceOptions struct{}
)

func (s *numbers) ListNumbers(ctx context.Context, in *ListNumbersInput, _ ...func(*serviceOptions)) (*ListNumbersOutput, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, *in)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	from, size := 0, s.size
	if in.NextToken != nil {
		n, err := strconv.Atoi(*in.NextToken)
		if err != nil {
			return nil, fmt.Errorf("bad token %q", *in.NextToken)
		}
		from = n
	}
	if in.MaxResults != nil {
		size = int(*in.MaxResults)
	}
	out := &ListNumbersOutput{Summary: "of " + strconv.Itoa(s.total)}
	for n := from; n < min(from+size, s.total); n++ {
		out.Numbers = append(out.Numbers, n)
	}
	if from+size < s.total {
		out.NextToken = aws.String(strconv.Itoa(from + size))
	}
	return out, nil
}

func (s *numbers) sizes() []int32 {
	var sizes []int32
	for _, in := range s.calls {
		sizes = append(sizes, aws.ToInt32(in.MaxResults))
	}
	return sizes
}

func listed(out *ListNumbersOutput) []int { return out.Numbers }

func count(from, to int) []int {
	var all []int
	for n := from; n < to; n++ {
		all = append(all, n)
	}
	return all
}
