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

// KeyPairInfo is a key pair as EC2 describes it, without the private key. It is
// identified by its Name.
type KeyPairInfo struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.KeyPairInfo
}

// KeyPair returns the key pair with a name. It makes no request, and the key
// pair need not exist.
func (e *EC2) KeyPair(name string) *KeyPairInfo {
	return &KeyPairInfo{node: node{service: e}, Name: name}
}

// Identity returns what identifies the key pair. It is comparable, and can be
// the key of a map.
func (k *KeyPairInfo) Identity() resources.Identity {
	if k == nil {
		return resources.Identity{}
	}
	return k.service.at().Identity("KeyPairInfo", "Name", k.Name)
}

// String returns the type and the identifiers of the key pair.
func (k *KeyPairInfo) String() string { return k.Identity().String() }

// LogValue implements slog.LogValuer.
func (k *KeyPairInfo) LogValue() slog.Value { return k.Identity().LogValue() }

func (k *KeyPairInfo) check(operation string) error {
	if k == nil {
		return resources.Nil(operation, "KeyPairInfo")
	}
	return k.service.at().Check(operation, "Name", k.Name)
}

// Load reads Data (DescribeKeyPairs), unless it is set and not stale.
// Concurrent calls make one request.
func (k *KeyPairInfo) Load(ctx context.Context) error {
	if err := k.check("ec2.DescribeKeyPairs"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribeKeyPairs", &k.state, &k.Data, k.fetch)
}

// Reload reads Data again (DescribeKeyPairs).
func (k *KeyPairInfo) Reload(ctx context.Context) error {
	if err := k.check("ec2.DescribeKeyPairs"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribeKeyPairs", &k.state, &k.Data, k.fetch)
}

func (k *KeyPairInfo) fetch(ctx context.Context) (*types.KeyPairInfo, error) {
	out, err := k.service.describeKeyPairs(ctx, &ec2.DescribeKeyPairsInput{KeyNames: []string{k.Name}})
	if err != nil {
		return nil, err
	}
	if data := keyPairInfoIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribeKeyPairs", k.Identity())
}

func keyPairInfoIn(out *ec2.DescribeKeyPairsOutput) *types.KeyPairInfo {
	if len(out.KeyPairs) == 0 {
		return nil
	}
	return &out.KeyPairs[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (k *KeyPairInfo) Tags() map[string]string {
	if k == nil || k.Data == nil {
		return nil
	}
	return tagMap(k.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (k *KeyPairInfo) Tag(key string) string {
	if k == nil || k.Data == nil {
		return ""
	}
	return tagValue(k.Data.Tags, key)
}

// Delete deletes the key pair (DeleteKeyPair).
func (k *KeyPairInfo) Delete(ctx context.Context, changes ...func(*ec2.DeleteKeyPairInput)) (*ec2.DeleteKeyPairOutput, error) {
	if err := k.check("ec2.DeleteKeyPair"); err != nil {
		return nil, err
	}
	in := &ec2.DeleteKeyPairInput{KeyName: aws.String(k.Name)}
	return resources.Act(ctx, &k.state, "ec2.DeleteKeyPair", k.service.deleteKeyPair, in, changes)
}

// KeyPairs is a collection of key pairs, as DescribeKeyPairs lists them. It
// makes no request until it is ranged over; see [collections.View].
type KeyPairs struct {
	collections.View[*KeyPairs, *ec2.DescribeKeyPairsInput, *KeyPairInfo]
}

func newKeyPairs(e *collections.Erased) *KeyPairs {
	return &KeyPairs{collections.ViewOf[*KeyPairs, *ec2.DescribeKeyPairsInput, *KeyPairInfo](e)}
}

func (e *EC2) keyPairsOf(out *ec2.DescribeKeyPairsOutput) []any {
	count := len(out.KeyPairs)
	all, slab := make([]any, 0, count), make([]KeyPairInfo, count)
	for n := range out.KeyPairs {
		k := &slab[len(all)]
		k.service, k.Name, k.Data = e, aws.ToString(out.KeyPairs[n].KeyName), &out.KeyPairs[n]
		all = append(all, k)
	}
	return all
}
