// Package search applies JMESPath expressions to the pages of AWS operations,
// as the search method of boto3's paginators does, with typed results.
//
//	for arn, err := range search.Items[string](ctx, paginate.Op(client.ListTopics, nil), "Topics[].TopicArn") { ... }
//
// It is for expressions that are not known when the program is written, such as
// those that a user gives on the command line, and for scripts ported from
// Python. If the expression is known, [paginate.Items] with a function is
// faster and is checked by the compiler.
//
// It is a separate module and needs no JMESPath library.
package search
