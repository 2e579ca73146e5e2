package collections_test

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/paginate"
)

func TestListFindsTheListByTheTypeOfItsItems(t *testing.T) {
	s := &service{numbers: count(25)}
	numbers := collections.List[int](s.ListNumbers, nil)
	assert.Equal(t, count(25), collect(t, numbers))
	assert.Equal(t, count(12), collect(t, numbers.PageSize(5).Limit(12)))
	pointers := collect(t, collections.List[*int](s.ListNumbers, nil))
	require.Len(t, pointers, 25)
	assert.Equal(t, 24, *pointers[24])
	once := collections.ListOf[int](paginate.OpOnce(s.ListNumbers, nil))
	assert.Equal(t, count(10), collect(t, once), "one page")
}

func TestListOfATypeThatNamesNoListIsRefusedBeforeAnyRequest(t *testing.T) {
	cloud := awstest.New(t)
	client := sns.NewFromConfig(cloud.Config())
	listing := collections.List[types.Subscription](client.ListTopics, nil).Limit(3)
	for name, c := range map[string]collections.Collection[types.Subscription]{
		"itself":  listing.Collection,
		"changed": listing.With(func(*sns.ListTopicsInput) {}).Collection,
	} {
		_, err := c.Collect(t.Context())
		require.ErrorIs(t, err, awserr.ErrInvalid, name)
		assert.EqualError(t, err, `collections.List: invalid type of the items "types.Subscription": ListTopicsOutput has no list of that type, but Topics []types.Topic; use From`, name)
	}
	byValue := func(context.Context, ListNumbersInput, ...func(*Options)) (ListNumbersOutput, error) {
		return ListNumbersOutput{}, nil
	}
	_, err := collections.List[int](byValue, ListNumbersInput{}).Limit(1).Collect(t.Context())
	require.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = collections.ListOf[int, *ListNumbersInput, *ListNumbersOutput, Options](nil).Collect(t.Context())
	require.ErrorIs(t, err, awserr.ErrInvalid)
}

// shelf is a type of another package that is a Source.
type shelf struct {
	books collections.Collection[string]
}

func (s shelf) AsCollection() collections.Collection[string] { return s.books }

func one(n int) collections.Source[int] { return collections.Of(n) }

func TestSourcesOfDifferentTypesAreCombined(t *testing.T) {
	s := &service{numbers: count(3)}
	assert.Equal(t, []int{0, 1, 2, 7, 8}, collect(t, collections.Concat(s.all(), collections.Of(7, 8))))
	assert.Equal(t, []string{"a", "b"}, collect(t, collections.Concat(shelf{collections.Of("a")}, collections.Of("b"))))
	assert.Len(t, collect(t, collections.Merge(collections.MergeOptions{}, s.all(), one(1), collections.Of(2))), 5)
}
