// Package logsres is Amazon CloudWatch Logs as typed resources.
//
//	logs.get_paginator("describe_log_groups")        logs.Groups("/aws/lambda/")
//	logs.put_retention_policy(logGroupName=g, ...)   logs.Group(g).PutRetention(ctx, 30)
//	logs.get_paginator("filter_log_events")          logs.Group(g).Events("")
//	logs.start_query(...), get_query_results(...)    logs.Group(g).Query(ctx, query, from, to)
package logsres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service cloudwatchlogs -entry Logs -about "Amazon CloudWatch Logs"
