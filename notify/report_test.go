package notify_test

import (
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/notify"
)

// outcomes yields n published outcomes with ids as long as those of SNS.
func outcomes(n int) iter.Seq2[notify.Outcome, error] {
	return func(yield func(notify.Outcome, error) bool) {
		for i := range n {
			o := notify.Outcome{Index: i, Message: notify.Message{Body: strings.Repeat("x", 1000)}, Status: notify.Published,
				ID: fmt.Sprintf("00000000-0000-4000-8000-%012d", i), SequenceNumber: fmt.Sprintf("%020d", i), Attempts: 1}
			if !yield(o, nil) {
				return
			}
		}
	}
}

func TestAReportHoldsLittleOfAPublishedMessage(t *testing.T) {
	const n = 200_000
	before := heapInUse()
	report, err := notify.ReportOf(outcomes(n))
	held := float64(heapInUse()-before) / n
	require.NoError(t, err)
	t.Logf("%.1f bytes a message", held)
	assert.Less(t, held, 150.)
	o := report.At(n - 1)
	assert.Equal(t, []any{n - 1, fmt.Sprintf("00000000-0000-4000-8000-%012d", n-1), fmt.Sprintf("%020d", n-1), 1, notify.Published},
		[]any{o.Index, o.ID, o.SequenceNumber, o.Attempts, o.Status})
	runtime.KeepAlive(report)
}

func heapInUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// Growing a report allocates what it holds, and no copies.
func TestAReportGrowsWithoutCopying(t *testing.T) {
	for name, o := range map[string]notify.Outcome{
		"published": {Status: notify.Published, ID: "id", Attempts: 1},
		"failed":    {Status: notify.Failed, Err: errBroken, Attempts: 1},
	} {
		const n = 100_000
		same := func(yield func(notify.Outcome, error) bool) {
			for i := range n {
				o.Index = i
				if !yield(o, nil) {
					return
				}
			}
		}
		before, held := allocated(), heapInUse()
		report, err := notify.ReportOf(same)
		total, kept := allocated()-before, heapInUse()-held
		assert.Equal(t, o.Err != nil, err != nil)
		t.Logf("%s: allocated %d bytes a message, holds %d", name, total/n, kept/n)
		assert.LessOrEqual(t, float64(total), 1.05*float64(kept), name)

		before = allocated()
		require.Equal(t, n*(1-min(report.Failed, 1)), report.Published)
		for range report.Failures() {
		}
		err = report.Err()
		assert.Less(t, allocated()-before, uint64(10_000), "the error holds no copy of the failures")
		runtime.KeepAlive(err)
		runtime.KeepAlive(report)
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

func TestAReportHasAnOutcomeAtEachPosition(t *testing.T) {
	messages := numbered(200)
	messages[70].Body = ""
	topic := notify.NewTopic(instant{}, alertsARN, notify.TopicOptions{Concurrency: 3})
	report, err := topic.PublishAll(t.Context(), slices.Values(messages))
	partial, ok := errors.AsType[*notify.PartialError](err)
	require.True(t, ok)
	assert.Equal(t, report, partial.Report)
	assert.Equal(t, 200, report.Len())
	i := 0
	for o := range report.Outcomes() {
		assert.Equal(t, i, o.Index)
		assert.Equal(t, o, report.At(i))
		i++
	}
	assert.Equal(t, 200, i)
	assert.Equal(t, messages[70], report.At(70).Message)
	assert.Zero(t, report.At(-1))
	assert.Zero(t, report.At(200))
	for range report.Outcomes() {
		break
	}
}
