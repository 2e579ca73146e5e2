package snsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/sns"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (s *SNS) addPermission(ctx context.Context, in *sns.AddPermissionInput) (*sns.AddPermissionOutput, error) {
	api, ok := s.api().(interface {
		AddPermission(context.Context, *sns.AddPermissionInput, ...func(*sns.Options)) (*sns.AddPermissionOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.AddPermission")
	}
	return api.AddPermission(ctx, in)
}

func (s *SNS) confirmSubscription(ctx context.Context, in *sns.ConfirmSubscriptionInput) (*sns.ConfirmSubscriptionOutput, error) {
	api, ok := s.api().(interface {
		ConfirmSubscription(context.Context, *sns.ConfirmSubscriptionInput, ...func(*sns.Options)) (*sns.ConfirmSubscriptionOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.ConfirmSubscription")
	}
	return api.ConfirmSubscription(ctx, in)
}

func (s *SNS) createPlatformApplication(ctx context.Context, in *sns.CreatePlatformApplicationInput) (*sns.CreatePlatformApplicationOutput, error) {
	api, ok := s.api().(interface {
		CreatePlatformApplication(context.Context, *sns.CreatePlatformApplicationInput, ...func(*sns.Options)) (*sns.CreatePlatformApplicationOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.CreatePlatformApplication")
	}
	return api.CreatePlatformApplication(ctx, in)
}

func (s *SNS) createPlatformEndpoint(ctx context.Context, in *sns.CreatePlatformEndpointInput) (*sns.CreatePlatformEndpointOutput, error) {
	api, ok := s.api().(interface {
		CreatePlatformEndpoint(context.Context, *sns.CreatePlatformEndpointInput, ...func(*sns.Options)) (*sns.CreatePlatformEndpointOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.CreatePlatformEndpoint")
	}
	return api.CreatePlatformEndpoint(ctx, in)
}

func (s *SNS) createTopic(ctx context.Context, in *sns.CreateTopicInput) (*sns.CreateTopicOutput, error) {
	api, ok := s.api().(interface {
		CreateTopic(context.Context, *sns.CreateTopicInput, ...func(*sns.Options)) (*sns.CreateTopicOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.CreateTopic")
	}
	return api.CreateTopic(ctx, in)
}

func (s *SNS) deleteEndpoint(ctx context.Context, in *sns.DeleteEndpointInput) (*sns.DeleteEndpointOutput, error) {
	api, ok := s.api().(interface {
		DeleteEndpoint(context.Context, *sns.DeleteEndpointInput, ...func(*sns.Options)) (*sns.DeleteEndpointOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.DeleteEndpoint")
	}
	return api.DeleteEndpoint(ctx, in)
}

func (s *SNS) deletePlatformApplication(ctx context.Context, in *sns.DeletePlatformApplicationInput) (*sns.DeletePlatformApplicationOutput, error) {
	api, ok := s.api().(interface {
		DeletePlatformApplication(context.Context, *sns.DeletePlatformApplicationInput, ...func(*sns.Options)) (*sns.DeletePlatformApplicationOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.DeletePlatformApplication")
	}
	return api.DeletePlatformApplication(ctx, in)
}

func (s *SNS) deleteTopic(ctx context.Context, in *sns.DeleteTopicInput) (*sns.DeleteTopicOutput, error) {
	api, ok := s.api().(interface {
		DeleteTopic(context.Context, *sns.DeleteTopicInput, ...func(*sns.Options)) (*sns.DeleteTopicOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.DeleteTopic")
	}
	return api.DeleteTopic(ctx, in)
}

func (s *SNS) getEndpointAttributes(ctx context.Context, in *sns.GetEndpointAttributesInput) (*sns.GetEndpointAttributesOutput, error) {
	api, ok := s.api().(interface {
		GetEndpointAttributes(context.Context, *sns.GetEndpointAttributesInput, ...func(*sns.Options)) (*sns.GetEndpointAttributesOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.GetEndpointAttributes")
	}
	return api.GetEndpointAttributes(ctx, in)
}

func (s *SNS) getPlatformApplicationAttributes(ctx context.Context, in *sns.GetPlatformApplicationAttributesInput) (*sns.GetPlatformApplicationAttributesOutput, error) {
	api, ok := s.api().(interface {
		GetPlatformApplicationAttributes(context.Context, *sns.GetPlatformApplicationAttributesInput, ...func(*sns.Options)) (*sns.GetPlatformApplicationAttributesOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.GetPlatformApplicationAttributes")
	}
	return api.GetPlatformApplicationAttributes(ctx, in)
}

func (s *SNS) getSubscriptionAttributes(ctx context.Context, in *sns.GetSubscriptionAttributesInput) (*sns.GetSubscriptionAttributesOutput, error) {
	api, ok := s.api().(interface {
		GetSubscriptionAttributes(context.Context, *sns.GetSubscriptionAttributesInput, ...func(*sns.Options)) (*sns.GetSubscriptionAttributesOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.GetSubscriptionAttributes")
	}
	return api.GetSubscriptionAttributes(ctx, in)
}

func (s *SNS) getTopicAttributes(ctx context.Context, in *sns.GetTopicAttributesInput) (*sns.GetTopicAttributesOutput, error) {
	api, ok := s.api().(interface {
		GetTopicAttributes(context.Context, *sns.GetTopicAttributesInput, ...func(*sns.Options)) (*sns.GetTopicAttributesOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.GetTopicAttributes")
	}
	return api.GetTopicAttributes(ctx, in)
}

func (s *SNS) listEndpointsByPlatformApplication(ctx context.Context, in *sns.ListEndpointsByPlatformApplicationInput) (*sns.ListEndpointsByPlatformApplicationOutput, error) {
	api, ok := s.api().(interface {
		ListEndpointsByPlatformApplication(context.Context, *sns.ListEndpointsByPlatformApplicationInput, ...func(*sns.Options)) (*sns.ListEndpointsByPlatformApplicationOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.ListEndpointsByPlatformApplication")
	}
	return api.ListEndpointsByPlatformApplication(ctx, in)
}

func (s *SNS) listPlatformApplications(ctx context.Context, in *sns.ListPlatformApplicationsInput) (*sns.ListPlatformApplicationsOutput, error) {
	api, ok := s.api().(interface {
		ListPlatformApplications(context.Context, *sns.ListPlatformApplicationsInput, ...func(*sns.Options)) (*sns.ListPlatformApplicationsOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.ListPlatformApplications")
	}
	return api.ListPlatformApplications(ctx, in)
}

func (s *SNS) listSubscriptions(ctx context.Context, in *sns.ListSubscriptionsInput) (*sns.ListSubscriptionsOutput, error) {
	api, ok := s.api().(interface {
		ListSubscriptions(context.Context, *sns.ListSubscriptionsInput, ...func(*sns.Options)) (*sns.ListSubscriptionsOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.ListSubscriptions")
	}
	return api.ListSubscriptions(ctx, in)
}

func (s *SNS) listSubscriptionsByTopic(ctx context.Context, in *sns.ListSubscriptionsByTopicInput) (*sns.ListSubscriptionsByTopicOutput, error) {
	api, ok := s.api().(interface {
		ListSubscriptionsByTopic(context.Context, *sns.ListSubscriptionsByTopicInput, ...func(*sns.Options)) (*sns.ListSubscriptionsByTopicOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.ListSubscriptionsByTopic")
	}
	return api.ListSubscriptionsByTopic(ctx, in)
}

func (s *SNS) listTopics(ctx context.Context, in *sns.ListTopicsInput) (*sns.ListTopicsOutput, error) {
	api, ok := s.api().(interface {
		ListTopics(context.Context, *sns.ListTopicsInput, ...func(*sns.Options)) (*sns.ListTopicsOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.ListTopics")
	}
	return api.ListTopics(ctx, in)
}

func (s *SNS) publish(ctx context.Context, in *sns.PublishInput) (*sns.PublishOutput, error) {
	api, ok := s.api().(interface {
		Publish(context.Context, *sns.PublishInput, ...func(*sns.Options)) (*sns.PublishOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.Publish")
	}
	return api.Publish(ctx, in)
}

func (s *SNS) removePermission(ctx context.Context, in *sns.RemovePermissionInput) (*sns.RemovePermissionOutput, error) {
	api, ok := s.api().(interface {
		RemovePermission(context.Context, *sns.RemovePermissionInput, ...func(*sns.Options)) (*sns.RemovePermissionOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.RemovePermission")
	}
	return api.RemovePermission(ctx, in)
}

func (s *SNS) setEndpointAttributes(ctx context.Context, in *sns.SetEndpointAttributesInput) (*sns.SetEndpointAttributesOutput, error) {
	api, ok := s.api().(interface {
		SetEndpointAttributes(context.Context, *sns.SetEndpointAttributesInput, ...func(*sns.Options)) (*sns.SetEndpointAttributesOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.SetEndpointAttributes")
	}
	return api.SetEndpointAttributes(ctx, in)
}

func (s *SNS) setPlatformApplicationAttributes(ctx context.Context, in *sns.SetPlatformApplicationAttributesInput) (*sns.SetPlatformApplicationAttributesOutput, error) {
	api, ok := s.api().(interface {
		SetPlatformApplicationAttributes(context.Context, *sns.SetPlatformApplicationAttributesInput, ...func(*sns.Options)) (*sns.SetPlatformApplicationAttributesOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.SetPlatformApplicationAttributes")
	}
	return api.SetPlatformApplicationAttributes(ctx, in)
}

func (s *SNS) setSubscriptionAttributes(ctx context.Context, in *sns.SetSubscriptionAttributesInput) (*sns.SetSubscriptionAttributesOutput, error) {
	api, ok := s.api().(interface {
		SetSubscriptionAttributes(context.Context, *sns.SetSubscriptionAttributesInput, ...func(*sns.Options)) (*sns.SetSubscriptionAttributesOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.SetSubscriptionAttributes")
	}
	return api.SetSubscriptionAttributes(ctx, in)
}

func (s *SNS) setTopicAttributes(ctx context.Context, in *sns.SetTopicAttributesInput) (*sns.SetTopicAttributesOutput, error) {
	api, ok := s.api().(interface {
		SetTopicAttributes(context.Context, *sns.SetTopicAttributesInput, ...func(*sns.Options)) (*sns.SetTopicAttributesOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.SetTopicAttributes")
	}
	return api.SetTopicAttributes(ctx, in)
}

func (s *SNS) subscribe(ctx context.Context, in *sns.SubscribeInput) (*sns.SubscribeOutput, error) {
	api, ok := s.api().(interface {
		Subscribe(context.Context, *sns.SubscribeInput, ...func(*sns.Options)) (*sns.SubscribeOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.Subscribe")
	}
	return api.Subscribe(ctx, in)
}

func (s *SNS) unsubscribe(ctx context.Context, in *sns.UnsubscribeInput) (*sns.UnsubscribeOutput, error) {
	api, ok := s.api().(interface {
		Unsubscribe(context.Context, *sns.UnsubscribeInput, ...func(*sns.Options)) (*sns.UnsubscribeOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sns.Unsubscribe")
	}
	return api.Unsubscribe(ctx, in)
}
