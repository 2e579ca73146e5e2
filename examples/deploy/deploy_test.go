package main

import (
	"archive/zip"
	"bytes"
	"context"
	"debug/elf"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	neturl "net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	eventbridgetypes "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/lambda/lambdatest"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/waiters"
)

func deploy(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(t.Context(), args, &out, &errs)
	return status, out.String(), errs.String()
}

// cloud is an emulated account. The emulator knows no recursion settings, so
// these are kept here, before it.
func cloud(t *testing.T) (url string, d *deployer) {
	server := moto.Start(t)
	t.Setenv("AWS_ACCESS_KEY_ID", "test")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "test")
	// The emulator gives a fixed answer instead of starting a container.
	resp, err := http.Post(server.URL+"/moto-api/config", "application/json", strings.NewReader(`{"lambda": {"use_docker": false}}`))
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())

	to, err := neturl.Parse(server.URL)
	require.NoError(t, err)
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to); r.Out.Host = r.In.Host }}
	recursion := `{"RecursiveLoop":"Terminate"}`
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/recursion-config") {
			proxy.ServeHTTP(w, r)
			return
		}
		if r.Method == http.MethodPut {
			body, err := io.ReadAll(r.Body)
			assert.NoError(t, err)
			recursion = string(body)
		}
		_, _ = io.WriteString(w, recursion)
	}))
	t.Cleanup(front.Close)

	sess, err := session.New(t.Context(), session.Options{Region: "eu-west-1", Endpoint: front.URL})
	require.NoError(t, err)
	d = &deployer{name: "nightly", partition: "aws", region: "eu-west-1", account: "123456789012"}
	d.connect(sess)
	return front.URL, d
}

// line is what the program says of one thing: its kind, or the name of a role,
// and what was done to it.
var line = regexp.MustCompile(`(?m)^(?:role +)?(\S+) .*?(created|unchanged|deleted|updated: .*)$`)

// step runs the program and returns what it did to each thing.
func step(t *testing.T, url string, args ...string) map[string]string {
	t.Helper()
	status, stdout, stderr := deploy(t, append([]string{"-name", "nightly", "-region", "eu-west-1", "-endpoint", url, "-account", "123456789012"}, args...)...)
	require.Zero(t, status, stderr)
	did := map[string]string{}
	for _, m := range line.FindAllStringSubmatch(stdout, -1) {
		did[m[1]] = m[2]
	}
	return did
}

func TestDeployUpdateAndDestroy(t *testing.T) {
	url, d := cloud(t)
	step := func(args ...string) map[string]string { return step(t, url, args...) }
	policy := t.TempDir() + "/policy.json"
	require.NoError(t, os.WriteFile(policy, []byte(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"arn:${Partition}:dynamodb:${Region}:${Account}:table/${TABLE}"}]}`), 0o600))

	hello := []string{"-src", "testdata/hello", "-env", "TABLE=things", "-schedule", "rate(1 day)"}
	assert.Equal(t, map[string]string{"nightly-lambda": "created", "function": "created", "alias": "created", "nightly-scheduler": "created", "schedule": "created"}, step(hello...))
	assert.Equal(t, map[string]string{"nightly-lambda": "unchanged", "function": "unchanged", "alias": "unchanged", "nightly-scheduler": "unchanged", "schedule": "unchanged"}, step(hello...), "the same again changes nothing")

	fn, err := d.lambda.GetFunction(t.Context(), &lambda.GetFunctionInput{FunctionName: aws.String("nightly")})
	require.NoError(t, err)
	assert.Equal(t, []lambdatypes.Architecture{lambdatypes.ArchitectureArm64}, fn.Configuration.Architectures)
	assert.Equal(t, lambdatypes.RuntimeProvidedal2023, fn.Configuration.Runtime)
	assert.Equal(t, map[string]string{"TABLE": "things"}, fn.Configuration.Environment.Variables)
	schedule, err := d.scheduler.GetSchedule(t.Context(), &scheduler.GetScheduleInput{Name: aws.String("nightly")})
	require.NoError(t, err)
	live, err := d.lambda.GetAlias(t.Context(), &lambda.GetAliasInput{FunctionName: aws.String("nightly"), Name: aws.String("live")})
	require.NoError(t, err)
	assert.Equal(t, *live.AliasArn, *schedule.Target.Arn, "the schedule calls the published version")
	assert.Equal(t, *live.AliasArn, d.aliasARN())

	assert.Equal(t, map[string]string{"nightly-lambda": "updated: policy own", "function": "updated: code, memory, recursion", "alias": "updated: version", "nightly-scheduler": "unchanged", "schedule": "updated: time"},
		step("-src", "testdata/goodbye", "-env", "TABLE=things", "-memory", "256", "-schedule", "cron(0 3 * * ? *)", "-policy", policy, "-recursive"), "each part that changed is named")
	own, err := d.iam.GetRolePolicy(t.Context(), &iam.GetRolePolicyInput{RoleName: aws.String("nightly-lambda"), PolicyName: aws.String("own")})
	require.NoError(t, err)
	assert.True(t, sameDocument(*own.PolicyDocument, `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"arn:aws:dynamodb:eu-west-1:123456789012:table/things"}]}`), *own.PolicyDocument)

	pattern := `{"source":["aws.ec2"]}`
	assert.Equal(t, map[string]string{"nightly-lambda": "updated: policy own deleted", "function": "updated: recursion", "alias": "unchanged", "schedule": "deleted", "nightly-scheduler": "deleted", "rule": "created"},
		step("-src", "testdata/goodbye", "-env", "TABLE=things", "-memory", "256", "-event", pattern), "an event in place of the schedule")
	assert.Equal(t, "unchanged", step("-src", "testdata/goodbye", "-env", "TABLE=things", "-memory", "256", "-event", pattern)["rule"])
	targets, err := d.events.ListTargetsByRule(t.Context(), &eventbridge.ListTargetsByRuleInput{Rule: aws.String("nightly")})
	require.NoError(t, err)
	assert.Equal(t, []eventbridgetypes.Target{{Id: aws.String("function"), Arn: live.AliasArn}}, targets.Targets)

	status, stdout, stderr := deploy(t, "-name", "nightly", "-region", "eu-west-1", "-endpoint", url,
		"-src", "testdata/goodbye", "-env", "TABLE=things", "-memory", "256", "-event", pattern, "-invoke", `{"day":1}`)
	require.Zero(t, status, stderr)
	assert.Regexp(t, `(?m)^answer .* status 200$`, stdout)

	assert.Equal(t, map[string]string{"rule": "deleted", "function": "deleted", "nightly-lambda": "deleted"}, step("-destroy"))
	assert.Empty(t, step("-destroy"), "nothing is left to delete")
	_, err = d.lambda.GetFunction(t.Context(), &lambda.GetFunctionInput{FunctionName: aws.String("nightly")})
	assert.True(t, awserr.IsNotFound(err))
	roles, err := d.iam.ListRoles(t.Context(), &iam.ListRolesInput{})
	require.NoError(t, err)
	assert.Empty(t, roles.Roles)
}

// The command that -h shows runs as printed, and what it deploys works.
func TestTheShowcaseOfHelpRuns(t *testing.T) {
	url, d := cloud(t)
	sess, err := session.New(t.Context(), session.Options{Region: "eu-west-1", Endpoint: url})
	require.NoError(t, err)
	topic, err := session.Client(sess, sns.NewFromConfig).CreateTopic(t.Context(), &sns.CreateTopicInput{Name: aws.String("ops")})
	require.NoError(t, err)
	_, stdout, _ := deploy(t, "-h")
	_, command, ok := strings.Cut(stdout, "  deploy -name nightly -src")
	require.True(t, ok)
	command, _, ok = strings.Cut(command, "\n  deploy -name nightly -destroy")
	require.True(t, ok)
	command = strings.ReplaceAll(command, "\\\n", " ")
	t.Chdir("..") // as the README says
	args := []string{"-region", "eu-west-1", "-endpoint", url, "-name", "nightly", "-src"}
	for _, arg := range strings.Fields(strings.ReplaceAll(command, "'rate(1 day)'", "rate(1_day)")) {
		arg = strings.ReplaceAll(arg, "$TOPIC", *topic.TopicArn)
		args = append(args, strings.Trim(strings.ReplaceAll(arg, "_day", " day"), "'"))
	}
	status, _, stderr := deploy(t, args...)
	require.Zero(t, status, stderr)

	fn, err := d.lambda.GetFunction(t.Context(), &lambda.GetFunctionInput{FunctionName: aws.String("nightly")})
	require.NoError(t, err)
	assert.EqualValues(t, 300, *fn.Configuration.Timeout)
	recursion, err := d.lambda.GetFunctionRecursionConfig(t.Context(), &lambda.GetFunctionRecursionConfigInput{FunctionName: aws.String("nightly")})
	require.NoError(t, err)
	assert.Equal(t, lambdatypes.RecursiveLoopAllow, recursion.RecursiveLoop)
	own, err := d.iam.GetRolePolicy(t.Context(), &iam.GetRolePolicyInput{RoleName: aws.String("nightly-lambda"), PolicyName: aws.String("own")})
	require.NoError(t, err)
	document, err := neturl.PathUnescape(*own.PolicyDocument)
	require.NoError(t, err)
	assert.NotContains(t, document, "${")
	assert.Contains(t, document, `"arn:aws:lambda:eu-west-1:123456789012:function:nightly:live"`)
	assert.Contains(t, document, *topic.TopicArn)

	env := fn.Configuration.Environment.Variables
	env["AWS_ENDPOINT_URL"] = url
	res := lambdatest.New(t, lambdatest.Build(t, "lambda/schedule"), lambdatest.Options{Env: env}).Invoke(t, lambdatest.Event{Payload: []byte(`{}`)})
	require.Nil(t, res.Error)
	assert.Contains(t, string(res.Payload), `"done":true`)
}

func TestTheBundleIsTheSameEveryTimeAndRunsOnLambda(t *testing.T) {
	first, err := buildBundle(t.Context(), "testdata/hello")
	require.NoError(t, err)
	second, err := buildBundle(t.Context(), "testdata/hello")
	require.NoError(t, err)
	assert.Equal(t, first.sha256, second.sha256)

	archive, err := zip.NewReader(bytes.NewReader(first.zip), int64(len(first.zip)))
	require.NoError(t, err)
	require.Len(t, archive.File, 1)
	f := archive.File[0]
	assert.Equal(t, "bootstrap", f.Name)
	assert.Equal(t, os.FileMode(0o755), f.Mode().Perm())
	r, err := f.Open()
	require.NoError(t, err)
	code, err := io.ReadAll(r)
	require.NoError(t, err)
	bin, err := elf.NewFile(bytes.NewReader(code))
	require.NoError(t, err)
	assert.Equal(t, elf.EM_AARCH64, bin.Machine)
	libs, err := bin.ImportedLibraries()
	assert.NoError(t, err)
	assert.Empty(t, libs, "statically linked")
}

func TestSourceThatDoesNotCompileIsShown(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(dir+"/go.mod", []byte("module broken\n\ngo 1.26\n"), 0o600))
	require.NoError(t, os.WriteFile(dir+"/main.go", []byte("package main\n\nfunc main() { oops() }\n"), 0o600))
	_, err := buildBundle(t.Context(), dir)
	assert.ErrorContains(t, err, "undefined: oops")

	require.NoError(t, os.WriteFile(dir+"/main.go", []byte("package library\n"), 0o600))
	_, err = buildBundle(t.Context(), dir)
	assert.ErrorContains(t, err, "is it package main?")
}

// stubbed is a deployer on a cloud of stubs.
func stubbed(t *testing.T, cloud *awstest.Cloud) *deployer {
	sess, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{})
	require.NoError(t, err)
	d := &deployer{name: "nightly", partition: "aws", region: "us-east-1", account: "123456789012", memory: 128, timeout: time.Minute, wait: time.Minute, out: io.Discard}
	d.connect(sess)
	return d
}

func TestARoleThatIsNotKnownYetIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		refused := awstest.APIError("InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda.", 400)
		awstest.Fail[lambda.CreateFunctionInput](cloud, refused)
		awstest.Fail[lambda.CreateFunctionInput](cloud, refused)
		awstest.Return[lambda.CreateFunctionInput](cloud, &lambda.CreateFunctionOutput{})
		awstest.Return[lambda.GetFunctionInput](cloud,
			&lambda.GetFunctionOutput{Configuration: &lambdatypes.FunctionConfiguration{State: lambdatypes.StatePending}},
			&lambda.GetFunctionOutput{Configuration: &lambdatypes.FunctionConfiguration{State: lambdatypes.StateActive}},
			&lambda.GetFunctionOutput{Configuration: &lambdatypes.FunctionConfiguration{LastUpdateStatus: lambdatypes.LastUpdateStatusSuccessful}})
		require.NoError(t, stubbed(t, cloud).createFunction(t.Context(), "arn", bundle{}))
		assert.Len(t, awstest.Calls[lambda.CreateFunctionInput](cloud), 3)
	})
}

func TestWhatAnInterruptedRunHasBegunIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		began := time.Now()
		ready := func() bool { return time.Since(began) > 20*time.Second }
		awstest.On(cloud, func(context.Context, *lambda.GetFunctionInput) (*lambda.GetFunctionOutput, error) {
			now := &lambdatypes.FunctionConfiguration{State: lambdatypes.StateActive, LastUpdateStatus: lambdatypes.LastUpdateStatusInProgress}
			if ready() {
				now.LastUpdateStatus = lambdatypes.LastUpdateStatusSuccessful
			}
			return &lambda.GetFunctionOutput{Configuration: now}, nil
		})
		awstest.On(cloud, func(context.Context, *lambda.UpdateFunctionCodeInput) (*lambda.UpdateFunctionCodeOutput, error) {
			if !ready() {
				return nil, awstest.APIError("ResourceConflictException", "An update is in progress", 409)
			}
			return &lambda.UpdateFunctionCodeOutput{}, nil
		})
		changed, err := stubbed(t, cloud).updateFunction(t.Context(), "arn", bundle{sha256: "new"}, &lambdatypes.FunctionConfiguration{
			LastUpdateStatus: lambdatypes.LastUpdateStatusInProgress, CodeSha256: aws.String("old"),
			Runtime: lambdatypes.RuntimeProvidedal2023, Handler: aws.String("bootstrap"), Role: aws.String("arn"), MemorySize: aws.Int32(128), Timeout: aws.Int32(60),
		})
		require.NoError(t, err)
		assert.Equal(t, []string{"code"}, changed)
	})
}

func TestOtherRefusalsAreNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Fail[lambda.CreateFunctionInput](cloud, awstest.APIError("InvalidParameterValueException", "Unzipped size must be smaller", 400))
		began := time.Now()
		err := stubbed(t, cloud).createFunction(t.Context(), "arn", bundle{})
		assert.ErrorContains(t, err, "Unzipped size")
		assert.Less(t, time.Since(began), time.Second)
	})
}

func TestARoleThatIsNeverKnownEndsTheWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.On(cloud, func(context.Context, *lambda.CreateFunctionInput) (*lambda.CreateFunctionOutput, error) {
			return nil, awstest.APIError("InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda.", 400)
		})
		began := time.Now()
		err := stubbed(t, cloud).createFunction(t.Context(), "arn", bundle{})
		assert.ErrorIs(t, err, waiters.ErrTimeout)
		assert.ErrorContains(t, err, "cannot be assumed")
		assert.LessOrEqual(t, time.Since(began), 61*time.Second)
	})
}

func TestALostReplyIsFoundAgain(t *testing.T) {
	exists := awstest.APIError("ResourceConflictException", "Function already exist: nightly", 409)
	code := bundle{sha256: "sum"}
	for name, test := range map[string]struct {
		now  *lambda.GetFunctionOutput
		want string
	}{
		"made by the try before": {&lambda.GetFunctionOutput{Tags: map[string]string{tagKey: tagValue}, Configuration: &lambdatypes.FunctionConfiguration{CodeSha256: aws.String("sum"), State: lambdatypes.StateActive, LastUpdateStatus: lambdatypes.LastUpdateStatusSuccessful}}, ""},
		"made by somebody else":  {&lambda.GetFunctionOutput{Configuration: &lambdatypes.FunctionConfiguration{CodeSha256: aws.String("sum")}}, "already exist"},
	} {
		t.Run(name, func(t *testing.T) {
			cloud := awstest.New(t)
			awstest.On(cloud, func(context.Context, *lambda.CreateFunctionInput) (*lambda.CreateFunctionOutput, error) {
				return nil, exists
			})
			awstest.On(cloud, func(context.Context, *lambda.GetFunctionInput) (*lambda.GetFunctionOutput, error) {
				return test.now, nil
			})
			err := stubbed(t, cloud).createFunction(t.Context(), "arn", code)
			if test.want == "" {
				assert.NoError(t, err)
			} else {
				assert.ErrorContains(t, err, test.want)
			}
		})
	}
}

func TestWhatARoleThatIsNotKnownYetBrings(t *testing.T) {
	for code, message := range map[string]string{
		"InvalidParameterValueException": "Lambda was unable to configure access to your environment variables because the KMS key is invalid for CreateGrant. Please check your KMS key settings. KMS Exception: InvalidArnException KMS Message: ARN does not refer to a valid principal",
		"ValidationException":            "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
		"KMSAccessDeniedException":       "Lambda was unable to decrypt the environment variables: not a valid principal",
	} {
		assert.Equal(t, waiters.Transient, roleSettling(awstest.APIError(code, message, 400)), message)
	}
	assert.Equal(t, waiters.Unclassified, roleSettling(awstest.APIError("InvalidParameterValueException", "Unzipped size must be smaller", 400)))
	assert.Equal(t, waiters.Unclassified, roleSettling(awstest.APIError("AccessDeniedException", "not allowed to assume", 403)))
}

func TestAFunctionThatFailedIsAnErrorWithTheReason(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.On(cloud, func(context.Context, *lambda.GetFunctionInput) (*lambda.GetFunctionOutput, error) {
			return &lambda.GetFunctionOutput{Configuration: &lambdatypes.FunctionConfiguration{State: lambdatypes.StateFailed, StateReason: aws.String("The KMS key is disabled")}}, nil
		})
		began := time.Now()
		err := stubbed(t, cloud).awaitReady(t.Context(), "7")
		assert.ErrorIs(t, err, waiters.ErrFailed)
		assert.ErrorContains(t, err, "The KMS key is disabled")
		assert.Less(t, time.Since(began), time.Second)
		assert.Equal(t, "7", *awstest.Calls[lambda.GetFunctionInput](cloud)[0].Qualifier)
	})
}

func TestTheFunctionsFailureIsTheProgramsFailure(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[lambda.InvokeInput](cloud, &lambda.InvokeOutput{
		StatusCode: 200, FunctionError: aws.String("Unhandled"),
		Payload:   []byte(`{"errorMessage":"disk full"}`),
		LogResult: aws.String("U1RBUlQKZGlzayBmdWxsCg=="), // START, disk full
	})
	var out bytes.Buffer
	d := stubbed(t, cloud)
	d.out = &out
	assert.ErrorContains(t, d.invoke(t.Context(), "{}"), "disk full")
	assert.Contains(t, out.String(), "  | START\n  | disk full\n")
}

func TestBadFlags(t *testing.T) {
	notJSON := t.TempDir() + "/policy.json"
	require.NoError(t, os.WriteFile(notJSON, []byte("{"), 0o600))
	for want, args := range map[string][]string{
		"-name is missing":                  {},
		`-name "a b" has to be`:             {"-name", "a b"},
		"-memory 64 is not in 128 to 10240": {"-name", "x", "-memory", "64"},
		"-timeout 16m0s is not":             {"-name", "x", "-timeout", "16m"},
		"-timeout 1.5s is not":              {"-name", "x", "-timeout", "1500ms"},
		"-wait 0s has to be positive":       {"-name", "x", "-wait", "0"},
		`-event "{": it is not a JSON`:      {"-name", "x", "-event", "{"},
		"the pattern has no field":          {"-name", "x", "-event", "{}"},
		"detail.state is an empty list":     {"-name", "x", "-event", `{"detail":{"state":[]}}`},
		"source has to be a list":           {"-name", "x", "-event", `{"source":"aws.ec2"}`},
		"want rate(5 minutes)":              {"-name", "x", "-schedule", "daily"},
		"rate(0 days)":                      {"-name", "x", "-schedule", "rate(0 days)"},
		"six fields":                        {"-name", "x", "-schedule", "cron(0 3 * * *)"},
		"must be ?":                         {"-name", "x", "-schedule", "cron(0 3 * * * *)"},
		`the cron field "?" is none`:        {"-name", "x", "-schedule", "cron(? 3 * * ? *)"},
		`-invoke "{" is not JSON`:           {"-name", "x", "-invoke", "{"},
		"want KEY=VALUE":                    {"-name", "x", "-env", "novalue"},
		"no such file":                      {"-name", "x", "-policy", "/nowhere"},
		"is not JSON":                       {"-name", "x", "-policy", notJSON},
		"not defined: -force":               {"-force"},
		"nobody answers at the endpoint":    {"-name", "x", "-region", "eu-west-1", "-endpoint", "http://127.0.0.1:1"},
		"AllowedAccounts":                   {"-name", "x", "-region", "eu-west-1", "-account", "12"},
	} {
		t.Run(want, func(t *testing.T) {
			t.Setenv("AWS_ACCESS_KEY_ID", "test")
			t.Setenv("AWS_SECRET_ACCESS_KEY", "test")
			status, stdout, stderr := deploy(t, args...)
			assert.Equal(t, 2, status)
			assert.Empty(t, stdout)
			assert.Contains(t, stderr, want)
			assert.Equal(t, 1, strings.Count(stderr, "\n"), "one sentence: %s", stderr)
		})
	}
}

func TestHelp(t *testing.T) {
	status, stdout, stderr := deploy(t, "-h")
	assert.Zero(t, status)
	assert.Empty(t, stderr)
	assert.Contains(t, stdout, "deploy -name nightly -destroy")
}
