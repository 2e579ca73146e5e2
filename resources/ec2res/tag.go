package ec2res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Tag is a tag of a resource of EC2. It is identified by its ResourceID, Key
// and Value.
type Tag struct {
	node
	ResourceID string
	Key        string
	Value      string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.TagDescription
}

// Tag returns the tag with these identifiers. It makes no request, and the tag
// need not exist.
func (e *EC2) Tag(resourceID, key, value string) *Tag {
	return &Tag{node: node{service: e}, ResourceID: resourceID, Key: key, Value: value}
}

// Identity returns what identifies the tag. It is comparable, and can be the
// key of a map.
func (t *Tag) Identity() resources.Identity {
	if t == nil {
		return resources.Identity{}
	}
	return t.service.at().Identity("Tag", "ResourceID", t.ResourceID, "Key", t.Key, "Value", t.Value)
}

// String returns the type and the identifiers of the tag.
func (t *Tag) String() string { return t.Identity().String() }

// LogValue implements slog.LogValuer.
func (t *Tag) LogValue() slog.Value { return t.Identity().LogValue() }

func (t *Tag) check(operation string) error {
	if t == nil {
		return resources.Nil(operation, "Tag")
	}
	return t.service.at().Check(operation, "ResourceID", t.ResourceID, "Key", t.Key)
}

// Load reads Data (DescribeTags), unless it is set and not stale. Concurrent
// calls make one request.
func (t *Tag) Load(ctx context.Context) error {
	if err := t.check("ec2.DescribeTags"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribeTags", &t.state, &t.Data, t.fetch)
}

// Reload reads Data again (DescribeTags).
func (t *Tag) Reload(ctx context.Context) error {
	if err := t.check("ec2.DescribeTags"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribeTags", &t.state, &t.Data, t.fetch)
}

func (t *Tag) fetch(ctx context.Context) (*types.TagDescription, error) {
	out, err := t.service.describeTags(ctx, &ec2.DescribeTagsInput{Filters: []types.Filter{{Name: aws.String("resource-id"), Values: []string{t.ResourceID}}, {Name: aws.String("key"), Values: []string{t.Key}}, {Name: aws.String("value"), Values: []string{t.Value}}}})
	if err != nil {
		return nil, err
	}
	if data := tagIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribeTags", t.Identity())
}

func tagIn(out *ec2.DescribeTagsOutput) *types.TagDescription {
	if len(out.Tags) == 0 {
		return nil
	}
	return &out.Tags[0]
}

// Delete deletes the tag (DeleteTags).
func (t *Tag) Delete(ctx context.Context, changes ...func(*ec2.DeleteTagsInput)) (*ec2.DeleteTagsOutput, error) {
	if err := t.check("ec2.DeleteTags"); err != nil {
		return nil, err
	}
	in := &ec2.DeleteTagsInput{Resources: []string{t.ResourceID}, Tags: []types.Tag{{Key: aws.String(t.Key), Value: aws.String(t.Value)}}}
	return resources.Act(ctx, &t.state, "ec2.DeleteTags", t.service.deleteTags, in, changes)
}

// Tags is a collection of tags, as DescribeTags lists them. It makes no request
// until it is ranged over; see [collections.View].
type Tags struct {
	collections.View[*Tags, *ec2.DescribeTagsInput, *Tag]
}

func newTags(e *collections.Erased) *Tags {
	return &Tags{collections.ViewOf[*Tags, *ec2.DescribeTagsInput, *Tag](e)}
}

func (e *EC2) tagsOf(out *ec2.DescribeTagsOutput) []any {
	count := len(out.Tags)
	all, slab := make([]any, 0, count), make([]Tag, count)
	for n := range out.Tags {
		t := &slab[len(all)]
		t.service, t.ResourceID, t.Key, t.Value, t.Data = e, aws.ToString(out.Tags[n].ResourceId), aws.ToString(out.Tags[n].Key), aws.ToString(out.Tags[n].Value), &out.Tags[n]
		all = append(all, t)
	}
	return all
}

// Delete deletes the tags, 1,000 a request (DeleteTags). It returns how many
// succeeded; the error has a [resources.ItemError] for each that did not.
func (c *Tags) Delete(ctx context.Context, changes ...func(*ec2.DeleteTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Tag]{
		Size:    1000,
		Group:   func(t *Tag) any { return [...]any{t.service, t.Key, t.Value} },
		Changed: func(t *Tag) { t.state.Changed() },
		Do: func(ctx context.Context, group []*Tag) ([]collections.Failure, error) {
			in := &ec2.DeleteTagsInput{Tags: []types.Tag{{Key: aws.String(group[0].Key), Value: aws.String(group[0].Value)}}}
			for _, t := range group {
				in.Resources = append(in.Resources, t.ResourceID)
			}
			_, err := resources.Call(ctx, "ec2.DeleteTags", group[0].service.deleteTags, in, changes)
			return nil, err
		},
	})
}
