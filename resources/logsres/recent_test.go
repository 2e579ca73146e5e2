package logsres

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// A tail that begins a day ago lists a day in its first round.
func TestATailForgetsOldEvents(t *testing.T) {
	var known recent
	start, most := time.Now(), 0
	for n := range 100_000 {
		at := start.Add(time.Duration(n) * time.Second)
		since := at.Add(-30 * time.Second)
		assert.True(t, known.add(strconv.Itoa(n), at, since))
		assert.False(t, known.add(strconv.Itoa(max(0, n-30)), at, since), "it may come again")
		most = max(most, len(known.at))
	}
	assert.Less(t, most, 2000)
}
