package session_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/middleware"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/session"
)

// withWrites opens a session on a cloud that publishes, lists and deletes.
func withWrites(t *testing.T, w session.Writes) (*session.Session, *awstest.Cloud) {
	t.Helper()
	cloud := awstest.New(t)
	onSTS(cloud)
	awstest.On(cloud, func(context.Context, *sns.PublishInput) (*sns.PublishOutput, error) {
		return &sns.PublishOutput{MessageId: aws.String("m")}, nil
	}).Optional()
	awstest.On(cloud, func(context.Context, *sns.DeleteTopicInput) (*sns.DeleteTopicOutput, error) {
		return nil, awstest.APIError("AuthorizationError", "no", 403)
	}).Optional()
	awstest.On(cloud, func(context.Context, *sns.ListTopicsInput) (*sns.ListTopicsOutput, error) {
		return &sns.ListTopicsOutput{}, nil
	}).Optional()
	s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{Writes: w})
	require.NoError(t, err)
	return s, cloud
}

var message = &sns.PublishInput{TopicArn: aws.String("arn:aws:sns:us-east-1:111122223333:reports"), Message: aws.String("secret text")}

func TestReadOnlyRefusesWritesAndNothingElse(t *testing.T) {
	s, cloud := withWrites(t, session.ReadOnly)
	client := session.Client(s, sns.NewFromConfig)
	_, err := client.ListTopics(t.Context(), nil)
	require.NoError(t, err)
	_, err = client.Publish(t.Context(), message)
	require.ErrorIs(t, err, session.ErrWrite)
	refused, ok := errors.AsType[*session.WriteError](err)
	require.True(t, ok)
	assert.Equal(t, "SNS Publish in us-east-1", refused.Call.String())
	assert.NotContains(t, err.Error(), "secret")
	assert.Empty(t, awstest.Calls[sns.PublishInput](cloud))
}

// What a client, a call or a child may do to get around the session's word.
func TestWritesCannotBeGotAround(t *testing.T) {
	s, cloud := withWrites(t, session.ReadOnly)
	client := session.Client(s, sns.NewFromConfig)
	child, err := s.Assume(t.Context(), s.Role("444455556666", "Audit"))
	require.NoError(t, err)
	other := credentials.NewStaticCredentialsProvider("AKIAOTHER", "x", "")
	clear := func(stack *middleware.Stack) error { stack.Initialize.Clear(); return nil }
	onChild, err := session.FromConfig(t.Context(), child.Config(), session.Options{})
	require.NoError(t, err)

	for name, publish := range map[string]func() error{
		"credentials of a call": func() error {
			_, err := client.Publish(t.Context(), message, func(o *sns.Options) { o.Credentials = other })
			return err
		},
		"a retryer and an endpoint of a call": func() error {
			_, err := client.Publish(t.Context(), message, func(o *sns.Options) { o.Retryer = aws.NopRetryer{}; o.BaseEndpoint = aws.String("http://127.0.0.1:1") })
			return err
		},
		"middleware of a call that removes the session's": func() error {
			_, err := client.Publish(t.Context(), message, sns.WithAPIOptions(clear))
			return err
		},
		"another region": func() error {
			_, err := session.Client(s.In("eu-west-1"), sns.NewFromConfig).Publish(t.Context(), message)
			return err
		},
		"a child": func() error {
			_, err := session.Client(child, sns.NewFromConfig).Publish(t.Context(), message)
			return err
		},
		"a session on the configuration of a child": func() error {
			_, err := session.Client(onChild, sns.NewFromConfig).Publish(t.Context(), message)
			return err
		},
	} {
		require.ErrorIs(t, publish(), session.ErrWrite, name)
	}
	assert.Empty(t, awstest.Calls[sns.PublishInput](cloud))
}

func TestTheAccountOfARoleIsKnown(t *testing.T) {
	var calls []session.Call
	s, _ := withWrites(t, session.Confirm(func(_ context.Context, c session.Call) (bool, error) {
		calls = append(calls, c)
		return true, nil
	}))
	child, err := s.Assume(t.Context(), s.Role("444455556666", "Audit"))
	require.NoError(t, err)
	_, err = session.Client(child, sns.NewFromConfig).Publish(t.Context(), message)
	require.NoError(t, err)
	_, err = session.Client(s, sns.NewFromConfig).DeleteTopic(t.Context(), &sns.DeleteTopicInput{TopicArn: message.TopicArn})
	require.Error(t, err)
	require.Len(t, calls, 2)
	assert.Equal(t, session.Call{Account: "444455556666", Region: "us-east-1", Service: "SNS", Operation: "Publish", Input: message}, calls[0])
	assert.True(t, calls[1].Destructive)
}

func TestMaxWritesNeverLetsOneMoreThrough(t *testing.T) {
	s, cloud := withWrites(t, session.MaxWrites(7))
	var refused atomic.Int64
	var calls sync.WaitGroup
	for range 50 {
		calls.Go(func() {
			_, err := session.Client(s, sns.NewFromConfig).Publish(t.Context(), message)
			if errors.Is(err, session.ErrWrite) {
				refused.Add(1)
			}
		})
	}
	calls.Wait()
	assert.Len(t, awstest.Calls[sns.PublishInput](cloud), 7)
	assert.EqualValues(t, 43, refused.Load())

	s, cloud = withWrites(t, session.MaxWrites(-1))
	_, err := session.Client(s, sns.NewFromConfig).Publish(t.Context(), message)
	require.ErrorContains(t, err, "0 writes have been made")
	assert.Empty(t, awstest.Calls[sns.PublishInput](cloud))
}

func TestConfirm(t *testing.T) {
	cause := errors.New("the terminal is closed")
	for name, row := range map[string]struct {
		ask  func(context.Context, session.Call) (bool, error)
		want error
	}{
		"no":       {func(context.Context, session.Call) (bool, error) { return false, nil }, session.ErrWrite},
		"an error": {func(context.Context, session.Call) (bool, error) { return true, cause }, cause},
		"nil":      {nil, awserr.ErrInvalid},
	} {
		s, cloud := withWrites(t, session.Confirm(row.ask))
		_, err := session.Client(s, sns.NewFromConfig).Publish(t.Context(), message)
		require.ErrorIs(t, err, row.want, name)
		require.ErrorIs(t, err, session.ErrWrite, name)
		assert.Empty(t, awstest.Calls[sns.PublishInput](cloud))
	}
}

func TestAuditLogsEachWriteWithItsOutcome(t *testing.T) {
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, nil))
	s, _ := withWrites(t, session.AllOf(session.Audit(logger), session.MaxWrites(2)))
	client := session.Client(s, sns.NewFromConfig)
	_, err := client.ListTopics(t.Context(), nil)
	require.NoError(t, err)
	_, err = client.Publish(t.Context(), message)
	require.NoError(t, err)
	_, err = client.DeleteTopic(t.Context(), &sns.DeleteTopicInput{TopicArn: message.TopicArn})
	require.Error(t, err)
	_, err = client.Publish(t.Context(), message)
	require.ErrorIs(t, err, session.ErrWrite)

	var lines []map[string]any
	for line := range strings.Lines(log.String()) {
		var m map[string]any
		require.NoError(t, json.Unmarshal([]byte(line), &m))
		lines = append(lines, m)
	}
	require.Len(t, lines, 3)
	assert.Equal(t, []any{"Publish", "INFO", nil}, []any{lines[0]["operation"], lines[0]["level"], lines[0]["code"]})
	assert.Equal(t, []any{"DeleteTopic", "ERROR", "AuthorizationError", false, true},
		[]any{lines[1]["operation"], lines[1]["level"], lines[1]["code"], lines[1]["refused"], lines[1]["destructive"]})
	assert.Equal(t, []any{"Publish", "ERROR", true}, []any{lines[2]["operation"], lines[2]["level"], lines[2]["refused"]})
	assert.NotContains(t, log.String(), "secret text")
}

func TestPlanListsWhatWouldHaveBeenDone(t *testing.T) {
	var plan session.Plan
	s, cloud := withWrites(t, &plan)
	client := session.Client(s, sns.NewFromConfig)
	_, err := client.Publish(t.Context(), message)
	require.ErrorIs(t, err, session.ErrWrite)
	_, err = client.DeleteTopic(t.Context(), &sns.DeleteTopicInput{TopicArn: aws.String("=cmd|'/c calc'!A1")})
	require.ErrorIs(t, err, session.ErrWrite)
	_, err = client.ListTopics(t.Context(), nil)
	require.NoError(t, err)
	assert.Empty(t, awstest.Calls[sns.PublishInput](cloud))

	var text, csv bytes.Buffer
	require.NoError(t, plan.WriteText(&text))
	assert.Equal(t, "1. SNS Publish TopicArn=arn:aws:sns:us-east-1:111122223333:reports us-east-1\n"+
		`2. SNS DeleteTopic TopicArn="=cmd|'/c calc'!A1" us-east-1, destructive`+"\n", text.String())
	require.NoError(t, plan.WriteCSV(&csv))
	assert.Equal(t, "account,region,service,operation,destructive,target,check\n"+
		",us-east-1,SNS,Publish,false,TopicArn=arn:aws:sns:us-east-1:111122223333:reports,\n"+
		`,us-east-1,SNS,DeleteTopic,true,"TopicArn=""=cmd|'/c calc'!A1""",`+"\n", csv.String())
	out, err := json.Marshal(&plan)
	require.NoError(t, err)
	assert.JSONEq(t, `[{"region":"us-east-1","service":"SNS","operation":"Publish","target":"TopicArn=arn:aws:sns:us-east-1:111122223333:reports"},
		{"region":"us-east-1","service":"SNS","operation":"DeleteTopic","destructive":true,"target":"TopicArn=\"=cmd|'/c calc'!A1\""}]`, string(out))
	assert.NotContains(t, text.String()+csv.String()+string(out), "secret text")

	var none session.Plan
	out, err = json.Marshal(&none)
	require.NoError(t, err)
	assert.Equal(t, "[]", string(out))
}

func TestNoDestruction(t *testing.T) {
	s, cloud := withWrites(t, session.NoDestruction)
	client := session.Client(s, sns.NewFromConfig)
	_, err := client.Publish(t.Context(), message)
	require.NoError(t, err)
	_, err = client.DeleteTopic(t.Context(), &sns.DeleteTopicInput{TopicArn: message.TopicArn})
	require.ErrorIs(t, err, session.ErrWrite)
	assert.Empty(t, awstest.Calls[sns.DeleteTopicInput](cloud))
}

func TestWritesThatAreNil(t *testing.T) {
	cfg := awstest.New(t).Config()
	_, err := session.FromConfig(t.Context(), cfg, session.Options{Writes: (*session.Plan)(nil)})
	require.ErrorIs(t, err, awserr.ErrInvalid)
	s, _ := withWrites(t, session.AllOf(session.Audit(slog.New(slog.DiscardHandler)), nil))
	_, err = session.Client(s, sns.NewFromConfig).Publish(t.Context(), message)
	require.ErrorIs(t, err, awserr.ErrInvalid)
}

func TestAccountIsKnownWithoutARequest(t *testing.T) {
	s, _ := withWrites(t, nil)
	assert.Empty(t, s.Account())
	assert.Empty(t, (*session.Session)(nil).Account())
	assert.Empty(t, new(session.Session).Account())
	child, err := s.Assume(t.Context(), s.Role("444455556666", "Audit"))
	require.NoError(t, err)
	assert.Equal(t, "444455556666", child.Account())
	_, err = s.Identity(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "111122223333", s.Account())
}

// AWS enforces what the role's session policy says.
func TestARoleLimitedToReading(t *testing.T) {
	s, cloud := withWrites(t, nil)
	role := s.Role("444455556666", "Admin")
	role.Policy = "{}"
	_, err := s.Assume(t.Context(), role.ReadOnly())
	require.NoError(t, err)
	in := awstest.Calls[sts.AssumeRoleInput](cloud)[0]
	require.Len(t, in.PolicyArns, 1)
	assert.Equal(t, "arn:aws:iam::aws:policy/ReadOnlyAccess", *in.PolicyArns[0].Arn)
	assert.Nil(t, in.Policy)
	assert.Equal(t, []string{"arn:aws-cn:iam::aws:policy/ReadOnlyAccess"}, session.Role{ARN: "arn:aws-cn:iam::444455556666:role/Admin"}.ReadOnly().PolicyARNs)
}
