// Package sqsres is Amazon SQS as typed resources.
package sqsres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service sqs -entry SQS -about "Amazon SQS"
