# S3: delete all versions and markers below a prefix
def seed(s):
    s3 = s.client("s3"); s3.create_bucket(Bucket="logs")
    s3.put_bucket_versioning(Bucket="logs", VersioningConfiguration={"Status": "Enabled"})
    for i in range(30):
        s3.put_object(Bucket="logs", Key=f"old/{i}", Body=b"x"); s3.put_object(Bucket="logs", Key=f"old/{i}", Body=b"y")
        if i % 3 == 0: s3.delete_object(Bucket="logs", Key=f"old/{i}")
    s3.put_object(Bucket="logs", Key="new/1", Body=b"z")
def state(s):
    return sorted(v.object_key for v in s.resource("s3").Bucket("logs").object_versions.all())
def run(s):
# BEGIN
    deleted = s.resource("s3").Bucket("logs").object_versions.filter(Prefix="old/").delete()
    print(sum(len(d["Deleted"]) for d in deleted), "deleted")
# END
