package paginate_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/paginate"
)

// stateAfter is the cursor's text after the first n numbers.
func stateAfter(t testing.TB, op *paginate.Operation[*ListNumbersInput, *ListNumbersOutput, serviceOptions], n int) []byte {
	t.Helper()
	cur := new(paginate.Cursor)
	_, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(op, paginate.Options{Track: cur, Limit: n}), listed))
	require.NoError(t, err)
	state, err := cur.MarshalText()
	require.NoError(t, err)
	return state
}

func resume(t testing.TB, op *paginate.Operation[*ListNumbersInput, *ListNumbersOutput, serviceOptions], state []byte) ([]int, error) {
	t.Helper()
	return paginate.Collect(paginate.Items(t.Context(), paginate.With(op, paginate.Options{Resume: state}), listed))
}

func TestResumeAfterAnError(t *testing.T) {
	for _, prefetch := range []int{0, 1, 4} {
		fail := true
		good := &numbers{total: 7, size: 3}
		list := func(ctx context.Context, in *ListNumbersInput, _ ...func(*serviceOptions)) (*ListNumbersOutput, error) {
			if aws.ToString(in.NextToken) == "3" && fail {
				return nil, errBroken
			}
			return good.ListNumbers(ctx, in)
		}
		cur := new(paginate.Cursor)
		op := paginate.Op(list, nil)
		got, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(op, paginate.Options{Track: cur, Prefetch: prefetch}), listed))
		require.ErrorIs(t, err, errBroken)
		assert.EqualError(t, err, "paginate: paginate_test.ListNumbers: page 2: the service is broken")
		pe, ok := errors.AsType[*paginate.PageError](err)
		require.True(t, ok)
		assert.Equal(t, 2, pe.Page)

		fail = false
		state, err := cur.MarshalText()
		require.NoError(t, err)
		rest, err := resume(t, op, state)
		require.NoError(t, err)
		assert.Equal(t, count(0, 7), append(got, rest...))
	}
}

func TestResumeAfterACancelInThePage(t *testing.T) {
	service := &numbers{total: 7, size: 3}
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	cur := new(paginate.Cursor)
	op := paginate.Op(service.ListNumbers, nil)
	var got []int
	var last error
	for n, err := range paginate.Items(ctx, paginate.With(op, paginate.Options{Track: cur}), listed) {
		if last = err; err != nil {
			break
		}
		if got = append(got, n); n == 1 {
			cancel(errors.New("out of time"))
		}
	}
	require.ErrorIs(t, last, context.Canceled)
	assert.ErrorContains(t, last, "out of time", "the cause is told")
	state, err := cur.MarshalText()
	require.NoError(t, err)
	rest, err := resume(t, op, state)
	require.NoError(t, err)
	assert.Equal(t, count(0, 7), append(got, rest...))
}

func TestResumeWhenPagesChangeTheirSize(t *testing.T) {
	for stop := range 11 {
		for _, size := range []int{1, 2, 3, 5, 20} {
			state := []byte(nil)
			if stop > 0 {
				state = stateAfter(t, paginate.Op((&numbers{total: 10, size: 4}).ListNumbers, nil), stop)
			}
			later := &numbers{total: 10, size: size}
			rest, err := resume(t, paginate.Op(later.ListNumbers, nil), state)
			require.NoError(t, err)
			assert.Equal(t, count(stop, 10), append([]int(nil), rest...), "stopped at %d, then pages of %d", stop, size)
			if stop > 0 {
				in := &ListNumbersInput{MaxResults: aws.Int32(int32(size))}
				rest, err = resume(t, paginate.Op(later.ListNumbers, in), state)
				require.NoError(t, err, "the page size is no part of what is asked for")
				assert.Equal(t, count(stop, 10), append([]int(nil), rest...))
			}
		}
	}
}

// The items that are passed over while resuming must not be forgotten when the
// resumed walk fails among them.
func TestResumeAfterAnErrorWhileResuming(t *testing.T) {
	state := stateAfter(t, paginate.Op((&numbers{total: 8, size: 8}).ListNumbers, nil), 5)
	for fails := 1; fails <= 8; fails++ {
		service := &numbers{total: 8, size: 1}
		list := func(ctx context.Context, in *ListNumbersInput, _ ...func(*serviceOptions)) (*ListNumbersOutput, error) {
			if len(service.calls) == fails-1 {
				return nil, errBroken
			}
			return service.ListNumbers(ctx, in)
		}
		cur := new(paginate.Cursor)
		got, err := paginate.Collect(paginate.Items(t.Context(),
			paginate.With(paginate.Op(list, nil), paginate.Options{Resume: state, Track: cur}), listed))
		require.ErrorIs(t, err, errBroken)
		again, err := cur.MarshalText()
		require.NoError(t, err)
		rest, err := resume(t, paginate.Op((&numbers{total: 8, size: 3}).ListNumbers, nil), again)
		require.NoError(t, err)
		assert.Equal(t, count(5, 8), append(got, rest...), "request %d failed", fails)
	}
}

func TestFinishedIsAStateOfItsOwn(t *testing.T) {
	service := &numbers{total: 4, size: 2}
	op := paginate.Op(service.ListNumbers, nil)
	state := stateAfter(t, op, 4)
	var cur paginate.Cursor
	require.NoError(t, cur.UnmarshalText(state))
	assert.True(t, cur.Finished())
	assert.Equal(t, "cursor of paginate_test.ListNumbers, finished", cur.String())

	calls := len(service.calls)
	got, err := resume(t, op, state)
	require.NoError(t, err)
	assert.Empty(t, got)
	assert.Len(t, service.calls, calls, "no request")
}

func TestACursorBeforeTheFirstItem(t *testing.T) {
	cur := new(paginate.Cursor)
	state, err := cur.MarshalText()
	require.NoError(t, err)
	assert.Empty(t, state, "never used: begin at the beginning")
	assert.Equal(t, "cursor, not used yet", cur.String())

	service := &numbers{total: 3, size: 2}
	failing := paginate.Op(func(context.Context, *ListNumbersInput, ...func(*serviceOptions)) (*ListNumbersOutput, error) {
		return nil, errBroken
	}, nil)
	_, err = paginate.Collect(paginate.Items(t.Context(), paginate.With(failing, paginate.Options{Track: cur}), listed))
	require.ErrorIs(t, err, errBroken)
	assert.Equal(t, "cursor of paginate_test.ListNumbers, at the beginning", cur.String())
	state, err = cur.MarshalText()
	require.NoError(t, err)
	// The beginning is the beginning, whatever token the input has by now.
	got, err := resume(t, paginate.Op(service.ListNumbers, &ListNumbersInput{NextToken: aws.String("2")}), state)
	require.NoError(t, err)
	assert.Equal(t, count(0, 3), got)
}

func TestACursorWalksOnWhenItIsTrackedAgain(t *testing.T) {
	service := &numbers{total: 6, size: 4}
	op := paginate.Op(service.ListNumbers, nil)
	state := stateAfter(t, op, 2)
	cur := new(paginate.Cursor)
	some := paginate.With(op, paginate.Options{Resume: state, Track: cur, Limit: 1})
	got, err := paginate.Collect(paginate.Items(t.Context(), some, listed))
	require.NoError(t, err)
	assert.Equal(t, []int{2}, got)
	assert.Equal(t, "cursor of paginate_test.ListNumbers, 3 items into a page", cur.String())
	state, err = cur.MarshalText()
	require.NoError(t, err)
	got, err = resume(t, op, state)
	require.NoError(t, err)
	assert.Equal(t, count(3, 6), got)
}

func TestEmptyPagesMoveTheCursor(t *testing.T) {
	cloud, client := cloudOf(t, 1, 0, 0, 1)
	calls := 0
	cur := new(paginate.Cursor)
	op := paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{Track: cur, MaxEmpty: 2})
	_, err := paginate.Collect(paginate.Items(t.Context(), op, topicARNs))
	require.ErrorIs(t, err, paginate.ErrTooManyEmpty)
	state, err := cur.MarshalText()
	require.NoError(t, err)
	calls = requests(cloud)
	got, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(op, paginate.Options{Resume: state}), topicARNs))
	require.NoError(t, err)
	assert.Equal(t, arns(1, 2), got)
	assert.Equal(t, 1, requests(cloud)-calls, "the empty pages are behind it")
}

func TestACursorIsRefused(t *testing.T) {
	service := &numbers{total: 9, size: 4}
	op := paginate.Op(service.ListNumbers, &ListNumbersInput{Filters: []string{"a"}})
	state := string(stateAfter(t, op, 2))
	version, body, _ := strings.Cut(state, ".")
	require.Equal(t, "v1", version)
	plain, err := base64.RawURLEncoding.DecodeString(body[:strings.IndexByte(body, '.')])
	require.NoError(t, err)
	require.Equal(t, []string{"paginate_test.ListNumbers", "2"}, []string{strings.Split(string(plain), "\n")[0], strings.Split(string(plain), "\n")[2]})
	changed := []byte(state)
	changed[10] ^= 1

	otherInput := op.With(func(in *ListNumbersInput) { in.Filters = []string{"b"} })
	listOthers := func(context.Context, *ListOthersInput, ...func(*serviceOptions)) (*ListNumbersOutput, error) {
		return nil, errors.New("must not be called")
	}
	calls := len(service.calls)
	for name, c := range map[string]struct {
		state  string
		reason paginate.CursorReason
		pager  paginate.Pager[*ListNumbersOutput, serviceOptions]
	}{
		"for another operation": {state, paginate.CursorOtherOperation, paginate.Op(listOthers, nil)},
		"for another input":     {state, paginate.CursorOtherInput, otherInput},
		"of a newer version":    {"v2." + body, paginate.CursorNewer, op},
		"with a changed letter": {string(changed), paginate.CursorDamaged, op},
		"cut off":               {state[:len(state)-3], paginate.CursorDamaged, op},
		"without its checksum":  {state[:strings.LastIndexByte(state, '.')], paginate.CursorDamaged, op},
		"that is no cursor":     {"hello", paginate.CursorDamaged, op},
		"that is only a number": {"v1", paginate.CursorDamaged, op},
		"of version zero":       {"v0." + body, paginate.CursorDamaged, op},
		"of version 01":         {"v01." + body, paginate.CursorDamaged, op},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(c.pager, paginate.Options{Resume: []byte(c.state)}), listed))
			require.ErrorIs(t, err, paginate.ErrCursor)
			ce, ok := errors.AsType[*paginate.CursorError](err)
			require.True(t, ok)
			assert.Equal(t, c.reason, ce.Reason)
			assert.Contains(t, err.Error(), "paginate: paginate_test.List")
			assert.Contains(t, err.Error(), string(c.reason))
		})
	}
	_, err = paginate.Collect(paginate.Pages(t.Context(), paginate.With(op, paginate.Options{Resume: []byte(state)})))
	ce, ok := errors.AsType[*paginate.CursorError](err)
	require.True(t, ok, "pages cannot go on in the middle of one")
	assert.Equal(t, paginate.CursorInsidePage, ce.Reason)
	assert.Len(t, service.calls, calls, "nothing was requested")
}

type ListOthersInput struct {
	NextToken *string
	Filters   []string
}

func TestACursorTellsNothingOfTheInput(t *testing.T) {
	service := &numbers{total: 9, size: 4}
	in := &ListNumbersInput{Secret: aws.String("hunter2"), Filters: []string{"customer"}}
	op := paginate.Op(service.ListNumbers, in)
	cur := new(paginate.Cursor)
	_, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(op, paginate.Options{Track: cur, Limit: 5}), listed))
	require.NoError(t, err)
	state, err := cur.MarshalText()
	require.NoError(t, err)
	body := strings.Split(string(state), ".")[1]
	plain, err := base64.RawURLEncoding.DecodeString(body)
	require.NoError(t, err)
	assert.NotContains(t, string(plain), "hunter2")
	assert.NotContains(t, string(plain), "customer")
	assert.Regexp(t, `^[A-Za-z0-9._-]+$`, string(state), "it can go into a URL or a file name")

	// The token is in the text and nowhere else.
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("stopped", "cursor", cur)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("stopped", "cursor", cur)
	const shown = "cursor of paginate_test.ListNumbers, 1 items into a page"
	assert.Equal(t, 2, strings.Count(log.String(), shown), log.String())
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		assert.Equal(t, shown, fmt.Sprintf(format, cur))
	}
}

func TestTheDigestDependsOnTheValuesAlone(t *testing.T) {
	service := &numbers{total: 9, size: 4}
	state := stateAfter(t, paginate.Op(service.ListNumbers, &ListNumbersInput{Filters: []string{"a", "b"}, NextToken: aws.String("1")}), 2)
	_, err := resume(t, paginate.Op(service.ListNumbers, &ListNumbersInput{Filters: []string{"a", "b"}}), state)
	require.NoError(t, err, "another input of the same values")
	for _, in := range []*ListNumbersInput{{}, {Filters: []string{"ab"}}, {Filters: []string{"b", "a"}}, {Filters: []string{"a", "b"}, Secret: aws.String("x")}} {
		_, err := resume(t, paginate.Op(service.ListNumbers, in), state)
		require.ErrorIs(t, err, paginate.ErrCursor, "%+v", in)
	}
}

type (
	ScanThingsInput  struct{ ExclusiveStartKey map[string]any }
	ScanThingsOutput struct{ LastEvaluatedKey map[string]any }
)

// The SDK's own key maps can be written as text; see the tests on the wire.
func TestATokenThatCannotBeWrittenIsAnError(t *testing.T) {
	scan := func(context.Context, *ScanThingsInput, ...func(*serviceOptions)) (*ScanThingsOutput, error) {
		return &ScanThingsOutput{LastEvaluatedKey: map[string]any{"id": 1}}, nil
	}
	cur := new(paginate.Cursor)
	op := paginate.With(paginate.Op(scan, nil), paginate.Options{Track: cur, Limit: 1})
	_, err := paginate.Collect(paginate.Pages(t.Context(), op))
	require.NoError(t, err)
	_, err = cur.MarshalText()
	require.EqualError(t, err, "paginate: paginate_test.ScanThings: the page token cannot be kept: *paginate_test.ScanThingsOutput cannot be written as text")
}

func TestCursorsNeedAnOperation(t *testing.T) {
	cloud, client := cloudOf(t, 1)
	for _, o := range []paginate.Options{{Track: new(paginate.Cursor)}, {Resume: []byte("v1.x.y")}, {PageSize: 3}} {
		_, err := paginate.Collect(paginate.Pages(t.Context(), paginate.With(sns.NewListTopicsPaginator(client, nil), o)))
		require.ErrorIs(t, err, awserr.ErrInvalid)
		assert.ErrorContains(t, err, "use paginate.Op")
	}
	assert.Zero(t, requests(cloud))
}

func FuzzCursor(f *testing.F) {
	service := &numbers{total: 9, size: 4}
	op := paginate.Op(service.ListNumbers, nil)
	for n := 1; n <= 9; n++ {
		f.Add(stateAfter(f, op, n))
	}
	f.Add([]byte(""))
	f.Add([]byte("v1."))
	f.Add([]byte("v999.abc.def"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var cur paginate.Cursor
		if err := cur.UnmarshalText(text); err != nil {
			if !errors.Is(err, paginate.ErrCursor) {
				t.Fatalf("refused with another error: %v", err)
			}
			return
		}
		again, err := cur.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var second paginate.Cursor
		if err := second.UnmarshalText(again); err != nil {
			t.Fatalf("its own text is refused: %v", err)
		}
		if _, err := resume(t, op, text); err != nil && !errors.Is(err, paginate.ErrCursor) {
			t.Fatalf("resumed with another error: %v", err)
		}
	})
}

// FuzzResume stops anywhere in pages of any size and goes on in pages of any other.
func FuzzResume(f *testing.F) {
	f.Add(uint8(10), uint8(4), uint8(3), uint8(2), uint8(0))
	f.Add(uint8(0), uint8(1), uint8(0), uint8(1), uint8(3))
	f.Fuzz(func(t *testing.T, total, size, stop, sizeLater, prefetch uint8) {
		first := &numbers{total: int(total), size: int(size)%20 + 1}
		later := &numbers{total: int(total), size: int(sizeLater)%20 + 1}
		cur := new(paginate.Cursor)
		o := paginate.Options{Track: cur, Limit: int(stop), Prefetch: int(prefetch) % 4}
		got, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(paginate.Op(first.ListNumbers, nil), o), listed))
		if err != nil {
			t.Fatal(err)
		}
		state, err := cur.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		rest, err := resume(t, paginate.Op(later.ListNumbers, nil), state)
		if err != nil {
			t.Fatal(err)
		}
		assert.Equal(t, count(0, int(total)), append(got, rest...))
	})
}
