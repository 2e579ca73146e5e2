package route53res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	"github.com/aws/aws-sdk-go-v2/service/route53/types"

	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// Change is a change of records on its way to all name servers. It is
// identified by its ID.
type Change struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.ChangeInfo
}

// Change returns the change with an ID. It makes no request, and the change
// need not exist.
func (r *Route53) Change(id string) *Change {
	return &Change{node: node{service: r}, ID: id}
}

// Identity returns what identifies the change. It is comparable, and can be the
// key of a map.
func (c *Change) Identity() resources.Identity {
	if c == nil {
		return resources.Identity{}
	}
	return c.service.at().Identity("Change", "ID", c.ID)
}

// String returns the type and the identifiers of the change.
func (c *Change) String() string { return c.Identity().String() }

// LogValue implements slog.LogValuer.
func (c *Change) LogValue() slog.Value { return c.Identity().LogValue() }

func (c *Change) check(operation string) error {
	if c == nil {
		return resources.Nil(operation, "Change")
	}
	return c.service.at().Check(operation, "ID", c.ID)
}

// Load reads Data (GetChange), unless it is set and not stale. Concurrent calls
// make one request.
func (c *Change) Load(ctx context.Context) error {
	if err := c.check("route53.GetChange"); err != nil {
		return err
	}
	return resources.Load(ctx, "route53.GetChange", &c.state, &c.Data, c.fetch)
}

// Reload reads Data again (GetChange).
func (c *Change) Reload(ctx context.Context) error {
	if err := c.check("route53.GetChange"); err != nil {
		return err
	}
	return resources.Reload(ctx, "route53.GetChange", &c.state, &c.Data, c.fetch)
}

func (c *Change) fetch(ctx context.Context) (*types.ChangeInfo, error) {
	out, err := c.service.getChange(ctx, &route53.GetChangeInput{Id: aws.String(c.ID)})
	if err != nil {
		return nil, err
	}
	if data := changeIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("route53.GetChange", c.Identity())
}

func changeIn(out *route53.GetChangeOutput) *types.ChangeInfo {
	if out == nil {
		return nil
	}
	return out.ChangeInfo
}

// WaitUntilInSync waits until the change is in sync (GetChange). It sets Data
// from the last response; if the wait fails, Data is stale. The options or the
// context must bound the wait.
func (c *Change) WaitUntilInSync(ctx context.Context, opts waiters.Options) error {
	if err := c.check("route53.ResourceRecordSetsChanged"); err != nil {
		return err
	}
	api, err := client[route53.GetChangeAPIClient](c.service, "route53.GetChange")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, route53.NewResourceRecordSetsChangedWaiter(api), &route53.GetChangeInput{Id: aws.String(c.ID)}, opts)
	resources.Keep(&c.state, &c.Data, changeIn(out))
	return err
}
