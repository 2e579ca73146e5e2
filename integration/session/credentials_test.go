package session

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/session"
)

// handOut answers as the metadata services of containers and instances do.
func handOut(w http.ResponseWriter, key string) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{
		"Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": key, "SecretAccessKey": plantedSecret, "Token": plantedSecret,
		"Expiration": time.Now().Add(6 * time.Hour).UTC().Format(time.RFC3339), "LastUpdated": time.Now().UTC().Format(time.RFC3339),
	})
}

func signsWith(t *testing.T, s *session.Session) string {
	t.Helper()
	creds, err := s.Config().Credentials.Retrieve(t.Context())
	require.NoError(t, err)
	return creds.AccessKeyID
}

func chosen(t *testing.T, s *session.Session) string {
	t.Helper()
	for _, source := range s.Explain(t.Context()).Sources {
		if source.Chosen {
			return source.Name
		}
	}
	return ""
}

func TestContainerCredentials(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/v2/credentials/x" || r.Header.Get("Authorization") != "planted-authorization" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		handOut(w, "ASIACONTAINER")
	}))
	t.Cleanup(server.Close)
	home(t, "", "")
	t.Setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.URL+"/v2/credentials/x")
	t.Setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "planted-authorization")
	sts := moto.Start(t)
	s, err := session.New(t.Context(), session.Options{Region: "eu-west-1", Endpoint: sts.URL})
	require.NoError(t, err)
	assert.Equal(t, "ASIACONTAINER", signsWith(t, s))
	assert.Equal(t, "container", chosen(t, s))

	t.Setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "wrong")
	s, err = session.New(t.Context(), session.Options{Region: "eu-west-1", Endpoint: sts.URL, MaxAttempts: 1})
	require.NoError(t, err)
	_, err = s.Identity(t.Context())
	require.ErrorIs(t, err, session.ErrCredentials)
	assert.NotContains(t, err.Error(), "wrong")
}

// imds is the metadata service of an instance, version 2: a token first.
func imds(t *testing.T) *httptest.Server {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/latest/api/token" && r.Method == http.MethodPut:
			w.Header().Set("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", "21600")
			fmt.Fprint(w, "planted-imds-token")
		case r.Header.Get("X-Aws-Ec2-Metadata-Token") != "planted-imds-token":
			w.WriteHeader(http.StatusUnauthorized)
		case r.URL.Path == "/latest/meta-data/iam/security-credentials/":
			fmt.Fprint(w, "InstanceRole")
		case r.URL.Path == "/latest/meta-data/iam/security-credentials/InstanceRole":
			handOut(w, "ASIAINSTANCE")
		case r.URL.Path == "/latest/dynamic/instance-identity/document":
			fmt.Fprint(w, `{"region":"ap-south-1"}`)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	t.Cleanup(server.Close)
	return server
}

func TestInstanceCredentials(t *testing.T) {
	home(t, "", "")
	t.Setenv("AWS_EC2_METADATA_DISABLED", "")
	t.Setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", imds(t).URL)
	s, err := session.New(t.Context(), session.Options{Region: "eu-west-1"})
	require.NoError(t, err)
	assert.Equal(t, "ASIAINSTANCE", signsWith(t, s))

	// The SDK can ask the instance for its region; the option goes through.
	s, err = session.New(t.Context(), session.Options{LoadOptions: []func(*config.LoadOptions) error{config.WithEC2IMDSRegion()}})
	require.NoError(t, err)
	assert.Equal(t, "ap-south-1", s.Region())
}

func TestProfileWithCredentialSource(t *testing.T) {
	server := moto.Start(t)
	container := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { handOut(w, "ASIACONTAINER") }))
	t.Cleanup(container.Close)
	for source, set := range map[string]func(*testing.T){
		"Ec2InstanceMetadata": func(t *testing.T) {
			t.Setenv("AWS_EC2_METADATA_DISABLED", "")
			t.Setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", imds(t).URL)
		},
		"EcsContainer": func(t *testing.T) { t.Setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", container.URL) },
		"Environment": func(t *testing.T) {
			t.Setenv("AWS_ACCESS_KEY_ID", "AKIAENV")
			t.Setenv("AWS_SECRET_ACCESS_KEY", plantedSecret)
		},
	} {
		t.Run(source, func(t *testing.T) {
			home(t, "[profile a]\nregion=eu-west-1\nrole_arn=arn:aws:iam::444455556666:role/Audit\ncredential_source="+source+"\n", "")
			set(t)
			s, err := session.New(t.Context(), session.Options{Profile: "a", Endpoint: server.URL})
			require.NoError(t, err)
			id, err := s.Identity(t.Context())
			require.NoError(t, err)
			assert.Equal(t, "444455556666", id.Account)
		})
	}
}

func TestWebIdentityOnTheWire(t *testing.T) {
	server := moto.Start(t)
	token := filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(token, []byte("header.planted.signature"), 0o600))
	home(t, "[profile next]\nregion=eu-west-1\nrole_arn=arn:aws:iam::444455556666:role/Next\nsource_profile=web\n"+
		"[profile web]\nregion=eu-west-1\nrole_arn=arn:aws:iam::111122223333:role/Web\nweb_identity_token_file="+token+"\n", "")
	for profile, account := range map[string]string{"web": "111122223333", "next": "444455556666"} {
		s, err := session.New(t.Context(), session.Options{Profile: profile, Endpoint: server.URL})
		require.NoError(t, err)
		id, err := s.Identity(t.Context())
		require.NoError(t, err)
		assert.Equal(t, account, id.Account)
	}
}

func TestCredentialProcessOnTheWire(t *testing.T) {
	server := moto.Start(t)
	script := filepath.Join(t.TempDir(), "process")
	write := func(lines ...string) {
		require.NoError(t, os.WriteFile(script, []byte("#!/bin/sh\n"+strings.Join(lines, "\n")+"\n"), 0o700))
	}
	home(t, "[profile p]\nregion=eu-west-1\ncredential_process="+script+"\n", "")
	write(`echo '{"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"` + plantedSecret + `"}'`)
	s, err := session.New(t.Context(), session.Options{Profile: "p", Endpoint: server.URL})
	require.NoError(t, err)
	_, err = s.Identity(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "AKIAPROCESS", signsWith(t, s))

	write(`echo '{"Version":1,"AccessKeyId":"AKIA' >&1; echo "`+plantedSecret+`"`, "exit 3")
	s, err = session.New(t.Context(), session.Options{Profile: "p", Endpoint: server.URL})
	require.NoError(t, err)
	_, err = s.Identity(t.Context())
	require.ErrorIs(t, err, session.ErrCredentials)
	assert.NotContains(t, err.Error(), plantedSecret)
	assert.NotContains(t, fmt.Sprintf("%+v %#v", err, err), plantedSecret)
}
