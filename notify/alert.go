package notify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"time"
)

// Sizes in bytes of the parts of an alert, which together stay far below what a
// topic takes by default.
const (
	maxAlertEvent = 4_096
	maxAlertError = 4_096
	maxAlertStack = 6_144
	maxChain      = 32 // errors shown of a chain
)

// A Publisher publishes one message and returns its id: a [Topic], or what a
// test puts in its place.
type Publisher interface {
	Publish(context.Context, Message) (id string, err error)
}

// A runtimeInfo tells where a Lambda function runs, by the variables that Lambda
// sets; the name is that of the program elsewhere.
type runtimeInfo struct {
	function, version, memory, logGroup, logStream, region string
}

func readRuntime() runtimeInfo {
	r := runtimeInfo{
		function:  os.Getenv("AWS_LAMBDA_FUNCTION_NAME"),
		version:   os.Getenv("AWS_LAMBDA_FUNCTION_VERSION"),
		memory:    os.Getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"),
		logGroup:  os.Getenv("AWS_LAMBDA_LOG_GROUP_NAME"),
		logStream: os.Getenv("AWS_LAMBDA_LOG_STREAM_NAME"),
		region:    os.Getenv("AWS_REGION"),
	}
	if r.function == "" && len(os.Args) > 0 {
		r.function = filepath.Base(os.Args[0])
	}
	if r.memory != "" {
		r.memory += " MB"
	}
	return r
}

// traceID returns the X-Ray trace id that aws-lambda-go puts into the context of
// an invocation, or else that of the process.
func traceID(ctx context.Context) string {
	if id, ok := ctx.Value("x-amzn-trace-id").(string); ok && id != "" {
		return id
	}
	return os.Getenv("_X_AMZN_TRACE_ID")
}

// facts are aligned lines of names and values; empty values are left out.
type facts struct {
	lines [][2]string
}

func (f *facts) add(name, value string) {
	if value != "" {
		f.lines = append(f.lines, [2]string{name, value})
	}
}

func (f *facts) addRuntime(r runtimeInfo) {
	f.add("function", r.function)
	f.add("version", r.version)
	f.add("region", r.region)
	f.add("memory", r.memory)
	f.add("log group", r.logGroup)
	f.add("log stream", r.logStream)
}

func (f *facts) String() string {
	width := 0
	for _, l := range f.lines {
		width = max(width, len(l[0]))
	}
	var b strings.Builder
	for _, l := range f.lines {
		// A value of several lines stays in its column.
		value := strings.ReplaceAll(l[1], "\n", "\n"+strings.Repeat(" ", width+2))
		fmt.Fprintf(&b, "%-*s %s\n", width+1, l[0]+":", value)
	}
	return b.String()
}

// describeChain returns each error of a tree on a line of its own, outermost
// first, with its type.
func describeChain(err error) string {
	var b strings.Builder
	n := 0
	var walk func(error, int)
	walk = func(err error, depth int) {
		if err == nil || n == maxChain {
			return
		}
		n++
		indent := strings.Repeat("  ", depth)
		text := strings.ReplaceAll(cut(scrub(err.Error()), maxAlertError/4), "\n", "\n  "+indent)
		fmt.Fprintf(&b, "%s%T: %s\n", indent, err, text)
		switch u := err.(type) {
		case interface{ Unwrap() error }:
			walk(u.Unwrap(), depth)
		case interface{ Unwrap() []error }:
			for _, e := range u.Unwrap() {
				walk(e, depth+1)
			}
		}
	}
	walk(err, 0)
	return cut(b.String(), maxAlertError)
}

// isChain reports whether err holds more than itself.
func isChain(err error) bool {
	if errors.Unwrap(err) != nil {
		return true
	}
	u, ok := err.(interface{ Unwrap() []error })
	return ok && len(u.Unwrap()) > 0
}

// timeLeft returns the time to the deadline of ctx, for people.
func timeLeft(ctx context.Context, now time.Time) string {
	deadline, ok := ctx.Deadline()
	switch left := deadline.Sub(now).Round(time.Millisecond); {
	case !ok:
		return ""
	case left < 0:
		return fmt.Sprintf("none, the deadline was %v ago", -left)
	default:
		return left.String()
	}
}

// guarded returns what describe returns, or a note of its panic: it calls
// methods of the caller's types, and an alert must not fail for them.
func guarded(describe func() string) (text string) {
	defer func() {
		if r := recover(); r != nil {
			text = fmt.Sprintf("(cannot be shown: panic of type %v)", reflect.TypeOf(r))
		}
	}()
	return describe()
}

// publishAlert publishes a message of our own making. On a FIFO topic, all
// alerts of a source make a group, and no two are duplicates of each other.
func publishAlert(ctx context.Context, to Publisher, source string, m Message) error {
	if f, ok := to.(interface{ FIFO() bool }); ok && f.FIFO() {
		m.GroupID = hash(source)
		m.DeduplicationID = hash(m.Body, time.Now().String())
	}
	_, err := to.Publish(ctx, m)
	return err
}

func hash(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])
}
