package alert

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// A logQueue holds the records that a [LogHandler] has to publish.
type logQueue struct {
	to      Publisher
	options LogOptions
	err     error // a wrong argument

	mu      sync.Mutex // guards what follows
	entries []*logEntry
	byKey   map[string]*logEntry // entries
	dropped int                  // records beyond maxQueued

	windowStart time.Time
	published   map[string]bool // keys, since windowStart
	listed      bool            // the list went out since windowStart
}

func (q *logQueue) add(e *logEntry) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if first := q.byKey[e.key]; first != nil {
		first.count += e.count
		return
	}
	if len(q.entries) >= maxQueued {
		q.dropped += e.count
		return
	}
	q.entries = append(q.entries, e)
	if q.byKey == nil {
		q.byKey = make(map[string]*logEntry)
	}
	q.byKey[e.key] = e
}

func (q *logQueue) flush(ctx context.Context) error {
	single, list, dropped := q.take(time.Now())
	// What was not published stays queued, also if the publisher ends the goroutine.
	defer func() { q.putBack(single, list, dropped) }()
	source := functionName()
	for len(single) > 0 {
		e := single[0]
		if err := publishAlert(ctx, q.to, source, source+" "+e.level.String()+": "+e.text, e.body()); err != nil {
			return fmt.Errorf("alert: publish log record: %w", err)
		}
		single = single[1:]
	}
	if len(list) == 0 && dropped == 0 {
		return nil
	}
	total := dropped
	for _, e := range list {
		total += e.count
	}
	subject := fmt.Sprintf("%s: %d more log records", source, total)
	if err := publishAlert(ctx, q.to, source, subject, listBody(list, total, dropped)); err != nil {
		return fmt.Errorf("alert: publish list of log records: %w", err)
	}
	list, dropped = nil, 0
	return nil
}

// take removes and returns the records to publish now: those with their own
// message, and those for the list with the number of dropped records.
func (q *logQueue) take(now time.Time) (single, list []*logEntry, dropped int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if now.Sub(q.windowStart) >= q.options.Window {
		q.windowStart, q.published, q.listed = now, make(map[string]bool), false
	}
	var later []*logEntry
	for _, e := range q.entries {
		switch {
		case q.published[e.key]:
			later = append(later, e)
		case len(q.published) < q.options.Limit:
			q.published[e.key] = true
			single = append(single, e)
		case !q.listed:
			list = append(list, e)
		default:
			later = append(later, e)
		}
	}
	if !q.listed {
		dropped, q.dropped = q.dropped, 0
		q.listed = len(list) > 0 || dropped > 0
	}
	q.setEntries(later)
	return single, list, dropped
}

// putBack queues records that could not be published, before newer ones.
func (q *logQueue) putBack(single, list []*logEntry, dropped int) {
	q.mu.Lock()
	since := q.entries
	for _, e := range single {
		delete(q.published, e.key)
	}
	if len(list) > 0 || dropped > 0 {
		q.listed = false
	}
	q.dropped += dropped
	q.setEntries(nil)
	q.mu.Unlock()
	for _, e := range slices.Concat(single, list, since) {
		q.add(e)
	}
}

func (q *logQueue) setEntries(entries []*logEntry) {
	q.entries = entries
	clear(q.byKey)
	for _, e := range entries {
		q.byKey[e.key] = e
	}
}

// body returns the text about the records of one entry.
func (e *logEntry) body() string {
	f := facts{"level", e.level.String()}
	if !e.time.IsZero() {
		f = append(f, "time", e.time.UTC().Format(time.RFC3339Nano))
	}
	if e.count > 1 {
		f = append(f, "count", fmt.Sprintf("%d records like this one; this is the first", e.count))
	}
	f = append(f, e.attrs...)
	var where facts
	where.addRuntime()
	return cut(e.text, maxAlertError) + "\n\n" + f.text() + "\n" + where.text()
}

// listBody returns the text about records beyond the limit.
func listBody(list []*logEntry, total, dropped int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d more log records of %s.\n\n", total, functionName())
	for _, e := range list[:min(len(list), maxListed)] {
		fmt.Fprintf(&b, "%6d  %s  %s\n", e.count, e.level, strings.Join(strings.Fields(cut(e.text, 200)), " "))
	}
	if n := len(list) - maxListed; n > 0 {
		fmt.Fprintf(&b, "        and %d other records\n", n)
	}
	if dropped > 0 {
		fmt.Fprintf(&b, "%6d  could not be kept\n", dropped)
	}
	var where facts
	where.addRuntime()
	return b.String() + "\n" + where.text()
}
