package dynamores

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// DynamoDB gives access to the resources of Amazon DynamoDB in one account and
// region. It is safe for concurrent use. Its zero value makes no requests; use
// [Open] or [New].
type DynamoDB struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*dynamodb.Options)) *DynamoDB {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	d := New(dynamodb.NewFromConfig(cfg, optFns...))
	d.place = d.place.In(sess)
	return d
}

// New returns the resources that a client has access to. It makes no request.
func New(client *dynamodb.Client) *DynamoDB {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &DynamoDB{resources.NewPlace("dynamodb", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of
// *dynamodb.Client, such as a fake in a test. What needs another method returns
// an error.
func NewFrom(api any) *DynamoDB { return &DynamoDB{resources.NewPlace("dynamodb", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (d *DynamoDB) Client() *dynamodb.Client {
	client, _ := d.api().(*dynamodb.Client)
	return client
}

func (d *DynamoDB) api() any {
	if d == nil {
		return nil
	}
	return d.place.API()
}

func (d *DynamoDB) at() *resources.Place {
	if d == nil {
		return nil
	}
	return &d.place
}

// node holds what all resources have in common.
type node struct {
	service *DynamoDB
	state   resources.State
}

// Service returns the DynamoDB that the resource was made with.
func (n *node) Service() *DynamoDB { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *dynamodb.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// client returns the client as the interface of a waiter.
func client[A any](d *DynamoDB, operation string) (A, error) {
	api, ok := d.api().(A)
	if !ok {
		return api, d.at().Lacks(operation)
	}
	return api, nil
}

// BatchGetItem reads up to 100 items of any tables by their keys
// (BatchGetItem).
func (d *DynamoDB) BatchGetItem(ctx context.Context, requestItems map[string]types.KeysAndAttributes, changes ...func(*dynamodb.BatchGetItemInput)) (*dynamodb.BatchGetItemOutput, error) {
	in := &dynamodb.BatchGetItemInput{RequestItems: requestItems}
	return resources.Call(ctx, "dynamodb.BatchGetItem", d.batchGetItem, in, changes)
}

// BatchWriteItem writes and deletes up to 25 items of any tables
// (BatchWriteItem).
func (d *DynamoDB) BatchWriteItem(ctx context.Context, requestItems map[string][]types.WriteRequest, changes ...func(*dynamodb.BatchWriteItemInput)) (*dynamodb.BatchWriteItemOutput, error) {
	in := &dynamodb.BatchWriteItemInput{RequestItems: requestItems}
	return resources.Call(ctx, "dynamodb.BatchWriteItem", d.batchWriteItem, in, changes)
}

// CreateTable creates a table (CreateTable) and returns it.
func (d *DynamoDB) CreateTable(ctx context.Context, tableName string, changes ...func(*dynamodb.CreateTableInput)) (*Table, error) {
	in := &dynamodb.CreateTableInput{TableName: aws.String(tableName)}
	out, err := resources.Call(ctx, "dynamodb.CreateTable", d.createTable, in, changes)
	if err != nil {
		return nil, err
	}
	if out.TableDescription == nil {
		return nil, resources.Without("dynamodb.CreateTable", "TableDescription")
	}
	return &Table{node: node{service: d}, Name: aws.ToString(out.TableDescription.TableName), Data: out.TableDescription}, nil
}

// Tables returns the tables (ListTables). The listing does not set Data: Load
// requests it for each.
func (d *DynamoDB) Tables() *Tables {
	in := &dynamodb.ListTablesInput{}
	return newTables(collections.Listed(d.listTables, in, d.tablesOf))
}
