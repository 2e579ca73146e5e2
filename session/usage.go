package session

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"text/tabwriter"
	"time"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/awsessentials/essentials/awserr"
)

// A UsageRow is the usage of one operation in one account.
type UsageRow struct {
	Service   string        `json:"service"` // the SDK's service ID, such as "DynamoDB"
	Operation string        `json:"operation"`
	Account   string        `json:"account,omitempty"` // empty if it was not known without a request
	Calls     int           `json:"calls"`             // of the client's method
	Errors    int           `json:"errors"`            // calls that returned an error
	Requests  int           `json:"requests"`          // sent, retries included
	Retries   int           `json:"retries"`
	Throttles int           `json:"throttles"` // answers that asked to slow down
	Sent      int64         `json:"sent"`      // bytes of request bodies, as far as their length was known
	Received  int64         `json:"received"`  // bytes of response bodies, as far as their length was known or they were read
	Time      time.Duration `json:"time"`      // in calls, their waits between retries included; sums up over goroutines
}

// Usage is the usage of the clients of a session and its children, sorted by
// descending number of requests.
type Usage []UsageRow

// Total returns the sum of all rows.
func (u Usage) Total() UsageRow {
	var sum UsageRow
	for _, r := range u {
		sum.Calls += r.Calls
		sum.Errors += r.Errors
		sum.Requests += r.Requests
		sum.Retries += r.Retries
		sum.Throttles += r.Throttles
		sum.Sent += r.Sent
		sum.Received += r.Received
		sum.Time += r.Time
	}
	return sum
}

// String returns a table with a line for each operation and account, and the
// sum. Of retries, throttles, errors and bytes received it has the columns that
// are not all zero. It is empty if there were no calls.
func (u Usage) String() string {
	if len(u) == 0 {
		return ""
	}
	sum := u.Total()
	columns := []struct {
		name  string
		shown bool
		of    func(UsageRow) string
	}{
		{"account", true, func(r UsageRow) string { return r.Account }},
		{"requests", true, func(r UsageRow) string { return strconv.Itoa(r.Requests) }},
		{"retries", sum.Retries > 0, func(r UsageRow) string { return strconv.Itoa(r.Retries) }},
		{"throttles", sum.Throttles > 0, func(r UsageRow) string { return strconv.Itoa(r.Throttles) }},
		{"errors", sum.Errors > 0, func(r UsageRow) string { return strconv.Itoa(r.Errors) }},
		{"received", sum.Received > 0, func(r UsageRow) string { return bytesText(r.Received) }},
		{"time", true, func(r UsageRow) string { return r.Time.Round(time.Millisecond).String() }},
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 8, 2, ' ', tabwriter.AlignRight)
	line := func(name string, r *UsageRow) {
		fmt.Fprint(w, name, "\t")
		for _, c := range columns {
			switch {
			case c.shown && r == nil:
				fmt.Fprint(w, c.name, "\t")
			case c.shown:
				fmt.Fprint(w, c.of(*r), "\t")
			}
		}
		fmt.Fprintln(w)
	}
	line("operation", nil)
	for _, r := range u {
		line(r.Service+" "+r.Operation, &r)
	}
	if len(u) > 1 {
		line("all", &sum)
	}
	_ = w.Flush()
	return b.String()
}

// bytesText formats a number of bytes for people: "12.3 MB".
func bytesText(n int64) string {
	if n < 1000 {
		return fmt.Sprintf("%d B", n)
	}
	units, v := "kMGTPE", float64(n)/1000
	for v >= 999.95 && len(units) > 1 {
		units, v = units[1:], v/1000
	}
	return fmt.Sprintf("%.1f %cB", v, units[0])
}

// LogValue returns the sum, as attributes.
func (u Usage) LogValue() slog.Value {
	t := u.Total()
	return slog.GroupValue(
		slog.Int("calls", t.Calls), slog.Int("requests", t.Requests), slog.Int("retries", t.Retries),
		slog.Int("throttles", t.Throttles), slog.Int("errors", t.Errors),
		slog.Int64("sent", t.Sent), slog.Int64("received", t.Received), slog.Duration("time", t.Time))
}

// MarshalJSON returns the rows as an array, their times in seconds.
func (u Usage) MarshalJSON() ([]byte, error) {
	type row struct {
		UsageRow
		Time float64 `json:"time"`
	}
	rows := make([]row, len(u))
	for i, r := range u {
		rows[i] = row{r, r.Time.Seconds()}
	}
	return json.Marshal(rows)
}

// Usage returns the usage of the session's clients so far. It includes the
// session's own requests, such as those that assume roles, and the clients of
// sessions made from it by Assume, In, Enter and package across. It makes no
// request. A call counts when it ends, a request when it is sent. Stubs of package
// awstest on the wire count as requests; others are calls without requests.
func (s *Session) Usage() Usage { return s.opened().usage.rows() }

// usage counts for a session and all that were made from it.
type usage struct {
	mu     sync.RWMutex
	counts map[usageKey]*usageCount
}

type usageKey struct{ service, operation, account string }

type usageCount struct {
	calls, errors, requests, retries, throttles, sent, received, nanoseconds atomic.Int64
}

// of returns the counter of the operation under way.
func (u *usage) of(ctx context.Context, account string) *usageCount {
	key := usageKey{awsmiddleware.GetServiceID(ctx), awsmiddleware.GetOperationName(ctx), account}
	u.mu.RLock()
	c := u.counts[key]
	u.mu.RUnlock()
	if c != nil {
		return c
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if c = u.counts[key]; c == nil {
		if u.counts == nil {
			u.counts = make(map[usageKey]*usageCount)
		}
		c = new(usageCount)
		u.counts[key] = c
	}
	return c
}

// called counts a call that has ended, and what the SDK's retryer tells of its
// attempts.
func (c *usageCount) called(begun time.Time, metadata middleware.Metadata, err error) {
	c.calls.Add(1)
	c.nanoseconds.Add(int64(time.Since(begun)))
	if err != nil {
		c.errors.Add(1)
	}
	attempts, ok := retry.GetAttemptResults(metadata)
	if !ok {
		return
	}
	c.retries.Add(int64(max(0, len(attempts.Results)-1)))
	for _, a := range attempts.Results {
		if a.Err != nil && awserr.IsThrottled(a.Err) {
			c.throttles.Add(1)
		}
	}
}

// throttledAgain counts a throttled attempt that is made again without the SDK's
// retryer.
func (c *usageCount) throttledAgain() {
	c.retries.Add(1)
	c.throttles.Add(1)
}

// requestCount counts requests before anything that may answer one instead of
// the network, such as a stub of package awstest.
type requestCount state

// ID is the session's own, as in a gate.
func (r *requestCount) ID() string { return r.id + "Requests" }

// HandleDeserialize counts the request and the bytes of its body.
func (r *requestCount) HandleDeserialize(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (
	middleware.DeserializeOutput, middleware.Metadata, error,
) {
	c := r.usage.of(ctx, (*state)(r).knownAccount())
	c.requests.Add(1)
	if req, ok := in.Request.(*smithyhttp.Request); ok && req.ContentLength > 0 {
		c.sent.Add(req.ContentLength)
	}
	return next.HandleDeserialize(ctx, in)
}

// answered counts the body of an answer.
func (c *usageCount) answered(request, response any) {
	req, ok := request.(*smithyhttp.Request)
	resp, answered := response.(*smithyhttp.Response)
	switch {
	case !answered || resp.Response == nil || resp.Body == nil, ok && req.Method == http.MethodHead:
	case resp.ContentLength >= 0:
		c.received.Add(resp.ContentLength)
	default:
		resp.Body = &countedBody{resp.Body, &c.received}
	}
}

// countedBody counts a body whose length was not told.
type countedBody struct {
	io.ReadCloser
	n *atomic.Int64
}

func (b *countedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.n.Add(int64(n))
	return n, err
}

func (u *usage) rows() Usage {
	u.mu.RLock()
	counts := maps.Clone(u.counts)
	u.mu.RUnlock()
	var rows Usage
	for key, c := range counts {
		rows = append(rows, UsageRow{
			Service: key.service, Operation: key.operation, Account: key.account,
			Calls: int(c.calls.Load()), Errors: int(c.errors.Load()), Requests: int(c.requests.Load()),
			Retries: int(c.retries.Load()), Throttles: int(c.throttles.Load()),
			Sent: c.sent.Load(), Received: c.received.Load(), Time: time.Duration(c.nanoseconds.Load()),
		})
	}
	slices.SortFunc(rows, func(a, b UsageRow) int {
		return cmp.Or(cmp.Compare(b.Requests, a.Requests), cmp.Compare(a.Service, b.Service),
			cmp.Compare(a.Operation, b.Operation), cmp.Compare(a.Account, b.Account))
	})
	return rows
}
