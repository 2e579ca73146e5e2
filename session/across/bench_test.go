package across_test

import (
	"context"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/session/across"
)

// What the schedule costs for each target when nothing has to be waited for.
func BenchmarkAcross(b *testing.B) {
	_, s, targets := fleet(b, 0, 50, fourRegions...)
	b.ReportAllocs()
	for b.Loop() {
		for r := range across.Run(b.Context(), s, targets, func(context.Context, *session.Session, session.Target) (int, error) {
			return 0, nil
		}, across.Options{Concurrency: 20}) {
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
		for r := range across.Run(t.Context(), s, targets, func(ctx context.Context, s *session.Session, _ session.Target) (*sns.Client, error) {
			return nil, work(ctx, session.Client(s, sns.NewFromConfig))
		}, across.Options{Concurrency: 50}) {
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
