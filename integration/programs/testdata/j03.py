# IAM: rotate old access keys, the new ones into Secrets Manager
import json
from datetime import datetime, timedelta, timezone
from botocore.exceptions import ClientError
DAYS = -1
def seed(s):
    iam, secrets = s.client("iam"), s.client("secretsmanager")
    for name in ("ann", "bob", "cat", "dan"):
        iam.create_user(UserName=name)
        key = iam.create_access_key(UserName=name)["AccessKey"]["AccessKeyId"]
        if name != "dan": secrets.create_secret(Name="keys/" + name, SecretString="{}")  # dan's new key has no place
        if name == "bob": iam.create_access_key(UserName=name)  # two are the limit
        if name == "cat": iam.update_access_key(UserName=name, AccessKeyId=key, Status="Inactive")
def state(s):
    iam, secrets, out = s.resource("iam"), s.client("secretsmanager"), []
    stored = {x["Name"]: json.loads(secrets.get_secret_value(SecretId=x["Name"])["SecretString"]) for x in secrets.list_secrets()["SecretList"]}
    for user in iam.users.all():
        keys = list(user.access_keys.all())
        value = stored.get("keys/" + user.name, {})
        out.append((user.name, sorted(k.status for k in keys), sorted(value), [k.status for k in keys if k.id == value.get("id")], len(value.get("secret", ""))))
    return sorted(out)
def run(s):
# BEGIN
    iam, secrets = s.resource("iam"), s.client("secretsmanager")
    cutoff = datetime.now(timezone.utc) - timedelta(days=DAYS)
    for user in iam.users.all():
        for key in list(user.access_keys.all()):
            if key.status != "Active" or key.create_date >= cutoff:
                continue
            try:
                new = user.create_access_key_pair()
                try:
                    secrets.put_secret_value(SecretId="keys/" + user.name, SecretString=json.dumps({"id": new.id, "secret": new.secret}))
                except ClientError:
                    new.delete()
                    raise
                key.deactivate()
                print("rotated", user.name)
            except ClientError as e:
                print("skipped", user.name, e.response["Error"]["Code"])
# END
