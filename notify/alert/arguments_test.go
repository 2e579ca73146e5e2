package alert_test

import (
	"context"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/alert"
)

func TestWrongArgumentsAreRefusedAndTheHandlerIsNotCalled(t *testing.T) {
	memory, topic := alerts(t)
	handle := func(context.Context, order) (int, error) { t.Error("called"); return 0, nil }
	var noTopic *notify.Topic
	var noHandler *jsonHandler
	var noCtx context.Context
	for want, call := range map[string]func() error{
		"alert.OnFailure: invalid options 2: must be one at most": func() error {
			_, err := alert.OnFailure(topic, handle, alert.Options{}, alert.Options{})(t.Context(), order{})
			return err
		},
		"alert.OnFailure: invalid Options.Window -1ns: must not be negative": func() error {
			_, err := alert.OnFailure(topic, handle, alert.Options{Window: -1})(t.Context(), order{})
			return err
		},
		"alert.OnFailure: invalid Options.Reserve -1ns: must not be negative": func() error {
			_, err := alert.OnFailure(topic, handle, alert.Options{Reserve: -1})(t.Context(), order{})
			return err
		},
		"alert.OnFailure: invalid Options.Timeout -1ns: must not be negative": func() error {
			_, err := alert.OnFailure(topic, handle, alert.Options{Timeout: -1})(t.Context(), order{})
			return err
		},
		"alert.OnFailure: invalid ctx: must not be nil": func() error {
			_, err := alert.OnFailure(topic, handle)(noCtx, order{})
			return err
		},
		"alert.OnFailure: invalid handler: must not be nil": func() error {
			_, err := alert.OnFailure[order, int](topic, nil)(t.Context(), order{})
			return err
		},
		"alert.OnFailure: invalid to: must be a publisher, such as a *notify.Topic": func() error {
			_, err := alert.OnFailure(nil, handle)(t.Context(), order{})
			require.ErrorIs(t, err, awserr.ErrInvalid)
			_, err = alert.OnFailure(noTopic, handle)(t.Context(), order{})
			return err
		},
		"alert.Wrap: invalid to: must be a publisher, such as a *notify.Topic": func() error {
			_, err := alert.Wrap(noTopic, jsonHandler{}).Invoke(t.Context(), nil)
			return err
		},
		"alert.Wrap: invalid handler: must not be nil": func() error {
			_, err := alert.Wrap(topic, nil).Invoke(t.Context(), nil)
			require.ErrorIs(t, err, awserr.ErrInvalid)
			_, err = alert.Wrap(topic, noHandler).Invoke(t.Context(), nil)
			return err
		},
		"alert.NewLogHandler: invalid to: must be a publisher, such as a *notify.Topic": func() error {
			h := alert.NewLogHandler(noTopic, alert.LogOptions{})
			slog.New(h).With("a", 1).Error("x")
			return h.Flush(t.Context())
		},
		"alert.NewLogHandler: invalid LogOptions.Window -1ns: must not be negative": func() error {
			return alert.NewLogHandler(topic, alert.LogOptions{Window: -1}).Flush(t.Context())
		},
		"alert.NewLogHandler: invalid LogOptions.Limit -1: must not be negative": func() error {
			return alert.NewLogHandler(topic, alert.LogOptions{Limit: -1}).Flush(t.Context())
		},
		"alert.LogHandler: invalid handler: must be made by alert.NewLogHandler": func() error {
			h := new(alert.LogHandler)
			slog.New(h).With("a", 1).WithGroup("g").Error("x")
			require.Error(t, h.Handle(t.Context(), slog.Record{}))
			return h.Flush(t.Context())
		},
		"alert.LogHandler.Flush: invalid ctx: must not be nil": func() error {
			return alert.NewLogHandler(topic, alert.LogOptions{}).Flush(noCtx)
		},
	} {
		err := call()
		require.EqualError(t, err, want)
		require.ErrorIs(t, err, awserr.ErrInvalid)
	}
	assert.Zero(t, memory.Calls())
}
