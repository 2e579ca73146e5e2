// Package logsres provides typed resources of Amazon CloudWatch Logs: groups, streams,
// events and queries.
//
//	logs.get_paginator("describe_log_groups")              | logs.Groups("/app")
//	logs.filter_log_events(filterPattern="ERROR", ...)     | group.Events("ERROR").With(logsres.Since(t))
//	aws logs tail /app --follow                            | for e, err := range group.Tail(ctx, logsres.TailOptions{})
//	logs.start_query(...), get_query_results in a loop     | group.Query(ctx, "stats count() by level", from, to)
//	logs.put_retention_policy(retentionInDays=30)          | group.PutRetention(ctx, 30)
//	logs.put_log_events(logEvents=[...])                   | group.Stream("s").PutEvents(ctx, events)
//
// where group is logs.Group("/app"), and logs is logsres.Open(sess). Start with
// [Open] or [New].
package logsres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service cloudwatchlogs -entry Logs -about "Amazon CloudWatch Logs"
