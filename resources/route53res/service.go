package route53res

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/route53"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Route53 gives access to the resources of Amazon Route 53 in one account and
// region. It is safe for concurrent use. Its zero value makes no requests; use
// [Open] or [New].
type Route53 struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*route53.Options)) *Route53 {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	r := New(route53.NewFromConfig(cfg, optFns...))
	r.place = r.place.In(sess)
	return r
}

// New returns the resources that a client has access to. It makes no request.
func New(client *route53.Client) *Route53 {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &Route53{resources.NewPlace("route53", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of
// *route53.Client, such as a fake in a test. What needs another method returns
// an error.
func NewFrom(api any) *Route53 { return &Route53{resources.NewPlace("route53", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (r *Route53) Client() *route53.Client {
	client, _ := r.api().(*route53.Client)
	return client
}

func (r *Route53) api() any {
	if r == nil {
		return nil
	}
	return r.place.API()
}

func (r *Route53) at() *resources.Place {
	if r == nil {
		return nil
	}
	return &r.place
}

// node holds what all resources have in common.
type node struct {
	service *Route53
	state   resources.State
}

// Service returns the Route53 that the resource was made with.
func (n *node) Service() *Route53 { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *route53.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// client returns the client as the interface of a waiter.
func client[A any](r *Route53, operation string) (A, error) {
	api, ok := r.api().(A)
	if !ok {
		return api, r.at().Lacks(operation)
	}
	return api, nil
}

// CreateZone creates a zone (CreateHostedZone) and returns it.
func (r *Route53) CreateZone(ctx context.Context, name, callerReference string, changes ...func(*route53.CreateHostedZoneInput)) (*Zone, error) {
	in := &route53.CreateHostedZoneInput{Name: aws.String(name), CallerReference: aws.String(callerReference)}
	out, err := resources.Call(ctx, "route53.CreateHostedZone", r.createHostedZone, in, changes)
	if err != nil {
		return nil, err
	}
	if out.HostedZone == nil {
		return nil, resources.Without("route53.CreateHostedZone", "HostedZone")
	}
	return &Zone{node: node{service: r}, ID: strings.TrimPrefix(aws.ToString(out.HostedZone.Id), "/hostedzone/"), Data: out.HostedZone}, nil
}

// Zones returns the zones (ListHostedZones).
func (r *Route53) Zones() *Zones {
	in := &route53.ListHostedZonesInput{}
	return newZones(collections.Listed(r.listHostedZones, in, r.zonesOf))
}
