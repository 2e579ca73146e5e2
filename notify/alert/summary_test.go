package alert_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/alert"
)

func TestSummaryTellsWhatTheJobDid(t *testing.T) {
	inLambda(t)
	synctest.Test(t, func(t *testing.T) {
		summary := alert.Summary{Job: "nightly tagging", Started: time.Now()}
		summary.Add("tagged", 120)
		report, _ := notify.ReportOf(func(yield func(notify.Outcome, error) bool) {
			for _, status := range []notify.Status{notify.Published, notify.Published, notify.Failed} {
				if !yield(notify.Outcome{Status: status}, nil) {
					return
				}
			}
		})
		summary.Add("messages", report)
		summary.Add("api token", "hunter2")
		summary.Add("note", "user=u password=hunter2")
		summary.Add("list", "a\nb")
		time.Sleep(90 * time.Second)
		assert.Equal(t, notify.Message{Subject: "nightly tagging done", Body: `nightly tagging is done.

tagged:     120
messages:   3 messages: 2 published, 1 failed
api token:  [redacted]
note:       user=u password=[redacted]
list:       a
            b
started:    2000-01-01T00:00:00Z
took:       1m30s
function:   orders-nightly
version:    42
region:     eu-west-1
memory:     128 MB
log group:  /aws/lambda/orders-nightly
log stream: 2026/11/22/[42]abcdef
`}, summary.Message())
	})
}

func TestSummaryIsNamedForTheFunction(t *testing.T) {
	inLambda(t)
	assert.Equal(t, "orders-nightly done", (&alert.Summary{}).Message().Subject)
}
