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

// VpcAddress is an Elastic IP address, named by its allocation. It is
// identified by its AllocationID.
type VpcAddress struct {
	node
	AllocationID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Address
}

// VpcAddress returns the VPC address with an allocation ID. It makes no
// request, and the VPC address need not exist.
func (e *EC2) VpcAddress(allocationID string) *VpcAddress {
	return &VpcAddress{node: node{service: e}, AllocationID: allocationID}
}

// Identity returns what identifies the VPC address. It is comparable, and can
// be the key of a map.
func (v *VpcAddress) Identity() resources.Identity {
	if v == nil {
		return resources.Identity{}
	}
	return v.service.at().Identity("VpcAddress", "AllocationID", v.AllocationID)
}

// String returns the type and the identifiers of the VPC address.
func (v *VpcAddress) String() string { return v.Identity().String() }

// LogValue implements slog.LogValuer.
func (v *VpcAddress) LogValue() slog.Value { return v.Identity().LogValue() }

func (v *VpcAddress) check(operation string) error {
	if v == nil {
		return resources.Nil(operation, "VpcAddress")
	}
	return v.service.at().Check(operation, "AllocationID", v.AllocationID)
}

// Load reads Data (DescribeAddresses), unless it is set and not stale.
// Concurrent calls make one request.
func (v *VpcAddress) Load(ctx context.Context) error {
	if err := v.check("ec2.DescribeAddresses"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribeAddresses", &v.state, &v.Data, v.fetch)
}

// Reload reads Data again (DescribeAddresses).
func (v *VpcAddress) Reload(ctx context.Context) error {
	if err := v.check("ec2.DescribeAddresses"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribeAddresses", &v.state, &v.Data, v.fetch)
}

func (v *VpcAddress) fetch(ctx context.Context) (*types.Address, error) {
	out, err := v.service.describeAddresses(ctx, &ec2.DescribeAddressesInput{AllocationIds: []string{v.AllocationID}})
	if err != nil {
		return nil, err
	}
	if data := vpcAddressIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribeAddresses", v.Identity())
}

func vpcAddressIn(out *ec2.DescribeAddressesOutput) *types.Address {
	if len(out.Addresses) == 0 {
		return nil
	}
	return &out.Addresses[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (v *VpcAddress) Tags() map[string]string {
	if v == nil || v.Data == nil {
		return nil
	}
	return tagMap(v.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (v *VpcAddress) Tag(key string) string {
	if v == nil || v.Data == nil {
		return ""
	}
	return tagValue(v.Data.Tags, key)
}

// Associate associates the address with an instance or a network interface
// (AssociateAddress). Data is stale afterwards.
func (v *VpcAddress) Associate(ctx context.Context, changes ...func(*ec2.AssociateAddressInput)) (*ec2.AssociateAddressOutput, error) {
	if err := v.check("ec2.AssociateAddress"); err != nil {
		return nil, err
	}
	in := &ec2.AssociateAddressInput{AllocationId: aws.String(v.AllocationID)}
	return resources.Act(ctx, &v.state, "ec2.AssociateAddress", v.service.associateAddress, in, changes)
}

// Release releases the VPC address (ReleaseAddress). Data is stale afterwards.
func (v *VpcAddress) Release(ctx context.Context, changes ...func(*ec2.ReleaseAddressInput)) (*ec2.ReleaseAddressOutput, error) {
	if err := v.check("ec2.ReleaseAddress"); err != nil {
		return nil, err
	}
	if err := v.Load(ctx); err != nil {
		return nil, err
	}
	allocationID := ""
	if v.Data != nil {
		allocationID = aws.ToString(v.Data.AllocationId)
	}
	in := &ec2.ReleaseAddressInput{AllocationId: aws.String(allocationID)}
	return resources.Act(ctx, &v.state, "ec2.ReleaseAddress", v.service.releaseAddress, in, changes)
}

// Association returns the network interface association that Data names, or nil
// if there is no Data or it names none.
func (v *VpcAddress) Association() *NetworkInterfaceAssociation {
	if v == nil || v.Data == nil || aws.ToString(v.Data.AssociationId) == "" {
		return nil
	}
	return &NetworkInterfaceAssociation{node: node{service: v.service}, ID: aws.ToString(v.Data.AssociationId)}
}

// VpcAddresses is a collection of VPC addresses, as DescribeAddresses lists
// them. It makes no request until it is ranged over; see [collections.View].
type VpcAddresses struct {
	collections.View[*VpcAddresses, *ec2.DescribeAddressesInput, *VpcAddress]
}

func newVpcAddresses(e *collections.Erased) *VpcAddresses {
	return &VpcAddresses{collections.ViewOf[*VpcAddresses, *ec2.DescribeAddressesInput, *VpcAddress](e)}
}

func (e *EC2) vpcAddressesOf(out *ec2.DescribeAddressesOutput) []any {
	count := len(out.Addresses)
	all, slab := make([]any, 0, count), make([]VpcAddress, count)
	for n := range out.Addresses {
		v := &slab[len(all)]
		v.service, v.AllocationID, v.Data = e, aws.ToString(out.Addresses[n].AllocationId), &out.Addresses[n]
		all = append(all, v)
	}
	return all
}
