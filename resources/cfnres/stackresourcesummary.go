package cfnres

import (
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// StackResourceSummary is a stack resource summary, identified by its StackName
// and LogicalID.
type StackResourceSummary struct {
	node
	StackName string
	LogicalID string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.StackResourceSummary
}

// StackResourceSummary returns the stack resource summary with these
// identifiers. It makes no request, and the stack resource summary need not
// exist.
func (c *CloudFormation) StackResourceSummary(stackName, logicalID string) *StackResourceSummary {
	return &StackResourceSummary{node: node{service: c}, StackName: stackName, LogicalID: logicalID}
}

// Identity returns what identifies the stack resource summary. It is
// comparable, and can be the key of a map.
func (s *StackResourceSummary) Identity() resources.Identity {
	if s == nil {
		return resources.Identity{}
	}
	return s.service.at().Identity("StackResourceSummary", "StackName", s.StackName, "LogicalID", s.LogicalID)
}

// String returns the type and the identifiers of the stack resource summary.
func (s *StackResourceSummary) String() string { return s.Identity().String() }

// LogValue implements slog.LogValuer.
func (s *StackResourceSummary) LogValue() slog.Value { return s.Identity().LogValue() }

// Resource returns the stack resource. It makes no request.
func (s *StackResourceSummary) Resource() *StackResource {
	return &StackResource{node: node{service: s.service}, StackName: s.StackName, LogicalID: s.LogicalID}
}

// ResourceSummaries is a collection of stack resource summaries, as
// ListStackResources lists them. It makes no request until it is ranged over;
// see [collections.View].
type ResourceSummaries struct {
	collections.View[*ResourceSummaries, *cloudformation.ListStackResourcesInput, *StackResourceSummary]
}

func newResourceSummaries(e *collections.Erased) *ResourceSummaries {
	return &ResourceSummaries{collections.ViewOf[*ResourceSummaries, *cloudformation.ListStackResourcesInput, *StackResourceSummary](e)}
}
