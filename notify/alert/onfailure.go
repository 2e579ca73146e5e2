package alert

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/nils"
	"github.com/awsessentials/essentials/internal/xray"
)

// Options are the options of [OnFailure] and [Wrap]. The zero value is the
// default.
type Options struct {
	// RequestID returns the id of the request from the context of an invocation.
	// This package does not import aws-lambda-go, so the program must provide
	// it:
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

	// Window suppresses an alert if an equal one, ignoring numbers and ids, was
	// published by this process in the window before; the next one that is
	// published has the number of suppressed ones. The default is to publish
	// every alert.
	Window time.Duration

	// Reserve is how long before the deadline of its context a handler that is
	// still running is reported; never more than half of the time that the handler
	// has. The default is two seconds, and at most a quarter of that time.
	Reserve time.Duration

	// Timeout is the maximum time to publish an alert, which continues after the
	// context of the invocation is done. The default is five seconds.
	Timeout time.Duration
}

const (
	defaultReserve = 2 * time.Second
	defaultTimeout = 5 * time.Second

	// An alert that is not published lastCall before the deadline is logged.
	lastCall = 500 * time.Millisecond
)

// A Handler handles the bytes of an event. It is the same interface as
// lambda.Handler of aws-lambda-go.
type Handler interface {
	Invoke(ctx context.Context, payload []byte) ([]byte, error)
}

// OnFailure wraps the handler of a Lambda function, so that its failures are
// published:
//
//	lambda.Start(alert.OnFailure(topic, handle))
//
// If the handler returns an error, panics, calls runtime.Goexit, or is still
// running shortly before the deadline of its context, one alert is published:
// function, version, log stream, time left, the chain of errors, a summary of the
// event (not before the deadline, when the handler still uses it), and the stack
// of a panic. What looks like a secret is redacted. The package documentation
// lists what no handler can report.
//
// The handler's error is returned unchanged, and a panic panics again. If the
// alert could not be published, the error is returned joined with the reason;
// if there is no error, the reason is logged with slog.Default(). An alert that
// is not published half a second before the deadline is logged then, since
// Lambda may end the process before it is. A handler that succeeds costs a
// timer, under a microsecond.
//
// At most one Options may be given. A nil publisher or handler, or an invalid
// option, is an [awserr.InvalidError] of every call, and the handler is not called.
func OnFailure[In, Out any](to Publisher, handler func(context.Context, In) (Out, error), options ...Options) func(context.Context, In) (Out, error) {
	return guard(newAlerter("alert.OnFailure", to, handler == nil, options), handler)
}

// Wrap is [OnFailure] for a lambda.Handler:
//
//	lambda.Start(alert.Wrap(topic, lambda.NewHandler(handle)))
//
// The handler decodes the event and encodes the response, so failures of these
// are reported too.
func Wrap(to Publisher, handler Handler, options ...Options) Handler {
	a := newAlerter("alert.Wrap", to, nils.Is(handler), options)
	if a.err != nil {
		return handlerFunc(guard[[]byte, []byte](a, nil))
	}
	return handlerFunc(guard(a, handler.Invoke))
}

type handlerFunc func(context.Context, []byte) ([]byte, error)

// Invoke calls f.
func (f handlerFunc) Invoke(ctx context.Context, payload []byte) ([]byte, error) {
	return f(ctx, payload)
}

// guard is the part that depends on the types of a handler.
func guard[In, Out any](a *alerter, handler func(context.Context, In) (Out, error)) func(context.Context, In) (Out, error) {
	return func(ctx context.Context, in In) (out Out, err error) {
		if err := a.usable(ctx); err != nil {
			return out, err
		}
		i := invocation{alerter: a, ctx: ctx, event: in, watch: a.watch(ctx)}
		defer i.end(&err)
		out, err = handler(ctx, in)
		i.returned = true
		return out, err
	}
}

// An alerter publishes the failures of one handler.
type alerter struct {
	operation string
	to        Publisher
	options   Options
	repeats   repeats // nil without a Window
	err       error   // a wrong argument
}

// repeats is the part of a repeatFilter that an alerter uses. It is an
// interface so that programs without a Window do not link the filter.
type repeats interface {
	allow(key string, now time.Time) (ok bool, suppressed int)
	undo(key string)
}

func newAlerter(operation string, to Publisher, noHandler bool, options []Options) *alerter {
	a := &alerter{operation: operation, to: to}
	if len(options) > 0 {
		a.options = options[0]
	}
	o := &a.options
	switch {
	case nils.Is(to):
		a.err = awserr.Invalid(operation, "to", nil, "must be a publisher, such as a *notify.Topic")
	case noHandler:
		a.err = awserr.Invalid(operation, "handler", nil, "must not be nil")
	case len(options) > 1:
		a.err = awserr.Invalid(operation, "options", len(options), "must be one at most")
	case o.Window < 0:
		a.err = awserr.Invalid(operation, "Options.Window", o.Window, "must not be negative")
	case o.Reserve < 0:
		a.err = awserr.Invalid(operation, "Options.Reserve", o.Reserve, "must not be negative")
	case o.Timeout < 0:
		a.err = awserr.Invalid(operation, "Options.Timeout", o.Timeout, "must not be negative")
	}
	if o.Timeout == 0 {
		o.Timeout = defaultTimeout
	}
	if o.Window > 0 {
		a.repeats = &repeatFilter{window: o.Window}
	}
	return a
}

func (a *alerter) usable(ctx context.Context) error {
	if ctx == nil && a.err == nil {
		return awserr.Invalid(a.operation, "ctx", nil, "must not be nil")
	}
	return a.err
}

// An invocation is one call of a handler.
type invocation struct {
	*alerter
	ctx      context.Context
	event    any
	watch    *watch
	returned bool
}

// end is deferred around the handler, and returns how it failed: with a panic,
// with the error that err points to, or by runtime.Goexit.
func (i *invocation) end(err *error) {
	panicked := recover()
	alerted := i.watch.stop()
	switch {
	case panicked != nil:
		if !alerted {
			f := failure{what: "panicked", stack: panicStack(string(debug.Stack()))}
			f.describe(panicked, i.event)
			i.publishOrLog(i.ctx, &f)
		}
		panic(panicked)
	case !i.returned:
		if !alerted {
			f := failure{what: "ended its goroutine"}
			f.describe(errGoexit, i.event)
			i.publishOrLog(i.ctx, &f)
		}
	case *err != nil && !alerted:
		f := failure{what: "failed"}
		f.describe(*err, i.event)
		if _, failed := i.publish(i.ctx, &f); failed != nil {
			*err = fmt.Errorf("%w\n%w", *err, failed)
		}
	}
}

var errGoexit = errors.New("the handler called runtime.Goexit and has no answer")

// A failure is what an alert reports.
type failure struct {
	what  string // "failed", "panicked": after the name of the function
	text  string // of the error, scrubbed
	chain string
	event string
	stack string
}

// describe sets the text for an error, or for the value of a panic.
func (f *failure) describe(cause, event any) {
	f.text = guarded(describe, cause, maxAlertError)
	f.chain = guarded(describeChain, cause, maxAlertError)
	f.event = guarded(summarize, event, maxAlertEvent)
}

// publishOrLog publishes an alert when no error can be returned.
func (a *alerter) publishOrLog(ctx context.Context, f *failure) (ok bool) {
	logged, err := a.publish(ctx, f)
	if err != nil && !logged {
		logLine(ctx, "alert: not published", f.subject(), "reason", guarded(describe, err, maxAlertError))
	}
	return err == nil
}

// publish publishes an alert, unless it repeats one. It reports whether the alert
// was logged, since the deadline came near before it was published.
func (a *alerter) publish(ctx context.Context, f *failure) (logged bool, err error) {
	key := f.what + " " + f.text
	repeated := ""
	if a.repeats != nil {
		key = fingerprint(key)
		ok, suppressed := a.repeats.allow(key, time.Now())
		if !ok {
			return false, nil
		}
		if suppressed > 0 {
			repeated = fmt.Sprintf("%d more like this were not published since the last alert", suppressed)
		}
	}
	name := functionName()
	body := name + " " + f.what + ".\n\n" + a.facts(ctx, f, repeated).text()
	for _, part := range [...]struct{ title, text string }{
		{"Errors, outermost first", f.chain}, {"Event", f.event}, {"Stack", f.stack},
	} {
		if part.text != "" {
			body += "\n" + part.title + "\n" + strings.TrimRight(part.text, "\n") + "\n"
		}
	}
	stop := logBeforeDeadline(ctx, f.subject())
	defer func() { logged = stop() }()
	pctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), a.options.Timeout)
	defer cancel()
	if err := publishAlert(pctx, a.to, name, f.subject(), body); err != nil {
		if a.repeats != nil {
			a.repeats.undo(key)
		}
		return false, fmt.Errorf("alert: publish alert about %s: %w", name, err)
	}
	return false, nil
}

func (f *failure) subject() string {
	subject := functionName() + " " + f.what
	if f.text != "" {
		subject += ": " + f.text
	}
	return subject
}

// logBeforeDeadline logs the subject of an alert shortly before the deadline of
// ctx, at once if there is no time left, unless stop is called before.
func logBeforeDeadline(ctx context.Context, subject string) (stop func() (logged bool)) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return func() bool { return false }
	}
	line := func() { logLine(ctx, "alert: not published yet, and the deadline is near", subject) }
	left := time.Until(deadline)
	wait := left - min(lastCall, left/2)
	if wait < lastCall/10 {
		line()
		return func() bool { return true }
	}
	done := make(chan struct{})
	timer := time.AfterFunc(wait, func() {
		defer close(done)
		line()
	})
	return func() bool {
		if timer.Stop() {
			return false
		}
		<-done
		return true
	}
}

// logLine writes one line about an alert. It must not panic where it is called
// from, so it keeps the panic of a log handler to itself.
func logLine(ctx context.Context, message, subject string, args ...any) {
	defer func() { _ = recover() }()
	slog.ErrorContext(ctx, message, append([]any{"alert", subject}, args...)...)
}

func (a *alerter) facts(ctx context.Context, f *failure, repeated string) facts {
	requestID := ""
	if a.options.RequestID != nil {
		requestID = guarded(func(any, int) string { return a.options.RequestID(ctx) }, nil, 0)
	}
	all := facts{"error", f.text}
	all.addRuntime()
	for _, fact := range [...]struct{ name, value string }{
		{"request id", requestID}, {"trace id", xray.Trace(ctx)}, {"time left", timeLeft(ctx)}, {"repeated", repeated},
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

// A watch reports a handler shortly before its deadline.
type watch struct {
	timer   *time.Timer
	done    chan struct{}
	alerted bool // valid when done is closed
}

// watch starts to watch a handler, if its context has a deadline to come. Local
// tools send a deadline in 1970, which is ignored.
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
		})
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
