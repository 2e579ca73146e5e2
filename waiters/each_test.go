package waiters_test

import (
	"context"
	"fmt"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/waiters"
)

// No operation of sns or sts takes a list of ids, so these tests have one of
// their own; the wire tests use EC2's.
type (
	describeThingsInput struct {
		IDs       []string
		Owner     string
		NextToken *string
	}
	thing struct {
		ID          string
		State       string
		StateReason string
	}
	describeThingsOutput struct {
		Things    []thing
		NextToken *string
	}
	clientOptions struct{}
)

// fleet answers with the states of each thing in turn, the last for ever, and
// records the ids of each request.
type fleet struct {
	states   map[string][]string
	missing  string // refuses requests that name an unknown id with this code
	page     int    // the most things in an answer, if any
	requests [][]string
	tokens   []string // of the requests
}

func (f *fleet) describe(_ context.Context, in *describeThingsInput, _ ...func(*clientOptions)) (*describeThingsOutput, error) {
	time.Sleep(time.Millisecond)
	f.requests = append(f.requests, in.IDs)
	out := &describeThingsOutput{}
	for _, id := range in.IDs {
		if _, ok := f.states[id]; !ok && f.missing != "" {
			return nil, awstest.APIError(f.missing, "one of the things does not exist", 400)
		}
	}
	for _, id := range in.IDs {
		states, ok := f.states[id]
		if !ok {
			continue
		}
		if len(states) > 1 {
			f.states[id] = states[1:]
		}
		out.Things = append(out.Things, thing{ID: id, State: states[0], StateReason: map[bool]string{true: "disk is gone"}[states[0] == "broken"]})
	}
	f.tokens = append(f.tokens, aws.ToString(in.NextToken))
	if f.page > 0 {
		from, _ := strconv.Atoi(aws.ToString(in.NextToken))
		to := min(from+f.page, len(out.Things))
		if to < len(out.Things) {
			out.NextToken = aws.String(strconv.Itoa(to))
		}
		out.Things = out.Things[from:to]
	}
	return out, nil
}

func things() waiters.List[describeThingsInput, describeThingsOutput, thing] {
	return waiters.List[describeThingsInput, describeThingsOutput, thing]{
		Set:   func(in *describeThingsInput, ids []string) { in.IDs = ids },
		Items: func(out *describeThingsOutput) []thing { return out.Things },
		ID:    func(t thing) string { return t.ID },
		Judge: func(t thing) waiters.Verdict {
			switch t.State {
			case "running":
				return waiters.Ready
			case "broken":
				return waiters.Failed
			}
			return waiters.Pending
		},
	}
}

var everyTenSeconds = waiters.Options{Max: 5 * time.Minute, Schedule: waiters.Fixed(beat)}

func TestEachAsksOnlyForWhatIsStillPending(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fleet{states: map[string][]string{
			"a": {"running"}, "b": {"pending", "running"}, "c": {"pending", "pending", "running"},
		}}
		in := &describeThingsInput{Owner: "self"}
		outcomes, err := waiters.WaitEach(t.Context(), f.describe, in, []string{"c", "a", "b", "a"}, things(), everyTenSeconds)
		require.NoError(t, err)
		require.Equal(t, [][]string{{"c", "a", "b"}, {"c", "b"}, {"c"}}, f.requests)
		require.Equal(t, &describeThingsInput{Owner: "self"}, in, "what was lent is not touched")
		var ids []string
		for _, o := range outcomes {
			ids = append(ids, o.ID)
			require.Equal(t, waiters.Ready, o.Verdict)
			require.True(t, o.Found)
			require.Equal(t, "running", o.Item.State)
			require.Equal(t, "running", o.State)
		}
		require.Equal(t, []string{"c", "a", "b"}, ids)
		require.Equal(t, []time.Duration{20 * time.Second, 0, beat}, []time.Duration{
			outcomes[0].Settled.Round(time.Second), outcomes[1].Settled.Round(time.Second), outcomes[2].Settled.Round(time.Second),
		})
	})
}

func TestEachReadsAllPagesOfAnAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fleet{page: 2, states: map[string][]string{"a": {"running"}, "b": {"running"}, "c": {"running"}, "d": {"running"}, "e": {"broken"}}}
		list := things()
		list.Absent = waiters.Failed // a page that nobody asks for would be a failure
		outcomes, err := waiters.WaitEach(t.Context(), f.describe, nil, []string{"a", "b", "c", "d", "e"}, list, everyTenSeconds)
		require.ErrorIs(t, err, waiters.ErrFailed)
		require.Equal(t, []string{"", "2", "4"}, f.tokens)
		for _, o := range outcomes[:4] {
			require.Equal(t, waiters.Ready, o.Verdict, o.ID)
		}
		require.Equal(t, waiters.Failed, outcomes[4].Verdict)
		require.Equal(t, "broken", outcomes[4].State)
	})
}

func TestEachTriesAgainWhenALaterPageIsThrottled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fleet{page: 1, states: map[string][]string{"a": {"running"}, "b": {"running"}}}
		calls := 0
		operation := func(ctx context.Context, in *describeThingsInput, o ...func(*clientOptions)) (*describeThingsOutput, error) {
			if calls++; calls == 2 {
				return nil, awstest.APIError("Throttling", "slow down", 400)
			}
			return f.describe(ctx, in, o...)
		}
		outcomes, err := waiters.WaitEach(t.Context(), operation, nil, []string{"a", "b"}, things(), everyTenSeconds)
		require.NoError(t, err)
		require.Equal(t, []string{"", "", "1"}, f.tokens, "the next poll begins at the first page")
		require.Equal(t, waiters.Ready, outcomes[1].Verdict)
	})
}

func TestEachEndsWhenPagesHaveNoEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		operation := func(context.Context, *describeThingsInput, ...func(*clientOptions)) (*describeThingsOutput, error) {
			calls++
			return &describeThingsOutput{NextToken: aws.String("again")}, nil
		}
		_, err := waiters.WaitEach(t.Context(), operation, nil, []string{"a"}, things(), everyTenSeconds)
		require.ErrorIs(t, err, waiters.ErrFailed)
		require.ErrorContains(t, err, "same page token again")
		require.Equal(t, 2, calls)
	})
}

func TestEachGivesEveryIDItsOwnOutcome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fleet{states: map[string][]string{
			"good": {"pending", "running"}, "bad": {"broken"}, "slow": {"pending", "pending", "pending", "running"},
		}}
		var lines []string
		opts := everyTenSeconds
		opts.OnAttempt = func(a waiters.Status) { lines = append(lines, a.String()) }
		outcomes, err := waiters.WaitEach(t.Context(), f.describe, nil, []string{"good", "bad", "slow"}, things(), opts)
		require.ErrorIs(t, err, waiters.ErrFailed)
		require.EqualError(t, err, "waiters: waiters_test.describeThings: failed after 4 polls in 30s: state 2 running, 1 broken: bad: broken: disk is gone")
		require.Equal(t, []waiters.Verdict{waiters.Ready, waiters.Failed, waiters.Ready}, verdicts(outcomes), "one that fails does not end the others")
		require.Equal(t, "disk is gone", outcomes[1].Reason)
		require.Equal(t, "waiters_test.describeThings: poll 1 after 1ms: pending (2 pending, 1 broken: bad: broken: disk is gone), next in 10s", lines[0])
	})
}

func verdicts[Item any](outcomes []waiters.ItemResult[Item]) []waiters.Verdict {
	var out []waiters.Verdict
	for _, o := range outcomes {
		out = append(out, o.Verdict)
	}
	return out
}

func TestEachKeepsTheOutcomesOfATimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fleet{states: map[string][]string{"a": {"running"}, "b": {"pending"}}}
		outcomes, err := waiters.WaitEach(t.Context(), f.describe, nil, []string{"a", "b", "c"}, things(), everyTenSeconds)
		te := timeoutError(t, err)
		require.Equal(t, "1 running, 1 pending, 1 not found", te.State)
		require.Equal(t, []waiters.Verdict{waiters.Ready, waiters.Pending, waiters.Pending}, verdicts(outcomes))
		require.Equal(t, "pending", outcomes[1].State)
		require.False(t, outcomes[2].Found)
		require.IsType(t, &describeThingsOutput{}, te.Last)
	})
}

func TestEachSplitsARequestThatTheServiceRefusesForAMissingID(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fleet{missing: "InvalidThingID.NotFound", states: map[string][]string{}}
		var ids []string
		for i := range 64 {
			id := fmt.Sprintf("i-%02d", i)
			ids = append(ids, id)
			if i != 41 {
				f.states[id] = []string{"running"}
			}
		}
		gone := things()
		gone.Absent = waiters.Failed
		outcomes, err := waiters.WaitEach(t.Context(), f.describe, nil, ids, gone, everyTenSeconds)
		require.ErrorIs(t, err, waiters.ErrFailed)
		require.ErrorContains(t, err, "i-41")
		for _, o := range outcomes {
			require.Equal(t, o.ID == "i-41", o.Verdict == waiters.Failed, o.ID)
		}
		require.LessOrEqual(t, len(f.requests), 1+2*6, "twice the logarithm of 64")
	})
}

func TestEachAbsent(t *testing.T) {
	for _, missing := range []string{"", "InvalidThingID.NotFound"} {
		for absent, want := range map[waiters.Verdict]error{waiters.Ready: nil, waiters.Failed: waiters.ErrFailed, waiters.Pending: waiters.ErrTimeout} {
			synctest.Test(t, func(t *testing.T) {
				list := things()
				list.Absent = absent
				f := &fleet{missing: missing, states: map[string][]string{"a": {"running"}}}
				outcomes, err := waiters.WaitEach(t.Context(), f.describe, nil, []string{"a", "b"}, list, everyTenSeconds)
				if want == nil {
					require.NoError(t, err)
				} else {
					require.ErrorIs(t, err, want)
				}
				require.Equal(t, []waiters.Verdict{waiters.Ready, absent}, verdicts(outcomes))
			})
		}
	}
}

func TestEachTakesSeveralRequestsAPollForManyIDs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fleet{states: map[string][]string{}}
		var ids []string
		for i := range 250 {
			ids = append(ids, fmt.Sprint(i))
			f.states[ids[i]] = []string{"running"}
		}
		_, err := waiters.WaitEach(t.Context(), f.describe, nil, ids, things(), everyTenSeconds)
		require.NoError(t, err)
		require.Equal(t, []int{100, 100, 50}, lengths(f.requests))

		f.requests = nil
		small := things()
		small.Chunk = 200
		_, err = waiters.WaitEach(t.Context(), f.describe, nil, ids, small, everyTenSeconds)
		require.NoError(t, err)
		require.Equal(t, []int{200, 50}, lengths(f.requests))
	})
}

func lengths(requests [][]string) []int {
	var out []int
	for _, r := range requests {
		out = append(out, len(r))
	}
	return out
}

func TestEachCountsStablePollsForEachID(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fleet{states: map[string][]string{"a": {"running"}, "b": {"running", "pending", "running"}}}
		opts := everyTenSeconds
		opts.Stable = 2
		_, err := waiters.WaitEach(t.Context(), f.describe, nil, []string{"a", "b"}, things(), opts)
		require.NoError(t, err)
		require.Equal(t, [][]string{{"a", "b"}, {"a", "b"}, {"b"}, {"b"}}, f.requests)
	})
}

func TestEachEndsAtAnErrorThatNoPollWillMend(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		denied := func(context.Context, *describeThingsInput, ...func(*clientOptions)) (*describeThingsOutput, error) {
			if calls++; calls == 1 {
				return nil, awstest.APIError("ThrottlingException", "Rate exceeded", 400)
			}
			return nil, awstest.APIError("UnauthorizedOperation", "no", 403)
		}
		outcomes, err := waiters.WaitEach(t.Context(), denied, nil, []string{"a", "b"}, things(), everyTenSeconds)
		require.ErrorIs(t, err, waiters.ErrFailed)
		require.True(t, isCode(err, "UnauthorizedOperation"))
		require.Equal(t, 2, calls)
		require.Len(t, outcomes, 2)
	})
}
