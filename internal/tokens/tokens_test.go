package tokens_test

import (
	"reflect"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/tokens"
)

func ptr[T any](v T) *T { return &v }

func ruleOf[In, Out any](t *testing.T) *tokens.Rule {
	t.Helper()
	rule, err := tokens.For(reflect.TypeFor[In](), reflect.TypeFor[Out]())
	require.NoError(t, err)
	return rule
}

type recordType string

// The shapes below are those of real operations, cut to their paging fields.
type (
	ListVersionsInput struct {
		KeyMarker, VersionIdMarker *string
		MaxKeys                    *int32
	}
	ListVersionsOutput struct {
		KeyMarker, VersionIdMarker         *string // echoes of the request
		NextKeyMarker, NextVersionIdMarker *string
		IsTruncated                        *bool
	}
	ListRecordsInput struct {
		StartRecordName       *string
		StartRecordType       recordType
		StartRecordIdentifier *string
		MaxItems              *int32
	}
	ListRecordsOutput struct {
		NextRecordName       *string
		NextRecordType       recordType
		NextRecordIdentifier *string
		IsTruncated          bool
	}
	ListDistributionsInput struct {
		Marker   *string
		MaxItems *string
	}
	DistributionList struct {
		Marker, NextMarker *string
		IsTruncated        *bool
	}
	ListDistributionsOutput struct{ DistributionList *DistributionList }
	ScanInput               struct{ ExclusiveStartKey map[string]any }
	ScanOutput              struct{ LastEvaluatedKey map[string]any }
	GetLogEventsInput       struct{ NextToken *string }
	GetLogEventsOutput      struct{ NextForwardToken, NextBackwardToken *string }
	PutLogEventsInput       struct{ SequenceToken *string }
	PutLogEventsOutput      struct{ NextSequenceToken *string }
	TwoListsOutput          struct{ A, B *DistributionList }
	OtherTypeOutput         struct{ NextToken []string }
)

func TestOneTokenOfTheSDK(t *testing.T) {
	rule := ruleOf[sns.ListTopicsInput, sns.ListTopicsOutput](t)
	assert.Equal(t, "sns.ListTopics: NextToken -> NextToken", rule.String())
	assert.Same(t, rule, ruleOf[sns.ListTopicsInput, sns.ListTopicsOutput](t), "found once and kept")

	token, more, err := rule.Next(&sns.ListTopicsOutput{NextToken: ptr("t2")})
	require.NoError(t, err)
	require.True(t, more)

	in := &sns.ListTopicsInput{}
	assert.Nil(t, rule.Get(in))
	rule.Set(in, token)
	assert.Equal(t, "t2", *in.NextToken)
	assert.Equal(t, token, rule.Get(in))
	rule.Set(in, nil)
	assert.Nil(t, in.NextToken)
}

func TestNilAndEmptyAndAbsentTokensEndTheWalk(t *testing.T) {
	rule := ruleOf[sns.ListTopicsInput, sns.ListTopicsOutput](t)
	for _, out := range []*sns.ListTopicsOutput{{}, {NextToken: ptr("")}} {
		_, more, err := rule.Next(out)
		require.NoError(t, err)
		assert.False(t, more)
	}
	scan := ruleOf[ScanInput, ScanOutput](t)
	_, more, err := scan.Next(&ScanOutput{LastEvaluatedKey: map[string]any{}})
	require.NoError(t, err)
	assert.False(t, more, "an empty key map is no key")
}

func TestSeveralTokensAtOnce(t *testing.T) {
	rule := ruleOf[ListRecordsInput, ListRecordsOutput](t)
	in, out := rule.Fields()
	assert.Equal(t, []string{"StartRecordName", "StartRecordType", "StartRecordIdentifier"}, in)
	assert.Equal(t, []string{"NextRecordName", "NextRecordType", "NextRecordIdentifier"}, out)

	token, more, err := rule.Next(&ListRecordsOutput{NextRecordName: ptr("a."), NextRecordType: "A", IsTruncated: true})
	require.NoError(t, err)
	require.True(t, more)
	req := &ListRecordsInput{StartRecordIdentifier: ptr("left over")}
	rule.Set(req, token)
	assert.Equal(t, &ListRecordsInput{StartRecordName: ptr("a."), StartRecordType: "A"}, req, "an absent token leaves the next request")
}

func TestTheFlagDecides(t *testing.T) {
	rule := ruleOf[ListVersionsInput, ListVersionsOutput](t)
	assert.Equal(t, "tokens_test.ListVersions: KeyMarker -> NextKeyMarker, VersionIdMarker -> NextVersionIdMarker", rule.String())

	_, more, err := rule.Next(&ListVersionsOutput{NextKeyMarker: ptr("k"), IsTruncated: ptr(false)})
	require.NoError(t, err)
	assert.False(t, more, "a token beside a false flag is not followed")

	_, more, err = rule.Next(&ListVersionsOutput{NextKeyMarker: ptr("k")})
	require.NoError(t, err)
	assert.False(t, more, "an absent flag is false")

	_, _, err = rule.Next(&ListVersionsOutput{IsTruncated: ptr(true)})
	require.ErrorIs(t, err, tokens.ErrMissing, "the rest must not be lost in silence")
}

func TestNestedTokens(t *testing.T) {
	rule := ruleOf[ListDistributionsInput, ListDistributionsOutput](t)
	assert.Equal(t, "tokens_test.ListDistributions: Marker -> DistributionList.NextMarker", rule.String())

	_, more, err := rule.Next(&ListDistributionsOutput{})
	require.NoError(t, err)
	assert.False(t, more, "no list, no more")

	out := &ListDistributionsOutput{}
	rule.SetNext(out, tokens.Token{"m"})
	assert.Equal(t, &DistributionList{NextMarker: ptr("m"), IsTruncated: ptr(true)}, out.DistributionList)
	rule.SetNext(out, nil)
	_, more, err = rule.Next(out)
	require.NoError(t, err)
	assert.False(t, more)
}

func TestKeyMaps(t *testing.T) {
	rule := ruleOf[ScanInput, ScanOutput](t)
	key := map[string]any{"id": "7"}
	token, more, err := rule.Next(&ScanOutput{LastEvaluatedKey: key})
	require.NoError(t, err)
	require.True(t, more)
	in := &ScanInput{}
	rule.Set(in, token)
	assert.Equal(t, key, in.ExclusiveStartKey)
	_, ok := rule.Synthetic(1)
	assert.False(t, ok, "no key can be made up")
}

func TestWhatCannotBeToldIsRefused(t *testing.T) {
	for name, types := range map[string][2]reflect.Type{
		"nothing to page":    {reflect.TypeFor[sts.GetCallerIdentityInput](), reflect.TypeFor[sts.GetCallerIdentityOutput]()},
		"two nested lists":   {reflect.TypeFor[ListDistributionsInput](), reflect.TypeFor[TwoListsOutput]()},
		"a write":            {reflect.TypeFor[PutLogEventsInput](), reflect.TypeFor[PutLogEventsOutput]()},
		"types that differ":  {reflect.TypeFor[GetLogEventsInput](), reflect.TypeFor[OtherTypeOutput]()},
		"no structs at all":  {reflect.TypeFor[string](), reflect.TypeFor[int]()},
		"pointers, not them": {reflect.TypeFor[*ScanInput](), reflect.TypeFor[*ScanOutput]()},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := tokens.For(types[0], types[1])
			require.ErrorIs(t, err, tokens.ErrUnknown)
		})
	}
	_, err := tokens.For(reflect.TypeFor[ListDistributionsInput](), reflect.TypeFor[TwoListsOutput]())
	assert.ErrorContains(t, err, "tokens_test.ListDistributions: the page tokens can be read in more than one way: Marker -> ")
}

func TestOfTwoDirectionsTheForwardOneIsTaken(t *testing.T) {
	rule := ruleOf[GetLogEventsInput, GetLogEventsOutput](t)
	assert.Equal(t, "tokens_test.GetLogEvents: NextToken -> NextForwardToken", rule.String())
	assert.True(t, rule.RepeatsAtEnd())
	assert.False(t, ruleOf[sns.ListTopicsInput, sns.ListTopicsOutput](t).RepeatsAtEnd())
}

func TestPageSizeOfEveryFieldType(t *testing.T) {
	number := ruleOf[ListVersionsInput, ListVersionsOutput](t)
	in := &ListVersionsInput{KeyMarker: ptr("k")}
	assert.Equal(t, 0, number.PageSize(in))
	require.NoError(t, number.SetPageSize(in, 7))
	assert.Equal(t, int32(7), *in.MaxKeys)
	assert.Equal(t, 7, number.PageSize(in))
	require.NoError(t, number.SetPageSize(in, 0))
	assert.Equal(t, &ListVersionsInput{KeyMarker: ptr("k")}, in)

	text := ruleOf[ListDistributionsInput, ListDistributionsOutput](t)
	list := &ListDistributionsInput{}
	require.NoError(t, text.SetPageSize(list, 7))
	assert.Equal(t, "7", *list.MaxItems)
	assert.Equal(t, 7, text.PageSize(list))

	require.ErrorContains(t, number.SetPageSize(in, -1), "must be from 0 to 2147483647")
	none := ruleOf[sns.ListTopicsInput, sns.ListTopicsOutput](t)
	assert.False(t, none.HasPageSize())
	require.ErrorContains(t, none.SetPageSize(&sns.ListTopicsInput{}, 5), "no page size")
}

func TestSyntheticTokensDiffer(t *testing.T) {
	rule := ruleOf[ListRecordsInput, ListRecordsOutput](t)
	a, ok := rule.Synthetic(1)
	require.True(t, ok)
	b, _ := rule.Synthetic(2)
	assert.Equal(t, tokens.Token{"page-1", recordType("page-1"), "page-1"}, a)
	assert.NotEqual(t, a, b)
}

func BenchmarkNextAndSet(b *testing.B) {
	rule, err := tokens.For(reflect.TypeFor[sns.ListTopicsInput](), reflect.TypeFor[sns.ListTopicsOutput]())
	require.NoError(b, err)
	in, out := &sns.ListTopicsInput{}, &sns.ListTopicsOutput{NextToken: ptr("t2")}
	b.ReportAllocs()
	for b.Loop() {
		token, _, _ := rule.Next(out)
		rule.Set(in, token)
	}
}

type (
	ListMixedInput struct {
		StartAfter *int64
		StartKind  recordType
		StartBlob  []byte
		StartName  *string
	}
	ListMixedOutput struct {
		NextAfter *int64
		NextKind  recordType
		NextBlob  []byte
		NextName  *string
	}
)

func TestTokensAsText(t *testing.T) {
	rule := ruleOf[ListMixedInput, ListMixedOutput](t)
	for _, token := range []tokens.Token{
		{int64(7), recordType("A"), []byte{0, 0xff}, "n\n"},
		{int64(-1 << 63), nil, nil, nil},
		{nil, nil, nil, "\xff, which is not UTF-8"},
	} {
		read, err := rule.Parse(token.Text())
		require.NoError(t, err)
		assert.Equal(t, token, read)
	}
	for text, want := range map[string]string{
		"":                   "it has too few tokens",
		"\x017":              "it has too few tokens",
		"\x02":               "it has too few tokens",
		"\x00\x00\x00\x00":   "it has no token",
		"\x017\x00\x00\x00x": "it has too many tokens",
		"\x01x\x00\x00\x00":  "it has a text where the operation has a number",
		"\x010\x00\x00\x00":  "it has a text where the operation has a number",
	} {
		_, err := rule.Parse(text)
		assert.EqualError(t, err, want, "%q", text)
	}
}
