package iamres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// SigningCertificate is a signing certificate, identified by its UserName and
// ID.
type SigningCertificate struct {
	node
	UserName string
	ID       string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.SigningCertificate
}

// SigningCertificate returns the signing certificate with these identifiers. It
// makes no request, and the signing certificate need not exist.
func (i *IAM) SigningCertificate(userName, id string) *SigningCertificate {
	return &SigningCertificate{node: node{service: i}, UserName: userName, ID: id}
}

// Identity returns what identifies the signing certificate. It is comparable,
// and can be the key of a map.
func (s *SigningCertificate) Identity() resources.Identity {
	if s == nil {
		return resources.Identity{}
	}
	return s.service.at().Identity("SigningCertificate", "UserName", s.UserName, "ID", s.ID)
}

// String returns the type and the identifiers of the signing certificate.
func (s *SigningCertificate) String() string { return s.Identity().String() }

// LogValue implements slog.LogValuer.
func (s *SigningCertificate) LogValue() slog.Value { return s.Identity().LogValue() }

func (s *SigningCertificate) check(operation string) error {
	if s == nil {
		return resources.Nil(operation, "SigningCertificate")
	}
	return s.service.at().Check(operation, "UserName", s.UserName, "ID", s.ID)
}

// Activate activates the signing certificate (UpdateSigningCertificate).
func (s *SigningCertificate) Activate(ctx context.Context, changes ...func(*iam.UpdateSigningCertificateInput)) (*iam.UpdateSigningCertificateOutput, error) {
	if err := s.check("iam.UpdateSigningCertificate"); err != nil {
		return nil, err
	}
	in := &iam.UpdateSigningCertificateInput{UserName: aws.String(s.UserName), CertificateId: aws.String(s.ID), Status: types.StatusTypeActive}
	return resources.Call(ctx, "iam.UpdateSigningCertificate", s.service.updateSigningCertificate, in, changes)
}

// Deactivate deactivates the signing certificate (UpdateSigningCertificate).
func (s *SigningCertificate) Deactivate(ctx context.Context, changes ...func(*iam.UpdateSigningCertificateInput)) (*iam.UpdateSigningCertificateOutput, error) {
	if err := s.check("iam.UpdateSigningCertificate"); err != nil {
		return nil, err
	}
	in := &iam.UpdateSigningCertificateInput{UserName: aws.String(s.UserName), CertificateId: aws.String(s.ID), Status: types.StatusTypeInactive}
	return resources.Call(ctx, "iam.UpdateSigningCertificate", s.service.updateSigningCertificate, in, changes)
}

// Delete deletes the signing certificate (DeleteSigningCertificate).
func (s *SigningCertificate) Delete(ctx context.Context, changes ...func(*iam.DeleteSigningCertificateInput)) (*iam.DeleteSigningCertificateOutput, error) {
	if err := s.check("iam.DeleteSigningCertificate"); err != nil {
		return nil, err
	}
	in := &iam.DeleteSigningCertificateInput{UserName: aws.String(s.UserName), CertificateId: aws.String(s.ID)}
	return resources.Call(ctx, "iam.DeleteSigningCertificate", s.service.deleteSigningCertificate, in, changes)
}

// User returns the user of the signing certificate. It makes no request.
func (s *SigningCertificate) User() *User {
	return &User{node: node{service: s.service}, Name: s.UserName}
}

// SigningCertificates is a collection of signing certificates, as
// ListSigningCertificates lists them. It makes no request until it is ranged
// over; see [collections.View].
type SigningCertificates struct {
	collections.View[*SigningCertificates, *iam.ListSigningCertificatesInput, *SigningCertificate]
}

func newSigningCertificates(e *collections.Erased) *SigningCertificates {
	return &SigningCertificates{collections.ViewOf[*SigningCertificates, *iam.ListSigningCertificatesInput, *SigningCertificate](e)}
}

func (i *IAM) signingCertificatesOf(out *iam.ListSigningCertificatesOutput) []any {
	count := len(out.Certificates)
	all, slab := make([]any, 0, count), make([]SigningCertificate, count)
	for n := range out.Certificates {
		s := &slab[len(all)]
		s.service, s.UserName, s.ID, s.Data = i, aws.ToString(out.Certificates[n].UserName), aws.ToString(out.Certificates[n].CertificateId), &out.Certificates[n]
		all = append(all, s)
	}
	return all
}
