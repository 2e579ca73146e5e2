package wire_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/wire"
)

// answering is an HTTP client that gives one answer.
type answering struct {
	status int
	header http.Header
	body   []byte
}

func (a answering) Do(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: a.status, Header: a.header, Body: io.NopCloser(bytes.NewReader(a.body)), ContentLength: int64(len(a.body)), Request: r}, nil
}

// stsCall calls an operation of STS by name, with an empty input, which is not
// validated.
func stsCall(operation string, client aws.HTTPClient, optFns ...func(*sts.Options)) (any, error) {
	c := sts.New(sts.Options{Region: "us-east-1", HTTPClient: client, Credentials: credentials.NewStaticCredentialsProvider("id", "secret", ""),
		RetryMaxAttempts: 1, APIOptions: []func(*middleware.Stack) error{func(s *middleware.Stack) error {
			_, _ = s.Initialize.Remove("OperationInputValidation") // some operations have none
			return nil
		}}}, optFns...)
	method := reflect.ValueOf(c).MethodByName(operation)
	out := method.Call([]reflect.Value{reflect.ValueOf(context.Background()), reflect.New(method.Type().In(1).Elem())})
	err, _ := out[1].Interface().(error)
	return out[0].Interface(), err
}

func fastSTS(o *sts.Options) { o.Protocol = wire.Fast(o.Protocol) }

// TestSnapshotsOfSTS reads the answers that the SDK's own tests read.
func TestSnapshotsOfSTS(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/aws/aws-sdk-go-v2/service/sts").Output()
	require.NoError(t, err)
	files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), "response_snapshot", "*.snap"))
	require.NoError(t, err)
	require.Greater(t, len(files), 15)
	for _, file := range files {
		name, kind, _ := strings.Cut(strings.TrimSuffix(filepath.Base(file), ".snap"), ".")
		if kind == "error" {
			name = "AssumeRole"
		}
		answer := snapshot(t, file)
		want, wantErr := stsCall(name, answer)
		got, err := stsCall(name, answer, fastSTS)
		assert.Equal(t, withoutMetadata(want), withoutMetadata(got), file)
		assert.Equal(t, kind == "error", err != nil, file)
		var a, b smithy.APIError
		if errors.As(wantErr, &a) && assert.ErrorAs(t, err, &b, file) {
			assert.Equal(t, a, b, file)
		}
	}
}

func snapshot(t *testing.T, file string) answering {
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	r := bufio.NewReader(bytes.NewReader(raw))
	answer := answering{header: http.Header{}}
	for first := true; ; first = false {
		line, err := r.ReadString('\n')
		require.NoError(t, err)
		line = strings.TrimSpace(line)
		switch k, v, _ := strings.Cut(line, ": "); {
		case first:
			answer.status, err = strconv.Atoi(line)
			require.NoError(t, err)
		case line == "":
			answer.body, err = io.ReadAll(r)
			require.NoError(t, err)
			return answer
		default:
			answer.header.Add(k, v)
		}
	}
}

// withoutMetadata is an output without the times of its response.
func withoutMetadata(out any) any {
	if v := reflect.ValueOf(out); !v.IsNil() {
		v.Elem().FieldByName("ResultMetadata").SetZero()
	}
	return out
}

func TestSTSOnTheWire(t *testing.T) {
	server := moto.Start(t)
	ctx := t.Context()
	options := sts.Options{Region: "us-east-1", BaseEndpoint: &server.URL, Credentials: credentials.NewStaticCredentialsProvider("id", "secret", "")}
	sdk, fast := sts.New(options), sts.New(options, fastSTS)

	want, err := sdk.GetCallerIdentity(ctx, nil)
	require.NoError(t, err)
	got, err := fast.GetCallerIdentity(ctx, nil)
	require.NoError(t, err)
	assert.Equal(t, withoutMetadata(want), withoutMetadata(got))

	in := &sts.AssumeRoleInput{RoleArn: aws.String("arn:aws:iam::123456789012:role/r"), RoleSessionName: aws.String("s")}
	role, err := fast.AssumeRole(ctx, in)
	require.NoError(t, err)
	assert.Equal(t, "arn:aws:sts::123456789012:assumed-role/r/s", *role.AssumedRoleUser.Arn)
	assert.NotEmpty(t, *role.Credentials.SessionToken)
	assert.False(t, role.Credentials.Expiration.IsZero())

	_, wantErr := sdk.DecodeAuthorizationMessage(ctx, &sts.DecodeAuthorizationMessageInput{EncodedMessage: aws.String("x")})
	_, err = fast.DecodeAuthorizationMessage(ctx, &sts.DecodeAuthorizationMessageInput{EncodedMessage: aws.String("x")})
	var a, b *smithyhttp.ResponseError
	if errors.As(wantErr, &a) {
		require.ErrorAs(t, err, &b)
		assert.Equal(t, a.HTTPStatusCode(), b.HTTPStatusCode())
	}
}
