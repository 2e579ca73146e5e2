package session

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
)

type diskCache struct{}

func (c *diskCache) get(ctx context.Context, key string, remember func(aws.Credentials, Identity) Identity,
	assume func(context.Context) (aws.Credentials, error)) (aws.Credentials, error) {
	return assume(ctx)
}
