# EC2: stop running instances without an Owner tag, in two regions
REGIONS = ["us-east-1", "eu-west-1"]
def seed(s):
    for r in REGIONS:
        ec2 = s.client("ec2", region_name=r)
        for i in range(6):
            tags = [{"Key": "Name", "Value": f"{r}-{i}"}]
            if i % 2: tags.append({"Key": "Owner", "Value": "ann"})
            ec2.run_instances(ImageId="ami-12c6146b", MinCount=1, MaxCount=1, TagSpecifications=[{"ResourceType": "instance", "Tags": tags}])
def state(s):
    out = []
    for r in REGIONS:
        for i in s.resource("ec2", region_name=r).instances.all():
            out.append((next(t["Value"] for t in i.tags if t["Key"] == "Name"), i.state["Name"]))
    return sorted(out)
def run(s):
# BEGIN
    for region in REGIONS:
        ec2 = s.resource("ec2", region_name=region)
        running = ec2.instances.filter(Filters=[{"Name": "instance-state-name", "Values": ["running"]}])
        ids = [i.id for i in running if "Owner" not in {t["Key"] for t in i.tags or []}]
        if ids:
            ec2.instances.filter(InstanceIds=ids).stop()
        print(region, len(ids))
# END
