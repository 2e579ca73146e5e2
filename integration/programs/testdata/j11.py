# RDS: mirror snapshots into another region
REGION = "eu-west-1"
def seed(s):
    src, dst = s.client("rds"), s.client("rds", region_name=REGION)
    for c in (src, dst):
        c.create_db_instance(DBInstanceIdentifier="db", DBInstanceClass="db.t3.micro", Engine="postgres", AllocatedStorage=10)
    for i in range(4): src.create_db_snapshot(DBInstanceIdentifier="db", DBSnapshotIdentifier=f"nightly-{i}", Tags=[{"Key": "n", "Value": str(i)}])
    for name in ("copy-nightly-0", "copy-nightly-old", "mine"): dst.create_db_snapshot(DBInstanceIdentifier="db", DBSnapshotIdentifier=name)
def state(s):
    return [sorted((x["DBSnapshotIdentifier"], x["Status"], str(x["TagList"])) for x in s.client("rds", region_name=r).describe_db_snapshots(SnapshotType="manual")["DBSnapshots"]) for r in ("us-east-1", REGION)]
def run(s):
# BEGIN
    src, dst = s.client("rds"), s.client("rds", region_name=REGION)
    def manual(client):
        return [x for page in client.get_paginator("describe_db_snapshots").paginate(SnapshotType="manual") for x in page["DBSnapshots"]]
    sources = {"copy-" + x["DBSnapshotIdentifier"]: x["DBSnapshotArn"] for x in manual(src)}
    copies = {x["DBSnapshotIdentifier"] for x in manual(dst) if x["DBSnapshotIdentifier"].startswith("copy-")}
    for name in sorted(sources.keys() - copies):
        dst.copy_db_snapshot(SourceDBSnapshotIdentifier=sources[name], TargetDBSnapshotIdentifier=name, SourceRegion=src.meta.region_name, CopyTags=True)
        dst.get_waiter("db_snapshot_available").wait(DBSnapshotIdentifier=name)
        print("copied", name)
    for name in sorted(copies - sources.keys()):
        dst.delete_db_snapshot(DBSnapshotIdentifier=name)
        print("deleted", name)
# END
