package handover

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/nils"
)

// TableAPI is the part of *dynamodb.Client that a [Table] uses.
type TableAPI interface {
	GetItem(context.Context, *dynamodb.GetItemInput, ...func(*dynamodb.Options)) (*dynamodb.GetItemOutput, error)
	PutItem(context.Context, *dynamodb.PutItemInput, ...func(*dynamodb.Options)) (*dynamodb.PutItemOutput, error)
}

// A Table is a [Store] in a DynamoDB table whose key is the string id. Many
// jobs may share a table. The attribute expires is for the table's time to
// live. Load and Save make one request each.
type Table struct {
	Client TableAPI
	Name   string
}

var _ Store = Table{}

// Load implements [Store].
func (t Table) Load(ctx context.Context, job string) (Record, error) {
	if err := t.check(ctx, "handover.Table.Load", job); err != nil {
		return Record{}, err
	}
	out, err := t.Client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: &t.Name, Key: key(job), ConsistentRead: aws.Bool(true),
	})
	if err != nil || out.Item == nil {
		return Record{}, err
	}
	version, err1 := number(out.Item["version"])
	expires, err2 := number(out.Item["expires"])
	data, ok := out.Item["data"].(*types.AttributeValueMemberS)
	if err := errors.Join(err1, err2); err != nil || !ok {
		return Record{}, fmt.Errorf("the item %q of table %s is not the record of a job", job, t.Name)
	}
	return Record{Version: version, Data: []byte(data.Value), Expires: time.Unix(expires, 0)}, nil
}

// Save implements [Store].
func (t Table) Save(ctx context.Context, job string, r Record) error {
	if err := t.check(ctx, "handover.Table.Save", job); err != nil {
		return err
	}
	item := key(job)
	item["version"] = &types.AttributeValueMemberN{Value: strconv.FormatInt(r.Version, 10)}
	item["expires"] = &types.AttributeValueMemberN{Value: strconv.FormatInt(r.Expires.Unix(), 10)}
	item["data"] = &types.AttributeValueMemberS{Value: string(r.Data)}
	in := &dynamodb.PutItemInput{TableName: &t.Name, Item: item}
	if r.Version == 1 {
		in.ConditionExpression = aws.String("attribute_not_exists(id)")
	} else {
		in.ConditionExpression = aws.String("version = :before")
		in.ExpressionAttributeValues = map[string]types.AttributeValue{
			":before": &types.AttributeValueMemberN{Value: strconv.FormatInt(r.Version-1, 10)},
		}
	}
	_, err := t.Client.PutItem(ctx, in)
	if _, refused := errors.AsType[*types.ConditionalCheckFailedException](err); !refused {
		return err
	}
	// If a response is lost the SDK retries, and the condition fails because of
	// what the first attempt wrote.
	if now, err := t.Load(ctx, job); err == nil && now.Version == r.Version && bytes.Equal(now.Data, r.Data) {
		return nil
	}
	return fmt.Errorf("%w: %w", ErrConflict, err)
}

func (t Table) check(ctx context.Context, operation, job string) error {
	switch {
	case nils.Is(t.Client):
		return awserr.Invalid(operation, "Table.Client", nil, "must not be nil")
	case t.Name == "":
		return awserr.Invalid(operation, "Table.Name", "", "must not be empty")
	case ctx == nil:
		return awserr.Invalid(operation, "ctx", nil, "must not be nil")
	case job == "":
		return awserr.Invalid(operation, "job", "", "must not be empty")
	}
	return nil
}

func key(job string) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: job}}
}

func number(v types.AttributeValue) (int64, error) {
	n, ok := v.(*types.AttributeValueMemberN)
	if !ok {
		return 0, errors.New("not a number")
	}
	return strconv.ParseInt(n.Value, 10, 64)
}
