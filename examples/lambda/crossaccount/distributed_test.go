package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/lambda/lambdatest"
)

// A machine is a state machine's definition, as far as this one goes.
type machine struct {
	StartAt string
	States  map[string]state
}

type state struct {
	Type, Next, Default, Resource, Error string
	End                                  bool
	Parameters, ItemSelector             map[string]any
	ResultPath                           *string
	Choices                              []struct {
		Variable, Next string
		IsPresent      bool
	}
	Retry, Catch []struct {
		ErrorEquals      []string
		MaxAttempts      *int
		Next, ResultPath string
	}
	ItemReader, ResultWriter   struct{ Parameters map[string]any }
	ItemProcessor              machine
	ToleratedFailurePercentage int
}

// A walk is one execution: what it published, what is in the bucket, and the
// error that it ended with.
type walk struct {
	t         *testing.T
	fn        *lambdatest.Function
	bucket    map[string][]byte
	published []map[string]any
	path      []string
	tries     map[string]int // invocations for each account
	err       *lambdatest.FunctionError
}

func loadMachine(t *testing.T) machine {
	text, err := os.ReadFile("distributed.asl.json")
	require.NoError(t, err)
	filled := strings.NewReplacer("${Partition}", "aws", "${FunctionArn}", "function", "${Bucket}", "audits", "${TopicArn}", "topic").Replace(string(text))
	require.NotContains(t, filled, "${")
	var m machine
	require.NoError(t, json.Unmarshal([]byte(filled), &m))
	return m
}

// run goes through the states as Step Functions does, without waiting.
func (w *walk) run(m machine, data map[string]any) (any, *lambdatest.FunctionError) {
	for at := m.StartAt; ; {
		w.path = append(w.path, at)
		require.Less(w.t, len(w.path), 1000)
		s, ok := m.States[at]
		require.True(w.t, ok, "there is no state %q", at)
		if s.Type == "Choice" {
			at = s.Default
			for _, c := range s.Choices {
				if (w.get(data, c.Variable) != nil) == c.IsPresent {
					at = c.Next
				}
			}
			continue
		}
		if s.Type == "Fail" {
			return nil, &lambdatest.FunctionError{Type: s.Error}
		}
		result, err := w.retried(s, data)
		switch {
		case err != nil && len(s.Catch) > 0:
			data[strings.TrimPrefix(s.Catch[0].ResultPath, "$.")] = map[string]any{"Error": err.Type, "Cause": err.Message}
			at = s.Catch[0].Next
			continue
		case err != nil:
			return nil, err
		case s.End:
			return result, nil
		case s.ResultPath != nil:
			data[strings.TrimPrefix(*s.ResultPath, "$.")] = result
		}
		at = s.Next
	}
}

// retried does a state's work as often as its Retry says.
func (w *walk) retried(s state, data map[string]any) (any, *lambdatest.FunctionError) {
	for try := 0; ; try++ {
		result, err := w.work(s, data)
		if err == nil {
			return result, nil
		}
		attempts := 0
		for _, r := range s.Retry {
			if strings.Contains(" "+strings.Join(r.ErrorEquals, " ")+" ", " "+err.Type+" ") || r.ErrorEquals[0] == "States.ALL" {
				attempts = *r.MaxAttempts
				break
			}
		}
		if try >= attempts {
			return nil, err
		}
	}
}

func (w *walk) work(s state, data map[string]any) (any, *lambdatest.FunctionError) {
	in := any(data)
	if s.Parameters != nil {
		in = w.fill(s.Parameters, data, nil)
	}
	switch _, kind, _ := strings.Cut(s.Resource, ":::"); {
	case s.Type == "Pass":
		return in, nil
	case s.Type == "Map":
		return w.each(s, data)
	case s.Resource == "function":
		if account, ok := in.(map[string]any)["account"].(string); ok {
			w.tries[account]++
		}
		res := w.fn.Invoke(w.t, lambdatest.Event{Payload: in})
		if res.Error != nil {
			return nil, res.Error
		}
		var out any
		require.NoError(w.t, json.Unmarshal(res.Payload, &out))
		return out, nil
	case kind == "aws-sdk:s3:putObject":
		p := in.(map[string]any)
		assert.Equal(w.t, "audits", p["Bucket"])
		body, err := json.Marshal(p["Body"])
		require.NoError(w.t, err)
		w.bucket[p["Key"].(string)] = body
		return map[string]any{}, nil
	case kind == "sns:publish":
		w.published = append(w.published, in.(map[string]any))
		return map[string]any{}, nil
	}
	w.t.Fatalf("unknown work: %+v", s)
	return nil, nil
}

// each is the Map: it reads the items from S3, runs the item processor for each,
// and writes results and failures to S3.
func (w *walk) each(s state, data map[string]any) (any, *lambdatest.FunctionError) {
	key := w.fill(s.ItemReader.Parameters, data, nil)["Key"].(string)
	var items []any
	if json.Unmarshal(w.bucket[key], &items) != nil {
		return nil, &lambdatest.FunctionError{Type: "States.ItemReaderFailed", Message: "no such list: " + key}
	}
	var succeeded, failed []any
	for _, item := range items {
		out, err := w.run(s.ItemProcessor, w.fill(s.ItemSelector, data, item))
		if err != nil {
			failed = append(failed, map[string]any{"Input": item, "Error": err.Type})
			continue
		}
		succeeded = append(succeeded, out)
	}
	where := w.fill(s.ResultWriter.Parameters, data, nil)
	prefix := where["Prefix"].(string)
	for name, list := range map[string][]any{"SUCCEEDED_0.json": succeeded, "FAILED_0.json": failed} {
		text, err := json.Marshal(list)
		require.NoError(w.t, err)
		w.bucket[prefix+"/"+name] = text
	}
	if len(failed)*100 > s.ToleratedFailurePercentage*len(items) {
		return nil, &lambdatest.FunctionError{Type: "States.ExceedToleratedFailureThreshold", Message: fmt.Sprintf("%d of %d items failed", len(failed), len(items))}
	}
	return map[string]any{"ResultWriterDetails": map[string]any{"Bucket": where["Bucket"], "Key": prefix + "/manifest.json"}}, nil
}

// fill makes a payload of a template: keys that end in .$ name data.
func (w *walk) fill(template, data map[string]any, item any) map[string]any {
	out := map[string]any{}
	for key, value := range template {
		name, dynamic := strings.CutSuffix(key, ".$")
		if dynamic {
			text := value.(string)
			if inner, ok := strings.CutPrefix(text, "States.Format("); ok {
				args := strings.Split(strings.TrimSuffix(inner, ")"), "', ")
				format := strings.TrimPrefix(args[0], "'")
				for _, arg := range strings.Split(args[1], ", ") {
					format = strings.Replace(format, "{}", fmt.Sprint(w.get(data, arg)), 1)
				}
				value = format
			} else if text == "$$.Map.Item.Value" {
				value = item
			} else {
				value = w.get(data, text)
			}
			require.NotNil(w.t, value, "%s is not in %v", text, data)
		}
		out[name] = value
	}
	return out
}

func (w *walk) get(data map[string]any, path string) any {
	if path == "$$.Execution.Name" {
		return "run-1"
	}
	var at any = data
	for part := range strings.SplitSeq(strings.TrimPrefix(path, "$."), ".") {
		m, ok := at.(map[string]any)
		if !ok {
			return nil
		}
		at = m[part]
	}
	return at
}

// organization is an AWS of n accounts; closed ones let nobody in, and one answers
// with a fault that passes.
func organization(t *testing.T, n int, closed func(i int) bool) (*lambdatest.AWS, []string) {
	var accounts []string
	shut := map[string]bool{}
	for i := range n {
		id := fmt.Sprintf("%012d", 100000000000+i)
		accounts = append(accounts, id)
		shut[id] = closed(i)
	}
	cloud := lambdatest.NewAWS(t)
	cloud.On("organizations", "ListAccounts", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
		var list []map[string]string
		for _, id := range accounts {
			list = append(list, map[string]string{"Id": id, "State": "ACTIVE"})
		}
		body, err := json.Marshal(map[string]any{"Accounts": append(list, map[string]string{"Id": "999999999999", "State": "SUSPENDED"})})
		assert.NoError(t, err)
		return lambdatest.Response{Body: string(body)}
	})
	cloud.On("sts", "AssumeRole", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
		account := strings.Split(r.Form.Get("RoleArn"), ":")[4]
		if shut[account] {
			return r.Fail(http.StatusForbidden, "AccessDenied", "no")
		}
		return lambdatest.Response{Body: fmt.Sprintf(`<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIA%s</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>%s</Expiration></Credentials><AssumedRoleUser><AssumedRoleId>A:b</AssumedRoleId><Arn>arn:aws:sts::%s:assumed-role/RootAudit/b</Arn></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>`,
			account, time.Now().Add(time.Hour).UTC().Format(time.RFC3339), account)}
	})
	var once sync.Once
	cloud.On("iam", "GetAccountSummary", func(_ context.Context, r lambdatest.Request) (resp lambdatest.Response) {
		resp = lambdatest.Response{Body: accountSummary(map[string]int{"Users": 2, "AccountMFAEnabled": 1})}
		if strings.HasSuffix(r.AccessKey, accounts[3]) {
			once.Do(func() { resp = r.Fail(http.StatusBadRequest, "PassesByItself", "try again") })
		}
		return resp
	})
	return cloud, accounts
}

func TestEveryAccountOfTheOrganization(t *testing.T) {
	bin, m := lambdatest.Build(t, "."), loadMachine(t)
	start := func(cloud *lambdatest.AWS, input map[string]any, bucket map[string][]byte) *walk {
		env := cloud.Env()
		env["ROLE"], env["TOPIC_ARN"] = "RootAudit", "arn:aws:sns:us-east-1:123456789012:ops"
		w := &walk{t: t, fn: lambdatest.New(t, bin, lambdatest.Options{Env: env}), bucket: bucket, tries: map[string]int{}}
		_, w.err = w.run(m, input)
		return w
	}

	t.Run("results and failures are in S3", func(t *testing.T) {
		cloud, accounts := organization(t, 40, func(i int) bool { return i%20 == 7 })
		w := start(cloud, map[string]any{}, map[string][]byte{})
		require.Nil(t, w.err)
		var found []finding
		require.NoError(t, json.Unmarshal(w.bucket["results/run-1/SUCCEEDED_0.json"], &found))
		assert.Len(t, found, 38)
		assert.Equal(t, finding{Account: accounts[0], Users: 2, RootMFA: true}, found[0])
		var failed []struct{ Input, Error string }
		require.NoError(t, json.Unmarshal(w.bucket["results/run-1/FAILED_0.json"], &failed))
		assert.Equal(t, []struct{ Input, Error string }{{accounts[7], "AssumeError"}, {accounts[27], "AssumeError"}}, failed)
		assert.Equal(t, 1, w.tries[accounts[7]], "an account that lets nobody in is not tried again")
		assert.Equal(t, 2, w.tries[accounts[3]], "what passes by itself is")
		assert.Empty(t, cloud.Calls("sns", "Publish"), "no message for each item")
		require.Len(t, w.published, 1)
		assert.Equal(t, "What was found, and the accounts that failed, are listed in s3://audits/results/run-1/manifest.json", w.published[0]["Message"])
		assert.NotContains(t, string(w.bucket["targets/run-1.json"]), "999999999999", "a suspended account")
	})

	t.Run("a list from S3", func(t *testing.T) {
		cloud, accounts := organization(t, 10, func(int) bool { return false })
		list, err := json.Marshal(accounts[4:6])
		require.NoError(t, err)
		w := start(cloud, map[string]any{"targets": map[string]any{"key": "targets/mine.json"}}, map[string][]byte{"targets/mine.json": list})
		require.Nil(t, w.err)
		assert.Empty(t, cloud.Calls("organizations", "ListAccounts"))
		assert.Equal(t, map[string]int{accounts[4]: 1, accounts[5]: 1}, w.tries)
	})

	t.Run("more failures than are tolerated", func(t *testing.T) {
		cloud, _ := organization(t, 40, func(i int) bool { return i%8 == 7 })
		w := start(cloud, map[string]any{}, map[string][]byte{})
		require.NotNil(t, w.err)
		assert.Equal(t, "AuditFailed", w.err.Type)
		require.Len(t, w.published, 1)
		assert.Equal(t, "States.ExceedToleratedFailureThreshold: 5 of 40 items failed. What was done is in s3://audits/results/run-1", w.published[0]["Message"])
		assert.Contains(t, w.bucket, "results/run-1/SUCCEEDED_0.json")
	})

	t.Run("a list that is not there", func(t *testing.T) {
		cloud, _ := organization(t, 10, func(int) bool { return false })
		w := start(cloud, map[string]any{"targets": map[string]any{"key": "nowhere"}}, map[string][]byte{})
		require.NotNil(t, w.err)
		assert.Contains(t, w.published[0]["Message"], "States.ItemReaderFailed")
	})
}
