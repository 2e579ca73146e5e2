package waiters_test

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/waiters"
)

// botocoreNames are the services whose package has another name than their
// models in botocore.
var botocoreNames = map[string]string{"elasticloadbalancingv2": "elbv2", "cloudwatchlogs": "logs", "eventbridge": "events", "sfn": "stepfunctions"}

// loadModel reads a model of an installed botocore, which moto_server brings along.
func loadModel(t *testing.T, service, name string, into any) bool {
	out, err := exec.Command("python3", "-c", "import botocore, os; print(os.path.dirname(botocore.__file__))").Output()
	if err != nil && os.Getenv("CI") == "" {
		t.Skip("needs the models of botocore: pip install botocore")
	}
	require.NoError(t, err, "needs the models of botocore: pip install botocore")
	files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(out)), "data", service, "*", name+".json*"))
	require.NoError(t, err)
	if len(files) == 0 {
		return false
	}
	f, err := os.Open(slices.Max(files))
	require.NoError(t, err)
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(f.Name(), ".gz") {
		r, err = gzip.NewReader(f)
		require.NoError(t, err)
	}
	require.NoError(t, json.NewDecoder(r).Decode(into))
	return true
}

type serviceModel struct {
	Metadata   struct{ Protocol string }
	Operations map[string]struct {
		HTTP   struct{ Method string }
		Errors []struct{ Shape string }
	}
	Shapes map[string]struct {
		Error struct {
			Code           string
			HTTPStatusCode int
		}
		Fault bool
	}
}

type waiterModel struct {
	Waiters map[string]struct {
		Operation string
		Acceptors []struct {
			Matcher, State string
			Expected       any
		}
	}
}

// apiAnswer is an error as it comes over the wire.
type apiAnswer struct {
	code   string
	status int
}

// client answers any request in the protocol of the service.
func (a apiAnswer) client(protocol string) aws.HTTPClient {
	return answering(func(r *http.Request) *http.Response {
		header, body := http.Header{"X-Amzn-Requestid": {"1"}}, ""
		switch {
		case r.Header.Get("Smithy-Protocol") == "rpc-v2-cbor":
			header.Set("Smithy-Protocol", "rpc-v2-cbor")
			header.Set("Content-Type", "application/cbor")
			body = "\xa2\x66__type\x78" + string([]byte{byte(len(a.code))}) + a.code + "\x67message\x61m"
		case protocol == "ec2":
			body = fmt.Sprintf("<Response><Errors><Error><Code>%s</Code><Message>m</Message></Error></Errors><RequestID>1</RequestID></Response>", a.code)
		case protocol == "query", protocol == "rest-xml":
			body = fmt.Sprintf("<ErrorResponse><Error><Code>%s</Code><Message>m</Message></Error><RequestId>1</RequestId></ErrorResponse>", a.code)
		default:
			header.Set("X-Amzn-Errortype", a.code)
			header.Set("Content-Type", "application/json")
			body = fmt.Sprintf(`{"__type":%q,"message":"m"}`, a.code)
		}
		if r.Method == http.MethodHead {
			body = ""
		}
		return &http.Response{StatusCode: a.status, Header: header, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)), Request: r}
	})
}

type answering func(*http.Request) *http.Response

func (f answering) Do(r *http.Request) (*http.Response, error) { return f(r), nil }

// Each error that the model of a waiter or of its operation knows, as it comes
// over the wire, is judged as botocore judges it. The differences are those of
// the SDK's models, and that errors which pass are waited out where botocore ends
// the wait (docs/decisions/waiters-sdk-states.md).
func TestErrorsAreJudgedAsByBotocore(t *testing.T) {
	differences := map[string]bool{
		// The SDK's model says nothing of a bucket that exists and is another's.
		"s3.BucketExists 301": true, "s3.BucketExists 403": true,
		// botocore's model has the name of the shape where RDS sends DBInstanceNotFound.
		"rds.TenantDatabaseDeleted DBInstanceNotFound": true, "rds.TenantDatabaseDeleted DBInstanceNotFoundFault": true,
	}
	judged := 0
	services := map[string]serviceModel{}
	models := map[string]waiterModel{}
	for _, w := range sdkWaiters {
		service, name, _ := strings.Cut(w.name, ".")
		if other, ok := botocoreNames[service]; ok {
			service = other
		}
		if _, ok := services[service]; !ok {
			var s serviceModel
			var m waiterModel
			loadModel(t, service, "service-2", &s)
			loadModel(t, service, "waiters-2", &m)
			services[service], models[service] = s, m
		}
		s := services[service]
		model, ok := models[service].Waiters[name]
		if !ok {
			t.Logf("%s: botocore has no such waiter", w.name)
			continue
		}
		operation := s.Operations[model.Operation]
		answers := map[apiAnswer]bool{
			{"AccessDenied", 403}: true, {"ThrottlingException", 400}: true, {"InternalFailure", 500}: true, {"Whatever", 400}: true,
		}
		for _, e := range operation.Errors {
			shape := s.Shapes[e.Shape]
			code, status := shape.Error.Code, shape.Error.HTTPStatusCode
			if code == "" || strings.Contains(s.Metadata.Protocol, "json") {
				code = e.Shape
			}
			if status == 0 {
				status = map[bool]int{true: 500, false: 400}[shape.Fault]
			}
			answers[apiAnswer{code, status}] = true
		}
		for _, a := range model.Acceptors {
			switch expected := a.Expected.(type) {
			case string:
				if a.Matcher == "error" {
					known := slices.ContainsFunc(slices.Collect(maps.Keys(answers)), func(have apiAnswer) bool { return have.code == expected })
					if !known {
						answers[apiAnswer{expected, 400}] = true
					}
				}
			case float64:
				// Without a code, 404 is a proxy's answer; the service's is among the errors.
				if a.Matcher == "status" && expected >= 300 && operation.HTTP.Method == http.MethodHead {
					answers[apiAnswer{"", int(expected)}] = true
				}
			}
		}
		for answer := range answers {
			code := answer.code
			if operation.HTTP.Method == http.MethodHead {
				code = fmt.Sprint(answer.status) // as botocore has it for an answer without a body
			}
			want := waiters.Failed // botocore ends the wait for any error that its model does not know
			for _, a := range model.Acceptors {
				if a.Matcher == "error" && (a.Expected == code || a.Expected == true) || a.Matcher == "status" && a.Expected == float64(answer.status) {
					want = map[string]waiters.Verdict{"success": waiters.Ready, "failure": waiters.Failed, "retry": waiters.Pending}[a.State]
					break
				}
			}
			got, err := w.waiter.poll(t.Context(), aws.Config{
				Region: "us-east-1", HTTPClient: answer.client(s.Metadata.Protocol), Credentials: configFor("").Credentials, RetryMaxAttempts: 1,
			})
			judged++
			if got != want && !(want == waiters.Failed && got == waiters.Pending && waiters.Classify(err) == waiters.Transient) {
				if !differences[w.name+" "+code] {
					t.Errorf("%s: %s %d: %v, and botocore says %v: %v", w.name, answer.code, answer.status, got, want, err)
				}
			}
		}
	}
	t.Logf("%d answers judged", judged)
	require.Greater(t, judged, 500)
}
