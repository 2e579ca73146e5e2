package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/session"
)

func inventory(ctx context.Context, args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = run(ctx, args, &out, &errs)
	return status, out.String(), errs.String()
}

func TestEmbeddedCloudAsATable(t *testing.T) {
	status, out, errs := inventory(t.Context())
	assert.Equal(t, 1, status, "one account lets nobody in")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	assert.Equal(t, []string{"account", "region", "instance", "type", "state", "launched"}, strings.Fields(lines[0]))
	for _, line := range lines[1:] {
		assert.Len(t, strings.Fields(line), 6, line)
		assert.NotContains(t, line, closedAccount)
	}
	told := strings.Split(strings.TrimSpace(errs), "\n")
	require.Len(t, told, 2, "three targets of one account with one reason are told once")
	assert.Contains(t, told[0], "inventory: "+closedAccount+": not entered: session: assume role arn:aws:iam::"+closedAccount+":role/Audit: AccessDenied")
	assert.Regexp(t, `^inventory: \d+ instances without tags in 9 of 12 targets$`, told[1])
	again, same, _ := inventory(t.Context())
	assert.Equal(t, status, again)
	assert.Equal(t, out, same, "every run lists the same in the same order")
}

func TestFormatsHoldTheSameInstances(t *testing.T) {
	args := []string{"-accounts", "111122223333,222233334444", "-role", "Audit"}
	status, out, errs := inventory(t.Context(), append(args, "-format", "csv")...)
	require.Zero(t, status, errs)
	records, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	require.NoError(t, err)
	status, out, _ = inventory(t.Context(), append(args, "-format", "json")...)
	require.Zero(t, status)
	var rows []row
	require.NoError(t, json.Unmarshal([]byte(out), &rows))
	require.Len(t, rows, len(records)-1)
	require.NotEmpty(t, rows)
	for i, r := range rows {
		assert.Equal(t, []string{r.Account, r.Region, r.Instance, r.Type, r.State, r.Launched.Format(time.RFC3339)}, records[i+1])
	}
}

func TestWhatWasNotDoneIsGoneOnWith(t *testing.T) {
	left := filepath.Join(t.TempDir(), "left")
	status, _, _ := inventory(t.Context(), "-left", left)
	require.Equal(t, 1, status)
	status, out, errs := inventory(t.Context(), "-targets", left)
	assert.Equal(t, 1, status)
	assert.Equal(t, 1, strings.Count(out, "\n"), "only the header")
	assert.Contains(t, errs, "0 instances without tags in 0 of 3 targets")
}

func TestOutOfTime(t *testing.T) {
	status, _, errs := inventory(t.Context(), "-timeout", "1s", "-reserve", "2s")
	assert.Equal(t, 1, status)
	assert.Contains(t, errs, "inventory: some targets: not started: across: not started: context deadline exceeded")
	assert.Contains(t, errs, "in 0 of 12 targets")
}

func TestWrongSettingsAreOneSentence(t *testing.T) {
	config := filepath.Join(t.TempDir(), "config")
	require.NoError(t, os.WriteFile(config, []byte("[profile audit]\nregion=eu-west-1\n"), 0o600))
	t.Setenv("AWS_CONFIG_FILE", config)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", config+"-none")
	for _, test := range []struct {
		want string
		args []string
	}{
		{`did you mean "audit"?`, []string{"-profile", "adit"}},
		{"-format", []string{"-format", "xml"}},
		{`"sn-*"`, []string{"-regions", "sn-*"}},
		{"nobody answers at the endpoint http://127.0.0.1:1", []string{"-endpoint", "http://127.0.0.1:1", "-accounts", "111122223333", "-role", "Audit"}},
		{"no profile matches", []string{"-profiles", "prod-*", "-endpoint", "http://127.0.0.1:1"}},
	} {
		status, out, errs := inventory(t.Context(), test.args...)
		assert.Equal(t, 2, status, errs)
		assert.Empty(t, out)
		assert.Contains(t, errs, test.want)
		assert.Equal(t, 1, strings.Count(errs, "\n"), errs)
	}
}

func TestOnTheWire(t *testing.T) {
	server := moto.Start(t)
	ctx := t.Context()
	base, err := session.FromConfig(ctx, aws.Config{Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("AKIAEMULATOR", "s", "")},
		session.Options{Endpoint: server.URL})
	require.NoError(t, err)
	there, err := base.Assume(ctx, base.Role("111122223333", "Audit"))
	require.NoError(t, err)
	client := session.Client(there.In("eu-west-1"), ec2.NewFromConfig)
	images, err := client.DescribeImages(ctx, &ec2.DescribeImagesInput{})
	require.NoError(t, err)
	launch := func(specs ...types.TagSpecification) string {
		out, err := client.RunInstances(ctx, &ec2.RunInstancesInput{ImageId: images.Images[0].ImageId, MinCount: aws.Int32(1), MaxCount: aws.Int32(1), TagSpecifications: specs})
		require.NoError(t, err)
		return *out.Instances[0].InstanceId
	}
	bare := launch()
	launch(types.TagSpecification{ResourceType: types.ResourceTypeInstance, Tags: []types.Tag{{Key: aws.String("team"), Value: aws.String("shop")}}})

	status, out, errs := inventory(ctx, "-endpoint", server.URL, "-accounts", "111122223333,222233334444", "-role", "Audit", "-regions", "eu-*-1,us-east-1", "-format", "json")
	require.Zero(t, status, errs)
	var rows []row
	require.NoError(t, json.Unmarshal([]byte(out), &rows))
	require.Len(t, rows, 1)
	assert.Equal(t, row{"111122223333", "eu-west-1", bare, rows[0].Type, "running", rows[0].Launched}, rows[0])
}
