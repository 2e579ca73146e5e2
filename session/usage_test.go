package session_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/session"
)

// answers is a transport that gives one answer after the other.
type answers struct {
	status []int
	length bool // is told
	n      int
}

const published = `<PublishResponse><PublishResult><MessageId>a</MessageId></PublishResult></PublishResponse>`
const throttled = `<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>slow down</Message></Error></ErrorResponse>`

func (a *answers) Do(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	status, body := 200, published
	if a.n < len(a.status) {
		status = a.status[a.n]
	}
	if a.n++; status >= 400 {
		body = throttled
	}
	length := int64(-1)
	if a.length {
		length = int64(len(body))
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: length, Request: r}, nil
}

// counted opens a session whose clients get these answers.
func counted(tb testing.TB, a *answers) *session.Session {
	tb.Helper()
	s, err := session.FromConfig(tb.Context(), aws.Config{
		Region: "eu-west-1", HTTPClient: a, Credentials: aws.AnonymousCredentials{},
		Retryer: func() aws.Retryer {
			return retry.NewStandard(func(o *retry.StandardOptions) {
				o.Backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return 0, nil })
			})
		},
	}, session.Options{})
	require.NoError(tb, err)
	return s
}

func TestUsageCountsCallsRequestsAndBytes(t *testing.T) {
	for _, told := range []bool{false, true} {
		s := counted(t, &answers{status: []int{400, 400, 200, 200}, length: told})
		client := session.Client(s, sns.NewFromConfig)
		_, err := client.Publish(t.Context(), message)
		require.NoError(t, err)
		_, err = session.Client(s.In("us-east-1"), sns.NewFromConfig).Publish(t.Context(), message)
		require.NoError(t, err)
		_, err = client.Publish(t.Context(), &sns.PublishInput{})
		require.Error(t, err, "refused by the SDK before a request")

		require.Len(t, s.Usage(), 1)
		row := s.Usage()[0]
		assert.Positive(t, row.Time)
		assert.Positive(t, row.Sent)
		row.Time, row.Sent = 0, 0
		assert.Equal(t, session.UsageRow{
			Service: "SNS", Operation: "Publish", Calls: 3, Errors: 1, Requests: 4, Retries: 2, Throttles: 2,
			Received: int64(2*len(published) + 2*len(throttled)),
		}, row)
	}
}

func TestUsageCountsWhereACallWasMade(t *testing.T) {
	assumed := func(account string) string {
		return `<AssumeRoleResponse><AssumeRoleResult><AssumedRoleUser><Arn>arn:aws:sts::` + account + `:assumed-role/r/s</Arn>` +
			`<AssumedRoleId>A:s</AssumedRoleId></AssumedRoleUser><Credentials><AccessKeyId>ASIA` + account + `</AccessKeyId>` +
			`<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>` +
			`</Credentials></AssumeRoleResult></AssumeRoleResponse>`
	}
	bodies := []string{assumed("222222222222"), assumed("333333333333"), published, published}
	s, err := session.FromConfig(t.Context(), aws.Config{
		Region: "eu-west-1", Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIA", SecretAccessKey: "s"}, nil
		}),
		HTTPClient: smithyhttp.ClientDoFunc(func(r *http.Request) (*http.Response, error) {
			body := bodies[0]
			bodies = bodies[1:]
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)), Request: r}, nil
		}),
	}, session.Options{})
	require.NoError(t, err)
	there, err := s.Assume(t.Context(), session.Role{ARN: "arn:aws:iam::222222222222:role/r"}, session.Role{ARN: "arn:aws:iam::333333333333:role/r"})
	require.NoError(t, err)
	for _, s := range []*session.Session{there, s} {
		_, err = session.Client(s, sns.NewFromConfig).Publish(t.Context(), message)
		require.NoError(t, err)
	}
	got := map[string]int{}
	for _, row := range s.Usage() {
		got[row.Operation+" "+row.Account] += row.Requests
	}
	assert.Equal(t, map[string]int{"AssumeRole ": 1, "AssumeRole 222222222222": 1, "Publish 333333333333": 1, "Publish ": 1}, got)
}

func TestUsageIsPrintedLoggedAndMarshalled(t *testing.T) {
	assert.Empty(t, session.Usage(nil).String())
	u := session.Usage{
		{Service: "S3", Operation: "ListObjectsV2", Account: "111122223333", Calls: 3, Requests: 5, Retries: 2, Throttles: 1, Received: 1_234_567, Time: 1500 * time.Millisecond},
		{Service: "STS", Operation: "AssumeRole", Calls: 1, Errors: 1, Requests: 1, Sent: 10, Received: 999, Time: time.Second},
	}
	assert.Equal(t, ""+
		"         operation       account  requests  retries  throttles  errors  received  time\n"+
		"  S3 ListObjectsV2  111122223333         5        2          1       0    1.2 MB  1.5s\n"+
		"    STS AssumeRole                       1        0          0       1     999 B    1s\n"+
		"               all                       6        2          1       1    1.2 MB  2.5s\n", u.String())
	assert.Equal(t, ""+
		"  operation       account  requests  time\n"+
		"     SQS Op  111122223333         2   10s\n",
		session.Usage{{Service: "SQS", Operation: "Op", Account: "111122223333", Calls: 1, Requests: 2, Time: 10 * time.Second}}.String(), "columns of zeros are left out")
	out, err := json.Marshal(u[1:])
	require.NoError(t, err)
	assert.JSONEq(t, `[{"service":"STS","operation":"AssumeRole","calls":1,"errors":1,"requests":1,"retries":0,"throttles":0,"sent":10,"received":999,"time":1}]`, string(out))
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).InfoContext(context.Background(), "done", "usage", u)
	assert.Contains(t, log.String(), "usage.requests=6 usage.retries=2 usage.throttles=1 usage.errors=1 usage.sent=10 usage.received=1235566 usage.time=2.5s")
}

// BenchmarkUsage is a call of a client of a session beside one of a bare client.
// What the session adds to it is its middleware, usage included.
func BenchmarkUsage(b *testing.B) {
	s := counted(b, &answers{length: true})
	bare := s.Config()
	bare.APIOptions = nil
	for name, client := range map[string]*sns.Client{"bare": sns.NewFromConfig(bare), "session": session.Client(s, sns.NewFromConfig)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := client.Publish(b.Context(), message); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
