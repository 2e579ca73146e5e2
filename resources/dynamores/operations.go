package dynamores

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (d *DynamoDB) batchGetItem(ctx context.Context, in *dynamodb.BatchGetItemInput) (*dynamodb.BatchGetItemOutput, error) {
	api, ok := d.api().(interface {
		BatchGetItem(context.Context, *dynamodb.BatchGetItemInput, ...func(*dynamodb.Options)) (*dynamodb.BatchGetItemOutput, error)
	})
	if !ok {
		return nil, d.at().Lacks("dynamodb.BatchGetItem")
	}
	return api.BatchGetItem(ctx, in)
}

func (d *DynamoDB) batchWriteItem(ctx context.Context, in *dynamodb.BatchWriteItemInput) (*dynamodb.BatchWriteItemOutput, error) {
	api, ok := d.api().(interface {
		BatchWriteItem(context.Context, *dynamodb.BatchWriteItemInput, ...func(*dynamodb.Options)) (*dynamodb.BatchWriteItemOutput, error)
	})
	if !ok {
		return nil, d.at().Lacks("dynamodb.BatchWriteItem")
	}
	return api.BatchWriteItem(ctx, in)
}

func (d *DynamoDB) createTable(ctx context.Context, in *dynamodb.CreateTableInput) (*dynamodb.CreateTableOutput, error) {
	api, ok := d.api().(interface {
		CreateTable(context.Context, *dynamodb.CreateTableInput, ...func(*dynamodb.Options)) (*dynamodb.CreateTableOutput, error)
	})
	if !ok {
		return nil, d.at().Lacks("dynamodb.CreateTable")
	}
	return api.CreateTable(ctx, in)
}

func (d *DynamoDB) deleteItem(ctx context.Context, in *dynamodb.DeleteItemInput) (*dynamodb.DeleteItemOutput, error) {
	api, ok := d.api().(interface {
		DeleteItem(context.Context, *dynamodb.DeleteItemInput, ...func(*dynamodb.Options)) (*dynamodb.DeleteItemOutput, error)
	})
	if !ok {
		return nil, d.at().Lacks("dynamodb.DeleteItem")
	}
	return api.DeleteItem(ctx, in)
}

func (d *DynamoDB) deleteTable(ctx context.Context, in *dynamodb.DeleteTableInput) (*dynamodb.DeleteTableOutput, error) {
	api, ok := d.api().(interface {
		DeleteTable(context.Context, *dynamodb.DeleteTableInput, ...func(*dynamodb.Options)) (*dynamodb.DeleteTableOutput, error)
	})
	if !ok {
		return nil, d.at().Lacks("dynamodb.DeleteTable")
	}
	return api.DeleteTable(ctx, in)
}

func (d *DynamoDB) describeTable(ctx context.Context, in *dynamodb.DescribeTableInput) (*dynamodb.DescribeTableOutput, error) {
	api, ok := d.api().(interface {
		DescribeTable(context.Context, *dynamodb.DescribeTableInput, ...func(*dynamodb.Options)) (*dynamodb.DescribeTableOutput, error)
	})
	if !ok {
		return nil, d.at().Lacks("dynamodb.DescribeTable")
	}
	return api.DescribeTable(ctx, in)
}

func (d *DynamoDB) getItem(ctx context.Context, in *dynamodb.GetItemInput) (*dynamodb.GetItemOutput, error) {
	api, ok := d.api().(interface {
		GetItem(context.Context, *dynamodb.GetItemInput, ...func(*dynamodb.Options)) (*dynamodb.GetItemOutput, error)
	})
	if !ok {
		return nil, d.at().Lacks("dynamodb.GetItem")
	}
	return api.GetItem(ctx, in)
}

func (d *DynamoDB) listTables(ctx context.Context, in *dynamodb.ListTablesInput) (*dynamodb.ListTablesOutput, error) {
	api, ok := d.api().(interface {
		ListTables(context.Context, *dynamodb.ListTablesInput, ...func(*dynamodb.Options)) (*dynamodb.ListTablesOutput, error)
	})
	if !ok {
		return nil, d.at().Lacks("dynamodb.ListTables")
	}
	return api.ListTables(ctx, in)
}

func (d *DynamoDB) putItem(ctx context.Context, in *dynamodb.PutItemInput) (*dynamodb.PutItemOutput, error) {
	api, ok := d.api().(interface {
		PutItem(context.Context, *dynamodb.PutItemInput, ...func(*dynamodb.Options)) (*dynamodb.PutItemOutput, error)
	})
	if !ok {
		return nil, d.at().Lacks("dynamodb.PutItem")
	}
	return api.PutItem(ctx, in)
}

func (d *DynamoDB) query(ctx context.Context, in *dynamodb.QueryInput) (*dynamodb.QueryOutput, error) {
	api, ok := d.api().(interface {
		Query(context.Context, *dynamodb.QueryInput, ...func(*dynamodb.Options)) (*dynamodb.QueryOutput, error)
	})
	if !ok {
		return nil, d.at().Lacks("dynamodb.Query")
	}
	return api.Query(ctx, in)
}

func (d *DynamoDB) scan(ctx context.Context, in *dynamodb.ScanInput) (*dynamodb.ScanOutput, error) {
	api, ok := d.api().(interface {
		Scan(context.Context, *dynamodb.ScanInput, ...func(*dynamodb.Options)) (*dynamodb.ScanOutput, error)
	})
	if !ok {
		return nil, d.at().Lacks("dynamodb.Scan")
	}
	return api.Scan(ctx, in)
}

func (d *DynamoDB) updateItem(ctx context.Context, in *dynamodb.UpdateItemInput) (*dynamodb.UpdateItemOutput, error) {
	api, ok := d.api().(interface {
		UpdateItem(context.Context, *dynamodb.UpdateItemInput, ...func(*dynamodb.Options)) (*dynamodb.UpdateItemOutput, error)
	})
	if !ok {
		return nil, d.at().Lacks("dynamodb.UpdateItem")
	}
	return api.UpdateItem(ctx, in)
}

func (d *DynamoDB) updateTable(ctx context.Context, in *dynamodb.UpdateTableInput) (*dynamodb.UpdateTableOutput, error) {
	api, ok := d.api().(interface {
		UpdateTable(context.Context, *dynamodb.UpdateTableInput, ...func(*dynamodb.Options)) (*dynamodb.UpdateTableOutput, error)
	})
	if !ok {
		return nil, d.at().Lacks("dynamodb.UpdateTable")
	}
	return api.UpdateTable(ctx, in)
}
