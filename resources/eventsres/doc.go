// Package eventsres is Amazon EventBridge as typed resources.
package eventsres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service eventbridge -entry EventBridge -about "Amazon EventBridge"
