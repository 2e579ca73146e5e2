package cfnres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// Stack is a stack, identified by its Name.
type Stack struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Stack
}

// Stack returns the stack with a name. It makes no request, and the stack need
// not exist.
func (c *CloudFormation) Stack(name string) *Stack {
	return &Stack{node: node{service: c}, Name: name}
}

// Identity returns what identifies the stack. It is comparable, and can be the
// key of a map.
func (s *Stack) Identity() resources.Identity {
	if s == nil {
		return resources.Identity{}
	}
	return s.service.at().Identity("Stack", "Name", s.Name)
}

// String returns the type and the identifiers of the stack.
func (s *Stack) String() string { return s.Identity().String() }

// LogValue implements slog.LogValuer.
func (s *Stack) LogValue() slog.Value { return s.Identity().LogValue() }

func (s *Stack) check(operation string) error {
	if s == nil {
		return resources.Nil(operation, "Stack")
	}
	return s.service.at().Check(operation, "Name", s.Name)
}

// Load reads Data (DescribeStacks), unless it is set and not stale. Concurrent
// calls make one request.
func (s *Stack) Load(ctx context.Context) error {
	if err := s.check("cloudformation.DescribeStacks"); err != nil {
		return err
	}
	return resources.Load(ctx, "cloudformation.DescribeStacks", &s.state, &s.Data, s.fetch)
}

// Reload reads Data again (DescribeStacks).
func (s *Stack) Reload(ctx context.Context) error {
	if err := s.check("cloudformation.DescribeStacks"); err != nil {
		return err
	}
	return resources.Reload(ctx, "cloudformation.DescribeStacks", &s.state, &s.Data, s.fetch)
}

func (s *Stack) fetch(ctx context.Context) (*types.Stack, error) {
	out, err := s.service.describeStacks(ctx, &cloudformation.DescribeStacksInput{StackName: aws.String(s.Name)})
	if err != nil {
		return nil, err
	}
	if data := stackIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("cloudformation.DescribeStacks", s.Identity())
}

func stackIn(out *cloudformation.DescribeStacksOutput) *types.Stack {
	if out == nil || len(out.Stacks) == 0 {
		return nil
	}
	return &out.Stacks[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (s *Stack) Tags() map[string]string {
	if s == nil || s.Data == nil {
		return nil
	}
	return tagMap(s.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (s *Stack) Tag(key string) string {
	if s == nil || s.Data == nil {
		return ""
	}
	return tagValue(s.Data.Tags, key)
}

// CancelUpdate cancels the update of the stack (CancelUpdateStack). Data is
// stale afterwards.
func (s *Stack) CancelUpdate(ctx context.Context, changes ...func(*cloudformation.CancelUpdateStackInput)) (*cloudformation.CancelUpdateStackOutput, error) {
	if err := s.check("cloudformation.CancelUpdateStack"); err != nil {
		return nil, err
	}
	in := &cloudformation.CancelUpdateStackInput{StackName: aws.String(s.Name)}
	return resources.Act(ctx, &s.state, "cloudformation.CancelUpdateStack", s.service.cancelUpdateStack, in, changes)
}

// Delete deletes the stack (DeleteStack).
func (s *Stack) Delete(ctx context.Context, changes ...func(*cloudformation.DeleteStackInput)) (*cloudformation.DeleteStackOutput, error) {
	if err := s.check("cloudformation.DeleteStack"); err != nil {
		return nil, err
	}
	in := &cloudformation.DeleteStackInput{StackName: aws.String(s.Name)}
	return resources.Act(ctx, &s.state, "cloudformation.DeleteStack", s.service.deleteStack, in, changes)
}

// Update updates the stack (UpdateStack). Data is stale afterwards.
func (s *Stack) Update(ctx context.Context, changes ...func(*cloudformation.UpdateStackInput)) (*cloudformation.UpdateStackOutput, error) {
	if err := s.check("cloudformation.UpdateStack"); err != nil {
		return nil, err
	}
	in := &cloudformation.UpdateStackInput{StackName: aws.String(s.Name)}
	return resources.Act(ctx, &s.state, "cloudformation.UpdateStack", s.service.updateStack, in, changes)
}

// Resource returns the stack resource with a logical ID. It makes no request.
func (s *Stack) Resource(logicalID string) *StackResource {
	return &StackResource{node: node{service: s.service}, StackName: s.Name, LogicalID: logicalID}
}

// Events returns the events of the stack (DescribeStackEvents).
func (s *Stack) Events() *Events {
	if err := s.check("cloudformation.DescribeStackEvents"); err != nil {
		return newEvents(collections.Refused(err))
	}
	in := &cloudformation.DescribeStackEventsInput{StackName: aws.String(s.Name)}
	return newEvents(collections.Listed(s.service.describeStackEvents, in, s.service.eventsOf))
}

// ResourceSummaries returns the resource summaries of the stack
// (ListStackResources).
func (s *Stack) ResourceSummaries() *ResourceSummaries {
	if err := s.check("cloudformation.ListStackResources"); err != nil {
		return newResourceSummaries(collections.Refused(err))
	}
	in := &cloudformation.ListStackResourcesInput{StackName: aws.String(s.Name)}
	return newResourceSummaries(collections.Listed(s.service.listStackResources, in, s.resourceSummariesOf))
}

func (s *Stack) resourceSummariesOf(out *cloudformation.ListStackResourcesOutput) []any {
	count := len(out.StackResourceSummaries)
	all, slab := make([]any, 0, count), make([]StackResourceSummary, count)
	for n := range out.StackResourceSummaries {
		x := &slab[len(all)]
		x.service, x.StackName, x.LogicalID, x.Data = s.service, s.Name, aws.ToString(out.StackResourceSummaries[n].LogicalResourceId), &out.StackResourceSummaries[n]
		all = append(all, x)
	}
	return all
}

// WaitUntilCreated waits until the stack is created (DescribeStacks). It sets
// Data from the last response; if the wait fails, Data is stale. The options or
// the context must bound the wait.
func (s *Stack) WaitUntilCreated(ctx context.Context, opts waiters.Options) error {
	if err := s.check("cloudformation.StackCreateComplete"); err != nil {
		return err
	}
	api, err := client[cloudformation.DescribeStacksAPIClient](s.service, "cloudformation.DescribeStacks")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, cloudformation.NewStackCreateCompleteWaiter(api), &cloudformation.DescribeStacksInput{StackName: aws.String(s.Name)}, opts)
	resources.Keep(&s.state, &s.Data, stackIn(out))
	return err
}

// WaitUntilDeleted waits until the stack is deleted (DescribeStacks). It sets
// Data from the last response; if the wait fails, Data is stale. The options or
// the context must bound the wait.
func (s *Stack) WaitUntilDeleted(ctx context.Context, opts waiters.Options) error {
	if err := s.check("cloudformation.StackDeleteComplete"); err != nil {
		return err
	}
	api, err := client[cloudformation.DescribeStacksAPIClient](s.service, "cloudformation.DescribeStacks")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, cloudformation.NewStackDeleteCompleteWaiter(api), &cloudformation.DescribeStacksInput{StackName: aws.String(s.Name)}, opts)
	resources.Keep(&s.state, &s.Data, stackIn(out))
	return err
}

// WaitUntilExists waits until the stack exists (DescribeStacks). It sets Data
// from the last response; if the wait fails, Data is stale. The options or the
// context must bound the wait.
func (s *Stack) WaitUntilExists(ctx context.Context, opts waiters.Options) error {
	if err := s.check("cloudformation.StackExists"); err != nil {
		return err
	}
	api, err := client[cloudformation.DescribeStacksAPIClient](s.service, "cloudformation.DescribeStacks")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, cloudformation.NewStackExistsWaiter(api), &cloudformation.DescribeStacksInput{StackName: aws.String(s.Name)}, opts)
	resources.Keep(&s.state, &s.Data, stackIn(out))
	return err
}

// WaitUntilUpdated waits until the stack is updated (DescribeStacks). It sets
// Data from the last response; if the wait fails, Data is stale. The options or
// the context must bound the wait.
func (s *Stack) WaitUntilUpdated(ctx context.Context, opts waiters.Options) error {
	if err := s.check("cloudformation.StackUpdateComplete"); err != nil {
		return err
	}
	api, err := client[cloudformation.DescribeStacksAPIClient](s.service, "cloudformation.DescribeStacks")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, cloudformation.NewStackUpdateCompleteWaiter(api), &cloudformation.DescribeStacksInput{StackName: aws.String(s.Name)}, opts)
	resources.Keep(&s.state, &s.Data, stackIn(out))
	return err
}

// Stacks is a collection of stacks, as DescribeStacks lists them. It makes no
// request until it is ranged over; see [collections.View].
type Stacks struct {
	collections.View[*Stacks, *cloudformation.DescribeStacksInput, *Stack]
}

func newStacks(e *collections.Erased) *Stacks {
	return &Stacks{collections.ViewOf[*Stacks, *cloudformation.DescribeStacksInput, *Stack](e)}
}

func (c *CloudFormation) stacksOf(out *cloudformation.DescribeStacksOutput) []any {
	count := len(out.Stacks)
	all, slab := make([]any, 0, count), make([]Stack, count)
	for n := range out.Stacks {
		s := &slab[len(all)]
		s.service, s.Name, s.Data = c, aws.ToString(out.Stacks[n].StackName), &out.Stacks[n]
		all = append(all, s)
	}
	return all
}
