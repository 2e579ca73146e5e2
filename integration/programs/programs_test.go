package programs_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/schemas"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/smithy-go/transport/http/protocol/awsjson"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/integration/programs"
	"github.com/awsessentials/essentials/integration/programs/raw"
	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/session"
)

func TestJobs(t *testing.T) {
	t.Setenv("MOTO_EC2_LOAD_DEFAULT_AMIS", "false") // hundreds of images, with snapshots that J02 would delete
	server := moto.Start(t)
	requireBoto3(t)
	python := startPython(t, server.URL)
	cfg := aws.Config{
		Region: "us-east-1", BaseEndpoint: &server.URL,
		Credentials:    credentials.NewStaticCredentialsProvider("testing", "testing", ""),
		ServiceOptions: []func(string, any){asMoto},
	}
	sess, err := session.FromConfig(t.Context(), cfg, session.Options{Endpoint: server.URL})
	require.NoError(t, err)
	bare := func(run func(context.Context, aws.Config) error) func(context.Context) error {
		return func(ctx context.Context) error { return run(ctx, cfg) }
	}
	ours := func(run func(context.Context, *session.Session) error) func(context.Context) error {
		return func(ctx context.Context) error { return run(ctx, sess) }
	}
	for _, job := range []struct {
		name      string
		raw, ours func(context.Context) error
	}{
		{"j01", bare(raw.J01), ours(programs.J01)},
		{"j02", bare(raw.J02), ours(programs.J02)},
		{"j03", bare(raw.J03), ours(programs.J03)},
		{"j04", bare(raw.J04), ours(programs.J04)},
		{"j05", bare(raw.J05), ours(programs.J05)},
		{"j06", bare(raw.J06), ours(programs.J06)},
		{"j07", bare(raw.J07), ours(programs.J07)},
		{"j08", bare(raw.J08), ours(programs.J08)},
		{"j09", bare(raw.J09), ours(programs.J09)},
		{"j10", bare(raw.J10), ours(programs.J10)},
		{"j11", bare(raw.J11), ours(programs.J11)},
		{"j12", bare(raw.J12), ours(programs.J12)},
		{"j13", bare(raw.J13), ours(programs.J13)},
		{"j14", bare(raw.J14), ours(programs.J14)},
		{"j15", bare(raw.J15), ours(programs.J15)},
		{"j16", bare(raw.J16), ours(programs.J16)},
		{"j17", bare(raw.J17), ours(programs.J17)},
	} {
		t.Run(job.name, func(t *testing.T) {
			python("seed", job.name)
			want := python("run", job.name)
			state := python("state", job.name)
			for name, run := range map[string]func(context.Context) error{"raw": job.raw, "ours": job.ours} {
				python("seed", job.name)
				assert.Equal(t, normal(want), normal(printed(t, run)), name)
				assert.Equal(t, state, python("state", job.name), name)
			}
		})
	}
}

// asMoto makes clients bear what moto does in another way than AWS: it does not
// know the paths of CloudWatch's requests in CBOR, and ECS's answers have numbers
// where there must be texts.
func asMoto(_ string, options any) {
	switch o := options.(type) {
	case *cloudwatch.Options:
		o.Protocol = awsjson.New10(schemas.GraniteServiceVersion20100801)
	case *ecs.Options:
		o.HTTPClient = quoting{o.HTTPClient}
	}
}

type quoting struct{ ecs.HTTPClient }

var number = regexp.MustCompile(`("(?:cpu|memory)": ?)(\d+)`)

func (q quoting) Do(r *http.Request) (*http.Response, error) {
	out, err := q.HTTPClient.Do(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(out.Body)
	if err = errors.Join(err, out.Body.Close()); err != nil {
		return nil, err
	}
	out.Body = io.NopCloser(bytes.NewReader(number.ReplaceAll(body, []byte(`$1"$2"`))))
	out.ContentLength = -1
	return out, nil
}

// startPython starts the harness and returns a function that gives it a command
// and returns what it printed.
func startPython(t *testing.T, url string) func(command, job string) string {
	t.Helper()
	cmd := exec.Command("python3", "testdata/harness.py", url)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = in.Close() // it ends at the end of its input
		assert.NoError(t, cmd.Wait())
	})
	answers := json.NewDecoder(out)
	return func(command, job string) string {
		t.Helper()
		_, err := fmt.Fprintln(in, command, job)
		require.NoError(t, err)
		var answer struct{ Out, Error string }
		require.NoError(t, answers.Decode(&answer))
		if answer.Error != "" {
			t.Fatalf("%s %s: %s", command, job, answer.Error)
		}
		return answer.Out
	}
}

// requireBoto3 is like moto.Start for boto3.
func requireBoto3(t *testing.T) {
	t.Helper()
	if err := exec.Command("python3", "-c", "import boto3").Run(); err != nil {
		const hint = "boto3 is not installed; get it with: pip install boto3"
		if os.Getenv("CI") != "" {
			t.Fatal(hint)
		}
		t.Skip(hint)
	}
}

// printed returns what run prints.
func printed(t *testing.T, run func(context.Context) error) string {
	t.Helper()
	r, w, err := os.Pipe()
	require.NoError(t, err)
	stdout := os.Stdout
	os.Stdout = w
	defer func() { os.Stdout = stdout }()
	out := make(chan string)
	go func() {
		all, _ := io.ReadAll(r)
		out <- string(all)
	}()
	err = run(t.Context())
	require.NoError(t, w.Close())
	text := <-out
	require.NoError(t, err)
	return text
}

// normal writes the words of Python and Go for the same in one way.
func normal(text string) string {
	return strings.NewReplacer("None", "<nil>", "True", "true", "False", "false").Replace(text)
}
