// Package iamres is AWS Identity and Access Management as typed resources.
package iamres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service iam -entry IAM -about "AWS Identity and Access Management"
