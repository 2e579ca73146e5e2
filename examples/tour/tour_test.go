package main

import (
	"bytes"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/session"
)

// isolate keeps the files and variables of who runs the tests out of them.
func isolate(t *testing.T, config string) {
	t.Helper()
	for _, kv := range os.Environ() {
		if name, _, _ := strings.Cut(kv, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "") // restored at the end
			require.NoError(t, os.Unsetenv(name))
		}
	}
	file := filepath.Join(t.TempDir(), "config")
	require.NoError(t, os.WriteFile(file, []byte(config), 0o600))
	t.Setenv("AWS_CONFIG_FILE", file)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(t.TempDir(), "none"))
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
}

func runTour(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(t.Context(), args, &out, &errs)
	return status, out.String(), errs.String()
}

func TestTourOnTheEmbeddedCloud(t *testing.T) {
	isolate(t, "")
	status, out, stderr := runTour(t)
	require.Equal(t, 0, status, stderr)
	assert.Empty(t, stderr)
	for _, want := range []string{
		"account     123456789012",
		"account     444455556666",
		"3 requests; the page after the last item is not asked for",
		"5 + 7 in two runs are the 12 of one",
		"5 polls in",
		"0 requests and 0s spent",
		"24 messages: 24 published",
		"published at attempt 2",
		"1 alert published",
		"All went well. What it cost:",
		"S3 ListObjectsV2  444455556666",
	} {
		assert.Contains(t, out, want)
	}
	assert.NotContains(t, out, "\x1b", "colour is for terminals")
	for line := range strings.Lines(out) {
		assert.LessOrEqual(t, utf8.RuneCountInString(strings.TrimRight(line, "\n")), width, line)
	}
}

func TestTourAsJSON(t *testing.T) {
	isolate(t, "")
	status, out, stderr := runTour(t, "-json")
	require.Equal(t, 0, status, stderr)
	var report struct {
		OK    bool
		Steps []struct {
			Name  string
			Facts map[string]any
		}
	}
	require.NoError(t, json.Unmarshal([]byte(out), &report))
	assert.True(t, report.OK)
	var names []string
	for _, s := range report.Steps {
		names = append(names, s.Name)
		assert.NotEmpty(t, s.Facts, s.Name)
	}
	assert.Equal(t, []string{"identity", "role", "collection", "cursor", "wait", "budget", "messages", "alert"}, names)
	assert.EqualValues(t, 3, report.Steps[2].Facts["requests"])
	assert.EqualValues(t, 1, report.Steps[6].Facts["retried"])
}

func TestTourThatCannotBegin(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	nobody := "http://" + closed.Addr().String()
	require.NoError(t, closed.Close())

	cases := map[string]struct {
		args []string
		want []string // in the sentence
	}{
		"nobody listens":     {[]string{"-endpoint", nobody}, []string{nobody}},
		"unknown profile":    {[]string{"-profile", "adit"}, []string{`"adit"`, "audit"}},
		"malformed role":     {[]string{"-role", "arn:aws:iam::12:role/x"}, []string{"arn:aws:iam::12:role/x"}},
		"no region":          {[]string{"-profile", "audit"}, []string{"region", "AWS_REGION"}},
		"unknown flag":       {[]string{"-x"}, []string{"-x"}},
		"region for nothing": {[]string{"-region", "eu-west-1"}, []string{"-profile or -endpoint"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			isolate(t, "[profile audit]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = planted-secret\n")
			status, _, stderr := runTour(t, c.args...)
			assert.Equal(t, 2, status)
			assert.True(t, strings.HasPrefix(stderr, "tour: "), stderr)
			assert.Equal(t, 1, strings.Count(stderr, "\n"), "one sentence: %s", stderr)
			for _, want := range c.want {
				assert.Contains(t, stderr, want)
			}
			assert.NotContains(t, stderr, "goroutine")
			assert.NotContains(t, stderr, "planted-secret")
		})
	}
}

func TestTourOnTheWireLeavesNothingBehind(t *testing.T) {
	isolate(t, "")
	url := moto.Start(t).URL
	status, out, stderr := runTour(t, "-endpoint", url)
	require.Equal(t, 0, status, stderr)
	assert.Contains(t, out, "All went well")
	assert.Contains(t, out, "5 + 7 in two runs are the 12 of one")
	assert.Contains(t, out, "24 messages: 24 published")

	home := aws.Config{Region: "us-east-1", BaseEndpoint: &url, Credentials: credentials.NewStaticCredentialsProvider("test", "test", "")}
	sess, err := session.FromConfig(t.Context(), home, session.Options{Roles: []session.Role{{ARN: logsRole}}})
	require.NoError(t, err)
	for _, cfg := range []aws.Config{home, sess.Config()} {
		buckets, err := s3.NewFromConfig(cfg).ListBuckets(t.Context(), nil)
		require.NoError(t, err)
		assert.Empty(t, buckets.Buckets)
		topics, err := sns.NewFromConfig(cfg).ListTopics(t.Context(), nil)
		require.NoError(t, err)
		assert.Empty(t, topics.Topics)
		functions, err := lambda.NewFromConfig(cfg).ListFunctions(t.Context(), nil)
		require.NoError(t, err)
		assert.Empty(t, functions.Functions)
		roles, err := iam.NewFromConfig(cfg).ListRoles(t.Context(), nil)
		require.NoError(t, err)
		assert.Empty(t, roles.Roles)
	}
}

func TestHelpReadsWell(t *testing.T) {
	status, out, stderr := runTour(t, "-h")
	assert.Equal(t, 0, status)
	assert.Empty(t, stderr)
	assert.Contains(t, out, "only reads unless -write is given")
	assert.Contains(t, out, "-endpoint URL")
}

func TestColourIsForTerminals(t *testing.T) {
	plain, coloured := &page{}, &page{colour: true}
	assert.Equal(t, "x", plain.paint(red, "x"))
	assert.Equal(t, "\x1b[31mx\x1b[0m", coloured.paint(red, "x"))
	assert.False(t, wantColour(&bytes.Buffer{}))
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	require.NoError(t, err)
	defer func() { require.NoError(t, file.Close()) }()
	assert.False(t, wantColour(file))
}

func TestWrap(t *testing.T) {
	assert.Equal(t, []string{"one two", "three"}, wrap("one two three", 8))
	assert.Equal(t, []string{"a", "éééé", "éé b"}, wrap("a éééééé b", 4))
	assert.Equal(t, []string{""}, wrap("", 8))
}

func TestTimeline(t *testing.T) {
	assert.Empty(t, timeline(nil, "x"))
	assert.Equal(t, "x", timeline([]time.Duration{0}, "x"))
	line := timeline([]time.Duration{0, time.Second, 2 * time.Second}, "x")
	assert.Equal(t, 41, utf8.RuneCountInString(line))
	assert.Equal(t, 2, strings.Count(line, "●"))
	assert.Equal(t, "●", string([]rune(line)[20]))
	assert.True(t, strings.HasSuffix(line, "x"))
}
