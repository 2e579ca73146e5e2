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

// A session and the SDK's configuration in turn, so that whatever else the
// machine does falls on both; the medians make the ratio.
func BenchmarkOpenRatio(b *testing.B) {
	home(b, threeProfiles, credentialsOf("default", "a", "b"))
	ctx := context.Background()
	b.Run("New", func(b *testing.B) {
		inTurn(b, func() error {
			_, err := config.LoadDefaultConfig(ctx, config.WithSharedConfigProfile("a"))
			return err
		}, func() error {
			_, err := session.New(ctx, session.Options{Profile: "a"})
			return err
		})
	})
	b.Run("FromEnv", func(b *testing.B) {
		setKeys(b, "AKIAENV")
		b.Setenv("AWS_REGION", "eu-west-1")
		inTurn(b, func() error {
			_, err := config.LoadDefaultConfig(ctx)
			return err
		}, func() error {
			_, err := session.FromEnv(ctx)
			return err
		})
	})
}

func inTurn(b *testing.B, raw, ours func() error) {
	timed := func(open func() error) time.Duration {
		start := time.Now()
		if err := open(); err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	}
	var ofRaw, ofOurs []time.Duration
	for b.Loop() {
		ofRaw = append(ofRaw, timed(raw))
		ofOurs = append(ofOurs, timed(ours))
	}
	slices.Sort(ofRaw)
	slices.Sort(ofOurs)
	b.ReportMetric(float64(ofOurs[len(ofOurs)/2])/float64(ofRaw[len(ofRaw)/2]), "ratio")
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
