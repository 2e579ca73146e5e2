package waiters_test

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/smithy-go/middleware"
)

// The SDK has no waiter in sns or sts, the only services that this module's
// tests may use. subscribedWaiter has the shape and the manners of a generated
// one, over GetTopicAttributes: ready when somebody confirmed a subscription,
// failed when somebody deleted one, and retrying while the topic is not found.
type subscribedWaiterOptions struct {
	APIOptions      []func(*middleware.Stack) error
	ClientOptions   []func(*sns.Options)
	MinDelay        time.Duration
	MaxDelay        time.Duration
	LogWaitAttempts bool
	Retryable       func(context.Context, *sns.GetTopicAttributesInput, *sns.GetTopicAttributesOutput, error) (bool, error)
}

type getTopicAttributesAPIClient interface {
	GetTopicAttributes(context.Context, *sns.GetTopicAttributesInput, ...func(*sns.Options)) (*sns.GetTopicAttributesOutput, error)
}

type subscribedWaiter struct {
	client  getTopicAttributesAPIClient
	options subscribedWaiterOptions
}

func newSubscribedWaiter(client getTopicAttributesAPIClient, optFns ...func(*subscribedWaiterOptions)) *subscribedWaiter {
	w := &subscribedWaiter{client: client, options: subscribedWaiterOptions{
		MinDelay: 15 * time.Second, MaxDelay: 2 * time.Minute, Retryable: subscribedRetryable,
	}}
	for _, fn := range optFns {
		fn(&w.options)
	}
	return w
}

func (w *subscribedWaiter) WaitForOutput(ctx context.Context, in *sns.GetTopicAttributesInput, maxWait time.Duration, optFns ...func(*subscribedWaiterOptions)) (*sns.GetTopicAttributesOutput, error) {
	options := w.options
	for _, fn := range optFns {
		fn(&options)
	}
	if options.MinDelay > options.MaxDelay {
		return nil, errors.New("minimum waiter delay must be lesser than or equal to maximum waiter delay")
	}
	ctx, cancel := context.WithTimeout(ctx, maxWait)
	defer cancel()
	for {
		out, err := w.client.GetTopicAttributes(ctx, in, func(o *sns.Options) {
			o.APIOptions = append(o.APIOptions, options.APIOptions...)
			for _, fn := range options.ClientOptions {
				fn(o)
			}
		})
		retry, err := options.Retryable(ctx, in, out, err)
		if err != nil {
			return nil, err
		}
		if !retry {
			return out, nil
		}
		time.Sleep(options.MinDelay)
	}
}

func subscribedRetryable(_ context.Context, _ *sns.GetTopicAttributesInput, out *sns.GetTopicAttributesOutput, err error) (bool, error) {
	switch {
	case err == nil && out.Attributes["SubscriptionsConfirmed"] != "0":
		return false, nil
	case err == nil && out.Attributes["SubscriptionsDeleted"] != "0":
		return false, errors.New("waiter state transitioned to Failure")
	case err != nil && isCode(err, "NotFound"):
		return true, nil
	default:
		return err == nil, err
	}
}
