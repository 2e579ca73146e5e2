// Package lambdares is AWS Lambda as typed resources.
package lambdares

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service lambda -entry Lambda -about "AWS Lambda"
