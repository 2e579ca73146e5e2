# Route 53: records of all zones as CSV
import csv, sys
def seed(s):
    r = s.client("route53")
    for z in ("a.example.", "b.example."):
        i = r.create_hosted_zone(Name=z, CallerReference=z)["HostedZone"]["Id"]
        ch = [{"Action": "CREATE", "ResourceRecordSet": {"Name": f"h{k}.{z}", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": f"10.0.0.{k}"}, {"Value": f"10.0.1.{k}"}]}} for k in range(120)]
        ch.append({"Action": "CREATE", "ResourceRecordSet": {"Name": f"alias.{z}", "Type": "A", "AliasTarget": {"HostedZoneId": "Z2", "DNSName": "d.cloudfront.net.", "EvaluateTargetHealth": False}}})
        r.change_resource_record_sets(HostedZoneId=i, ChangeBatch={"Changes": ch})
def state(s): return []
def run(s):
# BEGIN
    r53, out = s.client("route53"), csv.writer(sys.stdout)
    out.writerow(["zone", "name", "type", "ttl", "values"])
    for zones in r53.get_paginator("list_hosted_zones").paginate():
        for zone in zones["HostedZones"]:
            for page in r53.get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone["Id"]):
                for r in page["ResourceRecordSets"]:
                    values = [v["Value"] for v in r.get("ResourceRecords", [])] or [r["AliasTarget"]["DNSName"]]
                    out.writerow([zone["Name"], r["Name"], r["Type"], r.get("TTL"), " ".join(values)])
# END
