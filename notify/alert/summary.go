package alert

import (
	"time"

	"github.com/awsessentials/essentials/notify"
)

// A Summary is the message about a job that is done:
//
//	summary := alert.Summary{Job: "nightly tagging", Started: time.Now()}
//	...
//	summary.Add("tagged", tagged)
//	summary.Add("messages", report)
//	id, err := topic.Publish(ctx, summary.Message())
//
// It is not safe for concurrent use.
type Summary struct {
	// Job names the job in the subject. The default is the name of the function,
	// or of the program outside Lambda.
	Job string

	// Started is when the job began; if set, the message has the duration of the
	// job.
	Started time.Time

	// Facts are shown in their order.
	Facts []Fact
}

// A Fact is a named value of a [Summary]. The value is shown as fmt.Sprint does,
// structs with the names of their fields and bytes as text, with what looks like a
// secret redacted.
type Fact struct {
	Name  string
	Value any
}

// Add appends a fact.
func (s *Summary) Add(name string, value any) {
	s.Facts = append(s.Facts, Fact{name, value})
}

// Message returns the message to publish, as of now.
func (s *Summary) Message() notify.Message {
	job := s.Job
	if job == "" {
		job = functionName()
	}
	var facts facts
	for _, f := range s.Facts {
		value := redacted
		if !isSecretName(f.Name) {
			value = guarded(describe, f.Value, maxAlertError)
		}
		if value != "" {
			facts = append(facts, f.Name, value)
		}
	}
	if !s.Started.IsZero() {
		facts = append(facts,
			"started", s.Started.UTC().Format(time.RFC3339),
			"took", time.Since(s.Started).Round(time.Millisecond).String())
	}
	facts.addRuntime()
	return notify.Message{Subject: job + " done", Body: validText(job + " is done.\n\n" + facts.text())}
}
