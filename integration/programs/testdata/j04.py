# S3: buckets of several accounts: region, size, public access
import boto3
from botocore.exceptions import ClientError
ACCOUNTS = ["111122223333", "444455556666"]
def seed(s):
    for n, account in enumerate(ACCOUNTS):
        creds = s.client("sts").assume_role(RoleArn=f"arn:aws:iam::{account}:role/Audit", RoleSessionName="seed")["Credentials"]
        for region in ("us-east-1", "eu-west-1"):
            s3 = boto3.client("s3", region_name=region, aws_access_key_id=creds["AccessKeyId"], aws_secret_access_key=creds["SecretAccessKey"], aws_session_token=creds["SessionToken"])
            name = f"data-{n}-{region}"
            s3.create_bucket(Bucket=name, **({} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}))
            for i in range(n + 2): s3.put_object(Bucket=name, Key=str(i), Body=b"x" * 100 * i)
            if region == "eu-west-1":
                s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration={"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": n == 0})
def state(s): return []
def run(s):
# BEGIN
    for account in ACCOUNTS:
        creds = s.client("sts").assume_role(RoleArn=f"arn:aws:iam::{account}:role/Audit", RoleSessionName="buckets")["Credentials"]
        s3 = boto3.resource("s3", aws_access_key_id=creds["AccessKeyId"], aws_secret_access_key=creds["SecretAccessKey"], aws_session_token=creds["SessionToken"])
        for bucket in s3.buckets.all():
            region = s3.meta.client.head_bucket(Bucket=bucket.name)["BucketRegion"]
            size = sum(obj.size for obj in bucket.objects.all())
            try:
                blocked = all(s3.meta.client.get_public_access_block(Bucket=bucket.name)["PublicAccessBlockConfiguration"].values())
            except ClientError as e:
                if e.response["Error"]["Code"] != "NoSuchPublicAccessBlockConfiguration":
                    raise
                blocked = False
            print(account, bucket.name, region, size, blocked)
# END
