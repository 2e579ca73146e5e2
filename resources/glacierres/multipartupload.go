package glacierres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/glacier"
	"github.com/aws/aws-sdk-go-v2/service/glacier/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// MultipartUpload is a multipart upload, identified by its AccountID, VaultName
// and ID.
type MultipartUpload struct {
	node
	AccountID string
	VaultName string
	ID        string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.UploadListElement
}

// MultipartUpload returns the multipart upload with these identifiers. It makes
// no request, and the multipart upload need not exist.
func (g *Glacier) MultipartUpload(accountID, vaultName, id string) *MultipartUpload {
	return &MultipartUpload{node: node{service: g}, AccountID: accountID, VaultName: vaultName, ID: id}
}

// Identity returns what identifies the multipart upload. It is comparable, and
// can be the key of a map.
func (m *MultipartUpload) Identity() resources.Identity {
	if m == nil {
		return resources.Identity{}
	}
	return m.service.at().Identity("MultipartUpload", "AccountID", m.AccountID, "VaultName", m.VaultName, "ID", m.ID)
}

// String returns the type and the identifiers of the multipart upload.
func (m *MultipartUpload) String() string { return m.Identity().String() }

// LogValue implements slog.LogValuer.
func (m *MultipartUpload) LogValue() slog.Value { return m.Identity().LogValue() }

func (m *MultipartUpload) check(operation string) error {
	if m == nil {
		return resources.Nil(operation, "MultipartUpload")
	}
	return m.service.at().Check(operation, "AccountID", m.AccountID, "VaultName", m.VaultName, "ID", m.ID)
}

// Abort aborts the multipart upload (AbortMultipartUpload).
func (m *MultipartUpload) Abort(ctx context.Context, changes ...func(*glacier.AbortMultipartUploadInput)) (*glacier.AbortMultipartUploadOutput, error) {
	if err := m.check("glacier.AbortMultipartUpload"); err != nil {
		return nil, err
	}
	in := &glacier.AbortMultipartUploadInput{AccountId: aws.String(m.AccountID), VaultName: aws.String(m.VaultName), UploadId: aws.String(m.ID)}
	return resources.Call(ctx, "glacier.AbortMultipartUpload", m.service.abortMultipartUpload, in, changes)
}

// Complete completes the multipart upload: its parts become an archive
// (CompleteMultipartUpload).
func (m *MultipartUpload) Complete(ctx context.Context, changes ...func(*glacier.CompleteMultipartUploadInput)) (*glacier.CompleteMultipartUploadOutput, error) {
	if err := m.check("glacier.CompleteMultipartUpload"); err != nil {
		return nil, err
	}
	in := &glacier.CompleteMultipartUploadInput{AccountId: aws.String(m.AccountID), VaultName: aws.String(m.VaultName), UploadId: aws.String(m.ID)}
	return resources.Call(ctx, "glacier.CompleteMultipartUpload", m.service.completeMultipartUpload, in, changes)
}

// Parts returns the parts of the multipart upload (ListParts).
func (m *MultipartUpload) Parts(ctx context.Context, changes ...func(*glacier.ListPartsInput)) (*glacier.ListPartsOutput, error) {
	if err := m.check("glacier.ListParts"); err != nil {
		return nil, err
	}
	in := &glacier.ListPartsInput{AccountId: aws.String(m.AccountID), VaultName: aws.String(m.VaultName), UploadId: aws.String(m.ID)}
	return resources.Call(ctx, "glacier.ListParts", m.service.listParts, in, changes)
}

// UploadPart uploads a part to the multipart upload (UploadMultipartPart).
func (m *MultipartUpload) UploadPart(ctx context.Context, changes ...func(*glacier.UploadMultipartPartInput)) (*glacier.UploadMultipartPartOutput, error) {
	if err := m.check("glacier.UploadMultipartPart"); err != nil {
		return nil, err
	}
	in := &glacier.UploadMultipartPartInput{AccountId: aws.String(m.AccountID), VaultName: aws.String(m.VaultName), UploadId: aws.String(m.ID)}
	return resources.Call(ctx, "glacier.UploadMultipartPart", m.service.uploadMultipartPart, in, changes)
}

// Vault returns the vault of the multipart upload. It makes no request.
func (m *MultipartUpload) Vault() *Vault {
	return &Vault{node: node{service: m.service}, AccountID: m.AccountID, Name: m.VaultName}
}

// MultipartUploads is a collection of multipart uploads, as
// ListMultipartUploads lists them. It makes no request until it is ranged over;
// see [collections.View].
type MultipartUploads struct {
	collections.View[*MultipartUploads, *glacier.ListMultipartUploadsInput, *MultipartUpload]
}

func newMultipartUploads(e *collections.Erased) *MultipartUploads {
	return &MultipartUploads{collections.ViewOf[*MultipartUploads, *glacier.ListMultipartUploadsInput, *MultipartUpload](e)}
}
