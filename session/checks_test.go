package session

import (
	"errors"
	"os"
	"os/user"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
)

func TestWhatToCheckWhenSTSRefuses(t *testing.T) {
	for _, test := range []struct {
		code, message string
		role          Role
		want          string
	}{
		{"AccessDenied", "", Role{}, "does the trust policy ask for an external ID or MFA?"},
		{"AccessDenied", "", Role{ExternalID: "xx"}, "ask for MFA?"},
		{"AccessDenied", "", Role{ExternalID: "xx", MFASerial: "s"}, "may sts:AssumeRole it"},
		{"AccessDenied", "", Role{Tags: map[string]string{"a": "b"}}, "sts:TagSession"},
		{"ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration", Role{}, "maximum session duration"},
		{"PackedPolicyTooLarge", "", Role{}, "shorten Policy"},
		{"RegionDisabledException", "", Role{}, "enable the region"},
		{"ExpiredToken", "", Role{}, "have expired"},
		{"InvalidClientTokenId", "", Role{}, "wrong or deleted"},
	} {
		h := &roleProvider{at: 1, state: &state{chain: []Role{test.role}}}
		assert.Contains(t, h.check(awstest.APIError(test.code, test.message, 400)), test.want, test.code)
	}
	assert.Empty(t, (&roleProvider{at: 1, state: &state{chain: make([]Role, 1)}}).check(errors.New("no answer")))
	assert.Empty(t, (&roleProvider{at: 1, state: &state{chain: make([]Role, 1)}}).check(awstest.APIError("InternalFailure", "", 500)))
}

func TestCacheFolderThatCannotBeOne(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := CacheDir(file).open()
	require.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = CacheDir(filepath.Join(file, "below")).open()
	require.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = CacheDir("~/.cache/x").open()
	require.EqualError(t, err, `session.New: invalid Options.Cache "~/.cache/x": begins with ~, which only shells expand; use os.UserCacheDir`)
	t.Chdir(t.TempDir())
	cache, err := CacheDir("here").open()
	require.NoError(t, err)
	assert.True(t, filepath.IsAbs(string(cache.(CacheDir))))
}

func TestCommandsAreSafeToPaste(t *testing.T) {
	assert.Equal(t, "corp", shellWord("corp"))
	assert.Equal(t, `'my team'`, shellWord("my team"))
	assert.Equal(t, `'a$(rm -rf x)'`, shellWord("a$(rm -rf x)"))
	assert.Equal(t, `'it'\''s'`, shellWord("it's"))
}

// A test library prints what it can reach of an error, also in unexported fields.
func TestNoDumpOfAnErrorReachesASecret(t *testing.T) {
	const planted = "planted-secret-dump"
	c := &state{opts: new(Options)}
	c.setCredentials(static(aws.Credentials{AccessKeyID: "AKIA", SecretAccessKey: planted}, 0))
	require.True(t, reaches(reflect.ValueOf(c), planted, map[uintptr]bool{}), "the walk finds it in a session")
	err := c.expiredCredentials(errors.New("ExpiredToken"))
	assert.False(t, reaches(reflect.ValueOf(err), planted, map[uintptr]bool{}))
	var ce *CredentialsError
	require.ErrorAs(t, err, &ce)
	assert.Equal(t, "have expired", ce.Explanation().Problem)
	assert.Equal(t, ce.Sources, ce.Explanation().Sources)
}

// reaches follows pointers, interfaces and fields from v to a text.
func reaches(v reflect.Value, text string, seen map[uintptr]bool) bool {
	switch v.Kind() {
	case reflect.String:
		return strings.Contains(v.String(), text)
	case reflect.Pointer:
		if v.IsNil() || seen[v.Pointer()] {
			return false
		}
		seen[v.Pointer()] = true
		return reaches(v.Elem(), text, seen)
	case reflect.Interface:
		return !v.IsNil() && reaches(v.Elem(), text, seen)
	case reflect.Struct:
		for i := range v.NumField() {
			if reaches(v.Field(i), text, seen) {
				return true
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if reaches(v.Index(i), text, seen) {
				return true
			}
		}
	}
	return false
}

// The fields that this package sets by name, as S3's options have them.
type s3Options struct {
	BaseEndpoint *string
	UsePathStyle bool
}

func TestPathStyleAtEndpointsThatAreNotOfAWS(t *testing.T) {
	for _, test := range []struct {
		style, endpoint string
		want            bool
	}{
		{"", "http://localhost:4566", true}, {"", "https://x.r2.cloudflarestorage.com", true}, {"virtual", "http://localhost:4566", false},
		{"", "https://bucket.vpce-1.s3.eu-west-1.vpce.amazonaws.com", false}, {"", "", false}, {"path", "", true},
	} {
		o := new(s3Options)
		if test.endpoint != "" {
			o.BaseEndpoint = &test.endpoint
		}
		s3Settings{style: test.style}.apply("S3", o)
		assert.Equal(t, test.want, o.UsePathStyle, "%+v", test)
		s3Settings{style: "path"}.apply("SNS", o)
	}
	s3Settings{}.apply("S3", nil)
	s3Settings{}.apply("S3", new(struct{}))
}

func TestRegionOfATopicOrQueue(t *testing.T) {
	for s, want := range map[string]string{
		"arn:aws:sns:eu-west-1:111122223333:t": "eu-west-1", "https://sqs.us-east-1.amazonaws.com/111122223333/q": "us-east-1",
		"http://localhost:4566/000000000000/q": "", "": "", "q": "",
	} {
		assert.Equal(t, want, regionOf(s), s)
	}
}

// What a request names may be elsewhere by design, and then its region is not why
// AWS refuses it.
func TestNoOtherRegionIsToldWhereItMayBe(t *testing.T) {
	type input struct {
		Bucket, CopySource, DestinationBackupVaultArn, Endpoint, EventSourceArn, ReplicationSourceIdentifier, ResourceArn, SourceArn *string
	}
	there := "arn:aws:x:us-east-1:111122223333:y"
	anywhere := "arn:aws:events:*:111122223333:rule/r"
	for _, c := range []struct {
		service string
		input   input
		told    string
	}{
		{"WAFV2", input{ResourceArn: &there}, "ResourceArn"},
		{"Lambda", input{EventSourceArn: &there, SourceArn: &there}, "EventSourceArn"},
		{"Lambda", input{ResourceArn: &anywhere}, ""},
		{"Lambda", input{SourceArn: &there}, ""},
		{"RDS", input{ReplicationSourceIdentifier: &there}, ""},
		{"Backup", input{DestinationBackupVaultArn: &there}, ""},
		{"SNS", input{Endpoint: &there}, ""}, // of a subscription
		{"S3", input{Bucket: &there, CopySource: &there}, ""},
		{"Shield", input{ResourceArn: &there}, ""},
		{"CloudFront", input{ResourceArn: &there}, ""},
	} {
		ctx := awsmiddleware.SetRegion(awsmiddleware.SetServiceID(t.Context(), c.service), "eu-west-1")
		refused := &smithy.GenericAPIError{Code: "AccessDenied", Message: "no"}
		want := refused.Error()
		if c.told != "" {
			want = "session: " + c.told + " of the request is in us-east-1, and the client in eu-west-1: " + want
		}
		assert.EqualError(t, otherRegion(ctx, &c.input, refused), want, "%s %s", c.service, c.told)
	}
	for _, client := range []string{"us-east-1", "fips-us-east-1", "us-east-1-fips", "aws-global"} {
		ctx := awsmiddleware.SetRegion(awsmiddleware.SetServiceID(t.Context(), "WAFV2"), client)
		refused := &smithy.GenericAPIError{Code: "AccessDenied", Message: "no"}
		assert.EqualError(t, otherRegion(ctx, &input{ResourceArn: &there}, refused), refused.Error(), client)
	}
}

// Python's os.path.expandvars and expanduser gave these.
func TestPathsAreExpandedAsByPython(t *testing.T) {
	t.Setenv("HOME", "/h")
	t.Setenv("SET", "$HOME")
	t.Setenv("1", "one")
	t.Setenv("a b", "two")
	for path, want := range map[string]string{
		"~": "/h", "~/c": "/h/c", "/x/~/c": "/x/~/c", "$HOME/c": "/h/c", "${HOME}c": "/hc", "$SET": "$HOME", "$1/c": "one/c",
		"${a b}": "two", "$UNSET_/c": "$UNSET_/c", "${UNSET_}/c": "${UNSET_}/c", "${HOME/c": "${HOME/c", "${}": "${}", "$": "$", "$$HOME": "$/h",
		"$(x)": "$(x)", "$-": "$-", "$ü": "$ü", "a$": "a$", "": "",
	} {
		assert.Equal(t, want, expand(path), path)
	}
	me, err := user.Current()
	require.NoError(t, err)
	assert.Equal(t, filepath.Join(me.HomeDir, "c"), expand("~"+me.Username+"/c"))
	assert.Equal(t, "~no-such-user/c", expand("~no-such-user/c"))
	t.Setenv("HOME", "")
	assert.Equal(t, filepath.Join(me.HomeDir, "c"), expand("~/c"), "as in a job of cron")
}

func TestSecretsAreToldByTheirShapeAndName(t *testing.T) {
	const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY1"
	for text, want := range map[string]string{
		secret: hidden, "x " + secret: hidden, "eu-west-1\naws_secret_access_key = x": hidden, "AWS_SESSION_TOKEN=x": hidden,
		"aws_secret_access_key": "aws_secret_access_key", "AKIAIOSFODNN7EXAMPLE": "AKIAIOSFODNN7EXAMPLE", "eu-west-1": "eu-west-1",
		"arn:aws:iam::111122223333:role/" + strings.Repeat("aB3", 20): "arn:aws:iam::111122223333:role/" + strings.Repeat("aB3", 20),
		"arn:aws:iam::" + secret + ":role/R":                          hidden, "arn:" + secret: hidden,
	} {
		assert.Equal(t, want, shown(text))
	}
	assert.Equal(t, `" a"`, unquoted(" a"), "a blank is to be seen")
}

// The fields of S3's options that say where requests go.
func TestTheS3BlockOfAProfile(t *testing.T) {
	type options struct {
		BaseEndpoint    *string
		UsePathStyle    bool
		UseAccelerate   bool
		EndpointOptions struct{ UseDualStackEndpoint aws.DualStackEndpointState }
	}
	set := func(block, endpoint string) (o options, err error) {
		file, err := parseINI("f", []byte("[profile a]\ns3 =\n  "+block+"\n"))
		require.NoError(t, err)
		files := &sharedFiles{ssoSessions: map[string]*iniSection{}, services: map[string]*iniSection{}}
		files.addConfig(file)
		s3, err := files.profile("a").s3()
		if endpoint != "" {
			o.BaseEndpoint = &endpoint
		}
		s3.apply("S3", &o)
		return o, err
	}
	o, err := set("use_accelerate_endpoint = True\n  use_dualstack_endpoint=true\n  addressing_style = path", "")
	require.NoError(t, err)
	assert.True(t, o.UseAccelerate && o.UsePathStyle)
	assert.Equal(t, aws.DualStackEndpointStateEnabled, o.EndpointOptions.UseDualStackEndpoint)
	o, err = set("use_accelerate_endpoint = true\n  use_dualstack_endpoint=true", "http://localhost:4566")
	require.NoError(t, err)
	assert.False(t, o.UseAccelerate, "the endpoint was chosen")
	assert.Zero(t, o.EndpointOptions.UseDualStackEndpoint)
	_, err = set("addressing_style = PATH", "")
	assert.EqualError(t, err, `session: profile "a": its setting addressing_style of s3 must be auto, path or virtual`)
	_, err = set("use_accelerate_endpoint = yes", "")
	assert.EqualError(t, err, `session: profile "a": its setting use_accelerate_endpoint of s3 must be true or false`)
}

// Two sso-sessions of one name, of two config files, are two people.
func TestALoginIsNamedByAllOfItsSettings(t *testing.T) {
	name := func(sso string) string {
		file, err := parseINI("f", []byte("[profile a]\nsso_session=s\nsso_role_name=R\n[sso-session s]\nsso_region=us-east-1\n"+sso))
		require.NoError(t, err)
		files := &sharedFiles{ssoSessions: map[string]*iniSection{}, services: map[string]*iniSection{}}
		files.addConfig(file)
		return files.loginName(source{kind: fromSSO, owner: files.profile("a")})
	}
	one := name("sso_start_url=https://one\nsso_account_id=111122223333\n")
	assert.NotEmpty(t, one)
	assert.Equal(t, one, name("sso_start_url = https://one\nsso_account_id = 111122223333\n"))
	assert.NotEqual(t, one, name("sso_start_url=https://two\nsso_account_id=111122223333\n"))
	assert.NotEqual(t, one, name("sso_start_url=https://one\nsso_account_id=444455556666\n"))
}
