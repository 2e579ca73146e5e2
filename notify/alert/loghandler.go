package alert

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/nils"
)

// LogOptions are the options of a [LogHandler]. The zero value is the default.
type LogOptions struct {
	// Level is the lowest level that is published. The default is slog.LevelError.
	Level slog.Leveler

	// Window is the time in which equal records cause at most one message, and
	// all records at most Limit. The default is one minute.
	Window time.Duration

	// Limit is the maximum number of messages about single records in a Window.
	// Another message lists the records beyond it. The default is 10.
	Limit int
}

const (
	defaultWindow = time.Minute
	defaultLimit  = 10
	// maxQueued bounds the memory of a program that never flushes.
	maxQueued = 1_000
	// maxListed is how many records the message about those beyond the limit shows.
	maxListed = 50
)

// A LogHandler is a slog.Handler that publishes records. Handle only queues a
// record; [LogHandler.Flush] publishes the queued records, and a Lambda handler
// must call it before it returns:
//
//	alerts := alert.NewLogHandler(topic, alert.LogOptions{})
//	logger := slog.New(slog.NewMultiHandler(slog.NewJSONHandler(os.Stdout, nil), alerts))
//	...
//	defer alerts.Flush(ctx)
//
// Records with the same level, message and attributes, ignoring numbers and ids,
// are equal and make one message with their count. A record that is equal to one
// published in the same window, or beyond the limit of the window and its list,
// stays queued until a later Flush. At most 1,000 different records are queued;
// of the rest, only the count is published. What looks like a secret is
// redacted.
//
// Handlers made by WithAttrs and WithGroup share the queue: flush any of them. A
// LogHandler is safe for concurrent use.
type LogHandler struct {
	queue  *logQueue
	level  slog.Leveler
	prefix string // of the names of attributes: the open groups, each with a dot
	attrs  facts  // of WithAttrs
}

// NewLogHandler returns a handler that publishes to a topic. If the publisher is
// nil or an option is negative, [LogHandler.Flush] returns an
// [awserr.InvalidError], and the handler is not enabled.
func NewLogHandler(to Publisher, options LogOptions) *LogHandler {
	const operation = "alert.NewLogHandler"
	var err error
	switch {
	case nils.Is(to):
		err = awserr.Invalid(operation, "to", nil, "must be a publisher, such as a *notify.Topic")
	case options.Window < 0:
		err = awserr.Invalid(operation, "LogOptions.Window", options.Window, "must not be negative")
	case options.Limit < 0:
		err = awserr.Invalid(operation, "LogOptions.Limit", options.Limit, "must not be negative")
	}
	options.Window = cmp.Or(options.Window, defaultWindow)
	options.Limit = cmp.Or(options.Limit, defaultLimit)
	if nils.Is(options.Level) {
		options.Level = slog.LevelError
	}
	return &LogHandler{
		queue: &logQueue{to: to, options: options, err: err},
		level: options.Level,
	}
}

// Enabled reports whether records of the level are published.
func (h *LogHandler) Enabled(_ context.Context, level slog.Level) bool {
	return h.usable() == nil && level >= h.level.Level()
}

// usable returns the error of an invalid handler.
func (h *LogHandler) usable() error {
	if h == nil || h.queue == nil {
		return awserr.Invalid("alert.LogHandler", "handler", nil, "must be made by alert.NewLogHandler")
	}
	return h.queue.err
}

// Handle queues a record. It makes no request and returns nil.
func (h *LogHandler) Handle(_ context.Context, r slog.Record) error {
	if err := h.usable(); err != nil {
		return err
	}
	attrs := slices.Clip(h.attrs)
	r.Attrs(func(a slog.Attr) bool {
		attrs.addAttr(h.prefix, a)
		return true
	})
	h.queue.add(newLogEntry(r, attrs))
	return nil
}

// WithAttrs returns a handler that adds attributes to each record.
func (h *LogHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	h2 := *h
	h2.attrs = slices.Clip(h.attrs)
	for _, a := range attrs {
		h2.attrs.addAttr(h.prefix, a)
	}
	return &h2
}

// WithGroup returns a handler that puts the attributes that follow into a group.
// Groups are shown as names with dots.
func (h *LogHandler) WithGroup(name string) slog.Handler {
	if name == "" {
		return h
	}
	h2 := *h
	h2.prefix += name + "."
	return &h2
}

// Flush publishes the queued records, with one request each, within Window and
// Limit. It stops at an error; records that were not published stay queued. If
// ctx is done, it still publishes, for up to five seconds.
func (h *LogHandler) Flush(ctx context.Context) error {
	if err := h.usable(); err != nil {
		return err
	}
	if ctx == nil {
		return awserr.Invalid("alert.LogHandler.Flush", "ctx", nil, "must not be nil")
	}
	if ctx.Err() != nil {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(context.WithoutCancel(ctx), defaultTimeout)
		defer cancel()
	}
	return h.queue.flush(ctx)
}

// addAttr adds the leaves of an attribute.
func (f *facts) addAttr(prefix string, a slog.Attr) {
	v := a.Value.Resolve()
	if v.Kind() == slog.KindGroup {
		if a.Key != "" {
			prefix += a.Key + "."
		}
		for _, member := range v.Group() {
			f.addAttr(prefix, member)
		}
		return
	}
	if a.Key == "" && v.Equal(slog.Value{}) {
		return
	}
	text := redacted
	if !isSecretName(prefix + a.Key) {
		text = guarded(func(_ any, limit int) string { return show(attrText(v), limit) }, nil, maxAlertError)
	}
	*f = append(*f, prefix+a.Key, text)
}

func attrText(v slog.Value) string {
	switch v.Kind() {
	case slog.KindTime:
		return v.Time().Format(time.RFC3339Nano)
	case slog.KindAny:
		return valueText(v.Any())
	default:
		return v.String()
	}
}

// A logEntry is one record, or several that are equal.
type logEntry struct {
	key   string
	time  time.Time
	level slog.Level
	text  string
	attrs facts
	count int
}

func newLogEntry(r slog.Record, attrs facts) *logEntry {
	e := &logEntry{time: r.Time, level: r.Level, text: show(r.Message, maxAlertError), attrs: attrs, count: 1}
	e.key = fingerprint(fmt.Sprint(e.level, " ", e.text, attrs))
	return e
}
