package session_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/session"
)

// keys are a pair for a profile in either file.
func keys(id string) string {
	return "aws_access_key_id=" + id + "\naws_secret_access_key=" + plantedSecret + "\n"
}

func setKeys(t testing.TB, id string) {
	t.Setenv("AWS_ACCESS_KEY_ID", id)
	t.Setenv("AWS_SECRET_ACCESS_KEY", plantedSecret)
}

// signsWith is the access key that the session's clients use.
func signsWith(t *testing.T, s *session.Session) string {
	t.Helper()
	creds, err := s.Config().Credentials.Retrieve(t.Context())
	require.NoError(t, err)
	return creds.AccessKeyID
}

func open(t *testing.T, o session.Options) *session.Session {
	t.Helper()
	s, err := session.New(t.Context(), o)
	require.NoError(t, err)
	return s
}

const threeProfiles = "[default]\nregion=eu-west-1\n[profile a]\nregion=eu-west-2\n[profile b]\nregion=eu-west-3\n[profile c]\nregion=eu-north-1\n"

func credentialsOf(names ...string) string {
	var out string
	for _, n := range names {
		out += "[" + n + "]\n" + keys("AKIA"+n)
	}
	return out
}

// Nothing is read from the network, and nothing needs to be told, to open a
// session.
func TestNoOptionIsRequired(t *testing.T) {
	home(t, threeProfiles, credentialsOf("default"))
	s := open(t, session.Options{})
	assert.Equal(t, "AKIAdefault", signsWith(t, s))
	assert.Equal(t, "eu-west-1", s.Region())
	assert.Empty(t, s.Profile())
	assert.Empty(t, s.Warnings())
}

func TestProfileOrder(t *testing.T) {
	for _, test := range []struct {
		name, option, env, defaultEnv string
		key, profile                  string
	}{
		{"option first", "a", "b", "c", "AKIAa", "a"},
		{"then AWS_PROFILE", "", "b", "c", "AKIAb", "b"},
		{"then AWS_DEFAULT_PROFILE", "", "", "c", "AKIAc", "c"},
		{"then the default", "", "", "", "AKIAdefault", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			home(t, threeProfiles, credentialsOf("default", "a", "b", "c"))
			if test.env != "" {
				t.Setenv("AWS_PROFILE", test.env)
			}
			if test.defaultEnv != "" {
				t.Setenv("AWS_DEFAULT_PROFILE", test.defaultEnv)
			}
			s := open(t, session.Options{Profile: test.option})
			assert.Equal(t, test.key, signsWith(t, s))
			assert.Equal(t, test.profile, s.Profile())
		})
	}
}

// However a profile is chosen, keys in the environment do not win over it, and
// one is told that they are there.
func TestChosenProfileBeatsKeysInTheEnvironment(t *testing.T) {
	for _, how := range []string{"Options.Profile", "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "Options.LoadOptions"} {
		t.Run(how, func(t *testing.T) {
			home(t, threeProfiles, credentialsOf("default", "a"))
			setKeys(t, "AKIAENV")
			var o session.Options
			switch how {
			case "Options.Profile":
				o.Profile = "a"
			case "Options.LoadOptions":
				o.LoadOptions = append(o.LoadOptions, config.WithSharedConfigProfile("a"))
			default:
				t.Setenv(how, "a")
			}
			s := open(t, o)
			assert.Equal(t, "AKIAa", signsWith(t, s))
			require.Len(t, s.Warnings(), 1)
			assert.Equal(t, session.KeysBesideProfile, s.Warnings()[0].Kind)
			assert.Equal(t, `AWS_ACCESS_KEY_ID is set beside the profile "a" (from `+how+`); the profile is used and the keys are not`,
				s.Warnings()[0].Message)
		})
	}
}

func TestKeysInTheEnvironmentBeatTheDefaultProfile(t *testing.T) {
	home(t, threeProfiles, credentialsOf("default"))
	setKeys(t, "AKIAENV")
	assert.Equal(t, "AKIAENV", signsWith(t, open(t, session.Options{})))
}

// Credentials given in code beat every other source.
func TestExplicitCredentialsBeatEverySource(t *testing.T) {
	home(t, threeProfiles, credentialsOf("default", "a"))
	setKeys(t, "AKIAENV")
	s := open(t, session.Options{Profile: "a", LoadOptions: []func(*config.LoadOptions) error{
		config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider("AKIACODE", plantedSecret, "")),
	}})
	assert.Equal(t, "AKIACODE", signsWith(t, s))
	assert.Equal(t, "eu-west-2", s.Region(), "the profile still gives its settings")
}

func TestProfileNamedInAnyWayMustExist(t *testing.T) {
	for _, name := range []string{"none", "default"} {
		for _, how := range []string{"option", "AWS_PROFILE", "AWS_DEFAULT_PROFILE"} {
			t.Run(name+" by "+how, func(t *testing.T) {
				home(t, "[profile a]\n", "")
				o := session.Options{Region: "eu-west-1"}
				if how == "option" {
					o.Profile = name
				} else {
					t.Setenv(how, name)
				}
				_, err := session.New(t.Context(), o)
				require.ErrorIs(t, err, session.ErrProfile)
				var missing config.SharedConfigProfileNotExistError
				require.ErrorAs(t, err, &missing)
			})
		}
	}
}

func TestUnknownProfileWithoutAnyFile(t *testing.T) {
	home(t, "", "")
	_, err := session.New(t.Context(), session.Options{Profile: "audit"})
	var pe *session.ProfileError
	require.ErrorAs(t, err, &pe)
	assert.Contains(t, pe.Reason, "there are no profiles in ")
	assert.Equal(t, []string{os.Getenv("AWS_CONFIG_FILE"), os.Getenv("AWS_SHARED_CREDENTIALS_FILE")}, pe.Files)
}

func TestRequireProfileRefusesTheDefaultOnALaptop(t *testing.T) {
	home(t, threeProfiles, credentialsOf("default", "a"))
	_, err := session.New(t.Context(), session.Options{RequireProfile: true})
	require.ErrorIs(t, err, session.ErrProfile)
	assert.EqualError(t, err, "session: profile: a profile has to be chosen by name here; set Options.Profile or AWS_PROFILE (there are default, a, b, c)")
	_, err = session.New(t.Context(), session.Options{RequireProfile: true, Profile: "default"})
	require.ErrorIs(t, err, session.ErrProfile)
	open(t, session.Options{RequireProfile: true, Profile: "a"})

	t.Setenv("AWS_PROFILE", "a")
	open(t, session.Options{RequireProfile: true})

	t.Setenv("AWS_PROFILE", "")
	t.Setenv("AWS_LAMBDA_FUNCTION_NAME", "nightly")
	open(t, session.Options{RequireProfile: true})
}

func TestRegionOrder(t *testing.T) {
	for _, test := range []struct {
		name                    string
		option, env, defaultEnv string
		want, from              string
	}{
		{"option first", "ap-south-1", "us-west-1", "us-west-2", "ap-south-1", "Options.Region"},
		{"then AWS_REGION", "", "us-west-1", "us-west-2", "us-west-1", "AWS_REGION"},
		{"then AWS_DEFAULT_REGION", "", "", "us-west-2", "us-west-2", "AWS_DEFAULT_REGION"},
		{"then the profile", "", "", "", "eu-west-2", "profile a"},
	} {
		t.Run(test.name, func(t *testing.T) {
			home(t, threeProfiles, credentialsOf("a"))
			for name, v := range map[string]string{"AWS_REGION": test.env, "AWS_DEFAULT_REGION": test.defaultEnv} {
				if v != "" {
					t.Setenv(name, v)
				}
			}
			s := open(t, session.Options{Profile: "a", Region: test.option})
			assert.Equal(t, test.want, s.Region())
			assert.Equal(t, test.want, s.Config().Region)
			assert.Equal(t, test.from, s.Explain(canceled()).RegionFrom)
		})
	}
}

// canceled is for calls that must not need the network.
func canceled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

func TestRegionOfTheWrongSpellingIsNamed(t *testing.T) {
	home(t, "[profile a]\nregion=eu-wset-1\n", credentialsOf("a"))
	_, err := session.New(t.Context(), session.Options{Profile: "a"})
	require.ErrorIs(t, err, session.ErrUnknownRegion)
	assert.EqualError(t, err, `session: region "eu-wset-1" (from profile a) is in no partition of AWS; did you mean "eu-west-1", "eu-west-2" or "eu-west-3"?`)
}

func TestProfileWithSourceProfileIsAChainOfRoles(t *testing.T) {
	home(t, `
[profile top]
role_arn=arn:aws:iam::333333333333:role/Top
source_profile=middle
external_id=xyz
role_session_name=ann
region=eu-west-1
[profile middle]
role_arn=arn:aws:iam::222222222222:role/Middle
source_profile=base
duration_seconds=1800
[profile base]
`, "[base]\n"+keys("AKIABASE"))
	sts := newSTSServer(t)
	s := open(t, session.Options{Profile: "top", Endpoint: sts.URL})
	id, err := s.Identity(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "333333333333", id.Account)
	calls := sts.seen()
	assert.Equal(t, []string{"AssumeRole AKIABASE", "AssumeRole ASIA222222222222"}, signers(calls))
	assert.Equal(t, "1800", calls[0].Form.Get("DurationSeconds"))
	assert.Equal(t, "3600", calls[1].Form.Get("DurationSeconds"))
	assert.Equal(t, "xyz", calls[1].Form.Get("ExternalId"))
	assert.Equal(t, "ann", calls[1].Form.Get("RoleSessionName"))
	assert.Equal(t, "eu-west-1", calls[0].Region, "STS is called in the session's region")
}

func TestRolesOfOptionsFollowThoseOfTheProfile(t *testing.T) {
	home(t, "[profile top]\nrole_arn=arn:aws:iam::222222222222:role/Top\nsource_profile=base\nregion=eu-west-1\n[profile base]\n", "[base]\n"+keys("AKIABASE"))
	sts := newSTSServer(t)
	s := open(t, session.Options{Profile: "top", Endpoint: sts.URL, Roles: []session.Role{{ARN: "arn:aws:iam::333333333333:role/Next"}}})
	assert.Equal(t, "ASIA333333333333", signsWith(t, s))
	assert.Equal(t, []string{"AssumeRole AKIABASE", "AssumeRole ASIA222222222222"}, signers(sts.seen()))
}

func TestProfileThatNamesItselfAsSource(t *testing.T) {
	home(t, "[profile self]\nrole_arn=arn:aws:iam::222222222222:role/R\nsource_profile=self\nregion=eu-west-1\n"+keys("AKIASELF"), "")
	sts := newSTSServer(t)
	s := open(t, session.Options{Profile: "self", Endpoint: sts.URL})
	assert.Equal(t, "ASIA222222222222", signsWith(t, s))
	assert.Equal(t, []string{"AssumeRole AKIASELF"}, signers(sts.seen()))
}

func TestProfilesThatAreNoChain(t *testing.T) {
	const role = "role_arn=arn:aws:iam::222222222222:role/R\nregion=eu-west-1\n"
	for _, test := range []struct{ name, config, credentials, want string }{
		{"a loop", "[profile a]\n" + role + "source_profile=b\n[profile b]\n" + role + "source_profile=a\n", "", "leads back to itself"},
		{"a loop with keys", "[profile a]\n" + role + "source_profile=b\n" + keys("AKIA") + "[profile b]\n" + role + "source_profile=a\n", "", "leads back to itself"},
		{"itself without keys", "[profile a]\n" + role + "source_profile=a\n", "", "leads back to itself"},
		{"a source that does not exist", "[profile a]\n" + role + "source_profile=bas\n[profile base]\n", "", `its source_profile "bas" does not exist; did you mean "base"?`},
		{"a source without credentials", "[profile a]\n" + role + "source_profile=b\n[profile b]\nregion=eu-west-1\n", "", `its source_profile "b" has no credentials`},
		{"both kinds of source", "[profile a]\n" + role + "source_profile=b\ncredential_source=Environment\n[profile b]\n" + keys("AKIA"), "", "has both a source_profile and a credential_source"},
		{"no kind of source", "[profile a]\n" + role, "", "neither source_profile nor credential_source"},
		{"a source without a role", "[profile a]\nregion=eu-west-1\nsource_profile=b\n[profile b]\n" + keys("AKIA"), "", "role_arn"},
		{"an unknown credential_source", "[profile a]\n" + role + "credential_source=Laptop\n", "", "credential_source"},
		{"a malformed role", "[profile a]\nregion=eu-west-1\nrole_arn=Audit\nsource_profile=b\n[profile b]\n" + keys("AKIA"), "", `ARN of its role "Audit" is not an ARN`},
		{"a duration that STS refuses", "[profile a]\n" + role + "source_profile=b\nduration_seconds=60\n[profile b]\n" + keys("AKIA"), "", "Duration of its role is 1m0s; STS takes 15m to 12h"},
		{"an sso-session that does not exist", "[profile a]\nsso_session=corp\nregion=eu-west-1\n", "", "corp"},
	} {
		t.Run(test.name, func(t *testing.T) {
			home(t, test.config, test.credentials)
			_, err := session.New(t.Context(), session.Options{Profile: "a"})
			require.ErrorIs(t, err, session.ErrProfile)
			assert.Contains(t, err.Error(), test.want)
			assert.NotContains(t, err.Error(), "\n")
		})
	}
}

func TestCredentialSourceEnvironment(t *testing.T) {
	home(t, "[profile a]\nrole_arn=arn:aws:iam::222222222222:role/R\ncredential_source=Environment\nregion=eu-west-1\n", "")
	sts := newSTSServer(t)
	_, err := session.New(t.Context(), session.Options{Profile: "a", Endpoint: sts.URL})
	require.ErrorIs(t, err, session.ErrCredentials, "no keys there")
	assert.Empty(t, sts.seen())

	setKeys(t, "AKIAENV")
	s := open(t, session.Options{Profile: "a", Endpoint: sts.URL})
	assert.Equal(t, "ASIA222222222222", signsWith(t, s))
	assert.Equal(t, []string{"AssumeRole AKIAENV"}, signers(sts.seen()))
	assert.Empty(t, s.Warnings(), "here the profile asks for the keys")
}

func TestDurationThatIsNoNumberIsIgnored(t *testing.T) {
	home(t, "[profile a]\nrole_arn=arn:aws:iam::222222222222:role/R\nsource_profile=b\nduration_seconds=abc\nregion=eu-west-1\n[profile b]\n"+keys("AKIA"), "")
	sts := newSTSServer(t)
	open(t, session.Options{Profile: "a", Endpoint: sts.URL})
	assert.Equal(t, "3600", sts.seen()[0].Form.Get("DurationSeconds"))
}

func TestProfileWithMFAAsksTheCallback(t *testing.T) {
	home(t, "[profile a]\nrole_arn=arn:aws:iam::222222222222:role/R\nsource_profile=b\nmfa_serial=arn:aws:iam::111122223333:mfa/ann\nregion=eu-west-1\n[profile b]\n"+keys("AKIA"), "")
	sts := newSTSServer(t)
	_, err := session.New(t.Context(), session.Options{Profile: "a", Endpoint: sts.URL})
	require.ErrorIs(t, err, session.ErrMFA)
	assert.EqualError(t, err, "session: MFA device arn:aws:iam::111122223333:mfa/ann: a code is needed; set Options.MFA to a function that asks for it")

	open(t, session.Options{Profile: "a", Endpoint: sts.URL, MFA: func(_ context.Context, serial string) (string, error) {
		assert.Equal(t, "arn:aws:iam::111122223333:mfa/ann", serial)
		return " 123456\n", nil
	}})
	calls := sts.seen()
	require.Len(t, calls, 1)
	assert.Equal(t, "123456", calls[0].Form.Get("TokenCode"))
	assert.Equal(t, "arn:aws:iam::111122223333:mfa/ann", calls[0].Form.Get("SerialNumber"))
}

func TestWebIdentityProfile(t *testing.T) {
	token := filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(token, []byte("planted-token"), 0o600))
	home(t, "[profile a]\nrole_arn=arn:aws:iam::222222222222:role/R\nweb_identity_token_file="+token+"\nregion=eu-west-1\n", "")
	sts := newSTSServer(t)
	s := open(t, session.Options{Profile: "a", Endpoint: sts.URL})
	assert.Equal(t, "ASIA222222222222", signsWith(t, s))
	assert.Equal(t, []string{"AssumeRoleWithWebIdentity "}, signers(sts.seen()))
}

func TestWebIdentityInTheEnvironmentGivesWayToAProfile(t *testing.T) {
	token := filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(token, []byte("planted-token"), 0o600))
	home(t, threeProfiles, credentialsOf("a"))
	t.Setenv("AWS_WEB_IDENTITY_TOKEN_FILE", token)
	t.Setenv("AWS_ROLE_ARN", "arn:aws:iam::222222222222:role/R")
	sts := newSTSServer(t)
	assert.Equal(t, "ASIA222222222222", signsWith(t, open(t, session.Options{Endpoint: sts.URL})))
	assert.Equal(t, "AKIAa", signsWith(t, open(t, session.Options{Endpoint: sts.URL, Profile: "a"})))
}

func TestCredentialProcess(t *testing.T) {
	script := filepath.Join(t.TempDir(), "process")
	require.NoError(t, os.WriteFile(script, []byte("#!/bin/sh\necho '{\"Version\":1,\"AccessKeyId\":\"AKIAPROC\",\"SecretAccessKey\":\""+plantedSecret+"\"}'\n"), 0o700))
	home(t, "[profile a]\ncredential_process="+script+"\nregion=eu-west-1\n", "")
	assert.Equal(t, "AKIAPROC", signsWith(t, open(t, session.Options{Profile: "a"})))
}

func TestNoRequestIsMadeToOpenASession(t *testing.T) {
	home(t, threeProfiles, credentialsOf("a"))
	sts := newSTSServer(t)
	s := open(t, session.Options{Profile: "a", Endpoint: sts.URL})
	assert.Empty(t, sts.seen())
	for range 3 {
		id, err := s.Identity(t.Context())
		require.NoError(t, err)
		assert.Equal(t, "111122223333", id.Account)
	}
	_, err := s.In("us-east-1").Identity(t.Context())
	require.NoError(t, err)
	assert.Len(t, sts.seen(), 1, "the answer is kept")
}

func TestMissingCredentialsSayWhereWasLooked(t *testing.T) {
	home(t, "", "")
	s := open(t, session.Options{Region: "eu-west-1"})
	_, err := s.Identity(t.Context())
	require.ErrorIs(t, err, session.ErrCredentials)
	assert.EqualError(t, err, "session: credentials are missing: no source has any "+
		"(keys in the environment: not set; web identity in the environment: not set; profile default: does not exist; "+
		"container: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set; instance metadata: AWS_EC2_METADATA_DISABLED is true)")
}

func TestExpiredLoginSaysWhatToRun(t *testing.T) {
	home(t, `
[profile audit]
role_arn=arn:aws:iam::222222222222:role/R
source_profile=corp
region=eu-west-1
[profile corp]
sso_session=corp
sso_account_id=111122223333
sso_role_name=Dev
[sso-session corp]
sso_region=eu-west-1
sso_start_url=https://example.awsapps.com/start
`, "")
	_, err := session.New(t.Context(), session.Options{Profile: "audit"})
	require.ErrorIs(t, err, session.ErrLogin)
	require.ErrorIs(t, err, session.ErrCredentials)
	assert.EqualError(t, err, "session: credentials need a login, which has expired or was never made; run: aws sso login --sso-session corp")
}

func TestProfilesAreListedWithoutSecrets(t *testing.T) {
	home(t, `
[default]
region = eu-west-1
[profile team]
role_arn = arn:aws:iam::222222222222:role/R
source_profile = base
mfa_serial = arn:aws:iam::111122223333:mfa/ann
[profile "my team"]
sso_session = corp
sso_account_id = 333333333333
sso_role_name = Dev
[profile proc]
credential_process = /bin/x
[bare]
region = eu-west-1
[sso-session corp]
sso_region = eu-west-1
`, "[default]\n"+keys("AKIAD")+"[base]\n"+keys("AKIAB")+"[web]\nweb_identity_token_file=/t\nrole_arn=arn:aws:iam::444455556666:role/W\n")
	profiles, err := session.Profiles()
	require.NoError(t, err)
	assert.Equal(t, []session.ProfileInfo{
		{Name: "default", Kind: session.KeysProfile, Region: "eu-west-1"},
		{Name: "team", Kind: session.RoleProfile, Account: "222222222222", Role: "arn:aws:iam::222222222222:role/R", Source: "base", MFA: true},
		{Name: "my team", Kind: session.SSOProfile, Account: "333333333333", Role: "Dev", Source: "corp"},
		{Name: "proc", Kind: session.ProcessProfile},
		{Name: "base", Kind: session.KeysProfile},
		{Name: "web", Kind: session.WebIdentityProfile, Account: "444455556666", Role: "arn:aws:iam::444455556666:role/W"},
	}, profiles)
}

func TestBareSectionIsAProfileInTheCredentialsFileOnly(t *testing.T) {
	home(t, "[bare]\nregion=eu-west-1\n", "[other]\n"+keys("AKIAOTHER"))
	_, err := session.New(t.Context(), session.Options{Profile: "bare", Region: "eu-west-1"})
	require.ErrorIs(t, err, session.ErrProfile)
	assert.Equal(t, "AKIAOTHER", signsWith(t, open(t, session.Options{Profile: "other", Region: "eu-west-1"})))
}

func TestRetrySettingsReachTheClients(t *testing.T) {
	home(t, threeProfiles, credentialsOf("a"))
	s := open(t, session.Options{Profile: "a", MaxAttempts: 7, RetryMode: aws.RetryModeAdaptive})
	assert.Equal(t, 7, s.Config().RetryMaxAttempts)
	assert.Equal(t, aws.RetryModeAdaptive, s.Config().RetryMode)
}

// countingClient sends by the default client and counts.
type countingClient struct{ sent atomic.Int32 }

func (c *countingClient) Do(r *http.Request) (*http.Response, error) {
	c.sent.Add(1)
	return http.DefaultClient.Do(r)
}

func TestHTTPClientSendsEverything(t *testing.T) {
	home(t, auditOverCorp, credentialsOf("corp"))
	sts := newSTSServer(t)
	var client countingClient
	s := open(t, session.Options{Profile: "audit", Endpoint: sts.URL, HTTPClient: &client, AllowedAccounts: []string{"222222222222"}})
	_, err := s.Assume(t.Context(), session.Role{ARN: "arn:aws:iam::222222222222:role/Next"})
	require.NoError(t, err)
	assert.EqualValues(t, len(sts.seen()), client.sent.Load())
	assert.EqualValues(t, 2, client.sent.Load(), "a role tells its account itself")
}

// In Lambda the platform's keys are the credentials, and nothing is asked.
func TestLambdaNeedsNoFilesAndNoOptions(t *testing.T) {
	home(t, "", "")
	for name, v := range map[string]string{"AWS_LAMBDA_FUNCTION_NAME": "nightly", "AWS_REGION": "eu-west-1",
		"AWS_ACCESS_KEY_ID": "ASIALAMBDA", "AWS_SECRET_ACCESS_KEY": plantedSecret, "AWS_SESSION_TOKEN": plantedSecret,
		"_X_AMZN_TRACE_ID": "Root=1-67891233-abcdef012345678912345678;Parent=1"} {
		t.Setenv(name, v)
	}
	sts := newSTSServer(t)
	s := open(t, session.Options{RequireProfile: true, Endpoint: sts.URL})
	assert.Equal(t, session.Lambda, s.Runtime().Platform)
	assert.Equal(t, "ASIALAMBDA", signsWith(t, s))
	assert.Empty(t, s.Warnings())
	child, err := s.Assume(t.Context(), session.Role{ARN: "arn:aws:iam::222222222222:role/Next", Duration: 6 * time.Hour})
	require.NoError(t, err)
	calls := sts.seen()
	require.Len(t, calls, 1)
	assert.Equal(t, "3600", calls[0].Form.Get("DurationSeconds"), "a function's role is a role")
	id, err := child.Identity(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "arn:aws:sts::222222222222:assumed-role/Next/nightly-abcdef012345678912345678", id.ARN)
}
