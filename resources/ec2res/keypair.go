package ec2res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"

	"github.com/awsessentials/essentials/resources"
)

// KeyPair is a key pair that was just created. Its Data has the private key,
// which EC2 tells only once. It is identified by its Name.
type KeyPair struct {
	node
	Name string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *ec2.CreateKeyPairOutput
}

// Identity returns what identifies the key pair. It is comparable, and can be
// the key of a map.
func (k *KeyPair) Identity() resources.Identity {
	if k == nil {
		return resources.Identity{}
	}
	return k.service.at().Identity("KeyPair", "Name", k.Name)
}

// String returns the type and the identifiers of the key pair.
func (k *KeyPair) String() string { return k.Identity().String() }

// LogValue implements slog.LogValuer.
func (k *KeyPair) LogValue() slog.Value { return k.Identity().LogValue() }

func (k *KeyPair) check(operation string) error {
	if k == nil {
		return resources.Nil(operation, "KeyPair")
	}
	return k.service.at().Check(operation, "Name", k.Name)
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (k *KeyPair) Tags() map[string]string {
	if k == nil || k.Data == nil {
		return nil
	}
	return tagMap(k.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (k *KeyPair) Tag(key string) string {
	if k == nil || k.Data == nil {
		return ""
	}
	return tagValue(k.Data.Tags, key)
}

// Delete deletes the key pair (DeleteKeyPair).
func (k *KeyPair) Delete(ctx context.Context, changes ...func(*ec2.DeleteKeyPairInput)) (*ec2.DeleteKeyPairOutput, error) {
	if err := k.check("ec2.DeleteKeyPair"); err != nil {
		return nil, err
	}
	in := &ec2.DeleteKeyPairInput{KeyName: aws.String(k.Name)}
	return resources.Call(ctx, "ec2.DeleteKeyPair", k.service.deleteKeyPair, in, changes)
}
