"""Works on a moto_server at a URL: reads commands such as "seed j01" from stdin, and answers each with a line of JSON.
seed resets the server and prepares a job, run runs the job with boto3 and answers what it printed, and state answers what
the job left behind."""
import contextlib, importlib, io, json, os, sys, traceback, urllib.request

import boto3

url = sys.argv[1]
os.environ.update(AWS_ENDPOINT_URL=url, AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing", AWS_DEFAULT_REGION="us-east-1", AWS_REGION="us-east-1")
sys.path.insert(0, os.path.dirname(__file__))
session = boto3.Session()


def post(path, data=b""):
    request = urllib.request.Request(url + path, data=data, method="POST", headers={"Content-Type": "application/json"})
    return urllib.request.urlopen(request).read()


def seed(job):
    post("/moto-api/reset")
    post("/moto-api/seed?a=42")
    post("/moto-api/config", b'{"lambda": {"use_docker": false}}')
    post("/moto-api/state-manager/set-transition", b'{"model_name": "ecs::task", "transition": {"progression": "immediate"}}')
    job.seed(session)


def run(job):
    job.run(session)


def state(job):
    print(json.dumps(job.state(session), indent=0, default=str))


for line in sys.stdin:
    command, name = line.split()
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            {"seed": seed, "run": run, "state": state}[command](importlib.import_module(name))
        answer = {"out": out.getvalue()}
    except Exception:
        answer = {"error": traceback.format_exc()}
    print(json.dumps(answer), flush=True)
