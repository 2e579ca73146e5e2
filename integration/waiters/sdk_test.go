package waiters_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"go/format"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/waiters"
)

var update = flag.Bool("update", false, "rewrite the list of the SDK's waiters")

// services are those of this module that have waiters.
var services = []string{
	"autoscaling", "cloudformation", "cloudwatch", "dynamodb", "ec2", "ecs",
	"elasticloadbalancingv2", "iam", "kinesis", "lambda", "rds", "s3",
}

// Waiters come and go with releases of the SDK: the list must name every one of
// the versions that this module requires.
func TestListNamesEveryWaiterOfTheSDK(t *testing.T) {
	const file = "sdk_list_test.go"
	want := sourceOfList(t)
	if *update {
		require.NoError(t, os.WriteFile(file, want, 0o644))
	}
	have, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), string(have), "run: go test ./waiters -run TestListNamesEveryWaiterOfTheSDK -update")
}

func sourceOfList(t *testing.T) []byte {
	constructor := regexp.MustCompile(`(?m)^func New(\w+)Waiter\(client \w+, optFns \.\.\.func\(\*\w+WaiterOptions\)\) \*\w+Waiter \{`)
	var b, list bytes.Buffer
	b.WriteString("package waiters_test\n\n// Written by TestListNamesEveryWaiterOfTheSDK with -update.\n\nimport (\n\t\"testing\"\n\n\t\"github.com/aws/aws-sdk-go-v2/aws\"\n")
	for _, service := range services {
		path := "github.com/aws/aws-sdk-go-v2/service/" + service
		fmt.Fprintf(&b, "\t%q\n", path)
		dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", path).Output()
		require.NoError(t, err, path)
		files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), "*.go"))
		require.NoError(t, err)
		var names []string
		for _, file := range files {
			source, err := os.ReadFile(file)
			require.NoError(t, err)
			for _, m := range constructor.FindAllSubmatch(source, -1) {
				names = append(names, string(m[1]))
			}
		}
		require.NotEmpty(t, names, "%s has no waiters any more: take it off the list of services", service)
		slices.Sort(names)
		for _, name := range names {
			fmt.Fprintf(&list, "\t{%q, check(func(cfg aws.Config) *%s.%sWaiter { return %[2]s.New%[3]sWaiter(%[2]s.NewFromConfig(cfg)) })},\n",
				service+"."+name, service, name)
		}
	}
	fmt.Fprintf(&b, ")\n\nvar sdkWaiters = []struct {\n\tname string\n\tcheck func(*testing.T)\n}{\n%s}\n", list.String())
	source, err := format.Source(b.Bytes())
	require.NoError(t, err)
	return source
}

// Every waiter can be taken over: one poll is one request, the verdict is that
// of the model, an override of the caller holds, and the bound is ours.
func TestEveryWaiterOfTheSDK(t *testing.T) {
	require.Greater(t, len(sdkWaiters), 80)
	for _, w := range sdkWaiters {
		t.Run(w.name, w.check)
	}
}

// cloud answers any operation of any client before its parameters are looked at.
type cloud struct {
	answer   func() (any, error)
	requests int
}

func (c *cloud) config() aws.Config {
	answer := middleware.InitializeMiddlewareFunc("answer", func(context.Context, middleware.InitializeInput, middleware.InitializeHandler) (out middleware.InitializeOutput, _ middleware.Metadata, err error) {
		time.Sleep(time.Millisecond)
		c.requests++
		out.Result, err = c.answer()
		return out, middleware.Metadata{}, err
	})
	return aws.Config{Region: "us-east-1", APIOptions: []func(*middleware.Stack) error{
		func(stack *middleware.Stack) error { return stack.Initialize.Add(answer, middleware.Before) },
	}}
}

func check[W waiters.Waiter[In, Out, O], In, Out, O any](newWaiter func(aws.Config) W) func(*testing.T) {
	type retryable = func(context.Context, *In, *Out, error) (bool, error)
	field := func(o *O) *retryable {
		return reflect.ValueOf(o).Elem().FieldByName("Retryable").Addr().Interface().(*retryable)
	}
	return func(t *testing.T) {
		c := &cloud{}
		w := newWaiter(c.config())

		// The modelled function, as the waiter hands it out.
		var modelled retryable
		c.answer = func() (any, error) { return new(Out), nil }
		_, err := w.WaitForOutput(t.Context(), new(In), time.Minute, func(o *O) {
			modelled = *field(o)
			*field(o) = func(context.Context, *In, *Out, error) (bool, error) { return false, nil }
		})
		require.NoError(t, err)

		for name, apiErr := range map[string]error{
			"an empty output": nil,
			"denied":          &smithy.GenericAPIError{Code: "AccessDenied"},
			"throttled":       &smithy.GenericAPIError{Code: "ThrottlingException"},
			"not found":       &smithy.GenericAPIError{Code: "ResourceNotFoundException"},
			"NoSuchEntity":    &smithy.GenericAPIError{Code: "NoSuchEntity"},
			"NotFound":        &smithy.GenericAPIError{Code: "NotFound"},
			"ValidationError": &smithy.GenericAPIError{Code: "ValidationError"},
		} {
			c.requests = 0
			c.answer = func() (any, error) {
				if apiErr != nil {
					return nil, apiErr
				}
				return new(Out), nil
			}
			var out *Out
			if apiErr == nil {
				out = new(Out)
			}
			retry, cause := modelled(t.Context(), new(In), out, apiErr)
			want := waiters.Ready
			switch {
			case cause != nil && errors.Is(cause, apiErr) && waiters.Classify(apiErr) == waiters.Transient, cause == nil && retry:
				want = waiters.Pending
			case cause != nil:
				want = waiters.Failed
			}
			step, err := waiters.Of(w, new(In)).Poll(t.Context(), waiters.Options{})
			require.Equal(t, want, step.Verdict, name)
			require.Equal(t, want == waiters.Failed, errors.Is(err, waiters.ErrFailed), name)
			require.Equal(t, 1, c.requests, "%s: one poll is one request", name)
		}

		c.answer = func() (any, error) { return new(Out), nil }
		synctest.Test(t, func(t *testing.T) {
			c.requests = 0
			n := 0
			out, err := waiters.Wait(t.Context(), w, new(In), waiters.Options{Max: time.Hour}, func(o *O) {
				*field(o) = func(context.Context, *In, *Out, error) (bool, error) { n++; return n < 3, nil }
			})
			require.NoError(t, err)
			require.NotNil(t, out)
			require.Equal(t, 3, c.requests)
		})
		synctest.Test(t, func(t *testing.T) {
			c.requests = 0
			start := time.Now()
			_, err := waiters.Wait(t.Context(), w, new(In), waiters.Options{Max: 5 * time.Minute, Schedule: waiters.SDK{}}, func(o *O) {
				*field(o) = func(context.Context, *In, *Out, error) (bool, error) { return true, nil }
			})
			te, ok := errors.AsType[*waiters.TimeoutError](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, c.requests, te.Attempts)
			require.NotEmpty(t, te.Ticket)
			require.InDelta(t, 5*time.Minute, time.Since(start), float64(10*time.Millisecond))
		})
	}
}
