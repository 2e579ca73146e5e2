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

// NetworkInterface is a network interface in a subnet. It is identified by its
// ID.
type NetworkInterface struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.NetworkInterface
}

// NetworkInterface returns the network interface with an ID. It makes no
// request, and the network interface need not exist.
func (e *EC2) NetworkInterface(id string) *NetworkInterface {
	return &NetworkInterface{node: node{service: e}, ID: id}
}

// Identity returns what identifies the network interface. It is comparable, and
// can be the key of a map.
func (n *NetworkInterface) Identity() resources.Identity {
	if n == nil {
		return resources.Identity{}
	}
	return n.service.at().Identity("NetworkInterface", "ID", n.ID)
}

// String returns the type and the identifiers of the network interface.
func (n *NetworkInterface) String() string { return n.Identity().String() }

// LogValue implements slog.LogValuer.
func (n *NetworkInterface) LogValue() slog.Value { return n.Identity().LogValue() }

func (n *NetworkInterface) check(operation string) error {
	if n == nil {
		return resources.Nil(operation, "NetworkInterface")
	}
	return n.service.at().Check(operation, "ID", n.ID)
}

// Load reads Data (DescribeNetworkInterfaces), unless it is set and not stale.
// Concurrent calls make one request.
func (n *NetworkInterface) Load(ctx context.Context) error {
	if err := n.check("ec2.DescribeNetworkInterfaces"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribeNetworkInterfaces", &n.state, &n.Data, n.fetch)
}

// Reload reads Data again (DescribeNetworkInterfaces).
func (n *NetworkInterface) Reload(ctx context.Context) error {
	if err := n.check("ec2.DescribeNetworkInterfaces"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribeNetworkInterfaces", &n.state, &n.Data, n.fetch)
}

func (n *NetworkInterface) fetch(ctx context.Context) (*types.NetworkInterface, error) {
	out, err := n.service.describeNetworkInterfaces(ctx, &ec2.DescribeNetworkInterfacesInput{NetworkInterfaceIds: []string{n.ID}})
	if err != nil {
		return nil, err
	}
	if data := networkInterfaceIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribeNetworkInterfaces", n.Identity())
}

func networkInterfaceIn(out *ec2.DescribeNetworkInterfacesOutput) *types.NetworkInterface {
	if len(out.NetworkInterfaces) == 0 {
		return nil
	}
	return &out.NetworkInterfaces[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (n *NetworkInterface) Tags() map[string]string {
	if n == nil || n.Data == nil {
		return nil
	}
	return tagMap(n.Data.TagSet)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (n *NetworkInterface) Tag(key string) string {
	if n == nil || n.Data == nil {
		return ""
	}
	return tagValue(n.Data.TagSet, key)
}

// AssignPrivateIPAddresses assigns private IP addresses to the network
// interface (AssignPrivateIpAddresses). Data is stale afterwards.
func (n *NetworkInterface) AssignPrivateIPAddresses(ctx context.Context, changes ...func(*ec2.AssignPrivateIpAddressesInput)) (*ec2.AssignPrivateIpAddressesOutput, error) {
	if err := n.check("ec2.AssignPrivateIpAddresses"); err != nil {
		return nil, err
	}
	in := &ec2.AssignPrivateIpAddressesInput{NetworkInterfaceId: aws.String(n.ID)}
	return resources.Act(ctx, &n.state, "ec2.AssignPrivateIpAddresses", n.service.assignPrivateIpAddresses, in, changes)
}

// Attach attaches the network interface to an instance
// (AttachNetworkInterface). Data is stale afterwards.
func (n *NetworkInterface) Attach(ctx context.Context, instanceID string, deviceIndex int32, changes ...func(*ec2.AttachNetworkInterfaceInput)) (*ec2.AttachNetworkInterfaceOutput, error) {
	if err := n.check("ec2.AttachNetworkInterface"); err != nil {
		return nil, err
	}
	in := &ec2.AttachNetworkInterfaceInput{NetworkInterfaceId: aws.String(n.ID), InstanceId: aws.String(instanceID), DeviceIndex: aws.Int32(deviceIndex)}
	return resources.Act(ctx, &n.state, "ec2.AttachNetworkInterface", n.service.attachNetworkInterface, in, changes)
}

// CreateTags sets tags of the network interface (CreateTags) and returns them.
// Data is stale afterwards.
func (n *NetworkInterface) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) ([]*Tag, error) {
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

// Delete deletes the network interface (DeleteNetworkInterface).
func (n *NetworkInterface) Delete(ctx context.Context, changes ...func(*ec2.DeleteNetworkInterfaceInput)) (*ec2.DeleteNetworkInterfaceOutput, error) {
	if err := n.check("ec2.DeleteNetworkInterface"); err != nil {
		return nil, err
	}
	in := &ec2.DeleteNetworkInterfaceInput{NetworkInterfaceId: aws.String(n.ID)}
	return resources.Act(ctx, &n.state, "ec2.DeleteNetworkInterface", n.service.deleteNetworkInterface, in, changes)
}

// DescribeAttribute describes an attribute of the network interface
// (DescribeNetworkInterfaceAttribute).
func (n *NetworkInterface) DescribeAttribute(ctx context.Context, changes ...func(*ec2.DescribeNetworkInterfaceAttributeInput)) (*ec2.DescribeNetworkInterfaceAttributeOutput, error) {
	if err := n.check("ec2.DescribeNetworkInterfaceAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.DescribeNetworkInterfaceAttributeInput{NetworkInterfaceId: aws.String(n.ID)}
	return resources.Call(ctx, "ec2.DescribeNetworkInterfaceAttribute", n.service.describeNetworkInterfaceAttribute, in, changes)
}

// Detach detaches the network interface from its instance
// (DetachNetworkInterface). Data is stale afterwards.
func (n *NetworkInterface) Detach(ctx context.Context, changes ...func(*ec2.DetachNetworkInterfaceInput)) (*ec2.DetachNetworkInterfaceOutput, error) {
	if err := n.check("ec2.DetachNetworkInterface"); err != nil {
		return nil, err
	}
	if err := n.Load(ctx); err != nil {
		return nil, err
	}
	attachmentID := ""
	if n.Data != nil && n.Data.Attachment != nil {
		attachmentID = aws.ToString(n.Data.Attachment.AttachmentId)
	}
	in := &ec2.DetachNetworkInterfaceInput{AttachmentId: aws.String(attachmentID)}
	return resources.Act(ctx, &n.state, "ec2.DetachNetworkInterface", n.service.detachNetworkInterface, in, changes)
}

// ModifyAttribute modifies an attribute of the network interface
// (ModifyNetworkInterfaceAttribute). Data is stale afterwards.
func (n *NetworkInterface) ModifyAttribute(ctx context.Context, changes ...func(*ec2.ModifyNetworkInterfaceAttributeInput)) (*ec2.ModifyNetworkInterfaceAttributeOutput, error) {
	if err := n.check("ec2.ModifyNetworkInterfaceAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.ModifyNetworkInterfaceAttributeInput{NetworkInterfaceId: aws.String(n.ID)}
	return resources.Act(ctx, &n.state, "ec2.ModifyNetworkInterfaceAttribute", n.service.modifyNetworkInterfaceAttribute, in, changes)
}

// ResetAttribute resets an attribute of the network interface
// (ResetNetworkInterfaceAttribute). Data is stale afterwards.
func (n *NetworkInterface) ResetAttribute(ctx context.Context, changes ...func(*ec2.ResetNetworkInterfaceAttributeInput)) (*ec2.ResetNetworkInterfaceAttributeOutput, error) {
	if err := n.check("ec2.ResetNetworkInterfaceAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.ResetNetworkInterfaceAttributeInput{NetworkInterfaceId: aws.String(n.ID)}
	return resources.Act(ctx, &n.state, "ec2.ResetNetworkInterfaceAttribute", n.service.resetNetworkInterfaceAttribute, in, changes)
}

// UnassignPrivateIPAddresses unassigns private IP addresses from the network
// interface (UnassignPrivateIpAddresses). Data is stale afterwards.
func (n *NetworkInterface) UnassignPrivateIPAddresses(ctx context.Context, changes ...func(*ec2.UnassignPrivateIpAddressesInput)) (*ec2.UnassignPrivateIpAddressesOutput, error) {
	if err := n.check("ec2.UnassignPrivateIpAddresses"); err != nil {
		return nil, err
	}
	in := &ec2.UnassignPrivateIpAddressesInput{NetworkInterfaceId: aws.String(n.ID)}
	return resources.Act(ctx, &n.state, "ec2.UnassignPrivateIpAddresses", n.service.unassignPrivateIpAddresses, in, changes)
}

// Association returns the network interface association that Data names, or nil
// if there is no Data or it names none.
func (n *NetworkInterface) Association() *NetworkInterfaceAssociation {
	if n == nil || n.Data == nil || n.Data.Association == nil || aws.ToString(n.Data.Association.AssociationId) == "" {
		return nil
	}
	return &NetworkInterfaceAssociation{node: node{service: n.service}, ID: aws.ToString(n.Data.Association.AssociationId), Data: n.Data.Association}
}

// Subnet returns the subnet that Data names, or nil if there is no Data or it
// names none.
func (n *NetworkInterface) Subnet() *Subnet {
	if n == nil || n.Data == nil || aws.ToString(n.Data.SubnetId) == "" {
		return nil
	}
	return &Subnet{node: node{service: n.service}, ID: aws.ToString(n.Data.SubnetId)}
}

// Vpc returns the VPC that Data names, or nil if there is no Data or it names
// none.
func (n *NetworkInterface) Vpc() *Vpc {
	if n == nil || n.Data == nil || aws.ToString(n.Data.VpcId) == "" {
		return nil
	}
	return &Vpc{node: node{service: n.service}, ID: aws.ToString(n.Data.VpcId)}
}

// NetworkInterfaces is a collection of network interfaces, as
// DescribeNetworkInterfaces lists them. It makes no request until it is ranged
// over; see [collections.View].
type NetworkInterfaces struct {
	collections.View[*NetworkInterfaces, *ec2.DescribeNetworkInterfacesInput, *NetworkInterface]
}

func newNetworkInterfaces(e *collections.Erased) *NetworkInterfaces {
	return &NetworkInterfaces{collections.ViewOf[*NetworkInterfaces, *ec2.DescribeNetworkInterfacesInput, *NetworkInterface](e)}
}

func (e *EC2) networkInterfacesOf(out *ec2.DescribeNetworkInterfacesOutput) []any {
	count := len(out.NetworkInterfaces)
	all, slab := make([]any, 0, count), make([]NetworkInterface, count)
	for n := range out.NetworkInterfaces {
		x := &slab[len(all)]
		x.service, x.ID, x.Data = e, aws.ToString(out.NetworkInterfaces[n].NetworkInterfaceId), &out.NetworkInterfaces[n]
		all = append(all, x)
	}
	return all
}

// CreateTags sets tags of the network interfaces, 1,000 a request (CreateTags).
// It returns how many succeeded; the error has a [resources.ItemError] for each
// that did not.
func (c *NetworkInterfaces) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*NetworkInterface]{
		Size:    1000,
		Group:   func(n *NetworkInterface) any { return n.service },
		Changed: func(n *NetworkInterface) { n.state.Changed() },
		Do: func(ctx context.Context, group []*NetworkInterface) ([]collections.Failure, error) {
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
// interfaces, 1,000 a request (DeleteTags). It returns how many succeeded; the
// error has a [resources.ItemError] for each that did not.
func (c *NetworkInterfaces) DeleteTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.DeleteTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*NetworkInterface]{
		Size:    1000,
		Group:   func(n *NetworkInterface) any { return n.service },
		Changed: func(n *NetworkInterface) { n.state.Changed() },
		Do: func(ctx context.Context, group []*NetworkInterface) ([]collections.Failure, error) {
			in := &ec2.DeleteTagsInput{Tags: tags}
			for _, n := range group {
				in.Resources = append(in.Resources, n.ID)
			}
			_, err := resources.Call(ctx, "ec2.DeleteTags", group[0].service.deleteTags, in, changes)
			return nil, err
		},
	})
}
