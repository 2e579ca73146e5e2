package notify

import (
	"context"
	"errors"
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
// reason is logged with slog.Default(). A handler that succeeds costs a
// goroutine and a timer, under two microseconds.
func OnFailure[In, Out any](to Publisher, handler func(context.Context, In) (Out, error)) func(context.Context, In) (Out, error) {
	return OnFailureWith(to, handler, FailureOptions{})
}

// OnFailureWith is [OnFailure] with options.
func OnFailureWith[In, Out any](to Publisher, handler func(context.Context, In) (Out, error), options FailureOptions) func(context.Context, In) (Out, error) {
	a := &alerter{to: to, options: options, repeats: repeatFilter{window: options.Window}}
	if a.options.Timeout <= 0 {
		a.options.Timeout = defaultTimeout
	}
	return func(ctx context.Context, in In) (out Out, err error) {
		watch := a.watch(ctx)
		returned := false
		defer func() {
			// Called here, since recover works in the deferred function only.
			panicked := recover()
			alerted := watch.stop()
			if panicked != nil {
				if !alerted {
					a.reportPanic(ctx, panicked, in)
				}
				panic(panicked)
			}
			if returned && err != nil && !alerted {
				if failed := a.reportError(ctx, err, in); failed != nil {
					err = errors.Join(err, failed)
				}
			}
		}()
		out, err = handler(ctx, in)
		returned = true // neither a panic nor runtime.Goexit
		return out, err
	}
}

// An alerter publishes the failures of one handler.
type alerter struct {
	to      Publisher
	options FailureOptions
	repeats repeatFilter
}

// A failure is what an alert tells.
type failure struct {
	what  string // "failed", "panicked": after the name of the function
	text  string // of the error, scrubbed
	chain string
	event string
	stack string
}

func (a *alerter) reportError(ctx context.Context, err error, event any) error {
	f := failure{
		what:  "failed",
		text:  guarded(func() string { return scrub(err.Error()) }),
		event: guarded(func() string { return summarize(event, maxAlertEvent) }),
	}
	f.chain = guarded(func() string {
		if !isChain(err) {
			return fmt.Sprintf("%T", err)
		}
		return describeChain(err)
	})
	return a.publish(ctx, f)
}

func (a *alerter) reportPanic(ctx context.Context, value, event any) {
	f := failure{
		what:  "panicked",
		text:  guarded(func() string { return scrub(fmt.Sprint(value)) }),
		event: guarded(func() string { return summarize(event, maxAlertEvent) }),
		stack: panicStack(string(debug.Stack())),
	}
	if err, ok := value.(error); ok && isChain(err) {
		f.chain = guarded(func() string { return describeChain(err) })
	}
	if err := a.publish(ctx, f); err != nil {
		slog.ErrorContext(ctx, "notify: a panic could not be reported", "error", scrub(err.Error()))
	}
}

// publish publishes an alert, unless it repeats one.
func (a *alerter) publish(ctx context.Context, f failure) error {
	now := time.Now()
	key := fingerprint(f.what + " " + f.text)
	ok, suppressed := a.repeats.allow(key, now)
	if !ok {
		return nil
	}
	r := readRuntime()
	m := a.message(ctx, f, r, suppressed)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), a.options.Timeout)
	defer cancel()
	if err := publishAlert(ctx, a.to, r.function, m); err != nil {
		a.repeats.undo(key)
		return fmt.Errorf("notify: alert about %s: %w", r.function, err)
	}
	return nil
}

func (a *alerter) message(ctx context.Context, f failure, r runtimeInfo, suppressed int) Message {
	var facts facts
	facts.add("error", cut(f.text, maxAlertError))
	facts.addRuntime(r)
	if a.options.RequestID != nil {
		facts.add("request id", guarded(func() string { return a.options.RequestID(ctx) }))
	}
	facts.add("trace id", traceID(ctx))
	facts.add("time left", timeLeft(ctx, time.Now()))
	if suppressed > 0 {
		facts.add("repeated", fmt.Sprintf("%d more like this were not published since the last alert", suppressed))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s.\n\n%s", r.function, f.what, &facts)
	for _, part := range []struct{ title, text string }{
		{"Errors, outermost first", f.chain}, {"Event", f.event}, {"Stack", f.stack},
	} {
		if part.text != "" {
			fmt.Fprintf(&b, "\n%s\n%s\n", part.title, strings.TrimRight(part.text, "\n"))
		}
	}
	subject := r.function + " " + f.what
	if f.text != "" {
		subject, _ = cleanSubject(subject + ": " + f.text)
	}
	return Message{Subject: subject, Body: strings.ToValidUTF8(b.String(), "\uFFFD")}
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
	cancel  context.CancelFunc
	joined  chan struct{}
	alerted bool // valid when joined is closed
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
	wait, cancel := context.WithCancel(ctx)
	w := &watch{cancel: cancel, joined: make(chan struct{})}
	go func() {
		defer close(w.joined)
		timer := time.NewTimer(left - reserve)
		defer timer.Stop()
		select {
		case <-wait.Done():
		case <-timer.C:
			err := a.publish(ctx, failure{
				what: "is about to time out",
				text: fmt.Sprintf("still running %v before its deadline, after %v", time.Until(deadline).Round(time.Millisecond), (left - reserve).Round(time.Millisecond)),
			})
			if w.alerted = err == nil; !w.alerted {
				slog.ErrorContext(ctx, "notify: a timeout could not be reported", "error", scrub(err.Error()))
			}
		}
	}()
	return w
}

// stop ends the watch, and reports whether it published an alert.
func (w *watch) stop() (alerted bool) {
	if w == nil {
		return false
	}
	w.cancel()
	<-w.joined
	return w.alerted
}
