# Logs Insights: query log groups below a prefix
import time
from datetime import datetime, timedelta, timezone
QUERY = "fields @logStream, @message | sort @timestamp desc | limit 3"
def seed(s):
    logs, now = s.client("logs"), int(time.time() * 1000)
    for g in ("/app/api", "/app/web", "/other"):
        logs.create_log_group(logGroupName=g); logs.create_log_stream(logGroupName=g, logStreamName="s")
        logs.put_log_events(logGroupName=g, logStreamName="s", logEvents=[{"timestamp": now - 600_000 + i * 1000, "message": f"{g} {i}"} for i in range(5)])
def state(s): return []
def run(s):
# BEGIN
    logs = s.client("logs")
    end = datetime.now(timezone.utc)
    for page in logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix="/app/"):
        for group in page["logGroups"]:
            query = logs.start_query(logGroupName=group["logGroupName"], queryString=QUERY, startTime=int((end - timedelta(hours=1)).timestamp()), endTime=int(end.timestamp()))["queryId"]
            for _ in range(60):
                out = logs.get_query_results(queryId=query)
                if out["status"] not in ("Scheduled", "Running"):
                    break
                time.sleep(1)
            if out["status"] != "Complete":
                raise RuntimeError(f"{group['logGroupName']}: {out['status']}")
            for row in out["results"]:
                fields = {f["field"]: f["value"] for f in row}
                print(group["logGroupName"], fields["@logStream"], fields["@message"])
# END
