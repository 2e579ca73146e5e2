package waiters_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/waiters"
)

// A first answer that is cut off, broken or not the service's is waited out, in
// each protocol and by whatever the connection breaks. The clients do not retry,
// so that the wait meets each of them.
func TestBrokenAnswersAreWaitedOut(t *testing.T) {
	services := map[string]struct {
		contentType, body string
		wait              func(*testing.T, aws.Config) error
	}{
		"json": {"application/x-amz-json-1.0", `{"Table":{"TableStatus":"ACTIVE"}}`, func(t *testing.T, cfg aws.Config) error {
			_, err := waiters.Wait(t.Context(), dynamodb.NewTableExistsWaiter(dynamodb.NewFromConfig(cfg)), &dynamodb.DescribeTableInput{TableName: aws.String("t")}, quickly())
			return err
		}},
		"rest json": {"application/json", `{"Configuration":{"State":"Active"}}`, func(t *testing.T, cfg aws.Config) error {
			_, err := waiters.Wait(t.Context(), lambda.NewFunctionActiveV2Waiter(lambda.NewFromConfig(cfg)), &lambda.GetFunctionInput{FunctionName: aws.String("f")}, quickly())
			return err
		}},
		"query": {"text/xml", `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>app</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
			func(t *testing.T, cfg aws.Config) error {
				_, err := waiters.Wait(t.Context(), cloudformation.NewStackCreateCompleteWaiter(cloudformation.NewFromConfig(cfg)), &cloudformation.DescribeStacksInput{StackName: aws.String("app")}, quickly())
				return err
			}},
		"ec2": {"text/xml", `<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-1</vpcId><state>available</state></item></vpcSet></DescribeVpcsResponse>`,
			func(t *testing.T, cfg aws.Config) error {
				_, err := waiters.Wait(t.Context(), ec2.NewVpcAvailableWaiter(ec2.NewFromConfig(cfg)), &ec2.DescribeVpcsInput{}, quickly())
				return err
			}},
	}
	answers := map[string]func(w http.ResponseWriter, body string){
		"length promised": func(w http.ResponseWriter, body string) {
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
			fmt.Fprint(w, body[:len(body)/2])
		},
		"chunks cut off": func(w http.ResponseWriter, body string) {
			fmt.Fprint(w, body[:len(body)/2])
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		},
		"half, and well formed HTTP": func(w http.ResponseWriter, body string) { fmt.Fprint(w, body[:len(body)/2]) },
		"garbage in the middle": func(w http.ResponseWriter, body string) {
			fmt.Fprint(w, body[:len(body)/2]+"\x00\xff<<{{"+body[len(body)/2:])
		},
		"gzip cut off": func(w http.ResponseWriter, body string) {
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			_, _ = z.Write([]byte(body))
			_ = z.Close()
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(b.Bytes()[:b.Len()/2])
		},
		"an error whose body is cut off": func(w http.ResponseWriter, _ string) {
			w.Header().Set("Content-Length", "500")
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"__type":"Valid`)
		},
		"no answer": func(w http.ResponseWriter, _ string) { panic(http.ErrAbortHandler) },
		"bad gateway": func(w http.ResponseWriter, _ string) {
			w.WriteHeader(http.StatusBadGateway)
			fmt.Fprint(w, "<html><body>502</body></html>")
		},
	}
	for service, s := range services {
		for name, first := range answers {
			t.Run(service+"/"+name, func(t *testing.T) {
				var n atomic.Int32
				server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Type", s.contentType)
					if n.Add(1) == 1 {
						first(w, s.body)
						return
					}
					fmt.Fprint(w, s.body)
				}))
				defer server.Close()
				cfg := configFor(server.URL)
				cfg.RetryMaxAttempts = 1
				require.NoError(t, s.wait(t, cfg))
				require.EqualValues(t, 2, n.Load())
			})
		}
	}
}

// An error that is whole is not waited out, however odd it is.
func TestWholeErrorsAreNotWaitedOut(t *testing.T) {
	for name, body := range map[string]string{
		"denied": `{"__type":"AccessDeniedException","message":"no"}`, "not the service's": "<html><body>Forbidden</body></html>",
	} {
		t.Run(name, func(t *testing.T) {
			var n atomic.Int32
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				n.Add(1)
				w.Header().Set("Content-Type", "application/x-amz-json-1.0")
				w.WriteHeader(http.StatusForbidden)
				fmt.Fprint(w, body)
			}))
			defer server.Close()
			_, err := waiters.Wait(t.Context(), dynamodb.NewTableExistsWaiter(dynamodb.NewFromConfig(configFor(server.URL))),
				&dynamodb.DescribeTableInput{TableName: aws.String("t")}, quickly())
			require.ErrorIs(t, err, waiters.ErrFailed)
			require.EqualValues(t, 1, n.Load())
		})
	}
}
