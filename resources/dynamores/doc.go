// Package dynamores provides typed resources of Amazon DynamoDB:
// boto3.resource("dynamodb") in Go, with Go values for items.
//
//	db = boto3.resource("dynamodb")                     | db := dynamores.Open(sess)
//	table = db.Table("orders")                          | table := db.Table("orders")
//	table.put_item(Item={"id": "a"})                    | table.Put(ctx, order)
//	table.get_item(Key={"id": "a"})["Item"]             | order, ok, err := dynamores.Get[Order](ctx, table, dynamores.Key{"id": "a"})
//	table.scan(FilterExpression=Attr("open").eq(True))  | dynamores.Scan[Order](table, expression.Name("open").Equal(expression.Value(true)))
//	table.query(KeyConditionExpression=Key("id").eq(x)) | dynamores.Query[Order](table, expression.Key("id").Equal(expression.Value(x)))
//	with table.batch_writer() as b: b.put_item(...)     | table.PutAll(ctx, orders)
//	table.update_item(...)                              | table.Modify(ctx, key, expression.Set(...))
//	table.wait_until_exists()                           | table.WaitUntilExists(ctx, opts)
//
// Start with [Open] or [New]. Items are encoded and decoded as the SDK's
// attributevalue does, and conditions are those of its expression package. A scan
// for values of type [Item] can be given to [Table.PutAll] of another table, which
// copies it without loss.
package dynamores

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service dynamodb -entry DynamoDB -about "Amazon DynamoDB"
