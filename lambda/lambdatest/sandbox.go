package lambdatest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"time"
)

// initLimit bounds the time from the start of the process to its first request
// for an event. Lambda allows 10 s; a busy test machine gets more.
const initLimit = 30 * time.Second

// exitLimit bounds the time from a panic that was reported to the end of the
// process.
const exitLimit = 5 * time.Second

// invocation is one event as the runtime API hands it out.
type invocation struct {
	id            string
	payload       []byte
	deadline      time.Time
	traceID       string
	arn           string
	tenantID      string
	clientContext string
}

// outcome is what the process said of an invocation, or of its own start.
type outcome struct {
	payload []byte
	err     *FunctionError
}

// start is the id of the process's start among those that may be answered.
const start = ""

// A sandbox is one process and the runtime API server that it alone talks to,
// so that what a dying process still sends cannot reach the next one.
type sandbox struct {
	cmd     *exec.Cmd
	server  *http.Server
	log     *os.File
	started time.Time

	asked  chan struct{}   // one for each loop of the process that asks for an event
	events chan invocation // and gets it
	exited chan struct{}   // closed when it has ended

	mu       sync.Mutex
	outcomes map[string]chan outcome // what may be answered, by id; nil when it was
}

func startSandbox(bin, logFile string, env []string, loops int) (*sandbox, error) {
	log, err := os.OpenFile(logFile, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		_ = log.Close()
		return nil, err
	}
	s := &sandbox{
		cmd:      exec.Command(bin),
		log:      log,
		asked:    make(chan struct{}, loops),
		events:   make(chan invocation),
		exited:   make(chan struct{}),
		outcomes: map[string]chan outcome{},
	}
	s.server = &http.Server{Handler: s.api()}
	go func() { _ = s.server.Serve(listener) }() // ends with Close, when the process has ended

	// The log is a file and not a pipe: when the process asks for another event,
	// all that it wrote before is there to be read.
	s.cmd.Stdout, s.cmd.Stderr = log, log
	s.cmd.Env = append(env, "AWS_LAMBDA_RUNTIME_API="+listener.Addr().String())
	s.started = time.Now()
	if err := s.cmd.Start(); err != nil {
		_ = s.server.Close()
		_ = log.Close()
		return nil, err
	}
	go func() {
		_ = s.cmd.Wait() // how it ended is in cmd.ProcessState
		_ = s.server.Close()
		close(s.exited)
	}()
	return s, nil
}

// kill ends the process and waits until it has ended.
func (s *sandbox) kill() {
	_ = s.cmd.Process.Kill() // it may have ended
	<-s.exited
	_ = s.log.Close() // it may be closed
}

// api serves the runtime API.
func (s *sandbox) api() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /2018-06-01/runtime/invocation/next", s.next)
	mux.HandleFunc("POST /2018-06-01/runtime/invocation/{id}/response", func(w http.ResponseWriter, r *http.Request) {
		s.answer(w, r, func(body []byte) outcome {
			// The error of a streamed response follows it.
			if r.Trailer.Get("Lambda-Runtime-Function-Error-Type") == "" {
				return outcome{payload: body}
			}
			report, err := base64.StdEncoding.DecodeString(r.Trailer.Get("Lambda-Runtime-Function-Error-Body"))
			if err != nil {
				return outcome{err: &FunctionError{Type: r.Trailer.Get("Lambda-Runtime-Function-Error-Type")}}
			}
			return failure(report)
		})
	})
	mux.HandleFunc("POST /2018-06-01/runtime/invocation/{id}/error", func(w http.ResponseWriter, r *http.Request) {
		s.answer(w, r, failure)
	})
	mux.HandleFunc("POST /2018-06-01/runtime/init/error", func(w http.ResponseWriter, r *http.Request) {
		s.answer(w, r, failure)
	})
	return mux
}

func (s *sandbox) next(w http.ResponseWriter, r *http.Request) {
	select {
	case s.asked <- struct{}{}:
	case <-r.Context().Done():
		return
	}
	select {
	case inv := <-s.events:
		h := w.Header()
		h.Set("Lambda-Runtime-Aws-Request-Id", inv.id)
		h.Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(inv.deadline.UnixMilli(), 10))
		h.Set("Lambda-Runtime-Invoked-Function-Arn", inv.arn)
		h.Set("Lambda-Runtime-Trace-Id", inv.traceID)
		if inv.tenantID != "" {
			h.Set("Lambda-Runtime-Aws-Tenant-Id", inv.tenantID)
		}
		if inv.clientContext != "" {
			h.Set("Lambda-Runtime-Client-Context", inv.clientContext)
		}
		reply(w, http.StatusOK, inv.payload)
	case <-r.Context().Done():
	}
}

// expect lets the process answer an invocation, or its start, once.
func (s *sandbox) expect(id string) <-chan outcome {
	said := make(chan outcome, 1)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.outcomes[id] = said
	return said
}

// forget ends the time in which an answer is taken.
func (s *sandbox) forget(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.outcomes[id] = nil
}

// answer takes what the process says. As in Lambda, an invocation is answered
// once, and only under its own id.
func (s *sandbox) answer(w http.ResponseWriter, r *http.Request, read func([]byte) outcome) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the process has ended
	}
	id := r.PathValue("id") // start for that of the process
	s.mu.Lock()
	said, known := s.outcomes[id]
	if said != nil {
		s.outcomes[id] = nil
	}
	s.mu.Unlock()
	switch {
	case said != nil:
		said <- read(body)
		reply(w, http.StatusAccepted, []byte(`{"status":"OK"}`))
	case known:
		reply(w, http.StatusForbidden, []byte(`{"errorType":"InvalidStateTransition","errorMessage":"already answered"}`))
	default:
		reply(w, http.StatusBadRequest, []byte(`{"errorType":"InvalidRequestID","errorMessage":"Invalid request ID"}`))
	}
}

func reply(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the process may have ended
}

func failure(body []byte) outcome {
	e := new(FunctionError)
	if err := json.Unmarshal(body, e); err != nil {
		e.Type, e.Message = "Runtime.Unknown", string(body)
	}
	return outcome{err: e}
}

// init waits until the process asks for its first event, and reports whether it
// did.
func (s *sandbox) init(res *Result) bool {
	said := s.expect(start)
	defer s.forget(start)
	end := s.wait(initLimit)
	res.Init = time.Since(s.started)
	if end != asksAgain {
		s.fail(res, said, end, initLimit)
		res.Log = s.logFrom(0)
		return false
	}
	s.asked <- struct{}{} // it still does
	return true
}

// run takes the process through one invocation and notes in res what became of
// it. If the process has several loops, the invocation ends with its answer, else
// when the process asks for another event.
func (s *sandbox) run(res *Result, inv invocation, timeout time.Duration, logged int64) {
	defer func() { res.Log = s.logFrom(logged) }()
	begin := time.Now()
	if inv.deadline.IsZero() {
		inv.deadline = begin.Add(timeout)
	}
	answer := s.expect(inv.id)
	defer s.forget(inv.id)
	if end := s.wait(timeout); end != asksAgain {
		res.Duration = time.Since(begin)
		s.fail(res, answer, end, timeout)
		return
	}
	select {
	case s.events <- inv:
	case <-s.exited: // while it had nothing to do
	}
	var said *outcome
	if cap(s.asked) > 1 {
		timer := time.NewTimer(timeout - time.Since(begin))
		defer timer.Stop()
		select {
		case o := <-answer:
			said = &o
		case <-s.exited:
			s.fail(res, answer, hasExited, timeout)
		case <-timer.C:
			s.fail(res, answer, ranOut, timeout)
		}
		res.Duration = time.Since(begin)
		if said != nil {
			res.Payload, res.Error = said.payload, said.err
			s.afterPanic(res)
		}
		return
	}
	end := s.wait(timeout)
	res.Duration = time.Since(begin)
	if end != asksAgain {
		s.fail(res, answer, end, timeout)
		return
	}
	s.asked <- struct{}{} // for the next invocation
	select {
	case o := <-answer:
		res.Payload, res.Error = o.payload, o.err
	default:
		res.Error = &FunctionError{Type: "Runtime.NoAnswer", Message: "the process asked for another event without an answer to this one"}
	}
}

// afterPanic waits for the end of a process that reported a panic: the runtime of
// Go ends it, with all of its loops.
func (s *sandbox) afterPanic(res *Result) {
	if res.Error == nil || len(res.Error.Stack) == 0 {
		return
	}
	select {
	case <-s.exited:
		res.Exit = s.cmd.ProcessState
	case <-time.After(exitLimit):
	}
}

// end is how a part of the process's life came to its end.
type end int

const (
	asksAgain end = iota
	hasExited
	ranOut
)

// wait waits until the process asks for an event, exits or has run for limit.
func (s *sandbox) wait(limit time.Duration) end {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-s.asked:
		return asksAgain
	case <-s.exited:
		return hasExited
	case <-timer.C:
		return ranOut
	}
}

// fail notes the end of the process. What the process itself reported says more
// than how it ended, but an answer from a process that then crashed or had to be
// killed does not count.
func (s *sandbox) fail(res *Result, answer <-chan outcome, how end, limit time.Duration) {
	s.kill()
	res.Exit = s.cmd.ProcessState
	select {
	case said := <-answer:
		if said.err != nil {
			res.Error = said.err
			return
		}
	default:
	}
	if how == ranOut {
		res.Error = &FunctionError{Type: ErrorTimeout, Message: fmt.Sprintf("RequestId: %s Error: Task timed out after %.2f seconds", res.RequestID, limit.Seconds())}
		return
	}
	res.Error = &FunctionError{Type: ErrorExit, Message: fmt.Sprintf("RequestId: %s Error: Runtime exited: %v", res.RequestID, s.cmd.ProcessState)}
}

func (s *sandbox) logSize() int64 {
	info, err := os.Stat(s.log.Name())
	if err != nil {
		return 0
	}
	return info.Size()
}

func (s *sandbox) logFrom(offset int64) string {
	all, err := os.ReadFile(s.log.Name())
	if err != nil || int64(len(all)) < offset {
		return ""
	}
	return string(all[offset:])
}
