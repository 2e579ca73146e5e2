package notify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
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

// functionName returns the name of the Lambda function, or of the program
// elsewhere.
func functionName() string {
	name := os.Getenv("AWS_LAMBDA_FUNCTION_NAME")
	if name == "" && len(os.Args) > 0 {
		name = filepath.Base(os.Args[0])
	}
	return name
}

// traceID returns the X-Ray trace id that aws-lambda-go puts into the context of
// an invocation, or else that of the process.
func traceID(ctx context.Context) string {
	if id, ok := ctx.Value("x-amzn-trace-id").(string); ok && id != "" {
		return id
	}
	return os.Getenv("_X_AMZN_TRACE_ID")
}

// facts are lines of names and values.
type facts [][2]string

// add appends pairs of a name and a value, but for empty values.
func (f *facts) add(pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			*f = append(*f, [2]string{pairs[i], pairs[i+1]})
		}
	}
}

// addRuntime tells where a Lambda function runs, by the variables that Lambda
// sets.
func (f *facts) addRuntime() {
	memory := os.Getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
	if memory != "" {
		memory += " MB"
	}
	f.add(
		"function", functionName(),
		"version", os.Getenv("AWS_LAMBDA_FUNCTION_VERSION"),
		"region", os.Getenv("AWS_REGION"),
		"memory", memory,
		"log group", os.Getenv("AWS_LAMBDA_LOG_GROUP_NAME"),
		"log stream", os.Getenv("AWS_LAMBDA_LOG_STREAM_NAME"))
}

// text returns aligned lines.
func (f facts) text() string {
	width := 0
	for _, l := range f {
		width = max(width, len(l[0])+1)
	}
	var b strings.Builder
	for _, l := range f {
		// A value of several lines stays in its column.
		indent := fmt.Sprintf("\n%*s", width+1, "")
		fmt.Fprintf(&b, "%-*s %s\n", width, l[0]+":", strings.ReplaceAll(l[1], "\n", indent))
	}
	return b.String()
}

// describeChain returns the lines of describeErrors, or only the type of an error
// that holds no other.
func describeChain(err error) string {
	lines := describeErrors(nil, err, "")
	if len(lines) == 1 {
		return fmt.Sprintf("%T", err)
	}
	return cut(strings.Join(lines, "\n"), maxAlertError)
}

// describeErrors appends a line for each error of a tree, outermost first, with
// its type.
func describeErrors(lines []string, err error, indent string) []string {
	if err == nil || len(lines) == maxChain {
		return lines
	}
	text := cut(scrub(err.Error()), maxAlertError/4)
	lines = append(lines, fmt.Sprintf("%s%T: %s", indent, err, strings.ReplaceAll(text, "\n", "\n  "+indent)))
	switch u := err.(type) {
	case interface{ Unwrap() error }:
		lines = describeErrors(lines, u.Unwrap(), indent)
	case interface{ Unwrap() []error }:
		for _, e := range u.Unwrap() {
			lines = describeErrors(lines, e, indent+"  ")
		}
	}
	return lines
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
func guarded(describe func(any) string, v any) (text string) {
	defer func() {
		if r := recover(); r != nil {
			text = fmt.Sprintf("(cannot be shown: panic of type %T)", r)
		}
	}()
	return describe(v)
}

// describe returns a value as running text. Unlike fmt, it does not show the value
// of a panic in the method Error.
func describe(v any) string {
	if err, ok := v.(error); ok {
		return scrub(err.Error())
	}
	return scrub(fmt.Sprint(v))
}

// publishAlert publishes a message of our own making. On a FIFO topic, all
// alerts of a source make a group, and no two are duplicates of each other.
func publishAlert(ctx context.Context, to Publisher, source, subject, body string) error {
	subject, _ = cleanSubject(subject)
	m := Message{Subject: subject, Body: validText(body)}
	if f, ok := to.(interface{ FIFO() bool }); ok && f.FIFO() {
		m.GroupID = hash(source)
		m.DeduplicationID = hash(m.Body + "\x00" + time.Now().String())
	}
	_, err := to.Publish(ctx, m)
	return err
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
