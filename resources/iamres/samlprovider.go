package iamres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// SAMLProvider is a SAML provider, identified by its ARN.
type SAMLProvider struct {
	node
	ARN string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *iam.GetSAMLProviderOutput
}

// SAMLProvider returns the SAML provider with an ARN. It makes no request, and
// the SAML provider need not exist.
func (i *IAM) SAMLProvider(arn string) *SAMLProvider {
	return &SAMLProvider{node: node{service: i}, ARN: arn}
}

// Identity returns what identifies the SAML provider. It is comparable, and can
// be the key of a map.
func (s *SAMLProvider) Identity() resources.Identity {
	if s == nil {
		return resources.Identity{}
	}
	return s.service.at().Identity("SAMLProvider", "ARN", s.ARN)
}

// String returns the type and the identifiers of the SAML provider.
func (s *SAMLProvider) String() string { return s.Identity().String() }

// LogValue implements slog.LogValuer.
func (s *SAMLProvider) LogValue() slog.Value { return s.Identity().LogValue() }

func (s *SAMLProvider) check(operation string) error {
	if s == nil {
		return resources.Nil(operation, "SAMLProvider")
	}
	return s.service.at().Check(operation, "ARN", s.ARN)
}

// Load reads Data (GetSAMLProvider), unless it is set and not stale. Concurrent
// calls make one request.
func (s *SAMLProvider) Load(ctx context.Context) error {
	if err := s.check("iam.GetSAMLProvider"); err != nil {
		return err
	}
	return resources.Load(ctx, "iam.GetSAMLProvider", &s.state, &s.Data, s.fetch)
}

// Reload reads Data again (GetSAMLProvider).
func (s *SAMLProvider) Reload(ctx context.Context) error {
	if err := s.check("iam.GetSAMLProvider"); err != nil {
		return err
	}
	return resources.Reload(ctx, "iam.GetSAMLProvider", &s.state, &s.Data, s.fetch)
}

func (s *SAMLProvider) fetch(ctx context.Context) (*iam.GetSAMLProviderOutput, error) {
	return s.service.getSAMLProvider(ctx, &iam.GetSAMLProviderInput{SAMLProviderArn: aws.String(s.ARN)})
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (s *SAMLProvider) Tags() map[string]string {
	if s == nil || s.Data == nil {
		return nil
	}
	return tagMap(s.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (s *SAMLProvider) Tag(key string) string {
	if s == nil || s.Data == nil {
		return ""
	}
	return tagValue(s.Data.Tags, key)
}

// Delete deletes the SAML provider (DeleteSAMLProvider).
func (s *SAMLProvider) Delete(ctx context.Context, changes ...func(*iam.DeleteSAMLProviderInput)) (*iam.DeleteSAMLProviderOutput, error) {
	if err := s.check("iam.DeleteSAMLProvider"); err != nil {
		return nil, err
	}
	in := &iam.DeleteSAMLProviderInput{SAMLProviderArn: aws.String(s.ARN)}
	return resources.Act(ctx, &s.state, "iam.DeleteSAMLProvider", s.service.deleteSAMLProvider, in, changes)
}

// Update updates the SAML provider (UpdateSAMLProvider). Data is stale
// afterwards.
func (s *SAMLProvider) Update(ctx context.Context, changes ...func(*iam.UpdateSAMLProviderInput)) (*iam.UpdateSAMLProviderOutput, error) {
	if err := s.check("iam.UpdateSAMLProvider"); err != nil {
		return nil, err
	}
	in := &iam.UpdateSAMLProviderInput{SAMLProviderArn: aws.String(s.ARN)}
	return resources.Act(ctx, &s.state, "iam.UpdateSAMLProvider", s.service.updateSAMLProvider, in, changes)
}

// SAMLProviders is a collection of SAML providers, as ListSAMLProviders lists
// them. It makes no request until it is ranged over; see [collections.View].
type SAMLProviders struct {
	collections.View[*SAMLProviders, *iam.ListSAMLProvidersInput, *SAMLProvider]
}

func newSAMLProviders(e *collections.Erased) *SAMLProviders {
	return &SAMLProviders{collections.ViewOf[*SAMLProviders, *iam.ListSAMLProvidersInput, *SAMLProvider](e)}
}

func (i *IAM) samlProvidersOf(out *iam.ListSAMLProvidersOutput) []any {
	count := len(out.SAMLProviderList)
	all, slab := make([]any, 0, count), make([]SAMLProvider, count)
	for n := range out.SAMLProviderList {
		s := &slab[len(all)]
		s.service, s.ARN = i, aws.ToString(out.SAMLProviderList[n].Arn)
		all = append(all, s)
	}
	return all
}
