package session_test

import (
	"encoding/json"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/session"
)

// Every way in which a login can be over names the command that logs in.
func TestALoginThatIsOverSaysWhatToRun(t *testing.T) {
	const (
		corp   = "[profile m]\nregion=eu-west-1\nsso_session=corp\nsso_account_id=333333333333\nsso_role_name=Dev\n[sso-session corp]\nsso_start_url=https://x/start\nsso_region=eu-west-1\n"
		legacy = "[profile m]\nregion=eu-west-1\nsso_start_url=https://x/start\nsso_region=eu-west-1\nsso_account_id=333333333333\nsso_role_name=Dev\n"
		login  = "[profile m]\nregion=eu-west-1\nlogin_session=arn:aws:iam::333333333333:user/ann\n"
		role   = "[profile a]\nregion=eu-west-1\nrole_arn=arn:aws:iam::222222222222:role/R\nsource_profile=m\n"
		valid  = `{"startUrl":"https://x/start","region":"eu-west-1","accessToken":"tok","expiresAt":"2099-01-01T00:00:00Z"}`
		old    = `{"startUrl":"https://x/start","region":"eu-west-1","accessToken":"tok","expiresAt":"2020-01-01T00:00:00Z"`
		again  = old + `,"refreshToken":"r","clientId":"c","clientSecret":"s","registrationExpiresAt":"2099-01-01T00:00:00Z"}`
	)
	refused := func(path, code string) map[string]json.RawMessage {
		return map[string]json.RawMessage{path: json.RawMessage(`[401, "{\"message\":\"no\"}", {"x-amzn-ErrorType": "` + code + `"}]`)}
	}
	for name, test := range map[string]struct {
		config, key, token string
		fails              map[string]json.RawMessage
		run                string
	}{
		"never logged in":        {corp, "", "", nil, "aws sso login --sso-session corp"},
		"expired":                {corp, "corp", old + "}", nil, "aws sso login --sso-session corp"},
		"a broken file":          {corp, "corp", `{"accessTo`, nil, "aws sso login --sso-session corp"},
		"refused":                {corp, "corp", valid, refused("/federation/credentials", "UnauthorizedException"), "aws sso login --sso-session corp"},
		"invalid client":         {corp, "corp", again, refused("/token", "InvalidClientException"), "aws sso login --sso-session corp"},
		"unauthorized client":    {corp, "corp", again, refused("/token", "UnauthorizedClientException"), "aws sso login --sso-session corp"},
		"expired token":          {corp, "corp", again, refused("/token", "ExpiredTokenException"), "aws sso login --sso-session corp"},
		"legacy never logged in": {legacy, "", "", nil, "aws sso login --profile m"},
		"legacy expired":         {legacy, "https://x/start", old + "}", nil, "aws sso login --profile m"},
		"refused refresh":        {corp, "corp", again, refused("/token", "InvalidRequestException"), "aws sso login --sso-session corp"},
		"login without a token":  {login, "", "", nil, "aws login --profile m"},
	} {
		for _, profile := range []string{"m", "a"} {
			t.Run(name+" as "+profile, func(t *testing.T) {
				text, err := json.Marshal(test.config + role)
				require.NoError(t, err)
				c := sharedFilesCase{Config: text, ServerFails: test.fails}
				if test.key != "" {
					c.SSOCache = map[string]json.RawMessage{test.key: json.RawMessage(test.token)}
				}
				newCaseRun(t, c)
				s, err := session.New(t.Context(), session.Options{Profile: profile, MaxAttempts: 1})
				if err == nil {
					_, err = s.Identity(t.Context())
				}
				require.ErrorIs(t, err, session.ErrLogin)
				require.ErrorIs(t, err, session.ErrCredentials)
				assert.Contains(t, err.Error(), "; run: "+test.run)
			})
		}
	}
}

// A service that is down, and a role that may not be used, are no expired login.
func TestWhatIsNoExpiredLogin(t *testing.T) {
	text, err := json.Marshal("[profile m]\nregion=eu-west-1\nsso_session=corp\nsso_account_id=333333333333\nsso_role_name=Dev\n[sso-session corp]\nsso_start_url=https://x/start\nsso_region=eu-west-1\n")
	require.NoError(t, err)
	for _, code := range []string{"ForbiddenException", "ResourceNotFoundException", "InternalServerException", "InvalidRequestException"} {
		newCaseRun(t, sharedFilesCase{Config: text,
			SSOCache:    map[string]json.RawMessage{"corp": json.RawMessage(`{"startUrl":"https://x/start","region":"eu-west-1","accessToken":"tok","expiresAt":"2099-01-01T00:00:00Z"}`)},
			ServerFails: map[string]json.RawMessage{"/federation/credentials": json.RawMessage(`[403, "{\"message\":\"no\"}", {"x-amzn-ErrorType": "` + code + `"}]`)}})
		s, err := session.New(t.Context(), session.Options{Profile: "m", MaxAttempts: 1})
		require.NoError(t, err)
		_, err = s.Identity(t.Context())
		require.ErrorIs(t, err, session.ErrCredentials)
		assert.NotErrorIs(t, err, session.ErrLogin, code)
		assert.Contains(t, err.Error(), code)
	}
}

func TestAFaultOfAVariableNamesIt(t *testing.T) {
	for variable, env := range map[string]map[string]string{
		"AWS_CA_BUNDLE":                      {"AWS_CA_BUNDLE": "/nope/ca.pem", "AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "s"},
		"AWS_RETRY_MODE":                     {"AWS_RETRY_MODE": "sometimes"},
		"AWS_USE_FIPS_ENDPOINT":              {"AWS_USE_FIPS_ENDPOINT": "yes"},
		"AWS_MAX_ATTEMPTS":                   {"AWS_MAX_ATTEMPTS": "many"},
		"AWS_USE_DUALSTACK_ENDPOINT":         {"AWS_USE_DUALSTACK_ENDPOINT": "yes"},
		"AWS_ROLE_ARN":                       {"AWS_WEB_IDENTITY_TOKEN_FILE": "/tmp/x"},
		"AWS_CONTAINER_CREDENTIALS_FULL_URI": {"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://192.0.2.7/creds"},
	} {
		home(t, "", "")
		for k, v := range env {
			t.Setenv(k, v)
		}
		t.Setenv("AWS_REGION", "eu-west-1")
		_, err := session.New(t.Context(), session.Options{})
		require.Error(t, err, variable)
		assert.Contains(t, err.Error(), variable)
		assert.NotErrorIs(t, err, session.ErrProfile)
		_, err = session.FromEnv(t.Context())
		require.Error(t, err, variable)
		assert.Contains(t, err.Error(), variable)
	}
}

func TestExpiredKeysOfTheEnvironmentSaySo(t *testing.T) {
	home(t, "", "")
	setKeys(t, "s")
	t.Setenv("AWS_REGION", "eu-west-1")
	sts := newSTSServer(t)
	cloud := awstest.New(t)
	awstest.Fail[sns.ListTopicsInput](cloud, awstest.APIError("ExpiredToken", "The security token included in the request is expired", 403))
	s := open(t, session.Options{Endpoint: sts.URL})
	client := session.Client(s, sns.NewFromConfig, func(o *sns.Options) { o.APIOptions = append(o.APIOptions, cloud.Config().APIOptions...) })
	_, err := client.ListTopics(t.Context(), nil)
	require.ErrorIs(t, err, session.ErrCredentials)
	assert.Contains(t, err.Error(), "of the environment (AWS_ACCESS_KEY_ID, AWS_SESSION_TOKEN) have expired; set new ones")
	assert.NotContains(t, err.Error(), "container")
	assert.Equal(t, "ExpiredToken", awserr.Code(err))
}

func TestATopicOfAnotherRegionIsTold(t *testing.T) {
	cloud := awstest.New(t)
	for range 2 {
		awstest.Fail[sns.PublishInput](cloud, awstest.APIError("InvalidParameter", "Invalid parameter: TopicArn", 400))
	}
	s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{Region: "eu-west-1"})
	require.NoError(t, err)
	for topic, told := range map[string]bool{"arn:aws:sns:us-east-1:111122223333:t": true, "arn:aws:sns:eu-west-1:111122223333:t": false} {
		_, err = session.Client(s, sns.NewFromConfig).Publish(t.Context(), &sns.PublishInput{TopicArn: aws.String(topic), Message: aws.String("m")})
		require.Error(t, err)
		assert.Equal(t, "InvalidParameter", awserr.Code(err))
		if told {
			assert.Contains(t, err.Error(), "TopicArn of the request is in us-east-1, and the client in eu-west-1")
		} else {
			assert.NotContains(t, err.Error(), "us-east-1")
		}
	}
}

func TestAnARNOfAnotherRegionIsToldInEveryService(t *testing.T) {
	cloud := awstest.New(t)
	s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{Region: "eu-west-1"})
	require.NoError(t, err)
	for name, there := range map[string]string{
		"arn:aws:iam::aws:policy/ReadOnlyAccess":               "",
		"arn:aws:sts:eu-west-1:111122223333:assumed-role/R/x":  "",
		"arn:aws:sts:ap-south-1:111122223333:assumed-role/R/x": "RoleArn of the request is in ap-south-1, and the client in eu-west-1",
	} {
		awstest.Fail[sts.AssumeRoleInput](cloud, awstest.APIError("AccessDenied", "no", 403))
		_, err = session.Client(s, sts.NewFromConfig).AssumeRole(t.Context(), &sts.AssumeRoleInput{RoleArn: &name, RoleSessionName: aws.String("x")})
		require.Error(t, err)
		if there == "" {
			assert.NotContains(t, err.Error(), "of the request is in", name)
		} else {
			assert.Contains(t, err.Error(), there, name)
		}
		assert.True(t, awserr.IsAccessDenied(err))
	}
}
