package collections_test

// What boto3's collections do and where they fall short, each as a test; those
// of limit(0), batch actions and forks stand beside the rest of their step.

import (
	"context"
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/paginate"
)

type ListJobsInput struct {
	Marker *string
	Limit  *int32
}

type ListJobsOutput struct {
	Marker *string
	Jobs   []string
}

// boto3's filter takes names of its own, limit and page_size, which a request
// may have too: glacier's Limit cannot be set through it.
func TestWithReachesARequestFieldThatIsNamedLikeAStep(t *testing.T) {
	var asked []int32
	list := func(_ context.Context, in *ListJobsInput, _ ...func(*Options)) (*ListJobsOutput, error) {
		asked = append(asked, *in.Limit)
		return &ListJobsOutput{Marker: new(fmt.Sprint(len(asked))), Jobs: make([]string, *in.Limit)}, nil
	}
	c := collections.From(list, nil, func(out *ListJobsOutput) []string { return out.Jobs }).
		Limit(7).With(func(in *ListJobsInput) { in.Limit = new(int32(5)) })
	assert.Len(t, collect(t, c), 7)
	assert.Equal(t, []int32{5, 5}, asked)
}

type reservation struct{ Instances []string }

type DescribeReservationsInput struct {
	NextToken  *string
	MaxResults *int32
}

type DescribeReservationsOutput struct {
	NextToken    *string
	Reservations []reservation
}

// boto3's limit counts reservations where the user sees instances, and so can
// end too early.
func TestLimitCountsWhatTheUserSeesAlsoWhenItIsNested(t *testing.T) {
	for _, perReservation := range []int{0, 1, 3, 5} {
		requests := 0
		describe := func(_ context.Context, in *DescribeReservationsInput, _ ...func(*Options)) (*DescribeReservationsOutput, error) {
			requests++
			out := &DescribeReservationsOutput{Reservations: make([]reservation, 2)}
			for i := range out.Reservations {
				out.Reservations[i].Instances = make([]string, perReservation)
			}
			if requests < 20 {
				out.NextToken = new(fmt.Sprint(requests))
			}
			return out, nil
		}
		instances := collections.List[string](describe, nil)
		assert.Len(t, collect(t, instances.Limit(7)), min(7, 40*perReservation))
		if perReservation > 0 {
			assert.Equal(t, (7+2*perReservation-1)/(2*perReservation), requests)
		}
	}
}

// As in boto3: some services count what they look at and not what they return.
func TestPageSizeIsTheSameInAllRequests(t *testing.T) {
	s := &service{numbers: count(25)}
	assert.Len(t, collect(t, s.all().Limit(12).PageSize(10)), 12)
	assert.Equal(t, []int{10, 10}, s.asked())
}

// In boto3 9 of 87 collections fail on page_size, and only when iterated.
func TestPageSizeOfAnOperationThatHasNoneIsRefusedBeforeAnyRequest(t *testing.T) {
	cloud := awstest.New(t)
	client := sns.NewFromConfig(cloud.Config())
	_, err := collections.From(client.ListTopics, nil, topicsOf).PageSize(5).Collect(t.Context())
	require.ErrorIs(t, err, awserr.ErrInvalid)
	require.ErrorContains(t, err, "ListTopics")
	assert.Empty(t, awstest.Calls[sns.ListTopicsInput](cloud))
}

type DescribeRegionsInput struct{}

type DescribeRegionsOutput struct{ Regions []string }

// In boto3 an operation without pages is one page, and limit(0) of it gives an item.
func TestAnOperationWithoutPagesIsOnePage(t *testing.T) {
	requests := 0
	describe := func(context.Context, *DescribeRegionsInput, ...func(*Options)) (*DescribeRegionsOutput, error) {
		requests++
		return &DescribeRegionsOutput{Regions: []string{"a", "b", "c"}}, nil
	}
	regions := collections.FromOperation(paginate.OpOnce(describe, nil), func(out *DescribeRegionsOutput) []string { return out.Regions })
	var pages [][]string
	for page, err := range regions.Limit(2).Pages(t.Context()) {
		require.NoError(t, err)
		pages = append(pages, page)
	}
	assert.Equal(t, [][]string{{"a", "b"}}, pages)
	assert.Equal(t, 1, requests)
	assert.Empty(t, collect(t, regions.Limit(0)))
	assert.Equal(t, 1, requests)

	_, err := collections.From(describe, nil, func(out *DescribeRegionsOutput) []string { return out.Regions }).Collect(t.Context())
	require.ErrorIs(t, err, paginate.ErrNoTokens, "a guess would lose pages in silence")
}

// In boto3 the last of several limits holds, whatever stands between.
func TestALimitHoldsForWhatIsBeforeItInTheChain(t *testing.T) {
	s := &service{numbers: count(25)}
	assert.Len(t, collect(t, s.all().Limit(5).Limit(10)), 5)
	assert.Equal(t, []int{0, 2, 4}, collect(t, s.all().Limit(5).Filter(even)))
	assert.Equal(t, []int{0, 2, 4, 6, 8}, collect(t, s.all().Filter(even).Limit(5)))
}

func TestTheLastPageSizeHolds(t *testing.T) {
	s := &service{numbers: count(25)}
	collect(t, s.all().PageSize(20).PageSize(13))
	assert.Equal(t, []int{13, 13}, s.asked())
}
