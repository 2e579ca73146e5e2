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

// ClassicAddress is an Elastic IP address, named by the address; see
// [VpcAddress]. It is identified by its PublicIP.
type ClassicAddress struct {
	node
	PublicIP string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Address
}

// ClassicAddress returns the classic address with a public IP. It makes no
// request, and the classic address need not exist.
func (e *EC2) ClassicAddress(publicIP string) *ClassicAddress {
	return &ClassicAddress{node: node{service: e}, PublicIP: publicIP}
}

// Identity returns what identifies the classic address. It is comparable, and
// can be the key of a map.
func (c *ClassicAddress) Identity() resources.Identity {
	if c == nil {
		return resources.Identity{}
	}
	return c.service.at().Identity("ClassicAddress", "PublicIP", c.PublicIP)
}

// String returns the type and the identifiers of the classic address.
func (c *ClassicAddress) String() string { return c.Identity().String() }

// LogValue implements slog.LogValuer.
func (c *ClassicAddress) LogValue() slog.Value { return c.Identity().LogValue() }

func (c *ClassicAddress) check(operation string) error {
	if c == nil {
		return resources.Nil(operation, "ClassicAddress")
	}
	return c.service.at().Check(operation, "PublicIP", c.PublicIP)
}

// Load reads Data (DescribeAddresses), unless it is set and not stale.
// Concurrent calls make one request.
func (c *ClassicAddress) Load(ctx context.Context) error {
	if err := c.check("ec2.DescribeAddresses"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribeAddresses", &c.state, &c.Data, c.fetch)
}

// Reload reads Data again (DescribeAddresses).
func (c *ClassicAddress) Reload(ctx context.Context) error {
	if err := c.check("ec2.DescribeAddresses"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribeAddresses", &c.state, &c.Data, c.fetch)
}

func (c *ClassicAddress) fetch(ctx context.Context) (*types.Address, error) {
	out, err := c.service.describeAddresses(ctx, &ec2.DescribeAddressesInput{PublicIps: []string{c.PublicIP}})
	if err != nil {
		return nil, err
	}
	if data := classicAddressIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribeAddresses", c.Identity())
}

func classicAddressIn(out *ec2.DescribeAddressesOutput) *types.Address {
	if len(out.Addresses) == 0 {
		return nil
	}
	return &out.Addresses[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (c *ClassicAddress) Tags() map[string]string {
	if c == nil || c.Data == nil {
		return nil
	}
	return tagMap(c.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (c *ClassicAddress) Tag(key string) string {
	if c == nil || c.Data == nil {
		return ""
	}
	return tagValue(c.Data.Tags, key)
}

// Associate associates the address with an instance (AssociateAddress). Data is
// stale afterwards.
func (c *ClassicAddress) Associate(ctx context.Context, changes ...func(*ec2.AssociateAddressInput)) (*ec2.AssociateAddressOutput, error) {
	if err := c.check("ec2.AssociateAddress"); err != nil {
		return nil, err
	}
	in := &ec2.AssociateAddressInput{PublicIp: aws.String(c.PublicIP)}
	return resources.Act(ctx, &c.state, "ec2.AssociateAddress", c.service.associateAddress, in, changes)
}

// Disassociate disassociates the address from its instance
// (DisassociateAddress). Data is stale afterwards.
func (c *ClassicAddress) Disassociate(ctx context.Context, changes ...func(*ec2.DisassociateAddressInput)) (*ec2.DisassociateAddressOutput, error) {
	if err := c.check("ec2.DisassociateAddress"); err != nil {
		return nil, err
	}
	if err := c.Load(ctx); err != nil {
		return nil, err
	}
	publicIP := ""
	if c.Data != nil {
		publicIP = aws.ToString(c.Data.PublicIp)
	}
	in := &ec2.DisassociateAddressInput{PublicIp: aws.String(publicIP)}
	return resources.Act(ctx, &c.state, "ec2.DisassociateAddress", c.service.disassociateAddress, in, changes)
}

// Release releases the classic address (ReleaseAddress). Data is stale
// afterwards.
func (c *ClassicAddress) Release(ctx context.Context, changes ...func(*ec2.ReleaseAddressInput)) (*ec2.ReleaseAddressOutput, error) {
	if err := c.check("ec2.ReleaseAddress"); err != nil {
		return nil, err
	}
	if err := c.Load(ctx); err != nil {
		return nil, err
	}
	publicIP := ""
	if c.Data != nil {
		publicIP = aws.ToString(c.Data.PublicIp)
	}
	in := &ec2.ReleaseAddressInput{PublicIp: aws.String(publicIP)}
	return resources.Act(ctx, &c.state, "ec2.ReleaseAddress", c.service.releaseAddress, in, changes)
}

// ClassicAddresses is a collection of classic addresses, as DescribeAddresses
// lists them. It makes no request until it is ranged over; see
// [collections.View].
type ClassicAddresses struct {
	collections.View[*ClassicAddresses, *ec2.DescribeAddressesInput, *ClassicAddress]
}

func newClassicAddresses(e *collections.Erased) *ClassicAddresses {
	return &ClassicAddresses{collections.ViewOf[*ClassicAddresses, *ec2.DescribeAddressesInput, *ClassicAddress](e)}
}

func (e *EC2) classicAddressesOf(out *ec2.DescribeAddressesOutput) []any {
	count := len(out.Addresses)
	all, slab := make([]any, 0, count), make([]ClassicAddress, count)
	for n := range out.Addresses {
		c := &slab[len(all)]
		c.service, c.PublicIP, c.Data = e, aws.ToString(out.Addresses[n].PublicIp), &out.Addresses[n]
		all = append(all, c)
	}
	return all
}
