// Alert is a Lambda function that publishes the incidents of a feed to a topic,
// and tells another topic when it fails and what it did.
//
// It reads the JSON feed at the URL in the environment variable FEED and publishes
// each incident to the topic TOPIC. The topic ALERTS hears what was published, and
// when the function returns an error, panics or is about to run out of time.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/alert"
	"github.com/awsessentials/essentials/session"
)

// An incident is one element of the feed.
type incident struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Text     string `json:"text"`
	Severity int    `json:"severity"`
}

type publisher struct {
	feed      *url.URL
	incidents *notify.Topic
	alerts    *notify.Topic
}

// A result is what the function answers.
type result struct {
	Published int `json:"published"`
}

func main() {
	slog.SetDefault(lambdacontext.NewLogger())
	feed, err := url.Parse(setting("FEED", "the URL of the feed"))
	if err != nil || feed.Host == "" {
		fatal("the environment variable FEED is not a URL") // which may have a password
	}
	topic := topicARN("TOPIC", "the ARN of the topic for incidents")
	alerts := topicARN("ALERTS", "the ARN of the topic for alerts about this function")
	sess, err := session.FromEnv(context.Background())
	if err != nil {
		fatal(err)
	}
	client := session.Client(sess, sns.NewFromConfig)
	p := publisher{
		feed:      feed,
		incidents: notify.NewTopic(client, topic, notify.TopicOptions{Concurrency: 4}),
		alerts:    notify.NewTopic(client, alerts, notify.TopicOptions{}),
	}
	lambda.StartHandlerFunc(alert.OnFailure(p.alerts, p.handle, alert.Options{RequestID: requestID}))
}

// handle publishes all incidents. If some could not be published, the error names
// each, and Lambda tries again. The event is a schedule's, which says when, or
// whatever Input the schedule was given.
func (p publisher) handle(ctx context.Context, event json.RawMessage) (result, error) {
	var schedule struct{ Time time.Time }
	if json.Unmarshal(event, &schedule) != nil || schedule.Time.IsZero() {
		schedule.Time = time.Now()
	}
	summary := alert.Summary{Job: "incidents of " + schedule.Time.UTC().Format(time.DateOnly), Started: time.Now()}
	incidents, err := p.read(ctx)
	if err != nil {
		return result{}, &feedError{Host: p.feed.Host, Err: err}
	}
	report, err := p.incidents.PublishAll(ctx, messages(incidents))
	if err != nil {
		return result{report.Published}, err
	}
	summary.Add("incidents", report)
	if _, err := p.alerts.Publish(ctx, summary.Message()); err != nil {
		return result{report.Published}, err
	}
	return result{report.Published}, nil
}

// A feedError is returned as it is, so that Lambda's errorType is feedError. It
// has only the host of the feed: the rest of the URL may be secret.
type feedError struct {
	Host string
	Err  error
}

func (e *feedError) Error() string { return "read the feed: GET " + e.Host + ": " + e.Err.Error() }

func (e *feedError) Unwrap() error { return e.Err }

// read reads the feed, until the function's deadline at most. The URL is not in
// its errors.
func (p publisher) read(ctx context.Context) ([]incident, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.feed.String(), nil)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if e, ok := errors.AsType[*url.Error](err); ok {
		return nil, e.Err
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		return nil, errors.New(res.Status)
	}
	var incidents []incident
	if err := json.NewDecoder(res.Body).Decode(&incidents); err != nil {
		return nil, fmt.Errorf("not a list of incidents: %w", err)
	}
	return incidents, nil
}

// messages yields a message for each incident. Subscribers filter by severity.
func messages(incidents []incident) iter.Seq[notify.Message] {
	return func(yield func(notify.Message) bool) {
		for _, in := range incidents {
			if !yield(notify.Message{
				Subject: in.Title,
				Body:    in.Text,
				Attributes: map[string]notify.Attribute{
					"id":       notify.String(in.ID),
					"severity": notify.Number(in.Severity),
				},
			}) {
				return
			}
		}
	}
}
