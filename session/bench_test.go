package session_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
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
	cloud := awstest.New(b)
	onSTS(cloud)
	awstest.On(cloud, func(context.Context, *sns.ListTopicsInput) (*sns.ListTopicsOutput, error) {
		return &sns.ListTopicsOutput{}, nil
	}).Optional()
	s, err := session.FromConfig(b.Context(), cloud.Config(), session.Options{})
	require.NoError(b, err)
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
