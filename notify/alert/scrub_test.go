package alert

import (
	"encoding/json"
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

func TestScrubKeepsOrdinaryText(t *testing.T) {
	for _, text := range []string{
		"operation error S3: GetObject, https response error StatusCode: 404, RequestID: ABC, NoSuchKey: The key does not exist",
		"open https://example.com:8443/path?x=1: no such host",
		"12:30:00 user a@b.example did not answer",
		"arn:aws:sns:us-east-1:123456789012:alerts",
	} {
		assert.Equal(t, text, scrub(text))
	}
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
	f.Add("user=bob ", " tail")
	f.Fuzz(func(t *testing.T, before, after string) {
		const secret = "Zq7Zq7Zq7Zq7"
		if strings.ContainsAny(before, "\\\"'") || strings.Contains(before+after, "Zq7") {
			return
		}
		got := scrub(before + " password=" + secret + " " + after)
		require.NotContains(t, got, secret)
	})
}
