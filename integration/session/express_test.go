package session_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/session"
)

// The keys that sign requests to a directory bucket come from CreateSession, and a
// guard knows them by where the request goes.
func TestAGuardLetsRequestsToADirectoryBucketThrough(t *testing.T) {
	var signed []string
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		switch {
		case r.Method == http.MethodPost:
			fmt.Fprint(w, `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/u</Arn><UserId>A</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`)
		case r.URL.Query().Has("session"):
			fmt.Fprintf(w, `<CreateSessionResult><Credentials><SessionToken>t</SessionToken><SecretAccessKey>s</SecretAccessKey><AccessKeyId>EXPRESS</AccessKeyId><Expiration>%s</Expiration></Credentials></CreateSessionResult>`,
				time.Now().Add(time.Hour).UTC().Format(time.RFC3339))
		default:
			_, credential, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
			key, _, _ := strings.Cut(credential, "/")
			signed = append(signed, key)
		}
	}))
	defer server.Close()
	// Every host is the server.
	client := &http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
		},
	}}
	for name, endpoint := range map[string]string{"AWS": "", "another host": "https://s3.test", "an address": server.URL} {
		signed = nil
		s, err := session.FromConfig(t.Context(), aws.Config{
			Region: "us-east-1", HTTPClient: client, Credentials: credentials.NewStaticCredentialsProvider("AKIA", "s", ""),
		}, session.Options{Endpoint: endpoint, AllowedAccounts: []string{"111122223333"}})
		require.NoError(t, err, name)
		_, err = session.Client(s, s3.NewFromConfig).DeleteObject(t.Context(), &s3.DeleteObjectInput{Bucket: aws.String("b--use1-az4--x-s3"), Key: aws.String("k")})
		require.NoError(t, err, name)
		assert.Equal(t, []string{"EXPRESS"}, signed, name)
	}
}
