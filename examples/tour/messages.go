package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/alert"
	"github.com/awsessentials/essentials/session"
)

// wiretap is the client that the topic publishes with; it keeps the last input,
// to show what an alert says.
type wiretap struct {
	*sns.Client
	last *sns.PublishInput
}

func (w *wiretap) Publish(ctx context.Context, in *sns.PublishInput, optFns ...func(*sns.Options)) (*sns.PublishOutput, error) {
	w.last = in
	return w.Client.Publish(ctx, in, optFns...)
}

func (t *tour) messages(ctx context.Context) error {
	t.begin("messages", "Messages: one outcome for each, none lost in silence", `topic := notify.NewTopic(snsc, arn, notify.TopicOptions{Concurrency: 4})
report, err := topic.PublishAll(ctx, slices.Values(messages))`)
	if t.world.topic == "" {
		t.skip("publishing is for -write only")
		return nil
	}
	messages := make([]notify.Message, 24)
	for i := range messages {
		messages[i] = notify.Message{
			Subject:    fmt.Sprintf("Log %d was archived", i+1),
			Body:       "Nothing to do.",
			Attributes: map[string]notify.Attribute{"number": notify.Number(i + 1)},
		}
	}
	topic := notify.NewTopic(session.Client(t.home, sns.NewFromConfig), t.world.topic, notify.TopicOptions{Concurrency: 4})
	report, err := topic.PublishAll(ctx, slices.Values(messages))
	if err != nil {
		return err
	}
	calls := t.requests("PublishBatch")
	t.fact("published", report.Published, report.String())
	t.fact("requests", calls, fmt.Sprintf("%s for %d messages", plural(calls, "request"), len(messages)))
	again := slices.DeleteFunc(slices.Collect(report.Outcomes()), func(o notify.Outcome) bool { return o.Attempts < 2 })
	t.steps[len(t.steps)-1].Facts["retried"] = len(again)
	for _, o := range again {
		t.page.row("retried", fmt.Sprintf("message %d (%q): SNS failed it in a batch that was a success; sent again, published at attempt %d",
			o.Index+1, o.Message.Subject, o.Attempts))
	}
	return nil
}

// night is the event of the function that the last step runs.
type night struct {
	Bucket string `json:"bucket"`
}

var errDisk = errors.New("archive is full")

func (t *tour) alert(ctx context.Context) error {
	t.begin("alert", "A handler that tells somebody when it fails", `lambda.Start(alert.OnFailure(topic, handle))`)
	if t.world.topic == "" {
		t.skip("publishing is for -write only")
		return nil
	}
	published := t.requests("Publish")
	client := &wiretap{Client: session.Client(t.home, sns.NewFromConfig)}
	topic := notify.NewTopic(client, t.world.topic, notify.TopicOptions{})
	handle := alert.OnFailure(topic, func(context.Context, night) (string, error) {
		return "", fmt.Errorf("archiving logs: %w", errDisk)
	})
	_, err := handle(ctx, night{Bucket: t.world.bucket})
	if !errors.Is(err, errDisk) {
		return fmt.Errorf("the handler's error did not come through: %w", err)
	}
	alerts := t.requests("Publish") - published
	if alerts != 1 {
		return fmt.Errorf("%s went out for one failure", plural(alerts, "alert"))
	}
	t.fact("alerts", alerts, plural(alerts, "alert")+" published")
	t.fact("subject", aws.ToString(client.last.Subject), aws.ToString(client.last.Subject))
	for line := range strings.Lines(aws.ToString(client.last.Message)) {
		t.page.row("", line)
	}
	t.fact("returned", err.Error(), "the handler's own error, to Lambda: "+err.Error())
	return nil
}
