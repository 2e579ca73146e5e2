package alert

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestScrubRedactsWhatLooksLikeASecret(t *testing.T) {
	const secret = "s3cr3tValue0123456789"
	for _, text := range []string{
		"password=" + secret,
		"Password: " + secret + ", user: bob",
		`{"db_password":"` + secret + `"}`,
		`{\"api_key\": \"` + secret + `\"}`,
		"Authorization: Bearer " + secret,
		"authorization=Basic " + secret,
		"GET https://bob:" + secret + "@db.example.com/x",
		"https://b.s3.amazonaws.com/k?X-Amz-Credential=x&X-Amz-Signature=" + secret,
		"AWS_SECRET_ACCESS_KEY=" + secret,
		"aws_session_token = '" + secret + "'",
		"Cookie: " + secret,
		"-----BEGIN RSA PRIVATE KEY-----\n" + secret + "\n-----END RSA PRIVATE KEY-----",
		"-----BEGIN PRIVATE KEY-----\n" + secret,
		"jwt eyJhbGciOiJIUzI1NiJ9." + secret + "." + secret,
	} {
		got := scrub(text)
		assert.NotContains(t, got, secret, text)
		assert.Contains(t, got, redacted, text)
	}
	assert.NotContains(t, scrub("key AKIAIOSFODNN7EXAMPLE is old"), "AKIA")
}

// hidden are texts that must not show the word S3CRET in any form of it: each is
// tried with several secrets in its place.
var hidden = []string{
	// JSON, pretty, in strings of JSON, cut, several documents.
	`{"password":"S3CRET"}`, `{"password" : "S3CRET", "user": "bob"}`, "{\n  \"dbPassword\": \"S3CRET\"\n}",
	`{\"api_key\": \"S3CRET\"}`, `{\\\"api_key\\\": \\\"S3CRET\\\"}`, `{"a":{"secret":"S3CRET`, `{"token":["S3CRET"],"a":1}`,
	`{"credentials":{"user":"bob","key":"S3CRET"}} trailing`, "{\"a\":1}\n{\"jwt\":\"S3CRET\"}\n{\"a\":", `{"otp":"S3CRET"`, `{"db_pass":"S3CRET"`,
	`{"name":"DB_PASSWORD","value":"S3CRET"}`, `{"Value":"S3CRET","Name":"API_TOKEN"}`, `[{"name":"db.pass","type":"String","value":"S3CRET"`,
	`{"ParameterKey":"DBPassword","ParameterValue":"S3CRET"}`, "[{ParameterKey: DBPassword, ParameterValue: S3CRET}]",
	`{"ParameterKey":"DBPassword","UsePreviousValue":false,"ResolvedValue":"S3CRET"}`, `{"OutputKey":"ApiToken","OutputValue":"S3CRET"}`,
	`{"HeaderName":"Authorization","HeaderValue":"S3CRET"}`, `{"OptionName":"DB_PASS","Value":"S3CRET"}`, `{"TagValue":"S3CRET","TagKey":"password"}`,
	`{\"key\":\"jwt\",\"value\":\"S3CRET\"}`, `{"password":"with \"quotes\" S3CRET"}`, `{'password': 'S3CRET'}`,
	// Running text.
	"password=S3CRET", "Password: S3CRET, user: bob", "pass: S3CRET", "DB_PASS=S3CRET", "the api key: S3CRET was refused", "PGPASSWORD=S3CRET psql",
	"otp=S3CRET", "totp: S3CRET", "jwt=S3CRET", "pin=S3CRET", "dbpass=S3CRET", "connString=S3CRET", "connection_string: 'S3CRET'",
	"AWS_SECRET_ACCESS_KEY=S3CRET", "aws_session_token = 'S3CRET'", "invalid token: S3CRET", "password => S3CRET", "password := \"S3CRET\"",
	"password 'S3CRET' is wrong", "password is \"S3CRET\"", "mysql --password S3CRET -h db", "curl --token=S3CRET x", "user[password]=S3CRET",
	"x-api-key: S3CRET", "client_secret: S3CRET", "export API_TOKEN=\"S3CRET\"", "private-key=S3CRET", "PWD=hunter;passwd=S3CRET",
	"password: `S3CRET`", "password = \"two words S3CRET\"", "error: token\\nsecret: S3CRET", "first\\npassword=S3CRET",
	// Several words.
	"Password: correct horse S3CRET", "password=correct horse S3CRET user=bob", "passphrase: the quick S3CRET", "Server=db;Password=my pass S3CRET;Database=x",
	"db_password = correct horse S3CRET",
	// URLs, query strings and connection strings.
	"GET https://bob:S3CRET@db.example.com/x", "dial https://S3CRETS3CRET@github.com/a", "user:S3CRET@tcp(127.0.0.1:3306)/db", "bob:p@ss@S3CRET@tcp(db:3306)/x",
	"root:S3CRET@unix(/tmp/mysql.sock)/db", "amqp: bob:S3CRET@broker.example.com:5672/vhost", "scott/S3CRET@//host:1521/svc", "postgres://u:pa/S3CRET@host/db",
	"https://x.example/cb?code=S3CRETS3CRET&state=1", "GET /a?access_token=S3CRET&x=1 HTTP/1.1", "https://x.example/#id_token=S3CRET", "?sig=S3CRET", "&X-Amz-Security-Token=S3CRET",
	"https://b.s3.amazonaws.com/k?X-Amz-Credential=x&X-Amz-Signature=S3CRET", "?api-key=S3CRET", "host=h password=S3CRET sslmode=off", "host=h password='a S3CRET' user=u",
	"DefaultEndpointsProtocol=https;AccountName=a;AccountKey=S3CRET;", "https://hooks.slack.com/services/T000/B000/S3CRETS3CRET",
	"Server=tcp:h;User Id=sa;Pwd=S3CRET;", "redis://:S3CRET@cache:6379/0",
	// Headers.
	"Authorization: Bearer S3CRET", "authorization=Basic S3CRET", "Authorization: Token S3CRET", "Authorization: ApiKey id:S3CRET", "Proxy-Authorization: Negotiate S3CRET",
	`Authorization: Digest username="u", nonce="n", response="S3CRET"`, "Authorization: AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=S3CRET",
	"Cookie: sid=S3CRET; theme=dark", "Cookie: theme=dark; sid=S3CRET", "Set-Cookie: id=S3CRET; Path=/; HttpOnly", "map[Authorization:[Bearer S3CRET] Accept:[*/*]]",
	"map[Cookie:[a=b; c=S3CRET]]", `curl -H 'Authorization: Bearer S3CRET' https://x`, "got Bearer S3CRET", "X-Auth-Token: S3CRET",
	// Keys.
	"-----BEGIN RSA PRIVATE KEY-----\nS3CRET\n-----END RSA PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\nS3CRET", `-----BEGIN EC PRIVATE KEY-----\nS3CRET\n`,
	"-----BEGIN OPENSSH PRIVATE KEY-----\r\nS3CRET\r\n-----END OPENSSH PRIVATE KEY-----", "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nS3CRET\n-----END PGP PRIVATE KEY BLOCK-----",
	"S3CRETS3CRETS3CRET\nS3CRETS3CRETS3CRET\n-----END RSA PRIVATE KEY-----", "key: eyJhbGciOiJIUzI1NiJ9.S3CRET.S3CRET",
	// Structs, maps and markup.
	"{User:bob Password:S3CRET Port:1}", "{Password:two S3CRET User:bob}", "&{Host:h Token:S3CRET}", `Config{User:"bob", Password:"S3CRET"}`, "map[password:S3CRET user:bob]",
	"{Creds:{Key:S3CRET} A:1}", "<Password>S3CRET</Password>", `<a:SessionToken x="1">S3CRET</a:SessionToken>`, "{Name:DB_PASS Value:S3CRET}", "Name=DB_PASS,Value=S3CRET",
	"Content-Disposition: form-data; name=\"password\"\r\n\r\nS3CRET\r\n--x", "password:\"S3CRET\"",
}

func TestScrubHidesSecrets(t *testing.T) {
	for _, text := range hidden {
		for _, secret := range []string{"hunter2", "s3cr3tValue0123456789", "Tr0ub4dor&3x"[:9]} {
			got := scrub(strings.ReplaceAll(text, "S3CRET", secret))
			assert.NotContains(t, got, secret, "%s -> %s", text, got)
			assert.Contains(t, got, redacted, text)
		}
	}
	assert.NotContains(t, scrub("key AKIAIOSFODNN7EXAMPLE is old"), "AKIA")
	assert.NotContains(t, scrub(`x\nAKIAIOSFODNN7EXAMPLE\n`), "AKIA")
	assert.NotContains(t, scrub("push ghp_0123456789abcdefghijABCDEFGHIJ012345 refused"), "ghp_0")
	assert.NotContains(t, scrub("slack xoxb-1234567890-abcdefghijkl refused"), "abcdef")
	assert.NotContains(t, scrub("stripe sk_live_0123456789abcdefghij"), "0123")
}

func TestScrubHidesMoreSecrets(t *testing.T) {
	for _, text := range []string{
		`{"password":hunter2}`, `{"Password": "hunter2"`, `password%3Dhunter2`, `{"data":{"auth_token":"hunter2"}}`, `"MasterUserPassword": "hunter2"`,
		`dbPassword: hunter2`, "db:\n  password: hunter2\n  host: x", "password:\n  hunter2", "token: |\n  hunter2", "machine h login bob password hunter2",
		"//registry.npmjs.org/:_authToken=hunter2", "aws_secret_access_key=hunter2", "SecretString:hunter2", `SecretString: "{\"username\":\"bob\",\"password\":\"hunter2\"}"`,
		`{"SecretString":"{\"username\":\"bob\",\"password\":\"hunter2\"}"}`, "client-secret hunter2", "the password was hunter2", "wrong password hunter2", "using token hunter2",
		"Authorization:Bearer hunter2", "authorization: hunter2", "Authorization: Basic aHVudGVyMg==hunter2", "bearer hunter2", "BEARER hunter2abc", "Token token=hunter2", "Token token=\"hunter2\"",
		"mongodb+srv://bob:hunter2@cluster0.x.mongodb.net/?retryWrites=true", "jdbc:mysql://h/db?user=bob&password=hunter2", "jdbc:oracle:thin:bob/hunter2@//h:1521/x", "jdbc:oracle:thin:bob/hunter2@h:1521:x", "ftp://bob:hunter2@h", "Data Source=h;User ID=sa;Password=\"hunter2\"",
		"smtp://bob%40x:hunter2@h:25", "sqlserver://sa:hunter2@h?database=x", "Endpoint=sb://x/;SharedAccessKeyName=n;SharedAccessKey=hunter2", "?sv=2020&sig=hunter2%3D", "X-Amz-Security-Token: hunter2", "set-cookie: sid=hunter2",
		"Cookie:sid=hunter2", `"cookie": "a=b; sid=hunter2"`, `"Set-Cookie":["sid=hunter2; Path=/"]`, `[]string{"password=hunter2"}`, "x.Password=hunter2", "x.password: hunter2", "Password hunter2 rejected", "pass=hunter2", "pass phrase: hunter2", "OTP 123456 rejected", "your otp is 123456", "otp: 123456", `otp="123456"`, "mfa code 123456", "PIN: 1234",
		`{"name": "password", "type": "x", "value": {"a":"hunter2"}}`, `{"headers":[{"name":"Authorization","value":"hunter2"}]}`, `{"Authorization":{"S":"hunter2"}}`, "struct{Pass:hunter2}", "{Pass:hunter2}", "main.T{Pass:\"hunter2\", B:1}", "map[string]string{\"password\":\"hunter2\"}", "&main.T{Secret:(*string)(0xc00), Token:\"hunter2\"}", "[{Key:token Value:hunter2}]",
		"-----BEGIN ENCRYPTED PRIVATE KEY-----\nhunter2hunter2\n", "-----BEGIN RSA PRIVATE KEY-----hunter2", "PuTTY-User-Key-File-2: ssh-rsa\nPrivate-Lines: 8\nhunter2", "AGE-SECRET-KEY-1HUNTER2hunter2QQQQQQQQQQQQQQQQQQQQQQQQQQ",
		"{\"password\": 'hunter2'}", "password: 'it''s hunter2'", "password:hunter2,user:bob", "password =hunter2", "password= hunter2", "pwd: hunter2", "Pwd=hunter2", "passwd:hunter2", "uid=sa;pwd=hunter2;", "--password=hunter2", "--password \"hunter2 x\"", "-password hunter2", "-e DB_PASSWORD=hunter2", "ENV TOKEN hunter2", "IDENTIFIED BY 'hunter2'", "ALTER USER bob PASSWORD 'hunter2'", "?access_token=hunter2", "&pass=hunter2", "https://x/?key=AIzaSyhunter2hunter2hunter2hunter2abcdef", "https://discord.com/api/webhooks/123/hunter2hunter2",
		"<password>hunter2</password>", "<add key=\"password\" value=\"hunter2\"/>", "<x password=\"hunter2\"/>", "&lt;Password&gt;hunter2&lt;/Password&gt;", `\u003cPassword\u003ehunter2`, "\"password\\\":\\\"hunter2\\\"", "{\"a\":\"{\\\"b\\\":\\\"{\\\\\\\"password\\\\\\\":\\\\\\\"hunter2\\\\\\\"}\\\"}\"}",
		"refresh_token: hunter2", "id_token hunter2", "sessionid=hunter2", "session_id: hunter2x", "JSESSIONID=hunter2", "PHPSESSID=hunter2", "csrf=hunter2", "apikey hunter2", "api_key:hunter2", "x-functions-key: hunter2", "Ocp-Apim-Subscription-Key: hunter2", "encryption key: hunter2", "private key: hunter2",
	} {
		got := scrub(text)
		assert.NotContains(t, strings.ToLower(got), "hunter2", text)
		assert.NotContains(t, got, "1234", text)
	}
}

func TestScrubKeepsMoreOrdinaryText(t *testing.T) {
	for _, text := range []string{
		"connection pool: 10 of 10 in use, key rotation: done", "error 500: {\"message\":\"Forbidden\"}", "authentication: failed for bob", "auth: token expired", "auth error: user bob", "secret: not found", "secrets: 3", "Secrets Manager: throttled",
		"cannot assume role arn:aws:iam::123456789012:role/x: AccessDenied: User: arn:aws:iam::123456789012:user/y is not authorized to perform: sts:AssumeRole", "token endpoint: https://x/y returned 401", "token: context deadline exceeded", "credentials: profile \"x\" not found", "password policy: minimum length 8", "signature: mismatch", "signature verification failed: key id 12", "cookie: http: named cookie not present", "http: named cookie not present", "csrf token mismatch", "the passphrase is too short", "pin: required", "passed=3", "pass=true", "auth=true", "Token expired at 2026-01-01T00:00:00Z", "ValidationException: 1 validation error detected: Value '' at 'secretId' failed", "Invalid request: token=, user=", "password=", "secret=\"\"", "apiKey: null", "basic auth failed", "token 5 of 10", "digest sha256:0123456789abcdef mismatch", "Bearer error=\"invalid_token\"", "pq: SSL is not enabled on the server", "secret \"prod/db\" not found", "secret 'prod/db' not found", "token '<' is unexpected", "invalid character '}' after object key:value pair", "line 3: unexpected key: foo", "signing key: rotated", "key \"password\" is missing", "missing key password: line 3", "field password: string is required", "field Password: want string", "map has no entry for key \"token\"", "unknown field \"password\"", "json: unknown field \"token\"", "User: anonymous is not authorized", "at com.x.TokenFilter.doFilter(TokenFilter.java:42)", "TokenFilter.java:42", "token.go:12: x", "main.(*Token).Parse(0xc000)", "\t/app/auth/token.go:42 +0x1d", "password_test.go:10: failed", "secret_rotation_lambda: done", "retrying in 5s: rate limited", "--token is required", "flag needs an argument: --token", "unknown flag: --password", "run with --secret or --token", "signature v4: ok", "PIN_COUNT: 3", "time=12:00 level=error msg=\"token refresh failed\" err=\"EOF\"", "SecretsManager: GetSecretValue", "x-amzn-RequestId: 1b2c3d4e-1111-2222-3333-444455556666", "trace id: Root=1-5759e988-bd862e3fe1be46a994272793", "s3://bucket/key=1/x", "user@example.com: mailbox full", "bob@example.com:25", "postgres://bob@host/db", "https://example.com/@user/post", "git+ssh://git@github.com/a/b", "(see https://x.y/z): failed", "a:b@c", "Content-Type: application/json; charset=utf-8", "PASS: TestX (0.01s)", "--- PASS: TestX", "ok pass: 3", "boarding pass: gate 3", "first pass: 120 ms", "OTP: expired", "nextToken: null", "continuationToken: 12", "session: expired",
	} {
		assert.Equal(t, text, scrub(text))
	}
}

func TestScrubShowsWhatIsAroundASecret(t *testing.T) {
	for text, want := range map[string]string{
		`{"password":"x1y2z3","user":"bob"}`:                  `{"password":"[redacted]","user":"bob"}`,
		`{"pin":1234,"user":"bob"}`:                           `{"pin":"[redacted]","user":"bob"}`,
		`{\"token\":{\"a\":1},\"b\":2}`:                       `{\"token\":\"[redacted]\",\"b\":2}`,
		"GET https://bob:pw1@db.example.com:80/x?y=1":         "GET https://bob:[redacted]@db.example.com:80/x?y=1",
		"u:pw@tcp(127.0.0.1:3306)/db?parseTime=true: refused": "u:[redacted]@tcp(127.0.0.1:3306)/db?parseTime=true: refused",
		"?token=abc123&page=2":                                "?token=[redacted]&page=2",
		"Server=db;Password=a b;Database=x":                   "Server=db;Password=[redacted];Database=x",
		"{User:bob Password:two words Port:1}":                "{User:bob Password:[redacted] Port:1}",
		"password=hunter2 is wrong for user bob":              "password=[redacted] is wrong for user bob",
		"Authorization: Bearer abc\nAccept: */*":              "Authorization: [redacted]\nAccept: */*",
		"login: password: hunter2, user: bob":                 "login: password: [redacted], user: bob",
	} {
		assert.Equal(t, want, scrub(text))
	}
}

func TestScrubKeepsOrdinaryText(t *testing.T) {
	for _, text := range []string{
		"operation error S3: GetObject, https response error StatusCode: 404, RequestID: ABC, NoSuchKey: The key does not exist",
		"open https://example.com:8443/path?x=1: no such host", "https://example.com:8443/a?mail=user@example.com",
		"12:30:00 user a@b.example did not answer", "arn:aws:sns:us-east-1:123456789012:alerts", "mailto:bob@example.com:80/x",
		"api error ExpiredToken: The security token included in the request is expired",
		"InvalidClientTokenId: The security token included in the request is invalid.",
		"SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.",
		"InvalidSignatureException: Signature expired: 20251125T000000Z is now earlier than 20251125T001000Z",
		"AuthFailure: AWS was not able to validate the provided access credentials", "InvalidAccessKeyId: The AWS Access Key Id you provided does not exist in our records.",
		"operation error STS: GetCallerIdentity, get identity: get credentials: failed to refresh cached credentials, no EC2 IMDS role found",
		"get secret: operation error Secrets Manager: GetSecretValue, ResourceNotFoundException: Secrets Manager can't find the specified secret.",
		"read password: inappropriate ioctl for device", "load token: open /var/run/secrets/token: no such file or directory", "parse token: unexpected end of JSON input",
		"decode jwt: illegal base64 data at input byte 4", "unexpected token: EOF", "invalid token: unexpected character", "password: must be at least 8 characters",
		"Access denied for user 'root'@'localhost' (using password: YES)", "pq: password authentication failed for user \"bob\"", "Basic authentication is required",
		"bearer authentication failed", "token bucket: empty", "total_tokens: 512", "max_tokens=4096", "NextToken: abc", "tests passed: 12, failed: 1", "compass: north", "bypass=true",
		`{"hasPassword":true,"password":null,"passwordExpired":false}`, "primary key: id", "key: value", "author: Bob", "tokenize=true", "secretName=prod/db",
		"image registry.example.com:5000/app@sha256:0123456789abcdef not found", "git@github.com:org/repo.git", "std::secret::Value", "wrong credentials: access is denied",
		"password required", "the token is expired", "no password given", "goroutine 1 [running]:", "main.go:12: x=1", "dial tcp 10.0.0.1:443: connect: connection refused",
		"json: cannot unmarshal number into Go struct field order.id of type string", "token_file=/run/token", "PWD=/home/bob", "session: not found", "cookie: missing",
		"validation error: password: required, user: required", "x509: certificate signed by unknown authority", "context deadline exceeded", "user bob: pin code is missing",
		"expected 3 tokens, got 5", "ratio 3:4 at 12:30", "scope: openid profile", "-----BEGIN CERTIFICATE-----", "status code: 403, request id: 1b2c, host id: xyz=",
	} {
		assert.Equal(t, text, scrub(text))
	}
}

func TestScrubIsBoundedBeforeItRuns(t *testing.T) {
	huge := errors.New("password=hunter2 " + strings.Repeat("user:pw@tcp(x) token=abc1 ", 1<<20/26))
	got := describe(huge, maxAlertError)
	assert.NotContains(t, got, "hunter2")
	assert.Less(t, len(got), maxAlertError+64)
	assert.Contains(t, got, "bytes)")
	// A secret is not shown where the text is cut.
	for n := range 200 {
		s := strings.Repeat("x ", (4*100+1024-200)/2) + strings.Repeat("y", n) + " https://bob:hunter2hunter2hunter2@db/x"
		assert.NotContains(t, show(s, 100_000/25), "hunter")
		assert.NotContains(t, show(s, 100), "hunter")
	}
}

func BenchmarkScrub(b *testing.B) {
	huge := strings.Repeat("level=error user:pw@tcp(x) token=abc1 {\"password\":\"x\"} ordinary words of an error: no such file\n", 1<<20/100)
	b.SetBytes(int64(len(huge)))
	for b.Loop() {
		show(huge, maxAlertError)
	}
}

// BenchmarkScrubHostile measures texts that are made to take long.
func BenchmarkScrubHostile(b *testing.B) {
	for name, text := range map[string]string{
		"pairs": "name:token ", "quotes": `password:"`, "lines": "password:'x\n", "objects": `key:{"a":[`, "secrets": `secret:{"a":[`, "colons": "::::", "names": strings.Repeat("password", 10) + ":",
		"backslashes": `\\\\`, "escaped": `\"token\":\"`, "base64": "QUJD", "urls": "://a:b", "dashes": "-----BEGIN PRIVATE KEY-----", "ends": "QUJDQUJDQUJDQUJDQUJD\n", "prose": "password: the ", "words": "password: correct horse ", "options": "-p -u x -p ", "mysql": "mysql ", "login": "login a:", "angles": "<a>", "bars": "token|", "lists": "[\"a\",", "tags": "<password x",
	} {
		b.Run(name, func(b *testing.B) {
			huge := strings.Repeat(text, maxScan/len(text))
			b.SetBytes(int64(len(huge)))
			for b.Loop() {
				scrub(huge)
			}
		})
	}
}

func TestValuesAreShownWithTheNamesOfTheirFields(t *testing.T) {
	type config struct {
		User, Password string
		Inner          struct{ Token string }
	}
	c := config{User: "bob", Password: "hunter2 and more"}
	c.Inner.Token = "abc123"
	for _, v := range []any{c, &c, []config{c}, map[string]config{"a": c}, []byte(`{"password":"hunter2 abc123"}`),
		json.RawMessage(`{"password":"hunter2 abc123"}`), map[string]string{"password": "hunter2", "token": "abc123"}} {
		got := describe(v, 1000)
		assert.NotContains(t, got, "hunter2", "%T: %s", v, got)
		assert.NotContains(t, got, "abc123", "%T: %s", v, got)
		assert.NotContains(t, got, "104 117 110", "the bytes of hunter")
		assert.Contains(t, got, redacted)
		got = summarize(v, 1000)
		assert.NotContains(t, got, "hunter2", "%T: %s", v, got)
		assert.NotContains(t, got, "abc123", "%T: %s", v, got)
	}
	assert.Contains(t, describe(c, 1000), "User:bob")
}

func TestSummarizeHidesPairsOfNameAndValue(t *testing.T) {
	got := summarize(map[string]any{
		"environment": []map[string]string{{"name": "DB_PASS", "value": "hunter2"}, {"name": "STAGE", "value": "prod"}},
		"tags":        []map[string]string{{"Key": "api token", "Value": "hunter2"}},
		"bytes":       []byte(`{"password":"hunter2"}`),
		"ndjson":      "{\"a\":1}\n{\"jwt\":\"hunter2\"}",
		"cut":         `{"secret":{"a":"hunter2`,
	}, 4096)
	assert.True(t, json.Valid([]byte(got)), got)
	assert.NotContains(t, got, "hunter2")
	assert.Contains(t, got, "prod")
	assert.Contains(t, got, "STAGE")
}

func TestSummarizeRedactsByNameAtAnyDepth(t *testing.T) {
	event := map[string]any{
		"Records": []any{map[string]any{"body": `{"user":"bob","accessToken":{"value":"s1"},"note":"password=s2"}`}},
		"headers": map[string]string{"Authorization": "s3", "Accept": "*/*", "x-api-key": "s4"},
		"n":       1234567890123456789,
	}
	got := summarize(event, 4096)
	var back map[string]any
	require.NoError(t, json.Unmarshal([]byte(got), &back), got)
	for _, secret := range []string{"s1", "s2", `"s3"`, `"s4"`} {
		assert.NotContains(t, got, secret)
	}
	assert.Contains(t, got, `"Accept":"*/*"`)
	assert.Contains(t, got, `"n":1234567890123456789`)
	assert.Contains(t, got, `\"user\":\"bob\"`)
}

func TestSummarizeShowsNoPartOfASecretWhereATextIsCut(t *testing.T) {
	for n := 480; n < 520; n++ {
		text := strings.Repeat("x", n) + " password=hunter2hunter2hunter2"
		assert.NotContains(t, summarize(map[string]string{"note": text}, 4096), "hunter")
	}
}

func TestSummarizeShowsWhatIsNotJSON(t *testing.T) {
	assert.Equal(t, "null", summarize(nil, 100))
	assert.Equal(t, "plain text", summarize([]byte("plain text"), 100))
	assert.Equal(t, `{"a":1} trailing`, summarize(json.RawMessage(`{"a":1} trailing`), 100))
	assert.Contains(t, summarize(make(chan int), 100), "chan int, which cannot be shown as JSON")
}

func FuzzSummarize(f *testing.F) {
	f.Add([]byte(`{"a":[1,"x",{"password":"p"}],"b":"{\"token\":\"q\"}"}`), 100)
	f.Add([]byte(`{"a":`), 3)
	f.Add([]byte("\xff\xfe"), 10)
	f.Fuzz(func(t *testing.T, event []byte, limit int) {
		limit = 16 + int(uint(limit)%4096)
		got := summarize(json.RawMessage(event), limit)
		require.True(t, utf8.ValidString(got))
		require.LessOrEqual(t, len(got), 8*limit+1024, "an escape may take six bytes")
		if json.Valid(event) && len(event) < limit/8 {
			require.True(t, json.Valid([]byte(got)), got)
		}
	})
}

func FuzzScrub(f *testing.F) {
	for _, text := range hidden {
		before, after, _ := strings.Cut(text, "S3CRET")
		f.Add(before, after)
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		const secret = "Zq7Zq7Zq7Zq7"
		if strings.Contains(before+after, "Zq7") || len(before)+len(after) > 4096 {
			return
		}
		text := before + after
		got := scrub(text)
		require.True(t, utf8.ValidString(got) || !utf8.ValidString(text))
		require.Less(t, len(got), 16*len(text)+64)
		require.LessOrEqual(t, len(show(text, 100)), 160)
		if strings.ContainsAny(before, "\\\"'`") {
			return
		}
		// A line of its own, after whatever text without quotes.
		for _, pair := range []string{"password=" + secret, `{"password":"` + secret + `"}`, "Authorization: Bearer " + secret, "https://u:" + secret + "@h/"} {
			require.NotContains(t, scrub(before+"\n"+pair+"\n"+after), secret, pair)
		}
	})
}
