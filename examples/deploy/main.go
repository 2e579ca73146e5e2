// Deploy creates or updates a Lambda function from Go source, with its role and
// its schedule or event rule, and takes all of it away again.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"regexp"
	"strings"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"

	"github.com/awsessentials/essentials/examples/internal/cli"
	"github.com/awsessentials/essentials/session"
)

const doc = `
deploy -name NAME [flags]

Creates the Lambda function NAME from Go source, or updates it: builds it for
arm64, zips it, makes its role, waits until the function is ready, publishes a
version and points the alias "live" at it. With -schedule or -event something
calls it. Run it again and only what differs is changed; leave out -schedule or
-event and it is removed. What this program did not make, it does not touch: if
something else has the name, it says so before it makes anything.

  TOPIC=$(aws sns create-topic --name ops --query TopicArn --output text)
  deploy -name nightly -src ./lambda/schedule \
    -policy ./lambda/schedule/policy.json -timeout 5m -recursive \
    -env RETENTION_DAYS=90 -env TOPIC_ARN=$TOPIC \
    -schedule 'rate(1 day)' -invoke '{}'
  deploy -name nightly -destroy

Exit status: 0 done, 1 something failed (run it again to continue), 2 wrong flags or
settings.`

// The tag on all that this program makes.
const (
	tagKey   = "deployed-by"
	tagValue = "essentials-deploy"
)

// A deployer holds what was asked for and the clients to bring it about.
type deployer struct {
	name      string
	memory    int32
	timeout   time.Duration
	env       envFlag
	recursive bool
	schedule  string
	event     string
	wait      time.Duration

	partition, region, account string

	out       io.Writer
	lambda    *lambda.Client
	iam       *iam.Client
	scheduler *scheduler.Client
	events    *eventbridge.Client
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	d := &deployer{out: stdout, env: envFlag{}}
	flags := flag.NewFlagSet("deploy", flag.ContinueOnError)
	flags.StringVar(&d.name, "name", "", "the function's `name`")
	src := flags.String("src", ".", "the `folder` of its main package")
	policyFile := flags.String("policy", "", "a `file` with the JSON policy of what the function may do, in which ${Partition}, ${Region}, ${Account}, ${Name} and each -env are filled in; it may always write its log")
	flags.Var(d.env, "env", "an environment variable, `KEY=VALUE`; may be repeated")
	memory := flags.Int("memory", 128, "the function's memory in `MB`, 128 to 10240")
	flags.DurationVar(&d.timeout, "timeout", 30*time.Second, "the function's time limit, whole seconds to 15m")
	flags.BoolVar(&d.recursive, "recursive", false, "the function may invoke itself more than 16 times in a row")
	flags.StringVar(&d.schedule, "schedule", "", "call it by EventBridge Scheduler: 'rate(5 minutes)', 'cron(0 3 * * ? *)'")
	flags.StringVar(&d.event, "event", "", "call it for events of this `pattern`: '{\"source\":[\"aws.ec2\"]}'")
	invoke := flags.String("invoke", "", "call it once with this JSON `payload` and show answer and log")
	destroy := flags.Bool("destroy", false, "remove the function and all that came with it; its log stays")
	flags.DurationVar(&d.wait, "wait", 2*time.Minute, "how long to wait for each step")
	profile := flags.String("profile", "", "the `profile` to use")
	region := flags.String("region", "", "the `region`; default: the environment's or the profile's")
	account := flags.String("account", "", "refuse to work in any account but this `id`")
	endpoint := flags.String("endpoint", "", "the `URL` of a server to use instead of AWS")
	if status, ok := cli.Parse(flags, doc, args, stdout, stderr); !ok {
		return status
	}
	if err := d.check(*memory, *invoke); err != nil {
		return cli.Refuse(stderr, "deploy", "%v", err)
	}
	var policy []byte
	if *policyFile != "" {
		var err error
		if policy, err = os.ReadFile(*policyFile); err != nil {
			return cli.Refuse(stderr, "deploy", "-policy: %v", err)
		}
		if !json.Valid(policy) {
			return cli.Refuse(stderr, "deploy", "-policy: %s is not JSON", *policyFile)
		}
	}

	opts := session.Options{Profile: *profile, Region: *region, Endpoint: *endpoint}
	if *account != "" {
		opts.AllowedAccounts = []string{*account}
	}
	sess, err := session.New(ctx, opts)
	if err != nil {
		return cli.Fail(stderr, "deploy", err)
	}
	d.connect(sess)
	id, err := sess.Identity(ctx)
	if err != nil {
		return cli.Fail(stderr, "deploy", err)
	}
	d.partition, d.region, d.account = sess.Partition().ID, sess.Region(), id.Account
	d.report("account", id.Account+", "+sess.Region(), "")

	if *destroy {
		err = d.destroy(ctx)
	} else {
		logs := fmt.Sprintf("arn:%s:logs:%s:%s:log-group:/aws/lambda/%s", d.partition, d.region, d.account, d.name)
		policies := map[string]string{"log": document(statement{
			Effect:   "Allow",
			Action:   []string{"logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"},
			Resource: []string{logs, logs + ":*"},
		})}
		if policy != nil {
			policies["own"] = d.fill(string(policy))
		}
		err = d.deploy(ctx, *src, role{name: d.name + "-lambda", service: "lambda.amazonaws.com", policies: policies})
		if err == nil && *invoke != "" {
			err = d.invoke(ctx, *invoke)
		}
	}
	if err != nil {
		return cli.Fail(stderr, "deploy", err)
	}
	return cli.OK
}

func (d *deployer) connect(sess *session.Session) {
	d.lambda = session.Client(sess, lambda.NewFromConfig)
	d.iam = session.Client(sess, iam.NewFromConfig)
	d.scheduler = session.Client(sess, scheduler.NewFromConfig)
	d.events = session.Client(sess, eventbridge.NewFromConfig)
}

// The names of function, schedule, rule and roles are made of the one name; 54
// characters leave room for the longest ending in a role's 64.
var nameChars = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,54}$`)

func (d *deployer) check(memory int, invoke string) error {
	d.memory = int32(memory)
	switch {
	case d.name == "":
		return errors.New("-name is missing")
	case !nameChars.MatchString(d.name):
		return fmt.Errorf("-name %q has to be 1 to 54 letters, digits, - and _", d.name)
	case memory < 128 || memory > 10240:
		return fmt.Errorf("-memory %d is not in 128 to 10240", memory)
	case d.timeout < time.Second || d.timeout > 15*time.Minute || d.timeout%time.Second != 0:
		return fmt.Errorf("-timeout %v is not whole seconds up to 15m", d.timeout)
	case d.wait <= 0:
		return fmt.Errorf("-wait %v has to be positive", d.wait)
	case invoke != "" && !json.Valid([]byte(invoke)):
		return fmt.Errorf("-invoke %q is not JSON", invoke)
	}
	if d.schedule != "" {
		if err := checkSchedule(d.schedule); err != nil {
			return fmt.Errorf("-schedule %q: %w", d.schedule, err)
		}
	}
	if d.event != "" {
		if err := checkPattern(d.event); err != nil {
			return fmt.Errorf("-event %q: %w", d.event, err)
		}
	}
	return nil
}

// fill puts values into a policy. Variables of IAM, as ${aws:username}, stay.
func (d *deployer) fill(policy string) string {
	values := map[string]string{"Partition": d.partition, "Region": d.region, "Account": d.account, "Name": d.name}
	maps.Copy(values, d.env)
	for name, value := range values {
		policy = strings.ReplaceAll(policy, "${"+name+"}", value)
	}
	return policy
}

func (d *deployer) roleName() string   { return d.name + "-lambda" }
func (d *deployer) callerName() string { return d.name + "-scheduler" }

func (d *deployer) roleARN(name string) string {
	return fmt.Sprintf("arn:%s:iam::%s:role/%s", d.partition, d.account, name)
}

func (d *deployer) aliasARN() string {
	return fmt.Sprintf("arn:%s:lambda:%s:%s:function:%s:%s", d.partition, d.region, d.account, d.name, alias)
}

func (d *deployer) deploy(ctx context.Context, src string, r role) error {
	s, err := d.survey(ctx)
	if err == nil {
		err = d.mayDeploy(s)
	}
	if err != nil {
		return err
	}
	code, err := buildBundle(ctx, src)
	if err != nil {
		return err
	}
	d.report("build", fmt.Sprintf("%s, %.1f MB zipped", src, float64(len(code.zip))/1e6), "")
	roleARN, err := d.ensureRole(ctx, s.role, r)
	if err != nil {
		return err
	}
	if err := d.ensureFunction(ctx, s.function, roleARN, code); err != nil {
		return err
	}
	if d.schedule != "" {
		err = d.ensureSchedule(ctx, s)
	} else {
		err = d.removeSchedule(ctx, s)
	}
	if err != nil {
		return err
	}
	if d.event != "" {
		return d.ensureRule(ctx, s)
	}
	return d.removeRule(ctx, s)
}

// destroy removes what calls the function before the function, and the function
// before its role, as far as they are ours.
func (d *deployer) destroy(ctx context.Context) error {
	s, err := d.survey(ctx)
	if err == nil {
		err = d.mayDestroy(s)
	}
	if err != nil {
		return err
	}
	for _, remove := range []func(context.Context, survey) error{d.removeSchedule, d.removeRule, d.removeFunction} {
		if err := remove(ctx, s); err != nil {
			return err
		}
	}
	return d.removeRole(ctx, s.role)
}

// report prints one line about one thing.
func (d *deployer) report(kind, what, did string) {
	fmt.Fprintln(d.out, strings.TrimRight(fmt.Sprintf("%-9s %-45s %s", kind, what, did), " "))
}

// envFlag is a flag that may be repeated.
type envFlag map[string]string

func (e envFlag) String() string { return "" }

func (e envFlag) Set(s string) error {
	key, value, ok := strings.Cut(s, "=")
	if !ok || key == "" {
		return errors.New("want KEY=VALUE")
	}
	e[key] = value
	return nil
}
