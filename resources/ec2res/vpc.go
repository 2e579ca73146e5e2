package ec2res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// Vpc is a virtual private cloud, a network of its own. It is identified by its
// ID.
type Vpc struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Vpc
}

// Vpc returns the VPC with an ID. It makes no request, and the VPC need not
// exist.
func (e *EC2) Vpc(id string) *Vpc {
	return &Vpc{node: node{service: e}, ID: id}
}

// Identity returns what identifies the VPC. It is comparable, and can be the
// key of a map.
func (v *Vpc) Identity() resources.Identity {
	if v == nil {
		return resources.Identity{}
	}
	return v.service.at().Identity("Vpc", "ID", v.ID)
}

// String returns the type and the identifiers of the VPC.
func (v *Vpc) String() string { return v.Identity().String() }

// LogValue implements slog.LogValuer.
func (v *Vpc) LogValue() slog.Value { return v.Identity().LogValue() }

func (v *Vpc) check(operation string) error {
	if v == nil {
		return resources.Nil(operation, "Vpc")
	}
	return v.service.at().Check(operation, "ID", v.ID)
}

// Load reads Data (DescribeVpcs), unless it is set and not stale. Concurrent
// calls make one request.
func (v *Vpc) Load(ctx context.Context) error {
	if err := v.check("ec2.DescribeVpcs"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribeVpcs", &v.state, &v.Data, v.fetch)
}

// Reload reads Data again (DescribeVpcs).
func (v *Vpc) Reload(ctx context.Context) error {
	if err := v.check("ec2.DescribeVpcs"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribeVpcs", &v.state, &v.Data, v.fetch)
}

func (v *Vpc) fetch(ctx context.Context) (*types.Vpc, error) {
	out, err := v.service.describeVpcs(ctx, &ec2.DescribeVpcsInput{VpcIds: []string{v.ID}})
	if err != nil {
		return nil, err
	}
	if data := vpcIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribeVpcs", v.Identity())
}

func vpcIn(out *ec2.DescribeVpcsOutput) *types.Vpc {
	if out == nil || len(out.Vpcs) == 0 {
		return nil
	}
	return &out.Vpcs[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (v *Vpc) Tags() map[string]string {
	if v == nil || v.Data == nil {
		return nil
	}
	return tagMap(v.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (v *Vpc) Tag(key string) string {
	if v == nil || v.Data == nil {
		return ""
	}
	return tagValue(v.Data.Tags, key)
}

// AssociateDhcpOptions associates DHCP options with the VPC
// (AssociateDhcpOptions). Data is stale afterwards.
func (v *Vpc) AssociateDhcpOptions(ctx context.Context, dhcpOptionsID string, changes ...func(*ec2.AssociateDhcpOptionsInput)) (*ec2.AssociateDhcpOptionsOutput, error) {
	if err := v.check("ec2.AssociateDhcpOptions"); err != nil {
		return nil, err
	}
	in := &ec2.AssociateDhcpOptionsInput{VpcId: aws.String(v.ID), DhcpOptionsId: aws.String(dhcpOptionsID)}
	return resources.Act(ctx, &v.state, "ec2.AssociateDhcpOptions", v.service.associateDhcpOptions, in, changes)
}

// AttachClassicLinkInstance attaches a classic link instance to the VPC
// (AttachClassicLinkVpc). Data is stale afterwards.
func (v *Vpc) AttachClassicLinkInstance(ctx context.Context, instanceID string, groups []string, changes ...func(*ec2.AttachClassicLinkVpcInput)) (*ec2.AttachClassicLinkVpcOutput, error) {
	if err := v.check("ec2.AttachClassicLinkVpc"); err != nil {
		return nil, err
	}
	in := &ec2.AttachClassicLinkVpcInput{VpcId: aws.String(v.ID), InstanceId: aws.String(instanceID), Groups: groups}
	return resources.Act(ctx, &v.state, "ec2.AttachClassicLinkVpc", v.service.attachClassicLinkVpc, in, changes)
}

// AttachInternetGateway attaches an internet gateway to the VPC
// (AttachInternetGateway). Data is stale afterwards.
func (v *Vpc) AttachInternetGateway(ctx context.Context, internetGatewayID string, changes ...func(*ec2.AttachInternetGatewayInput)) (*ec2.AttachInternetGatewayOutput, error) {
	if err := v.check("ec2.AttachInternetGateway"); err != nil {
		return nil, err
	}
	in := &ec2.AttachInternetGatewayInput{VpcId: aws.String(v.ID), InternetGatewayId: aws.String(internetGatewayID)}
	return resources.Act(ctx, &v.state, "ec2.AttachInternetGateway", v.service.attachInternetGateway, in, changes)
}

// CreateNetworkAcl creates a network ACL in the VPC (CreateNetworkAcl) and
// returns it. Data is stale afterwards.
func (v *Vpc) CreateNetworkAcl(ctx context.Context, changes ...func(*ec2.CreateNetworkAclInput)) (*NetworkAcl, error) {
	if err := v.check("ec2.CreateNetworkAcl"); err != nil {
		return nil, err
	}
	in := &ec2.CreateNetworkAclInput{VpcId: aws.String(v.ID)}
	out, err := resources.Act(ctx, &v.state, "ec2.CreateNetworkAcl", v.service.createNetworkAcl, in, changes)
	if err != nil {
		return nil, err
	}
	if out.NetworkAcl == nil {
		return nil, resources.Without("ec2.CreateNetworkAcl", "NetworkAcl")
	}
	return &NetworkAcl{node: node{service: v.service}, ID: aws.ToString(out.NetworkAcl.NetworkAclId), Data: out.NetworkAcl}, nil
}

// CreateRouteTable creates a route table in the VPC (CreateRouteTable) and
// returns it. Data is stale afterwards.
func (v *Vpc) CreateRouteTable(ctx context.Context, changes ...func(*ec2.CreateRouteTableInput)) (*RouteTable, error) {
	if err := v.check("ec2.CreateRouteTable"); err != nil {
		return nil, err
	}
	in := &ec2.CreateRouteTableInput{VpcId: aws.String(v.ID)}
	out, err := resources.Act(ctx, &v.state, "ec2.CreateRouteTable", v.service.createRouteTable, in, changes)
	if err != nil {
		return nil, err
	}
	if out.RouteTable == nil {
		return nil, resources.Without("ec2.CreateRouteTable", "RouteTable")
	}
	return &RouteTable{node: node{service: v.service}, ID: aws.ToString(out.RouteTable.RouteTableId), Data: out.RouteTable}, nil
}

// CreateSecurityGroup creates a security group in the VPC (CreateSecurityGroup)
// and returns it. Data is stale afterwards.
func (v *Vpc) CreateSecurityGroup(ctx context.Context, groupName, description string, changes ...func(*ec2.CreateSecurityGroupInput)) (*SecurityGroup, error) {
	if err := v.check("ec2.CreateSecurityGroup"); err != nil {
		return nil, err
	}
	in := &ec2.CreateSecurityGroupInput{VpcId: aws.String(v.ID), GroupName: aws.String(groupName), Description: aws.String(description)}
	out, err := resources.Act(ctx, &v.state, "ec2.CreateSecurityGroup", v.service.createSecurityGroup, in, changes)
	if err != nil {
		return nil, err
	}
	return &SecurityGroup{node: node{service: v.service}, ID: aws.ToString(out.GroupId)}, nil
}

// CreateSubnet creates a subnet in the VPC (CreateSubnet) and returns it. Data
// is stale afterwards.
func (v *Vpc) CreateSubnet(ctx context.Context, changes ...func(*ec2.CreateSubnetInput)) (*Subnet, error) {
	if err := v.check("ec2.CreateSubnet"); err != nil {
		return nil, err
	}
	in := &ec2.CreateSubnetInput{VpcId: aws.String(v.ID)}
	out, err := resources.Act(ctx, &v.state, "ec2.CreateSubnet", v.service.createSubnet, in, changes)
	if err != nil {
		return nil, err
	}
	if out.Subnet == nil {
		return nil, resources.Without("ec2.CreateSubnet", "Subnet")
	}
	return &Subnet{node: node{service: v.service}, ID: aws.ToString(out.Subnet.SubnetId), Data: out.Subnet}, nil
}

// CreateTags sets tags of the VPC (CreateTags) and returns them. Data is stale
// afterwards.
func (v *Vpc) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) ([]*Tag, error) {
	if err := v.check("ec2.CreateTags"); err != nil {
		return nil, err
	}
	in := &ec2.CreateTagsInput{Resources: []string{v.ID}, Tags: tags}
	_, err := resources.Act(ctx, &v.state, "ec2.CreateTags", v.service.createTags, in, changes)
	if err != nil {
		return nil, err
	}
	all := make([]*Tag, len(in.Tags))
	for n := range in.Tags {
		all[n] = &Tag{node: node{service: v.service}, ResourceID: v.ID, Key: aws.ToString(in.Tags[n].Key), Value: aws.ToString(in.Tags[n].Value)}
	}
	return all, nil
}

// Delete deletes the VPC (DeleteVpc).
func (v *Vpc) Delete(ctx context.Context, changes ...func(*ec2.DeleteVpcInput)) (*ec2.DeleteVpcOutput, error) {
	if err := v.check("ec2.DeleteVpc"); err != nil {
		return nil, err
	}
	in := &ec2.DeleteVpcInput{VpcId: aws.String(v.ID)}
	return resources.Act(ctx, &v.state, "ec2.DeleteVpc", v.service.deleteVpc, in, changes)
}

// DescribeAttribute describes an attribute of the VPC (DescribeVpcAttribute).
func (v *Vpc) DescribeAttribute(ctx context.Context, attribute types.VpcAttributeName, changes ...func(*ec2.DescribeVpcAttributeInput)) (*ec2.DescribeVpcAttributeOutput, error) {
	if err := v.check("ec2.DescribeVpcAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.DescribeVpcAttributeInput{VpcId: aws.String(v.ID), Attribute: attribute}
	return resources.Call(ctx, "ec2.DescribeVpcAttribute", v.service.describeVpcAttribute, in, changes)
}

// DetachClassicLinkInstance detaches a classic link instance from the VPC
// (DetachClassicLinkVpc). Data is stale afterwards.
func (v *Vpc) DetachClassicLinkInstance(ctx context.Context, instanceID string, changes ...func(*ec2.DetachClassicLinkVpcInput)) (*ec2.DetachClassicLinkVpcOutput, error) {
	if err := v.check("ec2.DetachClassicLinkVpc"); err != nil {
		return nil, err
	}
	in := &ec2.DetachClassicLinkVpcInput{VpcId: aws.String(v.ID), InstanceId: aws.String(instanceID)}
	return resources.Act(ctx, &v.state, "ec2.DetachClassicLinkVpc", v.service.detachClassicLinkVpc, in, changes)
}

// DetachInternetGateway detaches an internet gateway from the VPC
// (DetachInternetGateway). Data is stale afterwards.
func (v *Vpc) DetachInternetGateway(ctx context.Context, internetGatewayID string, changes ...func(*ec2.DetachInternetGatewayInput)) (*ec2.DetachInternetGatewayOutput, error) {
	if err := v.check("ec2.DetachInternetGateway"); err != nil {
		return nil, err
	}
	in := &ec2.DetachInternetGatewayInput{VpcId: aws.String(v.ID), InternetGatewayId: aws.String(internetGatewayID)}
	return resources.Act(ctx, &v.state, "ec2.DetachInternetGateway", v.service.detachInternetGateway, in, changes)
}

// DisableClassicLink disables the classic link of the VPC
// (DisableVpcClassicLink). Data is stale afterwards.
func (v *Vpc) DisableClassicLink(ctx context.Context, changes ...func(*ec2.DisableVpcClassicLinkInput)) (*ec2.DisableVpcClassicLinkOutput, error) {
	if err := v.check("ec2.DisableVpcClassicLink"); err != nil {
		return nil, err
	}
	in := &ec2.DisableVpcClassicLinkInput{VpcId: aws.String(v.ID)}
	return resources.Act(ctx, &v.state, "ec2.DisableVpcClassicLink", v.service.disableVpcClassicLink, in, changes)
}

// EnableClassicLink enables the classic link of the VPC (EnableVpcClassicLink).
// Data is stale afterwards.
func (v *Vpc) EnableClassicLink(ctx context.Context, changes ...func(*ec2.EnableVpcClassicLinkInput)) (*ec2.EnableVpcClassicLinkOutput, error) {
	if err := v.check("ec2.EnableVpcClassicLink"); err != nil {
		return nil, err
	}
	in := &ec2.EnableVpcClassicLinkInput{VpcId: aws.String(v.ID)}
	return resources.Act(ctx, &v.state, "ec2.EnableVpcClassicLink", v.service.enableVpcClassicLink, in, changes)
}

// ModifyAttribute modifies an attribute of the VPC (ModifyVpcAttribute). Data
// is stale afterwards.
func (v *Vpc) ModifyAttribute(ctx context.Context, changes ...func(*ec2.ModifyVpcAttributeInput)) (*ec2.ModifyVpcAttributeOutput, error) {
	if err := v.check("ec2.ModifyVpcAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.ModifyVpcAttributeInput{VpcId: aws.String(v.ID)}
	return resources.Act(ctx, &v.state, "ec2.ModifyVpcAttribute", v.service.modifyVpcAttribute, in, changes)
}

// RequestVpcPeeringConnection requests a VPC peering connection between the VPC
// and another (CreateVpcPeeringConnection) and returns it. Data is stale
// afterwards.
func (v *Vpc) RequestVpcPeeringConnection(ctx context.Context, changes ...func(*ec2.CreateVpcPeeringConnectionInput)) (*VpcPeeringConnection, error) {
	if err := v.check("ec2.CreateVpcPeeringConnection"); err != nil {
		return nil, err
	}
	in := &ec2.CreateVpcPeeringConnectionInput{VpcId: aws.String(v.ID)}
	out, err := resources.Act(ctx, &v.state, "ec2.CreateVpcPeeringConnection", v.service.createVpcPeeringConnection, in, changes)
	if err != nil {
		return nil, err
	}
	if out.VpcPeeringConnection == nil {
		return nil, resources.Without("ec2.CreateVpcPeeringConnection", "VpcPeeringConnection")
	}
	return &VpcPeeringConnection{node: node{service: v.service}, ID: aws.ToString(out.VpcPeeringConnection.VpcPeeringConnectionId), Data: out.VpcPeeringConnection}, nil
}

// DhcpOptions returns the DHCP options that Data names, or nil if there is no
// Data or it names none.
func (v *Vpc) DhcpOptions() *DhcpOptions {
	if v == nil || v.Data == nil || aws.ToString(v.Data.DhcpOptionsId) == "" {
		return nil
	}
	return &DhcpOptions{node: node{service: v.service}, ID: aws.ToString(v.Data.DhcpOptionsId)}
}

// AcceptedVpcPeeringConnections returns the accepted VPC peering connections of
// the VPC (DescribeVpcPeeringConnections). The service applies the filters.
func (v *Vpc) AcceptedVpcPeeringConnections(filters ...types.Filter) *VpcPeeringConnections {
	if err := v.check("ec2.DescribeVpcPeeringConnections"); err != nil {
		return newVpcPeeringConnections(collections.Refused(err))
	}
	in := &ec2.DescribeVpcPeeringConnectionsInput{Filters: append([]types.Filter{{Name: aws.String("accepter-vpc-info.vpc-id"), Values: []string{v.ID}}}, filters...)}
	return newVpcPeeringConnections(collections.Listed(v.service.describeVpcPeeringConnections, in, v.service.vpcPeeringConnectionsOf))
}

// Instances returns the instances of the VPC (DescribeInstances). The service
// applies the filters.
func (v *Vpc) Instances(filters ...types.Filter) *Instances {
	if err := v.check("ec2.DescribeInstances"); err != nil {
		return newInstances(collections.Refused(err))
	}
	in := &ec2.DescribeInstancesInput{Filters: append([]types.Filter{{Name: aws.String("vpc-id"), Values: []string{v.ID}}}, filters...)}
	return newInstances(collections.Listed(v.service.describeInstances, in, v.service.instancesOf))
}

// InternetGateways returns the internet gateways of the VPC
// (DescribeInternetGateways). The service applies the filters.
func (v *Vpc) InternetGateways(filters ...types.Filter) *InternetGateways {
	if err := v.check("ec2.DescribeInternetGateways"); err != nil {
		return newInternetGateways(collections.Refused(err))
	}
	in := &ec2.DescribeInternetGatewaysInput{Filters: append([]types.Filter{{Name: aws.String("attachment.vpc-id"), Values: []string{v.ID}}}, filters...)}
	return newInternetGateways(collections.Listed(v.service.describeInternetGateways, in, v.service.internetGatewaysOf))
}

// NetworkAcls returns the network ACLs of the VPC (DescribeNetworkAcls). The
// service applies the filters.
func (v *Vpc) NetworkAcls(filters ...types.Filter) *NetworkAcls {
	if err := v.check("ec2.DescribeNetworkAcls"); err != nil {
		return newNetworkAcls(collections.Refused(err))
	}
	in := &ec2.DescribeNetworkAclsInput{Filters: append([]types.Filter{{Name: aws.String("vpc-id"), Values: []string{v.ID}}}, filters...)}
	return newNetworkAcls(collections.Listed(v.service.describeNetworkAcls, in, v.service.networkAclsOf))
}

// NetworkInterfaces returns the network interfaces of the VPC
// (DescribeNetworkInterfaces). The service applies the filters.
func (v *Vpc) NetworkInterfaces(filters ...types.Filter) *NetworkInterfaces {
	if err := v.check("ec2.DescribeNetworkInterfaces"); err != nil {
		return newNetworkInterfaces(collections.Refused(err))
	}
	in := &ec2.DescribeNetworkInterfacesInput{Filters: append([]types.Filter{{Name: aws.String("vpc-id"), Values: []string{v.ID}}}, filters...)}
	return newNetworkInterfaces(collections.Listed(v.service.describeNetworkInterfaces, in, v.service.networkInterfacesOf))
}

// RequestedVpcPeeringConnections returns the requested VPC peering connections
// of the VPC (DescribeVpcPeeringConnections). The service applies the filters.
func (v *Vpc) RequestedVpcPeeringConnections(filters ...types.Filter) *VpcPeeringConnections {
	if err := v.check("ec2.DescribeVpcPeeringConnections"); err != nil {
		return newVpcPeeringConnections(collections.Refused(err))
	}
	in := &ec2.DescribeVpcPeeringConnectionsInput{Filters: append([]types.Filter{{Name: aws.String("requester-vpc-info.vpc-id"), Values: []string{v.ID}}}, filters...)}
	return newVpcPeeringConnections(collections.Listed(v.service.describeVpcPeeringConnections, in, v.service.vpcPeeringConnectionsOf))
}

// RouteTables returns the route tables of the VPC (DescribeRouteTables). The
// service applies the filters.
func (v *Vpc) RouteTables(filters ...types.Filter) *RouteTables {
	if err := v.check("ec2.DescribeRouteTables"); err != nil {
		return newRouteTables(collections.Refused(err))
	}
	in := &ec2.DescribeRouteTablesInput{Filters: append([]types.Filter{{Name: aws.String("vpc-id"), Values: []string{v.ID}}}, filters...)}
	return newRouteTables(collections.Listed(v.service.describeRouteTables, in, v.service.routeTablesOf))
}

// SecurityGroups returns the security groups of the VPC
// (DescribeSecurityGroups). The service applies the filters.
func (v *Vpc) SecurityGroups(filters ...types.Filter) *SecurityGroups {
	if err := v.check("ec2.DescribeSecurityGroups"); err != nil {
		return newSecurityGroups(collections.Refused(err))
	}
	in := &ec2.DescribeSecurityGroupsInput{Filters: append([]types.Filter{{Name: aws.String("vpc-id"), Values: []string{v.ID}}}, filters...)}
	return newSecurityGroups(collections.Listed(v.service.describeSecurityGroups, in, v.service.securityGroupsOf))
}

// Subnets returns the subnets of the VPC (DescribeSubnets). The service applies
// the filters.
func (v *Vpc) Subnets(filters ...types.Filter) *Subnets {
	if err := v.check("ec2.DescribeSubnets"); err != nil {
		return newSubnets(collections.Refused(err))
	}
	in := &ec2.DescribeSubnetsInput{Filters: append([]types.Filter{{Name: aws.String("vpc-id"), Values: []string{v.ID}}}, filters...)}
	return newSubnets(collections.Listed(v.service.describeSubnets, in, v.service.subnetsOf))
}

// WaitUntilAvailable waits until the VPC is available (DescribeVpcs). It sets
// Data from the last response; if the wait fails, Data is stale. The options or
// the context must bound the wait.
func (v *Vpc) WaitUntilAvailable(ctx context.Context, opts waiters.Options) error {
	if err := v.check("ec2.VpcAvailable"); err != nil {
		return err
	}
	api, err := client[ec2.DescribeVpcsAPIClient](v.service, "ec2.DescribeVpcs")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, ec2.NewVpcAvailableWaiter(api), &ec2.DescribeVpcsInput{VpcIds: []string{v.ID}}, opts)
	resources.Keep(&v.state, &v.Data, vpcIn(out))
	return err
}

// WaitUntilExists waits until the VPC exists (DescribeVpcs). It sets Data from
// the last response; if the wait fails, Data is stale. The options or the
// context must bound the wait.
func (v *Vpc) WaitUntilExists(ctx context.Context, opts waiters.Options) error {
	if err := v.check("ec2.VpcExists"); err != nil {
		return err
	}
	api, err := client[ec2.DescribeVpcsAPIClient](v.service, "ec2.DescribeVpcs")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, ec2.NewVpcExistsWaiter(api), &ec2.DescribeVpcsInput{VpcIds: []string{v.ID}}, opts)
	resources.Keep(&v.state, &v.Data, vpcIn(out))
	return err
}

// Vpcs is a collection of VPCs, as DescribeVpcs lists them. It makes no request
// until it is ranged over; see [collections.View].
type Vpcs struct {
	collections.View[*Vpcs, *ec2.DescribeVpcsInput, *Vpc]
}

func newVpcs(e *collections.Erased) *Vpcs {
	return &Vpcs{collections.ViewOf[*Vpcs, *ec2.DescribeVpcsInput, *Vpc](e)}
}

func (e *EC2) vpcsOf(out *ec2.DescribeVpcsOutput) []any {
	count := len(out.Vpcs)
	all, slab := make([]any, 0, count), make([]Vpc, count)
	for n := range out.Vpcs {
		v := &slab[len(all)]
		v.service, v.ID, v.Data = e, aws.ToString(out.Vpcs[n].VpcId), &out.Vpcs[n]
		all = append(all, v)
	}
	return all
}

// CreateTags sets tags of the VPCs, 1,000 a request (CreateTags). It returns
// how many succeeded; the error has a [resources.ItemError] for each that did
// not.
func (c *Vpcs) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Vpc]{
		Size:    1000,
		Group:   func(v *Vpc) any { return v.service },
		Changed: func(v *Vpc) { v.state.Changed() },
		Do: func(ctx context.Context, group []*Vpc) ([]collections.Failure, error) {
			in := &ec2.CreateTagsInput{Tags: tags}
			for _, v := range group {
				in.Resources = append(in.Resources, v.ID)
			}
			_, err := resources.Call(ctx, "ec2.CreateTags", group[0].service.createTags, in, changes)
			return nil, err
		},
	})
}

// DeleteTags removes these tags, or all if there are none, from the VPCs, 1,000
// a request (DeleteTags). It returns how many succeeded; the error has a
// [resources.ItemError] for each that did not.
func (c *Vpcs) DeleteTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.DeleteTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Vpc]{
		Size:    1000,
		Group:   func(v *Vpc) any { return v.service },
		Changed: func(v *Vpc) { v.state.Changed() },
		Do: func(ctx context.Context, group []*Vpc) ([]collections.Failure, error) {
			in := &ec2.DeleteTagsInput{Tags: tags}
			for _, v := range group {
				in.Resources = append(in.Resources, v.ID)
			}
			_, err := resources.Call(ctx, "ec2.DeleteTags", group[0].service.deleteTags, in, changes)
			return nil, err
		},
	})
}
