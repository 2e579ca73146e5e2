package waiters

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

// Status is the status of a wait after its latest poll. [Options.OnAttempt] is
// called with the status after each poll, a [Step] has that of its poll, and the
// errors of a wait that has begun have the last one.
type Status struct {
	// Operation names what is waited for, such as "lambda.FunctionActiveV2" for
	// a waiter or "sns.GetTopicAttributes" for an operation.
	Operation string
	// Attempts is the number of polls made, including those before a resume.
	Attempts int
	// Waited is the time since the first poll began, over all processes.
	Waited time.Duration
	// Next is the time to the next poll; zero if there is none.
	Next time.Duration
	// Verdict is that of the latest poll.
	Verdict Verdict
	// State is the state of the resource, such as "Pending", or the code of the
	// error; empty if the output has none. Reason is the reason that the service
	// gives for it, if any.
	State, Reason string
	// Last is the latest output, as the operation's output pointer; nil if there
	// is none. It may contain values that must not be logged, such as a
	// function's environment, so it is omitted from String and JSON.
	Last any `json:"-"`
	// LastErr is the error of the latest poll, or nil.
	LastErr error
	// Cost is what the wait has cost in this process.
	Cost Cost
}

// String returns one line for a log:
//
//	lambda.FunctionActiveV2: poll 3 after 4.1s: pending (Pending), next in 2s
func (s Status) String() string {
	what := joined(s.State, ": ", s.Reason)
	if what == "" && s.LastErr != nil {
		what = s.LastErr.Error()
	}
	text := fmt.Sprintf("%s: poll %d after %v: %v", s.Operation, s.Attempts, round(s.Waited), s.Verdict)
	if what != "" {
		text += " (" + what + ")"
	}
	if s.Next > 0 {
		text += ", next in " + round(s.Next).String()
	}
	if s.Cost.GBSeconds > 0 {
		text += fmt.Sprintf(", %.2f GB-s", s.Cost.GBSeconds)
	}
	return text
}

// message returns the text of an error.
func (s *Status) message(what error, rest string) string {
	plural := "s"
	if s.Attempts == 1 {
		plural = ""
	}
	return fmt.Sprintf("waiters: %s: %v after %d poll%s in %v%s", s.Operation, what, s.Attempts, plural, round(s.Waited), rest)
}

// last returns the latest state or error, as the end of a message.
func (s *Status) last() string {
	if s.LastErr != nil {
		return ": last error: " + s.LastErr.Error()
	}
	switch {
	case s.State != "":
		return ": last state " + joined(s.State, ": ", s.Reason)
	case s.Reason != "":
		return ": " + s.Reason
	}
	return ""
}

// Cost is what a wait has cost in this process.
type Cost struct {
	// Requests is the number of polls made; retries of the SDK within a poll
	// are not counted.
	Requests int
	// Duration is the time since the wait began.
	Duration time.Duration
	// GBSeconds is what Lambda bills for Duration: the duration times the
	// function's memory, from AWS_LAMBDA_FUNCTION_MEMORY_SIZE. It is zero
	// outside Lambda.
	GBSeconds float64
}

func costOf(requests int, d time.Duration, memoryMB int) Cost {
	return Cost{Requests: requests, Duration: d, GBSeconds: d.Seconds() * float64(memoryMB) / 1024}
}

// lambdaMemory returns the memory of the function in MB, zero outside Lambda.
func lambdaMemory() int {
	mb, err := strconv.Atoi(os.Getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"))
	if err != nil || mb < 0 {
		return 0
	}
	return mb
}

// round rounds to about three digits.
func round(d time.Duration) time.Duration {
	switch d = d.Round(time.Millisecond); {
	case d.Abs() < time.Second:
		return d
	case d.Abs() < time.Minute:
		return d.Round(10 * time.Millisecond)
	default:
		return d.Round(time.Second)
	}
}
