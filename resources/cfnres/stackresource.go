package cfnres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"

	"github.com/awsessentials/essentials/resources"
)

// StackResource is a stack resource, identified by its StackName and LogicalID.
type StackResource struct {
	node
	StackName string
	LogicalID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.StackResourceDetail
}

// StackResource returns the stack resource with these identifiers. It makes no
// request, and the stack resource need not exist.
func (c *CloudFormation) StackResource(stackName, logicalID string) *StackResource {
	return &StackResource{node: node{service: c}, StackName: stackName, LogicalID: logicalID}
}

// Identity returns what identifies the stack resource. It is comparable, and
// can be the key of a map.
func (s *StackResource) Identity() resources.Identity {
	if s == nil {
		return resources.Identity{}
	}
	return s.service.at().Identity("StackResource", "StackName", s.StackName, "LogicalID", s.LogicalID)
}

// String returns the type and the identifiers of the stack resource.
func (s *StackResource) String() string { return s.Identity().String() }

// LogValue implements slog.LogValuer.
func (s *StackResource) LogValue() slog.Value { return s.Identity().LogValue() }

func (s *StackResource) check(operation string) error {
	if s == nil {
		return resources.Nil(operation, "StackResource")
	}
	return s.service.at().Check(operation, "StackName", s.StackName, "LogicalID", s.LogicalID)
}

// Load reads Data (DescribeStackResource), unless it is set and not stale.
// Concurrent calls make one request.
func (s *StackResource) Load(ctx context.Context) error {
	if err := s.check("cloudformation.DescribeStackResource"); err != nil {
		return err
	}
	return resources.Load(ctx, "cloudformation.DescribeStackResource", &s.state, &s.Data, s.fetch)
}

// Reload reads Data again (DescribeStackResource).
func (s *StackResource) Reload(ctx context.Context) error {
	if err := s.check("cloudformation.DescribeStackResource"); err != nil {
		return err
	}
	return resources.Reload(ctx, "cloudformation.DescribeStackResource", &s.state, &s.Data, s.fetch)
}

func (s *StackResource) fetch(ctx context.Context) (*types.StackResourceDetail, error) {
	out, err := s.service.describeStackResource(ctx, &cloudformation.DescribeStackResourceInput{LogicalResourceId: aws.String(s.LogicalID), StackName: aws.String(s.StackName)})
	if err != nil {
		return nil, err
	}
	if data := out.StackResourceDetail; data != nil {
		return data, nil
	}
	return nil, resources.NotFound("cloudformation.DescribeStackResource", s.Identity())
}

// Stack returns the stack. It makes no request.
func (s *StackResource) Stack() *Stack {
	return &Stack{node: node{service: s.service}, Name: s.StackName}
}
