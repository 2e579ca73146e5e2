package across

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWaitingForASlotCanBeGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &slots{free: 1, freed: make(chan struct{}, 1)}
		require.True(t, s.take())
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		require.ErrorIs(t, s.wait(ctx), context.DeadlineExceeded)
		assert.Empty(t, s.waiting)
		s.put()
		require.True(t, s.take(), "the slot is there for others")

		// Who waits is served before what is new.
		served := make(chan error, 1)
		go func() { served <- s.wait(t.Context()) }()
		synctest.Wait()
		s.put()
		require.NoError(t, <-served)
		assert.False(t, s.take())

		// A slot that comes together with the end of the wait is not lost.
		ended, stop := context.WithCancel(t.Context())
		go func() { served <- s.wait(ended) }()
		synctest.Wait()
		stop()
		s.put()
		if err := <-served; err == nil {
			s.put()
		}
		assert.True(t, s.take())
	})
}

func TestRequestThatIsLeftRunningHoldsNoSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all := &slots{free: 1, freed: make(chan struct{}, 1)}
		require.True(t, all.take())
		one := newSlot(all)
		one.letGo()
		require.True(t, all.take(), "another target has the slot")
		late := make(chan error, 1)
		go func() { late <- one.hold(t.Context()) }()
		synctest.Wait()
		one.close() // the target's function is through
		all.put()   // and so is the other's
		require.NoError(t, <-late)
		assert.True(t, all.take(), "the slot went back")
		require.NoError(t, one.hold(t.Context()))
		one.close()
		assert.False(t, all.take())
	})
}
