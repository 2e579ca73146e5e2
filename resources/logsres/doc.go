// Package logsres is Amazon CloudWatch Logs as typed resources.
package logsres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service cloudwatchlogs -entry Logs -about "Amazon CloudWatch Logs"
