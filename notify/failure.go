package notify

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"
)

// FailureOptions change what [OnFailureWith] does. The zero value is the default.
type FailureOptions struct {
	// RequestID returns the id of the request from the context of an invocation.
	// This package does not import aws-lambda-go, so it cannot do it by itself:
	//
	//	RequestID: func(ctx context.Context) string {
	//		if lc, ok := lambdacontext.FromContext(ctx); ok {
	//			return lc.AwsRequestID
	//		}
	//		return ""
	//	},
	//
	// Without it, the alert identifies the invocation by its X-Ray trace id and log
	// stream.
	RequestID func(context.Context) string

	// Window suppresses an alert if an equal one, but for numbers and ids, was
	// published by this process in the window before; the next one that goes out
	// says how many were suppressed. The default is to publish every alert.
	Window time.Duration

	// Reserve is how long before the deadline of its context a handler that is
	// still running is reported; never more than half of the time that the handler
	// has. The default is two seconds, and at most a quarter of that time.
	Reserve time.Duration

	// Timeout bounds the publishing of an alert, which goes on when the context of
	// the invocation is done. The default is five seconds.
	Timeout time.Duration
}

const (
	defaultReserve = 2 * time.Second
	defaultTimeout = 5 * time.Second
)

// OnFailure wraps a Lambda handler, so that somebody hears when it fails:
//
//	lambda.Start(notify.OnFailure(topic, handle))
//
// If the handler returns an error, panics, or is still running shortly before
// the deadline of its context, one alert is published: function, version, log
// stream, time left, the chain of errors, a summary of the event (not before the
// deadline, when the handler still uses it), and the stack of a panic. What looks
// like a secret is redacted.
//
// The error is returned as it is, and a panic goes on. If the alert could not be
// published, the error is returned joined with the reason; beside a panic the
// reason is logged with slog.Default(). A handler that succeeds costs a timer,
// under a microsecond.
func OnFailure[In, Out any](to Publisher, handler func(context.Context, In) (Out, error)) func(context.Context, In) (Out, error) {
	return guard(newAlerter(to, FailureOptions{}), handler)
}

// OnFailureWith is [OnFailure] with options.
func OnFailureWith[In, Out any](to Publisher, handler func(context.Context, In) (Out, error), options FailureOptions) func(context.Context, In) (Out, error) {
	a := newAlerter(to, options)
	if options.Window > 0 {
		a.repeats = &repeatFilter{window: options.Window}
	}
	return guard(a, handler)
}

// guard holds all that depends on the types of a handler.
func guard[In, Out any](a *alerter, handler func(context.Context, In) (Out, error)) func(context.Context, In) (Out, error) {
	return func(ctx context.Context, in In) (out Out, err error) {
		defer a.begin(ctx, in, &err)()
		return handler(ctx, in)
	}
}

// An alerter publishes the failures of one handler.
type alerter struct {
	to      Publisher
	options FailureOptions
	repeats repeats // nil without a Window
}

// repeats is what an alerter needs of a repeatFilter. The interface keeps the filter
// and its patterns out of programs that only call [OnFailure].
type repeats interface {
	allow(key string, now time.Time) (ok bool, suppressed int)
	undo(key string)
}

func newAlerter(to Publisher, options FailureOptions) *alerter {
	if options.Timeout <= 0 {
		options.Timeout = defaultTimeout
	}
	return &alerter{to: to, options: options}
}

// begin watches a handler. The result is to be deferred: it tells of the failure,
// which is a panic, or the error that err then points to.
func (a *alerter) begin(ctx context.Context, event any, err *error) (end func()) {
	watch := a.watch(ctx)
	return func() {
		panicked := recover()
		alerted := watch.stop()
		switch {
		case panicked != nil:
			if !alerted {
				f := failure{what: "panicked", stack: panicStack(string(debug.Stack()))}
				f.describe(panicked, event)
				a.publishOrLog(ctx, &f, "a panic")
			}
			panic(panicked)
		case *err != nil && !alerted:
			f := failure{what: "failed"}
			f.describe(*err, event)
			if failed := a.publish(ctx, &f); failed != nil {
				*err = fmt.Errorf("%w\n%w", *err, failed)
			}
		}
	}
}

// A failure is what an alert tells.
type failure struct {
	what  string // "failed", "panicked": after the name of the function
	text  string // of the error, scrubbed
	chain string
	event string
	stack string
}

// describe tells of an error, or the value of a panic.
func (f *failure) describe(cause, event any) {
	f.text = guarded(describe, cause, maxAlertError)
	f.chain = guarded(describeChain, cause, maxAlertError)
	f.event = guarded(summarize, event, maxAlertEvent)
}

// publishOrLog publishes an alert where nobody can be given an error.
func (a *alerter) publishOrLog(ctx context.Context, f *failure, about string) (ok bool) {
	err := a.publish(ctx, f)
	if err != nil {
		slog.ErrorContext(ctx, "notify: "+about+" could not be reported", "error", describe(err, maxAlertError))
	}
	return err == nil
}

// publish publishes an alert, unless it repeats one.
func (a *alerter) publish(ctx context.Context, f *failure) error {
	key := f.what + " " + f.text
	repeated := ""
	if a.repeats != nil {
		key = fingerprint(key)
		ok, suppressed := a.repeats.allow(key, time.Now())
		if !ok {
			return nil
		}
		if suppressed > 0 {
			repeated = fmt.Sprintf("%d more like this were not published since the last alert", suppressed)
		}
	}
	name := functionName()
	subject := name + " " + f.what
	body := subject + ".\n\n" + a.facts(ctx, f, repeated).text()
	for _, part := range [...]struct{ title, text string }{
		{"Errors, outermost first", f.chain}, {"Event", f.event}, {"Stack", f.stack},
	} {
		if part.text != "" {
			body += "\n" + part.title + "\n" + strings.TrimRight(part.text, "\n") + "\n"
		}
	}
	if f.text != "" {
		subject += ": " + f.text
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), a.options.Timeout)
	defer cancel()
	if err := publishAlert(ctx, a.to, name, subject, body); err != nil {
		if a.repeats != nil {
			a.repeats.undo(key)
		}
		return fmt.Errorf("notify: alert about %s: %w", name, err)
	}
	return nil
}

func (a *alerter) facts(ctx context.Context, f *failure, repeated string) facts {
	requestID := ""
	if a.options.RequestID != nil {
		requestID = guarded(func(any, int) string { return a.options.RequestID(ctx) }, nil, 0)
	}
	all := facts{"error", f.text}
	all.addRuntime()
	for _, fact := range [...]struct{ name, value string }{
		{"request id", requestID}, {"trace id", traceID(ctx)}, {"time left", timeLeft(ctx)}, {"repeated", repeated},
	} {
		if fact.value != "" {
			all = append(all, fact.name, fact.value)
		}
	}
	return all
}

// panicStack returns the frames of a stack trace below the panic.
func panicStack(stack string) string {
	if _, below, ok := strings.Cut(stack, "\npanic("); ok {
		// The rest of the line, and the line with the place of panic itself.
		if lines := strings.SplitN(below, "\n", 3); len(lines) == 3 {
			stack = lines[2]
		}
	}
	return cut(stack, maxAlertStack)
}

// A watch reports a handler that is about to be cut off at its deadline, when it
// would be too late.
type watch struct {
	timer   *time.Timer
	done    chan struct{}
	alerted bool // valid when done is closed
}

// watch starts to watch a handler, if its context has a deadline to come. Local
// tools send a deadline in 1970, which says nothing.
func (a *alerter) watch(ctx context.Context) *watch {
	deadline, ok := ctx.Deadline()
	left := time.Until(deadline)
	if !ok || left <= 0 {
		return nil
	}
	reserve := min(defaultReserve, left/4)
	if a.options.Reserve > 0 {
		reserve = min(a.options.Reserve, left/2)
	}
	w := &watch{done: make(chan struct{})}
	w.timer = time.AfterFunc(left-reserve, func() {
		defer close(w.done)
		if ctx.Err() != nil {
			return
		}
		w.alerted = a.publishOrLog(ctx, &failure{
			what: "is about to time out",
			text: "still running " + timeLeft(ctx) + " before its deadline, after " + (left - reserve).Round(time.Millisecond).String(),
		}, "a timeout")
	})
	return w
}

// stop ends the watch, and reports whether it published an alert.
func (w *watch) stop() (alerted bool) {
	if w == nil || w.timer.Stop() {
		return false
	}
	<-w.done
	return w.alerted
}
