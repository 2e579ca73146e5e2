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

// DhcpOptions is a set of DHCP options for VPCs. It is identified by its ID.
type DhcpOptions struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.DhcpOptions
}

// DhcpOptions returns the DHCP options with an ID. It makes no request, and the
// DHCP options need not exist.
func (e *EC2) DhcpOptions(id string) *DhcpOptions {
	return &DhcpOptions{node: node{service: e}, ID: id}
}

// Identity returns what identifies the DHCP options. It is comparable, and can
// be the key of a map.
func (d *DhcpOptions) Identity() resources.Identity {
	if d == nil {
		return resources.Identity{}
	}
	return d.service.at().Identity("DhcpOptions", "ID", d.ID)
}

// String returns the type and the identifiers of the DHCP options.
func (d *DhcpOptions) String() string { return d.Identity().String() }

// LogValue implements slog.LogValuer.
func (d *DhcpOptions) LogValue() slog.Value { return d.Identity().LogValue() }

func (d *DhcpOptions) check(operation string) error {
	if d == nil {
		return resources.Nil(operation, "DhcpOptions")
	}
	return d.service.at().Check(operation, "ID", d.ID)
}

// Load reads Data (DescribeDhcpOptions), unless it is set and not stale.
// Concurrent calls make one request.
func (d *DhcpOptions) Load(ctx context.Context) error {
	if err := d.check("ec2.DescribeDhcpOptions"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribeDhcpOptions", &d.state, &d.Data, d.fetch)
}

// Reload reads Data again (DescribeDhcpOptions).
func (d *DhcpOptions) Reload(ctx context.Context) error {
	if err := d.check("ec2.DescribeDhcpOptions"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribeDhcpOptions", &d.state, &d.Data, d.fetch)
}

func (d *DhcpOptions) fetch(ctx context.Context) (*types.DhcpOptions, error) {
	out, err := d.service.describeDhcpOptions(ctx, &ec2.DescribeDhcpOptionsInput{DhcpOptionsIds: []string{d.ID}})
	if err != nil {
		return nil, err
	}
	if data := dhcpOptionsIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribeDhcpOptions", d.Identity())
}

func dhcpOptionsIn(out *ec2.DescribeDhcpOptionsOutput) *types.DhcpOptions {
	if len(out.DhcpOptions) == 0 {
		return nil
	}
	return &out.DhcpOptions[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (d *DhcpOptions) Tags() map[string]string {
	if d == nil || d.Data == nil {
		return nil
	}
	return tagMap(d.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (d *DhcpOptions) Tag(key string) string {
	if d == nil || d.Data == nil {
		return ""
	}
	return tagValue(d.Data.Tags, key)
}

// AssociateWithVpc associates the DHCP options with a VPC
// (AssociateDhcpOptions). Data is stale afterwards.
func (d *DhcpOptions) AssociateWithVpc(ctx context.Context, vpcID string, changes ...func(*ec2.AssociateDhcpOptionsInput)) (*ec2.AssociateDhcpOptionsOutput, error) {
	if err := d.check("ec2.AssociateDhcpOptions"); err != nil {
		return nil, err
	}
	in := &ec2.AssociateDhcpOptionsInput{DhcpOptionsId: aws.String(d.ID), VpcId: aws.String(vpcID)}
	return resources.Act(ctx, &d.state, "ec2.AssociateDhcpOptions", d.service.associateDhcpOptions, in, changes)
}

// CreateTags sets tags of the DHCP options (CreateTags) and returns them. Data
// is stale afterwards.
func (d *DhcpOptions) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) ([]*Tag, error) {
	if err := d.check("ec2.CreateTags"); err != nil {
		return nil, err
	}
	in := &ec2.CreateTagsInput{Resources: []string{d.ID}, Tags: tags}
	_, err := resources.Act(ctx, &d.state, "ec2.CreateTags", d.service.createTags, in, changes)
	if err != nil {
		return nil, err
	}
	all := make([]*Tag, len(in.Tags))
	for n := range in.Tags {
		all[n] = &Tag{node: node{service: d.service}, ResourceID: d.ID, Key: aws.ToString(in.Tags[n].Key), Value: aws.ToString(in.Tags[n].Value)}
	}
	return all, nil
}

// Delete deletes the DHCP options (DeleteDhcpOptions).
func (d *DhcpOptions) Delete(ctx context.Context, changes ...func(*ec2.DeleteDhcpOptionsInput)) (*ec2.DeleteDhcpOptionsOutput, error) {
	if err := d.check("ec2.DeleteDhcpOptions"); err != nil {
		return nil, err
	}
	in := &ec2.DeleteDhcpOptionsInput{DhcpOptionsId: aws.String(d.ID)}
	return resources.Act(ctx, &d.state, "ec2.DeleteDhcpOptions", d.service.deleteDhcpOptions, in, changes)
}

// DhcpOptionsSets is a collection of DHCP options sets, as DescribeDhcpOptions
// lists them. It makes no request until it is ranged over; see
// [collections.View].
type DhcpOptionsSets struct {
	collections.View[*DhcpOptionsSets, *ec2.DescribeDhcpOptionsInput, *DhcpOptions]
}

func newDhcpOptionsSets(e *collections.Erased) *DhcpOptionsSets {
	return &DhcpOptionsSets{collections.ViewOf[*DhcpOptionsSets, *ec2.DescribeDhcpOptionsInput, *DhcpOptions](e)}
}

func (e *EC2) dhcpOptionsSetsOf(out *ec2.DescribeDhcpOptionsOutput) []any {
	count := len(out.DhcpOptions)
	all, slab := make([]any, 0, count), make([]DhcpOptions, count)
	for n := range out.DhcpOptions {
		d := &slab[len(all)]
		d.service, d.ID, d.Data = e, aws.ToString(out.DhcpOptions[n].DhcpOptionsId), &out.DhcpOptions[n]
		all = append(all, d)
	}
	return all
}

// CreateTags sets tags of the DHCP options sets, 1,000 a request (CreateTags).
// It returns how many succeeded; the error has a [resources.ItemError] for each
// that did not.
func (c *DhcpOptionsSets) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*DhcpOptions]{
		Size:    1000,
		Group:   func(d *DhcpOptions) any { return d.service },
		Changed: func(d *DhcpOptions) { d.state.Changed() },
		Do: func(ctx context.Context, group []*DhcpOptions) ([]collections.Failure, error) {
			in := &ec2.CreateTagsInput{Tags: tags}
			for _, d := range group {
				in.Resources = append(in.Resources, d.ID)
			}
			_, err := resources.Call(ctx, "ec2.CreateTags", group[0].service.createTags, in, changes)
			return nil, err
		},
	})
}

// DeleteTags removes these tags, or all if there are none, from the DHCP
// options sets, 1,000 a request (DeleteTags). It returns how many succeeded;
// the error has a [resources.ItemError] for each that did not.
func (c *DhcpOptionsSets) DeleteTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.DeleteTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*DhcpOptions]{
		Size:    1000,
		Group:   func(d *DhcpOptions) any { return d.service },
		Changed: func(d *DhcpOptions) { d.state.Changed() },
		Do: func(ctx context.Context, group []*DhcpOptions) ([]collections.Failure, error) {
			in := &ec2.DeleteTagsInput{Tags: tags}
			for _, d := range group {
				in.Resources = append(in.Resources, d.ID)
			}
			_, err := resources.Call(ctx, "ec2.DeleteTags", group[0].service.deleteTags, in, changes)
			return nil, err
		},
	})
}
