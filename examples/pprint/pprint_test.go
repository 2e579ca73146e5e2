package pprint_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamodbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	ststypes "github.com/aws/aws-sdk-go-v2/service/sts/types"
	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/examples/pprint"
)

func ExamplePrint() {
	out := &s3.ListObjectsV2Output{
		Name:     aws.String("logs"),
		KeyCount: aws.Int32(2),
		Contents: []s3types.Object{
			{Key: aws.String("2026/a.gz"), Size: aws.Int64(10), LastModified: aws.Time(time.Date(2026, 11, 22, 21, 0, 0, 0, time.FixedZone("CET", 3600)))},
			{Key: aws.String("2026/b.gz"), Owner: &s3types.Owner{DisplayName: aws.String("ops")}},
		},
	}
	_ = pprint.Print(os.Stdout, out)
	// Output:
	// Contents:
	//   - Key: 2026/a.gz
	//     LastModified: 2026-11-22T20:00:00Z
	//     Size: 10
	//   - Key: 2026/b.gz
	//     Owner:
	//       DisplayName: ops
	// KeyCount: 2
	// Name: logs
}

// What is not set is a nil pointer. The SDK's own helpers read one safely: the
// zero value comes back, and never a panic.
func Example_nilSafeAccess() {
	var object s3types.Object // nothing set
	fmt.Printf("%q %d %v\n", aws.ToString(object.Key), aws.ToInt64(object.Size), aws.ToTime(object.LastModified).IsZero())

	size := "unknown"
	if object.Size != nil { // where 0 and "not set" differ
		size = fmt.Sprint(*object.Size)
	}
	fmt.Println(size)
	// Output:
	// "" 0 true
	// unknown
}

func TestEveryKindOfField(t *testing.T) {
	type inner struct{ A, B *string }
	for name, c := range map[string]struct {
		v    any
		want string
	}{
		"nil":                     {nil, "(none)"},
		"nil pointer":             {(*s3.ListObjectsV2Output)(nil), "(none)"},
		"nothing set":             {&s3.ListBucketsOutput{}, "(none)"},
		"text":                    {aws.String("plain"), "plain"},
		"text with odd ends":      {" a ", `" a "`},
		"control characters":      {"a\x1b[31mb", `"a\x1b[31mb"`},
		"invalid UTF-8":           {"a\xffb", `"a\xffb"`},
		"several lines":           {struct{ Doc string }{"{\n  1\n}\n"}, "Doc: |\n  {\n    1\n  }"},
		"several lines in a list": {[]string{"a\nb", "c"}, "- |\n  a\n  b\n- c"},
		"bytes":                   {struct{ Blob []byte }{[]byte("hi")}, "Blob: aGk="},
		"duration":                {90 * time.Second, "1m30s"},
		"error":                   {struct{ Err error }{errors.New("bad")}, "Err: bad"},
		"stream":                  {&s3.PutObjectInput{Body: strings.NewReader("secret")}, "Body: (stream)"},
		"false and 0 are values": {struct {
			Enabled *bool
			N       *int32
		}{aws.Bool(false), aws.Int32(0)}, "Enabled: false\nN: 0"},
		"map":                     {map[string]*int{"b": nil, "a": aws.Int(1)}, "a: 1\nb: (none)"},
		"list of lists":           {[][]int{{1, 2}, {3}}, "- - 1\n  - 2\n- - 3"},
		"list of structs":         {[]inner{{B: aws.String("x")}, {}, {A: aws.String("y"), B: aws.String("z")}}, "- B: x\n- (none)\n- A: y\n  B: z"},
		"struct in struct":        {struct{ In *inner }{&inner{A: aws.String("x")}}, "In:\n  A: x"},
		"empty struct in struct":  {struct{ In *inner }{&inner{}}, "(none)"},
		"enum":                    {iamtypes.AccessKeyMetadata{Status: iamtypes.StatusTypeActive}, "Status: Active"},
		"document":                {struct{ Input document }{`{"a":1}`}, `Input: {"a":1}`},
		"document that is broken": {struct{ Input document }{""}, "Input: no document"},
		"union": {&dynamodb.GetItemOutput{Item: map[string]dynamodbtypes.AttributeValue{
			"id":   &dynamodbtypes.AttributeValueMemberS{Value: "7"},
			"tags": &dynamodbtypes.AttributeValueMemberL{Value: []dynamodbtypes.AttributeValue{&dynamodbtypes.AttributeValueMemberN{Value: "1"}}},
		}}, "Item:\n  id:\n    S: 7\n  tags:\n    L:\n      - N: 1"},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, c.want, pprint.Sprint(c.v))
		})
	}
}

// document is free-form JSON, as in some services' inputs and outputs.
type document string

func (d document) MarshalSmithyDocument() ([]byte, error) {
	if d == "" {
		return nil, errors.New("no document")
	}
	return []byte(d), nil
}

func TestSecretsAreHidden(t *testing.T) {
	assert.Equal(t, "Credentials:\n  AccessKeyId: AKIA\n  SecretAccessKey: (hidden)\n  SessionToken: (hidden)",
		pprint.Sprint(&sts.AssumeRoleOutput{Credentials: &ststypes.Credentials{
			AccessKeyId: aws.String("AKIA"), SecretAccessKey: aws.String("s3cret"), SessionToken: aws.String("t0ken"),
		}}))
	assert.Equal(t, "Password: (hidden)\nPasswordResetRequired: false\nUserName: eve",
		pprint.Sprint(&iam.CreateLoginProfileInput{UserName: aws.String("eve"), Password: aws.String("hunter2")}))
}

func TestSecretsAreHiddenByName(t *testing.T) {
	for name, want := range map[string]bool{
		"SecretAccessKey": true, "SessionToken": true, "AccessToken": true, "Password": true, "MasterUserPassword": true, "ClientSecret": true,
		"SecretString": true, "PrivateKey": true, "KeyMaterial": true, "Plaintext": true, "DB_PASSWORD": true, "API_KEY": true, "apiKey": true,
		"github-token": true, "DB_PASS": true, "TOKEN": true, "userPwd": true, "TokenCode": true, "CONNECTION_STRING": true, "APIKey": true,
		"NextToken": false, "ClientToken": false, "ClientRequestToken": false, "ContinuationToken": false, "SecretArn": false, "SecretId": false,
		"PasswordLastUsed": false, "PasswordResetRequired": false, "MinimumPasswordLength": false, "AccessKeyId": false, "Compass": false,
		"KeyId": false, "Secretary": false, "TokenType": false, "": false, "__": false,
	} {
		text := pprint.Sprint(map[string]string{name: "v4lue"})
		assert.Equal(t, want, !strings.Contains(text, "v4lue"), name)
		assert.Contains(t, text, name)
	}
	assert.Equal(t, "Secret: (hidden)", pprint.Sprint(struct{ Secret []byte }{[]byte("x")}))
	assert.Equal(t, "Passwords: (hidden)", pprint.Sprint(struct{ Passwords []*string }{[]*string{aws.String("x")}}))
	assert.Equal(t, "MasterUserSecret:\n  SecretArn: arn", pprint.Sprint(struct {
		MasterUserSecret *struct{ SecretArn string }
		Password         string
		Token            *string
	}{MasterUserSecret: &struct{ SecretArn string }{"arn"}}))
}

func TestTheValueBesideTheNameOfASecretIsHidden(t *testing.T) {
	type pair struct{ Name, Value *string }
	type parameter struct {
		Name  string
		Type  ssmType
		Value *string
	}
	for want, v := range map[string]any{
		"Name: DB_PASSWORD\nValue: (hidden)":                        pair{aws.String("DB_PASSWORD"), aws.String("x")},
		"Name: STAGE\nValue: prod":                                  &pair{aws.String("STAGE"), aws.String("prod")},
		"Value: x":                                                  pair{nil, aws.String("x")},
		"Key: api-token\nValue: (hidden)":                           struct{ Key, Value string }{"api-token", "x"},
		"ParameterKey: DBPassword\nParameterValue: (hidden)":        struct{ ParameterKey, ParameterValue string }{"DBPassword", "x"},
		"OutputKey: SecretArn\nOutputValue: arn":                    struct{ OutputKey, OutputValue string }{"SecretArn", "arn"},
		"Name: /prod/dsn\nType: String\nValue: (hidden)":            parameter{"/prod/dsn", "String", aws.String("x")},
		"Name: /prod/db\nType: SecureString\nValue: (hidden)":       parameter{"/prod/db", "SecureString", aws.String("x")},
		"Name: /prod/db\nType: String\nValue: x":                    parameter{"/prod/db", "String", aws.String("x")},
		"PreSharedKey: (hidden)":                                    struct{ PreSharedKey string }{"x"},
		"AccessKeyId: AKIA\nAuthorizationToken: (hidden)":           struct{ AccessKeyId, AuthorizationToken string }{"AKIA", "x"},
		"- Name: DB_PASS\n  Value: (hidden)\n- Name: A\n  Value: b": []pair{{aws.String("DB_PASS"), aws.String("x")}, {aws.String("A"), aws.String("b")}},
	} {
		assert.Equal(t, want, pprint.Sprint(v))
	}
}

type ssmType string

func TestValuesOfTheEnvironmentAreHiddenOnRequest(t *testing.T) {
	type pair struct{ Name, Value *string }
	function := &lambda.GetFunctionConfigurationOutput{
		FunctionName: aws.String("f"),
		Environment:  &lambdatypes.EnvironmentResponse{Variables: map[string]string{"STAGE": "prod", "DB_URL": "user:pw@tcp(db)", "DB_PASSWORD": "x"}},
	}
	assert.Equal(t, "CodeSize: 0\nEnvironment:\n  Variables:\n    DB_PASSWORD: (hidden)\n    DB_URL: user:pw@tcp(db)\n    STAGE: prod\nFunctionName: f", pprint.Sprint(function))
	printer := pprint.Printer{HideEnvironment: true}
	assert.Equal(t, "CodeSize: 0\nEnvironment:\n  Variables:\n    DB_PASSWORD: (hidden)\n    DB_URL: (hidden)\n    STAGE: (hidden)\nFunctionName: f", printer.Sprint(function))
	assert.Equal(t, "Environment:\n  A: (hidden)", printer.Sprint(struct{ Environment []pair }{[]pair{{aws.String("A"), aws.String("1")}}}))
	assert.Equal(t, "Environment: (hidden)", printer.Sprint(struct{ Environment []string }{[]string{"A=1"}}))
	assert.Equal(t, "Variables:\n  A: 1", printer.Sprint(struct{ Variables map[string]string }{map[string]string{"A": "1"}}), "not of an environment")
	var b strings.Builder
	assert.NoError(t, printer.Print(&b, struct{ EnvironmentVariables map[string]string }{map[string]string{"A": "1"}}))
	assert.Equal(t, "EnvironmentVariables:\n  A: (hidden)\n", b.String())
}

func TestAValueThatContainsItselfEnds(t *testing.T) {
	type node struct {
		Name        string
		Left, Right *node
	}
	tree := &node{Name: "n"}
	tree.Left, tree.Right = tree, tree
	assert.Equal(t, "Name: n\nLeft: ...\nRight: ...", pprint.Sprint(tree))

	object := map[string]any{}
	object["self"], object["list"] = object, []any{object, object}
	assert.Equal(t, "list:\n  - ...\n  - ...\nself: ...", pprint.Sprint(object))

	list := []any{1, nil}
	list[1] = list
	assert.Equal(t, "- 1\n- ...", pprint.Sprint(list))

	list = []any{nil}
	list[0] = list
	assert.Equal(t, "Passwords:\n  - ...", pprint.Sprint(struct{ Passwords []any }{list}))

	type loop *loop
	var pointer loop
	pointer = &pointer
	assert.Equal(t, "...", pprint.Sprint(pointer))

	shared := aws.String("twice is no cycle")
	assert.Equal(t, "- twice is no cycle\n- twice is no cycle", pprint.Sprint([]*string{shared, shared}))
}

func TestAValueWhosePartsAreSharedWithoutEndEnds(t *testing.T) {
	type node struct{ Left, Right *node }
	tree := &node{}
	for range 60 { // 2^60 ways down
		tree = &node{tree, tree}
	}
	assert.Contains(t, pprint.Sprint(tree), "...")
}
