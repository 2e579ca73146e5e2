package dynamores_test

import (
	"context"
	"fmt"
	"iter"
	"testing"
	"testing/synctest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources/dynamores"
)

// shelf is a table in memory, one request at a time.
type shelf struct {
	answer func(call int, r types.WriteRequest) (unprocessed bool, err error)

	calls   int
	written map[string]int
}

func (s *shelf) DescribeTable(context.Context, *dynamodb.DescribeTableInput, ...func(*dynamodb.Options)) (*dynamodb.DescribeTableOutput, error) {
	return &dynamodb.DescribeTableOutput{Table: &types.TableDescription{KeySchema: []types.KeySchemaElement{{AttributeName: aws.String("id"), KeyType: types.KeyTypeHash}}}}, nil
}

func (s *shelf) BatchWriteItem(_ context.Context, in *dynamodb.BatchWriteItemInput, _ ...func(*dynamodb.Options)) (*dynamodb.BatchWriteItemOutput, error) {
	s.calls++
	out := &dynamodb.BatchWriteItemOutput{UnprocessedItems: map[string][]types.WriteRequest{}}
	taken := 0.0
	for table, requests := range in.RequestItems {
		for _, r := range requests {
			left, err := s.answer(s.calls, r)
			if err != nil {
				return nil, err
			}
			if left {
				out.UnprocessedItems[table] = append(out.UnprocessedItems[table], r)
				continue
			}
			taken++
			s.written[id(r.PutRequest.Item)]++
		}
	}
	out.ConsumedCapacity = []types.ConsumedCapacity{{CapacityUnits: &taken}}
	return out, nil
}

// TestTwentyFiveThousandItems: with requests that are throttled as a whole, items
// that are left for later and some that are never taken, the counts add up and
// nothing is written twice.
func TestTwentyFiveThousandItems(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		later := map[string]bool{}
		s := &shelf{written: map[string]int{}, answer: func(call int, r types.WriteRequest) (bool, error) {
			key := id(r.PutRequest.Item)
			switch {
			case call%10 == 0:
				return false, awstest.APIError("ProvisionedThroughputExceededException", "slow", 400)
			case key[len(key)-4:] == "7777":
				return true, nil
			case key[len(key)-1] == '3' && !later[key]:
				later[key] = true
				return true, nil
			}
			return false, nil
		}}
		items := func(yield func(order) bool) {
			for i := range 25_000 {
				if !yield(order{ID: fmt.Sprintf("%06d", i), N: i}) {
					return
				}
			}
		}
		report, err := dynamores.NewFrom(s).Table("t").PutAll(t.Context(), iter.Seq[order](items))
		var failed *collections.ItemsError
		require.ErrorAs(t, err, &failed)
		require.Len(t, failed.Items, 2)
		assert.Equal(t, 7777, failed.Items[0].Index)
		assert.Equal(t, 17777, failed.Items[1].Index)
		assert.ErrorIs(t, err, dynamores.ErrUnprocessed)
		assert.Equal(t, 24_998, report.Done)
		assert.Equal(t, s.calls, report.Calls)
		assert.EqualValues(t, 24_998, report.Capacity)
		assert.Len(t, s.written, 24_998)
		for key, n := range s.written {
			require.Equal(t, 1, n, key)
		}
	})
}

func TestARefusedTableEndsPutAll(t *testing.T) {
	s := &shelf{written: map[string]int{}, answer: func(call int, _ types.WriteRequest) (bool, error) {
		if call == 3 {
			return false, awstest.APIError("AccessDeniedException", "no", 400)
		}
		return false, nil
	}}
	report, err := dynamores.NewFrom(s).Table("t").PutAll(t.Context(), make100())
	assert.True(t, awserr.IsAccessDenied(err))
	assert.Equal(t, 50, report.Done)
	assert.Equal(t, 3, s.calls)
}

// TestAnItemThatIsRefusedFailsAlone, though DynamoDB refuses the whole request
// for it; if none of a request can be written, it is the last.
func TestAnItemThatIsRefusedFailsAlone(t *testing.T) {
	invalid := func(bad func(key string) bool) *shelf {
		return &shelf{written: map[string]int{}, answer: func(_ int, r types.WriteRequest) (bool, error) {
			if bad(id(r.PutRequest.Item)) {
				return false, awstest.APIError("ValidationException", "Item size has exceeded the maximum allowed size", 400)
			}
			return false, nil
		}}
	}
	s := invalid(func(key string) bool { return key == "7" || key == "60" })
	report, err := dynamores.NewFrom(s).Table("t").PutAll(t.Context(), make100())
	var failed *collections.ItemsError
	require.ErrorAs(t, err, &failed)
	require.Len(t, failed.Items, 2)
	assert.Equal(t, 7, failed.Items[0].Index)
	assert.Equal(t, 60, failed.Items[1].Index)
	assert.True(t, awserr.IsValidation(failed.Items[1]))
	assert.Equal(t, 98, report.Done)
	for i := range 100 {
		assert.Equal(t, i != 7 && i != 60, s.written[fmt.Sprint(i)] > 0, i)
	}
	assert.Equal(t, s.calls, report.Calls)

	s = invalid(func(string) bool { return true })
	report, err = dynamores.NewFrom(s).Table("t").PutAll(t.Context(), make100())
	assert.True(t, awserr.IsValidation(err))
	assert.Zero(t, report.Done)
	assert.Equal(t, 49, report.Calls, "each of 25 alone, and no other request")
}

// TestAnItemThatCannotBeSentIsNamed, and those before it are written.
func TestAnItemThatCannotBeSentIsNamed(t *testing.T) {
	s := &shelf{written: map[string]int{}, answer: func(int, types.WriteRequest) (bool, error) { return false, nil }}
	items := []any{order{ID: "a"}, order{ID: "b"}, map[string]int{"n": 1}, order{ID: "c"}}
	report, err := dynamores.NewFrom(s).Table("t").PutAll(t.Context(), items)
	assert.EqualError(t, err, `dynamores.PutAll: invalid items[2] "map[string]int": must have the key attribute "id"`)
	assert.Equal(t, 2, report.Done)
	assert.Equal(t, map[string]int{"a": 1, "b": 1}, s.written)
}

// TestAnUnprocessedItemThatWasNotSent: any of the request's items may be meant,
// and none counts as written.
func TestAnUnprocessedItemThatWasNotSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		table := described(cloud)
		other := types.WriteRequest{PutRequest: &types.PutRequest{Item: map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: "z"}}}}
		awstest.Return[dynamodb.BatchWriteItemInput](cloud,
			&dynamodb.BatchWriteItemOutput{UnprocessedItems: map[string][]types.WriteRequest{"orders": {other}}}, &dynamodb.BatchWriteItemOutput{})
		report, err := table.PutAll(t.Context(), []order{{ID: "a"}, {ID: "b"}})
		require.NoError(t, err)
		assert.Equal(t, 2, report.Done)
		assert.Len(t, awstest.Calls[dynamodb.BatchWriteItemInput](cloud)[1].RequestItems["orders"], 2)
	})
}

func TestATableWithoutKeys(t *testing.T) {
	table := dynamores.New(dynamodb.NewFromConfig(awstest.New(t).Config())).Table("t")
	table.Data = &types.TableDescription{}
	_, err := table.PutAll(t.Context(), make100())
	assert.ErrorContains(t, err, "KeySchema")
}

func make100() (items []order) {
	for i := range 100 {
		items = append(items, order{ID: fmt.Sprint(i)})
	}
	return items
}

// TestNumbersThatAreEqual: 100, 100.0 and 1E2 are one key.
func TestNumbersThatAreEqual(t *testing.T) {
	n := func(text string) map[string]types.AttributeValue {
		return map[string]types.AttributeValue{"id": &types.AttributeValueMemberN{Value: text}}
	}
	cloud := awstest.New(t)
	table := described(cloud)
	awstest.On(cloud, func(_ context.Context, in *dynamodb.BatchWriteItemInput) (*dynamodb.BatchWriteItemOutput, error) {
		assert.Len(t, in.RequestItems["orders"], 3)
		return &dynamodb.BatchWriteItemOutput{}, nil
	})
	report, err := table.PutAll(t.Context(), []any{n("100"), n("100.0"), n("1E2"), n("-1"), n("1e999999999")})
	require.NoError(t, err)
	assert.Equal(t, 2, report.Replaced)
}

func TestPutWithAConditionThatCannotBeBuilt(t *testing.T) {
	table := described(awstest.New(t)) // a request would fail the test
	for _, change := range []func(*dynamodb.PutItemInput){nil, dynamores.IfAbsent(""), dynamores.If(expression.ConditionBuilder{})} {
		assert.ErrorIs(t, table.Put(t.Context(), order{ID: "a"}, change), awserr.ErrInvalid)
	}
	var none *dynamores.Table
	assert.ErrorIs(t, none.Put(t.Context(), order{ID: "a"}), awserr.ErrInvalid)
}
