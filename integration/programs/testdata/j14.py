# CloudWatch: alarms for all instances and queues; those in ALARM
TOPIC = "arn:aws:sns:us-east-1:123456789012:oncall"
def seed(s):
    import j01; j01.seed(s)
    for i in range(3): s.client("sqs").create_queue(QueueName=f"q{i}")
    cw = s.client("cloudwatch")
    for i in range(2):
        cw.put_metric_alarm(AlarmName=f"disk-{i}", Namespace="app", MetricName="disk", Statistic="Maximum", Period=60, EvaluationPeriods=1, Threshold=90, ComparisonOperator="GreaterThanThreshold")
    cw.set_alarm_state(AlarmName="disk-1", StateValue="ALARM", StateReason="full")
    cw.put_metric_alarm(AlarmName="age-q1", Namespace="app", MetricName="old", Statistic="Maximum", Period=60, EvaluationPeriods=1, Threshold=9, ComparisonOperator="GreaterThanThreshold")
def state(s):
    keys = "Namespace", "MetricName", "Dimensions", "Statistic", "Period", "EvaluationPeriods", "Threshold", "ComparisonOperator", "AlarmActions", "StateValue"
    return sorted((a["AlarmName"], *(str(a.get(k)) for k in keys)) for a in s.client("cloudwatch").describe_alarms()["MetricAlarms"])
def run(s):
# BEGIN
    cw, n = s.client("cloudwatch"), 0
    common = {"Statistic": "Maximum", "Period": 300, "EvaluationPeriods": 3, "ComparisonOperator": "GreaterThanThreshold", "AlarmActions": [TOPIC]}
    for i in s.resource("ec2").instances.filter(Filters=[{"Name": "instance-state-name", "Values": ["running"]}]):
        cw.put_metric_alarm(AlarmName="cpu-" + i.id, Namespace="AWS/EC2", MetricName="CPUUtilization", Dimensions=[{"Name": "InstanceId", "Value": i.id}], Threshold=90, **common)
        n += 1
    for q in s.resource("sqs").queues.all():
        name = q.url.rsplit("/", 1)[1]
        cw.put_metric_alarm(AlarmName="age-" + name, Namespace="AWS/SQS", MetricName="ApproximateAgeOfOldestMessage", Dimensions=[{"Name": "QueueName", "Value": name}], Threshold=3600, **common)
        n += 1
    print(n, "alarms")
    for alarm in s.resource("cloudwatch").alarms.filter(StateValue="ALARM"):
        print(alarm.name, alarm.state_reason)
# END
