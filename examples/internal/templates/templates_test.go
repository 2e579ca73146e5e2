// Package templates checks the SAM template and the Makefile of every Lambda
// example.
package templates

import (
	"debug/elf"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

const examples = "../.."

// find returns the files of all examples whose names end so.
func find(t *testing.T, ending string) (paths []string) {
	err := filepath.WalkDir(examples, func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ending) {
			paths = append(paths, path)
		}
		return err
	})
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	return paths
}

func TestCfnLintFindsNothing(t *testing.T) {
	lint, err := exec.LookPath("cfn-lint")
	if err != nil {
		const hint = "cfn-lint is not installed, so the templates are not checked; get it with: pip install cfn-lint"
		if os.Getenv("CI") != "" {
			t.Fatal(hint)
		}
		t.Skip(hint)
	}
	out, err := exec.Command(lint, find(t, ".yaml")...).CombinedOutput()
	assert.NoError(t, err, "%s", out)
	assert.Empty(t, string(out))
}

// template is what the checks below read of one.
type template struct {
	Resources map[string]struct {
		Type     string `yaml:"Type"`
		Metadata struct {
			BuildMethod      string `yaml:"BuildMethod"`
			WorkingDirectory string `yaml:"WorkingDirectory"`
		} `yaml:"Metadata"`
		Properties struct {
			CodeUri           string         `yaml:"CodeUri"`
			Runtime           string         `yaml:"Runtime"`
			Architectures     []string       `yaml:"Architectures"`
			Handler           string         `yaml:"Handler"`
			Policies          []written      `yaml:"Policies"`
			EventInvokeConfig map[string]any `yaml:"EventInvokeConfig"`
			DeadLetterQueue   map[string]any `yaml:"DeadLetterQueue"`
			LoggingConfig     map[string]any `yaml:"LoggingConfig"`
			RetentionInDays   int            `yaml:"RetentionInDays"`
			MetricName        string         `yaml:"MetricName"`
			Events            map[string]struct {
				Type       string         `yaml:"Type"`
				Properties map[string]any `yaml:"Properties"`
			} `yaml:"Events"`
		} `yaml:"Properties"`
	} `yaml:"Resources"`
}

type written struct {
	Statement []struct {
		Action   oneOrMore `yaml:"Action"`
		Resource any       `yaml:"Resource"`
	} `yaml:"Statement"`
}

// oneOrMore is a text or a list of them.
type oneOrMore []string

func (o *oneOrMore) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*o = oneOrMore{n.Value}
		return nil
	}
	return n.Decode((*[]string)(o))
}

func load(t *testing.T, path string) template {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	var tpl template
	require.NoError(t, yaml.Unmarshal(text, &tpl))
	return tpl
}

func TestFunctionsAreSmallSafeAndLoseNothing(t *testing.T) {
	for _, path := range find(t, "/template.yaml") {
		t.Run(strings.TrimPrefix(path, examples+"/"), func(t *testing.T) {
			tpl := load(t, path)
			functions := 0
			for name, r := range tpl.Resources {
				if r.Type != "AWS::Serverless::Function" {
					continue
				}
				functions++
				p := r.Properties
				assert.Equal(t, "provided.al2023", p.Runtime, name)
				assert.Equal(t, []string{"arm64"}, p.Architectures, name)
				assert.Equal(t, "bootstrap", p.Handler, name)
				assert.Equal(t, "build/", p.CodeUri, name)
				assert.Equal(t, "JSON", p.LoggingConfig["LogFormat"], name)
				assert.Equal(t, "Logs", p.LoggingConfig["LogGroup"], name)
				assert.Positive(t, tpl.Resources["Logs"].Properties.RetentionInDays, "logs are not kept for ever")
				for _, policy := range p.Policies {
					for _, s := range policy.Statement {
						for _, action := range s.Action {
							assert.NotContains(t, action, "*", "%s: name each action", name)
						}
					}
				}
				for event, e := range p.Events {
					switch e.Type {
					case "EventBridgeRule", "Schedule", "ScheduleV2", "SNS", "S3":
						// An asynchronous event whose tries are used up is gone, unless
						// somebody keeps it.
						assert.True(t, p.EventInvokeConfig["DestinationConfig"] != nil || p.DeadLetterQueue != nil, "%s, event %s: no failure destination", name, event)
						assert.NotNil(t, e.Properties["DeadLetterConfig"], "%s, event %s: what does not reach the function is lost", name, event)
						assert.Equal(t, "ApproximateNumberOfMessagesVisible", tpl.Resources["FailedAlarm"].Properties.MetricName, "nobody hears of it")
					case "SQS":
						assert.Equal(t, []any{"ReportBatchItemFailures"}, e.Properties["FunctionResponseTypes"], "%s, event %s", name, event)
					}
				}
			}
			assert.Positive(t, functions)
		})
	}
}

// transform runs SAM's own transform, as CloudFormation does, with the packages
// that cfn-lint brings.
const transform = `
import json, os, sys
os.environ["AWS_DEFAULT_REGION"] = "eu-west-1"
from samtranslator.parser.parser import Parser
from samtranslator.translator.managed_policy_translator import ManagedPolicyLoader
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse
t = yaml_parse(open(sys.argv[1]).read())
for r in t["Resources"].values():
    for uri in ("CodeUri", "DefinitionUri"):
        if uri in r.get("Properties", {}):
            r["Properties"][uri] = "s3://bucket/key"
policies = {n: "arn:aws:iam::aws:policy/service-role/" + n for n in ("AWSLambdaBasicExecutionRole", "AWSLambdaSQSQueueExecutionRole", "AWSXRayDaemonWriteAccess")}
print(json.dumps(Translator(policies, Parser()).translate(t, {})))
`

// Two stacks of one template in one account must not want the same name.
func TestNoResourceHasANameOfItsOwn(t *testing.T) {
	for _, path := range find(t, "template.yaml") {
		out, err := exec.Command("python3", "-c", transform, path).CombinedOutput()
		if err != nil && strings.Contains(string(out), "ModuleNotFoundError") && os.Getenv("CI") == "" {
			t.Skip("SAM's transform is not installed; get it with: pip install cfn-lint")
		}
		require.NoError(t, err, "%s: %s", path, out)
		var made struct {
			Resources map[string]struct {
				Type       string
				Properties map[string]any
			}
		}
		require.NoError(t, json.Unmarshal(out, &made), "%s", out)
		require.NotEmpty(t, made.Resources)
		for id, r := range made.Resources {
			for _, name := range []string{"Name", "FunctionName", "RoleName", "TopicName", "QueueName", "TableName", "AlarmName", "LogGroupName", "BucketName", "StateMachineName"} {
				switch v, named := r.Properties[name]; {
				case !named, r.Type == "AWS::Lambda::Permission", r.Type == "AWS::Lambda::EventSourceMapping", r.Type == "AWS::Lambda::EventInvokeConfig":
				default:
					t.Errorf("%s: %s has the name %v", path, id, v)
				}
			}
		}
	}
}

// samBuild is what sam build does with a function of BuildMethod makefile: it
// takes the Makefile of the code's folder, and runs build-ID in the working
// directory, or, if that is in the code's folder, in a copy of it.
func samBuild(t *testing.T, path, id string, tpl template, args ...string) (out string) {
	t.Helper()
	base := filepath.Dir(path)
	f := tpl.Resources[id]
	require.Equal(t, "makefile", f.Metadata.BuildMethod)
	code, err := filepath.Abs(filepath.Join(base, f.Properties.CodeUri))
	require.NoError(t, err)
	require.DirExists(t, code)
	manifest := filepath.Join(code, "Makefile")
	require.FileExists(t, manifest)
	working, err := filepath.Abs(filepath.Join(base, f.Metadata.WorkingDirectory))
	require.NoError(t, err)
	inside, err := filepath.Rel(code, working)
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(inside, ".."), "in a copy there is no Go module")
	cmd := exec.Command("make", append(args, "--no-print-directory", "--makefile", manifest, "build-"+id)...)
	cmd.Dir, cmd.Env = working, append(os.Environ(), "ARTIFACTS_DIR="+t.TempDir())
	text, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s: %s", path, text)
	if len(args) > 0 {
		return string(text)
	}
	return strings.TrimPrefix(cmd.Env[len(cmd.Env)-1], "ARTIFACTS_DIR=")
}

// built is how every Makefile builds. Its real run is tried below for one, since
// each costs a compilation of the SDK for arm64.
const built = "GOOS=linux GOARCH=arm64 CGO_ENABLED=0 go build -trimpath -tags lambda.norpc -ldflags '-s -w' -o %s/bootstrap .\n"

func TestEveryFolderBuildsByMakeAndBySAM(t *testing.T) {
	needMake(t)
	for _, path := range find(t, "template.yaml") {
		cmd := exec.Command("make", "--dry-run", "--no-print-directory")
		cmd.Dir = filepath.Dir(path)
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s: %s", cmd.Dir, out)
		assert.Equal(t, fmt.Sprintf(built, "build"), string(out), cmd.Dir)
		tpl := load(t, path)
		for id, r := range tpl.Resources {
			if r.Type == "AWS::Serverless::Function" {
				assert.Regexp(t, strings.ReplaceAll(regexp.QuoteMeta(built), "%s", ".*"), samBuild(t, path, id, tpl, "--dry-run"))
			}
		}
	}
}

func TestSAMBuildMakesABootstrap(t *testing.T) {
	needMake(t)
	path := filepath.Join(examples, "lambda/queue/template.yaml")
	out := samBuild(t, path, "Function", load(t, path))
	bin, err := elf.Open(filepath.Join(out, "bootstrap"))
	require.NoError(t, err)
	defer func() { _ = bin.Close() }()
	assert.Equal(t, elf.EM_AARCH64, bin.Machine)
	libs, err := bin.ImportedLibraries()
	assert.NoError(t, err)
	assert.Empty(t, libs, "statically linked")
}

// The commands of the READMEs name files that are there.
func TestEventsAreThereAndValid(t *testing.T) {
	named := regexp.MustCompile(`events/[a-z.]+json`)
	for _, path := range find(t, "template.yaml") {
		dir := filepath.Dir(path)
		assert.FileExists(t, filepath.Join(dir, "samconfig.toml"))
		readme, err := os.ReadFile(filepath.Join(dir, "README.md"))
		require.NoError(t, err)
		for _, command := range []string{"sam build", "sam local invoke", "sam logs", "sam delete"} {
			assert.Contains(t, string(readme), command, dir)
		}
		files := named.FindAllString(string(readme), -1)
		require.NotEmpty(t, files, dir)
		for _, f := range files {
			text, err := os.ReadFile(filepath.Join(dir, f))
			require.NoError(t, err)
			assert.True(t, json.Valid(text), f)
		}
	}
}

func needMake(t *testing.T) {
	if _, err := exec.LookPath("make"); err != nil {
		t.Skip("make is not installed, so the Makefiles are not tried")
	}
}
