package paginate_test

import (
	"fmt"
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
