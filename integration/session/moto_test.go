package session

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/session/across"
)

const plantedSecret = "planted-secret-on-the-wire"

// home gives the test shared files of its own and no AWS variables.
func home(t *testing.T, configFile, credentialsFile string) {
	t.Helper()
	for _, kv := range os.Environ() {
		if name, _, _ := strings.Cut(kv, "="); strings.HasPrefix(name, "AWS_") || strings.HasPrefix(name, "ECS_") {
			t.Setenv(name, "") // restored at the end of the test
			require.NoError(t, os.Unsetenv(name))
		}
	}
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	for name, text := range map[string]string{"AWS_CONFIG_FILE": configFile, "AWS_SHARED_CREDENTIALS_FILE": credentialsFile} {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		t.Setenv(name, path)
	}
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
}

const laptop = "[profile me]\nregion=us-east-1\n"

func laptopKeys() string {
	return "[me]\naws_access_key_id=AKIAIOSFODNN7EXAMPLE\naws_secret_access_key=" + plantedSecret + "\n"
}

func TestTwoAccountsDoNotMix(t *testing.T) {
	server := moto.Start(t)
	home(t, laptop, laptopKeys())
	ctx := t.Context()
	base, err := session.New(ctx, session.Options{Profile: "me", Endpoint: server.URL})
	require.NoError(t, err)
	me, err := base.Identity(ctx)
	require.NoError(t, err)
	require.Len(t, me.Account, 12)

	topicsOf := func(s *session.Session) []string {
		out, err := session.Client(s, sns.NewFromConfig).ListTopics(ctx, &sns.ListTopicsInput{})
		require.NoError(t, err)
		var arns []string
		for _, topic := range out.Topics {
			arns = append(arns, *topic.TopicArn)
		}
		return arns
	}
	for _, account := range []string{"111122223333", "444455556666"} {
		there, err := base.Assume(ctx, base.Role(account, "Audit"))
		require.NoError(t, err)
		id, err := there.Identity(ctx)
		require.NoError(t, err)
		assert.Equal(t, account, id.Account)
		assert.Equal(t, "Audit", id.Role())
		_, err = session.Client(there, sns.NewFromConfig).CreateTopic(ctx, &sns.CreateTopicInput{Name: aws.String("only-in-" + account)})
		require.NoError(t, err)
		assert.Equal(t, []string{"arn:aws:sns:us-east-1:" + account + ":only-in-" + account}, topicsOf(there))
		assert.Empty(t, topicsOf(there.In("eu-west-1")), "another region is another place")
	}
	assert.Empty(t, topicsOf(base))
}

func TestGuardHoldsOnTheWire(t *testing.T) {
	server := moto.Start(t)
	home(t, laptop, laptopKeys())
	ctx := t.Context()
	_, err := session.New(ctx, session.Options{Profile: "me", Endpoint: server.URL, AllowedAccounts: []string{"999999999999"}})
	require.ErrorIs(t, err, session.ErrAccount)

	s, err := session.New(ctx, session.Options{Profile: "me", Endpoint: server.URL, AllowedAccounts: []string{"111122223333"},
		Roles: []session.Role{{ARN: "arn:aws:iam::111122223333:role/Audit"}}})
	require.NoError(t, err)
	// S3 signs, presigns and checks sums in ways of its own.
	client := session.Client(s, s3.NewFromConfig, func(o *s3.Options) { o.UsePathStyle = true })
	_, err = client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: aws.String("guarded")})
	require.NoError(t, err)
	_, err = client.PutObject(ctx, &s3.PutObjectInput{Bucket: aws.String("guarded"), Key: aws.String("k"), Body: strings.NewReader("x")})
	require.NoError(t, err)
	presigned, err := s3.NewPresignClient(client).PresignGetObject(ctx, &s3.GetObjectInput{Bucket: aws.String("guarded"), Key: aws.String("k")})
	require.NoError(t, err)
	assert.Contains(t, presigned.URL, server.URL)
	_, err = s.Assume(ctx, s.Role("444455556666", "Audit"))
	require.ErrorIs(t, err, session.ErrAccount)
}

// A local server has no host for each bucket.
func TestS3AtALocalEndpointNamesTheBucketInThePath(t *testing.T) {
	home(t, "", "")
	for name, value := range map[string]string{"AWS_REGION": "local", "AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "secret",
		"AWS_ENDPOINT_URL_S3": "http://localhost:4566"} {
		t.Setenv(name, value)
	}
	ctx := t.Context()
	fromNew, err := session.New(ctx, session.Options{})
	require.NoError(t, err)
	fromEnv, err := session.FromEnv(ctx)
	require.NoError(t, err)
	cfg, err := config.LoadDefaultConfig(ctx)
	require.NoError(t, err)
	fromConfig, err := session.FromConfig(ctx, cfg, session.Options{Endpoint: "http://localhost:4566"})
	require.NoError(t, err)
	for _, s := range []*session.Session{fromNew, fromEnv, fromConfig} {
		in := &s3.GetObjectInput{Bucket: aws.String("bucket"), Key: aws.String("k")}
		presigned, err := s3.NewPresignClient(session.Client(s, s3.NewFromConfig)).PresignGetObject(ctx, in)
		require.NoError(t, err)
		assert.Contains(t, presigned.URL, "http://localhost:4566/bucket/k")
	}
}

func TestAcrossOnTheWire(t *testing.T) {
	server := moto.Start(t)
	home(t, laptop, laptopKeys())
	ctx := t.Context()
	base, err := session.New(ctx, session.Options{Profile: "me", Endpoint: server.URL})
	require.NoError(t, err)
	var accounts []string
	for i := range 6 {
		accounts = append(accounts, fmt.Sprintf("%012d", 200000000000+i))
	}
	targets := across.Targets(accounts, []string{"eu-west-1", "us-east-1"}, base.RoleIn("Audit"))
	create := func(ctx context.Context, s *session.Session, t session.Target) (string, error) {
		out, err := session.Client(s, sns.NewFromConfig).CreateTopic(ctx, &sns.CreateTopicInput{Name: aws.String("t")})
		if err != nil {
			return "", err
		}
		return *out.TopicArn, nil
	}
	var got []string
	for r := range across.Run(ctx, base, targets, create, across.Options{Concurrency: 4}) {
		require.NoError(t, r.Err)
		assert.Equal(t, "arn:aws:sns:"+r.Target.Region+":"+r.Target.Account+":t", r.Value)
		got = append(got, r.Value)
	}
	assert.Len(t, got, 12)
	assert.Len(t, slices.Compact(slices.Sorted(slices.Values(got))), 12)
}
