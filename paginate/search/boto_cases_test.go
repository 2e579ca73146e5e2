package search_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	smithydocument "github.com/aws/smithy-go/document"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/paginate"
	"github.com/awsessentials/essentials/paginate/search"
)

type (
	image struct {
		ImageId, CreationDate *string
		Launched              *time.Time
		Tags                  []imageTag
		Bytes                 *int64
	}
	imageTag         struct{ Key, Value *string }
	ListImagesInput  struct{ NextToken *string }
	ListImagesOutput struct {
		Images      []image
		ClusterArns []string // clusterArns on the wire
		Attributes  map[string]string
		NextToken   *string
	}
)

const pageSize = 2

// images lists images with two on a page.
func images(all ...image) *paginate.Operation[*ListImagesInput, *ListImagesOutput, options] {
	return paginate.Op(func(_ context.Context, in *ListImagesInput, _ ...func(*options)) (*ListImagesOutput, error) {
		from := 0
		if in.NextToken != nil {
			fmt.Sscan(*in.NextToken, &from)
		}
		to := min(from+pageSize, len(all))
		out := &ListImagesOutput{Images: all[from:to], ClusterArns: []string{"arn"}, Attributes: map[string]string{"name": "lower", "Size": "upper"}}
		if to < len(all) {
			out.NextToken = aws.String(fmt.Sprint(to))
		}
		return out, nil
	}, nil)
}

func day(s string) image {
	launched, _ := time.Parse(time.RFC3339Nano, s)
	return image{ImageId: aws.String("ami-" + s[:4]), CreationDate: &s, Launched: &launched}
}

func searched[T any](t *testing.T, op paginate.Pager[*ListImagesOutput, options], expression string) []T {
	t.Helper()
	got, err := paginate.Collect(search.Items[T](t.Context(), op, expression))
	require.NoError(t, err, expression)
	return got
}

func TestTextAndDatesAreComparedByOrder(t *testing.T) {
	op := images(day("2023-05-01T00:00:00.000Z"), day("2024-06-01T00:00:00.000Z"))
	for _, expression := range []string{
		"Images[?CreationDate>='2024-01-01'].ImageId", "Images[?CreationDate>'2024'].ImageId",
		"Images[?'2024-01-01'<=CreationDate].ImageId", "Images[?!(CreationDate<'2024-01-01')].ImageId",
		"Images[?Launched>='2024-01-01'].ImageId", "Images[?Launched>'2024-01-01T00:00:00+01:00'].ImageId",
		"Images[?Launched>=`2024-06-01T02:00:00+02:00`].ImageId",
	} {
		assert.Equal(t, []string{"ami-2024"}, searched[string](t, op, expression), expression)
	}
	close := images(day("2024-06-01T00:00:00.5Z"), day("2024-06-01T00:00:00Z"))
	assert.Equal(t, []string{"2024-06-01T00:00:00Z", "2024-06-01T00:00:00.5Z"}, searched[string](t, close, "sort_by(Images, &Launched)[].Launched"), "also within a second")
}

func TestTextInBackquotes(t *testing.T) {
	op := images(image{ImageId: aws.String("i-1"), Tags: []imageTag{{aws.String("Name"), aws.String("web")}}})
	for _, expression := range []string{
		"Images[].Tags[?Key==`Name`].Value[]", "Images[].Tags[?Key==`\"Name\"`].Value[]", "Images[].Tags[?Key=='Name'].Value[]", "Images[?ImageId==`i-1`].Tags[].Value",
	} {
		assert.Equal(t, []string{"web"}, searched[string](t, op, expression), expression)
	}
}

func TestNamesOnTheWireAndInGo(t *testing.T) {
	op := images(image{ImageId: aws.String("i-1")})
	for _, expression := range []string{"clusterArns[]", "ClusterArns[]", "@.clusterArns", "[clusterArns][0]", "clusterArns | @"} {
		assert.Equal(t, []string{"arn"}, searched[string](t, op, expression), expression)
	}
	assert.Equal(t, []string{"i-1"}, searched[string](t, op, "images[].imageId"))
	assert.Equal(t, []string{"lower"}, searched[string](t, op, "attributes.name"), "the keys of a map are as they are")
	assert.Empty(t, searched[string](t, op, "attributes.Name || attributes.size"))
}

func TestIntegersAreExact(t *testing.T) {
	const big = 1<<53 + 1
	op := images(image{Bytes: aws.Int64(big)}, image{Bytes: aws.Int64(big - 1)})
	assert.Equal(t, []int64{big, big - 1}, searched[int64](t, op, "Images[].Bytes"))
	assert.Equal(t, []any{int64(big)}, searched[any](t, op, "max(Images[].Bytes)"))
	assert.Equal(t, []string{"9007199254740993"}, searched[string](t, op, "to_string(Images[0].Bytes)"))
	assert.Equal(t, []int64{big}, searched[int64](t, op, "Images[?Bytes == `9007199254740993`].Bytes"))
	assert.Equal(t, []int64{big}, searched[int64](t, op, "Images[?Bytes > `9007199254740992`].Bytes"))
	assert.Equal(t, []int64{2*big - 1}, searched[int64](t, op, "sum(Images[].Bytes)"))
}

// A limit counts results, and a cursor stands behind one, also within a page.
func TestOptionsHoldForResults(t *testing.T) {
	var all []image
	for i := range 5 {
		all = append(all, image{ImageId: aws.String(fmt.Sprint(i)), Tags: make([]imageTag, 1)})
	}
	op := images(all...)
	for n := range 6 {
		limited := searched[string](t, paginate.With(op, paginate.Options{Limit: max(n, 1)}), "Images[].ImageId")
		assert.Len(t, limited, min(max(n, 1), 5))
		var cur paginate.Cursor
		var got []string
		for id, err := range search.Items[string](t.Context(), paginate.With(op, paginate.Options{Track: &cur}), "Images[].ImageId") {
			require.NoError(t, err)
			if got = append(got, id); len(got) > n {
				break
			}
		}
		state, err := cur.MarshalText()
		require.NoError(t, err)
		got = append(got, searched[string](t, paginate.With(op, paginate.Options{Resume: state}), "Images[].ImageId")...)
		assert.Equal(t, []string{"0", "1", "2", "3", "4"}, got)
	}
}

func TestAFailingExpressionLosesNothing(t *testing.T) {
	op := images(image{ImageId: aws.String("1")}, image{ImageId: aws.String("x")}, image{ImageId: aws.String("3")})
	var cur paginate.Cursor
	got, err := paginate.Collect(search.Items[int](t.Context(), paginate.With(op, paginate.Options{Track: &cur}), "[`7`, Images[1].ImageId]"))
	require.ErrorIs(t, err, search.ErrExpression)
	assert.Equal(t, []int{7}, got)
	state, err := cur.MarshalText()
	require.NoError(t, err)
	rest, err := paginate.Collect(search.Items[any](t.Context(), paginate.With(op, paginate.Options{Resume: state}), "[`7`, Images[1].ImageId]"))
	require.NoError(t, err)
	assert.Equal(t, []any{"x", int64(7), nil}, rest, "the result that failed comes again")
}

type held struct{ smithydocument.Marshaler }

func (held) MarshalSmithyDocument() ([]byte, error) {
	return []byte(`{"size": 9007199254740993, "tags": ["a"]}`), nil
}

func TestDocumentsAreTheJSONThatTheyHold(t *testing.T) {
	type ListDocumentsOutput struct {
		Document  smithydocument.Marshaler
		NextToken *string
	}
	op := paginate.OpOnce(func(context.Context, *struct{}, ...func(*options)) (*ListDocumentsOutput, error) {
		return &ListDocumentsOutput{Document: held{}}, nil
	}, nil)
	got, err := paginate.Collect(search.Items[int64](t.Context(), op, "document.size"))
	require.NoError(t, err)
	assert.Equal(t, []int64{9007199254740993}, got)
	tags, err := paginate.Collect(search.Items[string](t.Context(), op, "Document.tags"))
	require.NoError(t, err)
	assert.Equal(t, []string{"a"}, tags)
}

// A walk that resumes in the middle of a page gives the results of all its lists
// once, wherever it was stopped.
func TestAPageEnteredInTheMiddleGivesEachListOnce(t *testing.T) {
	type ListVersionsOutput struct {
		Versions, DeleteMarkers []image
		NextToken               *string
	}
	text := func(n int) *string { return aws.String(fmt.Sprint(n)) }
	op := paginate.Op(func(_ context.Context, in *ListImagesInput, _ ...func(*options)) (*ListVersionsOutput, error) {
		if in.NextToken == nil {
			return &ListVersionsOutput{Versions: []image{{ImageId: text(1)}, {ImageId: text(2)}}, DeleteMarkers: []image{{ImageId: text(3)}}, NextToken: text(1)}, nil
		}
		return &ListVersionsOutput{Versions: []image{{ImageId: text(4)}}, DeleteMarkers: []image{{ImageId: text(5)}, {ImageId: text(6)}}}, nil
	}, nil)
	for n := range 6 {
		var cur paginate.Cursor
		var got []string
		for id, err := range search.Items[string](t.Context(), paginate.With(op, paginate.Options{Track: &cur}), "[Versions, DeleteMarkers][].ImageId") {
			require.NoError(t, err)
			if got = append(got, id); len(got) > n {
				break
			}
		}
		state, err := cur.MarshalText()
		require.NoError(t, err)
		rest, err := paginate.Collect(search.Items[string](t.Context(), paginate.With(op, paginate.Options{Resume: state}), "[Versions, DeleteMarkers][].ImageId"))
		require.NoError(t, err)
		assert.Equal(t, []string{"1", "2", "3", "4", "5", "6"}, append(got, rest...), n)
	}
}
