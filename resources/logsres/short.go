package logsres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// Query runs a query of CloudWatch Logs Insights over the events of the group
// from one time to another, in whole seconds and both included, and returns its
// rows, by the names of their fields:
//
//	rows, err := logs.Group("/app").Query(ctx, "stats count() by level", now.Add(-time.Hour), now)
//
// It waits as [Query.Wait] does; the context and the service's hour bound it.
// When it fails or the context ends, the query is stopped, since it costs by
// what it scans. CloudWatch gives 1,000 rows unless the query has a limit, and
// at most 10,000. For several groups, see [Logs.StartQuery].
func (g *Group) Query(ctx context.Context, query string, from, to time.Time, changes ...func(*cloudwatchlogs.StartQueryInput)) ([]map[string]string, error) {
	const operation = "cloudwatchlogs.StartQuery"
	if err := g.check(operation); err != nil {
		return nil, err
	}
	switch {
	case query == "":
		return nil, awserr.Invalid(operation, "query", query, "must not be empty")
	case from.IsZero() || from.Unix() < 0:
		return nil, awserr.Invalid(operation, "from", from, "must be a time since 1970")
	case to.Before(from):
		return nil, awserr.Invalid(operation, "to", to, "must not be before from")
	}
	q, err := g.StartQuery(ctx, query, from.Unix(), to.Unix(), changes...)
	if err != nil {
		return nil, err
	}
	return q.Wait(ctx, waiters.Options{Max: time.Hour + time.Minute, Expect: 3 * time.Second})
}

// QueryError reports a query that ended, but is not complete: Status is Failed,
// Cancelled or Timeout.
type QueryError struct {
	ID     string
	Status types.QueryStatus
}

// Error names the query and its status.
func (e *QueryError) Error() string {
	return fmt.Sprintf("cloudwatchlogs.GetQueryResults: query %.100q: %.40q", e.ID, e.Status)
}

// Wait waits until the query is complete (GetQueryResults) and returns its rows,
// by the names of their fields. A query that ends in another way is a
// [*QueryError]. If the wait fails, the query is stopped (StopQuery). Data is
// what the last request brought; its statistics say what was scanned. CloudWatch
// ends a query after an hour.
func (q *Query) Wait(ctx context.Context, opts waiters.Options) ([]map[string]string, error) {
	if err := q.check("cloudwatchlogs.GetQueryResults"); err != nil {
		return nil, err
	}
	get := func(ctx context.Context, in *cloudwatchlogs.GetQueryResultsInput, _ ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.GetQueryResultsOutput, error) {
		return q.service.getQueryResults(ctx, in)
	}
	ended := waiters.When(func(out *cloudwatchlogs.GetQueryResultsOutput) bool {
		return out.Status != types.QueryStatusScheduled && out.Status != types.QueryStatusRunning && out.Status != types.QueryStatusUnknown
	})
	out, err := waiters.Until(ctx, get, &cloudwatchlogs.GetQueryResultsInput{QueryId: aws.String(q.ID)}, ended, opts)
	if err != nil {
		q.abandon(ctx, err)
		return nil, err
	}
	resources.Keep(&q.state, &q.Data, out)
	if out.Status != types.QueryStatusComplete {
		return nil, &QueryError{q.ID, out.Status}
	}
	rows := make([]map[string]string, 0, len(out.Results))
	for _, fields := range out.Results {
		row := make(map[string]string, len(fields))
		for _, f := range fields {
			row[aws.ToString(f.Field)] = aws.ToString(f.Value)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// abandon stops the query as far as that is possible in a few seconds, even if
// ctx has ended. What it cannot stop ends by itself.
func (q *Query) abandon(ctx context.Context, reason error) {
	if ctx == nil || errors.Is(reason, awserr.ErrInvalid) { // nothing was waited for
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	_, _ = q.Stop(ctx)
}
