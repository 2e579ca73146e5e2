# CloudFormation: create or update stacks, print outputs
from botocore.exceptions import ClientError, WaiterError
STACKS = ["new", "old", "same"]
TEMPLATE = """{"Parameters": {"Env": {"Type": "String"}},
 "Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": {"Fn::Sub": "${AWS::StackName}-${Env}"}}}},
 "Outputs": {"Topic": {"Value": {"Ref": "Topic"}}, "Env": {"Value": {"Ref": "Env"}}}}"""
def seed(s):
    for name, env in (("old", "test"), ("same", "prod")):
        s.client("cloudformation").create_stack(StackName=name, TemplateBody=TEMPLATE, Parameters=[{"ParameterKey": "Env", "ParameterValue": env}])
def state(s):
    stacks = sorted((x.name, x.stack_status, sorted((p["ParameterKey"], p["ParameterValue"]) for p in x.parameters)) for x in s.resource("cloudformation").stacks.all())
    return stacks, sorted(t.arn for t in s.resource("sns").topics.all())
def run(s):
# BEGIN
    cfn = s.client("cloudformation")
    for name in STACKS:
        args = {"StackName": name, "TemplateBody": TEMPLATE, "Parameters": [{"ParameterKey": "Env", "ParameterValue": "prod"}]}
        waiter = "stack_create_complete"
        try:
            cfn.create_stack(**args)
        except cfn.exceptions.AlreadyExistsException:
            waiter = "stack_update_complete"
            try:
                cfn.update_stack(**args)
            except ClientError as e:
                if "No updates are to be performed" not in e.response["Error"]["Message"]:
                    raise
                waiter = None
        stack = s.resource("cloudformation").Stack(name)
        if waiter:
            try:
                cfn.get_waiter(waiter).wait(StackName=name)
            except WaiterError:
                for e in stack.events.all():
                    if e.resource_status.endswith("_FAILED"):
                        print(e.logical_resource_id, e.resource_status, e.resource_status_reason)
                raise
        for o in sorted(stack.outputs, key=lambda o: o["OutputKey"]):
            print(name, o["OutputKey"], o["OutputValue"])
# END
