package ec2res

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (e *EC2) acceptVpcPeeringConnection(ctx context.Context, in *ec2.AcceptVpcPeeringConnectionInput) (*ec2.AcceptVpcPeeringConnectionOutput, error) {
	api, ok := e.api().(interface {
		AcceptVpcPeeringConnection(context.Context, *ec2.AcceptVpcPeeringConnectionInput, ...func(*ec2.Options)) (*ec2.AcceptVpcPeeringConnectionOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.AcceptVpcPeeringConnection")
	}
	return api.AcceptVpcPeeringConnection(ctx, in)
}

func (e *EC2) assignPrivateIpAddresses(ctx context.Context, in *ec2.AssignPrivateIpAddressesInput) (*ec2.AssignPrivateIpAddressesOutput, error) {
	api, ok := e.api().(interface {
		AssignPrivateIpAddresses(context.Context, *ec2.AssignPrivateIpAddressesInput, ...func(*ec2.Options)) (*ec2.AssignPrivateIpAddressesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.AssignPrivateIpAddresses")
	}
	return api.AssignPrivateIpAddresses(ctx, in)
}

func (e *EC2) associateAddress(ctx context.Context, in *ec2.AssociateAddressInput) (*ec2.AssociateAddressOutput, error) {
	api, ok := e.api().(interface {
		AssociateAddress(context.Context, *ec2.AssociateAddressInput, ...func(*ec2.Options)) (*ec2.AssociateAddressOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.AssociateAddress")
	}
	return api.AssociateAddress(ctx, in)
}

func (e *EC2) associateDhcpOptions(ctx context.Context, in *ec2.AssociateDhcpOptionsInput) (*ec2.AssociateDhcpOptionsOutput, error) {
	api, ok := e.api().(interface {
		AssociateDhcpOptions(context.Context, *ec2.AssociateDhcpOptionsInput, ...func(*ec2.Options)) (*ec2.AssociateDhcpOptionsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.AssociateDhcpOptions")
	}
	return api.AssociateDhcpOptions(ctx, in)
}

func (e *EC2) associateRouteTable(ctx context.Context, in *ec2.AssociateRouteTableInput) (*ec2.AssociateRouteTableOutput, error) {
	api, ok := e.api().(interface {
		AssociateRouteTable(context.Context, *ec2.AssociateRouteTableInput, ...func(*ec2.Options)) (*ec2.AssociateRouteTableOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.AssociateRouteTable")
	}
	return api.AssociateRouteTable(ctx, in)
}

func (e *EC2) attachClassicLinkVpc(ctx context.Context, in *ec2.AttachClassicLinkVpcInput) (*ec2.AttachClassicLinkVpcOutput, error) {
	api, ok := e.api().(interface {
		AttachClassicLinkVpc(context.Context, *ec2.AttachClassicLinkVpcInput, ...func(*ec2.Options)) (*ec2.AttachClassicLinkVpcOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.AttachClassicLinkVpc")
	}
	return api.AttachClassicLinkVpc(ctx, in)
}

func (e *EC2) attachInternetGateway(ctx context.Context, in *ec2.AttachInternetGatewayInput) (*ec2.AttachInternetGatewayOutput, error) {
	api, ok := e.api().(interface {
		AttachInternetGateway(context.Context, *ec2.AttachInternetGatewayInput, ...func(*ec2.Options)) (*ec2.AttachInternetGatewayOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.AttachInternetGateway")
	}
	return api.AttachInternetGateway(ctx, in)
}

func (e *EC2) attachNetworkInterface(ctx context.Context, in *ec2.AttachNetworkInterfaceInput) (*ec2.AttachNetworkInterfaceOutput, error) {
	api, ok := e.api().(interface {
		AttachNetworkInterface(context.Context, *ec2.AttachNetworkInterfaceInput, ...func(*ec2.Options)) (*ec2.AttachNetworkInterfaceOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.AttachNetworkInterface")
	}
	return api.AttachNetworkInterface(ctx, in)
}

func (e *EC2) attachVolume(ctx context.Context, in *ec2.AttachVolumeInput) (*ec2.AttachVolumeOutput, error) {
	api, ok := e.api().(interface {
		AttachVolume(context.Context, *ec2.AttachVolumeInput, ...func(*ec2.Options)) (*ec2.AttachVolumeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.AttachVolume")
	}
	return api.AttachVolume(ctx, in)
}

func (e *EC2) authorizeSecurityGroupEgress(ctx context.Context, in *ec2.AuthorizeSecurityGroupEgressInput) (*ec2.AuthorizeSecurityGroupEgressOutput, error) {
	api, ok := e.api().(interface {
		AuthorizeSecurityGroupEgress(context.Context, *ec2.AuthorizeSecurityGroupEgressInput, ...func(*ec2.Options)) (*ec2.AuthorizeSecurityGroupEgressOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.AuthorizeSecurityGroupEgress")
	}
	return api.AuthorizeSecurityGroupEgress(ctx, in)
}

func (e *EC2) authorizeSecurityGroupIngress(ctx context.Context, in *ec2.AuthorizeSecurityGroupIngressInput) (*ec2.AuthorizeSecurityGroupIngressOutput, error) {
	api, ok := e.api().(interface {
		AuthorizeSecurityGroupIngress(context.Context, *ec2.AuthorizeSecurityGroupIngressInput, ...func(*ec2.Options)) (*ec2.AuthorizeSecurityGroupIngressOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.AuthorizeSecurityGroupIngress")
	}
	return api.AuthorizeSecurityGroupIngress(ctx, in)
}

func (e *EC2) copySnapshot(ctx context.Context, in *ec2.CopySnapshotInput) (*ec2.CopySnapshotOutput, error) {
	api, ok := e.api().(interface {
		CopySnapshot(context.Context, *ec2.CopySnapshotInput, ...func(*ec2.Options)) (*ec2.CopySnapshotOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.CopySnapshot")
	}
	return api.CopySnapshot(ctx, in)
}

func (e *EC2) createDhcpOptions(ctx context.Context, in *ec2.CreateDhcpOptionsInput) (*ec2.CreateDhcpOptionsOutput, error) {
	api, ok := e.api().(interface {
		CreateDhcpOptions(context.Context, *ec2.CreateDhcpOptionsInput, ...func(*ec2.Options)) (*ec2.CreateDhcpOptionsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.CreateDhcpOptions")
	}
	return api.CreateDhcpOptions(ctx, in)
}

func (e *EC2) createImage(ctx context.Context, in *ec2.CreateImageInput) (*ec2.CreateImageOutput, error) {
	api, ok := e.api().(interface {
		CreateImage(context.Context, *ec2.CreateImageInput, ...func(*ec2.Options)) (*ec2.CreateImageOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.CreateImage")
	}
	return api.CreateImage(ctx, in)
}

func (e *EC2) createInternetGateway(ctx context.Context, in *ec2.CreateInternetGatewayInput) (*ec2.CreateInternetGatewayOutput, error) {
	api, ok := e.api().(interface {
		CreateInternetGateway(context.Context, *ec2.CreateInternetGatewayInput, ...func(*ec2.Options)) (*ec2.CreateInternetGatewayOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.CreateInternetGateway")
	}
	return api.CreateInternetGateway(ctx, in)
}

func (e *EC2) createKeyPair(ctx context.Context, in *ec2.CreateKeyPairInput) (*ec2.CreateKeyPairOutput, error) {
	api, ok := e.api().(interface {
		CreateKeyPair(context.Context, *ec2.CreateKeyPairInput, ...func(*ec2.Options)) (*ec2.CreateKeyPairOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.CreateKeyPair")
	}
	return api.CreateKeyPair(ctx, in)
}

func (e *EC2) createNetworkAcl(ctx context.Context, in *ec2.CreateNetworkAclInput) (*ec2.CreateNetworkAclOutput, error) {
	api, ok := e.api().(interface {
		CreateNetworkAcl(context.Context, *ec2.CreateNetworkAclInput, ...func(*ec2.Options)) (*ec2.CreateNetworkAclOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.CreateNetworkAcl")
	}
	return api.CreateNetworkAcl(ctx, in)
}

func (e *EC2) createNetworkAclEntry(ctx context.Context, in *ec2.CreateNetworkAclEntryInput) (*ec2.CreateNetworkAclEntryOutput, error) {
	api, ok := e.api().(interface {
		CreateNetworkAclEntry(context.Context, *ec2.CreateNetworkAclEntryInput, ...func(*ec2.Options)) (*ec2.CreateNetworkAclEntryOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.CreateNetworkAclEntry")
	}
	return api.CreateNetworkAclEntry(ctx, in)
}

func (e *EC2) createNetworkInterface(ctx context.Context, in *ec2.CreateNetworkInterfaceInput) (*ec2.CreateNetworkInterfaceOutput, error) {
	api, ok := e.api().(interface {
		CreateNetworkInterface(context.Context, *ec2.CreateNetworkInterfaceInput, ...func(*ec2.Options)) (*ec2.CreateNetworkInterfaceOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.CreateNetworkInterface")
	}
	return api.CreateNetworkInterface(ctx, in)
}

func (e *EC2) createPlacementGroup(ctx context.Context, in *ec2.CreatePlacementGroupInput) (*ec2.CreatePlacementGroupOutput, error) {
	api, ok := e.api().(interface {
		CreatePlacementGroup(context.Context, *ec2.CreatePlacementGroupInput, ...func(*ec2.Options)) (*ec2.CreatePlacementGroupOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.CreatePlacementGroup")
	}
	return api.CreatePlacementGroup(ctx, in)
}

func (e *EC2) createRoute(ctx context.Context, in *ec2.CreateRouteInput) (*ec2.CreateRouteOutput, error) {
	api, ok := e.api().(interface {
		CreateRoute(context.Context, *ec2.CreateRouteInput, ...func(*ec2.Options)) (*ec2.CreateRouteOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.CreateRoute")
	}
	return api.CreateRoute(ctx, in)
}

func (e *EC2) createRouteTable(ctx context.Context, in *ec2.CreateRouteTableInput) (*ec2.CreateRouteTableOutput, error) {
	api, ok := e.api().(interface {
		CreateRouteTable(context.Context, *ec2.CreateRouteTableInput, ...func(*ec2.Options)) (*ec2.CreateRouteTableOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.CreateRouteTable")
	}
	return api.CreateRouteTable(ctx, in)
}

func (e *EC2) createSecurityGroup(ctx context.Context, in *ec2.CreateSecurityGroupInput) (*ec2.CreateSecurityGroupOutput, error) {
	api, ok := e.api().(interface {
		CreateSecurityGroup(context.Context, *ec2.CreateSecurityGroupInput, ...func(*ec2.Options)) (*ec2.CreateSecurityGroupOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.CreateSecurityGroup")
	}
	return api.CreateSecurityGroup(ctx, in)
}

func (e *EC2) createSnapshot(ctx context.Context, in *ec2.CreateSnapshotInput) (*ec2.CreateSnapshotOutput, error) {
	api, ok := e.api().(interface {
		CreateSnapshot(context.Context, *ec2.CreateSnapshotInput, ...func(*ec2.Options)) (*ec2.CreateSnapshotOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.CreateSnapshot")
	}
	return api.CreateSnapshot(ctx, in)
}

func (e *EC2) createSubnet(ctx context.Context, in *ec2.CreateSubnetInput) (*ec2.CreateSubnetOutput, error) {
	api, ok := e.api().(interface {
		CreateSubnet(context.Context, *ec2.CreateSubnetInput, ...func(*ec2.Options)) (*ec2.CreateSubnetOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.CreateSubnet")
	}
	return api.CreateSubnet(ctx, in)
}

func (e *EC2) createTags(ctx context.Context, in *ec2.CreateTagsInput) (*ec2.CreateTagsOutput, error) {
	api, ok := e.api().(interface {
		CreateTags(context.Context, *ec2.CreateTagsInput, ...func(*ec2.Options)) (*ec2.CreateTagsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.CreateTags")
	}
	return api.CreateTags(ctx, in)
}

func (e *EC2) createVolume(ctx context.Context, in *ec2.CreateVolumeInput) (*ec2.CreateVolumeOutput, error) {
	api, ok := e.api().(interface {
		CreateVolume(context.Context, *ec2.CreateVolumeInput, ...func(*ec2.Options)) (*ec2.CreateVolumeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.CreateVolume")
	}
	return api.CreateVolume(ctx, in)
}

func (e *EC2) createVpc(ctx context.Context, in *ec2.CreateVpcInput) (*ec2.CreateVpcOutput, error) {
	api, ok := e.api().(interface {
		CreateVpc(context.Context, *ec2.CreateVpcInput, ...func(*ec2.Options)) (*ec2.CreateVpcOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.CreateVpc")
	}
	return api.CreateVpc(ctx, in)
}

func (e *EC2) createVpcPeeringConnection(ctx context.Context, in *ec2.CreateVpcPeeringConnectionInput) (*ec2.CreateVpcPeeringConnectionOutput, error) {
	api, ok := e.api().(interface {
		CreateVpcPeeringConnection(context.Context, *ec2.CreateVpcPeeringConnectionInput, ...func(*ec2.Options)) (*ec2.CreateVpcPeeringConnectionOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.CreateVpcPeeringConnection")
	}
	return api.CreateVpcPeeringConnection(ctx, in)
}

func (e *EC2) deleteDhcpOptions(ctx context.Context, in *ec2.DeleteDhcpOptionsInput) (*ec2.DeleteDhcpOptionsOutput, error) {
	api, ok := e.api().(interface {
		DeleteDhcpOptions(context.Context, *ec2.DeleteDhcpOptionsInput, ...func(*ec2.Options)) (*ec2.DeleteDhcpOptionsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DeleteDhcpOptions")
	}
	return api.DeleteDhcpOptions(ctx, in)
}

func (e *EC2) deleteInternetGateway(ctx context.Context, in *ec2.DeleteInternetGatewayInput) (*ec2.DeleteInternetGatewayOutput, error) {
	api, ok := e.api().(interface {
		DeleteInternetGateway(context.Context, *ec2.DeleteInternetGatewayInput, ...func(*ec2.Options)) (*ec2.DeleteInternetGatewayOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DeleteInternetGateway")
	}
	return api.DeleteInternetGateway(ctx, in)
}

func (e *EC2) deleteKeyPair(ctx context.Context, in *ec2.DeleteKeyPairInput) (*ec2.DeleteKeyPairOutput, error) {
	api, ok := e.api().(interface {
		DeleteKeyPair(context.Context, *ec2.DeleteKeyPairInput, ...func(*ec2.Options)) (*ec2.DeleteKeyPairOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DeleteKeyPair")
	}
	return api.DeleteKeyPair(ctx, in)
}

func (e *EC2) deleteNetworkAcl(ctx context.Context, in *ec2.DeleteNetworkAclInput) (*ec2.DeleteNetworkAclOutput, error) {
	api, ok := e.api().(interface {
		DeleteNetworkAcl(context.Context, *ec2.DeleteNetworkAclInput, ...func(*ec2.Options)) (*ec2.DeleteNetworkAclOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DeleteNetworkAcl")
	}
	return api.DeleteNetworkAcl(ctx, in)
}

func (e *EC2) deleteNetworkAclEntry(ctx context.Context, in *ec2.DeleteNetworkAclEntryInput) (*ec2.DeleteNetworkAclEntryOutput, error) {
	api, ok := e.api().(interface {
		DeleteNetworkAclEntry(context.Context, *ec2.DeleteNetworkAclEntryInput, ...func(*ec2.Options)) (*ec2.DeleteNetworkAclEntryOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DeleteNetworkAclEntry")
	}
	return api.DeleteNetworkAclEntry(ctx, in)
}

func (e *EC2) deleteNetworkInterface(ctx context.Context, in *ec2.DeleteNetworkInterfaceInput) (*ec2.DeleteNetworkInterfaceOutput, error) {
	api, ok := e.api().(interface {
		DeleteNetworkInterface(context.Context, *ec2.DeleteNetworkInterfaceInput, ...func(*ec2.Options)) (*ec2.DeleteNetworkInterfaceOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DeleteNetworkInterface")
	}
	return api.DeleteNetworkInterface(ctx, in)
}

func (e *EC2) deletePlacementGroup(ctx context.Context, in *ec2.DeletePlacementGroupInput) (*ec2.DeletePlacementGroupOutput, error) {
	api, ok := e.api().(interface {
		DeletePlacementGroup(context.Context, *ec2.DeletePlacementGroupInput, ...func(*ec2.Options)) (*ec2.DeletePlacementGroupOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DeletePlacementGroup")
	}
	return api.DeletePlacementGroup(ctx, in)
}

func (e *EC2) deleteRoute(ctx context.Context, in *ec2.DeleteRouteInput) (*ec2.DeleteRouteOutput, error) {
	api, ok := e.api().(interface {
		DeleteRoute(context.Context, *ec2.DeleteRouteInput, ...func(*ec2.Options)) (*ec2.DeleteRouteOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DeleteRoute")
	}
	return api.DeleteRoute(ctx, in)
}

func (e *EC2) deleteRouteTable(ctx context.Context, in *ec2.DeleteRouteTableInput) (*ec2.DeleteRouteTableOutput, error) {
	api, ok := e.api().(interface {
		DeleteRouteTable(context.Context, *ec2.DeleteRouteTableInput, ...func(*ec2.Options)) (*ec2.DeleteRouteTableOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DeleteRouteTable")
	}
	return api.DeleteRouteTable(ctx, in)
}

func (e *EC2) deleteSecurityGroup(ctx context.Context, in *ec2.DeleteSecurityGroupInput) (*ec2.DeleteSecurityGroupOutput, error) {
	api, ok := e.api().(interface {
		DeleteSecurityGroup(context.Context, *ec2.DeleteSecurityGroupInput, ...func(*ec2.Options)) (*ec2.DeleteSecurityGroupOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DeleteSecurityGroup")
	}
	return api.DeleteSecurityGroup(ctx, in)
}

func (e *EC2) deleteSnapshot(ctx context.Context, in *ec2.DeleteSnapshotInput) (*ec2.DeleteSnapshotOutput, error) {
	api, ok := e.api().(interface {
		DeleteSnapshot(context.Context, *ec2.DeleteSnapshotInput, ...func(*ec2.Options)) (*ec2.DeleteSnapshotOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DeleteSnapshot")
	}
	return api.DeleteSnapshot(ctx, in)
}

func (e *EC2) deleteSubnet(ctx context.Context, in *ec2.DeleteSubnetInput) (*ec2.DeleteSubnetOutput, error) {
	api, ok := e.api().(interface {
		DeleteSubnet(context.Context, *ec2.DeleteSubnetInput, ...func(*ec2.Options)) (*ec2.DeleteSubnetOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DeleteSubnet")
	}
	return api.DeleteSubnet(ctx, in)
}

func (e *EC2) deleteTags(ctx context.Context, in *ec2.DeleteTagsInput) (*ec2.DeleteTagsOutput, error) {
	api, ok := e.api().(interface {
		DeleteTags(context.Context, *ec2.DeleteTagsInput, ...func(*ec2.Options)) (*ec2.DeleteTagsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DeleteTags")
	}
	return api.DeleteTags(ctx, in)
}

func (e *EC2) deleteVolume(ctx context.Context, in *ec2.DeleteVolumeInput) (*ec2.DeleteVolumeOutput, error) {
	api, ok := e.api().(interface {
		DeleteVolume(context.Context, *ec2.DeleteVolumeInput, ...func(*ec2.Options)) (*ec2.DeleteVolumeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DeleteVolume")
	}
	return api.DeleteVolume(ctx, in)
}

func (e *EC2) deleteVpc(ctx context.Context, in *ec2.DeleteVpcInput) (*ec2.DeleteVpcOutput, error) {
	api, ok := e.api().(interface {
		DeleteVpc(context.Context, *ec2.DeleteVpcInput, ...func(*ec2.Options)) (*ec2.DeleteVpcOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DeleteVpc")
	}
	return api.DeleteVpc(ctx, in)
}

func (e *EC2) deleteVpcPeeringConnection(ctx context.Context, in *ec2.DeleteVpcPeeringConnectionInput) (*ec2.DeleteVpcPeeringConnectionOutput, error) {
	api, ok := e.api().(interface {
		DeleteVpcPeeringConnection(context.Context, *ec2.DeleteVpcPeeringConnectionInput, ...func(*ec2.Options)) (*ec2.DeleteVpcPeeringConnectionOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DeleteVpcPeeringConnection")
	}
	return api.DeleteVpcPeeringConnection(ctx, in)
}

func (e *EC2) deregisterImage(ctx context.Context, in *ec2.DeregisterImageInput) (*ec2.DeregisterImageOutput, error) {
	api, ok := e.api().(interface {
		DeregisterImage(context.Context, *ec2.DeregisterImageInput, ...func(*ec2.Options)) (*ec2.DeregisterImageOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DeregisterImage")
	}
	return api.DeregisterImage(ctx, in)
}

func (e *EC2) describeAddresses(ctx context.Context, in *ec2.DescribeAddressesInput) (*ec2.DescribeAddressesOutput, error) {
	api, ok := e.api().(interface {
		DescribeAddresses(context.Context, *ec2.DescribeAddressesInput, ...func(*ec2.Options)) (*ec2.DescribeAddressesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeAddresses")
	}
	return api.DescribeAddresses(ctx, in)
}

func (e *EC2) describeDhcpOptions(ctx context.Context, in *ec2.DescribeDhcpOptionsInput) (*ec2.DescribeDhcpOptionsOutput, error) {
	api, ok := e.api().(interface {
		DescribeDhcpOptions(context.Context, *ec2.DescribeDhcpOptionsInput, ...func(*ec2.Options)) (*ec2.DescribeDhcpOptionsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeDhcpOptions")
	}
	return api.DescribeDhcpOptions(ctx, in)
}

func (e *EC2) describeImageAttribute(ctx context.Context, in *ec2.DescribeImageAttributeInput) (*ec2.DescribeImageAttributeOutput, error) {
	api, ok := e.api().(interface {
		DescribeImageAttribute(context.Context, *ec2.DescribeImageAttributeInput, ...func(*ec2.Options)) (*ec2.DescribeImageAttributeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeImageAttribute")
	}
	return api.DescribeImageAttribute(ctx, in)
}

func (e *EC2) describeImages(ctx context.Context, in *ec2.DescribeImagesInput) (*ec2.DescribeImagesOutput, error) {
	api, ok := e.api().(interface {
		DescribeImages(context.Context, *ec2.DescribeImagesInput, ...func(*ec2.Options)) (*ec2.DescribeImagesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeImages")
	}
	return api.DescribeImages(ctx, in)
}

func (e *EC2) describeInstanceAttribute(ctx context.Context, in *ec2.DescribeInstanceAttributeInput) (*ec2.DescribeInstanceAttributeOutput, error) {
	api, ok := e.api().(interface {
		DescribeInstanceAttribute(context.Context, *ec2.DescribeInstanceAttributeInput, ...func(*ec2.Options)) (*ec2.DescribeInstanceAttributeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeInstanceAttribute")
	}
	return api.DescribeInstanceAttribute(ctx, in)
}

func (e *EC2) describeInstances(ctx context.Context, in *ec2.DescribeInstancesInput) (*ec2.DescribeInstancesOutput, error) {
	api, ok := e.api().(interface {
		DescribeInstances(context.Context, *ec2.DescribeInstancesInput, ...func(*ec2.Options)) (*ec2.DescribeInstancesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeInstances")
	}
	return api.DescribeInstances(ctx, in)
}

func (e *EC2) describeInternetGateways(ctx context.Context, in *ec2.DescribeInternetGatewaysInput) (*ec2.DescribeInternetGatewaysOutput, error) {
	api, ok := e.api().(interface {
		DescribeInternetGateways(context.Context, *ec2.DescribeInternetGatewaysInput, ...func(*ec2.Options)) (*ec2.DescribeInternetGatewaysOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeInternetGateways")
	}
	return api.DescribeInternetGateways(ctx, in)
}

func (e *EC2) describeKeyPairs(ctx context.Context, in *ec2.DescribeKeyPairsInput) (*ec2.DescribeKeyPairsOutput, error) {
	api, ok := e.api().(interface {
		DescribeKeyPairs(context.Context, *ec2.DescribeKeyPairsInput, ...func(*ec2.Options)) (*ec2.DescribeKeyPairsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeKeyPairs")
	}
	return api.DescribeKeyPairs(ctx, in)
}

func (e *EC2) describeNetworkAcls(ctx context.Context, in *ec2.DescribeNetworkAclsInput) (*ec2.DescribeNetworkAclsOutput, error) {
	api, ok := e.api().(interface {
		DescribeNetworkAcls(context.Context, *ec2.DescribeNetworkAclsInput, ...func(*ec2.Options)) (*ec2.DescribeNetworkAclsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeNetworkAcls")
	}
	return api.DescribeNetworkAcls(ctx, in)
}

func (e *EC2) describeNetworkInterfaceAttribute(ctx context.Context, in *ec2.DescribeNetworkInterfaceAttributeInput) (*ec2.DescribeNetworkInterfaceAttributeOutput, error) {
	api, ok := e.api().(interface {
		DescribeNetworkInterfaceAttribute(context.Context, *ec2.DescribeNetworkInterfaceAttributeInput, ...func(*ec2.Options)) (*ec2.DescribeNetworkInterfaceAttributeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeNetworkInterfaceAttribute")
	}
	return api.DescribeNetworkInterfaceAttribute(ctx, in)
}

func (e *EC2) describeNetworkInterfaces(ctx context.Context, in *ec2.DescribeNetworkInterfacesInput) (*ec2.DescribeNetworkInterfacesOutput, error) {
	api, ok := e.api().(interface {
		DescribeNetworkInterfaces(context.Context, *ec2.DescribeNetworkInterfacesInput, ...func(*ec2.Options)) (*ec2.DescribeNetworkInterfacesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeNetworkInterfaces")
	}
	return api.DescribeNetworkInterfaces(ctx, in)
}

func (e *EC2) describePlacementGroups(ctx context.Context, in *ec2.DescribePlacementGroupsInput) (*ec2.DescribePlacementGroupsOutput, error) {
	api, ok := e.api().(interface {
		DescribePlacementGroups(context.Context, *ec2.DescribePlacementGroupsInput, ...func(*ec2.Options)) (*ec2.DescribePlacementGroupsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribePlacementGroups")
	}
	return api.DescribePlacementGroups(ctx, in)
}

func (e *EC2) describeRouteTables(ctx context.Context, in *ec2.DescribeRouteTablesInput) (*ec2.DescribeRouteTablesOutput, error) {
	api, ok := e.api().(interface {
		DescribeRouteTables(context.Context, *ec2.DescribeRouteTablesInput, ...func(*ec2.Options)) (*ec2.DescribeRouteTablesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeRouteTables")
	}
	return api.DescribeRouteTables(ctx, in)
}

func (e *EC2) describeSecurityGroups(ctx context.Context, in *ec2.DescribeSecurityGroupsInput) (*ec2.DescribeSecurityGroupsOutput, error) {
	api, ok := e.api().(interface {
		DescribeSecurityGroups(context.Context, *ec2.DescribeSecurityGroupsInput, ...func(*ec2.Options)) (*ec2.DescribeSecurityGroupsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeSecurityGroups")
	}
	return api.DescribeSecurityGroups(ctx, in)
}

func (e *EC2) describeSnapshotAttribute(ctx context.Context, in *ec2.DescribeSnapshotAttributeInput) (*ec2.DescribeSnapshotAttributeOutput, error) {
	api, ok := e.api().(interface {
		DescribeSnapshotAttribute(context.Context, *ec2.DescribeSnapshotAttributeInput, ...func(*ec2.Options)) (*ec2.DescribeSnapshotAttributeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeSnapshotAttribute")
	}
	return api.DescribeSnapshotAttribute(ctx, in)
}

func (e *EC2) describeSnapshots(ctx context.Context, in *ec2.DescribeSnapshotsInput) (*ec2.DescribeSnapshotsOutput, error) {
	api, ok := e.api().(interface {
		DescribeSnapshots(context.Context, *ec2.DescribeSnapshotsInput, ...func(*ec2.Options)) (*ec2.DescribeSnapshotsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeSnapshots")
	}
	return api.DescribeSnapshots(ctx, in)
}

func (e *EC2) describeSubnets(ctx context.Context, in *ec2.DescribeSubnetsInput) (*ec2.DescribeSubnetsOutput, error) {
	api, ok := e.api().(interface {
		DescribeSubnets(context.Context, *ec2.DescribeSubnetsInput, ...func(*ec2.Options)) (*ec2.DescribeSubnetsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeSubnets")
	}
	return api.DescribeSubnets(ctx, in)
}

func (e *EC2) describeTags(ctx context.Context, in *ec2.DescribeTagsInput) (*ec2.DescribeTagsOutput, error) {
	api, ok := e.api().(interface {
		DescribeTags(context.Context, *ec2.DescribeTagsInput, ...func(*ec2.Options)) (*ec2.DescribeTagsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeTags")
	}
	return api.DescribeTags(ctx, in)
}

func (e *EC2) describeVolumeAttribute(ctx context.Context, in *ec2.DescribeVolumeAttributeInput) (*ec2.DescribeVolumeAttributeOutput, error) {
	api, ok := e.api().(interface {
		DescribeVolumeAttribute(context.Context, *ec2.DescribeVolumeAttributeInput, ...func(*ec2.Options)) (*ec2.DescribeVolumeAttributeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeVolumeAttribute")
	}
	return api.DescribeVolumeAttribute(ctx, in)
}

func (e *EC2) describeVolumeStatus(ctx context.Context, in *ec2.DescribeVolumeStatusInput) (*ec2.DescribeVolumeStatusOutput, error) {
	api, ok := e.api().(interface {
		DescribeVolumeStatus(context.Context, *ec2.DescribeVolumeStatusInput, ...func(*ec2.Options)) (*ec2.DescribeVolumeStatusOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeVolumeStatus")
	}
	return api.DescribeVolumeStatus(ctx, in)
}

func (e *EC2) describeVolumes(ctx context.Context, in *ec2.DescribeVolumesInput) (*ec2.DescribeVolumesOutput, error) {
	api, ok := e.api().(interface {
		DescribeVolumes(context.Context, *ec2.DescribeVolumesInput, ...func(*ec2.Options)) (*ec2.DescribeVolumesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeVolumes")
	}
	return api.DescribeVolumes(ctx, in)
}

func (e *EC2) describeVpcAttribute(ctx context.Context, in *ec2.DescribeVpcAttributeInput) (*ec2.DescribeVpcAttributeOutput, error) {
	api, ok := e.api().(interface {
		DescribeVpcAttribute(context.Context, *ec2.DescribeVpcAttributeInput, ...func(*ec2.Options)) (*ec2.DescribeVpcAttributeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeVpcAttribute")
	}
	return api.DescribeVpcAttribute(ctx, in)
}

func (e *EC2) describeVpcPeeringConnections(ctx context.Context, in *ec2.DescribeVpcPeeringConnectionsInput) (*ec2.DescribeVpcPeeringConnectionsOutput, error) {
	api, ok := e.api().(interface {
		DescribeVpcPeeringConnections(context.Context, *ec2.DescribeVpcPeeringConnectionsInput, ...func(*ec2.Options)) (*ec2.DescribeVpcPeeringConnectionsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeVpcPeeringConnections")
	}
	return api.DescribeVpcPeeringConnections(ctx, in)
}

func (e *EC2) describeVpcs(ctx context.Context, in *ec2.DescribeVpcsInput) (*ec2.DescribeVpcsOutput, error) {
	api, ok := e.api().(interface {
		DescribeVpcs(context.Context, *ec2.DescribeVpcsInput, ...func(*ec2.Options)) (*ec2.DescribeVpcsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeVpcs")
	}
	return api.DescribeVpcs(ctx, in)
}

func (e *EC2) detachClassicLinkVpc(ctx context.Context, in *ec2.DetachClassicLinkVpcInput) (*ec2.DetachClassicLinkVpcOutput, error) {
	api, ok := e.api().(interface {
		DetachClassicLinkVpc(context.Context, *ec2.DetachClassicLinkVpcInput, ...func(*ec2.Options)) (*ec2.DetachClassicLinkVpcOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DetachClassicLinkVpc")
	}
	return api.DetachClassicLinkVpc(ctx, in)
}

func (e *EC2) detachInternetGateway(ctx context.Context, in *ec2.DetachInternetGatewayInput) (*ec2.DetachInternetGatewayOutput, error) {
	api, ok := e.api().(interface {
		DetachInternetGateway(context.Context, *ec2.DetachInternetGatewayInput, ...func(*ec2.Options)) (*ec2.DetachInternetGatewayOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DetachInternetGateway")
	}
	return api.DetachInternetGateway(ctx, in)
}

func (e *EC2) detachNetworkInterface(ctx context.Context, in *ec2.DetachNetworkInterfaceInput) (*ec2.DetachNetworkInterfaceOutput, error) {
	api, ok := e.api().(interface {
		DetachNetworkInterface(context.Context, *ec2.DetachNetworkInterfaceInput, ...func(*ec2.Options)) (*ec2.DetachNetworkInterfaceOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DetachNetworkInterface")
	}
	return api.DetachNetworkInterface(ctx, in)
}

func (e *EC2) detachVolume(ctx context.Context, in *ec2.DetachVolumeInput) (*ec2.DetachVolumeOutput, error) {
	api, ok := e.api().(interface {
		DetachVolume(context.Context, *ec2.DetachVolumeInput, ...func(*ec2.Options)) (*ec2.DetachVolumeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DetachVolume")
	}
	return api.DetachVolume(ctx, in)
}

func (e *EC2) disableVpcClassicLink(ctx context.Context, in *ec2.DisableVpcClassicLinkInput) (*ec2.DisableVpcClassicLinkOutput, error) {
	api, ok := e.api().(interface {
		DisableVpcClassicLink(context.Context, *ec2.DisableVpcClassicLinkInput, ...func(*ec2.Options)) (*ec2.DisableVpcClassicLinkOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DisableVpcClassicLink")
	}
	return api.DisableVpcClassicLink(ctx, in)
}

func (e *EC2) disassociateAddress(ctx context.Context, in *ec2.DisassociateAddressInput) (*ec2.DisassociateAddressOutput, error) {
	api, ok := e.api().(interface {
		DisassociateAddress(context.Context, *ec2.DisassociateAddressInput, ...func(*ec2.Options)) (*ec2.DisassociateAddressOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DisassociateAddress")
	}
	return api.DisassociateAddress(ctx, in)
}

func (e *EC2) disassociateRouteTable(ctx context.Context, in *ec2.DisassociateRouteTableInput) (*ec2.DisassociateRouteTableOutput, error) {
	api, ok := e.api().(interface {
		DisassociateRouteTable(context.Context, *ec2.DisassociateRouteTableInput, ...func(*ec2.Options)) (*ec2.DisassociateRouteTableOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DisassociateRouteTable")
	}
	return api.DisassociateRouteTable(ctx, in)
}

func (e *EC2) enableVolumeIO(ctx context.Context, in *ec2.EnableVolumeIOInput) (*ec2.EnableVolumeIOOutput, error) {
	api, ok := e.api().(interface {
		EnableVolumeIO(context.Context, *ec2.EnableVolumeIOInput, ...func(*ec2.Options)) (*ec2.EnableVolumeIOOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.EnableVolumeIO")
	}
	return api.EnableVolumeIO(ctx, in)
}

func (e *EC2) enableVpcClassicLink(ctx context.Context, in *ec2.EnableVpcClassicLinkInput) (*ec2.EnableVpcClassicLinkOutput, error) {
	api, ok := e.api().(interface {
		EnableVpcClassicLink(context.Context, *ec2.EnableVpcClassicLinkInput, ...func(*ec2.Options)) (*ec2.EnableVpcClassicLinkOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.EnableVpcClassicLink")
	}
	return api.EnableVpcClassicLink(ctx, in)
}

func (e *EC2) getConsoleOutput(ctx context.Context, in *ec2.GetConsoleOutputInput) (*ec2.GetConsoleOutputOutput, error) {
	api, ok := e.api().(interface {
		GetConsoleOutput(context.Context, *ec2.GetConsoleOutputInput, ...func(*ec2.Options)) (*ec2.GetConsoleOutputOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.GetConsoleOutput")
	}
	return api.GetConsoleOutput(ctx, in)
}

func (e *EC2) getPasswordData(ctx context.Context, in *ec2.GetPasswordDataInput) (*ec2.GetPasswordDataOutput, error) {
	api, ok := e.api().(interface {
		GetPasswordData(context.Context, *ec2.GetPasswordDataInput, ...func(*ec2.Options)) (*ec2.GetPasswordDataOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.GetPasswordData")
	}
	return api.GetPasswordData(ctx, in)
}

func (e *EC2) importKeyPair(ctx context.Context, in *ec2.ImportKeyPairInput) (*ec2.ImportKeyPairOutput, error) {
	api, ok := e.api().(interface {
		ImportKeyPair(context.Context, *ec2.ImportKeyPairInput, ...func(*ec2.Options)) (*ec2.ImportKeyPairOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.ImportKeyPair")
	}
	return api.ImportKeyPair(ctx, in)
}

func (e *EC2) modifyImageAttribute(ctx context.Context, in *ec2.ModifyImageAttributeInput) (*ec2.ModifyImageAttributeOutput, error) {
	api, ok := e.api().(interface {
		ModifyImageAttribute(context.Context, *ec2.ModifyImageAttributeInput, ...func(*ec2.Options)) (*ec2.ModifyImageAttributeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.ModifyImageAttribute")
	}
	return api.ModifyImageAttribute(ctx, in)
}

func (e *EC2) modifyInstanceAttribute(ctx context.Context, in *ec2.ModifyInstanceAttributeInput) (*ec2.ModifyInstanceAttributeOutput, error) {
	api, ok := e.api().(interface {
		ModifyInstanceAttribute(context.Context, *ec2.ModifyInstanceAttributeInput, ...func(*ec2.Options)) (*ec2.ModifyInstanceAttributeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.ModifyInstanceAttribute")
	}
	return api.ModifyInstanceAttribute(ctx, in)
}

func (e *EC2) modifyNetworkInterfaceAttribute(ctx context.Context, in *ec2.ModifyNetworkInterfaceAttributeInput) (*ec2.ModifyNetworkInterfaceAttributeOutput, error) {
	api, ok := e.api().(interface {
		ModifyNetworkInterfaceAttribute(context.Context, *ec2.ModifyNetworkInterfaceAttributeInput, ...func(*ec2.Options)) (*ec2.ModifyNetworkInterfaceAttributeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.ModifyNetworkInterfaceAttribute")
	}
	return api.ModifyNetworkInterfaceAttribute(ctx, in)
}

func (e *EC2) modifySnapshotAttribute(ctx context.Context, in *ec2.ModifySnapshotAttributeInput) (*ec2.ModifySnapshotAttributeOutput, error) {
	api, ok := e.api().(interface {
		ModifySnapshotAttribute(context.Context, *ec2.ModifySnapshotAttributeInput, ...func(*ec2.Options)) (*ec2.ModifySnapshotAttributeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.ModifySnapshotAttribute")
	}
	return api.ModifySnapshotAttribute(ctx, in)
}

func (e *EC2) modifyVolumeAttribute(ctx context.Context, in *ec2.ModifyVolumeAttributeInput) (*ec2.ModifyVolumeAttributeOutput, error) {
	api, ok := e.api().(interface {
		ModifyVolumeAttribute(context.Context, *ec2.ModifyVolumeAttributeInput, ...func(*ec2.Options)) (*ec2.ModifyVolumeAttributeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.ModifyVolumeAttribute")
	}
	return api.ModifyVolumeAttribute(ctx, in)
}

func (e *EC2) modifyVpcAttribute(ctx context.Context, in *ec2.ModifyVpcAttributeInput) (*ec2.ModifyVpcAttributeOutput, error) {
	api, ok := e.api().(interface {
		ModifyVpcAttribute(context.Context, *ec2.ModifyVpcAttributeInput, ...func(*ec2.Options)) (*ec2.ModifyVpcAttributeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.ModifyVpcAttribute")
	}
	return api.ModifyVpcAttribute(ctx, in)
}

func (e *EC2) monitorInstances(ctx context.Context, in *ec2.MonitorInstancesInput) (*ec2.MonitorInstancesOutput, error) {
	api, ok := e.api().(interface {
		MonitorInstances(context.Context, *ec2.MonitorInstancesInput, ...func(*ec2.Options)) (*ec2.MonitorInstancesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.MonitorInstances")
	}
	return api.MonitorInstances(ctx, in)
}

func (e *EC2) rebootInstances(ctx context.Context, in *ec2.RebootInstancesInput) (*ec2.RebootInstancesOutput, error) {
	api, ok := e.api().(interface {
		RebootInstances(context.Context, *ec2.RebootInstancesInput, ...func(*ec2.Options)) (*ec2.RebootInstancesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.RebootInstances")
	}
	return api.RebootInstances(ctx, in)
}

func (e *EC2) registerImage(ctx context.Context, in *ec2.RegisterImageInput) (*ec2.RegisterImageOutput, error) {
	api, ok := e.api().(interface {
		RegisterImage(context.Context, *ec2.RegisterImageInput, ...func(*ec2.Options)) (*ec2.RegisterImageOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.RegisterImage")
	}
	return api.RegisterImage(ctx, in)
}

func (e *EC2) rejectVpcPeeringConnection(ctx context.Context, in *ec2.RejectVpcPeeringConnectionInput) (*ec2.RejectVpcPeeringConnectionOutput, error) {
	api, ok := e.api().(interface {
		RejectVpcPeeringConnection(context.Context, *ec2.RejectVpcPeeringConnectionInput, ...func(*ec2.Options)) (*ec2.RejectVpcPeeringConnectionOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.RejectVpcPeeringConnection")
	}
	return api.RejectVpcPeeringConnection(ctx, in)
}

func (e *EC2) releaseAddress(ctx context.Context, in *ec2.ReleaseAddressInput) (*ec2.ReleaseAddressOutput, error) {
	api, ok := e.api().(interface {
		ReleaseAddress(context.Context, *ec2.ReleaseAddressInput, ...func(*ec2.Options)) (*ec2.ReleaseAddressOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.ReleaseAddress")
	}
	return api.ReleaseAddress(ctx, in)
}

func (e *EC2) replaceNetworkAclAssociation(ctx context.Context, in *ec2.ReplaceNetworkAclAssociationInput) (*ec2.ReplaceNetworkAclAssociationOutput, error) {
	api, ok := e.api().(interface {
		ReplaceNetworkAclAssociation(context.Context, *ec2.ReplaceNetworkAclAssociationInput, ...func(*ec2.Options)) (*ec2.ReplaceNetworkAclAssociationOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.ReplaceNetworkAclAssociation")
	}
	return api.ReplaceNetworkAclAssociation(ctx, in)
}

func (e *EC2) replaceNetworkAclEntry(ctx context.Context, in *ec2.ReplaceNetworkAclEntryInput) (*ec2.ReplaceNetworkAclEntryOutput, error) {
	api, ok := e.api().(interface {
		ReplaceNetworkAclEntry(context.Context, *ec2.ReplaceNetworkAclEntryInput, ...func(*ec2.Options)) (*ec2.ReplaceNetworkAclEntryOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.ReplaceNetworkAclEntry")
	}
	return api.ReplaceNetworkAclEntry(ctx, in)
}

func (e *EC2) replaceRoute(ctx context.Context, in *ec2.ReplaceRouteInput) (*ec2.ReplaceRouteOutput, error) {
	api, ok := e.api().(interface {
		ReplaceRoute(context.Context, *ec2.ReplaceRouteInput, ...func(*ec2.Options)) (*ec2.ReplaceRouteOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.ReplaceRoute")
	}
	return api.ReplaceRoute(ctx, in)
}

func (e *EC2) replaceRouteTableAssociation(ctx context.Context, in *ec2.ReplaceRouteTableAssociationInput) (*ec2.ReplaceRouteTableAssociationOutput, error) {
	api, ok := e.api().(interface {
		ReplaceRouteTableAssociation(context.Context, *ec2.ReplaceRouteTableAssociationInput, ...func(*ec2.Options)) (*ec2.ReplaceRouteTableAssociationOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.ReplaceRouteTableAssociation")
	}
	return api.ReplaceRouteTableAssociation(ctx, in)
}

func (e *EC2) reportInstanceStatus(ctx context.Context, in *ec2.ReportInstanceStatusInput) (*ec2.ReportInstanceStatusOutput, error) {
	api, ok := e.api().(interface {
		ReportInstanceStatus(context.Context, *ec2.ReportInstanceStatusInput, ...func(*ec2.Options)) (*ec2.ReportInstanceStatusOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.ReportInstanceStatus")
	}
	return api.ReportInstanceStatus(ctx, in)
}

func (e *EC2) resetImageAttribute(ctx context.Context, in *ec2.ResetImageAttributeInput) (*ec2.ResetImageAttributeOutput, error) {
	api, ok := e.api().(interface {
		ResetImageAttribute(context.Context, *ec2.ResetImageAttributeInput, ...func(*ec2.Options)) (*ec2.ResetImageAttributeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.ResetImageAttribute")
	}
	return api.ResetImageAttribute(ctx, in)
}

func (e *EC2) resetInstanceAttribute(ctx context.Context, in *ec2.ResetInstanceAttributeInput) (*ec2.ResetInstanceAttributeOutput, error) {
	api, ok := e.api().(interface {
		ResetInstanceAttribute(context.Context, *ec2.ResetInstanceAttributeInput, ...func(*ec2.Options)) (*ec2.ResetInstanceAttributeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.ResetInstanceAttribute")
	}
	return api.ResetInstanceAttribute(ctx, in)
}

func (e *EC2) resetNetworkInterfaceAttribute(ctx context.Context, in *ec2.ResetNetworkInterfaceAttributeInput) (*ec2.ResetNetworkInterfaceAttributeOutput, error) {
	api, ok := e.api().(interface {
		ResetNetworkInterfaceAttribute(context.Context, *ec2.ResetNetworkInterfaceAttributeInput, ...func(*ec2.Options)) (*ec2.ResetNetworkInterfaceAttributeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.ResetNetworkInterfaceAttribute")
	}
	return api.ResetNetworkInterfaceAttribute(ctx, in)
}

func (e *EC2) resetSnapshotAttribute(ctx context.Context, in *ec2.ResetSnapshotAttributeInput) (*ec2.ResetSnapshotAttributeOutput, error) {
	api, ok := e.api().(interface {
		ResetSnapshotAttribute(context.Context, *ec2.ResetSnapshotAttributeInput, ...func(*ec2.Options)) (*ec2.ResetSnapshotAttributeOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.ResetSnapshotAttribute")
	}
	return api.ResetSnapshotAttribute(ctx, in)
}

func (e *EC2) revokeSecurityGroupEgress(ctx context.Context, in *ec2.RevokeSecurityGroupEgressInput) (*ec2.RevokeSecurityGroupEgressOutput, error) {
	api, ok := e.api().(interface {
		RevokeSecurityGroupEgress(context.Context, *ec2.RevokeSecurityGroupEgressInput, ...func(*ec2.Options)) (*ec2.RevokeSecurityGroupEgressOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.RevokeSecurityGroupEgress")
	}
	return api.RevokeSecurityGroupEgress(ctx, in)
}

func (e *EC2) revokeSecurityGroupIngress(ctx context.Context, in *ec2.RevokeSecurityGroupIngressInput) (*ec2.RevokeSecurityGroupIngressOutput, error) {
	api, ok := e.api().(interface {
		RevokeSecurityGroupIngress(context.Context, *ec2.RevokeSecurityGroupIngressInput, ...func(*ec2.Options)) (*ec2.RevokeSecurityGroupIngressOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.RevokeSecurityGroupIngress")
	}
	return api.RevokeSecurityGroupIngress(ctx, in)
}

func (e *EC2) runInstances(ctx context.Context, in *ec2.RunInstancesInput) (*ec2.RunInstancesOutput, error) {
	api, ok := e.api().(interface {
		RunInstances(context.Context, *ec2.RunInstancesInput, ...func(*ec2.Options)) (*ec2.RunInstancesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.RunInstances")
	}
	return api.RunInstances(ctx, in)
}

func (e *EC2) startInstances(ctx context.Context, in *ec2.StartInstancesInput) (*ec2.StartInstancesOutput, error) {
	api, ok := e.api().(interface {
		StartInstances(context.Context, *ec2.StartInstancesInput, ...func(*ec2.Options)) (*ec2.StartInstancesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.StartInstances")
	}
	return api.StartInstances(ctx, in)
}

func (e *EC2) stopInstances(ctx context.Context, in *ec2.StopInstancesInput) (*ec2.StopInstancesOutput, error) {
	api, ok := e.api().(interface {
		StopInstances(context.Context, *ec2.StopInstancesInput, ...func(*ec2.Options)) (*ec2.StopInstancesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.StopInstances")
	}
	return api.StopInstances(ctx, in)
}

func (e *EC2) terminateInstances(ctx context.Context, in *ec2.TerminateInstancesInput) (*ec2.TerminateInstancesOutput, error) {
	api, ok := e.api().(interface {
		TerminateInstances(context.Context, *ec2.TerminateInstancesInput, ...func(*ec2.Options)) (*ec2.TerminateInstancesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.TerminateInstances")
	}
	return api.TerminateInstances(ctx, in)
}

func (e *EC2) unassignPrivateIpAddresses(ctx context.Context, in *ec2.UnassignPrivateIpAddressesInput) (*ec2.UnassignPrivateIpAddressesOutput, error) {
	api, ok := e.api().(interface {
		UnassignPrivateIpAddresses(context.Context, *ec2.UnassignPrivateIpAddressesInput, ...func(*ec2.Options)) (*ec2.UnassignPrivateIpAddressesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.UnassignPrivateIpAddresses")
	}
	return api.UnassignPrivateIpAddresses(ctx, in)
}

func (e *EC2) unmonitorInstances(ctx context.Context, in *ec2.UnmonitorInstancesInput) (*ec2.UnmonitorInstancesOutput, error) {
	api, ok := e.api().(interface {
		UnmonitorInstances(context.Context, *ec2.UnmonitorInstancesInput, ...func(*ec2.Options)) (*ec2.UnmonitorInstancesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.UnmonitorInstances")
	}
	return api.UnmonitorInstances(ctx, in)
}
