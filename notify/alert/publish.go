package alert

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/awsessentials/essentials/internal/callback"
	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/internal/subject"
)

// Sizes in bytes of the parts of an alert, which together stay far below what a
// topic takes by default.
const (
	maxAlertEvent = 4_096
	maxAlertError = 4_096
	maxAlertStack = 6_144
	maxChain      = 32 // errors shown of a chain
)

// A Publisher publishes one message and returns its ID. *notify.Topic
// implements it.
type Publisher interface {
	Publish(context.Context, notify.Message) (id string, err error)
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

// runtimeVariables are set by Lambda where a function runs.
var runtimeVariables = []struct{ fact, variable, unit string }{
	{"version", "AWS_LAMBDA_FUNCTION_VERSION", ""},
	{"region", "AWS_REGION", ""},
	{"memory", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", " MB"},
	{"log group", "AWS_LAMBDA_LOG_GROUP_NAME", ""},
	{"log stream", "AWS_LAMBDA_LOG_STREAM_NAME", ""},
}

// facts are names, each followed by its value.
type facts []string

func (f *facts) addRuntime() {
	all := append(*f, "function", functionName())
	for _, v := range runtimeVariables {
		if value := os.Getenv(v.variable); value != "" {
			all = append(all, v.fact, value+v.unit)
		}
	}
	*f = all
}

// text returns aligned lines.
func (f facts) text() string {
	width := 0
	for i := 0; i < len(f); i += 2 {
		width = max(width, len(f[i])+1)
	}
	text := ""
	for i := 0; i < len(f); i += 2 {
		// A value of several lines stays in its column.
		indent := fmt.Sprintf("\n%*s", width+1, "")
		text += fmt.Sprintf("%-*s %s\n", width, f[i]+":", strings.ReplaceAll(f[i+1], "\n", indent))
	}
	return text
}

// describeChain returns the errors that an error holds, or only its type if it
// holds none, and nothing for another value of a panic.
func describeChain(v any, limit int) string {
	err, ok := v.(error)
	if !ok {
		return ""
	}
	left := maxChain
	text := describeErrors(err, "", &left)
	if left == maxChain-1 {
		return fmt.Sprintf("%T", err)
	}
	return cut(text, limit)
}

// describeErrors returns a line for each error of a tree, outermost first, with
// its type.
func describeErrors(err error, indent string, left *int) string {
	if err == nil || *left == 0 {
		return ""
	}
	*left--
	text := strings.ReplaceAll(describe(err, maxAlertError/4), "\n", "\n  "+indent)
	text = fmt.Sprintf("%s%T: %s\n", indent, err, text)
	switch u := err.(type) {
	case interface{ Unwrap() error }:
		text += describeErrors(u.Unwrap(), indent, left)
	case interface{ Unwrap() []error }:
		for _, e := range u.Unwrap() {
			text += describeErrors(e, indent+"  ", left)
		}
	}
	return text
}

// timeLeft returns the time to the deadline of ctx, for people.
func timeLeft(ctx context.Context) string {
	deadline, ok := ctx.Deadline()
	if !ok {
		return ""
	}
	left := time.Until(deadline).Round(time.Millisecond)
	if left < 0 {
		return "none, the deadline was " + (-left).String() + " ago"
	}
	return left.String()
}

// guarded returns what describe returns, or a note of its panic: it calls
// methods of the caller's types, and an alert must not fail for them.
func guarded(describe func(any, int) string, v any, limit int) (text string) {
	defer func() {
		if r := recover(); r != nil {
			text = fmt.Sprintf("(cannot be shown: panic of type %T)", r)
		}
	}()
	return describe(v, limit)
}

// describe returns a value as running text of at most about limit bytes. Unlike
// fmt, it does not show the value of a panic in the method Error: see guarded.
func describe(v any, limit int) string {
	return show(valueText(v), limit)
}

// publishAlert publishes a message of this package. On a FIFO topic, all alerts
// of a source make a group, and no two are duplicates of each other.
func publishAlert(ctx context.Context, to Publisher, source, title, body string) (err error) {
	m := notify.Message{Body: validText(body)}
	m.Subject, _ = subject.Clean(title)
	if f, ok := to.(interface{ FIFO() bool }); ok && f.FIFO() {
		m.GroupID = hash(source)
		m.DeduplicationID = hash(m.Body + time.Now().String())
	}
	// A panic of the publisher must not hide the failure that the alert reports.
	p := callback.Run(func() { _, err = to.Publish(ctx, m) }, func(err error) {
		logLine(ctx, "alert: not published", title, "reason", err.Error())
	})
	if p != nil {
		return p
	}
	return err
}

// validText returns s with a replacement character for each run of bytes that are
// not UTF-8.
func validText(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

func hash(s string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(s))) }
