// Package route53res is Amazon Route 53 as typed resources.
package route53res

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service route53 -entry Route53 -about "Amazon Route 53"
