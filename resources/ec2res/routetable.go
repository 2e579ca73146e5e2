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

// RouteTable is the routes of subnets or of a gateway. It is identified by its
// ID.
type RouteTable struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.RouteTable
}

// RouteTable returns the route table with an ID. It makes no request, and the
// route table need not exist.
func (e *EC2) RouteTable(id string) *RouteTable {
	return &RouteTable{node: node{service: e}, ID: id}
}

// Identity returns what identifies the route table. It is comparable, and can
// be the key of a map.
func (r *RouteTable) Identity() resources.Identity {
	if r == nil {
		return resources.Identity{}
	}
	return r.service.at().Identity("RouteTable", "ID", r.ID)
}

// String returns the type and the identifiers of the route table.
func (r *RouteTable) String() string { return r.Identity().String() }

// LogValue implements slog.LogValuer.
func (r *RouteTable) LogValue() slog.Value { return r.Identity().LogValue() }

func (r *RouteTable) check(operation string) error {
	if r == nil {
		return resources.Nil(operation, "RouteTable")
	}
	return r.service.at().Check(operation, "ID", r.ID)
}

// Load reads Data (DescribeRouteTables), unless it is set and not stale.
// Concurrent calls make one request.
func (r *RouteTable) Load(ctx context.Context) error {
	if err := r.check("ec2.DescribeRouteTables"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribeRouteTables", &r.state, &r.Data, r.fetch)
}

// Reload reads Data again (DescribeRouteTables).
func (r *RouteTable) Reload(ctx context.Context) error {
	if err := r.check("ec2.DescribeRouteTables"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribeRouteTables", &r.state, &r.Data, r.fetch)
}

func (r *RouteTable) fetch(ctx context.Context) (*types.RouteTable, error) {
	out, err := r.service.describeRouteTables(ctx, &ec2.DescribeRouteTablesInput{RouteTableIds: []string{r.ID}})
	if err != nil {
		return nil, err
	}
	if data := routeTableIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribeRouteTables", r.Identity())
}

func routeTableIn(out *ec2.DescribeRouteTablesOutput) *types.RouteTable {
	if len(out.RouteTables) == 0 {
		return nil
	}
	return &out.RouteTables[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (r *RouteTable) Tags() map[string]string {
	if r == nil || r.Data == nil {
		return nil
	}
	return tagMap(r.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (r *RouteTable) Tag(key string) string {
	if r == nil || r.Data == nil {
		return ""
	}
	return tagValue(r.Data.Tags, key)
}

// AssociateWithSubnet associates the route table with a subnet
// (AssociateRouteTable) and returns the route table association. Data is stale
// afterwards.
func (r *RouteTable) AssociateWithSubnet(ctx context.Context, changes ...func(*ec2.AssociateRouteTableInput)) (*RouteTableAssociation, error) {
	if err := r.check("ec2.AssociateRouteTable"); err != nil {
		return nil, err
	}
	in := &ec2.AssociateRouteTableInput{RouteTableId: aws.String(r.ID)}
	out, err := resources.Act(ctx, &r.state, "ec2.AssociateRouteTable", r.service.associateRouteTable, in, changes)
	if err != nil {
		return nil, err
	}
	return &RouteTableAssociation{node: node{service: r.service}, ID: aws.ToString(out.AssociationId)}, nil
}

// CreateRoute creates a route for the route table (CreateRoute) and returns it.
// Data is stale afterwards.
func (r *RouteTable) CreateRoute(ctx context.Context, changes ...func(*ec2.CreateRouteInput)) (*Route, error) {
	if err := r.check("ec2.CreateRoute"); err != nil {
		return nil, err
	}
	in := &ec2.CreateRouteInput{RouteTableId: aws.String(r.ID)}
	_, err := resources.Act(ctx, &r.state, "ec2.CreateRoute", r.service.createRoute, in, changes)
	if err != nil {
		return nil, err
	}
	return &Route{node: node{service: r.service}, RouteTableID: r.ID, DestinationCidrBlock: aws.ToString(in.DestinationCidrBlock)}, nil
}

// CreateTags sets tags of the route table (CreateTags) and returns them. Data
// is stale afterwards.
func (r *RouteTable) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) ([]*Tag, error) {
	if err := r.check("ec2.CreateTags"); err != nil {
		return nil, err
	}
	in := &ec2.CreateTagsInput{Resources: []string{r.ID}, Tags: tags}
	_, err := resources.Act(ctx, &r.state, "ec2.CreateTags", r.service.createTags, in, changes)
	if err != nil {
		return nil, err
	}
	all := make([]*Tag, len(in.Tags))
	for n := range in.Tags {
		all[n] = &Tag{node: node{service: r.service}, ResourceID: r.ID, Key: aws.ToString(in.Tags[n].Key), Value: aws.ToString(in.Tags[n].Value)}
	}
	return all, nil
}

// Delete deletes the route table (DeleteRouteTable).
func (r *RouteTable) Delete(ctx context.Context, changes ...func(*ec2.DeleteRouteTableInput)) (*ec2.DeleteRouteTableOutput, error) {
	if err := r.check("ec2.DeleteRouteTable"); err != nil {
		return nil, err
	}
	in := &ec2.DeleteRouteTableInput{RouteTableId: aws.String(r.ID)}
	return resources.Act(ctx, &r.state, "ec2.DeleteRouteTable", r.service.deleteRouteTable, in, changes)
}

// Associations returns the route table associations that Data names, or nil if
// there is no Data.
func (r *RouteTable) Associations() []*RouteTableAssociation {
	if r == nil || r.Data == nil {
		return nil
	}
	all := make([]*RouteTableAssociation, len(r.Data.Associations))
	for n := range r.Data.Associations {
		all[n] = &RouteTableAssociation{node: node{service: r.service}, ID: aws.ToString(r.Data.Associations[n].RouteTableAssociationId), Data: &r.Data.Associations[n]}
	}
	return all
}

// Routes returns the routes that Data names, or nil if there is no Data.
func (r *RouteTable) Routes() []*Route {
	if r == nil || r.Data == nil {
		return nil
	}
	all := make([]*Route, len(r.Data.Routes))
	for n := range r.Data.Routes {
		all[n] = &Route{node: node{service: r.service}, RouteTableID: r.ID, DestinationCidrBlock: aws.ToString(r.Data.Routes[n].DestinationCidrBlock), Data: &r.Data.Routes[n]}
	}
	return all
}

// Vpc returns the VPC that Data names, or nil if there is no Data or it names
// none.
func (r *RouteTable) Vpc() *Vpc {
	if r == nil || r.Data == nil || aws.ToString(r.Data.VpcId) == "" {
		return nil
	}
	return &Vpc{node: node{service: r.service}, ID: aws.ToString(r.Data.VpcId)}
}

// RouteTables is a collection of route tables, as DescribeRouteTables lists
// them. It makes no request until it is ranged over; see [collections.View].
type RouteTables struct {
	collections.View[*RouteTables, *ec2.DescribeRouteTablesInput, *RouteTable]
}

func newRouteTables(e *collections.Erased) *RouteTables {
	return &RouteTables{collections.ViewOf[*RouteTables, *ec2.DescribeRouteTablesInput, *RouteTable](e)}
}

func (e *EC2) routeTablesOf(out *ec2.DescribeRouteTablesOutput) []any {
	count := len(out.RouteTables)
	all, slab := make([]any, 0, count), make([]RouteTable, count)
	for n := range out.RouteTables {
		r := &slab[len(all)]
		r.service, r.ID, r.Data = e, aws.ToString(out.RouteTables[n].RouteTableId), &out.RouteTables[n]
		all = append(all, r)
	}
	return all
}

// CreateTags sets tags of the route tables, 1,000 a request (CreateTags). It
// returns how many succeeded; the error has a [resources.ItemError] for each
// that did not.
func (c *RouteTables) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*RouteTable]{
		Size:    1000,
		Group:   func(r *RouteTable) any { return r.service },
		Changed: func(r *RouteTable) { r.state.Changed() },
		Do: func(ctx context.Context, group []*RouteTable) ([]collections.Failure, error) {
			in := &ec2.CreateTagsInput{Tags: tags}
			for _, r := range group {
				in.Resources = append(in.Resources, r.ID)
			}
			_, err := resources.Call(ctx, "ec2.CreateTags", group[0].service.createTags, in, changes)
			return nil, err
		},
	})
}

// DeleteTags removes these tags, or all if there are none, from the route
// tables, 1,000 a request (DeleteTags). It returns how many succeeded; the
// error has a [resources.ItemError] for each that did not.
func (c *RouteTables) DeleteTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.DeleteTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*RouteTable]{
		Size:    1000,
		Group:   func(r *RouteTable) any { return r.service },
		Changed: func(r *RouteTable) { r.state.Changed() },
		Do: func(ctx context.Context, group []*RouteTable) ([]collections.Failure, error) {
			in := &ec2.DeleteTagsInput{Tags: tags}
			for _, r := range group {
				in.Resources = append(in.Resources, r.ID)
			}
			_, err := resources.Call(ctx, "ec2.DeleteTags", group[0].service.deleteTags, in, changes)
			return nil, err
		},
	})
}
