package clone_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/internal/clone"
)

func TestInputsShareNothing(t *testing.T) {
	in := sns.PublishBatchInput{
		TopicArn: aws.String("arn"),
		PublishBatchRequestEntries: []types.PublishBatchRequestEntry{{
			Id: aws.String("1"),
			MessageAttributes: map[string]types.MessageAttributeValue{
				"k": {BinaryValue: []byte("abc"), StringValue: aws.String("s")},
			},
		}},
	}
	for name, out := range map[string]sns.PublishBatchInput{
		"Of":      clone.Of(in),
		"Pointer": *clone.Pointer(&in).(*sns.PublishBatchInput),
	} {
		t.Run(name, func(t *testing.T) {
			want := clone.Of(in)
			assert.Equal(t, in, out)
			*out.TopicArn = "changed"
			entry := &out.PublishBatchRequestEntries[0]
			*entry.Id = "changed"
			*entry.MessageAttributes["k"].StringValue = "changed"
			entry.MessageAttributes["k"].BinaryValue[0] = 'X'
			entry.MessageAttributes["new"] = types.MessageAttributeValue{}
			assert.Equal(t, want, in)
		})
	}
}

// member is the shape of the SDK's unions: pointers to structs with a Value.
type member struct{ Value []any }

func TestWhatIsOursToCopy(t *testing.T) {
	type shape struct {
		When  *time.Time
		Union any
		Body  any
		Nil   *int
		None  []string
		Fn    func() int
	}
	now := time.Now()
	reader := strings.NewReader("body")
	in := shape{When: &now, Union: &member{Value: []any{&member{}}}, Body: reader, Fn: func() int { return 1 }}
	out := clone.Of(in)
	assert.True(t, now.Equal(*out.When))
	assert.NotSame(t, in.When, out.When)
	assert.Equal(t, in.Union, out.Union)
	assert.NotSame(t, in.Union, out.Union)
	assert.NotSame(t, in.Union.(*member).Value[0], out.Union.(*member).Value[0])
	assert.Same(t, reader, out.Body, "a reader has a state of its own")
	assert.Nil(t, out.Nil)
	assert.Nil(t, out.None, "nil stays nil")
	assert.Equal(t, 1, out.Fn())
}
