package ec2res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/resources"
)

// NetworkInterfaceAssociation is the association of an Elastic IP address with
// a network interface. It is identified by its ID.
type NetworkInterfaceAssociation struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.NetworkInterfaceAssociation
}

// NetworkInterfaceAssociation returns the network interface association with an
// ID. It makes no request, and the network interface association need not
// exist.
func (e *EC2) NetworkInterfaceAssociation(id string) *NetworkInterfaceAssociation {
	return &NetworkInterfaceAssociation{node: node{service: e}, ID: id}
}

// Identity returns what identifies the network interface association. It is
// comparable, and can be the key of a map.
func (n *NetworkInterfaceAssociation) Identity() resources.Identity {
	if n == nil {
		return resources.Identity{}
	}
	return n.service.at().Identity("NetworkInterfaceAssociation", "ID", n.ID)
}

// String returns the type and the identifiers of the network interface
// association.
func (n *NetworkInterfaceAssociation) String() string { return n.Identity().String() }

// LogValue implements slog.LogValuer.
func (n *NetworkInterfaceAssociation) LogValue() slog.Value { return n.Identity().LogValue() }

func (n *NetworkInterfaceAssociation) check(operation string) error {
	if n == nil {
		return resources.Nil(operation, "NetworkInterfaceAssociation")
	}
	return n.service.at().Check(operation, "ID", n.ID)
}

// Load reads Data (DescribeNetworkInterfaces), unless it is set and not stale.
// Concurrent calls make one request.
func (n *NetworkInterfaceAssociation) Load(ctx context.Context) error {
	if err := n.check("ec2.DescribeNetworkInterfaces"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribeNetworkInterfaces", &n.state, &n.Data, n.fetch)
}

// Reload reads Data again (DescribeNetworkInterfaces).
func (n *NetworkInterfaceAssociation) Reload(ctx context.Context) error {
	if err := n.check("ec2.DescribeNetworkInterfaces"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribeNetworkInterfaces", &n.state, &n.Data, n.fetch)
}

func (n *NetworkInterfaceAssociation) fetch(ctx context.Context) (*types.NetworkInterfaceAssociation, error) {
	out, err := n.service.describeNetworkInterfaces(ctx, &ec2.DescribeNetworkInterfacesInput{Filters: []types.Filter{{Name: aws.String("association.association-id"), Values: []string{n.ID}}}})
	if err != nil {
		return nil, err
	}
	if data := networkInterfaceAssociationIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribeNetworkInterfaces", n.Identity())
}

func networkInterfaceAssociationIn(out *ec2.DescribeNetworkInterfacesOutput) *types.NetworkInterfaceAssociation {
	if len(out.NetworkInterfaces) == 0 {
		return nil
	}
	return out.NetworkInterfaces[0].Association
}

// Delete deletes the network interface association (DisassociateAddress).
func (n *NetworkInterfaceAssociation) Delete(ctx context.Context, changes ...func(*ec2.DisassociateAddressInput)) (*ec2.DisassociateAddressOutput, error) {
	if err := n.check("ec2.DisassociateAddress"); err != nil {
		return nil, err
	}
	in := &ec2.DisassociateAddressInput{AssociationId: aws.String(n.ID)}
	return resources.Act(ctx, &n.state, "ec2.DisassociateAddress", n.service.disassociateAddress, in, changes)
}

// Address returns the VPC address that Data names, or nil if there is no Data
// or it names none.
func (n *NetworkInterfaceAssociation) Address() *VpcAddress {
	if n == nil || n.Data == nil || aws.ToString(n.Data.AllocationId) == "" {
		return nil
	}
	return &VpcAddress{node: node{service: n.service}, AllocationID: aws.ToString(n.Data.AllocationId)}
}
