package dynamores

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// Table is a table of DynamoDB. It is identified by its Name.
type Table struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.TableDescription
}

// Table returns the table with a name. It makes no request, and the table need
// not exist.
func (d *DynamoDB) Table(name string) *Table {
	return &Table{node: node{service: d}, Name: name}
}

// Identity returns what identifies the table. It is comparable, and can be the
// key of a map.
func (t *Table) Identity() resources.Identity {
	if t == nil {
		return resources.Identity{}
	}
	return t.service.at().Identity("Table", "Name", t.Name)
}

// String returns the type and the identifiers of the table.
func (t *Table) String() string { return t.Identity().String() }

// LogValue implements slog.LogValuer.
func (t *Table) LogValue() slog.Value { return t.Identity().LogValue() }

func (t *Table) check(operation string) error {
	if t == nil {
		return resources.Nil(operation, "Table")
	}
	return t.service.at().Check(operation, "Name", t.Name)
}

// Load reads Data (DescribeTable), unless it is set and not stale. Concurrent
// calls make one request.
func (t *Table) Load(ctx context.Context) error {
	if err := t.check("dynamodb.DescribeTable"); err != nil {
		return err
	}
	return resources.Load(ctx, "dynamodb.DescribeTable", &t.state, &t.Data, t.fetch)
}

// Reload reads Data again (DescribeTable).
func (t *Table) Reload(ctx context.Context) error {
	if err := t.check("dynamodb.DescribeTable"); err != nil {
		return err
	}
	return resources.Reload(ctx, "dynamodb.DescribeTable", &t.state, &t.Data, t.fetch)
}

func (t *Table) fetch(ctx context.Context) (*types.TableDescription, error) {
	out, err := t.service.describeTable(ctx, &dynamodb.DescribeTableInput{TableName: aws.String(t.Name)})
	if err != nil {
		return nil, err
	}
	if data := tableIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("dynamodb.DescribeTable", t.Identity())
}

func tableIn(out *dynamodb.DescribeTableOutput) *types.TableDescription {
	if out == nil {
		return nil
	}
	return out.Table
}

// Delete deletes the table (DeleteTable).
func (t *Table) Delete(ctx context.Context, changes ...func(*dynamodb.DeleteTableInput)) (*dynamodb.DeleteTableOutput, error) {
	if err := t.check("dynamodb.DeleteTable"); err != nil {
		return nil, err
	}
	in := &dynamodb.DeleteTableInput{TableName: aws.String(t.Name)}
	return resources.Act(ctx, &t.state, "dynamodb.DeleteTable", t.service.deleteTable, in, changes)
}

// DeleteItem deletes an item of the table (DeleteItem).
func (t *Table) DeleteItem(ctx context.Context, key map[string]types.AttributeValue, changes ...func(*dynamodb.DeleteItemInput)) (*dynamodb.DeleteItemOutput, error) {
	if err := t.check("dynamodb.DeleteItem"); err != nil {
		return nil, err
	}
	in := &dynamodb.DeleteItemInput{TableName: aws.String(t.Name), Key: key}
	return resources.Call(ctx, "dynamodb.DeleteItem", t.service.deleteItem, in, changes)
}

// GetItem reads an item of the table (GetItem).
func (t *Table) GetItem(ctx context.Context, key map[string]types.AttributeValue, changes ...func(*dynamodb.GetItemInput)) (*dynamodb.GetItemOutput, error) {
	if err := t.check("dynamodb.GetItem"); err != nil {
		return nil, err
	}
	in := &dynamodb.GetItemInput{TableName: aws.String(t.Name), Key: key}
	return resources.Call(ctx, "dynamodb.GetItem", t.service.getItem, in, changes)
}

// PutItem writes an item to the table (PutItem).
func (t *Table) PutItem(ctx context.Context, item map[string]types.AttributeValue, changes ...func(*dynamodb.PutItemInput)) (*dynamodb.PutItemOutput, error) {
	if err := t.check("dynamodb.PutItem"); err != nil {
		return nil, err
	}
	in := &dynamodb.PutItemInput{TableName: aws.String(t.Name), Item: item}
	return resources.Call(ctx, "dynamodb.PutItem", t.service.putItem, in, changes)
}

// Query queries the table (Query).
func (t *Table) Query(ctx context.Context, changes ...func(*dynamodb.QueryInput)) (*dynamodb.QueryOutput, error) {
	if err := t.check("dynamodb.Query"); err != nil {
		return nil, err
	}
	in := &dynamodb.QueryInput{TableName: aws.String(t.Name)}
	return resources.Call(ctx, "dynamodb.Query", t.service.query, in, changes)
}

// Scan scans the table (Scan).
func (t *Table) Scan(ctx context.Context, changes ...func(*dynamodb.ScanInput)) (*dynamodb.ScanOutput, error) {
	if err := t.check("dynamodb.Scan"); err != nil {
		return nil, err
	}
	in := &dynamodb.ScanInput{TableName: aws.String(t.Name)}
	return resources.Call(ctx, "dynamodb.Scan", t.service.scan, in, changes)
}

// Update updates the table (UpdateTable) and returns it. Data is stale
// afterwards.
func (t *Table) Update(ctx context.Context, changes ...func(*dynamodb.UpdateTableInput)) (*Table, error) {
	if err := t.check("dynamodb.UpdateTable"); err != nil {
		return nil, err
	}
	in := &dynamodb.UpdateTableInput{TableName: aws.String(t.Name)}
	out, err := resources.Act(ctx, &t.state, "dynamodb.UpdateTable", t.service.updateTable, in, changes)
	if err != nil {
		return nil, err
	}
	return &Table{node: node{service: t.service}, Name: t.Name, Data: out.TableDescription}, nil
}

// UpdateItem updates an item of the table (UpdateItem).
func (t *Table) UpdateItem(ctx context.Context, key map[string]types.AttributeValue, changes ...func(*dynamodb.UpdateItemInput)) (*dynamodb.UpdateItemOutput, error) {
	if err := t.check("dynamodb.UpdateItem"); err != nil {
		return nil, err
	}
	in := &dynamodb.UpdateItemInput{TableName: aws.String(t.Name), Key: key}
	return resources.Call(ctx, "dynamodb.UpdateItem", t.service.updateItem, in, changes)
}

// WaitUntilExists waits until the table exists (DescribeTable). It sets Data
// from the last response; if the wait fails, Data is stale. The options or the
// context must bound the wait.
func (t *Table) WaitUntilExists(ctx context.Context, opts waiters.Options) error {
	if err := t.check("dynamodb.TableExists"); err != nil {
		return err
	}
	api, err := client[dynamodb.DescribeTableAPIClient](t.service, "dynamodb.DescribeTable")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, dynamodb.NewTableExistsWaiter(api), &dynamodb.DescribeTableInput{TableName: aws.String(t.Name)}, opts)
	resources.Keep(&t.state, &t.Data, tableIn(out))
	return err
}

// WaitUntilNotExists waits until the table does not exist (DescribeTable). It
// sets Data from the last response; if the wait fails, Data is stale. The
// options or the context must bound the wait.
func (t *Table) WaitUntilNotExists(ctx context.Context, opts waiters.Options) error {
	if err := t.check("dynamodb.TableNotExists"); err != nil {
		return err
	}
	api, err := client[dynamodb.DescribeTableAPIClient](t.service, "dynamodb.DescribeTable")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, dynamodb.NewTableNotExistsWaiter(api), &dynamodb.DescribeTableInput{TableName: aws.String(t.Name)}, opts)
	resources.Keep(&t.state, &t.Data, tableIn(out))
	return err
}

// Tables is a collection of tables, as ListTables lists them. It makes no
// request until it is ranged over; see [collections.View].
type Tables struct {
	collections.View[*Tables, *dynamodb.ListTablesInput, *Table]
}

func newTables(e *collections.Erased) *Tables {
	return &Tables{collections.ViewOf[*Tables, *dynamodb.ListTablesInput, *Table](e)}
}

func (d *DynamoDB) tablesOf(out *dynamodb.ListTablesOutput) []any {
	count := len(out.TableNames)
	all, slab := make([]any, 0, count), make([]Table, count)
	for n := range out.TableNames {
		t := &slab[len(all)]
		t.service, t.Name = d, out.TableNames[n]
		all = append(all, t)
	}
	return all
}
