package across_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
	"github.com/stretchr/testify/require"

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

func open(t *testing.T, o session.Options) *session.Session {
	t.Helper()
	s, err := session.New(t.Context(), o)
	require.NoError(t, err)
	return s
}

func credentialsOf(name string) string {
	return "[" + name + "]\naws_access_key_id=AKIA" + name + "\naws_secret_access_key=" + plantedSecret + "\n"
}
