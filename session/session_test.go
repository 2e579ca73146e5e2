package session_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/session"
)

// home gives the test shared files of its own and an environment without AWS
// variables.
func home(t testing.TB, configFile, credentialsFile string) {
	t.Helper()
	for _, kv := range os.Environ() {
		name, _, _ := strings.Cut(kv, "=")
		for _, prefix := range []string{"AWS_", "CI", "GITHUB_", "GITLAB_", "ECS_", "CODEBUILD_"} {
			if strings.HasPrefix(name, prefix) {
				t.Setenv(name, "") // restored at the end of the test
				require.NoError(t, os.Unsetenv(name))
			}
		}
	}
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	t.Setenv("AWS_CONFIG_FILE", write("config", configFile))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", write("credentials", credentialsFile))
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
}

// onSTS answers for STS: any role can be assumed, and the caller is a user.
func onSTS(cloud *awstest.Cloud) {
	awstest.On(cloud, func(_ context.Context, in *sts.AssumeRoleInput) (*sts.AssumeRoleOutput, error) {
		return assumed(in), nil
	}).Optional()
	awstest.Return[sts.GetCallerIdentityInput](cloud, &sts.GetCallerIdentityOutput{
		Account: aws.String("111122223333"), Arn: aws.String("arn:aws:iam::111122223333:user/ann"), UserId: aws.String("AIDAANN"),
	}).Times(1000).Optional()
}

func assumed(in *sts.AssumeRoleInput) *sts.AssumeRoleOutput {
	arn := *in.RoleArn
	account, name := arn[13:25], filepath.Base(arn)
	return &sts.AssumeRoleOutput{
		Credentials: &types.Credentials{
			AccessKeyId: aws.String("ASIA" + account), SecretAccessKey: aws.String(plantedSecret), SessionToken: aws.String(plantedSecret),
			Expiration: aws.Time(time.Now().Add(time.Duration(*in.DurationSeconds) * time.Second)),
		},
		AssumedRoleUser: &types.AssumedRoleUser{
			Arn:           aws.String("arn:aws:sts::" + account + ":assumed-role/" + name + "/" + *in.RoleSessionName),
			AssumedRoleId: aws.String("AROA" + account + ":" + *in.RoleSessionName),
		},
	}
}

const plantedSecret = "planted-secret-wJalrXUtnFEMI"

func TestUnknownProfileNamesNearOnes(t *testing.T) {
	home(t, "[profile audit]\nregion=eu-west-1\n[profile audit-prod]\n", "")
	_, err := session.New(t.Context(), session.Options{Profile: "adit"})
	require.ErrorIs(t, err, session.ErrProfile)
	assert.EqualError(t, err, `session: profile "adit" (from Options.Profile): does not exist; did you mean "audit"?`)
	var notExist config.SharedConfigProfileNotExistError
	assert.ErrorAs(t, err, &notExist)
}

func TestMissingRegion(t *testing.T) {
	home(t, "[profile x]\n", "[x]\naws_access_key_id=AKIA\naws_secret_access_key="+plantedSecret+"\n")
	_, err := session.New(t.Context(), session.Options{Profile: "x"})
	require.ErrorIs(t, err, session.ErrNoRegion)
}

func TestMalformedRole(t *testing.T) {
	home(t, "", "")
	_, err := session.New(t.Context(), session.Options{Region: "eu-west-1", Roles: []session.Role{{ARN: "audit"}}})
	require.ErrorIs(t, err, session.ErrInvalidRole)
	assert.EqualError(t, err, `session: role 1: ARN "audit" is not an ARN; a role's ARN looks like arn:aws:iam::111122223333:role/Name`)
}

func TestNobodyListensFailsFastAndOnce(t *testing.T) {
	home(t, "", "[default]\naws_access_key_id=AKIA\naws_secret_access_key="+plantedSecret+"\n")
	start := time.Now()
	sess, err := session.New(t.Context(), session.Options{Region: "eu-west-1", Endpoint: "http://127.0.0.1:1"})
	require.NoError(t, err)
	_, err = sess.Identity(t.Context())
	require.ErrorIs(t, err, session.ErrEndpoint)
	assert.EqualError(t, err, "session: nobody answers at the endpoint http://127.0.0.1:1: connection refused; start the server, or correct or remove the endpoint")
	_, err = session.Client(sess, sns.NewFromConfig).ListTopics(t.Context(), nil)
	require.ErrorIs(t, err, session.ErrEndpoint)
	assert.Less(t, time.Since(start), 5*time.Second)
}

func TestAssumeGivesAChildOfAnotherAccount(t *testing.T) {
	cloud := awstest.New(t)
	onSTS(cloud)
	sess, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{AllowedAccounts: []string{"111122223333", "444455556666"}})
	require.NoError(t, err)
	child, err := sess.Assume(t.Context(), sess.Role("444455556666", "Audit"))
	require.NoError(t, err)
	id, err := child.Identity(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "444455556666", id.Account)
	assert.Equal(t, "Audit", id.Role())
	_, err = child.In("eu-west-1").Identity(t.Context())
	require.NoError(t, err)
	assert.Len(t, awstest.Calls[sts.AssumeRoleInput](cloud), 1)
	_, err = sess.Assume(t.Context(), sess.Role("999999999999", "Audit"))
	require.ErrorIs(t, err, session.ErrAccount)
}

func TestGuardRefusesBeforeSending(t *testing.T) {
	cloud := awstest.New(t)
	onSTS(cloud)
	_, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{AllowedAccounts: []string{"444455556666"}})
	require.ErrorIs(t, err, session.ErrAccount)
}

func TestUnknownRegion(t *testing.T) {
	cloud := awstest.New(t)
	_, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{Region: "us-eats-1"})
	require.ErrorIs(t, err, session.ErrUnknownRegion)
	sess, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{})
	require.NoError(t, err)
	_, err = session.Client(sess.In("eu-wst-1"), sns.NewFromConfig).ListTopics(t.Context(), nil)
	require.ErrorIs(t, err, session.ErrUnknownRegion)
	assert.Contains(t, err.Error(), `did you mean "eu-west-1"`)
}

func TestDeniedRole(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Fail[sts.AssumeRoleInput](cloud, awstest.APIError("AccessDenied", "User x is not authorized", 403))
	_, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{Roles: []session.Role{{ARN: "arn:aws:iam::444455556666:role/Audit"}}})
	var ae *session.AssumeError
	require.ErrorAs(t, err, &ae)
	var api smithy.APIError
	require.ErrorAs(t, err, &api)
	assert.Equal(t, "AccessDenied", api.ErrorCode())
	t.Log(err)
}

// A server on this machine that is not up is told as such, also when a client
// alone is sent there.
func TestNobodyListensOnThisMachine(t *testing.T) {
	cfg := aws.Config{Region: "eu-west-1", Credentials: aws.AnonymousCredentials{}}
	s, err := session.FromConfig(t.Context(), cfg, session.Options{})
	require.NoError(t, err)
	for _, url := range []string{"http://127.0.0.1:1", "http://localhost:1"} {
		_, err = session.Client(s, sns.NewFromConfig, func(o *sns.Options) { o.BaseEndpoint = aws.String(url) }).ListTopics(t.Context(), nil)
		var ee *session.EndpointError
		require.ErrorAs(t, err, &ee)
		assert.Equal(t, url, ee.URL)
	}
}

func TestRolesOfAProfileAreNotTheSDKs(t *testing.T) {
	home(t, auditOverCorp, credentialsOf("corp"))
	_, err := session.New(t.Context(), session.Options{Profile: "audit", LoadOptions: []func(*config.LoadOptions) error{
		config.WithAssumeRoleCredentialOptions(func(*stscreds.AssumeRoleOptions) {}),
	}})
	require.ErrorIs(t, err, awserr.ErrInvalid)
	assert.Contains(t, err.Error(), "use Options.MFA")
}

func TestARegionThatTheInstanceMetadataDoesNotGiveIsToldWithItsReason(t *testing.T) {
	home(t, "", "")
	setKeys(t, "AKIAENV")
	_, err := session.New(t.Context(), session.Options{LoadOptions: []func(*config.LoadOptions) error{config.WithEC2IMDSRegion()}})
	require.ErrorIs(t, err, session.ErrNoRegion)
	assert.Contains(t, err.Error(), "session: region cannot be read from the instance metadata: ")
}
