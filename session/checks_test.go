package session

import (
	"errors"
	"os"
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
	err := CacheDir(file).open()
	require.ErrorIs(t, err, awserr.ErrInvalid)
	err = CacheDir(filepath.Join(file, "below")).open()
	require.ErrorIs(t, err, awserr.ErrInvalid)
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
		pathStyle(test.style)("S3", o)
		assert.Equal(t, test.want, o.UsePathStyle, "%+v", test)
		pathStyle("path")("SNS", o)
	}
	pathStyle("")("S3", nil)
	pathStyle("")("S3", new(struct{}))
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
