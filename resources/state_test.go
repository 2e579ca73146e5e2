package resources_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/resources"
)

// A caller that waits for the request of another one ends with its own context.
func TestLoadThatIsCanceledWhileAnotherLoads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var state resources.State
		var data *int
		answer := make(chan *int)
		fetch := func(context.Context) (*int, error) { return <-answer, nil }
		loaded := make(chan error)
		go func() { loaded <- resources.Load(t.Context(), "x.Get", &state, &data, fetch) }()
		synctest.Wait()

		reason := errors.New("lunch")
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(reason)
		err := resources.Load(ctx, "x.Get", &state, &data, fetch)
		assert.ErrorIs(t, err, context.Canceled)
		assert.ErrorIs(t, err, reason)
		assert.ErrorContains(t, err, "x.Get: ")

		answer <- new(int)
		assert.NoError(t, <-loaded)
		assert.NotNil(t, data)
	})
}
