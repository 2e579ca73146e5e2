package callback_test

import (
	"errors"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/callback"
)

func TestRun(t *testing.T) {
	cause := errors.New("broken")
	assert.Nil(t, callback.Run(func() {}, func(error) { t.Error("not ended") }))

	p := callback.Run(func() { panic(cause) }, func(error) { t.Error("not ended") })
	require.NotNil(t, p)
	assert.Equal(t, cause, p.Value)
	assert.ErrorIs(t, p, cause)
	assert.Contains(t, string(p.Stack), "TestRun")
	assert.PanicsWithValue(t, p, p.Continue)

	again := callback.Run(p.Continue, nil)
	assert.Same(t, p, again, "the first stack is the one to keep")
}

func TestGoexitIsTold(t *testing.T) {
	ended := make(chan error, 1)
	go callback.Run(runtime.Goexit, func(err error) { ended <- err })
	assert.ErrorIs(t, <-ended, callback.ErrGoexit)
}

func TestNoPanicIsContinuedForNothing(t *testing.T) {
	var none *callback.Panic
	assert.NotPanics(t, none.Continue)
}
