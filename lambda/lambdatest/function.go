package lambdatest

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Build compiles the main package in dir for this machine and returns the path
// of the binary, which is removed when the test ends. dir is relative to the
// test's folder. A program that does not compile fails the test. If the test
// runs with the race detector, the program is built with it too; a race is
// reported in the log and in the exit status of the process.
func Build(tb testing.TB, dir string) string {
	tb.Helper()
	if dir == "" {
		tb.Fatalf("lambdatest: Build: dir must not be empty: the test's folder is \".\"")
	}
	return build(tb, dir)
}

// BuildWithBug is Build with a fault in the program: the only occurrence of
// code in file is replaced by bug. The source file does not change. It shows,
// for example, how the program handles a panic at that place.
func BuildWithBug(tb testing.TB, dir, file, code, bug string) string {
	tb.Helper()
	file, err := filepath.Abs(filepath.Join(dir, file))
	if err != nil {
		tb.Fatalf("lambdatest: %v", err)
	}
	source, err := os.ReadFile(file)
	if err != nil {
		tb.Fatalf("lambdatest: %v", err)
	}
	if n := strings.Count(string(source), code); n != 1 {
		tb.Fatalf("lambdatest: %s has %q %d times, want once", file, code, n)
	}
	tmp := tb.TempDir()
	changed, overlay := filepath.Join(tmp, "changed.go"), filepath.Join(tmp, "overlay.json")
	list, err := json.Marshal(map[string]any{"Replace": map[string]string{file: changed}})
	if err == nil {
		err = errors.Join(
			os.WriteFile(changed, []byte(strings.Replace(string(source), code, bug, 1)), 0o600),
			os.WriteFile(overlay, list, 0o600))
	}
	if err != nil {
		tb.Fatalf("lambdatest: %v", err)
	}
	return build(tb, dir, "-overlay", overlay)
}

// raceFlags turn the race detector on if the test runs with it.
var raceFlags []string

func build(tb testing.TB, dir string, flags ...string) string {
	tb.Helper()
	bin := filepath.Join(tb.TempDir(), "bootstrap")
	// The flags are those of a deployed function, except for the platform.
	// CGO_ENABLED is not changed, so that packages compiled for the tests are
	// reused.
	args := slices.Concat([]string{"build", "-tags", "lambda.norpc", "-ldflags", "-s -w", "-o", bin}, raceFlags, flags, []string{"."})
	cmd := exec.CommandContext(tb.Context(), "go", args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		tb.Fatalf("lambdatest: go build in %s: %v\n%s", dir, err, out)
	}
	return bin
}

// Help runs the binary with -h and returns its output. An exit status other
// than 0 fails the test.
func Help(tb testing.TB, bin string) string {
	tb.Helper()
	out, err := exec.CommandContext(tb.Context(), bin, "-h").Output()
	if err != nil {
		tb.Fatalf("lambdatest: %s -h: %v", bin, err)
	}
	return string(out)
}

// Options are the options of a function. The zero value is a function with 128
// MB and a timeout of 30 seconds.
type Options struct {
	// Env is added to the variables that Lambda sets, and overrides them.
	Env map[string]string
	// Timeout ends an invocation, and the process with it. Default 30 s;
	// Lambda's own default of 3 s would make tests depend on the machine.
	Timeout time.Duration
	// Name is the function's name. Default "test-function".
	Name string
	// MemoryMB is the function's memory in MB. Default 128, as in Lambda.
	MemoryMB int
	// Concurrency is the number of events that the process handles at a time, as in
	// Lambda Managed Instances; it sets AWS_LAMBDA_MAX_CONCURRENCY. Default 1, as
	// for all other functions.
	Concurrency int
}

// A Function is one Lambda function with at most one process. It is safe for
// concurrent use; events are handled one after the other, unless
// Options.Concurrency is more than 1.
type Function struct {
	bin     string
	options Options
	logs    string // a folder: one log file for each process

	slots    chan struct{} // one for each event that is worked on
	requests atomic.Int64  // events handed out

	mu      sync.Mutex
	sandbox *sandbox
	starts  int // processes started
}

// maxConcurrency is more than a process of Lambda Managed Instances is given.
const maxConcurrency = 10_000

// New returns a function that runs the binary bin. No process is started before
// the first event. When the test ends, the process is killed; if the test has
// failed, the function's log is printed.
func New(tb testing.TB, bin string, o Options) *Function {
	tb.Helper()
	switch {
	case bin == "":
		tb.Fatalf("lambdatest: New: bin must not be empty: Build returns one")
	case o.Timeout < 0, o.MemoryMB < 0, o.Concurrency < 0:
		tb.Fatalf("lambdatest: New: Timeout %v, MemoryMB %d and Concurrency %d must not be negative", o.Timeout, o.MemoryMB, o.Concurrency)
	case o.Concurrency > maxConcurrency:
		tb.Fatalf("lambdatest: New: Concurrency %d must not be above %d", o.Concurrency, maxConcurrency)
	}
	o.Timeout = cmp.Or(o.Timeout, 30*time.Second)
	o.Name = cmp.Or(o.Name, "test-function")
	o.MemoryMB = cmp.Or(o.MemoryMB, 128)
	o.Concurrency = max(o.Concurrency, 1)
	f := &Function{bin: bin, options: o, logs: tb.TempDir(), slots: make(chan struct{}, o.Concurrency)}
	tb.Cleanup(func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		if f.sandbox != nil {
			f.sandbox.kill()
		}
		if tb.Failed() {
			for i := range f.starts {
				log, _ := os.ReadFile(f.logFile(i + 1))
				tb.Logf("lambdatest: log of process %d:\n%s", i+1, log)
			}
		}
	})
	return f
}

// An Event is one invocation.
type Event struct {
	// Payload is the event. A []byte or json.RawMessage is sent unchanged, even
	// if it is not JSON; any other value is marshaled.
	Payload any
	// Deadline is the deadline that the function is given. Default: now plus the
	// timeout. Some local tools send time.UnixMilli(0). The function is killed
	// at its timeout, whatever its deadline is.
	Deadline time.Time
	// RequestID is the ID of the invocation. Default: a different one for each event.
	// Lambda retries an asynchronous event with the same ID.
	RequestID string
	// TraceID is the X-Ray trace. Default: a different one for each event.
	TraceID string
	// TenantID is the tenant of a function with tenant isolation. Default: none.
	TenantID string
	// ClientContext is the client context, which mobile clients send; nil is
	// none.
	ClientContext any
}

// A Result is the result of an invocation: Payload or Error.
type Result struct {
	RequestID string
	// Payload is the function's response.
	Payload []byte
	// Error is the error that the function reported, or, if it did not, the one
	// that Lambda reports for it. It is nil if the function returned a response.
	Error *FunctionError
	// Log is the output of the process, standard output and standard error,
	// during the invocation, including that of its start if it was started for
	// it. With Concurrency it has lines of other invocations too.
	Log string
	// Exit is how the process ended; nil if it waits for another event.
	Exit *os.ProcessState
	// Init is the time from the start of the process to its first request for an
	// event; 0 when it was running already.
	Init time.Duration
	// Duration is the time from sending the event to the end of the invocation,
	// which is when the function requests another event or exits.
	Duration time.Duration
}

// Decode unmarshals the response into out. It fails the test if the function
// failed.
func (r Result) Decode(tb testing.TB, out any) {
	tb.Helper()
	if r.Error != nil {
		tb.Fatalf("lambdatest: the function failed: %s: %s\n%s", r.Error.Type, r.Error.Message, r.Log)
	}
	if err := json.Unmarshal(r.Payload, out); err != nil {
		tb.Fatalf("lambdatest: the function answered %q: %v", r.Payload, err)
	}
}

// The types of errors that Lambda itself reports.
const (
	// ErrorExit: the process ended before it responded.
	ErrorExit = "Runtime.ExitError"
	// ErrorTimeout: the function did not respond in time and was killed.
	ErrorTimeout = "Sandbox.Timedout"
)

// A FunctionError is a failed invocation.
type FunctionError struct {
	// Type is the Go type of the error, for example errorString, or one of
	// ErrorExit and ErrorTimeout.
	Type string `json:"errorType"`
	// Message is the error's text.
	Message string `json:"errorMessage"`
	// Stack is where it panicked; empty for an error that was returned.
	Stack []Frame `json:"stackTrace"`
}

// A Frame is one line of a stack trace.
type Frame struct {
	Path  string `json:"path"`
	Line  int    `json:"line"`
	Label string `json:"label"`
}

// Invoke invokes the function with an event and waits for the end of the
// invocation. Failures of the function are in the result; Invoke fails the test
// only if the event cannot be marshaled or the binary cannot be started.
func (f *Function) Invoke(tb testing.TB, ev Event) Result {
	tb.Helper()
	if f == nil || f.slots == nil {
		tb.Fatalf("lambdatest: Invoke: the Function must be made with New")
	}
	payload, err := raw(ev.Payload)
	if err != nil {
		tb.Fatalf("lambdatest: marshal the event: %v", err)
	}
	clientContext, err := raw(ev.ClientContext)
	if err != nil {
		tb.Fatalf("lambdatest: marshal the client context: %v", err)
	}

	f.slots <- struct{}{}
	defer func() { <-f.slots }()
	n := f.requests.Add(1)
	inv := invocation{
		id:       cmp.Or(ev.RequestID, fmt.Sprintf("00000000-0000-4000-8000-%012d", n)),
		payload:  payload,
		deadline: ev.Deadline,
		traceID:  cmp.Or(ev.TraceID, fmt.Sprintf("Root=1-00000000-%024d;Sampled=0", n)),
		arn:      "arn:aws:lambda:us-east-1:123456789012:function:" + f.options.Name,
		tenantID: ev.TenantID,
	}
	if ev.ClientContext != nil {
		inv.clientContext = string(clientContext)
	}

	res := Result{RequestID: inv.id}
	s, logged, err := f.process(&res)
	if err != nil {
		tb.Fatalf("lambdatest: start %s: %v", f.bin, err)
	}
	if s != nil {
		s.run(&res, inv, f.options.Timeout, logged)
	}
	if res.Exit != nil {
		f.mu.Lock()
		defer f.mu.Unlock()
		if f.sandbox == s {
			f.sandbox = nil
		}
	}
	return res
}

// process returns the running process, or starts one, and the size of its log so
// far. If the start fails it returns nil, and res has the reason.
func (f *Function) process(res *Result) (s *sandbox, logged int64, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.sandbox != nil {
		return f.sandbox, f.sandbox.logSize(), nil
	}
	f.starts++
	s, err = startSandbox(f.bin, f.logFile(f.starts), f.environment(), f.options.Concurrency)
	if err != nil || !s.init(res) {
		return nil, 0, err
	}
	f.sandbox = s
	return s, 0, nil
}

func (f *Function) logFile(start int) string {
	return filepath.Join(f.logs, fmt.Sprintf("process-%d.log", start))
}

// environment returns the variables that Lambda sets for a function on an
// OS-only runtime. See
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html.
func (f *Function) environment() []string {
	vars := map[string]string{
		"_HANDLER":                        "bootstrap",
		"AWS_REGION":                      "us-east-1",
		"AWS_DEFAULT_REGION":              "us-east-1",
		"AWS_ACCESS_KEY_ID":               "AKIAIOSFODNN7EXAMPLE",
		"AWS_SECRET_ACCESS_KEY":           "secret-of-the-test",
		"AWS_SESSION_TOKEN":               "token-of-the-test",
		"AWS_LAMBDA_FUNCTION_NAME":        f.options.Name,
		"AWS_LAMBDA_FUNCTION_VERSION":     "$LATEST",
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": fmt.Sprint(f.options.MemoryMB),
		"AWS_LAMBDA_INITIALIZATION_TYPE":  "on-demand",
		"AWS_LAMBDA_LOG_GROUP_NAME":       "/aws/lambda/" + f.options.Name,
		"AWS_LAMBDA_LOG_STREAM_NAME":      fmt.Sprintf("2026/01/01/[$LATEST]%032d", f.starts),
		"LAMBDA_TASK_ROOT":                filepath.Dir(f.bin),
		"LANG":                            "en_US.UTF-8",
		"PATH":                            "/usr/local/bin:/usr/bin:/bin",
		"TZ":                              ":UTC",
	}
	if f.options.Concurrency > 1 {
		vars["AWS_LAMBDA_MAX_CONCURRENCY"] = fmt.Sprint(f.options.Concurrency)
	}
	maps.Copy(vars, f.options.Env)
	env := make([]string, 0, len(vars))
	for k, v := range vars {
		env = append(env, k+"="+v)
	}
	return env
}

func raw(v any) ([]byte, error) {
	switch v := v.(type) {
	case []byte:
		return v, nil
	case json.RawMessage:
		return v, nil
	}
	return json.Marshal(v)
}
