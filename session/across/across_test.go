package across_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/internal/callback"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/session/across"
)

func accounts(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%012d", 100000000000+i)
	}
	return out
}

// fleet is a session whose cloud lets any role be assumed, and targets for it.
func fleet(t testing.TB, latency time.Duration, nAccounts int, regions ...string) (*awstest.Cloud, *session.Session, []session.Target) {
	t.Helper()
	cloud := awstest.New(t)
	cloud.SetLatency(latency)
	onSTS(cloud)
	awstest.On(cloud, func(context.Context, *sns.ListTopicsInput) (*sns.ListTopicsOutput, error) {
		return &sns.ListTopicsOutput{}, nil
	}).Optional()
	s, err := session.FromConfig(context.Background(), cloud.Config(), session.Options{})
	require.NoError(t, err)
	return cloud, s, across.Targets(accounts(nAccounts), regions, s.RoleIn("Audit"))
}

// listTopics is one request in the target.
func listTopics(ctx context.Context, s *session.Session, t session.Target) (string, error) {
	_, err := session.Client(s, sns.NewFromConfig).ListTopics(ctx, nil)
	return t.Account + s.Region(), err
}

var fourRegions = []string{"eu-west-1", "eu-central-1", "us-east-1", "us-west-2"}

func TestAcrossAssumesOneRoleAnAccountAndWastesNoSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud, s, targets := fleet(t, 50*time.Millisecond, 50, fourRegions...)
		start := time.Now()
		n := 0
		for r := range across.Run(t.Context(), s, targets, listTopics, across.Options{Concurrency: 20}) {
			require.NoError(t, r.Err)
			assert.Equal(t, r.Target.Account+r.Target.Region, r.Value)
			n++
		}
		took := time.Since(start)
		assert.Equal(t, 200, n)
		assert.Len(t, awstest.Calls[sts.AssumeRoleInput](cloud), 50, "one AssumeRole an account")
		ideal := 250 * 50 * time.Millisecond / 20
		t.Logf("took %v, ideal %v, ratio %.3f", took, ideal, float64(took)/float64(ideal))
		assert.LessOrEqual(t, took, ideal*115/100)
	})
}

func TestAcrossGivesFirstResultsBeforeAllAccountsAreEntered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud, s, targets := fleet(t, 50*time.Millisecond, 1000, "eu-west-1")
		for r := range across.Run(t.Context(), s, targets, listTopics, across.Options{Concurrency: 20}) {
			require.NoError(t, r.Err)
			break
		}
		assert.Less(t, len(awstest.Calls[sts.AssumeRoleInput](cloud)), 45)
	})
}

func TestAcrossCountsEveryTargetOnce(t *testing.T) {
	denied := awstest.APIError("AccessDenied", "no", 403)
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.On(cloud, func(_ context.Context, in *sts.AssumeRoleInput) (*sts.AssumeRoleOutput, error) {
			if strings.Contains(*in.RoleArn, "100000000001") {
				return nil, denied
			}
			return assumed(in), nil
		})
		s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{})
		require.NoError(t, err)
		targets := across.Targets(accounts(3), fourRegions, s.RoleIn("Audit"))
		boom := errors.New("boom")
		states := map[across.State]int{}
		seen := map[int]bool{}
		for r := range across.Run(t.Context(), s, targets, func(_ context.Context, _ *session.Session, t session.Target) (int, error) {
			if t.Region == "us-east-1" {
				return 0, boom
			}
			return 1, nil
		}, across.Options{}) {
			assert.False(t, seen[r.Index])
			seen[r.Index] = true
			assert.Equal(t, targets[r.Index], r.Target)
			states[r.State]++
			switch r.State {
			case across.NotEntered:
				assert.ErrorIs(t, r.Err, session.ErrAssume)
			case across.Failed:
				assert.ErrorIs(t, r.Err, boom)
			}
		}
		assert.Equal(t, map[across.State]int{across.Done: 6, across.Failed: 2, across.NotEntered: 4}, states)
		assert.Len(t, awstest.Calls[sts.AssumeRoleInput](cloud), 3, "a role that is denied is asked for once too")
	})
}

func TestAcrossKeepsTheReserve(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, s, targets := fleet(t, time.Second, 30, "eu-west-1")
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		start := time.Now()
		var left []session.Target
		states := map[across.State]int{}
		for r := range across.Run(ctx, s, targets, listTopics, across.Options{Concurrency: 2, Reserve: 5500 * time.Millisecond}) {
			states[r.State]++
			if r.State == across.NotStarted {
				require.ErrorIs(t, r.Err, across.ErrNotStarted)
				require.ErrorIs(t, r.Err, context.DeadlineExceeded)
				assert.Contains(t, r.Err.Error(), "5.5s before the end are reserved")
			}
			if r.State != across.Done {
				left = append(left, r.Target)
			}
		}
		assert.Equal(t, 14500*time.Millisecond, time.Since(start), "the reserve is left")
		assert.Equal(t, 30, states[across.Done]+states[across.NotStarted]+states[across.Failed])
		assert.GreaterOrEqual(t, states[across.Done], 13)

		// What was not done can be written down and gone on with.
		var file bytes.Buffer
		require.NoError(t, across.WriteTargets(&file, left))
		rest, err := across.ReadTargets(&file, nil)
		require.NoError(t, err)
		for r := range across.Run(t.Context(), s, rest, listTopics, across.Options{}) {
			require.NoError(t, r.Err)
			states[across.Done]++
		}
		assert.Equal(t, 30, states[across.Done])
	})
}

func TestAcrossRefusesADeadlineThatIsPast(t *testing.T) {
	_, s, targets := fleet(t, time.Millisecond, 2, "eu-west-1")
	ctx, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	for r := range across.Run(ctx, s, targets, listTopics, across.Options{}) {
		assert.Equal(t, across.NotStarted, r.State)
		assert.ErrorIs(t, r.Err, context.DeadlineExceeded)
		assert.Contains(t, r.Err.Error(), "1970-01-01T00:00:00Z")
	}
}

func TestAcrossOrdered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, s, targets := fleet(t, time.Millisecond, 10, fourRegions...)
		want := 0
		for r := range across.Run(t.Context(), s, targets, func(_ context.Context, _ *session.Session, t session.Target) (int, error) {
			time.Sleep(time.Duration(len(t.Account+t.Region)%7) * time.Second)
			return 0, nil
		}, across.Options{Ordered: true, Concurrency: 7}) {
			assert.Equal(t, want, r.Index)
			want++
		}
		assert.Equal(t, 40, want)
	})
}

func TestAcrossFailFast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, s, targets := fleet(t, time.Millisecond, 10, fourRegions...)
		boom := errors.New("boom")
		states := map[across.State]int{}
		var first atomic.Bool
		for r := range across.Run(t.Context(), s, targets, func(ctx context.Context, _ *session.Session, _ session.Target) (int, error) {
			if first.CompareAndSwap(false, true) {
				time.Sleep(time.Second)
				return 0, boom
			}
			<-ctx.Done()
			return 0, ctx.Err()
		}, across.Options{FailFast: true, Concurrency: 4}) {
			states[r.State]++
			if r.State == across.NotStarted {
				require.ErrorIs(t, r.Err, boom)
				require.ErrorIs(t, r.Err, across.ErrNotStarted)
			}
		}
		assert.Equal(t, 40, states[across.NotStarted]+states[across.Failed])
		assert.Equal(t, 4, states[across.Failed])
	})
}

func TestAcrossLeavingTheLoopJoinsEverything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, s, targets := fleet(t, time.Millisecond, 10, fourRegions...)
		var working atomic.Int32
		for range across.Run(t.Context(), s, targets, func(ctx context.Context, _ *session.Session, tg session.Target) (int, error) {
			working.Add(1)
			defer working.Add(-1)
			if tg.Region == "eu-west-1" {
				return 0, nil
			}
			<-ctx.Done()
			time.Sleep(time.Second) // ends late
			return 0, ctx.Err()
		}, across.Options{}) {
			break
		}
		assert.Zero(t, working.Load())
	})
}

func TestAcrossCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, s, targets := fleet(t, time.Second, 20, "eu-west-1")
		ctx, cancel := context.WithCancelCause(t.Context())
		stop := errors.New("the user pressed ^C")
		time.AfterFunc(2500*time.Millisecond, func() { cancel(stop) })
		n := 0
		for r := range across.Run(ctx, s, targets, listTopics, across.Options{Concurrency: 3}) {
			n++
			if r.State == across.NotStarted {
				require.ErrorIs(t, r.Err, stop)
			}
		}
		assert.Equal(t, 20, n)
	})
}

// gauge counts how many are inside at once.
type gauge struct {
	mu        sync.Mutex
	now, peak map[string]int
}

func (g *gauge) in(key string) func() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.now == nil {
		g.now, g.peak = map[string]int{}, map[string]int{}
	}
	g.now[key]++
	g.peak[key] = max(g.peak[key], g.now[key])
	return func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.now[key]--
	}
}

func TestAcrossHonoursItsLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, s, targets := fleet(t, time.Millisecond, 12, fourRegions...)
		var g gauge
		for r := range across.Run(t.Context(), s, targets, func(_ context.Context, _ *session.Session, tg session.Target) (int, error) {
			defer g.in("all")()
			defer g.in(tg.Account)()
			defer g.in(tg.Region)()
			time.Sleep(time.Second)
			return 0, nil
		}, across.Options{Concurrency: 9, PerAccount: 2, PerRegion: 3}) {
			require.NoError(t, r.Err)
		}
		for key, peak := range g.peak {
			limit := 2
			switch {
			case key == "all":
				limit = 9
			case strings.Contains(key, "-"):
				limit = 3
			}
			assert.LessOrEqual(t, peak, limit, key)
		}
		assert.Equal(t, 9, g.peak["all"], "the slots are used")
	})
}

// One account is throttled hard. With as many throttled targets as slots the
// others still finish as if it were not there.
func TestAcrossAThrottledTargetSlowsOnlyItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		cloud.SetLatency(50 * time.Millisecond)
		onSTS(cloud)
		awstest.On(cloud, func(_ context.Context, in *sns.ListTopicsInput) (*sns.ListTopicsOutput, error) {
			if aws.ToString(in.NextToken) == "throttled" {
				return nil, awstest.APIError("Throttling", "Rate exceeded", 400)
			}
			return &sns.ListTopicsOutput{}, nil
		}).Wire()
		s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{MaxAttempts: 6})
		require.NoError(t, err)
		targets := across.Targets(accounts(21), fourRegions, s.RoleIn("Audit"))
		start := time.Now()
		var lastGood, lastBad time.Duration
		for r := range across.Run(t.Context(), s, targets, func(ctx context.Context, s *session.Session, tg session.Target) (int, error) {
			in := &sns.ListTopicsInput{}
			if tg.Account == targets[0].Account {
				in.NextToken = aws.String("throttled")
			}
			_, err := session.Client(s, sns.NewFromConfig).ListTopics(ctx, in)
			return 0, err
		}, across.Options{Concurrency: 4}) {
			if r.Target.Account == targets[0].Account {
				lastBad = time.Since(start)
				assert.Error(t, r.Err)
			} else {
				lastGood = time.Since(start)
				assert.NoError(t, r.Err)
			}
		}
		ideal := time.Duration(21+80+4*6) * 50 * time.Millisecond / 4
		t.Logf("others done after %v (ideal with every request counted: %v), the throttled after %v", lastGood, ideal, lastBad)
		assert.LessOrEqual(t, lastGood, ideal*115/100)
		assert.Greater(t, lastBad, lastGood)
	})
}

// The same for roles: while STS is asked again for one account, others use the slot.
func TestAcrossAThrottledRoleSlowsOnlyItsAccount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		cloud.SetLatency(50 * time.Millisecond)
		awstest.On(cloud, func(_ context.Context, in *sts.AssumeRoleInput) (*sts.AssumeRoleOutput, error) {
			if strings.Contains(*in.RoleArn, "100000000000") {
				return nil, awstest.APIError("Throttling", "Rate exceeded", 400)
			}
			return assumed(in), nil
		}).Wire()
		s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{MaxAttempts: 6})
		require.NoError(t, err)
		targets := across.Targets(accounts(9), []string{"eu-west-1"}, s.RoleIn("Audit"))
		start := time.Now()
		for r := range across.Run(t.Context(), s, targets, func(context.Context, *session.Session, session.Target) (int, error) {
			time.Sleep(50 * time.Millisecond)
			return 0, nil
		}, across.Options{Concurrency: 1}) {
			if r.Index == 0 {
				assert.Equal(t, across.NotEntered, r.State)
			} else {
				assert.Less(t, time.Since(start), 1200*time.Millisecond, "8 accounts of 100 ms, and 6 attempts of 50 ms between them")
			}
		}
		assert.Greater(t, time.Since(start), 2*time.Second, "the throttled one took its time")
	})
}

func TestPreflightEntersEachAccountOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.On(cloud, func(_ context.Context, in *sts.AssumeRoleInput) (*sts.AssumeRoleOutput, error) {
			if strings.Contains(*in.RoleArn, "100000000002") {
				return nil, awstest.APIError("AccessDenied", "no", 403)
			}
			return assumed(in), nil
		})
		s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{})
		require.NoError(t, err)
		targets := across.Targets(accounts(5), fourRegions, s.RoleIn("Audit"))
		var can, cannot []string
		for r := range across.Preflight(t.Context(), s, targets, across.Options{Ordered: true}) {
			if r.Err != nil {
				cannot = append(cannot, r.Target.Account)
			} else {
				can = append(can, r.Value.Account)
			}
		}
		assert.Equal(t, []string{"100000000000", "100000000001", "100000000003", "100000000004"}, can)
		assert.Equal(t, []string{"100000000002"}, cannot)
		assert.Len(t, awstest.Calls[sts.AssumeRoleInput](cloud), 5)
	})
}

func TestAcrossFunctionThatEndsItsGoroutine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, s, targets := fleet(t, time.Millisecond, 2, "eu-west-1")
		n := 0
		for r := range across.Run(t.Context(), s, targets, func(context.Context, *session.Session, session.Target) (int, error) {
			runtime.Goexit()
			return 0, nil
		}, across.Options{}) {
			assert.Equal(t, across.Failed, r.State)
			n++
		}
		assert.Equal(t, 2, n)
	})
}

// Work done by hand in the two usual orders, and by Across, on virtual time.
func TestAcrossAgainstWorkByHand(t *testing.T) {
	const latency, slots = 50 * time.Millisecond, 20
	type order func(ctx context.Context, s *session.Session, targets []session.Target)
	// pool runs n functions, some at once.
	pool := func(n int, do func(i int)) {
		next := make(chan int)
		var wg sync.WaitGroup
		for range slots {
			wg.Go(func() {
				for i := range next {
					do(i)
				}
			})
		}
		for i := range n {
			next <- i
		}
		close(next)
		wg.Wait()
	}
	orders := map[string]order{
		// Each task enters its account, or waits for another that does. (A sync.Once
		// would stop virtual time: who waits for its mutex is not durably blocked.)
		"account by account": func(ctx context.Context, s *session.Session, targets []session.Target) {
			turn, entered := map[string]chan struct{}{}, make([]*session.Session, len(targets)/4)
			for _, t := range targets {
				turn[t.Account] = make(chan struct{}, 1)
			}
			pool(len(targets), func(i int) {
				t := targets[i]
				turn[t.Account] <- struct{}{}
				if entered[i/4] == nil {
					entered[i/4], _ = s.Assume(ctx, t.Role)
				}
				child := entered[i/4]
				<-turn[t.Account]
				_, _ = listTopics(ctx, child.In(t.Region), t)
			})
		},
		"all accounts first": func(ctx context.Context, s *session.Session, targets []session.Target) {
			children := make([]*session.Session, len(targets)/4)
			pool(len(children), func(i int) { children[i], _ = s.Assume(ctx, targets[4*i].Role) })
			pool(len(targets), func(i int) { _, _ = listTopics(ctx, children[i/4].In(targets[i].Region), targets[i]) })
		},
		"Across": func(ctx context.Context, s *session.Session, targets []session.Target) {
			for range across.Run(ctx, s, targets, listTopics, across.Options{Concurrency: slots}) {
			}
		},
	}
	took := map[string]time.Duration{}
	for name, run := range orders {
		synctest.Test(t, func(t *testing.T) {
			cloud, s, targets := fleet(t, latency, 50, fourRegions...)
			start := time.Now()
			run(t.Context(), s, targets)
			took[name] = time.Since(start)
			assert.Len(t, awstest.Calls[sts.AssumeRoleInput](cloud), 50, name)
			assert.Len(t, awstest.Calls[sns.ListTopicsInput](cloud), 200, name)
		})
		t.Logf("%-20s %v", name, took[name])
	}
	assert.Less(t, took["Across"], took["account by account"])
	assert.LessOrEqual(t, took["Across"], took["all accounts first"]+latency, "and no role waits for the others to be assumed")
}

func TestAcrossRunsAnewForEachRange(t *testing.T) {
	_, s, targets := fleet(t, time.Millisecond, 3, "eu-west-1")
	results := across.Run(t.Context(), s, targets, listTopics, across.Options{})
	for range 2 {
		n := 0
		for r := range results {
			require.NoError(t, r.Err)
			n++
		}
		assert.Equal(t, 3, n)
	}
	for range across.Run(t.Context(), s, nil, listTopics, across.Options{}) {
		t.Error("there are no targets")
	}
}

func TestAcrossTargetsThatAreNoPlace(t *testing.T) {
	cloud, s, _ := fleet(t, time.Millisecond, 0)
	targets := []session.Target{
		{Account: "999999999999"}, // no role, and not the session's account
		{Account: "111122223333"}, // the session's account
		{},                        // the session itself
		{Account: "111111111111", Role: s.Role("222222222222", "R")}, // two accounts
		{Role: session.Role{ARN: "R"}},
		{Role: s.Role("222222222222", "R"), Region: "eu-wset-1"},
	}
	want := []struct {
		state across.State
		class error
	}{{across.NotEntered, awserr.ErrInvalid}, {across.Done, nil}, {across.Done, nil}, {across.NotEntered, awserr.ErrInvalid},
		{across.NotEntered, session.ErrInvalidRole}, {across.NotEntered, session.ErrUnknownRegion}}
	for r := range across.Run(t.Context(), s, targets, listTopics, across.Options{Ordered: true}) {
		assert.Equal(t, want[r.Index].state, r.State, "%d: %v", r.Index, r.Err)
		if want[r.Index].class != nil {
			assert.ErrorIs(t, r.Err, want[r.Index].class)
		}
	}
	assert.Len(t, awstest.Calls[sts.GetCallerIdentityInput](cloud), 1)
}

func TestAcrossProfiles(t *testing.T) {
	home(t, "[profile a]\nregion=eu-west-1\nrole_arn=arn:aws:iam::222222222222:role/R\nsource_profile=base\nmfa_serial=GAHT00000001\n"+
		"[profile b]\nregion=eu-west-2\nrole_arn=arn:aws:iam::333333333333:role/R\nsource_profile=base\nmfa_serial=GAHT00000001\n"+
		"[profile base]\nregion=us-east-1\n", credentialsOf("base"))
	server := newSTSServer(t)
	var g gauge
	s := open(t, session.Options{Profile: "base", Endpoint: server.URL, MFA: func(_ context.Context, serial string) (string, error) {
		defer g.in(serial)()
		time.Sleep(5 * time.Millisecond)
		return "123456", nil
	}})
	targets, err := across.ProfileTargets("[ab]")
	require.NoError(t, err)
	require.Len(t, targets, 2)
	for r := range across.Run(t.Context(), s, targets, func(ctx context.Context, s *session.Session, _ session.Target) (string, error) {
		id, err := s.Identity(ctx)
		return id.Account + " " + s.Region(), err
	}, across.Options{Ordered: true}) {
		require.NoError(t, r.Err)
		assert.Equal(t, []string{"222222222222 eu-west-1", "333333333333 eu-west-2"}[r.Index], r.Value)
	}
	assert.Equal(t, map[string]int{"GAHT00000001": 1}, g.peak, "one question at a time, over all targets")
}

// A loop that is slower than the work holds the work back, and gets everything.
func TestAcrossDoesNotRunAheadOfASlowLoop(t *testing.T) {
	// As many results as slots wait, and the work of as many; in order also those
	// of accounts that were entered before their turn.
	for ordered, ahead := range map[bool]int32{false: 5 + 5, true: 5 + 5 + 5*4} {
		synctest.Test(t, func(t *testing.T) {
			_, s, targets := fleet(t, time.Millisecond, 20, fourRegions...)
			var done atomic.Int32
			taken := int32(0)
			for r := range across.Run(t.Context(), s, targets, func(context.Context, *session.Session, session.Target) (int, error) {
				time.Sleep(time.Millisecond)
				done.Add(1)
				return 0, nil
			}, across.Options{Concurrency: 5, Ordered: ordered}) {
				require.NoError(t, r.Err)
				taken++
				time.Sleep(time.Second)
				assert.LessOrEqual(t, done.Load()-taken, ahead, "ordered: %v", ordered)
			}
			assert.EqualValues(t, 80, taken)
		})
	}
}

func TestAPanicOfTheFunctionReachesTheLoop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, s, targets := fleet(t, time.Millisecond, 20, "eu-west-1")
		var running atomic.Int32
		boom := errors.New("boom")
		defer func() {
			p, ok := recover().(*callback.Panic)
			require.True(t, ok)
			assert.ErrorIs(t, p, boom)
			assert.Zero(t, running.Load(), "the others are joined first")
		}()
		for range across.Run(t.Context(), s, targets, func(ctx context.Context, _ *session.Session, t session.Target) (int, error) {
			running.Add(1)
			defer running.Add(-1)
			if t.Account == targets[7].Account {
				panic(boom)
			}
			<-ctx.Done()
			return 0, nil
		}, across.Options{}) {
		}
		t.Error("the panic is lost")
	})
}

func TestRegionsOfAnotherPartitionAreRefusedWithoutARequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud, s, targets := fleet(t, time.Millisecond, 1, "eu-west-1", "cn-north-1", "us-gov-west-1", "eu-wset-1")
		for r := range across.Run(t.Context(), s, targets, listTopics, across.Options{}) {
			if r.Target.Region == "eu-west-1" {
				assert.Equal(t, across.Done, r.State)
				continue
			}
			assert.Equal(t, across.NotEntered, r.State)
			assert.ErrorIs(t, r.Err, session.ErrUnknownRegion)
		}
		assert.Len(t, awstest.Calls[sts.AssumeRoleInput](cloud), 1)
		assert.Len(t, awstest.Calls[sns.ListTopicsInput](cloud), 1)
	})
}

// With a limit a region, an account is entered when it can be worked in, and not
// an hour before.
func TestARoleIsAssumedShortlyBeforeItsWork(t *testing.T) {
	for _, limits := range []across.Options{{Concurrency: 50, PerRegion: 5}, {Concurrency: 50, PerAccount: 1}, {Concurrency: 20}} {
		synctest.Test(t, func(t *testing.T) {
			cloud := awstest.New(t)
			cloud.SetLatency(50 * time.Millisecond)
			awstest.Return[sns.ListTopicsInput](cloud, &sns.ListTopicsOutput{}).Times(2000)
			begun := map[string]time.Time{}
			var mu sync.Mutex
			awstest.On(cloud, func(_ context.Context, in *sts.AssumeRoleInput) (*sts.AssumeRoleOutput, error) {
				mu.Lock()
				defer mu.Unlock()
				begun[strings.Split(*in.RoleArn, ":")[4]] = time.Now()
				return assumed(in), nil
			})
			s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{})
			require.NoError(t, err)
			targets := across.Targets(accounts(500), fourRegions, s.RoleIn("Audit"))
			for r := range across.Run(t.Context(), s, targets, func(ctx context.Context, s *session.Session, target session.Target) (string, error) {
				mu.Lock()
				first := begun[target.Account]
				mu.Unlock()
				assert.Less(t, time.Since(first), time.Hour, "%+v %s", limits, target)
				time.Sleep(10 * time.Minute)
				return listTopics(ctx, s, target)
			}, limits) {
				require.NoError(t, r.Err)
			}
			assert.Len(t, awstest.Calls[sts.AssumeRoleInput](cloud), 500, "%+v", limits)
		})
	}
}

// noContext is what a caller gives who forgets that a context must not be nil.
var noContext context.Context

func TestInvalidArgumentsOfRun(t *testing.T) {
	_, s, targets := fleet(t, 0, 2)
	fn := func(context.Context, *session.Session, session.Target) (int, error) { return 0, nil }
	for name, run := range map[string]iter.Seq[across.Result[int]]{
		"nil context":          across.Run(noContext, s, targets, fn, across.Options{}),
		"nil session":          across.Run(t.Context(), nil, targets, fn, across.Options{}),
		"zero session":         across.Run(t.Context(), new(session.Session), targets, fn, across.Options{}),
		"nil function":         across.Run[int](t.Context(), s, targets, nil, across.Options{}),
		"negative concurrency": across.Run(t.Context(), s, targets, fn, across.Options{Concurrency: -1}),
		"huge concurrency":     across.Run(t.Context(), s, targets, fn, across.Options{Concurrency: 1 << 40}),
		"negative limit":       across.Run(t.Context(), s, targets, fn, across.Options{PerRegion: -1}),
		"negative reserve":     across.Run(t.Context(), s, targets, fn, across.Options{Reserve: -1}),
	} {
		n := 0
		for r := range run {
			assert.Equal(t, across.NotStarted, r.State, name)
			assert.ErrorIs(t, r.Err, awserr.ErrInvalid, name)
			assert.ErrorIs(t, r.Err, across.ErrNotStarted, name)
			n++
		}
		assert.Equal(t, 2, n, name)
	}
}

// The scheduler's own work for each target does not grow with their number.
func BenchmarkLimits(b *testing.B) {
	for _, accounts := range []int{250, 1000, 4000} {
		b.Run(strconv.Itoa(accounts), func(b *testing.B) {
			_, s, targets := fleet(b, 0, 0)
			for range accounts {
				for region := range 17 {
					targets = append(targets, session.Target{Profile: "", Account: "", Name: "x", Region: "eu-west-" + strconv.Itoa(region+1)})
				}
			}
			b.ReportAllocs()
			for b.Loop() {
				for r := range across.Run(b.Context(), s, targets, func(context.Context, *session.Session, session.Target) (int, error) { return 0, nil },
					across.Options{Concurrency: 50, PerRegion: 10}) {
					if r.Err != nil {
						b.Fatal(r.Err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(targets)), "ns/target")
		})
	}
}
