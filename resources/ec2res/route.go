package ec2res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/resources"
)

// Route is a route to a destination, in a route table. It is identified by its
// RouteTableID and DestinationCidrBlock.
type Route struct {
	node
	RouteTableID         string
	DestinationCidrBlock string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.Route
}

// Route returns the route with these identifiers. It makes no request, and the
// route need not exist.
func (e *EC2) Route(routeTableID, destinationCidrBlock string) *Route {
	return &Route{node: node{service: e}, RouteTableID: routeTableID, DestinationCidrBlock: destinationCidrBlock}
}

// Identity returns what identifies the route. It is comparable, and can be the
// key of a map.
func (r *Route) Identity() resources.Identity {
	if r == nil {
		return resources.Identity{}
	}
	return r.service.at().Identity("Route", "RouteTableID", r.RouteTableID, "DestinationCidrBlock", r.DestinationCidrBlock)
}

// String returns the type and the identifiers of the route.
func (r *Route) String() string { return r.Identity().String() }

// LogValue implements slog.LogValuer.
func (r *Route) LogValue() slog.Value { return r.Identity().LogValue() }

func (r *Route) check(operation string) error {
	if r == nil {
		return resources.Nil(operation, "Route")
	}
	return r.service.at().Check(operation, "RouteTableID", r.RouteTableID, "DestinationCidrBlock", r.DestinationCidrBlock)
}

// Delete deletes the route (DeleteRoute).
func (r *Route) Delete(ctx context.Context, changes ...func(*ec2.DeleteRouteInput)) (*ec2.DeleteRouteOutput, error) {
	if err := r.check("ec2.DeleteRoute"); err != nil {
		return nil, err
	}
	in := &ec2.DeleteRouteInput{RouteTableId: aws.String(r.RouteTableID), DestinationCidrBlock: aws.String(r.DestinationCidrBlock)}
	return resources.Call(ctx, "ec2.DeleteRoute", r.service.deleteRoute, in, changes)
}

// Replace replaces the route (ReplaceRoute).
func (r *Route) Replace(ctx context.Context, changes ...func(*ec2.ReplaceRouteInput)) (*ec2.ReplaceRouteOutput, error) {
	if err := r.check("ec2.ReplaceRoute"); err != nil {
		return nil, err
	}
	in := &ec2.ReplaceRouteInput{RouteTableId: aws.String(r.RouteTableID), DestinationCidrBlock: aws.String(r.DestinationCidrBlock)}
	return resources.Call(ctx, "ec2.ReplaceRoute", r.service.replaceRoute, in, changes)
}

// RouteTable returns the route table. It makes no request.
func (r *Route) RouteTable() *RouteTable {
	return &RouteTable{node: node{service: r.service}, ID: r.RouteTableID}
}
