package lambdatest

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"time"
)

// initLimit bounds the time from the start of the process to its first request
// for an event. Lambda allows 10 s; a busy test machine gets more.
const initLimit = 30 * time.Second

// invocation is one event as the runtime API hands it out.
type invocation struct {
	id            string
	payload       []byte
	deadline      time.Time
	traceID       string
	arn           string
	clientContext string
}

// outcome is what the process said of an invocation, or of its own start.
type outcome struct {
	payload []byte
	err     *FunctionError
}

// A sandbox is one process and the runtime API server that it alone talks to,
// so that what a dying process still sends cannot reach the next one.
type sandbox struct {
	cmd     *exec.Cmd
	server  *http.Server
	log     *os.File
	started time.Time
	ready   bool // the process waits for an event

	asked    chan struct{}   // the process asks for an event
	events   chan invocation // and gets it
	outcomes chan outcome    // what it says; room for one
	exited   chan struct{}   // closed when it has ended
	current  chan string     // holds the id of the invocation that may be answered
}

func startSandbox(bin, logFile string, env []string) (*sandbox, error) {
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
		asked:    make(chan struct{}),
		events:   make(chan invocation),
		outcomes: make(chan outcome, 1),
		exited:   make(chan struct{}),
		current:  make(chan string, 1),
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
	_ = s.log.Close()
}

// api serves the runtime API.
func (s *sandbox) api() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /2018-06-01/runtime/invocation/next", s.next)
	mux.HandleFunc("POST /2018-06-01/runtime/invocation/{id}/response", func(w http.ResponseWriter, r *http.Request) {
		s.answer(w, r, func(body []byte) outcome { return outcome{payload: body} })
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
		if inv.clientContext != "" {
			h.Set("Lambda-Runtime-Client-Context", inv.clientContext)
		}
		reply(w, http.StatusOK, inv.payload)
	case <-r.Context().Done():
	}
}

// answer takes what the process says. As in Lambda, an invocation is answered
// once, and only under its own id; the id of the start is empty.
func (s *sandbox) answer(w http.ResponseWriter, r *http.Request, read func([]byte) outcome) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the process has gone away
	}
	select {
	case id := <-s.current:
		if id == r.PathValue("id") {
			s.outcomes <- read(body)
			reply(w, http.StatusAccepted, []byte(`{"status":"OK"}`))
			return
		}
		s.current <- id
		reply(w, http.StatusBadRequest, []byte(`{"errorType":"InvalidRequestID","errorMessage":"Invalid request ID"}`))
	default:
		reply(w, http.StatusForbidden, []byte(`{"errorType":"InvalidStateTransition","errorMessage":"already answered"}`))
	}
}

func reply(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the process may have gone away
}

func failure(body []byte) outcome {
	e := new(FunctionError)
	if err := json.Unmarshal(body, e); err != nil {
		e.Type, e.Message = "Runtime.Unknown", string(body)
	}
	return outcome{err: e}
}

// run takes the process through one invocation, and through its start before
// that, and notes in res what became of it.
func (s *sandbox) run(res *Result, inv invocation, timeout time.Duration) {
	logged := s.logSize()
	defer func() { res.Log = s.logFrom(logged) }()

	if !s.ready {
		logged = 0
		s.current <- ""
		said, end := s.wait(initLimit)
		res.Init = time.Since(s.started)
		if end != asksAgain {
			s.fail(res, said, end, initLimit)
			return
		}
		<-s.current
	}

	begin := time.Now()
	if inv.deadline.IsZero() {
		inv.deadline = begin.Add(timeout)
	}
	s.current <- inv.id
	select {
	case s.events <- inv:
	case <-s.exited: // while it had nothing to do
	}
	said, end := s.wait(timeout)
	res.Duration = time.Since(begin)
	s.ready = end == asksAgain
	switch {
	case !s.ready:
		s.fail(res, said, end, timeout)
	case said == nil:
		<-s.current
		res.Error = &FunctionError{Type: "Runtime.NoAnswer", Message: "the process asked for another event without an answer to this one"}
	default:
		res.Payload, res.Error = said.payload, said.err
	}
}

// end is how a part of the process's life came to its end.
type end int

const (
	asksAgain end = iota
	hasExited
	ranOut
)

// wait waits until the process asks for an event, exits or has run for limit,
// and returns what it said meanwhile, if anything.
func (s *sandbox) wait(limit time.Duration) (*outcome, end) {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	how := asksAgain
	select {
	case <-s.asked:
	case <-s.exited:
		how = hasExited
	case <-timer.C:
		how = ranOut
	}
	select {
	case said := <-s.outcomes:
		return &said, how
	default:
		return nil, how
	}
}

// fail notes the end of the process. What the process itself reported says more
// than how it ended, but an answer from a process that then crashed or had to be killed
// does not count.
func (s *sandbox) fail(res *Result, said *outcome, how end, limit time.Duration) {
	s.kill()
	res.Exit = s.cmd.ProcessState
	switch {
	case said != nil && said.err != nil:
		res.Error = said.err
	case how == ranOut:
		res.Error = &FunctionError{Type: ErrorTimeout, Message: fmt.Sprintf("RequestId: %s Error: Task timed out after %.2f seconds", res.RequestID, limit.Seconds())}
	default:
		res.Error = &FunctionError{Type: ErrorExit, Message: fmt.Sprintf("RequestId: %s Error: Runtime exited: %v", res.RequestID, s.cmd.ProcessState)}
	}
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
