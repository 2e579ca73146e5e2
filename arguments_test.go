package essentials_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/ast"
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
	"session.New":             "reads the machine; tried below",
	"session.FromConfig":      "tried below",
	"session.FromEnv":         "tried below",
	"notify.OpenTopic":        "tried below",
	"policy.Golden":           "writes a file, and says what is wrong to its test",
	"collections.As":          "for generated code",
	"collections.NewView":     "for generated code",
	"collections.NewViewOnce": "for generated code",
	"collections.RefusedView": "for generated code",
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

// panics are documented: a stub on a nil cloud has no test to fail.
var panics = []string{"awstest.On(nil,", "awstest.Return(nil,", "awstest.Fail(nil,", "awstest.Pages(nil,", "awstest.Inject(nil,"}

// TestWrongArgumentsDoNotPanic calls every exported function, and every method of
// zero values, with nil, typed nil, zero, negative and absurdly large arguments,
// one after the other beside good ones.
func TestWrongArgumentsDoNotPanic(t *testing.T) {
	hermetic(t)
	calls := 0
	for _, name := range slices.Sorted(keys(functions)) {
		calls += tryAll(t, name, reflect.ValueOf(functions[name]))
	}
	for _, zero := range zeros {
		receiver := reflect.New(reflect.TypeOf(zero))
		receiver.Elem().Set(reflect.ValueOf(zero))
		for i := range receiver.NumMethod() {
			calls += tryAll(t, fmt.Sprintf("%T.%s", zero, receiver.Type().Method(i).Name), receiver.Method(i))
		}
	}
	t.Log(calls, "calls")
	assert.Greater(t, calls, 1000)
}

// TestTheTableHasEveryFunction keeps the table complete.
func TestTheTableHasEveryFunction(t *testing.T) {
	for _, p := range packages(t) {
		top, _, _ := strings.Cut(p.dir, "/")
		if p.dir == "." || strings.Contains(p.dir+"/", "internal/") || p.dir == "paginate/search" ||
			slices.Contains([]string{"examples", "integration", "resources", "orgs", "lambda"}, top) {
			continue // of other modules, or nobody's to call
		}
		for _, file := range p.files {
			for _, decl := range file.Decls {
				f, ok := decl.(*ast.FuncDecl)
				if !ok || f.Recv != nil || !f.Name.IsExported() {
					continue
				}
				name := file.Name.Name + "." + f.Name.Name
				_, tried := functions[name]
				if _, ok := untried[name]; !ok && !tried {
					t.Errorf("%s has no row in the table of wrong arguments: add it to functions or to untried in arguments_test.go", name)
				}
			}
		}
	}
}

func keys[V any](m map[string]V) iter.Seq[string] {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
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

// tryAll calls f with good arguments, with all zero, and with each argument in
// turn replaced by each wrong one. It returns how many calls that were.
func tryAll(t *testing.T, name string, f reflect.Value) int {
	if _, bad := f.Interface().(func([]byte) error); bad && strings.HasSuffix(name, ".UnmarshalText") {
		return 0 // fuzzed where it is
	}
	typ := f.Type()
	good := make([]reflect.Value, typ.NumIn())
	zero := make([]reflect.Value, typ.NumIn())
	for i := range good {
		zero[i] = reflect.Zero(typ.In(i))
		good[i] = goodFor(t, typ.In(i))
	}
	rows := [][]reflect.Value{good, zero}
	for i := range good {
		for _, wrong := range wrongFor(t, typ.In(i)) {
			row := slices.Clone(good)
			row[i] = wrong
			rows = append(rows, row)
		}
	}
	for _, row := range rows {
		try(t, name, f, row)
	}
	return len(rows)
}

// try makes one call, which must end, and not by a panic.
func try(t *testing.T, name string, f reflect.Value, args []reflect.Value) {
	var text []string
	for _, arg := range args {
		text = append(text, short(arg))
	}
	call := name + "(" + strings.Join(text, ", ") + " )"
	ended := make(chan any, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				ended <- fmt.Sprintf("%v\n%s", p, debug.Stack())
				return
			}
			ended <- nil
		}()
		var results []reflect.Value
		if f.Type().IsVariadic() {
			results = f.CallSlice(args)
		} else {
			results = f.Call(args)
		}
		for _, result := range results {
			use(t, result, 0)
		}
	}()
	begun := time.Now()
	select {
	case p := <-ended:
		if took := time.Since(begun); took > time.Second {
			t.Logf("%v: %s", took, call)
		}
		if p != nil && !slices.ContainsFunc(panics, func(start string) bool { return strings.HasPrefix(call, start) }) {
			t.Errorf("%s panics: %.1500s", call, p)
		}
	case <-time.After(time.Minute):
		t.Fatalf("%s does not end", call)
	}
}

func short(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Func, reflect.Pointer, reflect.Map, reflect.Slice, reflect.Interface:
		if v.IsNil() {
			return "nil"
		}
		return v.Type().String()
	}
	return fmt.Sprintf("%.200q", fmt.Sprintf("%+v", v))
}

// use does with a result what its user would: an error is read, a sequence is
// ranged over, a listing is listed.
func use(t *testing.T, v reflect.Value, depth int) {
	if depth > 2 || !v.IsValid() || !v.CanInterface() {
		return
	}
	switch x := v.Interface().(type) {
	case error:
		_ = x.Error()
		_ = errors.Is(x, awserr.ErrInvalid)
		return
	}
	if v.Kind() == reflect.Func && !v.IsNil() {
		typ := v.Type()
		if typ.NumIn() == 1 && typ.In(0).Kind() == reflect.Func && typ.In(0).NumOut() == 1 && typ.In(0).Out(0).Kind() == reflect.Bool {
			left := 3
			v.Call([]reflect.Value{reflect.MakeFunc(typ.In(0), func([]reflect.Value) []reflect.Value {
				left--
				return []reflect.Value{reflect.ValueOf(left > 0)}
			})})
			return
		}
		args := make([]reflect.Value, typ.NumIn())
		for i := range args {
			args[i] = reflect.Zero(typ.In(i))
		}
		if typ.IsVariadic() {
			v.CallSlice(args)
		} else {
			v.Call(args)
		}
		return
	}
	for _, name := range []string{"All", "Collect", "NextPage", "HasMorePages", "Check", "Unmet", "Wait"} {
		if m := v.MethodByName(name); m.IsValid() {
			args := make([]reflect.Value, m.Type().NumIn())
			for i := range args {
				args[i] = goodFor(t, m.Type().In(i))
			}
			call := m.Call
			if m.Type().IsVariadic() {
				call = m.CallSlice
			}
			for _, result := range call(args) {
				use(t, result, depth+1)
			}
		}
	}
}

// goodFor is a value that makes sense, as far as one does for a type.
func goodFor(t *testing.T, typ reflect.Type) reflect.Value {
	switch typ {
	case reflect.TypeFor[context.Context]():
		ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
		t.Cleanup(cancel)
		return reflect.ValueOf(ctx).Convert(typ)
	case reflect.TypeFor[*middleware.Stack]():
		return reflect.ValueOf(middleware.NewStack("stack", func() any { return nil }))
	case reflect.TypeFor[*awstest.Cloud]():
		return reflect.ValueOf(awstest.New(nil))
	case reflect.TypeFor[*session.Session]():
		return reflect.ValueOf(sessionForTest(t))
	case reflect.TypeFor[time.Duration]():
		return reflect.ValueOf(time.Millisecond)
	case reflect.TypeFor[waiters.Options]():
		return reflect.ValueOf(waiters.Options{Max: time.Millisecond})
	case reflect.TypeFor[*sns.ListTopicsPaginator]():
		return reflect.ValueOf(sns.NewListTopicsPaginator(offlineSNS(), nil))
	}
	switch typ.Kind() {
	case reflect.Interface:
		for _, candidate := range []any{offlineSNS(), notifytest.NewTopic("t", notifytest.Options{}), sns.NewListTopicsPaginator(offlineSNS(), nil),
			&bytes.Buffer{}, errors.New("x"), paginate.Op(offlineSNS().ListTopics, nil), 7} {
			if reflect.TypeOf(candidate).Implements(typ) {
				return reflect.ValueOf(candidate).Convert(typ)
			}
		}
		return reflect.Zero(typ)
	case reflect.Func:
		return reflect.MakeFunc(typ, func(args []reflect.Value) []reflect.Value {
			results := make([]reflect.Value, typ.NumOut())
			for i := range results {
				results[i] = reflect.Zero(typ.Out(i))
				if typ.Out(i).Kind() == reflect.Pointer {
					results[i] = reflect.New(typ.Out(i).Elem())
				}
			}
			return results
		})
	case reflect.Pointer:
		return reflect.New(typ.Elem())
	case reflect.Slice:
		return reflect.MakeSlice(typ, 0, 0)
	case reflect.Int, reflect.Int32, reflect.Int64:
		return reflect.ValueOf(1).Convert(typ)
	case reflect.String:
		return reflect.ValueOf("x").Convert(typ)
	}
	return reflect.Zero(typ)
}

// wrongFor are values that make none.
func wrongFor(t *testing.T, typ reflect.Type) (wrong []reflect.Value) {
	wrong = append(wrong, reflect.Zero(typ))
	add := func(v any) {
		if v := reflect.ValueOf(v); v.Type().ConvertibleTo(typ) {
			wrong = append(wrong, v.Convert(typ))
		}
	}
	switch typ.Kind() {
	case reflect.Int, reflect.Int64:
		for _, n := range []int64{-1, -1 << 63, 1 << 40, 1<<63 - 1} {
			add(n)
		}
	case reflect.Int32:
		for _, n := range []int32{-1, -1 << 31, 1<<31 - 1} {
			add(n)
		}
	case reflect.Float64:
		add(-1.5)
	case reflect.String:
		add("\x00\xff")
		add(strings.Repeat("x", 1<<17))
	case reflect.Slice:
		if e := typ.Elem(); e.Kind() == reflect.Func && e.NumIn() == 1 && e.NumOut() == 0 && strings.HasSuffix(e.In(0).String(), ".Options") {
			break // a client's options: the SDK calls them, and panics for nil
		}
		wrong = append(wrong, reflect.MakeSlice(typ, 3, 3))
		if typ.Elem().Kind() == reflect.Interface || typ.Elem().Kind() == reflect.Func {
			break
		}
		for _, item := range wrongFor(t, typ.Elem()) {
			s := reflect.MakeSlice(typ, 1, 1)
			s.Index(0).Set(item)
			wrong = append(wrong, s)
		}
	case reflect.Interface:
		for _, candidate := range []any{(*sns.Client)(nil), (*sns.ListTopicsPaginator)(nil), (*notify.Topic)(nil), &notify.Topic{}, (*notifytest.Topic)(nil),
			&notifytest.Topic{}, (*bytes.Buffer)(nil), (*os.File)(nil), (*awserr.InvalidError)(nil), &paginate.Operation[in, out, opt]{},
			(*paginate.Operation[in, out, opt])(nil), (*testing.T)(nil), collections.Collection[types.Topic]{}, waiters.Poller[sns.ListTopicsOutput]{}} {
			if reflect.TypeOf(candidate).Implements(typ) {
				wrong = append(wrong, reflect.ValueOf(candidate).Convert(typ))
			}
		}
		if typ == reflect.TypeFor[context.Context]() {
			ended, cancel := context.WithCancel(context.Background())
			cancel()
			wrong = append(wrong, reflect.ValueOf(ended).Convert(typ))
		}
	case reflect.Pointer:
		if typ.Elem().Kind() == reflect.Struct && typ != reflect.TypeFor[*middleware.Stack]() { // whose zero value is no stack
			wrong = append(wrong, reflect.New(typ.Elem()))
		}
	case reflect.Struct:
		for i := range typ.NumField() {
			if !typ.Field(i).IsExported() || typ.Field(i).Type.Kind() == reflect.Struct {
				continue
			}
			for _, field := range wrongFor(t, typ.Field(i).Type)[1:] {
				v := reflect.New(typ).Elem()
				v.Set(goodFor(t, typ))
				v.Field(i).Set(field)
				wrong = append(wrong, v)
			}
		}
	}
	return wrong
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
