# S3: sum a field of JSON objects by day, presign the result
import json, collections
def seed(s):
    s3 = s.client("s3"); s3.create_bucket(Bucket="events")
    for i in range(40): s3.put_object(Bucket="events", Key=f"in/2026-11-{i%5+1:02}/{i}.{'json' if i%4 else 'txt'}", Body=json.dumps({"bytes": i}))
def state(s): return json.loads(s.client("s3").get_object(Bucket="events", Key="out/sum.json")["Body"].read())
def run(s):
# BEGIN
    bucket = s.resource("s3").Bucket("events")
    total = collections.Counter()
    for obj in bucket.objects.filter(Prefix="in/"):
        if obj.key.endswith(".json"):
            total[obj.key.split("/")[1]] += json.load(obj.get()["Body"])["bytes"]
    bucket.put_object(Key="out/sum.json", Body=json.dumps(total, sort_keys=True), ContentType="application/json")
    url = s.client("s3").generate_presigned_url("get_object", Params={"Bucket": "events", "Key": "out/sum.json"}, ExpiresIn=3600)
    print(len(total), "X-Amz-Expires=3600" in url or "Expires=" in url)
# END
