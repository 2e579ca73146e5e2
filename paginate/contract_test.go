package paginate_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/internal/seqtest"
	"github.com/awsessentials/essentials/paginate"
)

var errBroken = errors.New("the service is broken")

// brokenAfter is a client whose calls fail after the first n.
func brokenAfter(t *testing.T, n int, sizes ...int) *sns.Client {
	cloud := awstest.New(t)
	calls := 0
	pages := awstest.Pages[sns.ListTopicsInput](cloud, pagesOf(sizes...)...).Optional()
	pages.When(func(*sns.ListTopicsInput) bool { calls++; return calls <= n })
	awstest.Fail[sns.ListTopicsInput](cloud, errBroken).Optional()
	return sns.NewFromConfig(cloud.Config())
}

func TestContract(t *testing.T) {
	sizes := []int{2, 0, 3, 1}
	needed := []int{0, 1, 1, 3, 3, 3, 4}
	type pager = paginate.Pager[*sns.ListTopicsOutput, sns.Options]
	pagers := map[string]func(*sns.Client) pager{
		"op": func(c *sns.Client) pager { return paginate.Op(c.ListTopics, nil) },
		"tokens": func(c *sns.Client) pager {
			return paginate.OpTokens(c.ListTopics, nil,
				func(out *sns.ListTopicsOutput) (*string, bool) { return out.NextToken, out.NextToken != nil },
				func(in *sns.ListTopicsInput, token *string) { in.NextToken = token })
		},
		"sdk": func(c *sns.Client) pager { return sns.NewListTopicsPaginator(c, nil) },
	}
	for name, pagerOf := range pagers {
		for _, prefetch := range []int{0, 1, 3} {
			options := paginate.Options{Prefetch: prefetch, OnPage: func(paginate.Progress) {}}
			t.Run(fmt.Sprintf("items/%s/prefetch %d", name, prefetch), func(t *testing.T) {
				items := func(c *sns.Client) func(context.Context) iter.Seq2[string, error] {
					return func(ctx context.Context) iter.Seq2[string, error] {
						return paginate.Items(ctx, paginate.With(pagerOf(c), options), topicARNs)
					}
				}
				seqtest.Run(t, func(t *testing.T) seqtest.Subject[string] {
					cloud, client := cloudOf(t, sizes...)
					s := seqtest.Subject[string]{
						Seq: items(client), Want: arns(0, 6),
						Requests: func() int { return requests(cloud) },
						Broken: map[int]func(context.Context) iter.Seq2[string, error]{
							0: items(brokenAfter(t, 0, sizes...)), 2: items(brokenAfter(t, 2, sizes...)), 5: items(brokenAfter(t, 3, sizes...)),
						},
						Cause:     errBroken,
						SingleUse: name == "sdk",
					}
					if prefetch == 0 {
						s.Needed = func(n int) int { return needed[n] }
					}
					return s
				})
			})
			t.Run(fmt.Sprintf("pages/%s/prefetch %d", name, prefetch), func(t *testing.T) {
				// By what is in them, since each page has its own metadata.
				pages := func(c *sns.Client) func(context.Context) iter.Seq2[string, error] {
					return func(ctx context.Context) iter.Seq2[string, error] {
						seq := paginate.Pages(ctx, paginate.With(pagerOf(c), options))
						return func(yield func(string, error) bool) {
							for page, err := range seq {
								text := ""
								if err == nil {
									text = fmt.Sprint("page of ", topicARNs(page))
								} else if page != nil {
									text = "a page came with the error"
								}
								if !yield(text, err) {
									return
								}
							}
						}
					}
				}
				seqtest.Run(t, func(t *testing.T) seqtest.Subject[string] {
					cloud, client := cloudOf(t, sizes...)
					s := seqtest.Subject[string]{
						Seq:      pages(client),
						Requests: func() int { return requests(cloud) },
						Broken:   map[int]func(context.Context) iter.Seq2[string, error]{0: pages(brokenAfter(t, 0, sizes...)), 3: pages(brokenAfter(t, 3, sizes...))},
						Cause:    errBroken, SingleUse: name == "sdk",
					}
					for _, page := range pagesOf(sizes...) {
						s.Want = append(s.Want, fmt.Sprint("page of ", topicARNs(page)))
					}
					if prefetch == 0 {
						s.Needed = func(n int) int { return n }
					}
					return s
				})
			})
			t.Run(fmt.Sprintf("slices/%s/prefetch %d", name, prefetch), func(t *testing.T) {
				slices := func(c *sns.Client) func(context.Context) iter.Seq2[[]string, error] {
					return func(ctx context.Context) iter.Seq2[[]string, error] {
						return paginate.ItemPages(ctx, paginate.With(pagerOf(c), options), topicARNs)
					}
				}
				seqtest.Run(t, func(t *testing.T) seqtest.Subject[[]string] {
					cloud, client := cloudOf(t, 2, 1, 2)
					return seqtest.Subject[[]string]{
						Seq: slices(client), Want: [][]string{arns(0, 2), arns(2, 3), arns(3, 5)},
						Requests: func() int { return requests(cloud) },
						Broken:   map[int]func(context.Context) iter.Seq2[[]string, error]{1: slices(brokenAfter(t, 1, 2, 1, 2))},
						Cause:    errBroken, SingleUse: name == "sdk",
					}
				})
			})
		}
	}
}
