# Lambda: deploy a function, schedule it, invoke it
import io, json, zipfile
def zipped():
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w") as z: z.writestr("f.py", "def h(e, c): return 1")
    return b.getvalue()
ROLE = "arn:aws:iam::123456789012:role/fn"
def seed(s):
    s.client("iam").create_role(RoleName="fn", AssumeRolePolicyDocument="{}", Path="/")
    s.client("lambda").create_function(FunctionName="fn", Runtime="python3.12", Role=ROLE, Handler="f.h", Code={"ZipFile": zipped()})
def state(s):
    l = s.client("lambda"); p = json.loads(l.get_policy(FunctionName="fn")["Policy"])
    return l.get_function_configuration(FunctionName="fn")["Timeout"], [(x["Sid"], x["Principal"]) for x in p["Statement"]], [t["Arn"] for t in s.client("events").list_targets_by_rule(Rule="nightly")["Targets"]]
def run(s):
    code = zipped()
# BEGIN
    fn, events = s.client("lambda"), s.client("events")
    try:
        arn = fn.create_function(FunctionName="fn", Runtime="python3.12", Role=ROLE, Handler="f.h", Code={"ZipFile": code}, Timeout=30)["FunctionArn"]
        fn.get_waiter("function_active_v2").wait(FunctionName="fn")
    except fn.exceptions.ResourceConflictException:
        fn.update_function_code(FunctionName="fn", ZipFile=code)
        fn.get_waiter("function_updated_v2").wait(FunctionName="fn")
        arn = fn.update_function_configuration(FunctionName="fn", Timeout=30)["FunctionArn"]
        fn.get_waiter("function_updated_v2").wait(FunctionName="fn")
    rule = events.put_rule(Name="nightly", ScheduleExpression="cron(0 3 * * ? *)")["RuleArn"]
    try:
        fn.add_permission(FunctionName="fn", StatementId="nightly", Action="lambda:InvokeFunction", Principal="events.amazonaws.com", SourceArn=rule)
    except fn.exceptions.ResourceConflictException:
        pass
    failed = events.put_targets(Rule="nightly", Targets=[{"Id": "fn", "Arn": arn, "Input": json.dumps({"dry": True})}])["FailedEntries"]
    r = fn.invoke(FunctionName="fn", Payload=json.dumps({"dry": True}))
    print(r["StatusCode"], r.get("FunctionError"), r["Payload"].read().decode(), failed)
# END
