package handover_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/lambda/handover"
)

// totals is what the jobs of these tests add up.
type totals struct {
	Done int `json:"done"`
}

// logs answers DescribeLogGroups for n groups named by their number, 50 a page.
type logs struct{ n int }

func (l logs) DescribeLogGroups(ctx context.Context, in *cloudwatchlogs.DescribeLogGroupsInput, _ ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.DescribeLogGroupsOutput, error) {
	select {
	case <-time.After(20 * time.Millisecond):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	first, _ := strconv.Atoi(aws.ToString(in.NextToken))
	out := &cloudwatchlogs.DescribeLogGroupsOutput{}
	for i := first; i < min(first+50, l.n); i++ {
		out.LogGroups = append(out.LogGroups, types.LogGroup{LogGroupName: aws.String(strconv.Itoa(i))})
	}
	if first+50 < l.n {
		out.NextToken = aws.String(strconv.Itoa(first + 50))
	}
	return out, nil
}

func groups(n int) collections.Listing[*cloudwatchlogs.DescribeLogGroupsInput, types.LogGroup] {
	return collections.List[types.LogGroup](logs{n}.DescribeLogGroups, nil)
}

// memory is a Store.
type memory struct {
	mu      sync.Mutex
	records map[string]handover.Record
	saves   int
	broken  bool // a process that is killed saves no more
}

func (m *memory) Load(_ context.Context, job string) (handover.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.records[job], nil
}

func (m *memory) Save(_ context.Context, job string, r handover.Record) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken {
		return errors.New("killed")
	}
	if m.records[job].Version != r.Version-1 {
		return handover.ErrConflict
	}
	if m.records == nil {
		m.records = map[string]handover.Record{}
	}
	m.records[job] = r
	m.saves++
	return nil
}

// fleet is Lambda: it invokes a job with the events that were handed over, and
// tries again what failed.
type fleet struct {
	t       *testing.T
	job     *handover.Job[types.LogGroup, totals]
	timeout time.Duration
	events  [][]byte
	tries   int // of each event
	n       int // invocations, tries again included
}

func (f *fleet) next(_ context.Context, event []byte) error {
	f.events = append(f.events, event)
	return nil
}

// invoke is one invocation. A panic is an error, as for Lambda.
func (f *fleet) invoke(request string, event []byte) (res handover.Result[totals], err error) {
	ctx, cancel := context.WithTimeout(f.t.Context(), f.timeout)
	defer cancel()
	ctx = lambdacontext.NewContext(ctx, &lambdacontext.LambdaContext{AwsRequestID: request, InvokedFunctionArn: "arn:fn"})
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	return f.job.Handle(ctx, event)
}

// run takes a job from its start to the end of its chain.
func (f *fleet) run(start string) (last handover.Result[totals]) {
	f.events = [][]byte{[]byte(start)}
	for i := 0; i < len(f.events); i++ {
		var err error
		for range max(f.tries, 1) {
			f.n++
			if last, err = f.invoke("request-"+strconv.Itoa(i), f.events[i]); err == nil {
				break
			}
			time.Sleep(time.Minute) // Lambda waits too
		}
		require.NoError(f.t, err)
	}
	return last
}

func TestAJobLongerThanAFunction(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var did []string
		f := &fleet{t: t, timeout: 40 * time.Second}
		finished := 0
		job, err := handover.New(groups(5000), func(_ context.Context, g types.LogGroup, sum *totals) error {
			time.Sleep(100 * time.Millisecond)
			did = append(did, *g.LogGroupName)
			sum.Done++
			return nil
		}, handover.Options[totals]{Next: f.next, Finish: func(_ context.Context, p handover.Progress[totals]) error {
			finished++
			assert.Equal(t, 5000, p.Totals.Done)
			return nil
		}})
		require.NoError(t, err)
		f.job = job
		last := f.run(`{"detail-type":"Scheduled Event"}`)

		require.Len(t, did, 5000)
		for i, name := range did {
			require.Equal(t, strconv.Itoa(i), name, "each once, in order")
		}
		assert.True(t, last.Done)
		assert.Equal(t, 1, finished)
		assert.Equal(t, 5000, last.Handover.Items)
		assert.Equal(t, "request-0", last.Handover.Chain)
		// 300 groups in 30 s, less the time of the pages.
		assert.Equal(t, 17, last.Handover.Invocations)
		assert.Equal(t, 17, f.n)
	})
}

func TestCountsAreRightWhenInvocationsAreTriedAgain(t *testing.T) {
	for name, store := range map[string]*memory{"with a store": {}, "without": nil} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				did := map[string]int{}
				bad := map[string]int{"13": 2, "499": 1, "500": 1, "777": 2, "999": 1} // how often each fails
				f := &fleet{t: t, timeout: 40 * time.Second, tries: 6}
				o := handover.Options[totals]{Next: f.next, Name: "job"}
				if store != nil {
					o.Store = store
				}
				var err error
				f.job, err = handover.New(groups(1000), func(_ context.Context, g types.LogGroup, sum *totals) error {
					time.Sleep(100 * time.Millisecond)
					sum.Done++
					if name := *g.LogGroupName; bad[name] > 0 {
						if bad[name]--; bad[name] > 0 {
							panic("a bug")
						}
						return errors.New("refused")
					}
					did[*g.LogGroupName]++
					return nil
				}, o)
				require.NoError(t, err)
				last := f.run(`{}`)
				assert.Equal(t, 1000, last.Handover.Items)
				assert.Equal(t, 1000, last.Handover.Totals.Done)
				assert.Len(t, did, 1000)
				again := 0
				for _, n := range did {
					again += n - 1
				}
				if store != nil {
					assert.Zero(t, again, "no item was worked on twice")
				} else {
					assert.Positive(t, again, "the event is all that is known")
				}
			})
		})
	}
}

func TestAKilledProcessLosesWhatItDidSinceTheLastSave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &memory{}
		did := map[string]int{}
		f := &fleet{t: t, timeout: 40 * time.Second, tries: 2}
		var err error
		f.job, err = handover.New(groups(1000), func(_ context.Context, g types.LogGroup, sum *totals) error {
			time.Sleep(100 * time.Millisecond)
			did[*g.LogGroupName]++
			sum.Done++
			if *g.LogGroupName == "420" && did["420"] == 1 {
				store.broken = true
				panic("killed")
			}
			return nil
		}, handover.Options[totals]{Next: func(ctx context.Context, event []byte) error { return f.next(ctx, event) }, Name: "job", Store: &revived{store, f}})
		require.NoError(t, err)
		last := f.run(`{}`)
		assert.Equal(t, 1000, last.Handover.Items)
		assert.Equal(t, 1000, last.Handover.Totals.Done)
		again := 0
		for _, n := range did {
			again += n - 1
		}
		assert.Positive(t, again)
		assert.LessOrEqual(t, again, 51, "five seconds of work, and the item that killed")
		assert.Less(t, store.saves, 60)
	})
}

// revived is a store that works again for the next invocation.
type revived struct {
	*memory
	fleet *fleet
}

func (r *revived) Load(ctx context.Context, job string) (handover.Record, error) {
	r.broken = false
	return r.memory.Load(ctx, job)
}

// counting is a job of n groups that counts what it does.
func counting(t *testing.T, f *fleet, n int, did *int, o handover.Options[totals]) {
	var mu sync.Mutex
	var err error
	f.job, err = handover.New(groups(n), func(_ context.Context, _ types.LogGroup, sum *totals) error {
		time.Sleep(time.Second)
		mu.Lock()
		defer mu.Unlock()
		*did++
		sum.Done++
		return nil
	}, o)
	require.NoError(t, err)
}

func TestOneChainAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		did := 0
		f := &fleet{t: t, timeout: 30 * time.Second}
		counting(t, f, 50, &did, handover.Options[totals]{Next: f.next, Name: "job", Store: &memory{}})
		first, err := f.invoke("a", []byte(`{}`))
		require.NoError(t, err)
		require.False(t, first.Done)
		n := did

		_, err = f.invoke("b", []byte(`{}`))
		held, ok := err.(*handover.HeldError)
		require.True(t, ok, "the type itself, so that Step Functions can match it: %T", err)
		assert.Equal(t, "a", held.Chain)
		assert.Equal(t, "job", held.Job)
		assert.ErrorContains(t, err, `the job "job" is held by chain a until 2000-01-01T01:00:30Z`)
		assert.Equal(t, n, did, "nothing was done")

		again, err := f.invoke("a", []byte(`{}`))
		require.NoError(t, err, "the event was delivered twice, or its answer was lost")
		assert.Equal(t, n, did, "it hands over again and does no work")
		assert.Equal(t, first, again)
		require.Len(t, f.events, 2)

		second, err := f.invoke("c", f.events[0])
		require.NoError(t, err)
		assert.Equal(t, 2, second.Handover.Invocations)
		n = did
		for _, event := range [][]byte{f.events[1], []byte(`{}`)} {
			late, err := f.invoke(map[bool]string{true: "a", false: "d"}[string(event) == "{}"], event)
			require.NoError(t, err)
			assert.Equal(t, n, did, "the chain has gone on")
			assert.Equal(t, second.Handover.Items, late.Handover.Items)
		}

		last, err := f.invoke("e", f.events[2])
		require.NoError(t, err)
		require.True(t, last.Done)
		assert.Equal(t, 50, did)
		over, err := f.invoke("f", f.events[2])
		require.NoError(t, err)
		assert.True(t, over.Done)
		assert.Equal(t, 50, did)

		_, err = f.invoke("g", []byte(`{}`))
		require.NoError(t, err, "the next night")
		_, err = f.invoke("h", f.events[0])
		assert.ErrorAs(t, err, &held, "an event of the chain before")

		time.Sleep(2 * time.Hour)
		_, err = f.invoke("i", []byte(`{}`))
		assert.NoError(t, err, "the chain of g gave no sign for more than an hour")
	})
}

func TestTheLaterOfTwoThatRunAtOnceHasTheJob(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		did := 0
		f := &fleet{t: t, timeout: 30 * time.Second}
		counting(t, f, 15, &did, handover.Options[totals]{Next: f.next, Name: "job", Store: &memory{}})
		errs := make(chan error, 2)
		for range 2 {
			go func() {
				_, err := f.invoke("same", []byte(`{}`)) // delivered twice, at once
				errs <- err
			}()
			time.Sleep(2500 * time.Millisecond)
		}
		var held *handover.HeldError
		require.ErrorAs(t, <-errs, &held, "the first one ends with its next save")
		require.NoError(t, <-errs)

		_, err := f.invoke("x", []byte(`{}`))
		require.NoError(t, err)
		two := &fleet{t: t, timeout: 30 * time.Second, job: f.job}
		event, err := json.Marshal(handover.Result[totals]{Handover: handover.Progress[totals]{Chain: "y", Invocations: 1}})
		require.NoError(t, err)
		_, err = two.invoke("z", event)
		assert.ErrorAs(t, err, &held)
	})
}

func TestAnotherRequestOfTheSameStepWaitsUntilTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		did := 0
		store := &memory{}
		f := &fleet{t: t, timeout: 30 * time.Second}
		counting(t, f, 30, &did, handover.Options[totals]{Next: f.next, Name: "job", Store: store})
		_, err := f.invoke("a", []byte(`{}`))
		require.NoError(t, err)
		go func() { _, _ = f.invoke("b", f.events[0]) }()
		time.Sleep(time.Second)
		var held *handover.HeldError
		_, err = f.invoke("c", f.events[0])
		require.ErrorAs(t, err, &held)
		time.Sleep(time.Minute)
		last, err := f.invoke("c", f.events[0])
		require.NoError(t, err)
		assert.True(t, last.Done)
		assert.Equal(t, 30, did)
	})
}

func TestAChainHasALimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		did := 0
		f := &fleet{t: t, timeout: 30 * time.Second}
		counting(t, f, 1000, &did, handover.Options[totals]{Next: f.next, MaxInvocations: 3})
		for i := range 2 {
			_, err := f.invoke("a", append([][]byte{[]byte(`{}`)}, f.events...)[i])
			require.NoError(t, err)
		}
		_, err := f.invoke("a", f.events[1])
		require.ErrorIs(t, err, handover.ErrLimit)
		assert.EqualError(t, err, fmt.Sprintf("too many invocations: not done after 3, and %d items", did))
		assert.Len(t, f.events, 2)
	})
}

func TestWhatIsCutOffBeginsTheNextInvocation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fleet{t: t, timeout: time.Minute}
		var began []string
		var err error
		f.job, err = handover.New(groups(4), func(ctx context.Context, g types.LogGroup, sum *totals) error {
			began = append(began, *g.LogGroupName)
			sum.Done++
			select {
			case <-time.After(map[string]time.Duration{"0": 20 * time.Second, "1": 54 * time.Second, "2": time.Hour}[*g.LogGroupName]):
				return nil
			case <-ctx.Done():
				return fmt.Errorf("work: %w", ctx.Err())
			}
		}, handover.Options[totals]{Next: f.next})
		require.NoError(t, err)
		first, err := f.invoke("a", []byte(`{}`))
		require.NoError(t, err)
		assert.Equal(t, handover.Progress[totals]{Chain: "a", Started: first.Handover.Started, Invocations: 1, Items: 1, Cursor: first.Handover.Cursor, Totals: totals{1}}, first.Handover)
		second, err := f.invoke("b", f.events[0])
		require.NoError(t, err)
		assert.Equal(t, 2, second.Handover.Totals.Done)
		_, err = f.invoke("c", f.events[1])
		assert.ErrorIs(t, err, context.DeadlineExceeded, "an item that had all of an invocation's time")
		assert.Equal(t, []string{"0", "1", "1", "2"}, began)
		assert.Len(t, f.events, 2)
	})
}

func TestAFunctionOfOneSecondComesToItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fleet{t: t, timeout: time.Second}
		var err error
		f.job, err = handover.New(groups(20), func(_ context.Context, _ types.LogGroup, sum *totals) error {
			time.Sleep(100 * time.Millisecond)
			sum.Done++
			return nil
		}, handover.Options[totals]{Next: f.next})
		require.NoError(t, err)
		last := f.run(`{}`)
		assert.Equal(t, 20, last.Handover.Totals.Done)
		assert.Equal(t, 4, last.Handover.Invocations, "half of the time is for work")
	})
}

func TestFinishIsTriedAgainAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		did, finished := 0, 0
		f := &fleet{t: t, timeout: time.Minute, tries: 3}
		counting(t, f, 5, &did, handover.Options[totals]{Name: "job", Store: &memory{}, Finish: func(context.Context, handover.Progress[totals]) error {
			if finished++; finished < 3 {
				return errors.New("no topic")
			}
			return nil
		}})
		last := f.run(`{}`)
		assert.True(t, last.Done)
		assert.Equal(t, 5, did)
		assert.Equal(t, 3, finished)
	})
}

// A state machine calls the function with its result until it is done.
func TestAStateMachineGoesRound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		did := 0
		f := &fleet{t: t, timeout: 30 * time.Second}
		counting(t, f, 50, &did, handover.Options[totals]{})
		event := []byte(`{"Comment":"Insert your JSON here"}`)
		for n := 1; ; n++ {
			require.Less(t, n, 10)
			res, err := f.invoke("task", event)
			require.NoError(t, err)
			assert.Equal(t, n, res.Handover.Invocations)
			event, err = json.Marshal(res)
			require.NoError(t, err)
			if res.Done {
				break
			}
		}
		assert.Equal(t, 50, did)
		_, err := f.invoke("task", event)
		assert.EqualError(t, err, "handover.Job.Handle: invalid event: its job is done")
	})
}

func TestAQueueBringsTheNextEvent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		did := 0
		f := &fleet{t: t, timeout: 30 * time.Second}
		counting(t, f, 50, &did, handover.Options[totals]{Next: f.next, Name: "job", Store: &memory{}})
		message := func(body []byte, ids ...string) []byte {
			var records []map[string]string
			for _, id := range ids {
				records = append(records, map[string]string{"messageId": id, "eventSource": "aws:sqs", "body": string(body)})
			}
			event, err := json.Marshal(map[string]any{"Records": records})
			require.NoError(t, err)
			return event
		}
		res, err := f.invoke("r1", message([]byte(`{}`), "m-1"))
		require.NoError(t, err)
		assert.Equal(t, "m-1", res.Handover.Chain, "another delivery is the same chain")
		for i := 0; i < len(f.events); i++ {
			res, err = f.invoke("r2", message(f.events[i], "m-2"))
			require.NoError(t, err)
		}
		assert.True(t, res.Done)
		assert.Equal(t, 50, did)

		_, err = f.invoke("r3", message([]byte(`{}`), "m-3", "m-4"))
		assert.ErrorContains(t, err, "needs BatchSize: 1")
		_, err = f.invoke("r3", message([]byte(`hello`), "m-3"))
		assert.ErrorContains(t, err, "the body of the message must be a JSON object")
	})
}

func TestEventsThatAreNoneAreRefused(t *testing.T) {
	did := 0
	f := &fleet{t: t, timeout: time.Minute}
	counting(t, f, 5, &did, handover.Options[totals]{})
	for _, event := range []string{``, `null`, `"now"`, `[1]`, `{`, `{"handover":"yes"}`, `{"handover":{}}`, `{"handover":{"chain":"a","invocations":-1}}`} {
		_, err := f.invoke("a", []byte(event))
		assert.ErrorIs(t, err, awserr.ErrInvalid, event)
		assert.ErrorContains(t, err, "handover.Job.Handle: invalid event: ", event)
	}
	_, err := f.invoke("a", []byte(`{"handover":{"chain":"a","invocations":1,"cursor":"v1.damaged"}}`))
	assert.ErrorContains(t, err, "cursor")
	assert.Zero(t, did)

	f.timeout = -time.Hour
	_, err = f.invoke("a", []byte(`{}`))
	assert.ErrorContains(t, err, "has passed already")
}

func TestArguments(t *testing.T) {
	work := func(context.Context, types.LogGroup, *totals) error { return nil }
	var none *memory
	for argument, o := range map[string]handover.Options[totals]{
		"Options.Reserve":        {Reserve: -1},
		"Options.SaveEvery":      {SaveEvery: -1},
		"Options.Hold":           {Hold: -1},
		"Options.MaxInvocations": {MaxInvocations: -1},
		"Options.Store":          {Store: none},
	} {
		_, err := handover.New(groups(1), work, o)
		invalid, ok := errors.AsType[*awserr.InvalidError](err)
		require.True(t, ok, argument)
		assert.Equal(t, argument, invalid.Argument)
	}
	_, err := handover.New[collections.Listing[*cloudwatchlogs.DescribeLogGroupsInput, types.LogGroup], types.LogGroup, totals](groups(1), nil, handover.Options[totals]{})
	assert.ErrorIs(t, err, awserr.ErrInvalid)

	var zero handover.Job[types.LogGroup, totals]
	_, err = zero.Handle(t.Context(), []byte(`{}`))
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = (*handover.Job[types.LogGroup, totals])(nil).Handle(t.Context(), []byte(`{}`))
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	job, err := handover.New(groups(1), work, handover.Options[totals]{Store: &memory{}})
	require.NoError(t, err)
	_, err = job.Handle(t.Context(), []byte(`{}`))
	assert.ErrorContains(t, err, "Options.Name")
	var noCtx context.Context
	_, err = job.Handle(noCtx, []byte(`{}`))
	assert.ErrorIs(t, err, awserr.ErrInvalid)

	assert.ErrorIs(t, handover.Self(nil)(t.Context(), nil), awserr.ErrInvalid)
	assert.ErrorIs(t, handover.Queue(nil, "url")(t.Context(), nil), awserr.ErrInvalid)
	_, err = handover.Table{}.Load(t.Context(), "job")
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	assert.ErrorIs(t, handover.Table{}.Save(t.Context(), "job", handover.Record{}), awserr.ErrInvalid)
}
