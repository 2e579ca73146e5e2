// Package dynamores is Amazon DynamoDB as typed resources.
package dynamores

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service dynamodb -entry DynamoDB -about "Amazon DynamoDB"
