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

// VpcPeeringConnection is a connection of two VPCs, or a request for one. It is
// identified by its ID.
type VpcPeeringConnection struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.VpcPeeringConnection
}

// VpcPeeringConnection returns the VPC peering connection with an ID. It makes
// no request, and the VPC peering connection need not exist.
func (e *EC2) VpcPeeringConnection(id string) *VpcPeeringConnection {
	return &VpcPeeringConnection{node: node{service: e}, ID: id}
}

// Identity returns what identifies the VPC peering connection. It is
// comparable, and can be the key of a map.
func (v *VpcPeeringConnection) Identity() resources.Identity {
	if v == nil {
		return resources.Identity{}
	}
	return v.service.at().Identity("VpcPeeringConnection", "ID", v.ID)
}

// String returns the type and the identifiers of the VPC peering connection.
func (v *VpcPeeringConnection) String() string { return v.Identity().String() }

// LogValue implements slog.LogValuer.
func (v *VpcPeeringConnection) LogValue() slog.Value { return v.Identity().LogValue() }

func (v *VpcPeeringConnection) check(operation string) error {
	if v == nil {
		return resources.Nil(operation, "VpcPeeringConnection")
	}
	return v.service.at().Check(operation, "ID", v.ID)
}

// Load reads Data (DescribeVpcPeeringConnections), unless it is set and not
// stale. Concurrent calls make one request.
func (v *VpcPeeringConnection) Load(ctx context.Context) error {
	if err := v.check("ec2.DescribeVpcPeeringConnections"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribeVpcPeeringConnections", &v.state, &v.Data, v.fetch)
}

// Reload reads Data again (DescribeVpcPeeringConnections).
func (v *VpcPeeringConnection) Reload(ctx context.Context) error {
	if err := v.check("ec2.DescribeVpcPeeringConnections"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribeVpcPeeringConnections", &v.state, &v.Data, v.fetch)
}

func (v *VpcPeeringConnection) fetch(ctx context.Context) (*types.VpcPeeringConnection, error) {
	out, err := v.service.describeVpcPeeringConnections(ctx, &ec2.DescribeVpcPeeringConnectionsInput{VpcPeeringConnectionIds: []string{v.ID}})
	if err != nil {
		return nil, err
	}
	if data := vpcPeeringConnectionIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribeVpcPeeringConnections", v.Identity())
}

func vpcPeeringConnectionIn(out *ec2.DescribeVpcPeeringConnectionsOutput) *types.VpcPeeringConnection {
	if out == nil || len(out.VpcPeeringConnections) == 0 {
		return nil
	}
	return &out.VpcPeeringConnections[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (v *VpcPeeringConnection) Tags() map[string]string {
	if v == nil || v.Data == nil {
		return nil
	}
	return tagMap(v.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (v *VpcPeeringConnection) Tag(key string) string {
	if v == nil || v.Data == nil {
		return ""
	}
	return tagValue(v.Data.Tags, key)
}

// Accept accepts the VPC peering connection (AcceptVpcPeeringConnection). Data
// is stale afterwards.
func (v *VpcPeeringConnection) Accept(ctx context.Context, changes ...func(*ec2.AcceptVpcPeeringConnectionInput)) (*ec2.AcceptVpcPeeringConnectionOutput, error) {
	if err := v.check("ec2.AcceptVpcPeeringConnection"); err != nil {
		return nil, err
	}
	in := &ec2.AcceptVpcPeeringConnectionInput{VpcPeeringConnectionId: aws.String(v.ID)}
	return resources.Act(ctx, &v.state, "ec2.AcceptVpcPeeringConnection", v.service.acceptVpcPeeringConnection, in, changes)
}

// Delete deletes the VPC peering connection (DeleteVpcPeeringConnection).
func (v *VpcPeeringConnection) Delete(ctx context.Context, changes ...func(*ec2.DeleteVpcPeeringConnectionInput)) (*ec2.DeleteVpcPeeringConnectionOutput, error) {
	if err := v.check("ec2.DeleteVpcPeeringConnection"); err != nil {
		return nil, err
	}
	in := &ec2.DeleteVpcPeeringConnectionInput{VpcPeeringConnectionId: aws.String(v.ID)}
	return resources.Act(ctx, &v.state, "ec2.DeleteVpcPeeringConnection", v.service.deleteVpcPeeringConnection, in, changes)
}

// Reject rejects the VPC peering connection (RejectVpcPeeringConnection). Data
// is stale afterwards.
func (v *VpcPeeringConnection) Reject(ctx context.Context, changes ...func(*ec2.RejectVpcPeeringConnectionInput)) (*ec2.RejectVpcPeeringConnectionOutput, error) {
	if err := v.check("ec2.RejectVpcPeeringConnection"); err != nil {
		return nil, err
	}
	in := &ec2.RejectVpcPeeringConnectionInput{VpcPeeringConnectionId: aws.String(v.ID)}
	return resources.Act(ctx, &v.state, "ec2.RejectVpcPeeringConnection", v.service.rejectVpcPeeringConnection, in, changes)
}

// AccepterVpc returns the VPC that Data names, or nil if there is no Data or it
// names none.
func (v *VpcPeeringConnection) AccepterVpc() *Vpc {
	if v == nil || v.Data == nil || v.Data.AccepterVpcInfo == nil || aws.ToString(v.Data.AccepterVpcInfo.VpcId) == "" {
		return nil
	}
	return &Vpc{node: node{service: v.service}, ID: aws.ToString(v.Data.AccepterVpcInfo.VpcId)}
}

// RequesterVpc returns the VPC that Data names, or nil if there is no Data or
// it names none.
func (v *VpcPeeringConnection) RequesterVpc() *Vpc {
	if v == nil || v.Data == nil || v.Data.RequesterVpcInfo == nil || aws.ToString(v.Data.RequesterVpcInfo.VpcId) == "" {
		return nil
	}
	return &Vpc{node: node{service: v.service}, ID: aws.ToString(v.Data.RequesterVpcInfo.VpcId)}
}

// WaitUntilExists waits until the VPC peering connection exists
// (DescribeVpcPeeringConnections). It sets Data from the last response; if the
// wait fails, Data is stale. The options or the context must bound the wait.
func (v *VpcPeeringConnection) WaitUntilExists(ctx context.Context, opts waiters.Options) error {
	if err := v.check("ec2.VpcPeeringConnectionExists"); err != nil {
		return err
	}
	api, err := client[ec2.DescribeVpcPeeringConnectionsAPIClient](v.service, "ec2.DescribeVpcPeeringConnections")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, ec2.NewVpcPeeringConnectionExistsWaiter(api), &ec2.DescribeVpcPeeringConnectionsInput{VpcPeeringConnectionIds: []string{v.ID}}, opts)
	resources.Keep(&v.state, &v.Data, vpcPeeringConnectionIn(out))
	return err
}

// VpcPeeringConnections is a collection of VPC peering connections, as
// DescribeVpcPeeringConnections lists them. It makes no request until it is
// ranged over; see [collections.View].
type VpcPeeringConnections struct {
	collections.View[*VpcPeeringConnections, *ec2.DescribeVpcPeeringConnectionsInput, *VpcPeeringConnection]
}

func newVpcPeeringConnections(e *collections.Erased) *VpcPeeringConnections {
	return &VpcPeeringConnections{collections.ViewOf[*VpcPeeringConnections, *ec2.DescribeVpcPeeringConnectionsInput, *VpcPeeringConnection](e)}
}

func (e *EC2) vpcPeeringConnectionsOf(out *ec2.DescribeVpcPeeringConnectionsOutput) []any {
	count := len(out.VpcPeeringConnections)
	all, slab := make([]any, 0, count), make([]VpcPeeringConnection, count)
	for n := range out.VpcPeeringConnections {
		v := &slab[len(all)]
		v.service, v.ID, v.Data = e, aws.ToString(out.VpcPeeringConnections[n].VpcPeeringConnectionId), &out.VpcPeeringConnections[n]
		all = append(all, v)
	}
	return all
}
