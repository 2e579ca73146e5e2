package paginate_test

import (
	"context"
	"encoding/base64"
	"errors"
	"strconv"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/internal/tokens"
	"github.com/awsessentials/essentials/paginate"
)

// What boto3's paginators do, case by case, and where they fall short.

func TestAnOperationWithoutTokensIsRefused(t *testing.T) {
	cloud := awstest.New(t)
	client := sts.NewFromConfig(cloud.Config())
	op := paginate.Op(client.GetCallerIdentity, nil)
	_, err := paginate.Collect(paginate.Pages(t.Context(), op))
	require.ErrorIs(t, err, paginate.ErrNoTokens)
	te, ok := errors.AsType[*paginate.TokensError](err)
	require.True(t, ok)
	assert.Equal(t, "sts.GetCallerIdentity", te.Operation)
	assert.EqualError(t, err, "paginate: sts.GetCallerIdentity: no page token fields found: "+
		"use paginate.OpTokens, or paginate.OpOnce if it has one page")
	_, err = op.NextPage(t.Context())
	require.ErrorIs(t, err, paginate.ErrNoTokens)
	assert.Empty(t, awstest.Calls[sts.GetCallerIdentityInput](cloud), "nothing was requested")
}

func TestAnOperationThatAnswersAllAtOnce(t *testing.T) {
	cloud := awstest.New(t)
	awstest.On(cloud, func(context.Context, *sts.GetCallerIdentityInput) (*sts.GetCallerIdentityOutput, error) {
		return &sts.GetCallerIdentityOutput{Account: aws.String("111122223333")}, nil
	})
	client := sts.NewFromConfig(cloud.Config())
	cur := new(paginate.Cursor)
	op := paginate.With(paginate.OpOnce(client.GetCallerIdentity, nil), paginate.Options{Track: cur})
	accounts, err := paginate.Collect(paginate.Items(t.Context(), op, func(out *sts.GetCallerIdentityOutput) []string {
		return []string{*out.Account}
	}))
	require.NoError(t, err)
	assert.Equal(t, []string{"111122223333"}, accounts)
	assert.True(t, cur.Finished())
}

func TestPagesUntilThereIsNoToken(t *testing.T) {
	for name, last := range map[string]*string{"nil": nil, "empty": aws.String("")} {
		t.Run(name, func(t *testing.T) {
			cloud := awstest.New(t)
			pages := pagesOf(1, 0, 1)
			pages[2].NextToken = last
			awstest.Pages[sns.ListTopicsInput](cloud, pages...)
			client := sns.NewFromConfig(cloud.Config())
			got, err := paginate.Collect(paginate.Pages(t.Context(), paginate.Op(client.ListTopics, nil)))
			require.NoError(t, err)
			assert.Len(t, got, 3, "an empty page is a page")
		})
	}
}

// Pairs page by a name and a version; the version is absent now and then.
type (
	ListPairsInput struct {
		KeyMarker, VersionIdMarker *string
		MaxKeys                    *int32
	}
	ListPairsOutput struct {
		Keys                               []string
		NextKeyMarker, NextVersionIdMarker *string
		IsTruncated                        *bool
	}
)

func TestSeveralTokensAndAbsentOnes(t *testing.T) {
	answers := []*ListPairsOutput{
		{Keys: []string{"a"}, NextKeyMarker: aws.String("a"), NextVersionIdMarker: aws.String("1"), IsTruncated: aws.Bool(true)},
		{Keys: []string{"b"}, NextKeyMarker: aws.String("b"), IsTruncated: aws.Bool(true)},
		{Keys: []string{"c"}},
	}
	var calls []ListPairsInput
	list := func(_ context.Context, in *ListPairsInput, _ ...func(*serviceOptions)) (*ListPairsOutput, error) {
		calls = append(calls, *in)
		return answers[len(calls)-1], nil
	}
	cur := new(paginate.Cursor)
	op := paginate.With(paginate.Op(list, nil), paginate.Options{Track: cur, Limit: 2})
	keys, err := paginate.Collect(paginate.Items(t.Context(), op, func(out *ListPairsOutput) []string { return out.Keys }))
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "b"}, keys)
	state, err := cur.MarshalText()
	require.NoError(t, err)
	op = paginate.With(paginate.Op(list, nil), paginate.Options{Resume: state})
	keys, err = paginate.Collect(paginate.Items(t.Context(), op, func(out *ListPairsOutput) []string { return out.Keys }))
	require.NoError(t, err)
	assert.Equal(t, []string{"c"}, keys)
	assert.Equal(t, []ListPairsInput{
		{},
		{KeyMarker: aws.String("a"), VersionIdMarker: aws.String("1")},
		{KeyMarker: aws.String("b")}, // the absent token leaves the request
	}, calls)
}

func TestTheMoreFlagEndsTheWalkWhateverTheToken(t *testing.T) {
	for name, flag := range map[string]*bool{"false": aws.Bool(false), "absent": nil} {
		t.Run(name, func(t *testing.T) {
			calls := 0
			list := func(context.Context, *ListPairsInput, ...func(*serviceOptions)) (*ListPairsOutput, error) {
				calls++
				return &ListPairsOutput{NextKeyMarker: aws.String("0"), IsTruncated: flag}, nil
			}
			pages, err := paginate.Collect(paginate.Pages(t.Context(), paginate.Op(list, nil)))
			require.NoError(t, err)
			assert.Len(t, pages, 1)
			assert.Equal(t, 1, calls)
		})
	}
}

// boto3 ends here in silence, with what came so far.
func TestMoreWithoutATokenIsAnError(t *testing.T) {
	list := func(context.Context, *ListPairsInput, ...func(*serviceOptions)) (*ListPairsOutput, error) {
		return &ListPairsOutput{Keys: []string{"a"}, IsTruncated: aws.Bool(true)}, nil
	}
	keys, err := paginate.Collect(paginate.Items(t.Context(), paginate.Op(list, nil), func(out *ListPairsOutput) []string { return out.Keys }))
	require.ErrorIs(t, err, paginate.ErrNoTokens)
	require.ErrorIs(t, err, tokens.ErrMissing)
	assert.Equal(t, []string{"a"}, keys, "the page is handed out")
}

// The next token is the last item's id, so it cannot be found by its name.
type (
	ListShardsInput  struct{ ExclusiveStartShardId *string }
	ListShardsOutput struct {
		Shards  []string
		HasMore bool
	}
)

func listShards(_ context.Context, in *ListShardsInput, _ ...func(*serviceOptions)) (*ListShardsOutput, error) {
	switch aws.ToString(in.ExclusiveStartShardId) {
	case "":
		return &ListShardsOutput{Shards: []string{"s0", "s1"}, HasMore: true}, nil
	case "s1":
		return &ListShardsOutput{Shards: []string{"s2"}}, nil
	}
	return nil, errors.New("bad token")
}

func shardsByHand() *paginate.Operation[*ListShardsInput, *ListShardsOutput, serviceOptions] {
	return paginate.OpTokens(listShards, nil,
		func(out *ListShardsOutput) (string, bool) { return out.Shards[len(out.Shards)-1], out.HasMore },
		func(in *ListShardsInput, id string) { in.ExclusiveStartShardId = &id })
}

func TestTokenExpressionsAreFunctions(t *testing.T) {
	_, err := paginate.Collect(paginate.Pages(t.Context(), paginate.Op(listShards, nil)))
	require.ErrorIs(t, err, paginate.ErrNoTokens)

	shards := func(out *ListShardsOutput) []string { return out.Shards }
	got, err := paginate.Collect(paginate.Items(t.Context(), shardsByHand(), shards))
	require.NoError(t, err)
	assert.Equal(t, []string{"s0", "s1", "s2"}, got)

	for stop := 1; stop <= 3; stop++ {
		cur := new(paginate.Cursor)
		first, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(shardsByHand(), paginate.Options{Limit: stop, Track: cur}), shards))
		require.NoError(t, err)
		state, err := cur.MarshalText()
		require.NoError(t, err)
		rest, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(shardsByHand(), paginate.Options{Resume: state}), shards))
		require.NoError(t, err)
		assert.Equal(t, got, append(first, rest...))
	}
}

// Without cursors a token may be of any type at all.
func TestTokensOfAnyType(t *testing.T) {
	type token struct{ shard, offset int }
	service := &numbers{total: 5, size: 2}
	op := paginate.OpTokens(service.ListNumbers, nil,
		func(out *ListNumbersOutput) (token, bool) {
			n, err := strconv.Atoi(aws.ToString(out.NextToken))
			return token{n, n}, err == nil
		},
		func(in *ListNumbersInput, next token) { in.NextToken = aws.String(strconv.Itoa(next.offset)) })
	got, err := paginate.Collect(paginate.Items(t.Context(), op, listed))
	require.NoError(t, err)
	assert.Equal(t, count(0, 5), got)

	cur := new(paginate.Cursor)
	_, err = paginate.Collect(paginate.Items(t.Context(), paginate.With(op, paginate.Options{Track: cur, Limit: 3}), listed))
	require.NoError(t, err)
	_, err = cur.MarshalText()
	require.ErrorContains(t, err, "encoding/json does not give back a paginate_test.token as it was")
}

type (
	ListBlobsInput  struct{ NextToken []byte }
	ListBlobsOutput struct {
		N         []int
		NextToken []byte
	}
)

func TestBinaryTokens(t *testing.T) {
	list := func(_ context.Context, in *ListBlobsInput, _ ...func(*serviceOptions)) (*ListBlobsOutput, error) {
		if len(in.NextToken) == 0 {
			return &ListBlobsOutput{N: []int{1, 2}, NextToken: []byte{0xff, 0, 0xfe}}, nil
		}
		assert.Equal(t, []byte{0xff, 0, 0xfe}, in.NextToken)
		return &ListBlobsOutput{N: []int{3, 4}, NextToken: []byte{}}, nil
	}
	numbers := func(out *ListBlobsOutput) []int { return out.N }
	cur := new(paginate.Cursor)
	_, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(paginate.Op(list, nil), paginate.Options{Limit: 3, Track: cur}), numbers))
	require.NoError(t, err)
	state, err := cur.MarshalText()
	require.NoError(t, err)
	rest, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(paginate.Op(list, nil), paginate.Options{Resume: state}), numbers))
	require.NoError(t, err)
	assert.Equal(t, []int{4}, rest)
}

// boto3 compares neighbours only, and not with the token that it began with.
func TestRepeatedTokensAndLongerCyclesEndTheWalk(t *testing.T) {
	for name, c := range map[string]struct {
		start *string
		next  []string
		pages int
	}{
		"twice in a row":          {nil, []string{"a", "a"}, 2},
		"a cycle of two":          {nil, []string{"a", "b", "a"}, 3},
		"a cycle after a while":   {nil, []string{"a", "b", "c", "d", "b"}, 5},
		"where the walk began":    {aws.String("x"), []string{"x"}, 1},
		"back where it began":     {aws.String("x"), []string{"a", "x"}, 2},
		"GetLogEvents at its end": {aws.String("f/1"), []string{"f/2", "f/2"}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			walk := func(o paginate.Options) (int, error) {
				calls := 0
				list := func(context.Context, *ListNumbersInput, ...func(*serviceOptions)) (*ListNumbersOutput, error) {
					calls++
					return &ListNumbersOutput{Numbers: []int{calls}, NextToken: &c.next[(calls-1)%len(c.next)]}, nil
				}
				op := paginate.With(paginate.Op(list, &ListNumbersInput{NextToken: c.start}), o)
				got, err := paginate.Collect(paginate.Items(t.Context(), op, listed))
				assert.Equal(t, calls, len(got), "the page that the token came with is handed out")
				return calls, err
			}
			calls, err := walk(paginate.Options{})
			require.ErrorIs(t, err, paginate.ErrRepeatedToken)
			assert.Equal(t, c.pages, calls)
			calls, err = walk(paginate.Options{StopOnRepeat: true})
			require.NoError(t, err)
			assert.Equal(t, c.pages, calls)
			calls, err = walk(paginate.Options{Prefetch: 3})
			require.ErrorIs(t, err, paginate.ErrRepeatedToken)
			assert.Equal(t, c.pages, calls)
		})
	}
}

func TestARepeatedTokenEndsAPaginatorOfTheSDKToo(t *testing.T) {
	cloud := awstest.New(t)
	calls := 0
	awstest.On(cloud, func(context.Context, *sns.ListTopicsInput) (*sns.ListTopicsOutput, error) {
		calls++
		return &sns.ListTopicsOutput{NextToken: aws.String([]string{"a", "b"}[calls%2])}, nil
	})
	client := sns.NewFromConfig(cloud.Config())
	_, err := paginate.Collect(paginate.Pages(t.Context(), sns.NewListTopicsPaginator(client, nil)))
	require.ErrorIs(t, err, paginate.ErrRepeatedToken)
	assert.Equal(t, 3, calls)
}

func TestTheCallersInputGoesWithEveryRequestAndIsNotChanged(t *testing.T) {
	service := &numbers{total: 5, size: 2}
	in := &ListNumbersInput{NextToken: aws.String("1"), Filters: []string{"odd"}}
	op := paginate.Op(service.ListNumbers, in)
	in.Filters[0] = "changed after the call"
	got, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(op, paginate.Options{PageSize: 3}), listed))
	require.NoError(t, err)
	assert.Equal(t, count(1, 5), got, "a token in the input is where the walk begins")
	assert.Equal(t, &ListNumbersInput{NextToken: aws.String("1"), Filters: []string{"changed after the call"}}, in)
	for _, call := range service.calls {
		assert.Equal(t, []string{"odd"}, call.Filters)
	}
}

func TestThePageSizeIsTheSameInEveryRequest(t *testing.T) {
	for name, c := range map[string]struct {
		in   int32
		o    paginate.Options
		want []int32
	}{
		"none":                    {0, paginate.Options{}, []int32{0, 0}},
		"of the input":            {4, paginate.Options{}, []int32{4, 4, 4}},
		"of the options":          {4, paginate.Options{PageSize: 5}, []int32{5, 5}},
		"with a limit":            {0, paginate.Options{PageSize: 4, Limit: 6}, []int32{4, 4}},
		"of the input, limited":   {4, paginate.Options{Limit: 9}, []int32{4, 4, 4}},
		"a limit alone adds none": {0, paginate.Options{Limit: 6}, []int32{0}},
		"limit below the size":    {0, paginate.Options{PageSize: 100, Limit: 1}, []int32{100}},
	} {
		t.Run(name, func(t *testing.T) {
			service := &numbers{total: 10, size: 8}
			in := &ListNumbersInput{}
			if c.in > 0 {
				in.MaxResults = &c.in
			}
			got, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(paginate.Op(service.ListNumbers, in), c.o), listed))
			require.NoError(t, err)
			want := 10
			if c.o.Limit > 0 {
				want = min(want, c.o.Limit)
			}
			assert.Equal(t, count(0, want), got)
			assert.Equal(t, c.want, service.sizes())
		})
	}
}

func TestAPageSizeThatTheOperationDoesNotHaveIsRefused(t *testing.T) {
	cloud, client := cloudOf(t, 1)
	op := paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{PageSize: 10})
	_, err := paginate.Collect(paginate.Pages(t.Context(), op))
	require.ErrorIs(t, err, awserr.ErrInvalid)
	assert.EqualError(t, err, "sns.ListTopics: invalid Options.PageSize 10: the operation has no page size")
	assert.Zero(t, requests(cloud))
}

// boto3 counts the first result key of the model, whatever the items are.
func TestLimitCountsTheItemsThatTheUserSees(t *testing.T) {
	service := &numbers{total: 10, size: 3}
	multiplesTwice := func(out *ListNumbersOutput) (items []int) {
		for _, n := range out.Numbers {
			if n%2 == 0 {
				items = append(items, n, n)
			}
		}
		return items
	}
	op := paginate.With(paginate.Op(service.ListNumbers, nil), paginate.Options{Limit: 5})
	got, err := paginate.Collect(paginate.Items(t.Context(), op, multiplesTwice))
	require.NoError(t, err)
	assert.Equal(t, []int{0, 0, 2, 2, 4}, got)
	assert.Len(t, service.calls, 2)
}

func TestLimitOfSlicesCutsTheLastAndOfPagesCountsPages(t *testing.T) {
	service := &numbers{total: 10, size: 3}
	op := paginate.With(paginate.Op(service.ListNumbers, nil), paginate.Options{Limit: 4})
	slices, err := paginate.Collect(paginate.ItemPages(t.Context(), op, listed))
	require.NoError(t, err)
	assert.Equal(t, [][]int{{0, 1, 2}, {3}}, slices)
	assert.Len(t, service.calls, 2)

	pages, err := paginate.Collect(paginate.Pages(t.Context(), paginate.With(op, paginate.Options{Limit: 2})))
	require.NoError(t, err)
	require.Len(t, pages, 2)
	assert.Equal(t, []int{3, 4, 5}, pages[1].Numbers, "a page is never cut")
}

// boto3 empties what it does not page when it resumes, even where nothing was cut.
func TestPagesAreHandedOutAsTheyCame(t *testing.T) {
	service := &numbers{total: 5, size: 3}
	cur := new(paginate.Cursor)
	op := paginate.Op(service.ListNumbers, nil)
	_, err := paginate.Collect(paginate.Pages(t.Context(), paginate.With(op, paginate.Options{Limit: 1, Track: cur})))
	require.NoError(t, err)
	state, err := cur.MarshalText()
	require.NoError(t, err)
	pages, err := paginate.Collect(paginate.Pages(t.Context(), paginate.With(op, paginate.Options{Resume: state})))
	require.NoError(t, err)
	require.Len(t, pages, 1)
	assert.Equal(t, &ListNumbersOutput{Numbers: []int{3, 4}, Summary: "of 5"}, pages[0])
}

// boto3 takes a token of the service that is a JSON object for its own, and
// sends the object's keys as parameters.
func TestAServiceTokenIsNeverTakenForACursor(t *testing.T) {
	state := base64.StdEncoding.EncodeToString([]byte(`{"Secret": "x", "NextToken": "y"}`))
	var got []ListNumbersInput
	list := func(_ context.Context, in *ListNumbersInput, _ ...func(*serviceOptions)) (*ListNumbersOutput, error) {
		got = append(got, *in)
		return &ListNumbersOutput{}, nil
	}
	_, err := paginate.Collect(paginate.Pages(t.Context(), paginate.Op(list, &ListNumbersInput{NextToken: &state})))
	require.NoError(t, err)
	assert.Equal(t, []ListNumbersInput{{NextToken: &state}}, got, "it goes to the service as it is")

	_, err = paginate.Collect(paginate.Pages(t.Context(), paginate.With(paginate.Op(list, nil), paginate.Options{Resume: []byte(state)})))
	require.ErrorIs(t, err, paginate.ErrCursor)
	assert.Len(t, got, 1)
}

func TestSeveralListsOfAPageAreOneSharedWalk(t *testing.T) {
	service := &numbers{total: 6, size: 4}
	var even, odd []int
	for page, err := range paginate.Pages(t.Context(), paginate.Op(service.ListNumbers, nil)) {
		require.NoError(t, err)
		for _, n := range page.Numbers {
			if n%2 == 0 {
				even = append(even, n)
			} else {
				odd = append(odd, n)
			}
		}
	}
	assert.Equal(t, []int{0, 2, 4}, even)
	assert.Equal(t, []int{1, 3, 5}, odd)
	assert.Len(t, service.calls, 2)
}

func TestDrainingInPortionsGivesEveryItemOnce(t *testing.T) {
	for portion := 1; portion <= 11; portion++ {
		var state []byte
		var got []int
		for {
			service := &numbers{total: 10, size: 1 + len(got)%4} // pages change their size between the runs
			cur := new(paginate.Cursor)
			op := paginate.With(paginate.Op(service.ListNumbers, nil), paginate.Options{Limit: portion, Track: cur, Resume: state})
			some, err := paginate.Collect(paginate.Items(t.Context(), op, listed))
			require.NoError(t, err)
			got = append(got, some...)
			if cur.Finished() {
				break
			}
			state, err = cur.MarshalText()
			require.NoError(t, err)
		}
		assert.Equal(t, count(0, 10), got, "portions of %d", portion)
	}
}

// What boto3's build_full_result does by the model is a loop here: lists are
// joined, numbers added, and the rest taken from the first page.
func TestAFullResultIsALoopOverPages(t *testing.T) {
	type totals struct {
		numbers []int
		count   int
		summary string
	}
	service := &numbers{total: 7, size: 3}
	var all totals
	for page, err := range paginate.Pages(t.Context(), paginate.Op(service.ListNumbers, nil)) {
		require.NoError(t, err)
		all.numbers = append(all.numbers, page.Numbers...)
		all.count += len(page.Numbers)
		if all.summary == "" {
			all.summary = page.Summary
		}
	}
	assert.Equal(t, totals{count(0, 7), 7, "of 7"}, all)
}

type ListNestedOutput struct {
	Inner     *struct{ Numbers []int }
	NextToken *string
}

func TestNestedResultsAreAnAccessor(t *testing.T) {
	list := func(_ context.Context, in *ListNumbersInput, _ ...func(*serviceOptions)) (*ListNestedOutput, error) {
		if in.NextToken == nil {
			return &ListNestedOutput{NextToken: aws.String("2")}, nil // without the nested part
		}
		return &ListNestedOutput{Inner: &struct{ Numbers []int }{count(0, 2)}}, nil
	}
	got, err := paginate.Collect(paginate.Items(t.Context(), paginate.Op(list, nil), func(out *ListNestedOutput) []int {
		if out.Inner == nil {
			return nil
		}
		return out.Inner.Numbers
	}))
	require.NoError(t, err)
	assert.Equal(t, count(0, 2), got)
}

// boto3 goes on with the last token, since it changed its own parameters.
func TestASecondRangeBeginsAnew(t *testing.T) {
	service := &numbers{total: 5, size: 2}
	seq := paginate.Items(t.Context(), paginate.Op(service.ListNumbers, nil), listed)
	for range seq {
		break
	}
	for range 2 {
		got, err := paginate.Collect(seq)
		require.NoError(t, err)
		assert.Equal(t, count(0, 5), got)
	}
}
