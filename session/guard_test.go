package session_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/session"
)

func TestForbiddenAccountIsNeverEntered(t *testing.T) {
	cloud := awstest.New(t)
	onSTS(cloud)
	s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{ForbiddenAccounts: []string{"999999999999"}})
	require.NoError(t, err)
	_, err = s.Assume(t.Context(), s.Role("999999999999", "Audit"))
	require.ErrorIs(t, err, session.ErrAccount)
	assert.EqualError(t, err, "session: assume role arn:aws:iam::999999999999:role/Audit refused: account 999999999999 is in ForbiddenAccounts; use another profile or role")
	assert.Empty(t, awstest.Calls[sts.AssumeRoleInput](cloud), "STS was not asked")

	child, err := s.Assume(t.Context(), s.Role("444455556666", "Audit"))
	require.NoError(t, err)
	_, err = child.Assume(t.Context(), s.Role("999999999999", "Audit"))
	require.ErrorIs(t, err, session.ErrAccount, "children keep the guard")
}

func TestGuardOptionsThatMakeNoSense(t *testing.T) {
	cfg := awstest.New(t).Config()
	for _, o := range []session.Options{
		{AllowedAccounts: []string{"1234"}},
		{ForbiddenAccounts: []string{"prod"}},
		{AllowedAccounts: []string{"111122223333"}, ForbiddenAccounts: []string{"111122223333"}},
		{Profile: "a"}, {RequireProfile: true}, {Endpoint: "localhost:5000"}, {MaxAttempts: -1}, {RetryMode: "often"},
	} {
		_, err := session.FromConfig(t.Context(), cfg, o)
		require.ErrorIs(t, err, awserr.ErrInvalid)
	}
}

// A client whose credentials are replaced signs for an account that nobody
// checked: the request is refused before it is sent.
func TestGuardCannotBeGotAround(t *testing.T) {
	sts1 := newSTSServer(t)
	var sent atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent.Add(1)
		_, _ = w.Write([]byte(`<ListTopicsResponse><ListTopicsResult></ListTopicsResult></ListTopicsResponse>`))
	}))
	t.Cleanup(server.Close)
	home(t, "", credentialsOf("a"))
	s := open(t, session.Options{Profile: "a", Region: "eu-west-1", Endpoint: sts1.URL, AllowedAccounts: []string{"111122223333", "444455556666"}})
	there := func(o *sns.Options) { o.BaseEndpoint = aws.String(server.URL) }
	other := credentials.NewStaticCredentialsProvider("AKIAOTHER", plantedSecret, "")

	client := session.Client(s, sns.NewFromConfig, there)
	_, err := client.ListTopics(t.Context(), nil)
	require.NoError(t, err)
	require.EqualValues(t, 1, sent.Load())

	_, err = client.ListTopics(t.Context(), nil, func(o *sns.Options) { o.Credentials = other })
	require.ErrorIs(t, err, session.ErrAccount, "credentials of one call")
	_, err = session.Client(s, sns.NewFromConfig, there, func(o *sns.Options) { o.Credentials = other }).ListTopics(t.Context(), nil)
	require.ErrorIs(t, err, session.ErrAccount, "credentials of a client")
	cfg := s.Config()
	cfg.Credentials = other
	_, err = sns.NewFromConfig(cfg, there).ListTopics(t.Context(), nil)
	require.ErrorIs(t, err, session.ErrAccount, "credentials of a configuration")
	var ae *session.AccountError
	require.ErrorAs(t, err, &ae)
	assert.Equal(t, "SNS ListTopics", ae.Operation)
	assert.EqualValues(t, 1, sent.Load(), "nothing was sent")

	child, err := s.Assume(t.Context(), s.Role("444455556666", "Audit"))
	require.NoError(t, err)
	_, err = session.Client(child, sns.NewFromConfig, there).ListTopics(t.Context(), nil)
	require.NoError(t, err, "a child signs with keys of its own")
}

// The account that counts is the one that STS names, not the role's ARN alone.
func TestGuardIsCheckedOnce(t *testing.T) {
	cloud := awstest.New(t)
	onSTS(cloud)
	awstest.On(cloud, func(context.Context, *sns.ListTopicsInput) (*sns.ListTopicsOutput, error) {
		return &sns.ListTopicsOutput{}, nil
	})
	s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{AllowedAccounts: []string{"111122223333"}})
	require.NoError(t, err)
	for range 5 {
		_, err = session.Client(s.In("eu-west-1"), sns.NewFromConfig).ListTopics(t.Context(), nil)
		require.NoError(t, err)
	}
	assert.Len(t, awstest.Calls[sts.GetCallerIdentityInput](cloud), 1)
}

func TestExpiredCredentialsAreExplained(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Fail[sns.ListTopicsInput](cloud, awstest.APIError("ExpiredToken", "The security token included in the request is expired", 403))
	s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{})
	require.NoError(t, err)
	_, err = session.Client(s, sns.NewFromConfig).ListTopics(t.Context(), nil)
	require.ErrorIs(t, err, session.ErrCredentials)
	assert.Contains(t, err.Error(), "session: credentials have expired")
	var ce *session.CredentialsError
	require.ErrorAs(t, err, &ce)
	assert.Equal(t, "the configuration", ce.Explanation().Sources[0].Name)
}

func TestConfigurationWithoutCredentials(t *testing.T) {
	s, err := session.FromConfig(t.Context(), aws.Config{Region: "eu-west-1"}, session.Options{})
	require.NoError(t, err)
	_, err = s.Identity(t.Context())
	require.ErrorIs(t, err, session.ErrCredentials)
	assert.EqualError(t, err, "session: credentials are missing: the configuration has no provider")
}

func TestWhatTheCallerLentIsNotTouched(t *testing.T) {
	cloud := awstest.New(t)
	onSTS(cloud)
	cfg := cloud.Config()
	cfg.APIOptions = append(cfg.APIOptions, nil)[:len(cfg.APIOptions)] // room for an append to write into
	before := len(cfg.APIOptions)
	o := session.Options{AllowedAccounts: []string{"111122223333"}}
	s, err := session.FromConfig(t.Context(), cfg, o)
	require.NoError(t, err)
	assert.Nil(t, cfg.APIOptions[:before+1][before], "nothing was appended to the caller's array")
	o.AllowedAccounts[0] = "999999999999"
	_, err = s.Identity(t.Context())
	require.NoError(t, err)
	_, err = s.Assume(t.Context(), s.Role("999999999999", "R"))
	require.ErrorIs(t, err, session.ErrAccount, "the guard keeps its own list")
}

func TestEachClientHasARetryerOfItsOwn(t *testing.T) {
	cloud := awstest.New(t)
	s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{MaxAttempts: 5})
	require.NoError(t, err)
	a, b := session.Client(s, sns.NewFromConfig), session.Client(s, sns.NewFromConfig)
	assert.NotSame(t, a.Options().Retryer, b.Options().Retryer)
	assert.Equal(t, 5, a.Options().Retryer.MaxAttempts())
}

func TestUserAgentIsMarked(t *testing.T) {
	var agent atomic.Value
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { agent.Store(r.Header.Get("User-Agent")) }))
	t.Cleanup(server.Close)
	home(t, "", credentialsOf("a"))
	s := open(t, session.Options{Profile: "a", Region: "eu-west-1", Endpoint: server.URL, MaxAttempts: 1})
	_, _ = session.Client(s, sns.NewFromConfig).ListTopics(t.Context(), nil)
	assert.Contains(t, agent.Load(), "essentials")
}

// A hundred goroutines that need a role make one request, also when it fails.
func TestRoleIsAskedForOnceHoweverManyWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		cloud.SetLatency(time.Second)
		fail := false
		awstest.On(cloud, func(_ context.Context, in *sts.AssumeRoleInput) (*sts.AssumeRoleOutput, error) {
			if fail {
				return nil, awstest.APIError("AccessDenied", "no", 403)
			}
			return assumed(in), nil
		})
		s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{Roles: []session.Role{{ARN: "arn:aws:iam::444455556666:role/R"}}})
		require.NoError(t, err)
		all := func() (failed int) {
			results := make(chan error)
			for range 100 {
				go func() {
					_, err := s.Config().Credentials.Retrieve(t.Context())
					results <- err
				}()
			}
			for range 100 {
				if err := <-results; err != nil {
					assert.ErrorIs(t, err, session.ErrAssume)
					failed++
				}
			}
			return failed
		}
		calls := func() int { return len(awstest.Calls[sts.AssumeRoleInput](cloud)) }
		assert.Zero(t, all())
		assert.Equal(t, 1, calls(), "the one that opened the session")

		time.Sleep(54 * time.Minute)
		assert.Zero(t, all())
		assert.Equal(t, 1, calls(), "still good")

		time.Sleep(2 * time.Minute)
		assert.Zero(t, all())
		assert.Equal(t, 2, calls(), "refreshed before the end, once")

		fail = true
		time.Sleep(56 * time.Minute)
		assert.Zero(t, all(), "what still lasts is used when STS refuses")
		assert.Equal(t, 3, calls())
		time.Sleep(10 * time.Minute)
		assert.Equal(t, 100, all())
		assert.Equal(t, 4, calls(), "a failure is shared too")
	})
}

func TestGivingUpDoesNotSpoilTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		cloud.SetLatency(10 * time.Second)
		onSTS(cloud)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := session.FromConfig(ctx, cloud.Config(), session.Options{Roles: []session.Role{{ARN: "arn:aws:iam::444455556666:role/R"}}})
		require.ErrorIs(t, err, context.DeadlineExceeded)

		s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{})
		require.NoError(t, err)
		impatient, cancel2 := context.WithTimeout(t.Context(), time.Second)
		defer cancel2()
		first := make(chan error)
		go func() { _, err := s.Identity(impatient); first <- err }()
		synctest.Wait()
		_, err = s.Identity(t.Context())
		require.NoError(t, err)
		require.ErrorIs(t, <-first, context.DeadlineExceeded)
	})
}

func TestDurationIsAnHourForACallerThatIsARole(t *testing.T) {
	cloud := awstest.New(t)
	onSTS(cloud)
	long := session.Role{ARN: "arn:aws:iam::444455556666:role/R", Duration: 4 * time.Hour}
	_, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{Roles: []session.Role{long, long}})
	require.NoError(t, err)
	calls := awstest.Calls[sts.AssumeRoleInput](cloud)
	require.Len(t, calls, 2)
	assert.EqualValues(t, 4*3600, *calls[0].DurationSeconds, "a user may have what the role allows")
	assert.EqualValues(t, 3600, *calls[1].DurationSeconds, "a role an hour")
}

func TestFailingHopIsNamed(t *testing.T) {
	home(t, "", credentialsOf("a"))
	sts := newSTSServer(t)
	sts.deny["arn:aws:iam::333333333333:role/Second"] = "AccessDenied"
	_, err := session.New(t.Context(), session.Options{Profile: "a", Region: "eu-west-1", Endpoint: sts.URL, Roles: []session.Role{
		{ARN: "arn:aws:iam::222222222222:role/First"}, {ARN: "arn:aws:iam::333333333333:role/Second"}, {ARN: "arn:aws:iam::444455556666:role/Third"}}})
	var ae *session.AssumeError
	require.ErrorAs(t, err, &ae)
	assert.Equal(t, 2, ae.Step)
	assert.Equal(t, 3, ae.Steps)
	assert.EqualError(t, err, "session: assume role arn:aws:iam::333333333333:role/Second (role 2 of 3): AccessDenied: not allowed; "+
		"check that the role exists, that its trust policy names the caller, and that the caller may sts:AssumeRole it; does the trust policy ask for an external ID or MFA?")
	assert.Len(t, sts.seen(), 2)
}

func TestMFAIsAskedForOneAtATimeForADevice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		onSTS(cloud)
		var g gauge
		s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{MFA: func(_ context.Context, serial string) (string, error) {
			defer g.in(serial)()
			time.Sleep(10 * time.Second)
			return "123456", nil
		}})
		require.NoError(t, err)
		done := make(chan error)
		for i := range 6 {
			go func() {
				r := s.Role(fmt.Sprintf("%012d", 100000000000+i), "R")
				r.MFASerial = []string{"GAHT00000001", "GAHT00000002"}[i%2]
				_, err := s.Assume(t.Context(), r)
				done <- err
			}()
		}
		for range 6 {
			require.NoError(t, <-done)
		}
		assert.Equal(t, map[string]int{"GAHT00000001": 1, "GAHT00000002": 1}, g.peak)
	})
}

func TestMFAThatCannotBeHad(t *testing.T) {
	cloud := awstest.New(t)
	role := session.Role{ARN: "arn:aws:iam::444455556666:role/R", MFASerial: "GAHT00000001"}
	try := func(mfa func(context.Context, string) (string, error)) error {
		_, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{MFA: mfa, Roles: []session.Role{role}})
		require.ErrorIs(t, err, session.ErrMFA)
		return err
	}
	assert.ErrorContains(t, try(func(context.Context, string) (string, error) { return "12345", nil }), "six digits")
	gone := errors.New("closed")
	assert.ErrorIs(t, try(func(context.Context, string) (string, error) { return "", gone }), gone)
	t.Setenv("AWS_LAMBDA_FUNCTION_NAME", "f")
	assert.ErrorContains(t, try(func(context.Context, string) (string, error) {
		t.Error("nobody is to be asked")
		return "123456", nil
	}), "nobody to ask in Lambda")
}

// Another library may open a session on the configuration of ours: both guards
// hold, and retries still give the slot back.
func TestSessionOnTheConfigurationOfAnother(t *testing.T) {
	server := newSTSServer(t)
	home(t, "", credentialsOf("a"))
	outer := open(t, session.Options{Profile: "a", Region: "eu-west-1", Endpoint: server.URL, AllowedAccounts: []string{"111122223333"}})
	inner, err := session.FromConfig(t.Context(), outer.Config(), session.Options{ForbiddenAccounts: []string{"444455556666"}})
	require.NoError(t, err)
	_, err = session.Client(inner, sts.NewFromConfig).GetCallerIdentity(t.Context(), nil)
	require.NoError(t, err)
	_, err = inner.Assume(t.Context(), inner.Role("444455556666", "R"))
	require.ErrorIs(t, err, session.ErrAccount)
	_, err = session.FromConfig(t.Context(), outer.Config(), session.Options{ForbiddenAccounts: []string{"111122223333"}})
	require.ErrorIs(t, err, session.ErrAccount)
}
