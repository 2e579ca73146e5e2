package glacierres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/glacier"
	"github.com/aws/aws-sdk-go-v2/service/glacier/types"

	"github.com/awsessentials/essentials/resources"
)

// Archive is an archive, identified by its AccountID, VaultName and ID.
type Archive struct {
	node
	AccountID string
	VaultName string
	ID        string
}

// Archive returns the archive with these identifiers. It makes no request, and
// the archive need not exist.
func (g *Glacier) Archive(accountID, vaultName, id string) *Archive {
	return &Archive{node: node{service: g}, AccountID: accountID, VaultName: vaultName, ID: id}
}

// Identity returns what identifies the archive. It is comparable, and can be
// the key of a map.
func (a *Archive) Identity() resources.Identity {
	if a == nil {
		return resources.Identity{}
	}
	return a.service.at().Identity("Archive", "AccountID", a.AccountID, "VaultName", a.VaultName, "ID", a.ID)
}

// String returns the type and the identifiers of the archive.
func (a *Archive) String() string { return a.Identity().String() }

// LogValue implements slog.LogValuer.
func (a *Archive) LogValue() slog.Value { return a.Identity().LogValue() }

func (a *Archive) check(operation string) error {
	if a == nil {
		return resources.Nil(operation, "Archive")
	}
	return a.service.at().Check(operation, "AccountID", a.AccountID, "VaultName", a.VaultName, "ID", a.ID)
}

// Delete deletes the archive (DeleteArchive).
func (a *Archive) Delete(ctx context.Context, changes ...func(*glacier.DeleteArchiveInput)) (*glacier.DeleteArchiveOutput, error) {
	if err := a.check("glacier.DeleteArchive"); err != nil {
		return nil, err
	}
	in := &glacier.DeleteArchiveInput{AccountId: aws.String(a.AccountID), VaultName: aws.String(a.VaultName), ArchiveId: aws.String(a.ID)}
	return resources.Call(ctx, "glacier.DeleteArchive", a.service.deleteArchive, in, changes)
}

// InitiateArchiveRetrieval starts a job that retrieves the archive
// (InitiateJob) and returns it.
func (a *Archive) InitiateArchiveRetrieval(ctx context.Context, changes ...func(*glacier.InitiateJobInput)) (*Job, error) {
	if err := a.check("glacier.InitiateJob"); err != nil {
		return nil, err
	}
	in := &glacier.InitiateJobInput{VaultName: aws.String(a.VaultName), AccountId: aws.String(a.AccountID), JobParameters: &types.JobParameters{Type: aws.String("archive-retrieval"), ArchiveId: aws.String(a.ID)}}
	out, err := resources.Call(ctx, "glacier.InitiateJob", a.service.initiateJob, in, changes)
	if err != nil {
		return nil, err
	}
	return &Job{node: node{service: a.service}, AccountID: a.AccountID, VaultName: a.VaultName, ID: aws.ToString(out.JobId)}, nil
}

// Vault returns the vault of the archive. It makes no request.
func (a *Archive) Vault() *Vault {
	return &Vault{node: node{service: a.service}, AccountID: a.AccountID, Name: a.VaultName}
}
