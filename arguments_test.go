package essentials_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"log/slog"
	"os"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/middleware"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/collections/write"
	"github.com/awsessentials/essentials/internal/argtest"
	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/alert"
	"github.com/awsessentials/essentials/notify/notifytest"
	"github.com/awsessentials/essentials/paginate"
	"github.com/awsessentials/essentials/policy"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/session/across"
	"github.com/awsessentials/essentials/waiters"
	"github.com/awsessentials/essentials/wire"
)

type (
	in  = *sns.ListTopicsInput
	out = *sns.ListTopicsOutput
	opt = sns.Options
)

// functions are the exported functions, those with type parameters for SNS.
var functions = map[string]any{
	"awserr.Code": awserr.Code, "awserr.Invalid": awserr.Invalid, "awserr.Is": awserr.Is, "awserr.IsAccessDenied": awserr.IsAccessDenied,
	"awserr.IsAlreadyExists": awserr.IsAlreadyExists, "awserr.IsConflict": awserr.IsConflict, "awserr.IsExpired": awserr.IsExpired,
	"awserr.IsNotFound": awserr.IsNotFound, "awserr.IsThrottled": awserr.IsThrottled, "awserr.IsValidation": awserr.IsValidation,
	"awserr.Message": awserr.Message, "awserr.Operation": awserr.Operation, "awserr.RequestID": awserr.RequestID,
	"awserr.Service": awserr.Service, "awserr.Status": awserr.Status,

	"awstest.APIError": awstest.APIError, "awstest.CallFrom": awstest.CallFrom, "awstest.Calls": awstest.Calls[sns.ListTopicsInput],
	"awstest.ConnectionReset": awstest.ConnectionReset, "awstest.EmptyPage": awstest.EmptyPage, "awstest.ExpiredToken": awstest.ExpiredToken,
	"awstest.Fail": awstest.Fail[sns.ListTopicsInput], "awstest.InOrder": awstest.InOrder, "awstest.Inject": awstest.Inject[sns.ListTopicsInput],
	"awstest.New": awstest.New, "awstest.On": awstest.On[sns.ListTopicsInput, sns.ListTopicsOutput],
	"awstest.Pages": awstest.Pages[sns.ListTopicsInput, sns.ListTopicsOutput], "awstest.PartialFailure": awstest.PartialFailure,
	"awstest.RepeatToken": awstest.RepeatToken, "awstest.Return": awstest.Return[sns.ListTopicsInput, sns.ListTopicsOutput],
	"awstest.ServerError": awstest.ServerError, "awstest.Slow": awstest.Slow, "awstest.Throttle": awstest.Throttle, "awstest.WithStatus": awstest.WithStatus,

	"collections.Concat": collections.Concat[types.Topic], "collections.FlatMap": collections.FlatMap[types.Topic, string, collections.Collection[string]],
	"collections.From":          collections.From[in, out, opt, types.Topic],
	"collections.FromOperation": collections.FromOperation[in, out, opt, types.Topic],
	"collections.FromPager":     collections.FromPager[*sns.ListTopicsPaginator, out, opt, types.Topic],
	"collections.FromSeq":       collections.FromSeq[types.Topic], "collections.List": collections.List[types.Topic, in, out, opt],
	"collections.ListOf": collections.ListOf[types.Topic, in, out, opt], "collections.Map": collections.Map[types.Topic, string],
	"collections.MapEach": collections.MapEach[types.Topic, string], "collections.Merge": collections.Merge[types.Topic], "collections.Of": collections.Of[types.Topic],

	"write.CSV": write.CSV[int], "write.JSON": write.JSON[int], "write.JSONLines": write.JSONLines[int], "write.Table": write.Table[int], "write.Col": write.Col[int, int],

	"notify.Binary": notify.Binary, "notify.Messages": notify.Messages, "notify.NewTopic": notify.NewTopic, "notify.Number": notify.Number[float64],
	"notify.ParseAttribute": notify.ParseAttribute, "notify.ParseByProtocol": notify.ParseByProtocol, "notify.ReportOf": notify.ReportOf,
	"notify.String": notify.String, "notify.StringArray": notify.StringArray,
	"alert.NewLogHandler": alert.NewLogHandler, "alert.OnFailure": alert.OnFailure[string, string], "alert.Wrap": alert.Wrap,
	"notifytest.NewTopic": notifytest.NewTopic,

	"paginate.Collect": paginate.Collect[int], "paginate.First": paginate.First[int], "paginate.ItemPages": paginate.ItemPages[out, opt, types.Topic],
	"paginate.Items": paginate.Items[out, opt, types.Topic], "paginate.List": paginate.List[types.Topic, in, out, opt],
	"paginate.ListOf": paginate.ListOf[types.Topic, out, opt], "paginate.Op": paginate.Op[in, out, opt], "paginate.OpAny": paginate.OpAny, "paginate.OpOnceAny": paginate.OpOnceAny,
	"paginate.OpOnce": paginate.OpOnce[in, out, opt], "paginate.OpTokens": paginate.OpTokens[in, out, opt, string],
	"paginate.Pages": paginate.Pages[out, opt], "paginate.TryItems": paginate.TryItems[out, opt, types.Topic], "paginate.With": paginate.With[out, opt],

	"policy.Parse": policy.Parse,

	"session.AllOf": session.AllOf, "session.Audit": session.Audit, "session.Client": session.Client[sts.Client, sts.Options],
	"session.Confirm": session.Confirm, "session.DetectRuntime": session.DetectRuntime, "session.MatchRegions": session.MatchRegions,
	"session.MaxWrites": session.MaxWrites, "session.OptIn": session.OptIn, "session.PartitionOf": session.PartitionOf,
	"session.Profiles": session.Profiles, "session.Regions": session.Regions,
	"across.Preflight": across.Preflight, "across.ProfileTargets": across.ProfileTargets, "across.ReadTargets": across.ReadTargets,
	"across.Run": across.Run[string], "across.Targets": across.Targets, "across.WriteTargets": across.WriteTargets,

	"waiters.Classify": waiters.Classify, "waiters.Describe": waiters.Describe, "waiters.Equals": waiters.Equals[sns.ListTopicsOutput, string],
	"waiters.Every": waiters.Every[sns.ListTopicsOutput, types.Topic], "waiters.Gone": waiters.Gone[sns.ListTopicsOutput],
	"waiters.None": waiters.None[sns.ListTopicsOutput, types.Topic], "waiters.Poll": waiters.Poll[sns.ListTopicsInput, sns.ListTopicsOutput, opt],
	"waiters.PollWaiter": waiters.PollWaiter[sns.ListTopicsInput, sns.ListTopicsOutput, opt],
	"waiters.Some":       waiters.Some[sns.ListTopicsOutput, types.Topic], "waiters.Succeeds": waiters.Succeeds[sns.ListTopicsOutput],
	"waiters.TransientCodes": waiters.TransientCodes, "waiters.Until": waiters.Until[sns.ListTopicsInput, sns.ListTopicsOutput, opt],
	"waiters.Wait": waiters.Wait[sns.ListTopicsInput, sns.ListTopicsOutput, opt], "waiters.WaitAll": waiters.WaitAll, "waiters.WaitAny": waiters.WaitAny,
	"waiters.WaitEach": waiters.WaitEach[sns.ListTopicsInput, sns.ListTopicsOutput, types.Topic, opt],
	"waiters.When":     waiters.When[sns.ListTopicsOutput],

	"wire.Fast": wire.Fast, "wire.NewDecoder": wire.NewDecoder, "wire.Supports": wire.Supports,
}

// untried are the functions that the table has not, with the reason.
var untried = map[string]string{
	"session.New":            "reads the machine; tried below",
	"session.FromConfig":     "tried below",
	"session.FromEnv":        "tried below",
	"notify.OpenTopic":       "tried below",
	"policy.Golden":          "writes a file, and says what is wrong to its test",
	"collections.As":         "for generated code",
	"collections.Listed":     "for generated code",
	"collections.ListedOnce": "for generated code",
	"collections.Refused":    "for generated code",
	"collections.ViewOf":     "for generated code",
}

// zeros are the types whose zero values have methods.
var zeros = []any{
	awserr.InvalidError{}, awstest.Cloud{}, awstest.Expect[sns.ListTopicsInput]{},
	collections.Collection[string]{}, collections.Listing[in, string]{}, collections.ItemError{}, collections.ItemsError{},
	notify.Attribute{}, notify.EntryError{}, notify.MessageError{}, notify.PartialError{}, notify.Report{}, notify.Status(0), notify.Status(-1), notify.Topic{},
	alert.LogHandler{}, alert.Summary{}, notifytest.Topic{},
	paginate.Cursor{}, paginate.CursorError{}, paginate.PageError{}, paginate.TokensError{}, paginate.Operation[in, out, opt]{},
	policy.Document{}, policy.Recorder{}, policy.Statement{},
	session.AccountError{}, session.AssumeError{}, session.CredentialsError{}, session.EndpointError{}, session.MFAError{}, session.ProfileError{},
	session.RegionError{}, session.RoleError{}, session.WriteError{}, session.Call{}, session.Explanation{}, session.Identity{}, session.Plan{},
	session.Session{}, session.Target{}, session.Usage{}, session.Warning{}, session.CacheDir(""),
	waiters.Bound(0), waiters.Bound(-1), waiters.CanceledError{}, waiters.FailedError{}, waiters.TimeoutError{}, waiters.Exponential{}, waiters.Fixed(0),
	waiters.Fixed(-1), waiters.SDKSchedule{}, waiters.Poller[sns.ListTopicsOutput]{}, waiters.Status{}, waiters.Step[sns.ListTopicsOutput]{}, waiters.Verdict(-1),
	wire.Decoder{},
}

var table = argtest.Table{
	Functions: functions, Untried: untried, Zeros: zeros,
	// A stub on a nil cloud has no test to fail.
	Panics: []string{"awstest.On(nil,", "awstest.Return(nil,", "awstest.Fail(nil,", "awstest.Pages(nil,", "awstest.Inject(nil,"},
	Implementations: []any{offlineSNS(), notifytest.NewTopic("t", notifytest.Options{}), sns.NewListTopicsPaginator(offlineSNS(), nil),
		&bytes.Buffer{}, errors.New("x"), paginate.Op(offlineSNS().ListTopics, nil), 7},
	Wrong: []any{(*sns.Client)(nil), (*sns.ListTopicsPaginator)(nil), (*notify.Topic)(nil), &notify.Topic{}, (*notifytest.Topic)(nil),
		&notifytest.Topic{}, (*bytes.Buffer)(nil), (*os.File)(nil), (*awserr.InvalidError)(nil), &paginate.Operation[in, out, opt]{},
		(*paginate.Operation[in, out, opt])(nil), (*testing.T)(nil), collections.Collection[types.Topic]{}, waiters.Poller[sns.ListTopicsOutput]{}},
}

// TestWrongArgumentsDoNotPanic calls every exported function, and every method of
// zero values, with wrong arguments.
func TestWrongArgumentsDoNotPanic(t *testing.T) {
	hermetic(t)
	x := table
	x.Good = func(typ reflect.Type) reflect.Value {
		switch typ {
		case reflect.TypeFor[*middleware.Stack]():
			return reflect.ValueOf(middleware.NewStack("stack", func() any { return nil }))
		case reflect.TypeFor[*awstest.Cloud]():
			return reflect.ValueOf(awstest.New(nil))
		case reflect.TypeFor[*session.Session]():
			return reflect.ValueOf(sessionForTest(t))
		case reflect.TypeFor[waiters.Options]():
			return reflect.ValueOf(waiters.Options{Max: time.Millisecond})
		case reflect.TypeFor[*sns.ListTopicsPaginator]():
			return reflect.ValueOf(sns.NewListTopicsPaginator(offlineSNS(), nil))
		}
		return reflect.Value{}
	}
	assert.Greater(t, x.Try(t), 1000)
}

// TestTheTableHasEveryFunction keeps the table complete.
func TestTheTableHasEveryFunction(t *testing.T) {
	for _, p := range packages(t) {
		top, _, _ := strings.Cut(p.dir, "/")
		if p.dir == "." || strings.Contains(p.dir+"/", "internal/") || p.dir == "paginate/search" ||
			slices.Contains([]string{"examples", "integration", "resources", "orgs", "lambda"}, top) {
			continue // of other modules, or nobody's to call
		}
		table.Complete(t, p.dir)
	}
}

// hermetic keeps what is called away from the machine's files and account.
func hermetic(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"} {
		t.Setenv(name, home+"/none")
	}
	t.Setenv("HOME", home)
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	for _, name := range []string{"AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_DEFAULT_REGION"} {
		t.Setenv(name, "")
	}
}

func offlineSNS() *sns.Client { return sns.NewFromConfig(awstest.New(nil).Config()) }

func sessionForTest(t *testing.T) *session.Session {
	sess, err := session.FromConfig(context.Background(), awstest.New(nil).Config(), session.Options{})
	require.NoError(t, err)
	return sess
}

// TestWrongArgumentsAreToldBeforeARequest has the error of the commonest.
func TestWrongArgumentsAreToldBeforeARequest(t *testing.T) {
	hermetic(t)
	cloud := awstest.New(nil)
	client := sns.NewFromConfig(cloud.Config())
	sess := sessionForTest(t)
	ctx := t.Context()
	var none context.Context
	first := func(seq iter.Seq2[types.Topic, error]) error { _, _, err := paginate.First(seq); return err }
	collect := func(c interface {
		Collect(context.Context) ([]types.Topic, error)
	}) error {
		_, err := c.Collect(ctx)
		return err
	}
	topics := collections.List[types.Topic](client.ListTopics, nil)
	var operation func(context.Context, in, ...func(*opt)) (out, error)
	attributes := client.GetTopicAttributes
	topic := notify.NewTopic(client, "arn:aws:sns:us-east-1:123456789012:t", notify.TopicOptions{})
	ready := waiters.Succeeds[sns.GetTopicAttributesOutput]
	for name, do := range map[string]func() error{
		"paginate.List: nil operation":    func() error { return first(paginate.List[types.Topic](ctx, operation, nil)) },
		"paginate.List: nil context":      func() error { return first(paginate.List[types.Topic](none, client.ListTopics, nil)) },
		"paginate.ListOf: nil pager":      func() error { return first(paginate.ListOf[types.Topic, out, opt](ctx, nil)) },
		"paginate.ListOf: zero operation": func() error { return first(paginate.ListOf[types.Topic](ctx, &paginate.Operation[in, out, opt]{})) },
		"paginate.Items: nil accessor": func() error {
			return first(paginate.Items[out, opt, types.Topic](ctx, paginate.Op(client.ListTopics, nil), nil))
		},
		"paginate.With: negative page size": func() error {
			return first(paginate.ListOf[types.Topic](ctx, paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{PageSize: -1})))
		},
		"paginate.With: negative limit": func() error {
			return first(paginate.ListOf[types.Topic](ctx, paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{Limit: -1})))
		},
		"paginate.With: huge prefetch": func() error {
			return first(paginate.ListOf[types.Topic](ctx, paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{Prefetch: 1 << 50})))
		},
		"collections.List: nil operation": func() error { return collect(collections.List[types.Topic](operation, nil)) },
		"collections.FromSeq: nil":        func() error { return collect(collections.FromSeq[types.Topic](nil)) },
		"collections: nil context":        func() error { return first(topics.All(none)) },
		"collections: negative limit":     func() error { return collect(topics.Limit(-1)) },
		"collections: negative skip":      func() error { return collect(topics.Skip(-1)) },
		"collections: negative page size": func() error { return collect(topics.PageSize(-1)) },
		"collections: nil filter":         func() error { return collect(topics.Filter(nil)) },
		"collections.MapEach: huge": func() error {
			return collect(collections.MapEach(topics, 1<<40, func(_ context.Context, t types.Topic) (types.Topic, error) { return t, nil }))
		},
		"collections.MapEach: nil":      func() error { return collect(collections.MapEach[types.Topic, types.Topic](topics, 1, nil)) },
		"collections.Merge: nil source": func() error { return collect(collections.Merge[types.Topic](collections.MergeOptions{}, nil)) },
		"Collection.Do: nil":            func() error { return topics.Do(ctx, nil) },
		"Collection.ForEach: nil":       func() error { return second(topics.ForEach(ctx, nil, collections.ForEachOptions{})) },
		"Collection.ForEach: negative": func() error {
			return second(topics.ForEach(ctx, func(context.Context, types.Topic) error { return nil }, collections.ForEachOptions{Concurrency: -1}))
		},
		"Collection.Batch: nil": func() error { return second(topics.Batch(ctx, nil, collections.BatchOptions{Size: 10})) },
		"write.CSV: nil writer": func() error {
			return second(write.CSV(nil, topics.All(ctx), write.CSVOptions{}, write.Col("a", func(types.Topic) string { return "" })))
		},
		"waiters.Until: nil operation": func() error {
			return second(waiters.Until[sns.GetTopicAttributesInput, sns.GetTopicAttributesOutput, opt](ctx, nil, nil, ready, waiters.Options{Max: time.Second}))
		},
		"waiters.Until: nil condition": func() error {
			return second(waiters.Until(ctx, attributes, &sns.GetTopicAttributesInput{}, nil, waiters.Options{Max: time.Second}))
		},
		"waiters.Until: nil context": func() error {
			return second(waiters.Until(none, attributes, &sns.GetTopicAttributesInput{}, ready, waiters.Options{Max: time.Second}))
		},
		"waiters.Until: negative max": func() error {
			return second(waiters.Until(ctx, attributes, &sns.GetTopicAttributesInput{}, ready, waiters.Options{Max: -1}))
		},
		"waiters.Wait: nil waiter": func() error {
			return second(waiters.Wait[sns.GetTopicAttributesInput, sns.GetTopicAttributesOutput, opt](ctx, nil, nil, waiters.Options{Max: time.Second}))
		},
		"waiters.Poller: zero": func() error { return second(waiters.Poller[int]{}.Wait(ctx, waiters.Options{Max: time.Second})) },
		"notify.NewTopic: nil client": func() error {
			return second(notify.NewTopic(nil, topic.ARN(), notify.TopicOptions{}).Publish(ctx, notify.Message{Body: "x"}))
		},
		"notify.NewTopic: typed nil client": func() error {
			return second(notify.NewTopic((*sns.Client)(nil), topic.ARN(), notify.TopicOptions{}).Publish(ctx, notify.Message{Body: "x"}))
		},
		"notify.NewTopic: huge concurrency": func() error {
			return second(notify.NewTopic(client, topic.ARN(), notify.TopicOptions{Concurrency: 1 << 40}).Publish(ctx, notify.Message{Body: "x"}))
		},
		"Topic: zero":                  func() error { return second(new(notify.Topic).Publish(ctx, notify.Message{Body: "x"})) },
		"Topic.Publish: nil context":   func() error { return second(topic.Publish(none, notify.Message{Body: "x"})) },
		"Topic.PublishAll: nil":        func() error { return second(topic.PublishAll(ctx, nil)) },
		"alert.Wrap: nil handler":      func() error { return second(alert.Wrap(topic, nil).Invoke(ctx, nil)) },
		"alert.OnFailure: nil handler": func() error { return second(alert.OnFailure[string, string](topic, nil)(ctx, "")) },
		"alert.OnFailure: nil publisher": func() error {
			return second(alert.OnFailure(nil, func(context.Context, string) (string, error) { return "", nil })(ctx, ""))
		},
		"alert.LogHandler: zero":          func() error { return new(alert.LogHandler).Handle(ctx, slog.Record{}) },
		"session.New: nil context":        func() error { return second(session.New(none, session.Options{})) },
		"session.FromConfig: nil context": func() error { return second(session.FromConfig(none, aws.Config{}, session.Options{})) },
		"session.FromEnv: nil context":    func() error { return second(session.FromEnv(none)) },
		"notify.OpenTopic: nil client":    func() error { return second(notify.OpenTopic(ctx, nil, "t", notify.TopicOptions{})) },
		"notify.OpenTopic: nil context":   func() error { return second(notify.OpenTopic(none, client, "t", notify.TopicOptions{})) },
		"across.Run: nil function": func() error {
			return firstErr(across.Run[string](ctx, sess, []session.Target{{Region: "eu-west-1"}}, nil, across.Options{}))
		},
		"across.Run: nil session": func() error {
			return firstErr(across.Run(ctx, nil, []session.Target{{Region: "eu-west-1"}}, func(context.Context, *session.Session, session.Target) (string, error) { return "", nil }, across.Options{}))
		},
		"across.Run: nil context": func() error {
			return firstErr(across.Run(none, sess, []session.Target{{Region: "eu-west-1"}}, func(context.Context, *session.Session, session.Target) (string, error) { return "", nil }, across.Options{}))
		},
		"across.Run: negative concurrency": func() error {
			return firstErr(across.Run(ctx, sess, []session.Target{{Region: "eu-west-1"}}, func(context.Context, *session.Session, session.Target) (string, error) { return "", nil }, across.Options{Concurrency: -1}))
		},
		"across.WriteTargets: nil writer": func() error { return across.WriteTargets(nil, nil) },
		"across.ReadTargets: nil reader":  func() error { return second(across.ReadTargets(nil, nil)) },
	} {
		func() {
			defer func() {
				if p := recover(); p != nil {
					t.Errorf("%s panics: %v\n%.1500s", name, p, debug.Stack())
				}
			}()
			err := do()
			if !errors.Is(err, awserr.ErrInvalid) {
				t.Errorf("%s: %v", name, err)
			}
			assert.NotErrorIs(t, err, awstest.ErrRefused, "%s: a request was made", name)
		}()
	}
}

func second[A any](_ A, err error) error { return err }

func firstErr[T any](results iter.Seq[across.Result[T]]) error {
	for r := range results {
		return r.Err
	}
	return nil
}

var _ io.Writer = (*bytes.Buffer)(nil)
