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

// SecurityGroup is a firewall of network interfaces: the traffic that they let
// in and out. It is identified by its ID.
type SecurityGroup struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.SecurityGroup
}

// SecurityGroup returns the security group with an ID. It makes no request, and
// the security group need not exist.
func (e *EC2) SecurityGroup(id string) *SecurityGroup {
	return &SecurityGroup{node: node{service: e}, ID: id}
}

// Identity returns what identifies the security group. It is comparable, and
// can be the key of a map.
func (s *SecurityGroup) Identity() resources.Identity {
	if s == nil {
		return resources.Identity{}
	}
	return s.service.at().Identity("SecurityGroup", "ID", s.ID)
}

// String returns the type and the identifiers of the security group.
func (s *SecurityGroup) String() string { return s.Identity().String() }

// LogValue implements slog.LogValuer.
func (s *SecurityGroup) LogValue() slog.Value { return s.Identity().LogValue() }

func (s *SecurityGroup) check(operation string) error {
	if s == nil {
		return resources.Nil(operation, "SecurityGroup")
	}
	return s.service.at().Check(operation, "ID", s.ID)
}

// Load reads Data (DescribeSecurityGroups), unless it is set and not stale.
// Concurrent calls make one request.
func (s *SecurityGroup) Load(ctx context.Context) error {
	if err := s.check("ec2.DescribeSecurityGroups"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribeSecurityGroups", &s.state, &s.Data, s.fetch)
}

// Reload reads Data again (DescribeSecurityGroups).
func (s *SecurityGroup) Reload(ctx context.Context) error {
	if err := s.check("ec2.DescribeSecurityGroups"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribeSecurityGroups", &s.state, &s.Data, s.fetch)
}

func (s *SecurityGroup) fetch(ctx context.Context) (*types.SecurityGroup, error) {
	out, err := s.service.describeSecurityGroups(ctx, &ec2.DescribeSecurityGroupsInput{GroupIds: []string{s.ID}})
	if err != nil {
		return nil, err
	}
	if data := securityGroupIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribeSecurityGroups", s.Identity())
}

func securityGroupIn(out *ec2.DescribeSecurityGroupsOutput) *types.SecurityGroup {
	if len(out.SecurityGroups) == 0 {
		return nil
	}
	return &out.SecurityGroups[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (s *SecurityGroup) Tags() map[string]string {
	if s == nil || s.Data == nil {
		return nil
	}
	return tagMap(s.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (s *SecurityGroup) Tag(key string) string {
	if s == nil || s.Data == nil {
		return ""
	}
	return tagValue(s.Data.Tags, key)
}

// AuthorizeEgress adds rules for outgoing traffic to the security group
// (AuthorizeSecurityGroupEgress). Data is stale afterwards.
func (s *SecurityGroup) AuthorizeEgress(ctx context.Context, changes ...func(*ec2.AuthorizeSecurityGroupEgressInput)) (*ec2.AuthorizeSecurityGroupEgressOutput, error) {
	if err := s.check("ec2.AuthorizeSecurityGroupEgress"); err != nil {
		return nil, err
	}
	in := &ec2.AuthorizeSecurityGroupEgressInput{GroupId: aws.String(s.ID)}
	return resources.Act(ctx, &s.state, "ec2.AuthorizeSecurityGroupEgress", s.service.authorizeSecurityGroupEgress, in, changes)
}

// AuthorizeIngress adds rules for incoming traffic to the security group
// (AuthorizeSecurityGroupIngress). Data is stale afterwards.
func (s *SecurityGroup) AuthorizeIngress(ctx context.Context, changes ...func(*ec2.AuthorizeSecurityGroupIngressInput)) (*ec2.AuthorizeSecurityGroupIngressOutput, error) {
	if err := s.check("ec2.AuthorizeSecurityGroupIngress"); err != nil {
		return nil, err
	}
	in := &ec2.AuthorizeSecurityGroupIngressInput{GroupId: aws.String(s.ID)}
	return resources.Act(ctx, &s.state, "ec2.AuthorizeSecurityGroupIngress", s.service.authorizeSecurityGroupIngress, in, changes)
}

// CreateTags sets tags of the security group (CreateTags) and returns them.
// Data is stale afterwards.
func (s *SecurityGroup) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) ([]*Tag, error) {
	if err := s.check("ec2.CreateTags"); err != nil {
		return nil, err
	}
	in := &ec2.CreateTagsInput{Resources: []string{s.ID}, Tags: tags}
	_, err := resources.Act(ctx, &s.state, "ec2.CreateTags", s.service.createTags, in, changes)
	if err != nil {
		return nil, err
	}
	all := make([]*Tag, len(in.Tags))
	for n := range in.Tags {
		all[n] = &Tag{node: node{service: s.service}, ResourceID: s.ID, Key: aws.ToString(in.Tags[n].Key), Value: aws.ToString(in.Tags[n].Value)}
	}
	return all, nil
}

// Delete deletes the security group (DeleteSecurityGroup).
func (s *SecurityGroup) Delete(ctx context.Context, changes ...func(*ec2.DeleteSecurityGroupInput)) (*ec2.DeleteSecurityGroupOutput, error) {
	if err := s.check("ec2.DeleteSecurityGroup"); err != nil {
		return nil, err
	}
	in := &ec2.DeleteSecurityGroupInput{GroupId: aws.String(s.ID)}
	return resources.Act(ctx, &s.state, "ec2.DeleteSecurityGroup", s.service.deleteSecurityGroup, in, changes)
}

// RevokeEgress removes rules for outgoing traffic from the security group
// (RevokeSecurityGroupEgress). Data is stale afterwards.
func (s *SecurityGroup) RevokeEgress(ctx context.Context, changes ...func(*ec2.RevokeSecurityGroupEgressInput)) (*ec2.RevokeSecurityGroupEgressOutput, error) {
	if err := s.check("ec2.RevokeSecurityGroupEgress"); err != nil {
		return nil, err
	}
	in := &ec2.RevokeSecurityGroupEgressInput{GroupId: aws.String(s.ID)}
	return resources.Act(ctx, &s.state, "ec2.RevokeSecurityGroupEgress", s.service.revokeSecurityGroupEgress, in, changes)
}

// RevokeIngress removes rules for incoming traffic from the security group
// (RevokeSecurityGroupIngress). Data is stale afterwards.
func (s *SecurityGroup) RevokeIngress(ctx context.Context, changes ...func(*ec2.RevokeSecurityGroupIngressInput)) (*ec2.RevokeSecurityGroupIngressOutput, error) {
	if err := s.check("ec2.RevokeSecurityGroupIngress"); err != nil {
		return nil, err
	}
	in := &ec2.RevokeSecurityGroupIngressInput{GroupId: aws.String(s.ID)}
	return resources.Act(ctx, &s.state, "ec2.RevokeSecurityGroupIngress", s.service.revokeSecurityGroupIngress, in, changes)
}

// SecurityGroups is a collection of security groups, as DescribeSecurityGroups
// lists them. It makes no request until it is ranged over; see
// [collections.View].
type SecurityGroups struct {
	collections.View[*SecurityGroups, *ec2.DescribeSecurityGroupsInput, *SecurityGroup]
}

func newSecurityGroups(e *collections.Erased) *SecurityGroups {
	return &SecurityGroups{collections.ViewOf[*SecurityGroups, *ec2.DescribeSecurityGroupsInput, *SecurityGroup](e)}
}

func (e *EC2) securityGroupsOf(out *ec2.DescribeSecurityGroupsOutput) []any {
	count := len(out.SecurityGroups)
	all, slab := make([]any, 0, count), make([]SecurityGroup, count)
	for n := range out.SecurityGroups {
		s := &slab[len(all)]
		s.service, s.ID, s.Data = e, aws.ToString(out.SecurityGroups[n].GroupId), &out.SecurityGroups[n]
		all = append(all, s)
	}
	return all
}

// CreateTags sets tags of the security groups, 1,000 a request (CreateTags). It
// returns how many succeeded; the error has a [resources.ItemError] for each
// that did not.
func (c *SecurityGroups) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*SecurityGroup]{
		Size:    1000,
		Group:   func(s *SecurityGroup) any { return s.service },
		Changed: func(s *SecurityGroup) { s.state.Changed() },
		Do: func(ctx context.Context, group []*SecurityGroup) ([]collections.Failure, error) {
			in := &ec2.CreateTagsInput{Tags: tags}
			for _, s := range group {
				in.Resources = append(in.Resources, s.ID)
			}
			_, err := resources.Call(ctx, "ec2.CreateTags", group[0].service.createTags, in, changes)
			return nil, err
		},
	})
}

// DeleteTags removes these tags, or all if there are none, from the security
// groups, 1,000 a request (DeleteTags). It returns how many succeeded; the
// error has a [resources.ItemError] for each that did not.
func (c *SecurityGroups) DeleteTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.DeleteTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*SecurityGroup]{
		Size:    1000,
		Group:   func(s *SecurityGroup) any { return s.service },
		Changed: func(s *SecurityGroup) { s.state.Changed() },
		Do: func(ctx context.Context, group []*SecurityGroup) ([]collections.Failure, error) {
			in := &ec2.DeleteTagsInput{Tags: tags}
			for _, s := range group {
				in.Resources = append(in.Resources, s.ID)
			}
			_, err := resources.Call(ctx, "ec2.DeleteTags", group[0].service.deleteTags, in, changes)
			return nil, err
		},
	})
}
