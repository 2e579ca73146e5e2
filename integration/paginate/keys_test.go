package paginate_test

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	ddbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/paginate"
)

type (
	key  = map[string]ddbtypes.AttributeValue
	scan = func(context.Context, *dynamodb.ScanInput, ...func(*dynamodb.Options)) (*dynamodb.ScanOutput, error)
)

// scanFrom gives a page that ends at a key, and tells where the walk began.
func scanFrom(last key, began *key) scan {
	return func(_ context.Context, in *dynamodb.ScanInput, _ ...func(*dynamodb.Options)) (*dynamodb.ScanOutput, error) {
		*began = in.ExclusiveStartKey
		return &dynamodb.ScanOutput{Items: []map[string]ddbtypes.AttributeValue{{}}, LastEvaluatedKey: last}, nil
	}
}

func itemsOf(out *dynamodb.ScanOutput) []map[string]ddbtypes.AttributeValue { return out.Items }

func TestACursorKeepsAKeyOfATable(t *testing.T) {
	for _, last := range []key{
		{"id": &ddbtypes.AttributeValueMemberS{Value: "a\nb\xff"}},
		{"id": &ddbtypes.AttributeValueMemberN{Value: "-1.5e3"}, "at": &ddbtypes.AttributeValueMemberS{Value: "x"}},
		{"id": &ddbtypes.AttributeValueMemberB{Value: []byte{0, 1, 0xff}}, "at": &ddbtypes.AttributeValueMemberN{Value: "0"}},
	} {
		var began key
		op := paginate.Op(scanFrom(last, &began), &dynamodb.ScanInput{TableName: aws.String("t")})
		cur := new(paginate.Cursor)
		_, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(op, paginate.Options{Track: cur, Limit: 1}), itemsOf))
		require.NoError(t, err)
		state, err := cur.MarshalText()
		require.NoError(t, err)
		_, err = paginate.Collect(paginate.Items(t.Context(), paginate.With(op, paginate.Options{Resume: state, Limit: 1}), itemsOf))
		require.NoError(t, err)
		assert.Equal(t, last, began)
	}
}

func TestAKeyOfAnotherTypeIsRefused(t *testing.T) {
	for _, value := range []ddbtypes.AttributeValue{
		&ddbtypes.AttributeValueMemberBOOL{Value: true}, &ddbtypes.AttributeValueMemberSS{Value: []string{"a"}},
		&ddbtypes.AttributeValueMemberM{}, (*ddbtypes.AttributeValueMemberS)(nil), nil,
	} {
		var began key
		cur := new(paginate.Cursor)
		op := paginate.With(paginate.Op(scanFrom(key{"id": value}, &began), nil), paginate.Options{Track: cur, Limit: 1})
		_, err := paginate.Collect(paginate.Items(t.Context(), op, itemsOf))
		require.NoError(t, err)
		_, err = cur.MarshalText()
		assert.ErrorContains(t, err, "the page token cannot be kept: ")
	}
}
