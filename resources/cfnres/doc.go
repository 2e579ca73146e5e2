// Package cfnres is AWS CloudFormation as typed resources.
package cfnres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service cloudformation -entry CloudFormation -about "AWS CloudFormation"
