"""Seeds a moto_server for a job, runs the job with boto3, or prints the state after it."""
import importlib, json, os, sys, urllib.request

import boto3

command, job, url = sys.argv[1:]


def post(path, data=b""):
    request = urllib.request.Request(url + path, data=data, method="POST", headers={"Content-Type": "application/json"})
    return urllib.request.urlopen(request).read()


os.environ.update(AWS_ENDPOINT_URL=url, AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing", AWS_DEFAULT_REGION="us-east-1", AWS_REGION="us-east-1")
sys.path.insert(0, os.path.dirname(__file__))
module, session = importlib.import_module(job), boto3.Session()
if command == "seed":
    post("/moto-api/reset")
    post("/moto-api/seed?a=42")
    post("/moto-api/config", b'{"lambda": {"use_docker": false}}')
    module.seed(session)
elif command == "run":
    module.run(session)
elif command == "state":
    print(json.dumps(module.state(session), indent=0, default=str))
