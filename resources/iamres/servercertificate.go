package iamres

import (
	"cmp"
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// ServerCertificate is a server certificate, identified by its Name.
type ServerCertificate struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.ServerCertificate
}

// ServerCertificate returns the server certificate with a name. It makes no
// request, and the server certificate need not exist.
func (i *IAM) ServerCertificate(name string) *ServerCertificate {
	return &ServerCertificate{node: node{service: i}, Name: name}
}

// Identity returns what identifies the server certificate. It is comparable,
// and can be the key of a map.
func (s *ServerCertificate) Identity() resources.Identity {
	if s == nil {
		return resources.Identity{}
	}
	return s.service.at().Identity("ServerCertificate", "Name", s.Name)
}

// String returns the type and the identifiers of the server certificate.
func (s *ServerCertificate) String() string { return s.Identity().String() }

// LogValue implements slog.LogValuer.
func (s *ServerCertificate) LogValue() slog.Value { return s.Identity().LogValue() }

func (s *ServerCertificate) check(operation string) error {
	if s == nil {
		return resources.Nil(operation, "ServerCertificate")
	}
	return s.service.at().Check(operation, "Name", s.Name)
}

// Load reads Data (GetServerCertificate), unless it is set and not stale.
// Concurrent calls make one request.
func (s *ServerCertificate) Load(ctx context.Context) error {
	if err := s.check("iam.GetServerCertificate"); err != nil {
		return err
	}
	return resources.Load(ctx, "iam.GetServerCertificate", &s.state, &s.Data, s.fetch)
}

// Reload reads Data again (GetServerCertificate).
func (s *ServerCertificate) Reload(ctx context.Context) error {
	if err := s.check("iam.GetServerCertificate"); err != nil {
		return err
	}
	return resources.Reload(ctx, "iam.GetServerCertificate", &s.state, &s.Data, s.fetch)
}

func (s *ServerCertificate) fetch(ctx context.Context) (*types.ServerCertificate, error) {
	out, err := s.service.getServerCertificate(ctx, &iam.GetServerCertificateInput{ServerCertificateName: aws.String(s.Name)})
	if err != nil {
		return nil, err
	}
	if data := out.ServerCertificate; data != nil {
		return data, nil
	}
	return nil, resources.NotFound("iam.GetServerCertificate", s.Identity())
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (s *ServerCertificate) Tags() map[string]string {
	if s == nil || s.Data == nil {
		return nil
	}
	return tagMap(s.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (s *ServerCertificate) Tag(key string) string {
	if s == nil || s.Data == nil {
		return ""
	}
	return tagValue(s.Data.Tags, key)
}

// Delete deletes the server certificate (DeleteServerCertificate).
func (s *ServerCertificate) Delete(ctx context.Context, changes ...func(*iam.DeleteServerCertificateInput)) (*iam.DeleteServerCertificateOutput, error) {
	if err := s.check("iam.DeleteServerCertificate"); err != nil {
		return nil, err
	}
	in := &iam.DeleteServerCertificateInput{ServerCertificateName: aws.String(s.Name)}
	return resources.Act(ctx, &s.state, "iam.DeleteServerCertificate", s.service.deleteServerCertificate, in, changes)
}

// Update updates the server certificate (UpdateServerCertificate) and returns
// it. Data is stale afterwards.
func (s *ServerCertificate) Update(ctx context.Context, changes ...func(*iam.UpdateServerCertificateInput)) (*ServerCertificate, error) {
	if err := s.check("iam.UpdateServerCertificate"); err != nil {
		return nil, err
	}
	in := &iam.UpdateServerCertificateInput{ServerCertificateName: aws.String(s.Name)}
	_, err := resources.Act(ctx, &s.state, "iam.UpdateServerCertificate", s.service.updateServerCertificate, in, changes)
	if err != nil {
		return nil, err
	}
	return &ServerCertificate{node: node{service: s.service}, Name: cmp.Or(aws.ToString(in.NewServerCertificateName), s.Name)}, nil
}

// ServerCertificates is a collection of server certificates, as
// ListServerCertificates lists them. It makes no request until it is ranged
// over; see [collections.View].
type ServerCertificates struct {
	collections.View[*ServerCertificates, *iam.ListServerCertificatesInput, *ServerCertificate]
}

func newServerCertificates(e *collections.Erased) *ServerCertificates {
	return &ServerCertificates{collections.ViewOf[*ServerCertificates, *iam.ListServerCertificatesInput, *ServerCertificate](e)}
}

func (i *IAM) serverCertificatesOf(out *iam.ListServerCertificatesOutput) []any {
	count := len(out.ServerCertificateMetadataList)
	all, slab := make([]any, 0, count), make([]ServerCertificate, count)
	for n := range out.ServerCertificateMetadataList {
		s := &slab[len(all)]
		s.service, s.Name = i, aws.ToString(out.ServerCertificateMetadataList[n].ServerCertificateName)
		all = append(all, s)
	}
	return all
}
