# EC2: inventory with tags over regions as CSV into S3
import csv, io
REGIONS = ["us-east-1", "eu-west-1"]
def seed(s):
    import j01; j01.seed(s); s.client("s3").create_bucket(Bucket="reports")
def state(s): return s.client("s3").get_object(Bucket="reports", Key="inventory.csv")["Body"].read().decode()
def run(s):
# BEGIN
    buf = io.StringIO()
    out = csv.writer(buf, lineterminator="\n")
    out.writerow(["region", "id", "name", "owner", "type", "state", "private_ip"])
    for region in REGIONS:
        for i in s.resource("ec2", region_name=region).instances.all():
            tags = {t["Key"]: t["Value"] for t in i.tags or []}
            out.writerow([region, i.id, tags.get("Name"), tags.get("Owner"), i.instance_type, i.state["Name"], i.private_ip_address])
    s.resource("s3").Object("reports", "inventory.csv").put(Body=buf.getvalue().encode(), ContentType="text/csv")
    back = s.client("s3").get_object(Bucket="reports", Key="inventory.csv")["Body"].read().decode()
    print(back.splitlines()[0], len(back.splitlines()))
# END
