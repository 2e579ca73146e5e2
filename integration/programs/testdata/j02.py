# EC2: delete own snapshots that are old and that no image uses
from datetime import datetime, timedelta, timezone
def seed(s):
    ec2 = s.client("ec2")
    v = ec2.create_volume(Size=1, AvailabilityZone="us-east-1a")["VolumeId"]
    snaps = [ec2.create_snapshot(VolumeId=v, Description=f"d{i}")["SnapshotId"] for i in range(8)]
    ec2.create_tags(Resources=snaps[:2], Tags=[{"Key": "keep", "Value": "true"}])
    ec2.register_image(Name="mine", BlockDeviceMappings=[{"DeviceName": "/dev/sda1", "Ebs": {"SnapshotId": snaps[3]}}], RootDeviceName="/dev/sda1")
def state(s):
    return sorted(x["Description"] for x in s.client("ec2").describe_snapshots(OwnerIds=["self"])["Snapshots"] if x["Description"].startswith("d"))
def run(s):
    days = -1
# BEGIN
    ec2 = s.resource("ec2")
    cutoff = datetime.now(timezone.utc) - timedelta(days=days)
    used = {m["Ebs"]["SnapshotId"] for image in ec2.images.filter(Owners=["self"])
            for m in image.block_device_mappings if "SnapshotId" in m.get("Ebs", {})}
    deleted = 0
    for snap in ec2.snapshots.filter(OwnerIds=["self"]):
        tags = {t["Key"]: t["Value"] for t in snap.tags or []}
        if snap.start_time < cutoff and snap.id not in used and tags.get("keep") != "true":
            try:
                snap.delete()
                deleted += 1
            except ClientError as e:
                print("skipped", snap.id, e.response["Error"]["Code"])
    print("deleted", deleted)
# END
from botocore.exceptions import ClientError
