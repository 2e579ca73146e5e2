package jobs_test

import (
	"context"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/integration/jobs"
	"github.com/awsessentials/essentials/integration/jobs/raw"
	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/session"
)

func TestJobs(t *testing.T) {
	server := moto.Start(t)
	requireBoto3(t)
	python := func(command, job string) string {
		t.Helper()
		out, err := exec.Command("python3", "testdata/harness.py", command, job, server.URL).Output()
		if exit, ok := err.(*exec.ExitError); ok {
			t.Fatalf("%s %s: %s", command, job, exit.Stderr)
		}
		require.NoError(t, err)
		return string(out)
	}
	cfg := aws.Config{
		Region: "us-east-1", BaseEndpoint: &server.URL,
		Credentials: credentials.NewStaticCredentialsProvider("testing", "testing", ""),
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
		state     bool // the state is the same in every run
	}{
		{"j01", bare(raw.J01), ours(jobs.J01), true},
		{"j02", bare(raw.J02), ours(jobs.J02), true},
		{"j05", bare(raw.J05), ours(jobs.J05), true},
		{"j06", bare(raw.J06), ours(jobs.J06), true},
		{"j09", bare(raw.J09), ours(jobs.J09), true},
		{"j12", bare(raw.J12), ours(jobs.J12), true},
		{"j13", bare(raw.J13), ours(jobs.J13), true},
		{"j15", bare(raw.J15), ours(jobs.J15), true},
		{"j17", bare(raw.J17), ours(jobs.J17), true},
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
