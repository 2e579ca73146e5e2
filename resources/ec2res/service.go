package ec2res

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// EC2 gives access to the resources of Amazon EC2 in one account and region. It
// is safe for concurrent use. Its zero value makes no requests; use [Open] or
// [New].
type EC2 struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*ec2.Options)) *EC2 {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	e := New(ec2.NewFromConfig(cfg, optFns...))
	e.place = e.place.In(sess)
	return e
}

// New returns the resources that a client has access to. It makes no request.
func New(client *ec2.Client) *EC2 {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &EC2{resources.NewPlace("ec2", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of *ec2.Client,
// such as a fake in a test. What needs another method returns an error.
func NewFrom(api any) *EC2 { return &EC2{resources.NewPlace("ec2", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (e *EC2) Client() *ec2.Client {
	client, _ := e.api().(*ec2.Client)
	return client
}

func (e *EC2) api() any {
	if e == nil {
		return nil
	}
	return e.place.API()
}

func (e *EC2) at() *resources.Place {
	if e == nil {
		return nil
	}
	return &e.place
}

// node holds what all resources have in common.
type node struct {
	service *EC2
	state   resources.State
}

// Service returns the EC2 that the resource was made with.
func (n *node) Service() *EC2 { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *ec2.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// client returns the client as the interface of a waiter.
func client[A any](e *EC2, operation string) (A, error) {
	api, ok := e.api().(A)
	if !ok {
		return api, e.at().Lacks(operation)
	}
	return api, nil
}

// Filter returns a filter of a request: what has one of the values. The service
// applies it; to filter what it sent, see the method Filter of the collections.
func Filter(name string, values ...string) types.Filter {
	return types.Filter{Name: aws.String(name), Values: values}
}

// tagMap returns tags as a map.
func tagMap(tags []types.Tag) map[string]string {
	m := make(map[string]string, len(tags))
	for _, t := range tags {
		m[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	return m
}

// tagValue returns the value of a tag, or "".
func tagValue(tags []types.Tag, key string) string {
	for _, t := range tags {
		if aws.ToString(t.Key) == key {
			return aws.ToString(t.Value)
		}
	}
	return ""
}

// CreateDhcpOptions creates DHCP options (CreateDhcpOptions) and returns them.
func (e *EC2) CreateDhcpOptions(ctx context.Context, dhcpConfigurations []types.NewDhcpConfiguration, changes ...func(*ec2.CreateDhcpOptionsInput)) (*DhcpOptions, error) {
	in := &ec2.CreateDhcpOptionsInput{DhcpConfigurations: dhcpConfigurations}
	out, err := resources.Call(ctx, "ec2.CreateDhcpOptions", e.createDhcpOptions, in, changes)
	if err != nil {
		return nil, err
	}
	if out.DhcpOptions == nil {
		return nil, resources.Without("ec2.CreateDhcpOptions", "DhcpOptions")
	}
	return &DhcpOptions{node: node{service: e}, ID: aws.ToString(out.DhcpOptions.DhcpOptionsId), Data: out.DhcpOptions}, nil
}

// CreateInstances launches between minCount and maxCount instances
// (RunInstances) and returns the instances.
func (e *EC2) CreateInstances(ctx context.Context, minCount, maxCount int32, changes ...func(*ec2.RunInstancesInput)) ([]*Instance, error) {
	in := &ec2.RunInstancesInput{MinCount: aws.Int32(minCount), MaxCount: aws.Int32(maxCount)}
	out, err := resources.Call(ctx, "ec2.RunInstances", e.runInstances, in, changes)
	if err != nil {
		return nil, err
	}
	all := make([]*Instance, len(out.Instances))
	for n := range out.Instances {
		all[n] = &Instance{node: node{service: e}, ID: aws.ToString(out.Instances[n].InstanceId), Data: &out.Instances[n]}
	}
	return all, nil
}

// CreateInternetGateway creates an internet gateway (CreateInternetGateway) and
// returns it.
func (e *EC2) CreateInternetGateway(ctx context.Context, changes ...func(*ec2.CreateInternetGatewayInput)) (*InternetGateway, error) {
	in := &ec2.CreateInternetGatewayInput{}
	out, err := resources.Call(ctx, "ec2.CreateInternetGateway", e.createInternetGateway, in, changes)
	if err != nil {
		return nil, err
	}
	if out.InternetGateway == nil {
		return nil, resources.Without("ec2.CreateInternetGateway", "InternetGateway")
	}
	return &InternetGateway{node: node{service: e}, ID: aws.ToString(out.InternetGateway.InternetGatewayId), Data: out.InternetGateway}, nil
}

// CreateKeyPair creates a key pair (CreateKeyPair) and returns it.
func (e *EC2) CreateKeyPair(ctx context.Context, keyName string, changes ...func(*ec2.CreateKeyPairInput)) (*KeyPair, error) {
	in := &ec2.CreateKeyPairInput{KeyName: aws.String(keyName)}
	out, err := resources.Call(ctx, "ec2.CreateKeyPair", e.createKeyPair, in, changes)
	if err != nil {
		return nil, err
	}
	return &KeyPair{node: node{service: e}, Name: aws.ToString(out.KeyName), Data: out}, nil
}

// CreateNetworkAcl creates a network ACL (CreateNetworkAcl) and returns it.
func (e *EC2) CreateNetworkAcl(ctx context.Context, vpcID string, changes ...func(*ec2.CreateNetworkAclInput)) (*NetworkAcl, error) {
	in := &ec2.CreateNetworkAclInput{VpcId: aws.String(vpcID)}
	out, err := resources.Call(ctx, "ec2.CreateNetworkAcl", e.createNetworkAcl, in, changes)
	if err != nil {
		return nil, err
	}
	if out.NetworkAcl == nil {
		return nil, resources.Without("ec2.CreateNetworkAcl", "NetworkAcl")
	}
	return &NetworkAcl{node: node{service: e}, ID: aws.ToString(out.NetworkAcl.NetworkAclId), Data: out.NetworkAcl}, nil
}

// CreateNetworkInterface creates a network interface (CreateNetworkInterface)
// and returns it.
func (e *EC2) CreateNetworkInterface(ctx context.Context, subnetID string, changes ...func(*ec2.CreateNetworkInterfaceInput)) (*NetworkInterface, error) {
	in := &ec2.CreateNetworkInterfaceInput{SubnetId: aws.String(subnetID)}
	out, err := resources.Call(ctx, "ec2.CreateNetworkInterface", e.createNetworkInterface, in, changes)
	if err != nil {
		return nil, err
	}
	if out.NetworkInterface == nil {
		return nil, resources.Without("ec2.CreateNetworkInterface", "NetworkInterface")
	}
	return &NetworkInterface{node: node{service: e}, ID: aws.ToString(out.NetworkInterface.NetworkInterfaceId), Data: out.NetworkInterface}, nil
}

// CreatePlacementGroup creates a placement group (CreatePlacementGroup) and
// returns it.
func (e *EC2) CreatePlacementGroup(ctx context.Context, changes ...func(*ec2.CreatePlacementGroupInput)) (*PlacementGroup, error) {
	in := &ec2.CreatePlacementGroupInput{}
	_, err := resources.Call(ctx, "ec2.CreatePlacementGroup", e.createPlacementGroup, in, changes)
	if err != nil {
		return nil, err
	}
	return &PlacementGroup{node: node{service: e}, Name: aws.ToString(in.GroupName)}, nil
}

// CreateRouteTable creates a route table (CreateRouteTable) and returns it.
func (e *EC2) CreateRouteTable(ctx context.Context, vpcID string, changes ...func(*ec2.CreateRouteTableInput)) (*RouteTable, error) {
	in := &ec2.CreateRouteTableInput{VpcId: aws.String(vpcID)}
	out, err := resources.Call(ctx, "ec2.CreateRouteTable", e.createRouteTable, in, changes)
	if err != nil {
		return nil, err
	}
	if out.RouteTable == nil {
		return nil, resources.Without("ec2.CreateRouteTable", "RouteTable")
	}
	return &RouteTable{node: node{service: e}, ID: aws.ToString(out.RouteTable.RouteTableId), Data: out.RouteTable}, nil
}

// CreateSecurityGroup creates a security group (CreateSecurityGroup) and
// returns it.
func (e *EC2) CreateSecurityGroup(ctx context.Context, groupName, description string, changes ...func(*ec2.CreateSecurityGroupInput)) (*SecurityGroup, error) {
	in := &ec2.CreateSecurityGroupInput{GroupName: aws.String(groupName), Description: aws.String(description)}
	out, err := resources.Call(ctx, "ec2.CreateSecurityGroup", e.createSecurityGroup, in, changes)
	if err != nil {
		return nil, err
	}
	return &SecurityGroup{node: node{service: e}, ID: aws.ToString(out.GroupId)}, nil
}

// CreateSnapshot creates a snapshot (CreateSnapshot) and returns it.
func (e *EC2) CreateSnapshot(ctx context.Context, volumeID string, changes ...func(*ec2.CreateSnapshotInput)) (*Snapshot, error) {
	in := &ec2.CreateSnapshotInput{VolumeId: aws.String(volumeID)}
	out, err := resources.Call(ctx, "ec2.CreateSnapshot", e.createSnapshot, in, changes)
	if err != nil {
		return nil, err
	}
	return &Snapshot{node: node{service: e}, ID: aws.ToString(out.SnapshotId), Data: &types.Snapshot{
		AvailabilityZone:          out.AvailabilityZone,
		CompletionDurationMinutes: out.CompletionDurationMinutes,
		CompletionTime:            out.CompletionTime,
		DataEncryptionKeyId:       out.DataEncryptionKeyId,
		Description:               out.Description,
		Encrypted:                 out.Encrypted,
		FullSnapshotSizeInBytes:   out.FullSnapshotSizeInBytes,
		KmsKeyId:                  out.KmsKeyId,
		OutpostArn:                out.OutpostArn,
		OwnerAlias:                out.OwnerAlias,
		OwnerId:                   out.OwnerId,
		Progress:                  out.Progress,
		RestoreExpiryTime:         out.RestoreExpiryTime,
		SnapshotId:                out.SnapshotId,
		SseType:                   out.SseType,
		StartTime:                 out.StartTime,
		State:                     out.State,
		StateMessage:              out.StateMessage,
		StorageTier:               out.StorageTier,
		Tags:                      out.Tags,
		TransferType:              out.TransferType,
		VolumeId:                  out.VolumeId,
		VolumeSize:                out.VolumeSize,
	}}, nil
}

// CreateSubnet creates a subnet (CreateSubnet) and returns it.
func (e *EC2) CreateSubnet(ctx context.Context, vpcID string, changes ...func(*ec2.CreateSubnetInput)) (*Subnet, error) {
	in := &ec2.CreateSubnetInput{VpcId: aws.String(vpcID)}
	out, err := resources.Call(ctx, "ec2.CreateSubnet", e.createSubnet, in, changes)
	if err != nil {
		return nil, err
	}
	if out.Subnet == nil {
		return nil, resources.Without("ec2.CreateSubnet", "Subnet")
	}
	return &Subnet{node: node{service: e}, ID: aws.ToString(out.Subnet.SubnetId), Data: out.Subnet}, nil
}

// CreateTags creates tags (CreateTags).
func (e *EC2) CreateTags(ctx context.Context, resourceIDs []string, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) (*ec2.CreateTagsOutput, error) {
	in := &ec2.CreateTagsInput{Resources: resourceIDs, Tags: tags}
	return resources.Call(ctx, "ec2.CreateTags", e.createTags, in, changes)
}

// CreateVolume creates a volume (CreateVolume) and returns it.
func (e *EC2) CreateVolume(ctx context.Context, changes ...func(*ec2.CreateVolumeInput)) (*Volume, error) {
	in := &ec2.CreateVolumeInput{}
	out, err := resources.Call(ctx, "ec2.CreateVolume", e.createVolume, in, changes)
	if err != nil {
		return nil, err
	}
	return &Volume{node: node{service: e}, ID: aws.ToString(out.VolumeId), Data: &types.Volume{
		Attachments:              out.Attachments,
		AvailabilityZone:         out.AvailabilityZone,
		AvailabilityZoneId:       out.AvailabilityZoneId,
		CreateTime:               out.CreateTime,
		Encrypted:                out.Encrypted,
		FastRestored:             out.FastRestored,
		Iops:                     out.Iops,
		KmsKeyId:                 out.KmsKeyId,
		MultiAttachEnabled:       out.MultiAttachEnabled,
		Operator:                 out.Operator,
		OutpostArn:               out.OutpostArn,
		OwnerId:                  out.OwnerId,
		Size:                     out.Size,
		SnapshotId:               out.SnapshotId,
		SourceVolumeId:           out.SourceVolumeId,
		SseType:                  out.SseType,
		State:                    out.State,
		Tags:                     out.Tags,
		Throughput:               out.Throughput,
		VolumeArn:                out.VolumeArn,
		VolumeId:                 out.VolumeId,
		VolumeInitializationRate: out.VolumeInitializationRate,
		VolumeType:               out.VolumeType,
	}}, nil
}

// CreateVpc creates a VPC (CreateVpc) and returns it.
func (e *EC2) CreateVpc(ctx context.Context, changes ...func(*ec2.CreateVpcInput)) (*Vpc, error) {
	in := &ec2.CreateVpcInput{}
	out, err := resources.Call(ctx, "ec2.CreateVpc", e.createVpc, in, changes)
	if err != nil {
		return nil, err
	}
	if out.Vpc == nil {
		return nil, resources.Without("ec2.CreateVpc", "Vpc")
	}
	return &Vpc{node: node{service: e}, ID: aws.ToString(out.Vpc.VpcId), Data: out.Vpc}, nil
}

// CreateVpcPeeringConnection creates a VPC peering connection
// (CreateVpcPeeringConnection) and returns it.
func (e *EC2) CreateVpcPeeringConnection(ctx context.Context, vpcID string, changes ...func(*ec2.CreateVpcPeeringConnectionInput)) (*VpcPeeringConnection, error) {
	in := &ec2.CreateVpcPeeringConnectionInput{VpcId: aws.String(vpcID)}
	out, err := resources.Call(ctx, "ec2.CreateVpcPeeringConnection", e.createVpcPeeringConnection, in, changes)
	if err != nil {
		return nil, err
	}
	if out.VpcPeeringConnection == nil {
		return nil, resources.Without("ec2.CreateVpcPeeringConnection", "VpcPeeringConnection")
	}
	return &VpcPeeringConnection{node: node{service: e}, ID: aws.ToString(out.VpcPeeringConnection.VpcPeeringConnectionId), Data: out.VpcPeeringConnection}, nil
}

// DisassociateRouteTable disassociates a route table (DisassociateRouteTable).
func (e *EC2) DisassociateRouteTable(ctx context.Context, associationID string, changes ...func(*ec2.DisassociateRouteTableInput)) (*ec2.DisassociateRouteTableOutput, error) {
	in := &ec2.DisassociateRouteTableInput{AssociationId: aws.String(associationID)}
	return resources.Call(ctx, "ec2.DisassociateRouteTable", e.disassociateRouteTable, in, changes)
}

// ImportKeyPair imports a key pair (ImportKeyPair) and returns it.
func (e *EC2) ImportKeyPair(ctx context.Context, keyName string, publicKeyMaterial []byte, changes ...func(*ec2.ImportKeyPairInput)) (*KeyPairInfo, error) {
	in := &ec2.ImportKeyPairInput{KeyName: aws.String(keyName), PublicKeyMaterial: publicKeyMaterial}
	out, err := resources.Call(ctx, "ec2.ImportKeyPair", e.importKeyPair, in, changes)
	if err != nil {
		return nil, err
	}
	return &KeyPairInfo{node: node{service: e}, Name: aws.ToString(out.KeyName)}, nil
}

// RegisterImage registers an image (RegisterImage) and returns it.
func (e *EC2) RegisterImage(ctx context.Context, name string, changes ...func(*ec2.RegisterImageInput)) (*Image, error) {
	in := &ec2.RegisterImageInput{Name: aws.String(name)}
	out, err := resources.Call(ctx, "ec2.RegisterImage", e.registerImage, in, changes)
	if err != nil {
		return nil, err
	}
	return &Image{node: node{service: e}, ID: aws.ToString(out.ImageId)}, nil
}

// ClassicAddresses returns the classic addresses (DescribeAddresses). The
// service applies the filters.
func (e *EC2) ClassicAddresses(filters ...types.Filter) *ClassicAddresses {
	in := &ec2.DescribeAddressesInput{Filters: append([]types.Filter{{Name: aws.String("domain"), Values: []string{"standard"}}}, filters...)}
	return newClassicAddresses(collections.ListedOnce(e.describeAddresses, in, e.classicAddressesOf))
}

// DhcpOptionsSets returns the DHCP options sets (DescribeDhcpOptions). The
// service applies the filters.
func (e *EC2) DhcpOptionsSets(filters ...types.Filter) *DhcpOptionsSets {
	in := &ec2.DescribeDhcpOptionsInput{Filters: filters}
	return newDhcpOptionsSets(collections.Listed(e.describeDhcpOptions, in, e.dhcpOptionsSetsOf))
}

// Images returns the images (DescribeImages). The service applies the filters.
func (e *EC2) Images(filters ...types.Filter) *Images {
	in := &ec2.DescribeImagesInput{Filters: filters}
	return newImages(collections.Listed(e.describeImages, in, e.imagesOf))
}

// Instances returns the instances (DescribeInstances). The service applies the
// filters.
func (e *EC2) Instances(filters ...types.Filter) *Instances {
	in := &ec2.DescribeInstancesInput{Filters: filters}
	return newInstances(collections.Listed(e.describeInstances, in, e.instancesOf))
}

// InternetGateways returns the internet gateways (DescribeInternetGateways).
// The service applies the filters.
func (e *EC2) InternetGateways(filters ...types.Filter) *InternetGateways {
	in := &ec2.DescribeInternetGatewaysInput{Filters: filters}
	return newInternetGateways(collections.Listed(e.describeInternetGateways, in, e.internetGatewaysOf))
}

// KeyPairs returns the key pairs (DescribeKeyPairs). The service applies the
// filters.
func (e *EC2) KeyPairs(filters ...types.Filter) *KeyPairs {
	in := &ec2.DescribeKeyPairsInput{Filters: filters}
	return newKeyPairs(collections.ListedOnce(e.describeKeyPairs, in, e.keyPairsOf))
}

// NetworkAcls returns the network ACLs (DescribeNetworkAcls). The service
// applies the filters.
func (e *EC2) NetworkAcls(filters ...types.Filter) *NetworkAcls {
	in := &ec2.DescribeNetworkAclsInput{Filters: filters}
	return newNetworkAcls(collections.Listed(e.describeNetworkAcls, in, e.networkAclsOf))
}

// NetworkInterfaces returns the network interfaces (DescribeNetworkInterfaces).
// The service applies the filters.
func (e *EC2) NetworkInterfaces(filters ...types.Filter) *NetworkInterfaces {
	in := &ec2.DescribeNetworkInterfacesInput{Filters: filters}
	return newNetworkInterfaces(collections.Listed(e.describeNetworkInterfaces, in, e.networkInterfacesOf))
}

// PlacementGroups returns the placement groups (DescribePlacementGroups). The
// service applies the filters.
func (e *EC2) PlacementGroups(filters ...types.Filter) *PlacementGroups {
	in := &ec2.DescribePlacementGroupsInput{Filters: filters}
	return newPlacementGroups(collections.ListedOnce(e.describePlacementGroups, in, e.placementGroupsOf))
}

// RouteTables returns the route tables (DescribeRouteTables). The service
// applies the filters.
func (e *EC2) RouteTables(filters ...types.Filter) *RouteTables {
	in := &ec2.DescribeRouteTablesInput{Filters: filters}
	return newRouteTables(collections.Listed(e.describeRouteTables, in, e.routeTablesOf))
}

// SecurityGroups returns the security groups (DescribeSecurityGroups). The
// service applies the filters.
func (e *EC2) SecurityGroups(filters ...types.Filter) *SecurityGroups {
	in := &ec2.DescribeSecurityGroupsInput{Filters: filters}
	return newSecurityGroups(collections.Listed(e.describeSecurityGroups, in, e.securityGroupsOf))
}

// Snapshots returns the snapshots (DescribeSnapshots). The service applies the
// filters.
func (e *EC2) Snapshots(filters ...types.Filter) *Snapshots {
	in := &ec2.DescribeSnapshotsInput{Filters: filters}
	return newSnapshots(collections.Listed(e.describeSnapshots, in, e.snapshotsOf))
}

// Subnets returns the subnets (DescribeSubnets). The service applies the
// filters.
func (e *EC2) Subnets(filters ...types.Filter) *Subnets {
	in := &ec2.DescribeSubnetsInput{Filters: filters}
	return newSubnets(collections.Listed(e.describeSubnets, in, e.subnetsOf))
}

// Tags returns the tags (DescribeTags). The service applies the filters.
func (e *EC2) Tags(filters ...types.Filter) *Tags {
	in := &ec2.DescribeTagsInput{Filters: filters}
	return newTags(collections.Listed(e.describeTags, in, e.tagsOf))
}

// Volumes returns the volumes (DescribeVolumes). The service applies the
// filters.
func (e *EC2) Volumes(filters ...types.Filter) *Volumes {
	in := &ec2.DescribeVolumesInput{Filters: filters}
	return newVolumes(collections.Listed(e.describeVolumes, in, e.volumesOf))
}

// VpcAddresses returns the VPC addresses (DescribeAddresses). The service
// applies the filters.
func (e *EC2) VpcAddresses(filters ...types.Filter) *VpcAddresses {
	in := &ec2.DescribeAddressesInput{Filters: append([]types.Filter{{Name: aws.String("domain"), Values: []string{"vpc"}}}, filters...)}
	return newVpcAddresses(collections.ListedOnce(e.describeAddresses, in, e.vpcAddressesOf))
}

// VpcPeeringConnections returns the VPC peering connections
// (DescribeVpcPeeringConnections). The service applies the filters.
func (e *EC2) VpcPeeringConnections(filters ...types.Filter) *VpcPeeringConnections {
	in := &ec2.DescribeVpcPeeringConnectionsInput{Filters: filters}
	return newVpcPeeringConnections(collections.Listed(e.describeVpcPeeringConnections, in, e.vpcPeeringConnectionsOf))
}

// Vpcs returns the VPCs (DescribeVpcs). The service applies the filters.
func (e *EC2) Vpcs(filters ...types.Filter) *Vpcs {
	in := &ec2.DescribeVpcsInput{Filters: filters}
	return newVpcs(collections.Listed(e.describeVpcs, in, e.vpcsOf))
}
