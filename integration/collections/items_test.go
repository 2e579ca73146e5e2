package collections_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/collections/write"
)

// Items of a table are written as the AWS CLI writes them, each value with its type.
func TestItemsKeepTheTypesOfTheirValues(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[dynamodb.ScanInput](cloud, &dynamodb.ScanOutput{Items: []map[string]types.AttributeValue{
		{"id": &types.AttributeValueMemberS{Value: "7"}},
		{"id": &types.AttributeValueMemberN{Value: "7"}, "b": &types.AttributeValueMemberB{Value: []byte("hi")}},
		{"l": &types.AttributeValueMemberL{Value: []types.AttributeValue{&types.AttributeValueMemberBOOL{Value: true}, &types.AttributeValueMemberNULL{Value: true}}}},
		{"m": &types.AttributeValueMemberM{Value: map[string]types.AttributeValue{"s": &types.AttributeValueMemberSS{Value: []string{"a", "b"}}}}},
	}}).Times(2)
	client := dynamodb.NewFromConfig(cloud.Config())
	items := collections.From(client.Scan, &dynamodb.ScanInput{TableName: aws.String("t")},
		func(out *dynamodb.ScanOutput) []map[string]types.AttributeValue { return out.Items })
	var b strings.Builder
	_, err := write.JSONLines(&b, items.All(t.Context()))
	require.NoError(t, err)
	assert.Equal(t, `{"id":{"S":"7"}}
{"b":{"B":"aGk="},"id":{"N":"7"}}
{"l":{"L":[{"BOOL":true},{"NULL":true}]}}
{"m":{"M":{"s":{"SS":["a","b"]}}}}
`, b.String())

	b.Reset()
	_, err = write.CSV(&b, items.All(t.Context()), write.CSVOptions{NoHeader: true, UseLF: true},
		write.Col("id", func(i map[string]types.AttributeValue) types.AttributeValue { return i["id"] }),
		write.Col("b", func(i map[string]types.AttributeValue) any { return i["b"] }))
	require.NoError(t, err)
	assert.Equal(t, `"{""S"":""7""}",
"{""N"":""7""}","{""B"":""aGk=""}"
,
,
`, b.String())
}

// A program may name a member of a union where it knows that there is but one.
func TestAMemberOfAUnionKeepsItsType(t *testing.T) {
	type row struct {
		Key     *types.AttributeValueMemberN
		Name    types.AttributeValueMemberS
		History []*types.AttributeValueMemberN
		Unset   *types.AttributeValueMemberB
		Any     any
	}
	seven := &types.AttributeValueMemberN{Value: "7"}
	rows := collections.Of(row{Key: seven, Name: types.AttributeValueMemberS{Value: "7"}, History: []*types.AttributeValueMemberN{seven, nil}, Any: seven})
	var b strings.Builder
	_, err := write.JSONLines(&b, rows.All(t.Context()))
	require.NoError(t, err)
	assert.Equal(t, `{"Key":{"N":"7"},"Name":{"S":"7"},"History":[{"N":"7"},null],"Unset":null,"Any":{"N":"7"}}`+"\n", b.String())

	b.Reset()
	_, err = write.JSONLines(&b, rows.All(t.Context()), write.JSONOptions{OmitUnset: true})
	require.NoError(t, err)
	assert.Equal(t, `{"Key":{"N":"7"},"Name":{"S":"7"},"History":[{"N":"7"},null],"Any":{"N":"7"}}`+"\n", b.String())

	b.Reset()
	_, err = write.JSONLines(&b, collections.Of(seven).All(t.Context()))
	require.NoError(t, err)
	assert.Equal(t, `{"N":"7"}`+"\n", b.String())

	b.Reset()
	_, err = write.CSV(&b, rows.All(t.Context()), write.CSVOptions{NoHeader: true, UseLF: true},
		write.Col("key", func(r row) *types.AttributeValueMemberN { return r.Key }),
		write.Col("name", func(r row) types.AttributeValueMemberS { return r.Name }),
		write.Col("unset", func(r row) *types.AttributeValueMemberB { return r.Unset }))
	require.NoError(t, err)
	assert.Equal(t, `"{""N"":""7""}","{""S"":""7""}",`+"\n", b.String())
}
