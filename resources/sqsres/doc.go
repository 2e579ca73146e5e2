// Package sqsres provides typed resources of Amazon SQS: boto3.resource("sqs") in Go.
//
//	sqs = boto3.resource("sqs")                  | sqss := sqsres.Open(sess)
//	sqs.create_queue(QueueName="work")           | sqss.CreateQueue(ctx, "work")
//	sqs.get_queue_by_name(QueueName="work")      | sqss.GetQueueByName(ctx, "work")
//	queue.attributes["QueueArn"]                 | queue.Load(ctx); queue.Data.Attributes["QueueArn"]
//	queue.send_message(MessageBody="m")          | queue.SendMessage(ctx, "m")
//	queue.send_messages(Entries=[...])           | queue.SendAll(ctx, sqsres.Text("m1", "m2"))
//	while messages := queue.receive_messages():  | for m, err := range queue.Messages(ctx) {
//	    for m in messages: m.delete()            |     m.Delete() // in tens
//	queue.purge()                                | queue.Purge(ctx)
//
// Start with [Open] or [New].
package sqsres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service sqs -entry SQS -about "Amazon SQS"
