// Package ec2res is EC2 as typed resources.
package ec2res

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service ec2 -entry EC2 -about "Amazon EC2"
