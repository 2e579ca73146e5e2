// Package route53res provides typed resources of Amazon Route 53: zones, records, and
// changes on their way to the name servers.
//
//	r53.get_paginator("list_hosted_zones")                 | r53.Zones()
//	r53.list_hosted_zones_by_name(DNSName="example.com")   | r53.ZoneByName(ctx, "example.com")
//	r53.get_paginator("list_resource_record_sets")         | zone.Records()
//	[r["Value"] for r in rrset["ResourceRecords"]]         | record.Values()
//	r53.change_resource_record_sets(... "UPSERT" ...)      | zone.Put(ctx, route53res.RecordSet(name, typ, ttl, values...))
//	r53.change_resource_record_sets(... "DELETE" ...)      | zone.Records().Filter(old).Delete(ctx)
//	r53.get_waiter("resource_record_sets_changed")         | change.WaitUntilInSync(ctx, opts)
//
// where r53 is route53res.Open(sess). Start with [Open] or [New].
package route53res

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service route53 -entry Route53 -about "Amazon Route 53"
