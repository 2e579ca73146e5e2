// Package templates checks the SAM template and the Makefile of every Lambda
// example.
package templates

import (
	"debug/elf"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
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
		Type       string `yaml:"Type"`
		Properties struct {
			CodeUri           string         `yaml:"CodeUri"`
			Runtime           string         `yaml:"Runtime"`
			Architectures     []string       `yaml:"Architectures"`
			Handler           string         `yaml:"Handler"`
			Policies          []policy       `yaml:"Policies"`
			EventInvokeConfig map[string]any `yaml:"EventInvokeConfig"`
			DeadLetterQueue   map[string]any `yaml:"DeadLetterQueue"`
			Events            map[string]struct {
				Type       string         `yaml:"Type"`
				Properties map[string]any `yaml:"Properties"`
			} `yaml:"Events"`
		} `yaml:"Properties"`
	} `yaml:"Resources"`
}

type policy struct {
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

func TestFunctionsAreSmallSafeAndLoseNothing(t *testing.T) {
	for _, path := range find(t, "/template.yaml") {
		t.Run(strings.TrimPrefix(path, examples+"/"), func(t *testing.T) {
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			var tpl template
			require.NoError(t, yaml.Unmarshal(text, &tpl))
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
					case "SQS":
						assert.Equal(t, []any{"ReportBatchItemFailures"}, e.Properties["FunctionResponseTypes"], "%s, event %s", name, event)
					}
				}
			}
			assert.Positive(t, functions)
		})
	}
}

// built is how every Makefile builds. Its real run is tried below for one, since
// each costs a compilation of the SDK for arm64.
const built = "GOOS=linux GOARCH=arm64 CGO_ENABLED=0 go build -trimpath -tags lambda.norpc -ldflags '-s -w' -o %s/bootstrap .\n"

func TestEveryMakefileBuildsForLambda(t *testing.T) {
	needMake(t)
	for _, path := range find(t, "/template.yaml") {
		cmd := exec.Command("make", "--dry-run", "--no-print-directory", "OUT=somewhere")
		cmd.Dir = filepath.Dir(path)
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s: %s", cmd.Dir, out)
		assert.Contains(t, string(out), fmt.Sprintf(built, "somewhere"), cmd.Dir)
	}
}

func TestMakeBuildsABootstrap(t *testing.T) {
	needMake(t)
	out := t.TempDir()
	cmd := exec.Command("make", "OUT="+out)
	cmd.Dir = filepath.Join(examples, "lambda/queue")
	text, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", text)
	bin, err := elf.Open(filepath.Join(out, "bootstrap"))
	require.NoError(t, err)
	defer func() { _ = bin.Close() }()
	assert.Equal(t, elf.EM_AARCH64, bin.Machine)
	libs, err := bin.ImportedLibraries()
	assert.NoError(t, err)
	assert.Empty(t, libs, "statically linked")
}

func needMake(t *testing.T) {
	if _, err := exec.LookPath("make"); err != nil {
		t.Skip("make is not installed, so the Makefiles are not tried")
	}
}
