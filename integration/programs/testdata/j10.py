# ECS: run tasks, wait, print exit codes
import json
def seed(s):
    ecs = s.client("ecs")
    ecs.create_cluster(clusterName="jobs")
    ecs.register_task_definition(family="nightly", networkMode="bridge", containerDefinitions=[{"name": "main", "image": "nightly", "memory": 64}])
def state(s):
    ecs = s.client("ecs")
    arns = ecs.list_tasks(cluster="jobs", desiredStatus="STOPPED")["taskArns"] or ecs.list_tasks(cluster="jobs")["taskArns"]
    return sorted((t["taskDefinitionArn"], t["lastStatus"], json.dumps(t["overrides"])) for t in ecs.describe_tasks(cluster="jobs", tasks=arns)["tasks"])
def run(s):
# BEGIN
    ecs = s.client("ecs")
    out = ecs.run_task(cluster="jobs", taskDefinition="nightly", count=3, launchType="FARGATE",
                       overrides={"containerOverrides": [{"name": "main", "command": ["report", "--all"]}]})
    if out["failures"]:
        raise RuntimeError(out["failures"])
    arns = [t["taskArn"] for t in out["tasks"]]
    ecs.get_waiter("tasks_stopped").wait(cluster="jobs", tasks=arns)
    for task in ecs.describe_tasks(cluster="jobs", tasks=arns)["tasks"]:
        for c in task["containers"]:
            print(c["name"], c.get("exitCode"), task["lastStatus"])
# END
