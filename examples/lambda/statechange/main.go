// Statechange is a Lambda function that tells somebody when an EC2 instance
// changes its state, with what one wants to know about the instance.
//
// It gets EventBridge's "EC2 Instance State-change Notification" and publishes to
// the SNS topic TOPIC_ARN. If it fails itself, that is published too.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/alert"
	"github.com/awsessentials/essentials/session"
)

// A watcher turns events into messages.
type watcher struct {
	ec2   *ec2.Client
	topic *notify.Topic
}

func main() {
	slog.SetDefault(lambdacontext.NewLogger())
	topic := topicARN("TOPIC_ARN", "the topic to publish to")
	sess, err := session.FromEnv(context.Background())
	if err != nil {
		fatal(err)
	}
	w := watcher{
		ec2:   session.Client(sess, ec2.NewFromConfig),
		topic: notify.NewTopic(session.Client(sess, sns.NewFromConfig), topic, notify.TopicOptions{}),
	}
	lambda.StartHandlerFunc(alert.OnFailure(w.topic, w.handle, alert.Options{RequestID: requestID}))
}

// detail is the part of the event that is EC2's own.
type detail struct {
	InstanceID string `json:"instance-id"`
	State      string `json:"state"`
}

// answer is seen by who invokes the function by hand.
type answer struct {
	MessageID string `json:"messageId"`
}

func (w watcher) handle(ctx context.Context, event events.EventBridgeEvent) (answer, error) {
	var d detail
	if err := json.Unmarshal(event.Detail, &d); err != nil {
		return answer{}, awserr.Invalid("statechange", "event", event.DetailType, "must be an EC2 state change: its detail: "+err.Error())
	}
	if d.InstanceID == "" || d.State == "" {
		return answer{}, awserr.Invalid("statechange", "event", event.DetailType, "must be an EC2 state change, with an instance-id and a state")
	}
	instance, err := w.instance(ctx, d.InstanceID)
	if err != nil {
		return answer{}, err // unwrapped, so that Lambda's errorType is its own
	}
	id, err := w.topic.Publish(ctx, message(event, d, instance))
	if err != nil {
		return answer{}, err
	}
	return answer{MessageID: id}, nil
}

// instance returns what EC2 knows about an instance, or nil when it knows it no
// longer, as some time after it was terminated.
func (w watcher) instance(ctx context.Context, id string) (*types.Instance, error) {
	out, err := w.ec2.DescribeInstances(ctx, &ec2.DescribeInstancesInput{InstanceIds: []string{id}})
	if awserr.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, r := range out.Reservations {
		for _, i := range r.Instances {
			return &i, nil
		}
	}
	return nil, nil
}

// message is for people; its attribute is for subscriptions that want some
// states only.
func message(event events.EventBridgeEvent, d detail, instance *types.Instance) notify.Message {
	var body strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&body, "%-9s %s\n", name, value)
		}
	}
	who := d.InstanceID
	line("instance", d.InstanceID)
	line("state", d.State)
	line("at", event.Time.UTC().Format(time.RFC3339))
	line("account", event.AccountID)
	line("region", event.Region)
	if instance == nil {
		line("details", "EC2 does not know the instance any more")
	} else {
		for _, tag := range instance.Tags {
			if name := aws.ToString(tag.Value); aws.ToString(tag.Key) == "Name" && name != "" {
				line("name", name)
				who = name + " (" + who + ")"
			}
		}
		line("type", string(instance.InstanceType))
		if instance.Placement != nil {
			line("zone", aws.ToString(instance.Placement.AvailabilityZone))
		}
		if instance.LaunchTime != nil {
			line("launched", instance.LaunchTime.UTC().Format(time.RFC3339))
		}
		line("reason", aws.ToString(instance.StateTransitionReason))
	}
	return notify.Message{
		Subject:    fmt.Sprintf("%s is %s", who, d.State),
		Body:       body.String(),
		Attributes: map[string]notify.Attribute{"state": notify.String(d.State)},
	}
}
