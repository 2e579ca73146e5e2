package alert_test

import (
	"context"
	"testing"
	"time"

	"github.com/awsessentials/essentials/notify/alert"
)

func BenchmarkOnFailureSuccess(b *testing.B) {
	b.ReportAllocs()
	ctx, cancel := context.WithTimeout(b.Context(), time.Hour)
	defer cancel()
	handler := alert.OnFailure(stuck{}, func(context.Context, order) (int, error) { return 1, nil })
	for b.Loop() {
		if _, err := handler(ctx, order{}); err != nil {
			b.Fatal(err)
		}
	}
}
