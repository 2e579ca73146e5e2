package session_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/session"
)

// rotating gives credentials of one account after the other, new ones for each
// call. STS of the test server reads the account out of the key.
type rotating struct {
	accounts []string
	claim    string // an account that the credentials name
	n        atomic.Int64
}

func (r *rotating) Retrieve(context.Context) (aws.Credentials, error) {
	n := int(r.n.Add(1)) - 1
	account := r.accounts[min(n, len(r.accounts)-1)]
	return aws.Credentials{AccessKeyID: "ASIA" + account, SecretAccessKey: "s", AccountID: r.claim}, nil
}

// accountServer is an AWS whose keys end in their account.
type accountServer struct {
	*httptest.Server
	mu     sync.Mutex
	topics []string // the keys that listed topics
	asked  int
}

func newAccountServer(t *testing.T) *accountServer {
	s := &accountServer{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		_, rest, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
		key, _, _ := strings.Cut(rest, "/")
		s.mu.Lock()
		defer s.mu.Unlock()
		w.Header().Set("Content-Type", "text/xml")
		if r.Form.Get("Action") == "GetCallerIdentity" {
			s.asked++
			account := key[len(key)-12:]
			fmt.Fprintf(w, `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::%s:user/x</Arn><Account>%s</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`, account, account)
			return
		}
		s.topics = append(s.topics, key)
		fmt.Fprint(w, `<ListTopicsResponse><ListTopicsResult/></ListTopicsResponse>`)
	}))
	t.Cleanup(s.Close)
	return s
}

const (
	ours   = "111122223333"
	theirs = "999988887777"
)

func guarded(t *testing.T, server *accountServer, p aws.CredentialsProvider) *session.Session {
	s, err := session.FromConfig(t.Context(), aws.Config{Region: "eu-west-1", Credentials: p},
		session.Options{Endpoint: server.URL, AllowedAccounts: []string{ours}, MaxAttempts: 1})
	require.NoError(t, err)
	return s
}

func TestAProviderThatChangesItsAccountSignsNothing(t *testing.T) {
	server := newAccountServer(t)
	p := &rotating{accounts: []string{ours, ours, theirs}}
	client := session.Client(guarded(t, server, p), sns.NewFromConfig)
	for range 3 {
		if _, err := client.ListTopics(t.Context(), nil); err != nil {
			require.ErrorIs(t, err, session.ErrAccount)
		}
	}
	assert.NotContains(t, server.topics, "ASIA"+theirs)
	assert.GreaterOrEqual(t, int(p.n.Load()), 3, "the other account's keys were given")
}

func TestAnAccountInTheCredentialsCanRefuseThem(t *testing.T) {
	server := newAccountServer(t)
	client := session.Client(guarded(t, server, &rotating{accounts: []string{ours}, claim: theirs}), sns.NewFromConfig)
	_, err := client.ListTopics(t.Context(), nil)
	require.ErrorIs(t, err, session.ErrAccount)
	assert.Empty(t, server.topics)
}

// Every call has a new key, and many are under way.
func TestKeysThatRotateAreNeverRefusedFalsely(t *testing.T) {
	server := newAccountServer(t)
	var n atomic.Int64
	p := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: fmt.Sprintf("ASIA%d%s", n.Add(1), ours), SecretAccessKey: "s"}, nil
	})
	client := session.Client(guarded(t, server, p), sns.NewFromConfig)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if _, err := client.ListTopics(t.Context(), nil); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	assert.Len(t, server.topics, 400)
}

func TestNoHeaderLetsOtherCredentialsThrough(t *testing.T) {
	server := newAccountServer(t)
	client := session.Client(guarded(t, server, &rotating{accounts: []string{ours}}), sns.NewFromConfig, func(o *sns.Options) {
		o.Credentials = &rotating{accounts: []string{theirs}}
		o.APIOptions = append(o.APIOptions, smithyhttp.AddHeaderValue("X-Amz-S3session-Token", "x"))
	})
	_, err := client.ListTopics(t.Context(), nil)
	require.ErrorIs(t, err, session.ErrAccount)
	assert.Empty(t, server.topics)
}

// The client's options remove what the session put before everything else.
func TestARemovedGateIsNoticed(t *testing.T) {
	server := newAccountServer(t)
	s := guarded(t, server, &rotating{accounts: []string{ours}})
	client := session.Client(s.In("eu-wset-1"), sns.NewFromConfig, func(o *sns.Options) {
		o.Region = "eu-west-1"
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			for _, id := range stack.Initialize.List() {
				if strings.HasPrefix(id, "EssentialsSession") {
					_, _ = stack.Initialize.Remove(id)
				}
			}
			return nil
		})
	})
	_, err := client.ListTopics(t.Context(), nil)
	require.NoError(t, err, "any region is possible with an endpoint; the guard has asked again and allows the account")
	other := session.Client(s, sns.NewFromConfig, func(o *sns.Options) {
		o.Credentials = &rotating{accounts: []string{theirs}}
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			for _, id := range stack.Initialize.List() {
				if strings.HasPrefix(id, "EssentialsSession") {
					_, _ = stack.Initialize.Remove(id)
				}
			}
			return nil
		})
	})
	_, err = other.ListTopics(t.Context(), nil)
	require.ErrorIs(t, err, session.ErrAccount)
}

func TestAnEmptyListOfAccountsIsRefused(t *testing.T) {
	_, err := session.FromConfig(t.Context(), awstest.New(t).Config(), session.Options{AllowedAccounts: []string{}})
	require.ErrorIs(t, err, awserr.ErrInvalid)
}

func TestASessionOfTheEnvironmentCanBeGuarded(t *testing.T) {
	home(t, "", "")
	setKeys(t, "s")
	server := newAccountServer(t)
	t.Setenv("AWS_ACCESS_KEY_ID", "ASIA"+ours)
	t.Setenv("AWS_REGION", "eu-west-1")
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	s, err := session.FromEnv(t.Context())
	require.NoError(t, err)
	_, err = s.AllowAccounts(t.Context(), theirs)
	require.ErrorIs(t, err, session.ErrAccount)
	for _, wrong := range [][]string{{}, {"1"}} {
		_, err = s.AllowAccounts(t.Context(), wrong...)
		require.ErrorIs(t, err, awserr.ErrInvalid)
	}
	g, err := s.AllowAccounts(t.Context(), ours)
	require.NoError(t, err)
	_, err = g.Assume(t.Context(), g.Role(theirs, "R"))
	require.ErrorIs(t, err, session.ErrAccount)
	_, err = session.Client(g, sns.NewFromConfig).ListTopics(t.Context(), nil)
	require.NoError(t, err)
	_, err = g.AllowAccounts(t.Context(), theirs)
	require.ErrorIs(t, err, awserr.ErrInvalid, "the two lists have no account in common")
}

// The environment changes between the opening and the use.
func TestTheCacheIsKeyedByWhatTheSessionWasOpenedWith(t *testing.T) {
	home(t, "[profile a]\nregion=eu-west-1\n[profile b]\nregion=eu-west-1\n", credentialsOf("a", "b"))
	server := newSTSServer(t)
	dir := filepath.Join(t.TempDir(), "cache")
	for _, profile := range []string{"a", "b", "a"} {
		t.Setenv("AWS_PROFILE", profile)
		s := open(t, session.Options{Endpoint: server.URL, Cache: session.CacheDir(dir)})
		t.Setenv("AWS_PROFILE", "other")
		t.Setenv("AWS_ACCESS_KEY_ID", "AKIAOTHER")
		t.Setenv("AWS_SECRET_ACCESS_KEY", "s")
		_, err := s.Assume(t.Context(), s.Role("444455556666", "R"))
		require.NoError(t, err)
	}
	assert.Equal(t, []string{"AssumeRole AKIAa", "AssumeRole AKIAb"}, signers(server.seen()), "two entries, and the third is a hit")
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	require.NoError(t, err)
	assert.Len(t, files, 2)
}

// AWS may end credentials before their time.
func TestARoleThatAWSRefusesAsExpiredIsAssumedAgain(t *testing.T) {
	home(t, "[profile a]\nregion=eu-west-1\n", credentialsOf("a"))
	server := newSTSServer(t)
	sick := true
	topics := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		if sick {
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprint(w, `<ErrorResponse><Error><Code>ExpiredToken</Code><Message>m</Message></Error></ErrorResponse>`)
			return
		}
		fmt.Fprint(w, `<ListTopicsResponse><ListTopicsResult/></ListTopicsResponse>`)
	}))
	defer topics.Close()
	dir := filepath.Join(t.TempDir(), "cache")
	s := open(t, session.Options{Profile: "a", Endpoint: server.URL, Cache: session.CacheDir(dir), MaxAttempts: 1})
	child, err := s.Assume(t.Context(), s.Role("444455556666", "R"))
	require.NoError(t, err)
	client := session.Client(child, sns.NewFromConfig, func(o *sns.Options) { o.BaseEndpoint = aws.String(topics.URL) })
	_, err = client.ListTopics(t.Context(), nil)
	require.ErrorIs(t, err, session.ErrCredentials)
	sick = false
	_, err = client.ListTopics(t.Context(), nil)
	require.NoError(t, err)
	assert.Len(t, server.seen(), 3, "refused twice, and each time the entry was dropped too")
}

func TestNoSecretInAnError(t *testing.T) {
	const secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	for name, config := range map[string]string{
		"in the region":          "[profile a]\nregion=" + secret + "\n" + keys("AKIA"),
		"in a source_profile":    "[profile a]\nregion=eu-west-1\nrole_arn=arn:aws:iam::222222222222:role/R\nsource_profile=" + secret + "\n",
		"in a role_arn":          "[profile a]\nregion=eu-west-1\nsource_profile=a\nrole_arn=" + secret + "\n" + keys("AKIA"),
		"in a bool":              "[profile a]\nregion=eu-west-1\nuse_fips_endpoint=" + secret + "\n" + keys("AKIA"),
		"in a number":            "[profile a]\nregion=eu-west-1\nmax_attempts=" + secret + "\n" + keys("AKIA"),
		"in an sso_session":      "[profile a]\nregion=eu-west-1\nsso_account_id=1\nsso_session=" + secret + "\n",
		"in services":            "[profile a]\nregion=eu-west-1\nservices=" + secret + "\n" + keys("AKIA"),
		"in a credential_source": "[profile a]\nregion=eu-west-1\nrole_arn=arn:aws:iam::222222222222:role/R\ncredential_source=" + secret + "\n",
		"in an mfa_serial":       "[profile a]\nregion=eu-west-1\nrole_arn=arn:aws:iam::222222222222:role/R\nsource_profile=a\nmfa_serial=" + secret + "!\n" + keys("AKIA"),
		"in a broken line":       "[profile a]\n" + secret + "\n",
		"in a process":           "[profile a]\nregion=eu-west-1\ncredential_process=/bin/echo " + secret + "\n",
	} {
		home(t, config, "")
		s, err := session.New(t.Context(), session.Options{Profile: "a"})
		if err == nil {
			_, err = s.Identity(t.Context())
			assert.NotContains(t, s.Explain(t.Context()).String(), secret, name)
		}
		require.Error(t, err, name)
		profiles, _ := session.Profiles()
		assert.NotContains(t, fmt.Sprintf("%+v", profiles), secret, name)
		for e := err; e != nil; e = errors.Unwrap(e) {
			assert.NotContains(t, fmt.Sprintf("%v %+v %#v", e, e, e), secret, name)
		}
	}
	for _, endpoint := range []string{"http://user:" + secret + "@127.0.0.1:1", "user:" + secret + "@host"} {
		_, err := session.FromConfig(t.Context(), aws.Config{Region: "eu-west-1"}, session.Options{Endpoint: endpoint})
		require.ErrorIs(t, err, awserr.ErrInvalid)
		assert.NotContains(t, err.Error(), secret)
	}
	failing := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{}, errors.New("cannot parse {SecretAccessKey: " + secret + "}")
	})
	s, err := session.FromConfig(t.Context(), aws.Config{Region: "eu-west-1", Credentials: failing}, session.Options{})
	require.NoError(t, err)
	_, err = s.Identity(t.Context())
	require.ErrorIs(t, err, session.ErrCredentials)
	assert.NotContains(t, err.Error(), secret)
}

func TestNoVerbShowsWhatHoldsASession(t *testing.T) {
	home(t, "[profile a]\nregion=eu-west-1\n", "[a]\naws_access_key_id=AKIA\naws_secret_access_key="+plantedSecret+"\n")
	s := open(t, session.Options{Profile: "a"})
	type holder struct {
		S      session.Session
		P      *session.Session
		hidden session.Session
		Cfg    aws.Config
	}
	h := holder{*s, s, *s, s.Config()}
	for _, verb := range []string{"%v", "%+v", "%#v", "%d", "%s", "%q", "%x"} {
		text := fmt.Sprintf(verb, h) + fmt.Sprintf(verb, &h) + fmt.Sprintf(verb, []any{h})
		assert.NotContains(t, text, plantedSecret, verb)
		assert.NotContains(t, text, fmt.Sprintf("%x", plantedSecret), verb)
	}
}

func TestNoNameForgesALogLine(t *testing.T) {
	const forged = "x\n2026 level=INFO msg=fine\x1b[2J"
	cloud := awstest.New(t)
	for name, try := range map[string]func() error{
		"profile": func() error {
			home(t, "[profile a]\n", "")
			_, err := session.New(t.Context(), session.Options{Profile: forged})
			return err
		},
		"region": func() error {
			_, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{Region: forged})
			return err
		},
		"role": func() error {
			_, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{Roles: []session.Role{{ARN: "arn:aws:iam::111122223333:role/" + forged}}})
			return err
		},
		"session ARN": func() error {
			_, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{Roles: []session.Role{{ARN: "arn:" + forged + ":sts::" + forged + ":assumed-role/" + forged}}})
			return err
		},
		"tag": func() error {
			_, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{Roles: []session.Role{{ARN: "arn:aws:iam::111122223333:role/R", Tags: map[string]string{forged: "x"}}}})
			return err
		},
		"account": func() error {
			_, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{AllowedAccounts: []string{forged}})
			return err
		},
		"serial": func() error {
			_, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{Roles: []session.Role{{ARN: "arn:aws:iam::111122223333:role/R", MFASerial: forged + "12345678"}}})
			return err
		},
	} {
		err := try()
		require.Error(t, err, name)
		assert.NotContains(t, err.Error(), "\n", name)
		assert.NotContains(t, err.Error(), "\x1b", name)
	}
}

// An endpoint in the options holds for every client, whatever the environment
// and the files say.
func TestTheEndpointOfTheOptionsHolds(t *testing.T) {
	for name, env := range map[string]map[string]string{
		"ignored":      {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"},
		"of a service": {"AWS_ENDPOINT_URL_SNS": "http://127.0.0.1:1"},
		"of all":       {"AWS_ENDPOINT_URL": "http://127.0.0.1:1"},
	} {
		home(t, "[profile a]\nregion=eu-west-1\nservices=x\nendpoint_url=http://127.0.0.1:2\n[services x]\nsns =\n  endpoint_url = http://127.0.0.1:3\n", credentialsOf("a"))
		for k, v := range env {
			t.Setenv(k, v)
		}
		s := open(t, session.Options{Profile: "a", Endpoint: "http://127.0.0.1:5000"})
		assert.Equal(t, "http://127.0.0.1:5000", *session.Client(s, sns.NewFromConfig).Options().BaseEndpoint, name)
		cfg, err := config.LoadDefaultConfig(t.Context(), config.WithRegion("eu-west-1"))
		require.NoError(t, err)
		f, err := session.FromConfig(t.Context(), cfg, session.Options{Endpoint: "http://127.0.0.1:5000"})
		require.NoError(t, err)
		assert.Equal(t, "http://127.0.0.1:5000", *session.Client(f, sns.NewFromConfig).Options().BaseEndpoint, name)
	}
}

func TestTargetOfAProfileNeedsASessionThatReadsFiles(t *testing.T) {
	home(t, "[profile a]\nregion=eu-west-1\n", credentialsOf("a"))
	s, err := session.FromConfig(t.Context(), awstest.New(t).Config(), session.Options{})
	require.NoError(t, err)
	_, err = s.Enter(t.Context(), session.Target{Profile: "a"})
	require.ErrorIs(t, err, awserr.ErrInvalid)
}

func TestSettingsOfTheProfile(t *testing.T) {
	home(t, "[profile a]\nregion=eu-west-1 # here\noutput = json\ns3 =\n  addressing_style = path\n  max_queue = 1\n", credentialsOf("a"))
	s := open(t, session.Options{Profile: "a"})
	for name, want := range map[string]string{
		"region": "eu-west-1", "Output": "json", "s3.addressing_style": "path", "s3.none": "", "none": "",
		"aws_access_key_id": "AKIAa", "aws_secret_access_key": "", "aws_session_token": "",
	} {
		assert.Equal(t, want, s.Setting(name), name)
	}
}
