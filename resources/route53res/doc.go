// Package route53res is Amazon Route 53 as typed resources.
//
//	r53.get_paginator("list_hosted_zones")            r53.Zones()
//	r53.get_paginator("list_resource_record_sets")    r53.Zone(id).Records()
//	[r["Value"] for r in rrset["ResourceRecords"]]    record.Values()
package route53res

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service route53 -entry Route53 -about "Amazon Route 53"
