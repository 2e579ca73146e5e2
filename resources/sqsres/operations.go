package sqsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (s *SQS) addPermission(ctx context.Context, in *sqs.AddPermissionInput) (*sqs.AddPermissionOutput, error) {
	api, ok := s.api().(interface {
		AddPermission(context.Context, *sqs.AddPermissionInput, ...func(*sqs.Options)) (*sqs.AddPermissionOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sqs.AddPermission")
	}
	return api.AddPermission(ctx, in)
}

func (s *SQS) changeMessageVisibility(ctx context.Context, in *sqs.ChangeMessageVisibilityInput) (*sqs.ChangeMessageVisibilityOutput, error) {
	api, ok := s.api().(interface {
		ChangeMessageVisibility(context.Context, *sqs.ChangeMessageVisibilityInput, ...func(*sqs.Options)) (*sqs.ChangeMessageVisibilityOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sqs.ChangeMessageVisibility")
	}
	return api.ChangeMessageVisibility(ctx, in)
}

func (s *SQS) changeMessageVisibilityBatch(ctx context.Context, in *sqs.ChangeMessageVisibilityBatchInput) (*sqs.ChangeMessageVisibilityBatchOutput, error) {
	api, ok := s.api().(interface {
		ChangeMessageVisibilityBatch(context.Context, *sqs.ChangeMessageVisibilityBatchInput, ...func(*sqs.Options)) (*sqs.ChangeMessageVisibilityBatchOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sqs.ChangeMessageVisibilityBatch")
	}
	return api.ChangeMessageVisibilityBatch(ctx, in)
}

func (s *SQS) createQueue(ctx context.Context, in *sqs.CreateQueueInput) (*sqs.CreateQueueOutput, error) {
	api, ok := s.api().(interface {
		CreateQueue(context.Context, *sqs.CreateQueueInput, ...func(*sqs.Options)) (*sqs.CreateQueueOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sqs.CreateQueue")
	}
	return api.CreateQueue(ctx, in)
}

func (s *SQS) deleteMessage(ctx context.Context, in *sqs.DeleteMessageInput) (*sqs.DeleteMessageOutput, error) {
	api, ok := s.api().(interface {
		DeleteMessage(context.Context, *sqs.DeleteMessageInput, ...func(*sqs.Options)) (*sqs.DeleteMessageOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sqs.DeleteMessage")
	}
	return api.DeleteMessage(ctx, in)
}

func (s *SQS) deleteMessageBatch(ctx context.Context, in *sqs.DeleteMessageBatchInput) (*sqs.DeleteMessageBatchOutput, error) {
	api, ok := s.api().(interface {
		DeleteMessageBatch(context.Context, *sqs.DeleteMessageBatchInput, ...func(*sqs.Options)) (*sqs.DeleteMessageBatchOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sqs.DeleteMessageBatch")
	}
	return api.DeleteMessageBatch(ctx, in)
}

func (s *SQS) deleteQueue(ctx context.Context, in *sqs.DeleteQueueInput) (*sqs.DeleteQueueOutput, error) {
	api, ok := s.api().(interface {
		DeleteQueue(context.Context, *sqs.DeleteQueueInput, ...func(*sqs.Options)) (*sqs.DeleteQueueOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sqs.DeleteQueue")
	}
	return api.DeleteQueue(ctx, in)
}

func (s *SQS) getQueueAttributes(ctx context.Context, in *sqs.GetQueueAttributesInput) (*sqs.GetQueueAttributesOutput, error) {
	api, ok := s.api().(interface {
		GetQueueAttributes(context.Context, *sqs.GetQueueAttributesInput, ...func(*sqs.Options)) (*sqs.GetQueueAttributesOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sqs.GetQueueAttributes")
	}
	return api.GetQueueAttributes(ctx, in)
}

func (s *SQS) getQueueUrl(ctx context.Context, in *sqs.GetQueueUrlInput) (*sqs.GetQueueUrlOutput, error) {
	api, ok := s.api().(interface {
		GetQueueUrl(context.Context, *sqs.GetQueueUrlInput, ...func(*sqs.Options)) (*sqs.GetQueueUrlOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sqs.GetQueueUrl")
	}
	return api.GetQueueUrl(ctx, in)
}

func (s *SQS) listDeadLetterSourceQueues(ctx context.Context, in *sqs.ListDeadLetterSourceQueuesInput) (*sqs.ListDeadLetterSourceQueuesOutput, error) {
	api, ok := s.api().(interface {
		ListDeadLetterSourceQueues(context.Context, *sqs.ListDeadLetterSourceQueuesInput, ...func(*sqs.Options)) (*sqs.ListDeadLetterSourceQueuesOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sqs.ListDeadLetterSourceQueues")
	}
	return api.ListDeadLetterSourceQueues(ctx, in)
}

func (s *SQS) listQueues(ctx context.Context, in *sqs.ListQueuesInput) (*sqs.ListQueuesOutput, error) {
	api, ok := s.api().(interface {
		ListQueues(context.Context, *sqs.ListQueuesInput, ...func(*sqs.Options)) (*sqs.ListQueuesOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sqs.ListQueues")
	}
	return api.ListQueues(ctx, in)
}

func (s *SQS) purgeQueue(ctx context.Context, in *sqs.PurgeQueueInput) (*sqs.PurgeQueueOutput, error) {
	api, ok := s.api().(interface {
		PurgeQueue(context.Context, *sqs.PurgeQueueInput, ...func(*sqs.Options)) (*sqs.PurgeQueueOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sqs.PurgeQueue")
	}
	return api.PurgeQueue(ctx, in)
}

func (s *SQS) receiveMessage(ctx context.Context, in *sqs.ReceiveMessageInput) (*sqs.ReceiveMessageOutput, error) {
	api, ok := s.api().(interface {
		ReceiveMessage(context.Context, *sqs.ReceiveMessageInput, ...func(*sqs.Options)) (*sqs.ReceiveMessageOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sqs.ReceiveMessage")
	}
	return api.ReceiveMessage(ctx, in)
}

func (s *SQS) removePermission(ctx context.Context, in *sqs.RemovePermissionInput) (*sqs.RemovePermissionOutput, error) {
	api, ok := s.api().(interface {
		RemovePermission(context.Context, *sqs.RemovePermissionInput, ...func(*sqs.Options)) (*sqs.RemovePermissionOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sqs.RemovePermission")
	}
	return api.RemovePermission(ctx, in)
}

func (s *SQS) sendMessage(ctx context.Context, in *sqs.SendMessageInput) (*sqs.SendMessageOutput, error) {
	api, ok := s.api().(interface {
		SendMessage(context.Context, *sqs.SendMessageInput, ...func(*sqs.Options)) (*sqs.SendMessageOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sqs.SendMessage")
	}
	return api.SendMessage(ctx, in)
}

func (s *SQS) sendMessageBatch(ctx context.Context, in *sqs.SendMessageBatchInput) (*sqs.SendMessageBatchOutput, error) {
	api, ok := s.api().(interface {
		SendMessageBatch(context.Context, *sqs.SendMessageBatchInput, ...func(*sqs.Options)) (*sqs.SendMessageBatchOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sqs.SendMessageBatch")
	}
	return api.SendMessageBatch(ctx, in)
}

func (s *SQS) setQueueAttributes(ctx context.Context, in *sqs.SetQueueAttributesInput) (*sqs.SetQueueAttributesOutput, error) {
	api, ok := s.api().(interface {
		SetQueueAttributes(context.Context, *sqs.SetQueueAttributesInput, ...func(*sqs.Options)) (*sqs.SetQueueAttributesOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sqs.SetQueueAttributes")
	}
	return api.SetQueueAttributes(ctx, in)
}
