package lambdatest

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// AWS is a server that a function's process calls instead of AWS. It answers
// what [AWS.On] says and refuses the rest, which also fails the test. It is safe
// for concurrent use.
type AWS struct {
	tb     testing.TB
	server *httptest.Server

	mu      sync.Mutex
	answers map[string]func(context.Context, Request) Response
	calls   map[string][]Request
}

// NewAWS starts a server that ends with the test.
func NewAWS(tb testing.TB) *AWS {
	a := &AWS{
		tb:      tb,
		answers: make(map[string]func(context.Context, Request) Response),
		calls:   make(map[string][]Request),
	}
	a.server = httptest.NewServer(a)
	tb.Cleanup(func() {
		a.server.CloseClientConnections()
		a.server.Close()
	})
	return a
}

// Env is the variables that send a process's AWS calls here.
func (a *AWS) Env() map[string]string {
	return map[string]string{"AWS_ENDPOINT_URL": a.server.URL}
}

// On answers one operation, any number of times; a later On replaces it. service
// is the name that requests are signed for, such as sns or dynamodb. operation
// is the API's name of it; in services whose API has paths (S3, Lambda, EventBridge
// Scheduler) it is the HTTP method.
//
// The context ends when the process gives up: an answer that waits for it is one
// that never comes.
func (a *AWS) On(service, operation string, answer func(context.Context, Request) Response) {
	if service == "" || operation == "" || answer == nil {
		a.tb.Errorf("lambdatest: On(%q, %q): service, operation and answer must not be empty", service, operation)
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.answers[service+"."+operation] = answer
}

// Calls returns the requests for an operation, in order of arrival.
func (a *AWS) Calls(service, operation string) []Request {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]Request(nil), a.calls[service+"."+operation]...)
}

// A Request is what the process sent.
type Request struct {
	Service, Operation string
	// AccessKey is the key that the request was signed with.
	AccessKey string
	// Path and Query are of the URL.
	Path  string
	Query url.Values
	// Form is the body of services that take one (SNS, EC2, IAM, STS).
	Form url.Values
	// Body is the body as it was sent.
	Body []byte
}

// Decode unmarshals a JSON body into out. Another body fails the test, which goes
// on, since answers are not given by the test's goroutine.
func (r Request) Decode(tb testing.TB, out any) {
	tb.Helper()
	if err := json.Unmarshal(r.Body, out); err != nil {
		tb.Errorf("lambdatest: %s.%s was sent %q: %v", r.Service, r.Operation, r.Body, err)
	}
}

// A Response is what the server answers.
type Response struct {
	Status int // default 200
	Header map[string]string
	Body   string
}

// Fail is an API error in the form that the service of the request uses.
func (r Request) Fail(status int, code, message string) Response {
	if r.Form == nil && r.Service != "s3" {
		body, _ := json.Marshal(map[string]string{"__type": code, "message": message})
		return Response{Status: status, Header: map[string]string{"X-Amzn-ErrorType": code}, Body: string(body)}
	}
	var escaped strings.Builder
	_ = xml.EscapeText(&escaped, []byte(message)) // a strings.Builder takes everything
	e := fmt.Sprintf("<Error><Code>%s</Code><Message>%s</Message></Error>", code, &escaped)
	switch r.Service {
	case "s3":
	case "ec2":
		e = "<Response><Errors>" + e + "</Errors><RequestID>test</RequestID></Response>"
	default:
		e = "<ErrorResponse>" + e + "<RequestId>test</RequestId></ErrorResponse>"
	}
	return Response{Status: status, Body: e}
}

// ServeHTTP implements [http.Handler].
func (a *AWS) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return // the process has gone away
	}
	r := read(req, body)
	key := r.Service + "." + r.Operation

	a.mu.Lock()
	a.calls[key] = append(a.calls[key], r)
	answer := a.answers[key]
	a.mu.Unlock()

	var resp Response
	if answer == nil {
		a.tb.Errorf("lambdatest: the function called %s (%s), which nothing answers", key, r.Path)
		resp = r.Fail(http.StatusBadRequest, "NotAnswered", "the test answers no "+key)
	} else {
		resp = answer(req.Context(), r)
	}
	if r.Service == "dynamodb" { // it says so of each answer, and clients check it
		w.Header().Set("X-Amz-Crc32", strconv.FormatUint(uint64(crc32.ChecksumIEEE([]byte(resp.Body))), 10))
	}
	for k, v := range resp.Header {
		w.Header().Set(k, v)
	}
	if resp.Status != 0 {
		w.WriteHeader(resp.Status)
	}
	_, _ = io.WriteString(w, resp.Body) // the process may have gone away
}

// read tells service and operation from the signature, the target header and
// the form.
func read(req *http.Request, body []byte) Request {
	r := Request{Operation: req.Method, Path: req.URL.Path, Query: req.URL.Query(), Body: body}
	if _, credential, ok := strings.Cut(req.Header.Get("Authorization"), "Credential="); ok {
		// Credential=KEY/20260101/us-east-1/sns/aws4_request, ...
		if parts := strings.SplitN(credential, "/", 5); len(parts) == 5 {
			r.AccessKey, r.Service = parts[0], parts[3]
		}
	}
	if target := req.Header.Get("X-Amz-Target"); target != "" {
		r.Operation = target[strings.LastIndexByte(target, '.')+1:]
	} else if strings.HasPrefix(req.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		r.Form, _ = url.ParseQuery(string(body))
		r.Operation = r.Form.Get("Action")
	}
	return r
}
