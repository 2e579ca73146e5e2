# DynamoDB: copy filtered items into another table
from boto3.dynamodb.conditions import Attr
def seed(s):
    d = s.resource("dynamodb")
    for n in ("src", "dst"):
        d.create_table(TableName=n, KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}], AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}], BillingMode="PAY_PER_REQUEST")
    with d.Table("src").batch_writer() as b:
        for i in range(130): b.put_item(Item={"id": f"i{i}", "n": i, "tags": ["a", "b"], "open": i % 2 == 0})
def state(s):
    return sorted((i["id"], int(i["n"]), str(i.get("copied"))) for i in s.resource("dynamodb").Table("dst").scan()["Items"])
def run(s):
# BEGIN
    db = s.resource("dynamodb")
    src, dst = db.Table("src"), db.Table("dst")
    args, n = {"FilterExpression": Attr("open").eq(True) & Attr("n").gte(10)}, 0
    with dst.batch_writer() as batch:
        while True:
            page = src.scan(**args)
            for item in page["Items"]:
                item["copied"] = True
                batch.put_item(Item=item)
                n += 1
            if "LastEvaluatedKey" not in page:
                break
            args["ExclusiveStartKey"] = page["LastEvaluatedKey"]
    print("copied", n)
# END
