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

func TestAValueThatContainsItselfEnds(t *testing.T) {
	type node struct{ Next *node }
	n := &node{}
	n.Next = n
	assert.Contains(t, pprint.Sprint(n), "...")
}
