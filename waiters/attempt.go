package waiters

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

// Attempt is what one poll found.
type Attempt struct {
	// Operation names what is waited for, such as "lambda.FunctionActiveV2" or
	// "sns.GetTopicAttributes".
	Operation string
	// Number counts the polls from one, over all processes of a resumed wait.
	Number int
	// Waited is the time since the first poll began, over all processes.
	Waited time.Duration
	// Next is the time to the next poll; zero when there is none.
	Next time.Duration
	// Verdict is what the poll says about the wait.
	Verdict Verdict
	// State is the state of the thing, such as "Pending", or the code of the
	// error; empty where the output names none. Reason is why, where the
	// service says so.
	State, Reason string
	// Err is the error that the operation ended in, or nil.
	Err error
	// Cost is what waiting has cost so far.
	Cost Cost
}

// String is one line for a log:
//
//	lambda.FunctionActiveV2: poll 3 after 4.1s: pending (Pending), next in 2s
func (a Attempt) String() string {
	what := joined(a.State, ": ", a.Reason)
	if what == "" && a.Err != nil {
		what = a.Err.Error()
	}
	text := fmt.Sprintf("%s: poll %d after %v: %v", a.Operation, a.Number, round(a.Waited), a.Verdict)
	if what != "" {
		text += " (" + what + ")"
	}
	if a.Next > 0 {
		text += ", next in " + round(a.Next).String()
	}
	if a.Cost.GBSeconds > 0 {
		text += fmt.Sprintf(", %.2f GB-s", a.Cost.GBSeconds)
	}
	return text
}

// Cost is what the waiting of this process has cost so far.
type Cost struct {
	// Requests is the number of polls made; retries of the SDK within a poll
	// are not counted.
	Requests int
	// Duration is the time since the wait began.
	Duration time.Duration
	// GBSeconds is what Lambda bills for that time: the duration times the
	// function's memory, from AWS_LAMBDA_FUNCTION_MEMORY_SIZE. It is zero
	// outside Lambda.
	GBSeconds float64
}

func costOf(requests int, d time.Duration, memoryMB int) Cost {
	return Cost{Requests: requests, Duration: d, GBSeconds: d.Seconds() * float64(memoryMB) / 1024}
}

// lambdaMemory is the memory of the function in MB, zero outside Lambda.
func lambdaMemory() int {
	mb, err := strconv.Atoi(os.Getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"))
	if err != nil || mb < 0 {
		return 0
	}
	return mb
}

// round keeps three figures or so: nobody reads nanoseconds in a log.
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
