// Package snsres is Amazon SNS as typed resources.
package snsres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service sns -entry SNS -about "Amazon SNS"
