package dynamores

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Key is a primary key: the partition key and, where the table has one, the sort
// key, by name. A value is a Go value, or one of an [Item].
type Key map[string]any

// Item is an item as DynamoDB has it, to copy or to change without loss:
//
//	report, err := dst.PutAll(ctx, dynamores.Scan[dynamores.Item](src).All(ctx))
//
// Any other type has what attributevalue decodes: a struct only its fields; a
// map[string]any no sets, which become lists, and the first 15 digits of numbers.
type Item = map[string]types.AttributeValue

// itemPage is a page of a scan or a query, with its items as Go values. Its
// token has the name that the SDK's output has for it.
type itemPage[T any] struct {
	Items            []T
	LastEvaluatedKey map[string]types.AttributeValue
}

// Scan returns all items of a table as Go values, decoded as attributevalue does,
// or each as an [Item] (Scan). The conditions, which all must hold, are applied by DynamoDB after it
// has read the items: they cost the same, and pages may be empty. With changes
// the request: an index, consistent reads, a segment.
//
//	for item, err := range dynamores.Scan[Order](table, expression.Name("open").Equal(expression.Value(true))).All(ctx) {
func Scan[T any](t *Table, where ...expression.ConditionBuilder) collections.Listing[*dynamodb.ScanInput, T] {
	in := &dynamodb.ScanInput{}
	err := t.check("dynamodb.Scan")
	if err == nil {
		in.TableName = &t.Name
		var b expression.Builder
		if filter, ok := allOf(where); ok {
			b = b.WithFilter(filter)
			var e expression.Expression
			if e, err = b.Build(); err == nil {
				in.FilterExpression, in.ExpressionAttributeNames, in.ExpressionAttributeValues = e.Filter(), e.Names(), e.Values()
			} else {
				err = invalidExpression("dynamodb.Scan", err)
			}
		}
	}
	return collections.From(func(ctx context.Context, in *dynamodb.ScanInput, _ ...func(*dynamodb.Options)) (*itemPage[T], error) {
		if err != nil {
			return nil, err
		}
		out, err := t.service.scan(ctx, in)
		if err != nil {
			return nil, resources.Named(t, err)
		}
		return decodePage[T]("dynamodb.Scan", t, out.Items, out.LastEvaluatedKey)
	}, in, pageItems[T])
}

// Query returns the items of a table with a partition key, in the order of the
// sort key, as Go values (Query); see [Scan].
//
//	dynamores.Query[Order](table, expression.Key("customer").Equal(expression.Value("c1")))
func Query[T any](t *Table, key expression.KeyConditionBuilder, where ...expression.ConditionBuilder) collections.Listing[*dynamodb.QueryInput, T] {
	in := &dynamodb.QueryInput{}
	err := t.check("dynamodb.Query")
	if err == nil {
		in.TableName = &t.Name
		b := expression.NewBuilder().WithKeyCondition(key)
		if filter, ok := allOf(where); ok {
			b = b.WithFilter(filter)
		}
		e, buildErr := b.Build()
		if buildErr != nil {
			err = invalidExpression("dynamodb.Query", buildErr)
		}
		in.KeyConditionExpression, in.FilterExpression = e.KeyCondition(), e.Filter()
		in.ExpressionAttributeNames, in.ExpressionAttributeValues = e.Names(), e.Values()
	}
	return collections.From(func(ctx context.Context, in *dynamodb.QueryInput, _ ...func(*dynamodb.Options)) (*itemPage[T], error) {
		if err != nil {
			return nil, err
		}
		out, err := t.service.query(ctx, in)
		if err != nil {
			return nil, resources.Named(t, err)
		}
		return decodePage[T]("dynamodb.Query", t, out.Items, out.LastEvaluatedKey)
	}, in, pageItems[T])
}

func pageItems[T any](p *itemPage[T]) []T { return p.Items }

func allOf(where []expression.ConditionBuilder) (expression.ConditionBuilder, bool) {
	switch len(where) {
	case 0:
		return expression.ConditionBuilder{}, false
	case 1:
		return where[0], true
	}
	return expression.And(where[0], where[1], where[2:]...), true
}

func invalidExpression(operation string, err error) error {
	return &awserr.InvalidError{Operation: operation, Argument: "expression", Reason: err.Error(), Err: err}
}

func decodePage[T any](operation string, t *Table, items []map[string]types.AttributeValue, next map[string]types.AttributeValue) (*itemPage[T], error) {
	page := &itemPage[T]{Items: make([]T, len(items)), LastEvaluatedKey: next}
	for i, item := range items {
		if err := decode(item, &page.Items[i]); err != nil {
			return nil, fmt.Errorf("%s: %v: item %d of the page: %w", operation, t, i, err)
		}
	}
	return page, nil
}

// decode decodes an item into a Go value, or leaves it as it is.
func decode[T any](item Item, to *T) error {
	if as, ok := any(to).(*Item); ok {
		*as = item
		return nil
	}
	return attributevalue.UnmarshalMap(item, to)
}

// Get returns the item with a key as a Go value, and false if there is none
// (GetItem).
func Get[T any](ctx context.Context, t *Table, key Key, changes ...func(*dynamodb.GetItemInput)) (item T, ok bool, err error) {
	k, err := marshal("dynamodb.GetItem", "key", key)
	if err != nil {
		return item, false, err
	}
	out, err := t.GetItem(ctx, k, changes...)
	if err != nil || out.Item == nil { // it may be there, and have none of the attributes asked for
		return item, false, resources.Named(t, err)
	}
	if err := decode(out.Item, &item); err != nil {
		return item, false, fmt.Errorf("dynamodb.GetItem: %v: %w", t, err)
	}
	return item, true, nil
}

// Put writes an item, a Go value as attributevalue encodes it, and replaces the
// one with its key (PutItem); see [IfAbsent] and [If].
func (t *Table) Put(ctx context.Context, item any, changes ...func(*dynamodb.PutItemInput)) error {
	m, err := marshal("dynamodb.PutItem", "item", item)
	if err != nil {
		return err
	}
	in := &dynamodb.PutItemInput{Item: m}
	if t != nil {
		in.TableName = &t.Name
	}
	if err := resources.Change("dynamodb.PutItem", in, changes); err != nil {
		return err
	}
	if text := aws.ToString(in.ConditionExpression); strings.HasPrefix(text, badCondition) {
		return awserr.Invalid("dynamodb.PutItem", "condition", nil, strings.TrimPrefix(text, badCondition))
	}
	_, err = t.PutItem(ctx, m, func(to *dynamodb.PutItemInput) { *to = *in })
	return resources.Named(t, err)
}

// badCondition begins the text of a condition that cannot be built.
const badCondition = "invalid: "

// IfAbsent makes a Put fail with the code ConditionalCheckFailedException if
// there is an item with the key; partitionKey is the name of its attribute.
func IfAbsent(partitionKey string) func(*dynamodb.PutItemInput) {
	return If(expression.AttributeNotExists(expression.Name(partitionKey)))
}

// If makes a Put fail with the code ConditionalCheckFailedException unless the
// condition holds for the item that is there. A condition that cannot be built
// is [awserr.ErrInvalid]. Of several conditions the last one counts: join them by
// their method And.
func If(condition expression.ConditionBuilder) func(*dynamodb.PutItemInput) {
	return func(in *dynamodb.PutItemInput) {
		e, err := expression.NewBuilder().WithCondition(condition).Build()
		if err != nil {
			in.ConditionExpression = new(badCondition + err.Error())
			return
		}
		in.ConditionExpression, in.ExpressionAttributeNames, in.ExpressionAttributeValues = e.Condition(), e.Names(), e.Values()
	}
}

// Modify changes attributes of the item with a key, which it makes if there is
// none (UpdateItem). With conditions, it fails with the code
// ConditionalCheckFailedException unless all of them hold.
func (t *Table) Modify(ctx context.Context, key Key, update expression.UpdateBuilder, conditions ...expression.ConditionBuilder) error {
	k, err := marshal("dynamodb.UpdateItem", "key", key)
	if err != nil {
		return err
	}
	b := expression.NewBuilder().WithUpdate(update)
	if condition, ok := allOf(conditions); ok {
		b = b.WithCondition(condition)
	}
	e, err := b.Build()
	if err != nil {
		return invalidExpression("dynamodb.UpdateItem", err)
	}
	_, err = t.UpdateItem(ctx, k, func(in *dynamodb.UpdateItemInput) {
		in.UpdateExpression, in.ConditionExpression = e.Update(), e.Condition()
		in.ExpressionAttributeNames, in.ExpressionAttributeValues = e.Names(), e.Values()
	})
	return resources.Named(t, err)
}

// marshal encodes an item or a key. An Item is encoded already.
func marshal(operation, argument string, item any) (Item, error) {
	var m Item
	var err error
	switch item := item.(type) {
	case Item:
		m = item
	case Key:
		m, err = encodeMap(item)
	case map[string]any:
		m, err = encodeMap(item)
	default:
		m, err = attributevalue.MarshalMap(item)
	}
	switch {
	case err != nil:
		return nil, resources.Unencodable(operation, argument, item, err)
	case len(m) == 0:
		return nil, awserr.Invalid(operation, argument, nameOf(item), "must have attributes")
	}
	return m, nil
}

// encodeMap encodes the values of a map but those that are encoded already, such
// as those that are taken from an Item.
func encodeMap(values map[string]any) (Item, error) {
	encoded, rest := Item{}, make(map[string]any, len(values))
	for name, v := range values {
		if as, ok := v.(types.AttributeValue); ok {
			encoded[name] = as
		} else {
			rest[name] = v
		}
	}
	m, err := attributevalue.MarshalMap(rest)
	maps.Copy(encoded, m)
	return encoded, err
}

func nameOf(v any) any {
	if v == nil {
		return nil
	}
	return reflect.TypeOf(v).String()
}
