package session_test

import (
	"context"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/session"
)

// A plain profile, opened by the SDK alone and as a session.
func BenchmarkOpen(b *testing.B) {
	home(b, threeProfiles, credentialsOf("default", "a", "b"))
	b.Run("raw", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := config.LoadDefaultConfig(context.Background(), config.WithSharedConfigProfile("a")); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("essentials", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := session.New(context.Background(), session.Options{Profile: "a"}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// The two in turn, so that whatever else the machine does falls on both; the
// medians make the ratio.
func BenchmarkOpenRatio(b *testing.B) {
	home(b, threeProfiles, credentialsOf("default", "a", "b"))
	var raw, ours []time.Duration
	timed := func(open func() error) time.Duration {
		start := time.Now()
		if err := open(); err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	}
	for b.Loop() {
		raw = append(raw, timed(func() error {
			_, err := config.LoadDefaultConfig(context.Background(), config.WithSharedConfigProfile("a"))
			return err
		}))
		ours = append(ours, timed(func() error {
			_, err := session.New(context.Background(), session.Options{Profile: "a"})
			return err
		}))
	}
	slices.Sort(raw)
	slices.Sort(ours)
	b.ReportMetric(float64(ours[len(ours)/2])/float64(raw[len(raw)/2]), "ratio")
}

// A client of the SDK's configuration and one of a session, and a call with
// each: what the guard costs.
func BenchmarkGuardedCall(b *testing.B) {
	cloud, s, _ := fleet(b, 0, 0)
	guarded, err := session.FromConfig(b.Context(), cloud.Config(), session.Options{AllowedAccounts: []string{"111122223333"}})
	require.NoError(b, err)
	for name, client := range map[string]*sns.Client{
		"raw":        sns.NewFromConfig(cloud.Config()),
		"essentials": session.Client(s, sns.NewFromConfig),
		"guarded":    session.Client(guarded, sns.NewFromConfig),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := client.ListTopics(b.Context(), nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// What the schedule costs for each target when nothing has to be waited for.
func BenchmarkAcross(b *testing.B) {
	_, s, targets := fleet(b, 0, 50, fourRegions...)
	b.ReportAllocs()
	for b.Loop() {
		for r := range session.Across(b.Context(), s, targets, func(context.Context, *session.Session, session.Target) (int, error) {
			return 0, nil
		}, session.AcrossOptions{Concurrency: 20}) {
			if r.Err != nil {
				b.Fatal(r.Err)
			}
		}
	}
}

func TestAcrossAThousandAccountsStaysSmall(t *testing.T) {
	regions, err := session.Regions("us-*-?", "eu-*", "ap-*")
	require.NoError(t, err)
	regions = regions[:17]
	var peak uint64
	synctest.Test(t, func(t *testing.T) {
		_, s, targets := fleet(t, 50*time.Millisecond, 1000, regions...)
		require.Len(t, targets, 17000)
		var before runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		n := 0
		for r := range session.Across(t.Context(), s, targets, func(ctx context.Context, s *session.Session, _ session.Target) (*sns.Client, error) {
			return nil, work(ctx, session.Client(s, sns.NewFromConfig))
		}, session.AcrossOptions{Concurrency: 50}) {
			require.NoError(t, r.Err)
			if n++; n%1000 == 0 {
				var now runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&now)
				peak = max(peak, now.HeapAlloc-min(before.HeapAlloc, now.HeapAlloc))
			}
		}
		assert.Equal(t, 17000, n)
	})
	t.Logf("live heap at most %.1f MiB above the start", float64(peak)/(1<<20))
	assert.Less(t, peak, uint64(100<<20))
}

// work stands for a request without being recorded by the cloud.
func work(ctx context.Context, _ *sns.Client) error {
	select {
	case <-time.After(50 * time.Millisecond):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
