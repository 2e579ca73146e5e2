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

// PlacementGroup is a group of instances that are placed close together, or
// apart. It is identified by its Name.
type PlacementGroup struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.PlacementGroup
}

// PlacementGroup returns the placement group with a name. It makes no request,
// and the placement group need not exist.
func (e *EC2) PlacementGroup(name string) *PlacementGroup {
	return &PlacementGroup{node: node{service: e}, Name: name}
}

// Identity returns what identifies the placement group. It is comparable, and
// can be the key of a map.
func (p *PlacementGroup) Identity() resources.Identity {
	if p == nil {
		return resources.Identity{}
	}
	return p.service.at().Identity("PlacementGroup", "Name", p.Name)
}

// String returns the type and the identifiers of the placement group.
func (p *PlacementGroup) String() string { return p.Identity().String() }

// LogValue implements slog.LogValuer.
func (p *PlacementGroup) LogValue() slog.Value { return p.Identity().LogValue() }

func (p *PlacementGroup) check(operation string) error {
	if p == nil {
		return resources.Nil(operation, "PlacementGroup")
	}
	return p.service.at().Check(operation, "Name", p.Name)
}

// Load reads Data (DescribePlacementGroups), unless it is set and not stale.
// Concurrent calls make one request.
func (p *PlacementGroup) Load(ctx context.Context) error {
	if err := p.check("ec2.DescribePlacementGroups"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribePlacementGroups", &p.state, &p.Data, p.fetch)
}

// Reload reads Data again (DescribePlacementGroups).
func (p *PlacementGroup) Reload(ctx context.Context) error {
	if err := p.check("ec2.DescribePlacementGroups"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribePlacementGroups", &p.state, &p.Data, p.fetch)
}

func (p *PlacementGroup) fetch(ctx context.Context) (*types.PlacementGroup, error) {
	out, err := p.service.describePlacementGroups(ctx, &ec2.DescribePlacementGroupsInput{GroupNames: []string{p.Name}})
	if err != nil {
		return nil, err
	}
	if data := placementGroupIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribePlacementGroups", p.Identity())
}

func placementGroupIn(out *ec2.DescribePlacementGroupsOutput) *types.PlacementGroup {
	if len(out.PlacementGroups) == 0 {
		return nil
	}
	return &out.PlacementGroups[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (p *PlacementGroup) Tags() map[string]string {
	if p == nil || p.Data == nil {
		return nil
	}
	return tagMap(p.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (p *PlacementGroup) Tag(key string) string {
	if p == nil || p.Data == nil {
		return ""
	}
	return tagValue(p.Data.Tags, key)
}

// Delete deletes the placement group (DeletePlacementGroup).
func (p *PlacementGroup) Delete(ctx context.Context, changes ...func(*ec2.DeletePlacementGroupInput)) (*ec2.DeletePlacementGroupOutput, error) {
	if err := p.check("ec2.DeletePlacementGroup"); err != nil {
		return nil, err
	}
	in := &ec2.DeletePlacementGroupInput{GroupName: aws.String(p.Name)}
	return resources.Act(ctx, &p.state, "ec2.DeletePlacementGroup", p.service.deletePlacementGroup, in, changes)
}

// Instances returns the instances of the placement group (DescribeInstances).
// The service applies the filters.
func (p *PlacementGroup) Instances(filters ...types.Filter) *Instances {
	if err := p.check("ec2.DescribeInstances"); err != nil {
		return newInstances(collections.Refused(err))
	}
	in := &ec2.DescribeInstancesInput{Filters: append([]types.Filter{{Name: aws.String("placement-group-name"), Values: []string{p.Name}}}, filters...)}
	return newInstances(collections.Listed(p.service.describeInstances, in, p.service.instancesOf))
}

// PlacementGroups is a collection of placement groups, as
// DescribePlacementGroups lists them. It makes no request until it is ranged
// over; see [collections.View].
type PlacementGroups struct {
	collections.View[*PlacementGroups, *ec2.DescribePlacementGroupsInput, *PlacementGroup]
}

func newPlacementGroups(e *collections.Erased) *PlacementGroups {
	return &PlacementGroups{collections.ViewOf[*PlacementGroups, *ec2.DescribePlacementGroupsInput, *PlacementGroup](e)}
}

func (e *EC2) placementGroupsOf(out *ec2.DescribePlacementGroupsOutput) []any {
	count := len(out.PlacementGroups)
	all, slab := make([]any, 0, count), make([]PlacementGroup, count)
	for n := range out.PlacementGroups {
		p := &slab[len(all)]
		p.service, p.Name, p.Data = e, aws.ToString(out.PlacementGroups[n].GroupName), &out.PlacementGroups[n]
		all = append(all, p)
	}
	return all
}
