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

// InternetGateway connects a VPC to the internet. It is identified by its ID.
type InternetGateway struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.InternetGateway
}

// InternetGateway returns the internet gateway with an ID. It makes no request,
// and the internet gateway need not exist.
func (e *EC2) InternetGateway(id string) *InternetGateway {
	return &InternetGateway{node: node{service: e}, ID: id}
}

// Identity returns what identifies the internet gateway. It is comparable, and
// can be the key of a map.
func (i *InternetGateway) Identity() resources.Identity {
	if i == nil {
		return resources.Identity{}
	}
	return i.service.at().Identity("InternetGateway", "ID", i.ID)
}

// String returns the type and the identifiers of the internet gateway.
func (i *InternetGateway) String() string { return i.Identity().String() }

// LogValue implements slog.LogValuer.
func (i *InternetGateway) LogValue() slog.Value { return i.Identity().LogValue() }

func (i *InternetGateway) check(operation string) error {
	if i == nil {
		return resources.Nil(operation, "InternetGateway")
	}
	return i.service.at().Check(operation, "ID", i.ID)
}

// Load reads Data (DescribeInternetGateways), unless it is set and not stale.
// Concurrent calls make one request.
func (i *InternetGateway) Load(ctx context.Context) error {
	if err := i.check("ec2.DescribeInternetGateways"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribeInternetGateways", &i.state, &i.Data, i.fetch)
}

// Reload reads Data again (DescribeInternetGateways).
func (i *InternetGateway) Reload(ctx context.Context) error {
	if err := i.check("ec2.DescribeInternetGateways"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribeInternetGateways", &i.state, &i.Data, i.fetch)
}

func (i *InternetGateway) fetch(ctx context.Context) (*types.InternetGateway, error) {
	out, err := i.service.describeInternetGateways(ctx, &ec2.DescribeInternetGatewaysInput{InternetGatewayIds: []string{i.ID}})
	if err != nil {
		return nil, err
	}
	if data := internetGatewayIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribeInternetGateways", i.Identity())
}

func internetGatewayIn(out *ec2.DescribeInternetGatewaysOutput) *types.InternetGateway {
	if len(out.InternetGateways) == 0 {
		return nil
	}
	return &out.InternetGateways[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (i *InternetGateway) Tags() map[string]string {
	if i == nil || i.Data == nil {
		return nil
	}
	return tagMap(i.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (i *InternetGateway) Tag(key string) string {
	if i == nil || i.Data == nil {
		return ""
	}
	return tagValue(i.Data.Tags, key)
}

// AttachToVpc attaches the internet gateway to a VPC (AttachInternetGateway).
// Data is stale afterwards.
func (i *InternetGateway) AttachToVpc(ctx context.Context, vpcID string, changes ...func(*ec2.AttachInternetGatewayInput)) (*ec2.AttachInternetGatewayOutput, error) {
	if err := i.check("ec2.AttachInternetGateway"); err != nil {
		return nil, err
	}
	in := &ec2.AttachInternetGatewayInput{InternetGatewayId: aws.String(i.ID), VpcId: aws.String(vpcID)}
	return resources.Act(ctx, &i.state, "ec2.AttachInternetGateway", i.service.attachInternetGateway, in, changes)
}

// CreateTags sets tags of the internet gateway (CreateTags) and returns them.
// Data is stale afterwards.
func (i *InternetGateway) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) ([]*Tag, error) {
	if err := i.check("ec2.CreateTags"); err != nil {
		return nil, err
	}
	in := &ec2.CreateTagsInput{Resources: []string{i.ID}, Tags: tags}
	_, err := resources.Act(ctx, &i.state, "ec2.CreateTags", i.service.createTags, in, changes)
	if err != nil {
		return nil, err
	}
	all := make([]*Tag, len(in.Tags))
	for n := range in.Tags {
		all[n] = &Tag{node: node{service: i.service}, ResourceID: i.ID, Key: aws.ToString(in.Tags[n].Key), Value: aws.ToString(in.Tags[n].Value)}
	}
	return all, nil
}

// Delete deletes the internet gateway (DeleteInternetGateway).
func (i *InternetGateway) Delete(ctx context.Context, changes ...func(*ec2.DeleteInternetGatewayInput)) (*ec2.DeleteInternetGatewayOutput, error) {
	if err := i.check("ec2.DeleteInternetGateway"); err != nil {
		return nil, err
	}
	in := &ec2.DeleteInternetGatewayInput{InternetGatewayId: aws.String(i.ID)}
	return resources.Act(ctx, &i.state, "ec2.DeleteInternetGateway", i.service.deleteInternetGateway, in, changes)
}

// DetachFromVpc detaches the internet gateway from a VPC
// (DetachInternetGateway). Data is stale afterwards.
func (i *InternetGateway) DetachFromVpc(ctx context.Context, vpcID string, changes ...func(*ec2.DetachInternetGatewayInput)) (*ec2.DetachInternetGatewayOutput, error) {
	if err := i.check("ec2.DetachInternetGateway"); err != nil {
		return nil, err
	}
	in := &ec2.DetachInternetGatewayInput{InternetGatewayId: aws.String(i.ID), VpcId: aws.String(vpcID)}
	return resources.Act(ctx, &i.state, "ec2.DetachInternetGateway", i.service.detachInternetGateway, in, changes)
}

// InternetGateways is a collection of internet gateways, as
// DescribeInternetGateways lists them. It makes no request until it is ranged
// over; see [collections.View].
type InternetGateways struct {
	collections.View[*InternetGateways, *ec2.DescribeInternetGatewaysInput, *InternetGateway]
}

func newInternetGateways(e *collections.Erased) *InternetGateways {
	return &InternetGateways{collections.ViewOf[*InternetGateways, *ec2.DescribeInternetGatewaysInput, *InternetGateway](e)}
}

func (e *EC2) internetGatewaysOf(out *ec2.DescribeInternetGatewaysOutput) []any {
	count := len(out.InternetGateways)
	all, slab := make([]any, 0, count), make([]InternetGateway, count)
	for n := range out.InternetGateways {
		i := &slab[len(all)]
		i.service, i.ID, i.Data = e, aws.ToString(out.InternetGateways[n].InternetGatewayId), &out.InternetGateways[n]
		all = append(all, i)
	}
	return all
}

// CreateTags sets tags of the internet gateways, 1,000 a request (CreateTags).
// It returns how many succeeded; the error has a [resources.ItemError] for each
// that did not.
func (c *InternetGateways) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*InternetGateway]{
		Size:    1000,
		Group:   func(i *InternetGateway) any { return i.service },
		Changed: func(i *InternetGateway) { i.state.Changed() },
		Do: func(ctx context.Context, group []*InternetGateway) ([]collections.Failure, error) {
			in := &ec2.CreateTagsInput{Tags: tags}
			for _, i := range group {
				in.Resources = append(in.Resources, i.ID)
			}
			_, err := resources.Call(ctx, "ec2.CreateTags", group[0].service.createTags, in, changes)
			return nil, err
		},
	})
}

// DeleteTags removes these tags, or all if there are none, from the internet
// gateways, 1,000 a request (DeleteTags). It returns how many succeeded; the
// error has a [resources.ItemError] for each that did not.
func (c *InternetGateways) DeleteTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.DeleteTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*InternetGateway]{
		Size:    1000,
		Group:   func(i *InternetGateway) any { return i.service },
		Changed: func(i *InternetGateway) { i.state.Changed() },
		Do: func(ctx context.Context, group []*InternetGateway) ([]collections.Failure, error) {
			in := &ec2.DeleteTagsInput{Tags: tags}
			for _, i := range group {
				in.Resources = append(in.Resources, i.ID)
			}
			_, err := resources.Call(ctx, "ec2.DeleteTags", group[0].service.deleteTags, in, changes)
			return nil, err
		},
	})
}
