package alert_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/alert"
	"github.com/awsessentials/essentials/notify/notifytest"
)

type order struct {
	ID       string `json:"id"`
	Password string `json:"password"`
}

var errTable = errors.New("table is gone")

func inLambda(t *testing.T) {
	t.Setenv("AWS_LAMBDA_FUNCTION_NAME", "orders-nightly")
	t.Setenv("AWS_LAMBDA_FUNCTION_VERSION", "42")
	t.Setenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
	t.Setenv("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/orders-nightly")
	t.Setenv("AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/22/[42]abcdef")
	t.Setenv("AWS_REGION", "eu-west-1")
}

func alerts(t *testing.T) (*notifytest.Topic, *notify.Topic) {
	t.Helper()
	inLambda(t)
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	return memory, notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})
}

// one returns the only message that was published.
func one(t *testing.T, memory *notifytest.Topic) notify.Message {
	t.Helper()
	all := memory.Messages()
	require.Len(t, all, 1)
	return all[0].Message
}

func TestOnFailurePublishesTheErrorAndReturnsIt(t *testing.T) {
	memory, topic := alerts(t)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		//lint:ignore SA1029 this is the key of aws-lambda-go
		ctx = context.WithValue(ctx, "x-amzn-trace-id", "Root=1-5759e988-bd862e3fe1be46a994272793")
		cause := fmt.Errorf("load orders: %w", errTable)
		handler := alert.OnFailure(topic, func(ctx context.Context, o order) (string, error) {
			time.Sleep(20 * time.Second)
			return "partial", cause
		}, alert.Options{RequestID: func(context.Context) string { return "req-1" }})
		out, err := handler(ctx, order{ID: "o1", Password: "hunter2"})
		assert.Equal(t, "partial", out)
		assert.Same(t, cause, err)
		m := one(t, memory)
		assert.Equal(t, "orders-nightly failed: load orders: table is gone", m.Subject)
		assert.Equal(t, `orders-nightly failed.

error:      load orders: table is gone
function:   orders-nightly
version:    42
region:     eu-west-1
memory:     128 MB
log group:  /aws/lambda/orders-nightly
log stream: 2026/11/22/[42]abcdef
request id: req-1
trace id:   Root=1-5759e988-bd862e3fe1be46a994272793
time left:  40s

Errors, outermost first
*fmt.wrapError: load orders: table is gone
*errors.errorString: table is gone

Event
{"id":"o1","password":"[redacted]"}
`, m.Body)
	})
}

func TestOnFailureIsSilentAboutSuccess(t *testing.T) {
	memory, topic := alerts(t)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		handler := alert.OnFailure(topic, func(context.Context, order) (int, error) { return 7, nil })
		out, err := handler(ctx, order{})
		require.NoError(t, err)
		assert.Equal(t, 7, out)
		assert.Zero(t, memory.Calls())
	})
}

func TestOnFailurePublishesAPanicAndPanicsOn(t *testing.T) {
	memory, topic := alerts(t)
	handler := alert.OnFailure(topic, panicky)
	assert.PanicsWithValue(t, "index out of token=abc123456 range", func() { _, _ = handler(t.Context(), order{ID: "o1"}) })
	m := one(t, memory)
	assert.Equal(t, "orders-nightly panicked: index out of token=[redacted] range", m.Subject)
	assert.Contains(t, m.Body, `{"id":"o1","password":""}`)
	_, stack, ok := strings.Cut(m.Body, "\nStack\n")
	require.True(t, ok)
	first, _, _ := strings.Cut(stack, "(")
	assert.True(t, strings.HasSuffix(first, "alert_test.panicky"), first)
}

func panicky(context.Context, order) (int, error) { panic("index out of token=abc123456 range") }

func TestOnFailureReportsAPanicWithAnErrorAndItsChain(t *testing.T) {
	memory, topic := alerts(t)
	handler := alert.OnFailure(topic, func(context.Context, order) (int, error) {
		panic(fmt.Errorf("load: %w", errTable))
	})
	assert.Panics(t, func() { _, _ = handler(t.Context(), order{}) })
	assert.Contains(t, one(t, memory).Body, "*errors.errorString: table is gone")
}

func TestOnFailureReportsGoexit(t *testing.T) {
	memory, topic := alerts(t)
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = alert.OnFailure(topic, func(context.Context, order) (int, error) { runtime.Goexit(); return 0, nil })(t.Context(), order{ID: "o1"})
		t.Error("the goroutine must still end")
	}()
	<-done
	m := one(t, memory)
	assert.Equal(t, "orders-nightly ended its goroutine: the handler called runtime.Goexit and has no answer", m.Subject)
	assert.Contains(t, m.Body, `{"id":"o1"`)
}

func TestOnFailureWorksWhenTheContextIsDone(t *testing.T) {
	memory, topic := alerts(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	handler := alert.OnFailure(topic, func(ctx context.Context, _ order) (int, error) { return 0, ctx.Err() })
	_, err := handler(ctx, order{})
	assert.Equal(t, context.Canceled, err)
	assert.Contains(t, one(t, memory).Subject, "context canceled")
}

func TestOnFailureJoinsTheErrorOfPublishing(t *testing.T) {
	inLambda(t)
	topic := notify.NewTopic(notifytest.NewTopic("alerts", notifytest.Options{}), "arn:aws:sns:us-east-1:123456789012:other", notify.TopicOptions{})
	handler := alert.OnFailure(topic, func(context.Context, order) (int, error) { return 0, errTable })
	_, err := handler(t.Context(), order{})
	require.ErrorIs(t, err, errTable)
	require.ErrorContains(t, err, "alert: publish alert about orders-nightly: notify: publish to other: ")
	require.ErrorContains(t, err, "NotFound")
}

// stuck is a publisher that never answers.
type stuck struct{}

func (stuck) Publish(ctx context.Context, _ notify.Message) (string, error) {
	<-ctx.Done()
	return "", context.Cause(ctx)
}

func TestOnFailureGivesUpPublishingAfterItsTimeout(t *testing.T) {
	inLambda(t)
	synctest.Test(t, func(t *testing.T) {
		handler := alert.OnFailure(stuck{}, func(context.Context, order) (int, error) { return 0, errTable })
		start := time.Now()
		_, err := handler(t.Context(), order{})
		require.ErrorIs(t, err, errTable)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, 5*time.Second, time.Since(start))
	})
}

func TestOnFailureReportsATimeoutOnceBeforeTheDeadline(t *testing.T) {
	memory, topic := alerts(t)
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		handler := alert.OnFailure(topic, func(ctx context.Context, _ order) (int, error) {
			<-ctx.Done()
			return 0, ctx.Err()
		})
		_, err := handler(ctx, order{})
		require.ErrorIs(t, err, context.DeadlineExceeded)
		m := one(t, memory)
		assert.Equal(t, "orders-nightly is about to time out: still running 2s before its deadline, after 28s", m.Subject)
		assert.Equal(t, 28*time.Second, memory.Messages()[0].PublishedAt.Sub(start))
	})
}

func TestOnFailureReservesAtMostAQuarterOfTheTime(t *testing.T) {
	memory, topic := alerts(t)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		handler := alert.OnFailure(topic, func(ctx context.Context, _ order) (int, error) {
			time.Sleep(2500 * time.Millisecond)
			return 0, nil
		})
		_, err := handler(ctx, order{})
		require.NoError(t, err)
		assert.Contains(t, one(t, memory).Subject, "still running 750ms before its deadline")
	})
}

func TestOnFailureIgnoresADeadlineInThePast(t *testing.T) {
	memory, topic := alerts(t)
	ctx, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	_, err := alert.OnFailure(topic, func(context.Context, order) (int, error) { return 1, nil })(ctx, order{})
	require.NoError(t, err)
	assert.Zero(t, memory.Calls())
	_, err = alert.OnFailure(topic, func(context.Context, order) (int, error) { return 1, errTable })(ctx, order{})
	require.ErrorIs(t, err, errTable)
	assert.Contains(t, one(t, memory).Body, "time left:  none, the deadline was ")
}

func TestOnFailureDoesNotRepeatAnAlertWithinTheWindow(t *testing.T) {
	memory, topic := alerts(t)
	synctest.Test(t, func(t *testing.T) {
		n := 0
		handler := alert.OnFailure(topic, func(context.Context, order) (int, error) {
			n++
			return 0, fmt.Errorf("request %d: %w", n, errTable)
		}, alert.Options{Window: time.Hour})
		for range 5 {
			_, err := handler(t.Context(), order{})
			require.ErrorIs(t, err, errTable)
		}
		assert.Len(t, memory.Messages(), 1)
		time.Sleep(time.Hour)
		_, _ = handler(t.Context(), order{})
		require.Len(t, memory.Messages(), 2)
		assert.Contains(t, memory.Messages()[1].Message.Body, "4 more like this were not published")
	})
}

func TestOnFailureTriesAgainWithinTheWindowIfNothingWasPublished(t *testing.T) {
	inLambda(t)
	synctest.Test(t, func(t *testing.T) {
		handler := alert.OnFailure(stuck{}, func(context.Context, order) (int, error) { return 0, errTable },
			alert.Options{Window: time.Hour})
		for range 2 {
			_, err := handler(t.Context(), order{})
			require.ErrorIs(t, err, context.DeadlineExceeded, "the failure to publish is told each time")
		}
	})
}

// hostile panics in every method that an alert calls.
type hostile struct{}

func (hostile) Error() string                { panic("Error") }
func (hostile) MarshalJSON() ([]byte, error) { panic("MarshalJSON") }

func TestOnFailureSurvivesAnEventAndAnErrorThatPanic(t *testing.T) {
	memory, topic := alerts(t)
	handler := alert.OnFailure(topic, func(context.Context, hostile) (int, error) { return 0, hostile{} })
	_, err := handler(t.Context(), hostile{})
	assert.Equal(t, hostile{}, err)
	assert.Contains(t, one(t, memory).Body, "(cannot be shown: panic of type string)")
}

func TestOnFailureShortensALargeEvent(t *testing.T) {
	memory, topic := alerts(t)
	event := json.RawMessage(`{"records":[` + strings.Repeat(`{"body":"x"},`, 50_000) + `{}]}`)
	_, err := alert.OnFailure(topic, func(context.Context, json.RawMessage) (int, error) { return 0, errTable })(t.Context(), event)
	require.Error(t, err)
	m := one(t, memory)
	assert.Less(t, len(m.Body), 6_000)
	assert.Contains(t, m.Body, fmt.Sprintf("… (%d bytes)", len(event)))
}

func TestOnFailurePublishesToAFIFOTopic(t *testing.T) {
	inLambda(t)
	memory := notifytest.NewTopic("alerts.fifo", notifytest.Options{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})
	handler := alert.OnFailure(topic, func(context.Context, order) (int, error) { return 0, errTable })
	for range 2 {
		_, err := handler(t.Context(), order{})
		assert.Equal(t, errTable, err)
	}
	assert.Len(t, memory.Messages(), 2, "two failures are no duplicates")
}

func TestOnFailureNeverReservesMoreThanHalfOfTheTime(t *testing.T) {
	memory, topic := alerts(t)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		handler := alert.OnFailure(topic, func(context.Context, order) (int, error) {
			time.Sleep(4 * time.Second)
			return 0, nil
		}, alert.Options{Reserve: time.Minute})
		_, err := handler(ctx, order{})
		require.NoError(t, err)
		assert.Zero(t, memory.Calls())
	})
}

func TestOnFailureAlertsAgainIfTheTimeoutCouldNotBeReported(t *testing.T) {
	memory, topic := alerts(t)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		to := &flaky{Publisher: topic}
		handler := alert.OnFailure(to, func(ctx context.Context, _ order) (int, error) {
			time.Sleep(29 * time.Second)
			to.failAfter.Store(1)
			return 0, errTable
		})
		_, err := handler(ctx, order{})
		require.Equal(t, errTable, err)
		assert.Equal(t, "orders-nightly failed: table is gone", one(t, memory).Subject)
	})
}

// unhurried takes a second to publish.
type unhurried struct{ alert.Publisher }

func (u unhurried) Publish(ctx context.Context, m notify.Message) (string, error) {
	time.Sleep(time.Second)
	return u.Publisher.Publish(ctx, m)
}

func TestOnFailureWaitsForTheAlertThatIsOnItsWay(t *testing.T) {
	memory, topic := alerts(t)
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		handler := alert.OnFailure(unhurried{topic}, func(context.Context, order) (int, error) {
			time.Sleep(28*time.Second + 100*time.Millisecond)
			return 0, errTable
		})
		_, err := handler(ctx, order{})
		require.Equal(t, errTable, err)
		assert.Contains(t, one(t, memory).Subject, "is about to time out")
		assert.Equal(t, 29*time.Second, time.Since(start))
	})
}

func TestOnFailureShowsJoinedErrorsAsATree(t *testing.T) {
	memory, topic := alerts(t)
	handler := alert.OnFailure(topic, func(context.Context, order) (int, error) {
		return 0, errors.Join(errTable, fmt.Errorf("close: %w", &notify.EntryError{Code: "Boom", Message: "line 1\nline 2"}))
	})
	_, err := handler(t.Context(), order{})
	require.Error(t, err)
	assert.Contains(t, one(t, memory).Body, `
Errors, outermost first
*errors.joinError: table is gone
  close: entry refused: Boom: line 1
  line 2
  *errors.errorString: table is gone
  *fmt.wrapError: close: entry refused: Boom: line 1
    line 2
  *notify.EntryError: entry refused: Boom: line 1
    line 2
`)
}

func TestOnFailureIsSafeForConcurrentInvocations(t *testing.T) {
	memory, topic := alerts(t)
	handler := alert.OnFailure(topic, func(_ context.Context, n int) (int, error) {
		return 0, errors.New(strings.Repeat("x", n%3+1))
	}, alert.Options{Window: time.Hour})
	var group sync.WaitGroup
	for n := range 60 {
		group.Go(func() { _, _ = handler(t.Context(), n) })
	}
	group.Wait()
	assert.Len(t, memory.Messages(), 3)
}
