// Package snsres provides typed resources of Amazon SNS: boto3.resource("sns") in Go.
//
//	sns = boto3.resource("sns")                           | snss := snsres.Open(sess)
//	sns.create_topic(Name="alerts")                       | snss.CreateTopic(ctx, "alerts")
//	topic.subscribe(Protocol="email", Endpoint="me@x.y")  | topic.Subscribe(ctx, "email", "me@x.y")
//	topic.publish(Message="m")                            | topic.Publish(ctx, "m")
//	sns.topics.all()                                      | snss.Topics().All(ctx)
//	topic.attributes["DisplayName"]                       | topic.Load(ctx); topic.Data.Attributes["DisplayName"]
//	topic.subscriptions.all()                             | topic.Subscriptions().All(ctx)
//
// Start with [Open] or [New]. To send many messages, with one outcome for each,
// see package notify.
//
// Subscribe returns the ARN also of a subscription that is not confirmed yet,
// where boto3 has "pending confirmation". In listings SNS gives such a one the ARN
// "PendingConfirmation".
package snsres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service sns -entry SNS -about "Amazon SNS"
