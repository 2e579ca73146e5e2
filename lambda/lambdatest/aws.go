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

// AWS is a server that a function's process calls instead of AWS. It answers the
// operations registered with [AWS.On]; any other request gets an error and fails
// the test. Make one with [NewAWS]. It is safe for concurrent use.
type AWS struct {
	tb     testing.TB
	server *httptest.Server

	mu      sync.Mutex
	answers map[string]func(context.Context, Request) Response
	calls   map[string][]Request
}

// NewAWS starts a server, which is closed when the test ends.
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

// Env returns the environment variables with which a process sends its AWS
// calls to the server.
func (a *AWS) Env() map[string]string {
	return map[string]string{"AWS_ENDPOINT_URL": a.server.URL}
}

// On registers the function that answers an operation, any number of times; a later
// On replaces it. service is the signing name of the service, such as sns or
// dynamodb. operation is the name of the operation or, in services whose API has
// paths (S3, Lambda, EventBridge Scheduler), the HTTP method.
//
// The context ends when the process closes the connection: an answer that waits
// for that is never sent.
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

// A Request is a request of the process.
type Request struct {
	Service, Operation string
	// AccessKey is the access key ID that signed the request.
	AccessKey string
	// Path and Query are those of the URL.
	Path  string
	Query url.Values
	// Form is the body for services that use forms (SNS, EC2, IAM, STS).
	Form url.Values
	// Body is the body as sent.
	Body []byte
}

// Decode unmarshals a JSON body into out. It reports an error to the test if the
// body is not JSON, and returns, since it is not called in the test's goroutine.
func (r Request) Decode(tb testing.TB, out any) {
	tb.Helper()
	if err := json.Unmarshal(r.Body, out); err != nil {
		tb.Errorf("lambdatest: %s.%s was sent %q: %v", r.Service, r.Operation, r.Body, err)
	}
}

// A Response is the server's response.
type Response struct {
	Status int // default 200
	Header map[string]string
	Body   string
}

// Fail returns an API error in the format of the request's service.
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
		return // the process has ended
	}
	r := read(req, body)
	key := r.Service + "." + r.Operation

	a.mu.Lock()
	a.calls[key] = append(a.calls[key], r)
	answer := a.answers[key]
	a.mu.Unlock()

	var resp Response
	if answer == nil {
		a.tb.Errorf("lambdatest: the function called %s (%s), which has no answer", key, r.Path)
		resp = r.Fail(http.StatusBadRequest, "NotAnswered", "the test has no answer for "+key)
	} else {
		resp = answer(req.Context(), r)
	}
	if r.Service == "dynamodb" { // the SDK checks it
		w.Header().Set("X-Amz-Crc32", strconv.FormatUint(uint64(crc32.ChecksumIEEE([]byte(resp.Body))), 10))
	}
	for k, v := range resp.Header {
		w.Header().Set(k, v)
	}
	if resp.Status != 0 {
		w.WriteHeader(resp.Status)
	}
	_, _ = io.WriteString(w, resp.Body) // the process may have ended
}

// read finds the service and operation in the signature, the target header and
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
