// Package ssmres is the parameters of AWS Systems Manager as typed resources.
package ssmres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service ssm -entry SSM -about "the parameters of AWS Systems Manager"
