package session_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/session"
)

// The AWS CLI and boto3 on one side and the SDK for Go on the other read the
// same environment and files differently in some places. What a session does in
// each, and why, is in docs/decisions/session-differences.md; each has its test
// here.

func TestDifference01BothRegionVariablesAreRead(t *testing.T) {
	home(t, "", "")
	setKeys(t, "AKIAENV")
	t.Setenv("AWS_DEFAULT_REGION", "us-west-2")
	assert.Equal(t, "us-west-2", open(t, session.Options{}).Region())
	t.Setenv("AWS_REGION", "us-west-1")
	assert.Equal(t, "us-west-1", open(t, session.Options{}).Region())
}

func TestDifference02ProfileVariableBeatsTheOldOne(t *testing.T) {
	home(t, threeProfiles, credentialsOf("a", "b"))
	t.Setenv("AWS_PROFILE", "a")
	t.Setenv("AWS_DEFAULT_PROFILE", "b")
	assert.Equal(t, "a", open(t, session.Options{}).Profile())
}

func TestDifference03ProfileNamesMayHaveBlanks(t *testing.T) {
	for _, quote := range []string{`"`, `'`} {
		home(t, "[profile "+quote+"my team"+quote+"]\nregion=eu-west-1\n"+keys("AKIATEAM"), "")
		s := open(t, session.Options{Profile: "my team"})
		assert.Equal(t, "AKIATEAM", signsWith(t, s))
		assert.Equal(t, "my team", s.Profile())
	}
}

// This is how aws configure writes such a profile.
func TestProfileWithABlankInBothFiles(t *testing.T) {
	home(t, "[profile 'my team']\nregion=eu-west-1\n", "[my team]\n"+keys("AKIATEAM"))
	s := open(t, session.Options{Profile: "my team"})
	assert.Equal(t, "AKIATEAM", signsWith(t, s))
	assert.Equal(t, "eu-west-1", s.Region())
}

func TestDifference04HalfAPairInTheEnvironmentIsAnError(t *testing.T) {
	home(t, threeProfiles, credentialsOf("default", "a"))
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIAENV")
	_, err := session.New(t.Context(), session.Options{})
	require.ErrorIs(t, err, session.ErrCredentials)
	assert.EqualError(t, err, "session: credentials are half a pair: the environment has an access key ID without the secret access key; set both or none")

	t.Setenv("AWS_ACCESS_KEY_ID", "")
	t.Setenv("AWS_SECRET_ACCESS_KEY", plantedSecret)
	_, err = session.New(t.Context(), session.Options{})
	require.ErrorIs(t, err, session.ErrCredentials)
	assert.NotContains(t, err.Error(), plantedSecret)

	open(t, session.Options{Profile: "a"}) // the environment's keys are out of the chain
}

func TestDifference05OldNameOfTheSessionTokenIsRead(t *testing.T) {
	home(t, "", "")
	setKeys(t, "ASIAENV")
	t.Setenv("AWS_SECURITY_TOKEN", "planted-token")
	creds, err := open(t, session.Options{Region: "eu-west-1"}).Config().Credentials.Retrieve(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "planted-token", creds.SessionToken)
}

func TestDifference06HalfAPairInCodeIsAnErrorAtOnce(t *testing.T) {
	home(t, "", "")
	_, err := session.New(t.Context(), session.Options{Region: "eu-west-1", LoadOptions: []func(*config.LoadOptions) error{
		config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider("AKIACODE", "", "")),
	}})
	require.ErrorIs(t, err, session.ErrCredentials)
	assert.Contains(t, err.Error(), "half a pair")
}

func TestHalfAPairInAFileIsAnError(t *testing.T) {
	home(t, "", "[a]\naws_access_key_id=AKIA\n")
	_, err := session.New(t.Context(), session.Options{Profile: "a", Region: "eu-west-1"})
	require.ErrorIs(t, err, session.ErrCredentials)
	assert.EqualError(t, err, `session: credentials are half a pair: the profile "a" has one of aws_access_key_id and aws_secret_access_key; set both or none`)
}

func TestDifference07AProcessBeatsKeysOfTheConfigFileAndOneIsTold(t *testing.T) {
	const process = `credential_process=/bin/echo '{"Version":1,"AccessKeyId":"AKIAPROC","SecretAccessKey":"s"}'` + "\n"
	home(t, "[profile a]\nregion=eu-west-1\n"+process+keys("AKIAKEYS"), "")
	s := open(t, session.Options{Profile: "a"})
	assert.Equal(t, "AKIAPROC", signsWith(t, s))
	require.Len(t, s.Warnings(), 1)
	assert.Equal(t, session.KeysNotUsed, s.Warnings()[0].Kind)

	home(t, "[profile a]\nregion=eu-west-1\n"+process, credentialsOf("a"))
	s = open(t, session.Options{Profile: "a"})
	assert.Equal(t, "AKIAa", signsWith(t, s))
	require.Len(t, s.Warnings(), 1)
	assert.Equal(t, session.KeysAreUsed, s.Warnings()[0].Kind)
}

func TestDifference08KeysInASourceProfileEndTheChain(t *testing.T) {
	home(t, `
[profile top]
role_arn=arn:aws:iam::333333333333:role/Top
source_profile=middle
region=eu-west-1
[profile middle]
role_arn=arn:aws:iam::222222222222:role/Middle
source_profile=base
`+keys("AKIAMIDDLE")+"[profile base]\n"+keys("AKIABASE"), "")
	sts := newSTSServer(t)
	s := open(t, session.Options{Profile: "top", Endpoint: sts.URL})
	assert.Equal(t, "ASIA333333333333", signsWith(t, s))
	assert.Equal(t, []string{"AssumeRole AKIAMIDDLE"}, signers(sts.seen()))
}

func TestDifference09WhatTheCLIRefusesIsRefusedWithFileAndLine(t *testing.T) {
	for text, want := range map[string]string{
		"[profile a]\nregion=eu-west-1\ns3 =\n  no assignment here\n": "line 3",
		"[profile a]\n[profile b\n":                                   "line 2",
		"[profile a]\nx=1\n[profile a]\n":                             "line 3",
		"[profile a]\nx=1\nx=2\n":                                     "line 3",
		"x=1\n":                                                       "line 1",
		"\ufeff[profile a]\n":                                         "byte order mark",
	} {
		home(t, text, credentialsOf("a"))
		_, err := session.New(t.Context(), session.Options{Profile: "a", Region: "eu-west-1"})
		require.ErrorIs(t, err, session.ErrProfile, text)
		assert.Contains(t, err.Error(), want)
		assert.Contains(t, err.Error(), "/config")
		_, err = session.Profiles()
		require.ErrorIs(t, err, session.ErrProfile, text)
	}
}

func TestDifference11ProfileDefaultBeatsDefault(t *testing.T) {
	home(t, "[profile default]\nregion=eu-west-1\n"+keys("AKIAFIRST")+"[default]\nregion=us-east-1\n"+keys("AKIASECOND"), "")
	s := open(t, session.Options{})
	assert.Equal(t, "AKIAFIRST", signsWith(t, s))
	assert.Equal(t, "eu-west-1", s.Region())
}

func TestDifference12CommentsBehindValues(t *testing.T) {
	home(t, "[profile a]\nregion = eu-west-1 # prod\n", "[a]\naws_access_key_id = AKIAA ; mine\naws_secret_access_key = x+y=#z;\n")
	s := open(t, session.Options{Profile: "a"})
	assert.Equal(t, "AKIAA", signsWith(t, s))
	assert.Equal(t, "eu-west-1", s.Region())
}

func TestDifference13ARoleOverTheProfilesOwnCredentials(t *testing.T) {
	home(t, "[profile a]\nregion=eu-west-1\nrole_arn=arn:aws:iam::222222222222:role/R\n"+keys("AKIAOWN"), "")
	sts := newSTSServer(t)
	s := open(t, session.Options{Profile: "a", Endpoint: sts.URL})
	assert.Equal(t, "ASIA222222222222", signsWith(t, s))
	assert.Equal(t, []string{"AssumeRole AKIAOWN"}, signers(sts.seen()))
}

func TestDifference15AProcessIsRunWithoutAShell(t *testing.T) {
	home(t, "[profile a]\nregion=eu-west-1\ncredential_process=/bin/echo '{\"Version\":1,\"AccessKeyId\":\"$HOME;x\",\"SecretAccessKey\":\"s\"}'\n", "")
	assert.Equal(t, "$HOME;x", signsWith(t, open(t, session.Options{Profile: "a"})))
}

func TestDifference14AChosenProfileWithoutCredentialsLeavesThoseOfThePlatform(t *testing.T) {
	home(t, "[profile a]\nregion=eu-west-1\n", "")
	setKeys(t, "AKIAENV")
	t.Setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:1/creds")
	s := open(t, session.Options{Profile: "a"})
	_, err := s.Identity(t.Context())
	require.ErrorIs(t, err, session.ErrCredentials)
	assert.NotContains(t, err.Error(), "no source has any")
	assert.Equal(t, session.KeysBesideProfile, s.Warnings()[0].Kind)
}

func TestDifference10AccountIDAloneProvesNothing(t *testing.T) {
	home(t, "", "[a]\naws_account_id=444455556666\n"+keys("AKIAA"))
	t.Setenv("AWS_ACCOUNT_ID", "444455556666")
	sts := newSTSServer(t)
	_, err := session.New(t.Context(), session.Options{Profile: "a", Region: "eu-west-1", Endpoint: sts.URL, AllowedAccounts: []string{"444455556666"}})
	require.ErrorIs(t, err, session.ErrAccount, "STS is asked, and says otherwise")
	assert.Contains(t, err.Error(), "account 111122223333 is not in AllowedAccounts (444455556666)")

	home(t, "", "")
	t.Setenv("AWS_ACCOUNT_ID", "444455556666")
	_, err = open(t, session.Options{Region: "eu-west-1"}).Identity(t.Context())
	require.ErrorIs(t, err, session.ErrCredentials)
}

// A container that runs as another user than its HOME's cannot look into it. The
// AWS CLI and the SDK take such files for empty.
func TestDifference16AFileThatCannotBeOpenedCountsAsEmptyWhileNoProfileIsUsed(t *testing.T) {
	home(t, "[default]\nregion=eu-west-1\nrole_arn=arn:aws:iam::222222222222:role/R\nsource_profile=default\n", credentialsOf("default"))
	dir := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(dir, nil, 0o600))
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(dir, "config")) // "not a directory": also root may not
	t.Setenv("AWS_REGION", "eu-west-1")

	_, err := session.New(t.Context(), session.Options{})
	require.ErrorIs(t, err, session.ErrProfile, "the credentials file is used, and the config file may have a role")
	assert.Contains(t, err.Error(), "cannot be read: not a directory")
	_, err = session.New(t.Context(), session.Options{Profile: "default"})
	require.ErrorIs(t, err, session.ErrProfile)
	_, err = session.Profiles()
	require.ErrorIs(t, err, session.ErrProfile)

	setKeys(t, "AKIAENV")
	s := open(t, session.Options{})
	assert.Equal(t, "AKIAENV", signsWith(t, s))
	require.Len(t, s.Warnings(), 1)
	assert.Equal(t, session.FileNotRead, s.Warnings()[0].Kind)
}

func TestDifference17ASecretWithoutItsKeyIsAnError(t *testing.T) {
	home(t, "[profile a]\nregion=eu-west-1\n"+keys("AKIAA"), "[a]\naws_secret_access_key="+plantedSecret+"\n")
	_, err := session.New(t.Context(), session.Options{Profile: "a"})
	require.ErrorIs(t, err, session.ErrCredentials)
	assert.NotContains(t, err.Error(), plantedSecret)
}

func TestDifference18ASourceProfileNeedsARole(t *testing.T) {
	home(t, "[profile a]\nregion=eu-west-1\nsource_profile=b\n", credentialsOf("b"))
	_, err := session.New(t.Context(), session.Options{Profile: "a"})
	require.ErrorIs(t, err, session.ErrProfile)
	assert.Contains(t, err.Error(), "has a source_profile and neither a role_arn nor credentials of its own")
}

func TestDifference19AnEmptyVariableIsNotSet(t *testing.T) {
	home(t, "[default]\nregion=eu-west-1\n", credentialsOf("default"))
	for _, name := range []string{"AWS_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_ENDPOINT_URL"} {
		t.Setenv(name, "")
	}
	dir, err := os.UserHomeDir()
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(filepath.Join(dir, ".aws"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, ".aws/config"), []byte("[default]\nregion=eu-west-1\n"+keys("AKIAHOME")), 0o600))
	s := open(t, session.Options{})
	assert.Equal(t, "AKIAHOME", signsWith(t, s))
	assert.Equal(t, "eu-west-1", s.Region())
}

func TestDifference20TheSDKsOldNamesOfKeysAreRead(t *testing.T) {
	home(t, "", "")
	t.Setenv("AWS_ACCESS_KEY", "AKIAOLD")
	t.Setenv("AWS_SECRET_KEY", plantedSecret)
	assert.Equal(t, "AKIAOLD", signsWith(t, open(t, session.Options{Region: "eu-west-1"})))
}

func TestDifference21ABoolIsTrueOrFalse(t *testing.T) {
	home(t, "[profile a]\nregion=eu-west-1\nuse_fips_endpoint=yes\n", credentialsOf("a"))
	_, err := session.New(t.Context(), session.Options{Profile: "a"})
	assert.EqualError(t, err, `session: profile "a": its setting use_fips_endpoint must be true or false`)
}

func TestDifference28AnEndpointOfTheProgramHoldsBesideFIPSAndDualStack(t *testing.T) {
	home(t, "[profile a]\nregion=us-east-1\nuse_dualstack_endpoint=true\n", credentialsOf("a"))
	t.Setenv("AWS_USE_FIPS_ENDPOINT", "true")
	cfg, err := config.LoadDefaultConfig(t.Context(), config.WithRegion("us-east-1"),
		config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider("AKIA", "s", "")))
	require.NoError(t, err)
	for name, open := range map[string]func(session.Options) (*session.Session, error){
		"New": func(o session.Options) (*session.Session, error) {
			o.Profile = "a"
			return session.New(t.Context(), o)
		},
		"FromConfig": func(o session.Options) (*session.Session, error) { return session.FromConfig(t.Context(), cfg, o) },
	} {
		sent := new(recorder)
		s, err := open(session.Options{Endpoint: "http://localhost:4566", HTTPClient: sent, MaxAttempts: 1})
		require.NoError(t, err, name)
		_, _ = session.Client(s, sns.NewFromConfig).ListTopics(t.Context(), nil)
		assert.Equal(t, []string{"http://localhost:4566/"}, sent.urls, name)
	}
	t.Setenv("AWS_ENDPOINT_URL", "http://localhost:4566")
	_, err = session.Client(open(t, session.Options{Profile: "a"}), sns.NewFromConfig).ListTopics(t.Context(), nil)
	assert.ErrorContains(t, err, "FIPS and custom endpoint are not supported")
}

// recorder is an HTTP client that keeps the URLs of requests and answers none.
type recorder struct{ urls []string }

func (r *recorder) Do(req *http.Request) (*http.Response, error) {
	r.urls = append(r.urls, req.URL.String())
	return nil, context.Canceled
}
