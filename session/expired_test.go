package session_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/session"
)

// revokingServer gives a new key for each AssumeRole, and refuses the keys that
// it has revoked as expired.
type revokingServer struct {
	*httptest.Server
	mu               sync.Mutex
	assumed, refused int
	all              bool   // revoked: all keys, not only the first
	code             string // of the refusal
}

func newRevokingServer(t *testing.T) *revokingServer {
	s := &revokingServer{code: "ExpiredToken"}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		_ = r.ParseForm()
		w.Header().Set("Content-Type", "text/xml")
		switch {
		case r.Form.Get("Action") == "AssumeRole":
			s.assumed++
			fmt.Fprintf(w, `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA%d</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>%s</Expiration></Credentials>`+
				`<AssumedRoleUser><Arn>arn:aws:sts::444455556666:assumed-role/R/x</Arn><AssumedRoleId>A:x</AssumedRoleId></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>`,
				s.assumed, time.Now().Add(time.Hour).UTC().Format(time.RFC3339))
		case s.all || strings.Contains(r.Header.Get("Authorization"), "Credential=ASIA1/"):
			s.refused++
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprintf(w, `<ErrorResponse><Error><Code>%s</Code><Message>m</Message></Error></ErrorResponse>`, s.code)
		case r.Form.Get("Message") != "hello":
			w.WriteHeader(http.StatusBadRequest)
		default:
			fmt.Fprint(w, `<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>`)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *revokingServer) client(t *testing.T, opts session.Options) *sns.Client {
	return session.Client(s.session(t, opts), sns.NewFromConfig)
}

func (s *revokingServer) session(t *testing.T, opts session.Options) *session.Session {
	opts.Endpoint = s.URL
	opts.Roles = []session.Role{{ARN: "arn:aws:iam::444455556666:role/R"}}
	sess, err := session.FromConfig(t.Context(), aws.Config{
		Region: "eu-west-1", Credentials: credentials.NewStaticCredentialsProvider("AKIA", "s", ""),
	}, opts)
	require.NoError(t, err)
	return sess
}

func publish(t *testing.T, client *sns.Client) error {
	_, err := client.Publish(t.Context(), &sns.PublishInput{
		TopicArn: aws.String("arn:aws:sns:eu-west-1:444455556666:alerts"), Message: aws.String("hello"),
	})
	return err
}

func TestACallIsSentAgainWhenTheRolesCredentialsAreRefused(t *testing.T) {
	for name, opts := range map[string]session.Options{
		"plain": {}, "guarded": {AllowedAccounts: []string{"444455556666"}}, "no retries": {MaxAttempts: 1}, "shared rate": {SharedRate: true},
	} {
		server := newRevokingServer(t)
		client := server.client(t, opts)
		require.NoError(t, publish(t, client), name)
		assert.Equal(t, []int{2, 1}, []int{server.assumed, server.refused}, "%s: assumed, refused", name)
		require.NoError(t, publish(t, client), name)
		assert.Equal(t, []int{2, 1}, []int{server.assumed, server.refused}, "%s: assumed, refused", name)
	}
}

// The SDK signs a copy of an upload to S3, whose checksum is behind its body.
func TestACallIsSentAgainIfACopyOfTheRequestWasSigned(t *testing.T) {
	copied := middleware.FinalizeMiddlewareFunc("copied", func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (
		middleware.FinalizeOutput, middleware.Metadata, error,
	) {
		in.Request = in.Request.(*smithyhttp.Request).Clone()
		return next.HandleFinalize(ctx, in)
	})
	server := newRevokingServer(t)
	sess := server.session(t, session.Options{})
	client := session.Client(sess, sns.NewFromConfig, sns.WithAPIOptions(func(stack *middleware.Stack) error {
		return stack.Finalize.Insert(copied, "Signing", middleware.Before)
	}))
	require.NoError(t, publish(t, client))
	assert.Equal(t, []int{2, 1}, []int{server.assumed, server.refused}, "assumed, refused")
	for _, row := range sess.Usage() {
		if row.Operation == "Publish" {
			assert.Equal(t, []int{1, 2, 1, 0}, []int{row.Calls, row.Requests, row.Retries, row.Errors}, "calls, requests, retries, errors")
		}
	}
}

func TestACallIsSentAgainOnlyOnce(t *testing.T) {
	server := newRevokingServer(t)
	server.all = true
	client := server.client(t, session.Options{})
	err := publish(t, client)
	require.ErrorIs(t, err, session.ErrCredentials)
	assert.Equal(t, []int{2, 2}, []int{server.assumed, server.refused}, "assumed, refused")
}

// A role that was deleted and made again has other credentials than the cache.
func TestCredentialsOfAnEarlierRunThatAreInvalidAreAssumedAgain(t *testing.T) {
	for _, code := range []string{"InvalidClientTokenId", "UnrecognizedClientException", "AuthFailure", "TokenRefreshRequired"} {
		server := newRevokingServer(t)
		server.code = code
		opts := session.Options{Cache: session.CacheDir(t.TempDir()), MaxAttempts: 1}
		require.NoError(t, os.Chmod(string(opts.Cache.(session.CacheDir)), 0o700))
		server.session(t, opts) // the earlier run
		client := server.client(t, opts)
		require.Equal(t, 1, server.assumed, "the entry was taken")
		require.NoError(t, publish(t, client), code)
		require.NoError(t, publish(t, server.client(t, opts)), code)
		assert.Equal(t, []int{2, 1}, []int{server.assumed, server.refused}, "%s: assumed, refused", code)
	}
	server := newRevokingServer(t)
	server.code = "InvalidClientTokenId" // as in a region that is not enabled
	require.Error(t, publish(t, server.client(t, session.Options{MaxAttempts: 1})))
	assert.Equal(t, []int{1, 1}, []int{server.assumed, server.refused}, "assumed, refused")
}

func TestManyCallsWithRefusedCredentialsAssumeTheRoleOnce(t *testing.T) {
	server := newRevokingServer(t)
	client := server.client(t, session.Options{})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() { assert.NoError(t, publish(t, client)) })
	}
	wg.Wait()
	assert.Equal(t, 2, server.assumed)
}
