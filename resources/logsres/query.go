package logsres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/awsessentials/essentials/resources"
)

// Query is a query of CloudWatch Logs Insights. It is identified by its ID.
type Query struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *cloudwatchlogs.GetQueryResultsOutput
}

// Query returns the query with an ID. It makes no request, and the query need
// not exist.
func (l *Logs) Query(id string) *Query {
	return &Query{node: node{service: l}, ID: id}
}

// Identity returns what identifies the query. It is comparable, and can be the
// key of a map.
func (q *Query) Identity() resources.Identity {
	if q == nil {
		return resources.Identity{}
	}
	return q.service.at().Identity("Query", "ID", q.ID)
}

// String returns the type and the identifiers of the query.
func (q *Query) String() string { return q.Identity().String() }

// LogValue implements slog.LogValuer.
func (q *Query) LogValue() slog.Value { return q.Identity().LogValue() }

func (q *Query) check(operation string) error {
	if q == nil {
		return resources.Nil(operation, "Query")
	}
	return q.service.at().Check(operation, "ID", q.ID)
}

// Load reads Data (GetQueryResults), unless it is set and not stale. Concurrent
// calls make one request.
func (q *Query) Load(ctx context.Context) error {
	if err := q.check("cloudwatchlogs.GetQueryResults"); err != nil {
		return err
	}
	return resources.Load(ctx, "cloudwatchlogs.GetQueryResults", &q.state, &q.Data, q.fetch)
}

// Reload reads Data again (GetQueryResults).
func (q *Query) Reload(ctx context.Context) error {
	if err := q.check("cloudwatchlogs.GetQueryResults"); err != nil {
		return err
	}
	return resources.Reload(ctx, "cloudwatchlogs.GetQueryResults", &q.state, &q.Data, q.fetch)
}

func (q *Query) fetch(ctx context.Context) (*cloudwatchlogs.GetQueryResultsOutput, error) {
	return q.service.getQueryResults(ctx, &cloudwatchlogs.GetQueryResultsInput{QueryId: aws.String(q.ID)})
}

// Stop stops the query (StopQuery). Data is stale afterwards.
func (q *Query) Stop(ctx context.Context, changes ...func(*cloudwatchlogs.StopQueryInput)) (*cloudwatchlogs.StopQueryOutput, error) {
	if err := q.check("cloudwatchlogs.StopQuery"); err != nil {
		return nil, err
	}
	in := &cloudwatchlogs.StopQueryInput{QueryId: aws.String(q.ID)}
	return resources.Act(ctx, &q.state, "cloudwatchlogs.StopQuery", q.service.stopQuery, in, changes)
}
