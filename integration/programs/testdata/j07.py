# SQS: drain a queue of JSON into a table
import json
from decimal import Decimal
def seed(s):
    queue = s.resource("sqs").create_queue(QueueName="orders", Attributes={"VisibilityTimeout": "30"})
    for i in range(23): queue.send_message(MessageBody=json.dumps({"id": f"o{i}", "total": i}) if i != 7 else "seven")
    s.resource("dynamodb").create_table(TableName="orders", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}], AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}], BillingMode="PAY_PER_REQUEST")
def state(s):
    left = s.client("sqs").get_queue_attributes(QueueUrl=s.resource("sqs").get_queue_by_name(QueueName="orders").url, AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"])["Attributes"]
    return sorted((i["id"], int(i["total"])) for i in s.resource("dynamodb").Table("orders").scan()["Items"]), left
def run(s):
# BEGIN
    queue = s.resource("sqs").get_queue_by_name(QueueName="orders")
    table, saved = s.resource("dynamodb").Table("orders"), 0
    while messages := queue.receive_messages(MaxNumberOfMessages=10, WaitTimeSeconds=1, VisibilityTimeout=120):
        done = []
        for m in messages:
            try:
                order = json.loads(m.body, parse_float=Decimal)
            except ValueError:
                print("left", m.body)
                continue
            table.put_item(Item=order)
            done.append({"Id": m.message_id, "ReceiptHandle": m.receipt_handle})
        if done:
            saved += len(done)
            failed = queue.delete_messages(Entries=done).get("Failed")
            if failed:
                raise RuntimeError(failed)
    print("saved", saved)
# END
