package programs

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources/dynamores"
	"github.com/awsessentials/essentials/session"
)

// BEGIN

// J06 copies the open items of a table, marked, into another one.
func J06(ctx context.Context, sess *session.Session) error {
	db := dynamores.Open(sess)
	open := expression.Name("open").Equal(expression.Value(true)).And(expression.Name("n").GreaterThanEqual(expression.Value(10)))
	items := collections.Map(dynamores.Scan[dynamores.Item](db.Table("src"), open), func(item dynamores.Item) dynamores.Item {
		item["copied"] = &types.AttributeValueMemberBOOL{Value: true}
		return item
	})
	report, err := db.Table("dst").PutAll(ctx, items.All(ctx))
	fmt.Println("copied", report.Done)
	return err
}

// END
