package session_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/session"
)

const (
	ssoProfile = "[profile a]\nregion=eu-west-1\nsso_session=s\nsso_account_id=333333333333\nsso_role_name=Dev\n" +
		"[sso-session s]\nsso_start_url=https://s\nsso_region=us-east-1\n"
	validToken   = `{"accessToken":"tok","expiresAt":"2099-01-01T00:00:00Z"}`
	expiredToken = `{"accessToken":"tok","expiresAt":"2020-01-01T00:00:00Z","refreshToken":"r","clientId":"c","clientSecret":"planted-word","registrationExpiresAt":"2099-01-01T00:00:00Z"}`
	loginProfile = "[profile a]\nregion=eu-west-1\nlogin_session=arn:aws:iam::333333333333:user/ann\n"
	loginFile    = "{HOME}/.aws/login/cache/83379093e99f2ac35f22b2c37a6d23851380a3885457b400f3e219548f56c593.json"
	loginToken   = `{"accessToken": {"accessKeyId": "ASIALOGINFILE", "secretAccessKey": "s", "sessionToken": "t", "accountId": "333333333333", "expiresAt": "2020-01-01T00:00:00Z"},
 "tokenType": "urn:aws:params:oauth:token-type:access_token_sigv4", "refreshToken": "r", "idToken": "i", "clientId": "arn:aws:signin:::devtools/same-device", "dpopKey": "KEY"}`
	loginKey = `-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIDQ3I3iAhM5BaDZcOTkRhEsP5VNxH2//cFMq1p+9oNZAoAoGCCqGSM49\nAwEHoUQDQgAEny+j6yc7VWwQYn/FucV9xbvAKaTST48e41uiFn2KH0N6LNkY/kEr\nhVffAMNVHuqUF5HG7MXWDWTyZHdBQoNiQQ==\n-----END EC PRIVATE KEY-----\n`
)

// What services and proxies answer in place of credentials. Only what a login mends is
// a missing login, no answer is shown, and none makes the SDK's providers panic.
func TestAnswersThatAreNoCredentials(t *testing.T) {
	const sso, oidc, signin, container, instance, sts = "/federation/credentials", "/token", "/v1/token", "/creds", "/latest/meta-data/iam/security-credentials/role", "/"
	const none, other = "the answer holds no credentials", "is not one of AWS"
	const html = "<html>planted-word</html>"
	for _, test := range []struct {
		path   string
		status int
		body   string
		code   string // x-amzn-ErrorType
		login  bool
		want   string
	}{
		{oidc, 400, "{}", "InvalidGrantException", true, ""},
		{oidc, 401, "{}", "InvalidClientException", true, ""},
		{oidc, 400, "{}", "UnauthorizedClientException", true, ""},
		{oidc, 400, "{}", "ExpiredTokenException", true, ""},
		{oidc, 400, "{}", "SlowDownException", false, "SlowDownException"},
		{oidc, 500, "{}", "InternalServerException", false, "InternalServerException"},
		{oidc, 502, html, "", false, "the HTTP status 502 and " + other},
		{oidc, 200, "null", "", false, other},
		{sso, 401, "{}", "UnauthorizedException", true, ""},
		{sso, 403, `{"message":"No access"}`, "ForbiddenException", false, "ForbiddenException: No access"},
		{sso, 503, html, "", false, "the HTTP status 503 and " + other},
		{sso, 200, html, "", false, other},
		{sso, 200, "{}", "", false, none},
		{sso, 200, "null", "", false, other},
		{sso, 200, `{"roleCredentials":{"accessKeyId":"planted-word"}}`, "", false, none},
		{signin, 401, `{"error":"TOKEN_EXPIRED"}`, "AccessDeniedException", true, ""},
		{signin, 401, `{"error":"USER_CREDENTIALS_CHANGED"}`, "AccessDeniedException", true, ""},
		{signin, 403, `{"error":"INSUFFICIENT_PERMISSIONS"}`, "AccessDeniedException", false, "insufficient permissions"},
		{signin, 200, "{}", "", true, ""},
		{signin, 200, html, "", false, other},
		{signin, 500, "{}", "InternalServerException", false, "InternalServerException"},
		{container, 200, "null", "", false, "is not credentials"},
		{container, 200, `{"AccessKeyId":"planted-word"}`, "", false, "is not credentials"},
		{container, 200, `{"AccessKeyId":"A","SecretAccessKey":"planted-word","Expiration":"soon"}`, "", false, "is not credentials"},
		{instance, 200, `{"Code":"Success","AccessKeyId":"planted-word"}`, "", false, "no source has any"},
		{instance, 200, `{"Code":"Failed","Message":"planted-word"}`, "", false, "no source has any"},
		{sts, 200, "", "", false, "the answer of STS names no account"},
		{sts, 200, "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>x</Account></GetCallerIdentityResult></GetCallerIdentityResponse>", "", false, "names no account"},
	} {
		t.Run(fmt.Sprintf("%s %d %s%.9s", test.path, test.status, test.code, test.body), func(t *testing.T) {
			answer, err := json.Marshal([]any{test.status, test.body, map[string]string{"x-amzn-ErrorType": test.code, "Content-Type": "application/json"}})
			require.NoError(t, err)
			c := sharedFilesCase{ServerFails: map[string]json.RawMessage{test.path: answer}, Files: map[string]string{
				loginFile: strings.Replace(loginToken, "KEY", loginKey, 1),
			}}
			text := func(s string) json.RawMessage { b, _ := json.Marshal(s); return b }
			c.SSOCache = map[string]json.RawMessage{"s": json.RawMessage(validToken)}
			opts, env := session.Options{Profile: "a", MaxAttempts: 1}, map[string]string{"AWS_REGION": "eu-west-1"}
			switch test.path {
			case oidc:
				c.SSOCache["s"] = json.RawMessage(expiredToken)
				fallthrough
			case sso:
				c.Config = text(ssoProfile)
			case signin:
				c.Config = text(loginProfile)
			case container:
				opts.Profile, env["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "", "{URL}/creds"
			case instance:
				opts.Profile, env["AWS_EC2_METADATA_SERVICE_ENDPOINT"], env["AWS_EC2_METADATA_DISABLED"] = "", "{URL}", ""
			case sts:
				opts.Profile, env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"] = "", "AKIA", "s"
				opts.ForbiddenAccounts = []string{"999999999999"}
			}
			c.Env = map[string]*string{}
			for name, value := range env {
				c.Env[name] = &value
			}
			newCaseRun(t, c)
			s, err := session.New(t.Context(), opts)
			if err == nil {
				_, err = s.Config().Credentials.Retrieve(t.Context())
			}
			require.Error(t, err)
			assert.Contains(t, err.Error(), test.want)
			if test.path != sts {
				require.ErrorIs(t, err, session.ErrCredentials)
				assert.Equal(t, test.login, errors.Is(err, session.ErrLogin), "%v", err)
			}
			all := fmt.Sprintf("%v %+v %#v", err, err, err)
			if s != nil {
				all += s.Explain(t.Context()).String()
			}
			assert.NotContains(t, all, "planted-word")
		})
	}
}

// The file of aws login was damaged, which a login mends.
func TestALoginWhoseKeyCannotBeReadIsToBeMadeAgain(t *testing.T) {
	for _, key := range []string{"", "x", "-----BEGIN EC PRIVATE KEY-----\\nAAAA\\n-----END EC PRIVATE KEY-----\\n"} {
		config, err := json.Marshal(loginProfile)
		require.NoError(t, err)
		newCaseRun(t, sharedFilesCase{Config: config, Files: map[string]string{loginFile: strings.Replace(loginToken, "KEY", key, 1)}})
		_, err = open(t, session.Options{Profile: "a"}).Config().Credentials.Retrieve(t.Context())
		require.ErrorIs(t, err, session.ErrLogin)
		assert.ErrorContains(t, err, "run: aws login --profile a")
	}
}

type panicking struct{ v any }

func (p panicking) Do(*http.Request) (*http.Response, error) { panic(p.v) }

// A panic of the program's own HTTP client is not taken for an answer.
func TestAPanicOfTheProgramIsNotAnAnswer(t *testing.T) {
	var mistake runtime.Error
	func() {
		defer func() { mistake, _ = recover().(runtime.Error) }()
		var none []int
		none[len(os.Args)]++
	}()
	text := func(s string) json.RawMessage { b, _ := json.Marshal(s); return b }
	newCaseRun(t, sharedFilesCase{Config: text(ssoProfile), SSOCache: map[string]json.RawMessage{"s": json.RawMessage(validToken)}})
	s := open(t, session.Options{Profile: "a", HTTPClient: panicking{mistake}})
	assert.PanicsWithValue(t, mistake, func() { _, _ = s.Config().Credentials.Retrieve(t.Context()) })
}
