// Package glacierres is Amazon S3 Glacier as typed resources.
package glacierres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service glacier -entry Glacier -about "Amazon S3 Glacier"
