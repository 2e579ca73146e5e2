package alert_test

import (
	"context"
	"encoding/json"
	"errors"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/notify/alert"
)

// jsonHandler does what lambda.NewHandler does around a function.
type jsonHandler struct {
	handle func(context.Context, order) (any, error)
}

func (h jsonHandler) Invoke(ctx context.Context, payload []byte) ([]byte, error) {
	var in order
	if err := json.Unmarshal(payload, &in); err != nil {
		return nil, err
	}
	out, err := h.handle(ctx, in)
	if err != nil {
		return nil, err
	}
	return json.Marshal(out)
}

func TestWrapReportsAnEventThatDoesNotDecode(t *testing.T) {
	memory, topic := alerts(t)
	h := alert.Wrap(topic, jsonHandler{})
	_, err := h.Invoke(t.Context(), []byte(`{"id":7,"password":"hunter2"}`))
	_, ok := errors.AsType[*json.UnmarshalTypeError](err)
	require.True(t, ok, err)
	m := one(t, memory)
	assert.Equal(t, "orders-nightly failed: json: cannot unmarshal number into Go struct field order.id of type string", m.Subject)
	assert.Contains(t, m.Body, `{"id":7,"password":"[redacted]"}`)
}

func TestWrapReportsAnAnswerThatDoesNotEncode(t *testing.T) {
	memory, topic := alerts(t)
	h := alert.Wrap(topic, jsonHandler{func(context.Context, order) (any, error) { return make(chan int), nil }})
	_, err := h.Invoke(t.Context(), []byte(`{"id":"o1"}`))
	_, ok := errors.AsType[*json.UnsupportedTypeError](err)
	require.True(t, ok, err)
	assert.Contains(t, one(t, memory).Body, "json: unsupported type: chan int")
}

func TestWrapReportsErrorsPanicsAndGoexit(t *testing.T) {
	payload := []byte(`{"id":"o1"}`)
	for want, handle := range map[string]func(context.Context, order) (any, error){
		"orders-nightly failed: table is gone":                                                    func(context.Context, order) (any, error) { return nil, errTable },
		"orders-nightly panicked: broken":                                                         func(context.Context, order) (any, error) { panic("broken") },
		"orders-nightly panicked: panic called with nil argument":                                 func(context.Context, order) (any, error) { panic(nil) },
		"orders-nightly ended its goroutine: the handler called runtime.Goexit and has no answer": func(context.Context, order) (any, error) { runtime.Goexit(); return nil, nil },
	} {
		memory, topic := alerts(t)
		done := make(chan struct{})
		go func() {
			defer close(done)
			defer func() { _ = recover() }()
			_, _ = alert.Wrap(topic, jsonHandler{handle}).Invoke(t.Context(), payload)
		}()
		<-done
		assert.Equal(t, want, one(t, memory).Subject)
	}
}

func TestWrapReturnsTheAnswer(t *testing.T) {
	memory, topic := alerts(t)
	h := alert.Wrap(topic, jsonHandler{func(_ context.Context, o order) (any, error) { return o.ID, nil }})
	out, err := h.Invoke(t.Context(), []byte(`{"id":"o1"}`))
	require.NoError(t, err)
	assert.Equal(t, `"o1"`, string(out))
	assert.Zero(t, memory.Calls())
}

func TestWrapReportsATimeout(t *testing.T) {
	memory, topic := alerts(t)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		h := alert.Wrap(topic, jsonHandler{func(ctx context.Context, _ order) (any, error) { <-ctx.Done(); return nil, ctx.Err() }})
		_, err := h.Invoke(ctx, []byte(`{}`))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Contains(t, one(t, memory).Subject, "is about to time out")
	})
}
