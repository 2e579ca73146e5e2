"""The story of boto3_test.go as boto3 tells it: argument 1 is the server. Prints facts as JSON."""
import json
import sys

import boto3

session = boto3.Session("test", "test", region_name="us-east-1")
make = lambda name: session.resource(name, endpoint_url=sys.argv[1])
facts = {}

ec2 = make("ec2")
vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16")
vpc.wait_until_available()
subnet = vpc.create_subnet(CidrBlock="10.1.1.0/24")
image = next(iter(ec2.images.limit(1)))
instances = subnet.create_instances(ImageId=image.id, MinCount=5, MaxCount=5)
for i in instances[:2]:
    i.create_tags(Tags=[{"Key": "Owner", "Value": "me"}])
for i in vpc.instances.filter(Filters=[{"Name": "instance-state-name", "Values": ["running"]}]):
    if not any(t["Key"] == "Owner" for t in i.tags or []):
        i.stop()
        i.wait_until_stopped()
facts["states"] = sorted(i.state["Name"] for i in vpc.instances.all())
facts["cidr of the instance's vpc"] = ec2.Instance(instances[0].id).vpc.cidr_block
facts["subnets"] = [s.cidr_block for s in vpc.subnets.all()]
facts["limited"] = len(list(vpc.instances.limit(3)))
facts["group"] = [g.group_name for g in vpc.security_groups.all()]
vpc.instances.terminate()
facts["after"] = sorted({i.state["Name"] for i in vpc.instances.all()})

s3 = make("s3")
bucket = s3.create_bucket(Bucket=sys.argv[2])
bucket.Versioning().enable()
for k in ["old/a", "old/b", "new/c"]:
    bucket.Object(k).put(Body=k.encode())
bucket.Object("old/b").delete()
facts["objects"] = [[o.key, o.size] for o in bucket.objects.all()]
facts["versions"] = sorted(v.object_key for v in bucket.object_versions.filter(Prefix="old/"))
bucket.object_versions.filter(Prefix="old/").delete()
facts["left"] = [v.object_key for v in bucket.object_versions.all()]
facts["length"] = s3.Object(bucket.name, "new/c").content_length
facts["status"] = bucket.Versioning().status

sqs = make("sqs")
queue = sqs.create_queue(QueueName=sys.argv[2])
queue.send_messages(Entries=[{"Id": str(i), "MessageBody": "m%d" % i} for i in range(5)])
got = []
while True:
    messages = queue.receive_messages(MaxNumberOfMessages=10)
    if not messages:
        break
    got += [m.body for m in messages]
    queue.delete_messages(Entries=[{"Id": m.message_id, "ReceiptHandle": m.receipt_handle} for m in messages])
facts["messages"] = sorted(got)

iam = make("iam")
user = iam.create_user(UserName=sys.argv[2])
group = iam.create_group(GroupName=sys.argv[2])
group.add_user(UserName=user.name)
facts["users"] = [u.name == user.name for u in group.users.all()]
facts["groups"] = [g.name == group.name for g in user.groups.all()]

dynamodb = make("dynamodb")
table = dynamodb.create_table(
    TableName=sys.argv[2], BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
table.wait_until_exists()
with table.batch_writer() as batch:
    for i in range(60):
        batch.put_item(Item={"id": str(i), "n": i})
facts["items"] = table.scan(Select="COUNT")["Count"]
facts["item"] = int(table.get_item(Key={"id": "7"})["Item"]["n"])
facts["table"] = table.table_status

print(json.dumps(facts, sort_keys=True))
