package lambdatest_test

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/lambda/lambdatest"
)

// failing is a test that records its failures.
type failing struct {
	testing.TB
	failures []string
}

func (f *failing) Helper()         {}
func (f *failing) Cleanup(func())  {}
func (f *failing) Failed() bool    { return len(f.failures) > 0 }
func (f *failing) TempDir() string { return os.TempDir() }
func (f *failing) Errorf(format string, args ...any) {
	f.failures = append(f.failures, fmt.Sprintf(format, args...))
}
func (f *failing) Fatalf(format string, args ...any) {
	f.Errorf(format, args...)
	runtime.Goexit()
}

// A wrong argument fails the test with one sentence, and neither panics nor waits
// forever.
func TestWrongArgumentsFailTheTest(t *testing.T) {
	for call, do := range map[string]func(tb *failing){
		"New: bin":                       func(tb *failing) { lambdatest.New(tb, "", lambdatest.Options{}) },
		"New: Options.Timeout":           func(tb *failing) { lambdatest.New(tb, "bin", lambdatest.Options{Timeout: -1}) },
		"New: Options.MemoryMB":          func(tb *failing) { lambdatest.New(tb, "bin", lambdatest.Options{MemoryMB: -1}) },
		"New: Options.Concurrency":       func(tb *failing) { lambdatest.New(tb, "bin", lambdatest.Options{Concurrency: -1}) },
		"New: Options.Concurrency huge":  func(tb *failing) { lambdatest.New(tb, "bin", lambdatest.Options{Concurrency: 1 << 40}) },
		"Function.Invoke: zero Function": func(tb *failing) { new(lambdatest.Function).Invoke(tb, lambdatest.Event{}) },
		"Function.Invoke: nil Function":  func(tb *failing) { (*lambdatest.Function)(nil).Invoke(tb, lambdatest.Event{}) },
		"Event.Payload": func(tb *failing) {
			lambdatest.New(tb, "bin", lambdatest.Options{}).Invoke(tb, lambdatest.Event{Payload: func() {}})
		},
		"start": func(tb *failing) {
			lambdatest.New(tb, "/does/not/exist", lambdatest.Options{Timeout: time.Second}).Invoke(tb, lambdatest.Event{})
		},
		"Help: bin":          func(tb *failing) { lambdatest.Help(tb, "") },
		"Build: dir":         func(tb *failing) { lambdatest.Build(tb, "") },
		"BuildWithBug: code": func(tb *failing) { lambdatest.BuildWithBug(tb, ".", "arguments_test.go", "", "x") },
		"AWS.On: answer":     func(tb *failing) { lambdatest.NewAWS(tb).On("sns", "Publish", nil) },
		"AWS.On: operation": func(tb *failing) {
			lambdatest.NewAWS(tb).On("sns", "", func(context.Context, lambdatest.Request) lambdatest.Response { return lambdatest.Response{} })
		},
		"Result.Decode":  func(tb *failing) { lambdatest.Result{}.Decode(tb, nil) },
		"Request.Decode": func(tb *failing) { lambdatest.Request{}.Decode(tb, nil) },
	} {
		tb := &failing{TB: t}
		ended := make(chan any, 1)
		go func() {
			defer func() { ended <- recover() }()
			do(tb)
		}()
		select {
		case p := <-ended:
			assert.Nil(t, p, "%s panics", call)
		case <-time.After(time.Minute):
			t.Fatalf("%s does not end", call)
		}
		if assert.Len(t, tb.failures, 1, call) {
			assert.True(t, strings.HasPrefix(tb.failures[0], "lambdatest: "), "%s: %s", call, tb.failures[0])
		}
	}
}
