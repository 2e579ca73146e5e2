# Logs: retention where there is none; SSM: print parameters
def seed(s):
    l = s.client("logs")
    for i in range(70):
        l.create_log_group(logGroupName=f"/g/{i:02}")
        if i % 2: l.put_retention_policy(logGroupName=f"/g/{i:02}", retentionInDays=7)
    for i in range(25): s.client("ssm").put_parameter(Name=f"/app/prod/K{i:02}", Value=str(i), Type="SecureString" if i % 2 else "String")
def state(s): return sorted((g["logGroupName"], g.get("retentionInDays")) for p in s.client("logs").get_paginator("describe_log_groups").paginate() for g in p["logGroups"])
def run(s):
# BEGIN
    logs, n = s.client("logs"), 0
    for page in logs.get_paginator("describe_log_groups").paginate():
        for g in page["logGroups"]:
            if "retentionInDays" not in g:
                logs.put_retention_policy(logGroupName=g["logGroupName"], retentionInDays=30)
                n += 1
    print(n, "set")
    for page in s.client("ssm").get_paginator("get_parameters_by_path").paginate(Path="/app/prod/", WithDecryption=True):
        for p in page["Parameters"]:
            print(p["Name"].rsplit("/", 1)[1] + "=" + p["Value"])
# END
