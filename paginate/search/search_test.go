package search_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/internal/seqtest"
	"github.com/awsessentials/essentials/paginate"
	"github.com/awsessentials/essentials/paginate/search"
)

// The shapes of an output of the SDK: pointers, enums, unions, times, bytes.
type (
	value        interface{ isValue() }
	ValueMemberS struct{ Value string }
	ValueMemberL struct{ Value []value }
	level        string
	thing        struct {
		Name  *string
		Level level
		Size  int32
		Tags  map[string]string
	}
	ListThingsInput  struct{ NextToken *string }
	ListThingsOutput struct {
		Things         []thing
		Groups         [][]string
		Key            value
		At             *time.Time
		Raw            []byte
		Total          *int64
		NextToken      *string
		ResultMetadata any
	}
	options struct{}
)

func (*ValueMemberS) isValue() {}
func (*ValueMemberL) isValue() {}

// service gives its pages in order.
type service []*ListThingsOutput

func (s service) ListThings(_ context.Context, in *ListThingsInput, _ ...func(*options)) (*ListThingsOutput, error) {
	n := 0
	if in.NextToken != nil {
		if _, err := fmt.Sscan(*in.NextToken, &n); err != nil {
			return nil, err
		}
	}
	out := *s[n]
	if n+1 < len(s) {
		out.NextToken = aws.String(fmt.Sprint(n + 1))
	}
	return &out, nil
}

var things = service{
	{
		Things: []thing{{Name: aws.String("a"), Level: "HIGH", Size: 3, Tags: map[string]string{"env": "prod"}}, {Name: aws.String("b"), Size: 1}},
		Groups: [][]string{{"x", "y"}, {"z"}},
		Key:    &ValueMemberS{"k"}, At: aws.Time(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)), Raw: []byte{0xff}, Total: aws.Int64(1 << 40),
	},
	{},
	{Things: []thing{{Size: 7}}, Key: &ValueMemberL{[]value{&ValueMemberS{"m"}}}},
}

func found[T any](t *testing.T, expression string) []T {
	t.Helper()
	got, err := paginate.Collect(search.Items[T](t.Context(), paginate.Op(things.ListThings, nil), expression))
	require.NoError(t, err)
	return got
}

func TestAListGivesItsElementsOverAllPages(t *testing.T) {
	assert.Equal(t, []string{"a", "b"}, found[string](t, "Things[].Name"), "a null in a projection is left out")
	assert.Equal(t, []int{3, 1, 7}, found[int](t, "Things[].Size"))
	assert.Equal(t, []string{"a"}, found[string](t, "Things[?Size > `2` && Tags.env == 'prod'].Name"))
}

func TestAListIsFlattenedOneLevel(t *testing.T) {
	assert.Equal(t, [][]string{{"x", "y"}, {"z"}, nil, nil}, found[[]string](t, "Groups"), "a page without groups gives a null")
	assert.Equal(t, []string{"x", "y", "z"}, found[string](t, "Groups[] || `[]`"))
}

func TestOtherValuesAreGivenAsTheyAreAndNullToo(t *testing.T) {
	assert.Equal(t, []*int64{aws.Int64(1 << 40), nil, nil}, found[*int64](t, "Total"))
	assert.Equal(t, []any{"2026-01-02T03:04:05Z", nil, nil}, found[any](t, "At"))
	assert.Equal(t, []any{"/w==", nil, nil}, found[any](t, "Raw"))
	assert.Equal(t, []int64{1 << 40}, found[int64](t, "Total"), "a number cannot be null")
	assert.Equal(t, []float64{2, 0, 1}, found[float64](t, "length(Things || `[]`)"))
}

func TestUnionsAreAsOnTheWire(t *testing.T) {
	assert.Equal(t, []any{
		map[string]any{"S": "k"}, nil, map[string]any{"L": []any{map[string]any{"S": "m"}}},
	}, found[any](t, "Key"))
}

func TestAnEmptyEnumIsNull(t *testing.T) {
	assert.Equal(t, []string{"HIGH"}, found[string](t, "Things[].Level"))
}

func TestResultsBecomeStructs(t *testing.T) {
	type row struct {
		Name  string `json:"name"`
		Bytes int64  `json:"bytes"`
	}
	assert.Equal(t, []row{{"a", 3}, {"b", 1}, {"", 7}}, found[row](t, "Things[].{name: Name, bytes: Size}"))
}

func TestAWrongExpressionIsRefusedBeforeAnyRequest(t *testing.T) {
	cloud := awstest.New(t)
	client := sns.NewFromConfig(cloud.Config())
	_, err := paginate.Collect(search.Items[string](t.Context(), paginate.Op(client.ListTopics, nil), "Topics[?"))
	require.ErrorIs(t, err, search.ErrExpression)
	ee, ok := errors.AsType[*search.ExpressionError](err)
	require.True(t, ok)
	assert.Equal(t, "Topics[?", ee.Expression)
	assert.ErrorContains(t, err, `search: "Topics[?": `)
	assert.Empty(t, awstest.Calls[sns.ListTopicsInput](cloud))
}

func TestAResultThatDoesNotFitEndsTheSequence(t *testing.T) {
	seq := search.Items[int](t.Context(), paginate.Op(things.ListThings, nil), "Things[].[Size, Name][]")
	got, err := paginate.Collect(seq)
	require.ErrorIs(t, err, search.ErrExpression)
	assert.Equal(t, []int{3}, got)
	assert.ErrorContains(t, err, "no int")

	_, err = paginate.Collect(search.Items[any](t.Context(), paginate.Op(things.ListThings, nil), "abs(Things)"))
	require.ErrorIs(t, err, search.ErrExpression)
}

func TestContract(t *testing.T) {
	errBroken := errors.New("broken")
	page := func(arns ...string) *sns.ListTopicsOutput {
		out := &sns.ListTopicsOutput{}
		for _, arn := range arns {
			out.Topics = append(out.Topics, types.Topic{TopicArn: &arn})
		}
		return out
	}
	seqtest.Run(t, func(t *testing.T) seqtest.Subject[string] {
		seq := func(client *sns.Client) func(context.Context) iter.Seq2[string, error] {
			return func(ctx context.Context) iter.Seq2[string, error] {
				return search.Items[string](ctx, paginate.Op(client.ListTopics, nil), "Topics[].TopicArn || `[]`")
			}
		}
		cloud, broken := awstest.New(t), awstest.New(t)
		awstest.Pages[sns.ListTopicsInput](cloud, page("a", "b"), page(), page("c")).Optional()
		awstest.Fail[sns.ListTopicsInput](broken, errBroken).Optional()
		return seqtest.Subject[string]{
			Seq: seq(sns.NewFromConfig(cloud.Config())), Want: []string{"a", "b", "c"},
			Requests: func() int { return len(awstest.Calls[sns.ListTopicsInput](cloud)) },
			Needed:   func(n int) int { return []int{0, 1, 1, 3}[n] },
			Broken:   map[int]func(context.Context) iter.Seq2[string, error]{0: seq(sns.NewFromConfig(broken.Config()))},
			Cause:    errBroken,
		}
	})
}
