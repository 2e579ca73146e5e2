package ec2res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/resources"
)

// RouteTableAssociation is the association of a route table with a subnet or a
// gateway. It is identified by its ID.
type RouteTableAssociation struct {
	node
	ID string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.RouteTableAssociation
}

// RouteTableAssociation returns the route table association with an ID. It
// makes no request, and the route table association need not exist.
func (e *EC2) RouteTableAssociation(id string) *RouteTableAssociation {
	return &RouteTableAssociation{node: node{service: e}, ID: id}
}

// Identity returns what identifies the route table association. It is
// comparable, and can be the key of a map.
func (r *RouteTableAssociation) Identity() resources.Identity {
	if r == nil {
		return resources.Identity{}
	}
	return r.service.at().Identity("RouteTableAssociation", "ID", r.ID)
}

// String returns the type and the identifiers of the route table association.
func (r *RouteTableAssociation) String() string { return r.Identity().String() }

// LogValue implements slog.LogValuer.
func (r *RouteTableAssociation) LogValue() slog.Value { return r.Identity().LogValue() }

func (r *RouteTableAssociation) check(operation string) error {
	if r == nil {
		return resources.Nil(operation, "RouteTableAssociation")
	}
	return r.service.at().Check(operation, "ID", r.ID)
}

// Delete deletes the route table association (DisassociateRouteTable).
func (r *RouteTableAssociation) Delete(ctx context.Context, changes ...func(*ec2.DisassociateRouteTableInput)) (*ec2.DisassociateRouteTableOutput, error) {
	if err := r.check("ec2.DisassociateRouteTable"); err != nil {
		return nil, err
	}
	in := &ec2.DisassociateRouteTableInput{AssociationId: aws.String(r.ID)}
	return resources.Call(ctx, "ec2.DisassociateRouteTable", r.service.disassociateRouteTable, in, changes)
}

// ReplaceSubnet associates the subnet with another route table
// (ReplaceRouteTableAssociation) and returns the route table association.
func (r *RouteTableAssociation) ReplaceSubnet(ctx context.Context, routeTableID string, changes ...func(*ec2.ReplaceRouteTableAssociationInput)) (*RouteTableAssociation, error) {
	if err := r.check("ec2.ReplaceRouteTableAssociation"); err != nil {
		return nil, err
	}
	in := &ec2.ReplaceRouteTableAssociationInput{AssociationId: aws.String(r.ID), RouteTableId: aws.String(routeTableID)}
	out, err := resources.Call(ctx, "ec2.ReplaceRouteTableAssociation", r.service.replaceRouteTableAssociation, in, changes)
	if err != nil {
		return nil, err
	}
	return &RouteTableAssociation{node: node{service: r.service}, ID: aws.ToString(out.NewAssociationId)}, nil
}

// RouteTable returns the route table that Data names, or nil if there is no
// Data or it names none.
func (r *RouteTableAssociation) RouteTable() *RouteTable {
	if r == nil || r.Data == nil || aws.ToString(r.Data.RouteTableId) == "" {
		return nil
	}
	return &RouteTable{node: node{service: r.service}, ID: aws.ToString(r.Data.RouteTableId)}
}

// Subnet returns the subnet that Data names, or nil if there is no Data or it
// names none.
func (r *RouteTableAssociation) Subnet() *Subnet {
	if r == nil || r.Data == nil || aws.ToString(r.Data.SubnetId) == "" {
		return nil
	}
	return &Subnet{node: node{service: r.service}, ID: aws.ToString(r.Data.SubnetId)}
}
