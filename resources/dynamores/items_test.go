package dynamores_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/resources/dynamores"
)

type order struct {
	ID   string `dynamodbav:"id"`
	N    int    `dynamodbav:"n"`
	Open bool   `dynamodbav:"open"`
}

// described answers DescribeTable with the key id.
func described(cloud *awstest.Cloud) *dynamores.Table {
	awstest.Return[dynamodb.DescribeTableInput](cloud, &dynamodb.DescribeTableOutput{Table: &types.TableDescription{
		KeySchema: []types.KeySchemaElement{{AttributeName: aws.String("id"), KeyType: types.KeyTypeHash}},
	}}).Optional()
	return dynamores.New(dynamodb.NewFromConfig(cloud.Config())).Table("orders")
}

func id(m map[string]types.AttributeValue) string {
	return m["id"].(*types.AttributeValueMemberS).Value
}

func TestPutAllSendsUnprocessedItemsAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		table := described(cloud)
		stored := map[string]int{}
		call := 0
		awstest.On(cloud, func(_ context.Context, in *dynamodb.BatchWriteItemInput) (*dynamodb.BatchWriteItemOutput, error) {
			call++
			out := &dynamodb.BatchWriteItemOutput{ConsumedCapacity: []types.ConsumedCapacity{{CapacityUnits: aws.Float64(2)}}}
			requests := in.RequestItems["orders"]
			assert.LessOrEqual(t, len(requests), 25)
			for i, r := range requests {
				if call%2 == 1 && i%3 == 0 {
					out.UnprocessedItems = map[string][]types.WriteRequest{"orders": append(out.UnprocessedItems["orders"], r)}
					continue
				}
				stored[id(r.PutRequest.Item)]++
			}
			return out, nil
		})
		var items []order
		for i := range 60 {
			items = append(items, order{ID: fmt.Sprint("o", i), N: i})
		}
		report, err := table.PutAll(t.Context(), items)
		require.NoError(t, err)
		assert.Equal(t, 60, report.Done)
		assert.Equal(t, call, report.Calls)
		assert.Equal(t, float64(2*call), report.Capacity)
		assert.Len(t, stored, 60)
		for key, n := range stored {
			assert.Equal(t, 1, n, key)
		}
	})
}

func TestPutAllNamesWhatWasNotWritten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		table := described(cloud)
		awstest.On(cloud, func(_ context.Context, in *dynamodb.BatchWriteItemInput) (*dynamodb.BatchWriteItemOutput, error) {
			out := &dynamodb.BatchWriteItemOutput{}
			for _, r := range in.RequestItems["orders"] {
				if id(r.PutRequest.Item) == "o2" {
					out.UnprocessedItems = map[string][]types.WriteRequest{"orders": {r}}
				}
			}
			return out, nil
		})
		report, err := table.PutAll(t.Context(), []order{{ID: "o1"}, {ID: "o2"}, {ID: "o3"}}, dynamores.BatchOptions{Attempts: 3})
		assert.Equal(t, 2, report.Done)
		assert.Equal(t, 3, report.Calls)
		assert.ErrorIs(t, err, dynamores.ErrUnprocessed)
		var failed *collections.ItemsError
		require.ErrorAs(t, err, &failed)
		require.Len(t, failed.Items, 1)
		assert.Equal(t, 1, failed.Items[0].Index)
	})
}

func TestPutAllMergesEqualKeys(t *testing.T) {
	cloud := awstest.New(t)
	table := described(cloud)
	awstest.On(cloud, func(_ context.Context, in *dynamodb.BatchWriteItemInput) (*dynamodb.BatchWriteItemOutput, error) {
		requests := in.RequestItems["orders"]
		if assert.Len(t, requests, 2, "DynamoDB refuses equal keys in one request") {
			assert.Equal(t, "3", requests[1].PutRequest.Item["n"].(*types.AttributeValueMemberN).Value, "the last one stays")
		}
		return &dynamodb.BatchWriteItemOutput{}, nil
	})
	report, err := table.PutAll(t.Context(), slices.Values([]order{{ID: "a", N: 1}, {ID: "b"}, {ID: "a", N: 3}}))
	require.NoError(t, err)
	assert.Equal(t, 3, report.Done)
	assert.Equal(t, 1, report.Replaced)
}

func TestDeleteAllTakesTheKeysOfItems(t *testing.T) {
	cloud := awstest.New(t)
	table := described(cloud)
	awstest.On(cloud, func(_ context.Context, in *dynamodb.BatchWriteItemInput) (*dynamodb.BatchWriteItemOutput, error) {
		for _, r := range in.RequestItems["orders"] {
			assert.Len(t, r.DeleteRequest.Key, 1)
		}
		return &dynamodb.BatchWriteItemOutput{}, nil
	})
	report, err := table.DeleteAll(t.Context(), []any{order{ID: "a", N: 1}, dynamores.Key{"id": "b"}})
	require.NoError(t, err)
	assert.Equal(t, 2, report.Done)
}

func TestWhatPutAllRefuses(t *testing.T) {
	table := described(awstest.New(t))
	var nilSeq iter.Seq[order]
	for name, items := range map[string]any{
		"nil": nil, "an item": order{ID: "a"}, "a number": 3, "nil iterator": nilSeq, "another function": func() {},
		"pairs": func(func(int, order) bool) {}, "no key": []order{{ID: "a"}}[:0], "items without the key": []map[string]string{{"x": "y"}}, "empty items": []struct{}{{}},
	} {
		_, err := table.PutAll(t.Context(), items)
		if name == "no key" {
			assert.NoError(t, err, "no items are fine")
			continue
		}
		assert.ErrorIs(t, err, awserr.ErrInvalid, name)
	}
	var noContext context.Context
	_, err := table.PutAll(noContext, []order{})
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	fresh := dynamores.New(dynamodb.NewFromConfig(awstest.New(t).Config())).Table("orders") // a request would fail the test
	for _, o := range []dynamores.BatchOptions{{Concurrency: -1}, {Concurrency: 10_001}, {Attempts: -1}} {
		_, err = fresh.PutAll(t.Context(), []order{{ID: "a"}}, o)
		assert.ErrorIs(t, err, awserr.ErrInvalid)
	}
	boom := errors.New("boom")
	_, err = table.PutAll(t.Context(), iter.Seq2[order, error](func(yield func(order, error) bool) { yield(order{}, boom) }))
	assert.ErrorIs(t, err, boom)
	_, err = dynamores.Scan[order](table, expression.ConditionBuilder{}).Collect(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = dynamores.Query[order](table, expression.KeyConditionBuilder{}).Collect(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = dynamores.Scan[order](nil).Collect(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, _, err = dynamores.Get[order](t.Context(), table, nil)
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	assert.ErrorIs(t, table.Put(t.Context(), 3), awserr.ErrInvalid)
}

func TestScanIsPagedAndDecoded(t *testing.T) {
	cloud := awstest.New(t)
	table := described(cloud)
	item := func(id, n string) map[string]types.AttributeValue {
		return map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: id}, "n": &types.AttributeValueMemberN{Value: n}}
	}
	awstest.Pages[dynamodb.ScanInput](cloud,
		&dynamodb.ScanOutput{Items: []map[string]types.AttributeValue{item("a", "1")}, LastEvaluatedKey: item("a", "1")},
		&dynamodb.ScanOutput{Items: []map[string]types.AttributeValue{item("b", "2"), item("c", "x")}})
	var got []order
	var last error
	for o, err := range dynamores.Scan[order](table, expression.Name("open").Equal(expression.Value(true))).All(t.Context()) {
		if last = err; err == nil {
			got = append(got, o)
		}
	}
	assert.Equal(t, []order{{ID: "a", N: 1}}, got)
	assert.ErrorContains(t, last, "dynamodb.Scan: dynamodb.Table(orders): item 1 of the page", "what cannot be decoded is an error with its place")
	first := awstest.Calls[dynamodb.ScanInput](cloud)[0]
	assert.Equal(t, "orders", *first.TableName)
	assert.Equal(t, "#0 = :0", *first.FilterExpression)
}

// TestGetOfAnItemWithNothingThatWasAskedFor: it is there.
func TestGetOfAnItemWithNothingThatWasAskedFor(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[dynamodb.GetItemInput](cloud, &dynamodb.GetItemOutput{Item: map[string]types.AttributeValue{}}, &dynamodb.GetItemOutput{})
	table := described(cloud)
	for _, there := range []bool{true, false} {
		_, ok, err := dynamores.Get[order](t.Context(), table, dynamores.Key{"id": "a"}, func(in *dynamodb.GetItemInput) { in.ProjectionExpression = aws.String("x") })
		require.NoError(t, err)
		assert.Equal(t, there, ok)
	}
}

// TestCopiesAreWithoutLoss: sets stay sets, and numbers keep their digits.
func TestCopiesAreWithoutLoss(t *testing.T) {
	item := dynamores.Item{
		"id": &types.AttributeValueMemberS{Value: "a"}, "n": &types.AttributeValueMemberN{Value: "12345678901234567890123"},
		"set": &types.AttributeValueMemberSS{Value: []string{"x", "y"}}, "none": &types.AttributeValueMemberNULL{Value: true},
	}
	cloud := awstest.New(t)
	awstest.Return[dynamodb.ScanInput](cloud, &dynamodb.ScanOutput{Items: []map[string]types.AttributeValue{item}})
	awstest.Return[dynamodb.GetItemInput](cloud, &dynamodb.GetItemOutput{Item: item})
	awstest.Return[dynamodb.BatchWriteItemInput](cloud, &dynamodb.BatchWriteItemOutput{})
	table := described(cloud)
	report, err := table.PutAll(t.Context(), dynamores.Scan[dynamores.Item](table).All(t.Context()))
	require.NoError(t, err)
	assert.Equal(t, 1, report.Done)
	assert.Equal(t, item, awstest.Calls[dynamodb.BatchWriteItemInput](cloud)[0].RequestItems["orders"][0].PutRequest.Item)

	got, ok, err := dynamores.Get[dynamores.Item](t.Context(), table, dynamores.Key{"id": item["id"], "n": 1})
	require.NoError(t, err)
	assert.True(t, ok)
	assert.Equal(t, item, got)
	assert.Equal(t, dynamores.Item{"id": item["id"], "n": &types.AttributeValueMemberN{Value: "1"}}, awstest.Calls[dynamodb.GetItemInput](cloud)[0].Key)
}

func TestTablesOnTheWire(t *testing.T) {
	db := dynamores.New(dynamodb.NewFromConfig(aws.Config{
		Region: "us-east-1", BaseEndpoint: aws.String(moto.Start(t).URL), Credentials: credentials.NewStaticCredentialsProvider("a", "b", ""),
	}))
	create := func(name string) *dynamores.Table {
		table, err := db.CreateTable(t.Context(), name, func(in *dynamodb.CreateTableInput) {
			in.AttributeDefinitions = []types.AttributeDefinition{{AttributeName: aws.String("id"), AttributeType: types.ScalarAttributeTypeS}}
			in.KeySchema = []types.KeySchemaElement{{AttributeName: aws.String("id"), KeyType: types.KeyTypeHash}}
			in.BillingMode = types.BillingModePayPerRequest
		})
		require.NoError(t, err)
		return table
	}
	src, dst := create("src"), create("dst")
	var items []order
	for i := range 130 {
		items = append(items, order{fmt.Sprint("o", i), i, i%2 == 0})
	}
	report, err := src.PutAll(t.Context(), items)
	require.NoError(t, err)
	assert.Equal(t, 130, report.Done)

	// A table is copied by giving a scan to another one.
	open := expression.Name("open").Equal(expression.Value(true))
	report, err = dst.PutAll(t.Context(), dynamores.Scan[order](src, open, expression.Name("n").GreaterThanEqual(expression.Value(10))).All(t.Context()))
	require.NoError(t, err)
	assert.Equal(t, 60, report.Done)
	got, ok, err := dynamores.Get[order](t.Context(), dst, dynamores.Key{"id": "o12"})
	require.NoError(t, err)
	assert.True(t, ok)
	assert.Equal(t, order{"o12", 12, true}, got)
	_, ok, err = dynamores.Get[order](t.Context(), dst, dynamores.Key{"id": "o13"})
	require.NoError(t, err)
	assert.False(t, ok)

	err = dst.Put(t.Context(), order{ID: "o12"}, dynamores.IfAbsent("id"))
	assert.Equal(t, "ConditionalCheckFailedException", awserr.Code(err))
	require.NoError(t, dst.Modify(t.Context(), dynamores.Key{"id": "o12"}, expression.Set(expression.Name("n"), expression.Value(99)), open))
	found, err := dynamores.Query[order](dst, expression.Key("id").Equal(expression.Value("o12"))).Collect(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []order{{"o12", 99, true}}, found)
	report, err = dst.DeleteAll(t.Context(), dynamores.Scan[order](dst).All(t.Context()), dynamores.BatchOptions{Concurrency: 2})
	require.NoError(t, err)
	assert.Equal(t, 60, report.Done)
	n, err := dynamores.Scan[order](dst).Count(t.Context())
	require.NoError(t, err)
	assert.Zero(t, n)
}
