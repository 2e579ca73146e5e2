package session_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/session"
)

// limited is a service that accepts so many requests a second, from a bucket
// that holds as many.
type limited struct {
	mu                 sync.Mutex
	perSecond          float64
	tokens             float64
	filled             time.Time
	accepted, requests int
	curve              map[int]int // accepted, by second
	begun              time.Time
}

func newLimited(perSecond float64) *limited {
	return &limited{perSecond: perSecond, tokens: perSecond, filled: time.Now(), begun: time.Now(), curve: map[int]int{}}
}

func (l *limited) allow() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	l.tokens = min(l.tokens+now.Sub(l.filled).Seconds()*l.perSecond, l.perSecond)
	l.filled = now
	l.requests++
	if l.tokens < 1 {
		return false
	}
	l.tokens--
	l.accepted++
	l.curve[int(now.Sub(l.begun).Seconds())]++
	return true
}

func (l *limited) Do(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	select {
	case <-time.After(20 * time.Millisecond):
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	status, body := 200, published
	if !l.allow() {
		status, body = 400, throttled
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)), Request: r}, nil
}

// run makes n calls by 200 workers, and returns how long it took, how many
// requests that were for each call, and how many calls failed.
func runLimited(t testing.TB, n int, retryer func() aws.Retryer, shared bool) (took time.Duration, requests float64, failed int64, l *limited) {
	l = newLimited(50)
	cfg := aws.Config{Region: "eu-west-1", HTTPClient: l, Credentials: aws.AnonymousCredentials{}, Retryer: retryer}
	s, err := session.FromConfig(t.Context(), cfg, session.Options{SharedRate: shared})
	require.NoError(t, err)
	jobs := make(chan struct{})
	var workers sync.WaitGroup
	var failures atomic.Int64
	start := time.Now()
	for range 200 {
		workers.Go(func() {
			client := session.Client(s, sns.NewFromConfig)
			for range jobs {
				if _, err := client.Publish(t.Context(), message); err != nil {
					failures.Add(1)
				}
			}
		})
	}
	for range n {
		jobs <- struct{}{}
	}
	close(jobs)
	workers.Wait()
	return time.Since(start), float64(l.requests) / float64(n), failures.Load(), l
}

func TestSharedRateAgainstAServiceThatThrottles(t *testing.T) {
	const n = 3000
	ideal := time.Duration((n - 50) / 50.0 * float64(time.Second)) // 50 are in the bucket
	synctest.Test(t, func(t *testing.T) {
		took, requests, failed, _ := runLimited(t, n, nil, true)
		t.Logf("shared rate: %.2f of the ideal time, %.2f requests a call, %d failed", took.Seconds()/ideal.Seconds(), requests, failed)
		assert.LessOrEqual(t, took.Seconds()/ideal.Seconds(), 1.15)
		assert.LessOrEqual(t, requests, 1.3)
		assert.Zero(t, failed)
	})
	for name, retryer := range map[string]func() aws.Retryer{"the SDK's default": nil, "the SDK's, patient": patient} {
		synctest.Test(t, func(t *testing.T) {
			took, requests, failed, _ := runLimited(t, n, retryer, false)
			t.Logf("%s: %.2f of the ideal time, %.2f requests a call, %d failed", name, took.Seconds()/ideal.Seconds(), requests, failed)
		})
	}
}

// patient retries until it succeeds.
func patient() aws.Retryer {
	return retry.NewStandard(func(o *retry.StandardOptions) { o.MaxAttempts = 1000; o.RateLimiter = ratelimit.None })
}

// BenchmarkSharedRate runs in real time, since the SDK's adaptive mode does not
// in virtual time. With PLOT=file it draws docs/governor.svg.
func BenchmarkSharedRate(b *testing.B) {
	const n = 1000
	var curves []string
	for i, row := range []struct {
		name    string
		retryer func() aws.Retryer
		shared  bool
	}{
		{"shared rate", nil, true},
		{"SDK, patient", patient, false},
		{"SDK adaptive", func() aws.Retryer { return retry.AddWithMaxAttempts(retry.NewAdaptiveMode(), 1000) }, false},
	} {
		b.Run(row.name, func(b *testing.B) {
			for b.Loop() {
				took, requests, failed, l := runLimited(b, n, row.retryer, row.shared)
				b.ReportMetric(took.Seconds()/((n-50)/50.0), "of-ideal")
				b.ReportMetric(requests, "requests/call")
				b.ReportMetric(float64(failed), "failed")
				var points []string
				for second := range min(60, int(took.Seconds())) {
					points = append(points, fmt.Sprintf("%d,%d", 40+second*10, 180-min(80, l.curve[second])*2))
				}
				color := []string{"#1a7f37", "#cf222e", "#0969da"}[i]
				curves = append(curves, fmt.Sprintf(`<polyline fill="none" stroke="%s" points="%s"/><text x="%d" y="14" fill="%s">%s</text>`,
					color, strings.Join(points, " "), 40+i*140, color, row.name))
			}
		})
	}
	if file := os.Getenv("PLOT"); file != "" {
		svg := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 220" font-family="sans-serif" font-size="11">` + "\n" +
			`<rect width="660" height="220" fill="white"/><line x1="40" y1="80" x2="640" y2="80" stroke="#ccc"/><text x="8" y="84">50/s</text>` + "\n" +
			`<text x="40" y="205">seconds (10 units each): accepted requests of 200 workers; the service allows 50 a second</text>` + "\n" +
			strings.Join(curves, "\n") + "\n</svg>\n"
		require.NoError(b, os.WriteFile(file, []byte(svg), 0o600))
	}
}

func TestSharedRateEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, err := session.FromConfig(t.Context(), aws.Config{Region: "eu-west-1", HTTPClient: newLimited(0), Credentials: aws.AnonymousCredentials{}}, session.Options{SharedRate: true})
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		start := time.Now()
		_, err = session.Client(s, sns.NewFromConfig).Publish(ctx, message)
		require.Error(t, err)
		assert.LessOrEqual(t, time.Since(start), 11*time.Second)
	})
}

func TestSharedRateIsOneForEachRegionAndLeavesOthersAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimited(5)
		s, err := session.FromConfig(t.Context(), aws.Config{Region: "eu-west-1", HTTPClient: l, Credentials: aws.AnonymousCredentials{}}, session.Options{SharedRate: true})
		require.NoError(t, err)
		client := session.Client(s, sns.NewFromConfig)
		for range 20 {
			_, err := client.Publish(t.Context(), message)
			require.NoError(t, err)
		}
		require.Positive(t, s.Usage()[0].Throttles)
		l.mu.Lock()
		l.perSecond, l.tokens = 1e6, 1e6
		l.mu.Unlock()
		start := time.Now()
		other := session.Client(s.In("us-east-1"), sns.NewFromConfig)
		for range 20 {
			_, err := other.Publish(t.Context(), message)
			require.NoError(t, err)
		}
		assert.Equal(t, 20*20*time.Millisecond, time.Since(start))
		for range 3000 { // and the first speeds up again
			_, err := client.Publish(t.Context(), message)
			require.NoError(t, err)
		}
		start = time.Now()
		for range 20 {
			_, err := client.Publish(t.Context(), message)
			require.NoError(t, err)
		}
		assert.Equal(t, 20*20*time.Millisecond, time.Since(start), "as fast as the latency allows")
	})
}
