package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/lambda/lambdatest"
)

// The made-up organisation: what IAM says of each account. STS refuses "3".
var organisation = map[string]map[string]int{
	"111111111111": {"Users": 4, "AccountMFAEnabled": 1, "AccountAccessKeysPresent": 0},
	"222222222222": {"Users": 9, "AccountMFAEnabled": 0, "AccountAccessKeysPresent": 1},
	"333333333333": nil,
	"444444444444": {"Users": 1, "AccountMFAEnabled": 1, "AccountAccessKeysPresent": 0},
}

// cloud is an AWS in which a key is of an account: AssumeRole hands out keys that
// end in the account's id, and IAM answers for the key that signed.
func cloud(t *testing.T) *lambdatest.AWS {
	aws := lambdatest.NewAWS(t)
	aws.On("sts", "AssumeRole", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
		arn := r.Form.Get("RoleArn")
		account := strings.Split(arn, ":")[4]
		assert.Equal(t, "arn:aws:iam::"+account+":role/RootAudit", arn)
		if organisation[account] == nil {
			return r.Fail(http.StatusForbidden, "AccessDenied", "User is not authorized to perform: sts:AssumeRole")
		}
		return lambdatest.Response{Body: fmt.Sprintf(`<AssumeRoleResponse><AssumeRoleResult>
			<Credentials><AccessKeyId>ASIA%[1]s</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>%[2]s</Expiration></Credentials>
			<AssumedRoleUser><Arn>arn:aws:sts::%[1]s:assumed-role/RootAudit/x</Arn><AssumedRoleId>AROA:x</AssumedRoleId></AssumedRoleUser>
			</AssumeRoleResult></AssumeRoleResponse>`, account, time.Now().Add(time.Hour).UTC().Format(time.RFC3339))}
	})
	aws.On("iam", "GetAccountSummary", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
		return lambdatest.Response{Body: accountSummary(organisation[strings.TrimPrefix(r.AccessKey, "ASIA")])}
	})
	aws.On("sns", "Publish", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
		assert.NotContains(t, r.AccessKey, "ASIA", "the topic is the function's own account's")
		return lambdatest.Response{Body: `<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>`}
	})
	return aws
}

func accountSummary(of map[string]int) string {
	var b strings.Builder
	b.WriteString("<GetAccountSummaryResponse><GetAccountSummaryResult><SummaryMap>")
	for key, value := range of {
		fmt.Fprintf(&b, "<entry><key>%s</key><value>%d</value></entry>", key, value)
	}
	b.WriteString("</SummaryMap></GetAccountSummaryResult></GetAccountSummaryResponse>")
	return b.String()
}

// daily is the event of the schedule.
var daily = []byte(`{"detail-type":"Scheduled Event","source":"aws.scheduler"}`)

func options(aws *lambdatest.AWS, accounts ...string) lambdatest.Options {
	env := aws.Env()
	env["ACCOUNTS"] = strings.Join(accounts, ",")
	env["ROLE"] = "RootAudit"
	env["TOPIC_ARN"] = "arn:aws:sns:us-east-1:123456789012:ops"
	return lambdatest.Options{Name: "audit", Env: env}
}

// told returns subject and body of the one message that went out.
func told(t *testing.T, aws *lambdatest.AWS) string {
	t.Helper()
	calls := aws.Calls("sns", "Publish")
	require.Len(t, calls, 1)
	return calls[0].Form.Get("Subject") + "\n" + calls[0].Form.Get("Message")
}

func TestFunction(t *testing.T) {
	bin := lambdatest.Build(t, ".")

	t.Run("counts each account, and names the one that cannot be entered", func(t *testing.T) {
		aws := cloud(t)
		res := lambdatest.New(t, bin, options(aws, "111111111111", "222222222222", "333333333333", "444444444444")).
			Invoke(t, lambdatest.Event{Payload: daily})
		var f findings
		res.Decode(t, &f)
		assert.Equal(t, findings{
			Counted: 3, Users: 14,
			RootKeys: []string{"222222222222"}, RootNoMFA: []string{"222222222222"},
			Failed: []string{"333333333333"},
		}, f)
		message := told(t, aws)
		for _, line := range []string{"root user audit done", "accounts: +3", "users: +14", "root has keys: +222222222222", "failed: +333333333333"} {
			assert.Regexp(t, line, message)
		}
		assert.Contains(t, res.Log, "account=333333333333")
		assert.Contains(t, res.Log, "AccessDenied")
		assert.Len(t, aws.Calls("sts", "AssumeRole"), 4, "one for each account")
	})

	t.Run("an account that hangs is given up before the deadline, and the rest is told", func(t *testing.T) {
		aws := cloud(t)
		aws.On("iam", "GetAccountSummary", func(ctx context.Context, r lambdatest.Request) lambdatest.Response {
			if r.AccessKey == "ASIA222222222222" {
				<-ctx.Done()
			}
			return lambdatest.Response{Body: accountSummary(organisation["111111111111"])}
		})
		var f findings
		lambdatest.New(t, bin, options(aws, "111111111111", "222222222222")).
			Invoke(t, lambdatest.Event{Payload: daily, Deadline: time.Now().Add(reserve + 4*time.Second)}).Decode(t, &f)
		assert.Equal(t, 1, f.Counted)
		assert.Equal(t, []string{"222222222222"}, f.Failed)
		assert.Regexp(t, "failed: +222222222222", told(t, aws))
	})

	t.Run("when no account can be counted it fails and that is told", func(t *testing.T) {
		aws := cloud(t)
		res := lambdatest.New(t, bin, options(aws, "333333333333")).Invoke(t, lambdatest.Event{Payload: daily})
		require.NotNil(t, res.Error)
		assert.Contains(t, res.Error.Message, "not one of 1 accounts was counted")
		assert.Contains(t, res.Error.Message, "arn:aws:iam::333333333333:role/RootAudit")
		assert.Contains(t, told(t, aws), "audit failed")
	})

	t.Run("an account id that is none is refused before any request", func(t *testing.T) {
		aws := cloud(t)
		res := lambdatest.New(t, bin, options(aws, "12")).Invoke(t, lambdatest.Event{Payload: daily})
		require.NotNil(t, res.Error)
		assert.Contains(t, res.Error.Message, "12 digits")
		assert.Empty(t, aws.Calls("sts", "AssumeRole"))
	})

	t.Run("a deadline in 1970 starts nothing", func(t *testing.T) {
		aws := cloud(t)
		res := lambdatest.New(t, bin, options(aws, "111111111111")).Invoke(t, lambdatest.Event{Payload: daily, Deadline: time.UnixMilli(0)})
		require.NotNil(t, res.Error)
		assert.Contains(t, res.Error.Message, "not started")
		assert.Empty(t, aws.Calls("sts", "AssumeRole"))
	})

	t.Run("doubles and blanks in the list are one account each", func(t *testing.T) {
		aws := cloud(t)
		var f findings
		lambdatest.New(t, bin, options(aws, "111111111111", "", " 111111111111 ", "222222222222", "222222222222", "")).Invoke(t, lambdatest.Event{Payload: daily}).Decode(t, &f)
		assert.Equal(t, 2, f.Counted)
		assert.Len(t, aws.Calls("sts", "AssumeRole"), 2)
	})

	t.Run("an empty event and one of another source are refused", func(t *testing.T) {
		aws := cloud(t)
		fn := lambdatest.New(t, bin, options(aws, "111111111111"))
		for _, payload := range []string{`{}`, `{"source":"aws.ec2","detail":{}}`, `{"Records":[]}`} {
			res := fn.Invoke(t, lambdatest.Event{Payload: []byte(payload)})
			require.NotNil(t, res.Error)
			assert.Equal(t, "InvalidError", res.Error.Type)
			assert.Contains(t, res.Error.Message, "it is not a schedule's")
		}
		assert.Empty(t, aws.Calls("sts", "AssumeRole"))
	})

	t.Run("a bad event is an error", func(t *testing.T) {
		res := lambdatest.New(t, bin, options(cloud(t), "111111111111")).Invoke(t, lambdatest.Event{Payload: []byte(`"now"`)})
		require.NotNil(t, res.Error)
		assert.Nil(t, res.Exit)
	})

	t.Run("without a role it does not start, without accounts no schedule does anything", func(t *testing.T) {
		res := lambdatest.New(t, bin, lambdatest.Options{}).Invoke(t, lambdatest.Event{Payload: daily})
		require.NotNil(t, res.Error)
		assert.Contains(t, res.Log, "ROLE is not set")
		res = lambdatest.New(t, bin, options(cloud(t))).Invoke(t, lambdatest.Event{Payload: daily})
		require.NotNil(t, res.Error)
		assert.Contains(t, res.Error.Message, "ACCOUNTS is not set")
	})
}

func TestAPanicIsPublished(t *testing.T) {
	bin := lambdatest.BuildWithBug(t, ".", "main.go", "	began := time.Now()\n", "	began := time.Now()\n	panic(\"a bug\")\n")
	aws := cloud(t)
	res := lambdatest.New(t, bin, options(aws, "111111111111")).Invoke(t, lambdatest.Event{Payload: daily})
	require.NotNil(t, res.Error)
	assert.Equal(t, "a bug", res.Error.Message)
	assert.Equal(t, 1, res.Exit.ExitCode())
	assert.Contains(t, told(t, aws), "audit panicked: a bug")
}
