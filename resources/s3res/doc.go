// Package s3res is S3 as typed resources.
package s3res

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service s3 -entry S3 -about "Amazon S3"
