package main

import (
	"archive/zip"
	"bytes"
	"context"
	"debug/elf"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	eventbridgetypes "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/waiters"
)

func deploy(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(t.Context(), args, &out, &errs)
	return status, out.String(), errs.String()
}

func TestDeployUpdateAndDestroy(t *testing.T) {
	server := moto.Start(t)
	t.Setenv("AWS_ACCESS_KEY_ID", "test")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "test")
	// The emulator gives a fixed answer instead of starting a container.
	resp, err := http.Post(server.URL+"/moto-api/config", "application/json", strings.NewReader(`{"lambda": {"use_docker": false}}`))
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())

	sess, err := session.New(t.Context(), session.Options{Region: "eu-west-1", Endpoint: server.URL})
	require.NoError(t, err)
	d := &deployer{}
	d.connect(sess)

	// step runs the program and returns what it did to each thing.
	step := func(args ...string) map[string]string {
		t.Helper()
		status, stdout, stderr := deploy(t, append([]string{"-name", "nightly", "-region", "eu-west-1", "-endpoint", server.URL, "-account", "123456789012"}, args...)...)
		require.Zero(t, status, stderr)
		did := map[string]string{}
		for line := range strings.Lines(stdout) {
			f := strings.Fields(line)
			switch last := f[len(f)-1]; last {
			case "created", "updated", "unchanged", "deleted":
				kind := f[0]
				if kind == "role" {
					kind = f[1]
				}
				did[kind] = last
			}
		}
		return did
	}

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

	assert.Equal(t, map[string]string{"nightly-lambda": "unchanged", "function": "updated", "alias": "updated", "nightly-scheduler": "unchanged", "schedule": "updated"},
		step("-src", "testdata/goodbye", "-env", "TABLE=things", "-memory", "256", "-schedule", "cron(0 3 * * ? *)"), "new code, memory and time")

	pattern := `{"source":["aws.ec2"]}`
	assert.Equal(t, map[string]string{"nightly-lambda": "unchanged", "function": "unchanged", "alias": "unchanged", "schedule": "deleted", "nightly-scheduler": "deleted", "rule": "created"},
		step("-src", "testdata/goodbye", "-env", "TABLE=things", "-memory", "256", "-event", pattern), "an event in place of the schedule")
	assert.Equal(t, "unchanged", step("-src", "testdata/goodbye", "-env", "TABLE=things", "-memory", "256", "-event", pattern)["rule"])
	targets, err := d.events.ListTargetsByRule(t.Context(), &eventbridge.ListTargetsByRuleInput{Rule: aws.String("nightly")})
	require.NoError(t, err)
	assert.Equal(t, []eventbridgetypes.Target{{Id: aws.String("function"), Arn: live.AliasArn}}, targets.Targets)

	status, stdout, stderr := deploy(t, "-name", "nightly", "-region", "eu-west-1", "-endpoint", server.URL,
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
	d := &deployer{name: "nightly", memory: 128, timeout: time.Minute, wait: time.Minute, out: io.Discard}
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
		did, err := stubbed(t, cloud).updateFunction(t.Context(), "arn", bundle{sha256: "new"}, &lambdatypes.FunctionConfiguration{
			LastUpdateStatus: lambdatypes.LastUpdateStatusInProgress, CodeSha256: aws.String("old"),
			Role: aws.String("arn"), MemorySize: aws.Int32(128), Timeout: aws.Int32(60),
		})
		require.NoError(t, err)
		assert.Equal(t, "updated", did)
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

func TestWhatSomebodyElseMadeIsNotTouched(t *testing.T) {
	t.Run("function", func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.On(cloud, func(context.Context, *lambda.GetFunctionInput) (*lambda.GetFunctionOutput, error) {
			return &lambda.GetFunctionOutput{Configuration: &lambdatypes.FunctionConfiguration{}}, nil
		})
		d := stubbed(t, cloud)
		_, err := d.ensureFunction(t.Context(), "arn", bundle{})
		assert.ErrorContains(t, err, "was not made by this program")
		assert.ErrorContains(t, d.removeFunction(t.Context()), "it stays")
	})
	t.Run("role", func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.On(cloud, func(_ context.Context, in *iam.GetRoleInput) (*iam.GetRoleOutput, error) {
			return &iam.GetRoleOutput{Role: &iamtypes.Role{RoleName: in.RoleName, Tags: []iamtypes.Tag{{Key: aws.String("team"), Value: aws.String("web")}}}}, nil
		})
		d := stubbed(t, cloud)
		_, err := d.ensureRole(t.Context(), role{name: "nightly-lambda"})
		assert.ErrorContains(t, err, "was not made by this program")
		assert.ErrorContains(t, d.removeRole(t.Context(), "nightly-lambda"), "it stays")
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
		`-event "{" is not JSON`:            {"-name", "x", "-event", "{"},
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
