// Package cloudwatchres is Amazon CloudWatch as typed resources.
package cloudwatchres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service cloudwatch -entry CloudWatch -about "Amazon CloudWatch"
