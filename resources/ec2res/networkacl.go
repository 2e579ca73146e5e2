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

// NetworkAcl is a list of rules for the traffic of subnets. It is identified by
// its ID.
type NetworkAcl struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.NetworkAcl
}

// NetworkAcl returns the network ACL with an ID. It makes no request, and the
// network ACL need not exist.
func (e *EC2) NetworkAcl(id string) *NetworkAcl {
	return &NetworkAcl{node: node{service: e}, ID: id}
}

// Identity returns what identifies the network ACL. It is comparable, and can
// be the key of a map.
func (n *NetworkAcl) Identity() resources.Identity {
	if n == nil {
		return resources.Identity{}
	}
	return n.service.at().Identity("NetworkAcl", "ID", n.ID)
}

// String returns the type and the identifiers of the network ACL.
func (n *NetworkAcl) String() string { return n.Identity().String() }

// LogValue implements slog.LogValuer.
func (n *NetworkAcl) LogValue() slog.Value { return n.Identity().LogValue() }

func (n *NetworkAcl) check(operation string) error {
	if n == nil {
		return resources.Nil(operation, "NetworkAcl")
	}
	return n.service.at().Check(operation, "ID", n.ID)
}

// Load reads Data (DescribeNetworkAcls), unless it is set and not stale.
// Concurrent calls make one request.
func (n *NetworkAcl) Load(ctx context.Context) error {
	if err := n.check("ec2.DescribeNetworkAcls"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribeNetworkAcls", &n.state, &n.Data, n.fetch)
}

// Reload reads Data again (DescribeNetworkAcls).
func (n *NetworkAcl) Reload(ctx context.Context) error {
	if err := n.check("ec2.DescribeNetworkAcls"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribeNetworkAcls", &n.state, &n.Data, n.fetch)
}

func (n *NetworkAcl) fetch(ctx context.Context) (*types.NetworkAcl, error) {
	out, err := n.service.describeNetworkAcls(ctx, &ec2.DescribeNetworkAclsInput{NetworkAclIds: []string{n.ID}})
	if err != nil {
		return nil, err
	}
	if data := networkAclIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribeNetworkAcls", n.Identity())
}

func networkAclIn(out *ec2.DescribeNetworkAclsOutput) *types.NetworkAcl {
	if len(out.NetworkAcls) == 0 {
		return nil
	}
	return &out.NetworkAcls[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (n *NetworkAcl) Tags() map[string]string {
	if n == nil || n.Data == nil {
		return nil
	}
	return tagMap(n.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (n *NetworkAcl) Tag(key string) string {
	if n == nil || n.Data == nil {
		return ""
	}
	return tagValue(n.Data.Tags, key)
}

// CreateEntry creates an entry for the network ACL (CreateNetworkAclEntry).
// Data is stale afterwards.
func (n *NetworkAcl) CreateEntry(ctx context.Context, egress bool, protocol string, ruleAction types.RuleAction, ruleNumber int32, changes ...func(*ec2.CreateNetworkAclEntryInput)) (*ec2.CreateNetworkAclEntryOutput, error) {
	if err := n.check("ec2.CreateNetworkAclEntry"); err != nil {
		return nil, err
	}
	in := &ec2.CreateNetworkAclEntryInput{NetworkAclId: aws.String(n.ID), Egress: aws.Bool(egress), Protocol: aws.String(protocol), RuleAction: ruleAction, RuleNumber: aws.Int32(ruleNumber)}
	return resources.Act(ctx, &n.state, "ec2.CreateNetworkAclEntry", n.service.createNetworkAclEntry, in, changes)
}

// CreateTags sets tags of the network ACL (CreateTags) and returns them. Data
// is stale afterwards.
func (n *NetworkAcl) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) ([]*Tag, error) {
	if err := n.check("ec2.CreateTags"); err != nil {
		return nil, err
	}
	in := &ec2.CreateTagsInput{Resources: []string{n.ID}, Tags: tags}
	_, err := resources.Act(ctx, &n.state, "ec2.CreateTags", n.service.createTags, in, changes)
	if err != nil {
		return nil, err
	}
	all := make([]*Tag, len(in.Tags))
	for i := range in.Tags {
		all[i] = &Tag{node: node{service: n.service}, ResourceID: n.ID, Key: aws.ToString(in.Tags[i].Key), Value: aws.ToString(in.Tags[i].Value)}
	}
	return all, nil
}

// Delete deletes the network ACL (DeleteNetworkAcl).
func (n *NetworkAcl) Delete(ctx context.Context, changes ...func(*ec2.DeleteNetworkAclInput)) (*ec2.DeleteNetworkAclOutput, error) {
	if err := n.check("ec2.DeleteNetworkAcl"); err != nil {
		return nil, err
	}
	in := &ec2.DeleteNetworkAclInput{NetworkAclId: aws.String(n.ID)}
	return resources.Act(ctx, &n.state, "ec2.DeleteNetworkAcl", n.service.deleteNetworkAcl, in, changes)
}

// DeleteEntry deletes an entry of the network ACL (DeleteNetworkAclEntry).
func (n *NetworkAcl) DeleteEntry(ctx context.Context, egress bool, ruleNumber int32, changes ...func(*ec2.DeleteNetworkAclEntryInput)) (*ec2.DeleteNetworkAclEntryOutput, error) {
	if err := n.check("ec2.DeleteNetworkAclEntry"); err != nil {
		return nil, err
	}
	in := &ec2.DeleteNetworkAclEntryInput{NetworkAclId: aws.String(n.ID), Egress: aws.Bool(egress), RuleNumber: aws.Int32(ruleNumber)}
	return resources.Act(ctx, &n.state, "ec2.DeleteNetworkAclEntry", n.service.deleteNetworkAclEntry, in, changes)
}

// ReplaceAssociation replaces an association of the network ACL
// (ReplaceNetworkAclAssociation). Data is stale afterwards.
func (n *NetworkAcl) ReplaceAssociation(ctx context.Context, associationID string, changes ...func(*ec2.ReplaceNetworkAclAssociationInput)) (*ec2.ReplaceNetworkAclAssociationOutput, error) {
	if err := n.check("ec2.ReplaceNetworkAclAssociation"); err != nil {
		return nil, err
	}
	in := &ec2.ReplaceNetworkAclAssociationInput{NetworkAclId: aws.String(n.ID), AssociationId: aws.String(associationID)}
	return resources.Act(ctx, &n.state, "ec2.ReplaceNetworkAclAssociation", n.service.replaceNetworkAclAssociation, in, changes)
}

// ReplaceEntry replaces an entry of the network ACL (ReplaceNetworkAclEntry).
// Data is stale afterwards.
func (n *NetworkAcl) ReplaceEntry(ctx context.Context, egress bool, protocol string, ruleAction types.RuleAction, ruleNumber int32, changes ...func(*ec2.ReplaceNetworkAclEntryInput)) (*ec2.ReplaceNetworkAclEntryOutput, error) {
	if err := n.check("ec2.ReplaceNetworkAclEntry"); err != nil {
		return nil, err
	}
	in := &ec2.ReplaceNetworkAclEntryInput{NetworkAclId: aws.String(n.ID), Egress: aws.Bool(egress), Protocol: aws.String(protocol), RuleAction: ruleAction, RuleNumber: aws.Int32(ruleNumber)}
	return resources.Act(ctx, &n.state, "ec2.ReplaceNetworkAclEntry", n.service.replaceNetworkAclEntry, in, changes)
}

// Vpc returns the VPC that Data names, or nil if there is no Data or it names
// none.
func (n *NetworkAcl) Vpc() *Vpc {
	if n == nil || n.Data == nil || aws.ToString(n.Data.VpcId) == "" {
		return nil
	}
	return &Vpc{node: node{service: n.service}, ID: aws.ToString(n.Data.VpcId)}
}

// NetworkAcls is a collection of network ACLs, as DescribeNetworkAcls lists
// them. It makes no request until it is ranged over; see [collections.View].
type NetworkAcls struct {
	collections.View[*NetworkAcls, *ec2.DescribeNetworkAclsInput, *NetworkAcl]
}

func newNetworkAcls(e *collections.Erased) *NetworkAcls {
	return &NetworkAcls{collections.ViewOf[*NetworkAcls, *ec2.DescribeNetworkAclsInput, *NetworkAcl](e)}
}

func (e *EC2) networkAclsOf(out *ec2.DescribeNetworkAclsOutput) []any {
	count := len(out.NetworkAcls)
	all, slab := make([]any, 0, count), make([]NetworkAcl, count)
	for n := range out.NetworkAcls {
		x := &slab[len(all)]
		x.service, x.ID, x.Data = e, aws.ToString(out.NetworkAcls[n].NetworkAclId), &out.NetworkAcls[n]
		all = append(all, x)
	}
	return all
}

// CreateTags sets tags of the network ACLs, 1,000 a request (CreateTags). It
// returns how many succeeded; the error has a [resources.ItemError] for each
// that did not.
func (c *NetworkAcls) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*NetworkAcl]{
		Size:    1000,
		Group:   func(n *NetworkAcl) any { return n.service },
		Changed: func(n *NetworkAcl) { n.state.Changed() },
		Do: func(ctx context.Context, group []*NetworkAcl) ([]collections.Failure, error) {
			in := &ec2.CreateTagsInput{Tags: tags}
			for _, n := range group {
				in.Resources = append(in.Resources, n.ID)
			}
			_, err := resources.Call(ctx, "ec2.CreateTags", group[0].service.createTags, in, changes)
			return nil, err
		},
	})
}

// DeleteTags removes these tags, or all if there are none, from the network
// ACLs, 1,000 a request (DeleteTags). It returns how many succeeded; the error
// has a [resources.ItemError] for each that did not.
func (c *NetworkAcls) DeleteTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.DeleteTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*NetworkAcl]{
		Size:    1000,
		Group:   func(n *NetworkAcl) any { return n.service },
		Changed: func(n *NetworkAcl) { n.state.Changed() },
		Do: func(ctx context.Context, group []*NetworkAcl) ([]collections.Failure, error) {
			in := &ec2.DeleteTagsInput{Tags: tags}
			for _, n := range group {
				in.Resources = append(in.Resources, n.ID)
			}
			_, err := resources.Call(ctx, "ec2.DeleteTags", group[0].service.deleteTags, in, changes)
			return nil, err
		},
	})
}
