package paginate_test

import (
	"context"
	"errors"
	"strconv"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/paginate"
)

func TestListFindsTheListByItsType(t *testing.T) {
	_, client := cloudOf(t, 3, 0, 2)
	var got []string
	for topic, err := range paginate.List[types.Topic](t.Context(), client.ListTopics, nil) {
		require.NoError(t, err)
		got = append(got, *topic.TopicArn)
	}
	assert.Equal(t, arns(0, 5), got)

	pointers, err := paginate.Collect(paginate.List[*types.Topic](t.Context(), client.ListTopics, &sns.ListTopicsInput{}))
	require.NoError(t, err)
	assert.Len(t, pointers, 5)
	assert.Equal(t, arn(4), *pointers[4].TopicArn)
}

func TestListOfTakesOptionsAndPaginatorsOfTheSDK(t *testing.T) {
	_, client := cloudOf(t, 3, 2)
	limited := paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{Limit: 4})
	got, err := paginate.Collect(paginate.ListOf[types.Topic](t.Context(), limited))
	require.NoError(t, err)
	assert.Len(t, got, 4)
	got, err = paginate.Collect(paginate.ListOf[types.Topic](t.Context(), sns.NewListTopicsPaginator(client, nil)))
	require.NoError(t, err)
	assert.Len(t, got, 5)

	service := &numbers{total: 9, size: 4}
	byHand := paginate.OpTokens(service.ListNumbers, nil,
		func(out *ListNumbersOutput) (int, bool) {
			n, err := strconv.Atoi(aws.ToString(out.NextToken))
			return n, err == nil
		},
		func(in *ListNumbersInput, n int) { in.NextToken = new(strconv.Itoa(n)) })
	n, err := paginate.Collect(paginate.ListOf[int](t.Context(), byHand))
	require.NoError(t, err)
	assert.Equal(t, count(0, 9), n)
}

func TestATypeThatNamesNoListIsRefusedBeforeAnyRequest(t *testing.T) {
	cloud, client := cloudOf(t, 3)
	_, err := paginate.Collect(paginate.List[types.Subscription](t.Context(), client.ListTopics, nil))
	require.ErrorIs(t, err, awserr.ErrInvalid)
	assert.EqualError(t, err, `sns.ListTopics: invalid type of the items "types.Subscription": ListTopicsOutput has no list of that type, but Topics []types.Topic; use Items`)
	assert.Zero(t, requests(cloud))
}

// Operations of other shapes than the SDK's are refused and do not panic.
func TestOperationsThatAreNotOfTheSDKsShapeAreRefused(t *testing.T) {
	ctx := t.Context()
	byValue := func(context.Context, ListNumbersInput, ...func(*serviceOptions)) (ListNumbersOutput, error) {
		return ListNumbersOutput{}, errors.New("called")
	}
	outByValue := func(context.Context, *ListNumbersInput, ...func(*serviceOptions)) (ListNumbersOutput, error) {
		return ListNumbersOutput{}, errors.New("called")
	}
	ofText := func(context.Context, *string, ...func(*serviceOptions)) (*string, error) {
		return nil, errors.New("called")
	}
	ofAny := func(context.Context, any, ...func(*serviceOptions)) (any, error) { return nil, errors.New("called") }
	var zero paginate.Operation[*ListNumbersInput, *ListNumbersOutput, serviceOptions]
	var none *paginate.Operation[*ListNumbersInput, *ListNumbersOutput, serviceOptions]
	service := &numbers{total: 3}
	for name, err := range map[string]error{
		"input by value":         last(paginate.List[int](ctx, byValue, ListNumbersInput{})),
		"output by value":        last(paginate.List[int](ctx, outByValue, nil)),
		"text":                   last(paginate.List[int](ctx, ofText, nil)),
		"any":                    last(paginate.List[int](ctx, ofAny, nil)),
		"OpTokens by value":      last(paginate.Pages(ctx, paginate.OpTokens(byValue, ListNumbersInput{}, func(ListNumbersOutput) (int, bool) { return 0, false }, func(ListNumbersInput, int) {}))),
		"OpOnce by value":        last(paginate.Pages(ctx, paginate.OpOnce(byValue, ListNumbersInput{}))),
		"With of by value":       last(paginate.Pages(ctx, paginate.Op(byValue, ListNumbersInput{}).With(func(ListNumbersInput) {}))),
		"the zero Operation":     last(paginate.ListOf[int](ctx, &zero)),
		"With of the zero":       last(paginate.ListOf[int](ctx, zero.With(func(*ListNumbersInput) {}))),
		"With of nil":            last(paginate.ListOf[int](ctx, none.With(func(*ListNumbersInput) {}))),
		"a nil Operation":        last(paginate.ListOf[int](ctx, none)),
		"a nil pager":            last(paginate.ListOf[int](ctx, paginate.Pager[*ListNumbersOutput, serviceOptions](nil))),
		"a nil list and pager":   last(paginate.ListOf[bool](ctx, paginate.Pager[*ListNumbersOutput, serviceOptions](nil))),
		"a nil context":          last(paginate.List[int](noContext, service.ListNumbers, nil)),
		"a nil pager with":       last(paginate.ListOf[int](ctx, paginate.With[*ListNumbersOutput, serviceOptions](nil, paginate.Options{Limit: 1}))),
		"NextPage of the zero":   nextPage(ctx, &zero),
		"NextPage of nil":        nextPage(ctx, none),
		"NextPage, nil context":  nextPage(noContext, paginate.Op(service.ListNumbers, nil)),
		"Collect of no sequence": last[int](nil),
	} {
		assert.ErrorIs(t, err, awserr.ErrInvalid, name)
	}
	assert.Empty(t, service.calls)
	_, _, err := paginate.First[int](nil)
	assert.ErrorIs(t, err, awserr.ErrInvalid)
}

func nextPage(ctx context.Context, op *paginate.Operation[*ListNumbersInput, *ListNumbersOutput, serviceOptions]) error {
	if !op.HasMorePages() {
		return errors.New("no more pages")
	}
	_, err := op.NextPage(ctx)
	return err
}

func last[T any](seq func(func(T, error) bool)) error {
	_, err := paginate.Collect(seq)
	return err
}

// noContext is what a caller gives who forgets that a context must not be nil.
var noContext context.Context
