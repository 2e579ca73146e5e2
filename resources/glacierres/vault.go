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

// Vault is a vault, identified by its AccountID and Name.
type Vault struct {
	node
	AccountID string
	Name      string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data      *glacier.DescribeVaultOutput
	VaultList *types.DescribeVaultOutput // instead of Data, where the listing gave one
}

// Vault returns the vault with these identifiers. It makes no request, and the
// vault need not exist.
func (g *Glacier) Vault(accountID, name string) *Vault {
	return &Vault{node: node{service: g}, AccountID: accountID, Name: name}
}

// Identity returns what identifies the vault. It is comparable, and can be the
// key of a map.
func (v *Vault) Identity() resources.Identity {
	if v == nil {
		return resources.Identity{}
	}
	return v.service.at().Identity("Vault", "AccountID", v.AccountID, "Name", v.Name)
}

// String returns the type and the identifiers of the vault.
func (v *Vault) String() string { return v.Identity().String() }

// LogValue implements slog.LogValuer.
func (v *Vault) LogValue() slog.Value { return v.Identity().LogValue() }

func (v *Vault) check(operation string) error {
	if v == nil {
		return resources.Nil(operation, "Vault")
	}
	return v.service.at().Check(operation, "AccountID", v.AccountID, "Name", v.Name)
}

// Load reads Data (DescribeVault), unless it is set and not stale. Concurrent
// calls make one request.
func (v *Vault) Load(ctx context.Context) error {
	if err := v.check("glacier.DescribeVault"); err != nil {
		return err
	}
	return resources.Load(ctx, "glacier.DescribeVault", &v.state, &v.Data, v.fetch)
}

// Reload reads Data again (DescribeVault).
func (v *Vault) Reload(ctx context.Context) error {
	if err := v.check("glacier.DescribeVault"); err != nil {
		return err
	}
	return resources.Reload(ctx, "glacier.DescribeVault", &v.state, &v.Data, v.fetch)
}

func (v *Vault) fetch(ctx context.Context) (*glacier.DescribeVaultOutput, error) {
	return v.service.describeVault(ctx, &glacier.DescribeVaultInput{VaultName: aws.String(v.Name), AccountId: aws.String(v.AccountID)})
}

// Create creates the vault (CreateVault). Data is stale afterwards.
func (v *Vault) Create(ctx context.Context, changes ...func(*glacier.CreateVaultInput)) (*glacier.CreateVaultOutput, error) {
	if err := v.check("glacier.CreateVault"); err != nil {
		return nil, err
	}
	in := &glacier.CreateVaultInput{VaultName: aws.String(v.Name), AccountId: aws.String(v.AccountID)}
	return resources.Act(ctx, &v.state, "glacier.CreateVault", v.service.createVault, in, changes)
}

// Delete deletes the vault (DeleteVault).
func (v *Vault) Delete(ctx context.Context, changes ...func(*glacier.DeleteVaultInput)) (*glacier.DeleteVaultOutput, error) {
	if err := v.check("glacier.DeleteVault"); err != nil {
		return nil, err
	}
	in := &glacier.DeleteVaultInput{VaultName: aws.String(v.Name), AccountId: aws.String(v.AccountID)}
	return resources.Act(ctx, &v.state, "glacier.DeleteVault", v.service.deleteVault, in, changes)
}

// InitiateInventoryRetrieval starts a job that lists the archives of the vault
// (InitiateJob) and returns it. Data is stale afterwards.
func (v *Vault) InitiateInventoryRetrieval(ctx context.Context, changes ...func(*glacier.InitiateJobInput)) (*Job, error) {
	if err := v.check("glacier.InitiateJob"); err != nil {
		return nil, err
	}
	in := &glacier.InitiateJobInput{VaultName: aws.String(v.Name), AccountId: aws.String(v.AccountID), JobParameters: &types.JobParameters{Type: aws.String("inventory-retrieval")}}
	out, err := resources.Act(ctx, &v.state, "glacier.InitiateJob", v.service.initiateJob, in, changes)
	if err != nil {
		return nil, err
	}
	return &Job{node: node{service: v.service}, AccountID: v.AccountID, VaultName: v.Name, ID: aws.ToString(out.JobId)}, nil
}

// InitiateMultipartUpload starts a multipart upload to the vault
// (InitiateMultipartUpload) and returns it. Data is stale afterwards.
func (v *Vault) InitiateMultipartUpload(ctx context.Context, changes ...func(*glacier.InitiateMultipartUploadInput)) (*MultipartUpload, error) {
	if err := v.check("glacier.InitiateMultipartUpload"); err != nil {
		return nil, err
	}
	in := &glacier.InitiateMultipartUploadInput{VaultName: aws.String(v.Name), AccountId: aws.String(v.AccountID)}
	out, err := resources.Act(ctx, &v.state, "glacier.InitiateMultipartUpload", v.service.initiateMultipartUpload, in, changes)
	if err != nil {
		return nil, err
	}
	return &MultipartUpload{node: node{service: v.service}, AccountID: v.AccountID, VaultName: v.Name, ID: aws.ToString(out.UploadId)}, nil
}

// UploadArchive uploads an archive to the vault (UploadArchive) and returns it.
// Data is stale afterwards.
func (v *Vault) UploadArchive(ctx context.Context, changes ...func(*glacier.UploadArchiveInput)) (*Archive, error) {
	if err := v.check("glacier.UploadArchive"); err != nil {
		return nil, err
	}
	in := &glacier.UploadArchiveInput{VaultName: aws.String(v.Name), AccountId: aws.String(v.AccountID)}
	out, err := resources.Act(ctx, &v.state, "glacier.UploadArchive", v.service.uploadArchive, in, changes)
	if err != nil {
		return nil, err
	}
	return &Archive{node: node{service: v.service}, AccountID: v.AccountID, VaultName: v.Name, ID: aws.ToString(out.ArchiveId)}, nil
}

// Account returns the account of the vault. It makes no request.
func (v *Vault) Account() *Account {
	return &Account{node: node{service: v.service}, ID: v.AccountID}
}

// Archive returns the archive of the vault with an ID. It makes no request.
func (v *Vault) Archive(id string) *Archive {
	return &Archive{node: node{service: v.service}, AccountID: v.AccountID, VaultName: v.Name, ID: id}
}

// Job returns the job of the vault with an ID. It makes no request.
func (v *Vault) Job(id string) *Job {
	return &Job{node: node{service: v.service}, AccountID: v.AccountID, VaultName: v.Name, ID: id}
}

// MultipartUpload returns the multipart upload of the vault with an ID. It
// makes no request.
func (v *Vault) MultipartUpload(id string) *MultipartUpload {
	return &MultipartUpload{node: node{service: v.service}, AccountID: v.AccountID, VaultName: v.Name, ID: id}
}

// Notification returns the notification of the vault. It makes no request.
func (v *Vault) Notification() *Notification {
	return &Notification{node: node{service: v.service}, AccountID: v.AccountID, VaultName: v.Name}
}

// CompletedJobs returns the completed jobs of the vault (ListJobs).
func (v *Vault) CompletedJobs() *Jobs {
	if err := v.check("glacier.ListJobs"); err != nil {
		return newJobs(collections.Refused(err))
	}
	in := &glacier.ListJobsInput{AccountId: aws.String(v.AccountID), VaultName: aws.String(v.Name), Completed: aws.String("true")}
	return newJobs(collections.Listed(v.service.listJobs, in, v.jobsOf))
}

func (v *Vault) jobsOf(out *glacier.ListJobsOutput) []any {
	count := len(out.JobList)
	all, slab := make([]any, 0, count), make([]Job, count)
	for n := range out.JobList {
		j := &slab[len(all)]
		j.service, j.AccountID, j.VaultName, j.ID, j.JobList = v.service, v.AccountID, v.Name, aws.ToString(out.JobList[n].JobId), &out.JobList[n]
		all = append(all, j)
	}
	return all
}

// FailedJobs returns the failed jobs of the vault (ListJobs).
func (v *Vault) FailedJobs() *Jobs {
	if err := v.check("glacier.ListJobs"); err != nil {
		return newJobs(collections.Refused(err))
	}
	in := &glacier.ListJobsInput{AccountId: aws.String(v.AccountID), VaultName: aws.String(v.Name), Statuscode: aws.String("Failed")}
	return newJobs(collections.Listed(v.service.listJobs, in, v.jobsOf))
}

// Jobs returns the jobs of the vault (ListJobs).
func (v *Vault) Jobs() *Jobs {
	if err := v.check("glacier.ListJobs"); err != nil {
		return newJobs(collections.Refused(err))
	}
	in := &glacier.ListJobsInput{AccountId: aws.String(v.AccountID), VaultName: aws.String(v.Name)}
	return newJobs(collections.Listed(v.service.listJobs, in, v.jobsOf))
}

// JobsInProgress returns the jobs in progress of the vault (ListJobs).
func (v *Vault) JobsInProgress() *Jobs {
	if err := v.check("glacier.ListJobs"); err != nil {
		return newJobs(collections.Refused(err))
	}
	in := &glacier.ListJobsInput{AccountId: aws.String(v.AccountID), VaultName: aws.String(v.Name), Statuscode: aws.String("InProgress")}
	return newJobs(collections.Listed(v.service.listJobs, in, v.jobsOf))
}

// MultipartUploads returns the multipart uploads of the vault
// (ListMultipartUploads).
func (v *Vault) MultipartUploads() *MultipartUploads {
	if err := v.check("glacier.ListMultipartUploads"); err != nil {
		return newMultipartUploads(collections.Refused(err))
	}
	in := &glacier.ListMultipartUploadsInput{VaultName: aws.String(v.Name), AccountId: aws.String(v.AccountID)}
	return newMultipartUploads(collections.Listed(v.service.listMultipartUploads, in, v.multipartUploadsOf))
}

func (v *Vault) multipartUploadsOf(out *glacier.ListMultipartUploadsOutput) []any {
	count := len(out.UploadsList)
	all, slab := make([]any, 0, count), make([]MultipartUpload, count)
	for n := range out.UploadsList {
		m := &slab[len(all)]
		m.service, m.AccountID, m.VaultName, m.ID, m.Data = v.service, v.AccountID, v.Name, aws.ToString(out.UploadsList[n].MultipartUploadId), &out.UploadsList[n]
		all = append(all, m)
	}
	return all
}

// SucceededJobs returns the succeeded jobs of the vault (ListJobs).
func (v *Vault) SucceededJobs() *Jobs {
	if err := v.check("glacier.ListJobs"); err != nil {
		return newJobs(collections.Refused(err))
	}
	in := &glacier.ListJobsInput{AccountId: aws.String(v.AccountID), VaultName: aws.String(v.Name), Statuscode: aws.String("Succeeded")}
	return newJobs(collections.Listed(v.service.listJobs, in, v.jobsOf))
}

// Vaults is a collection of vaults, as ListVaults lists them. It makes no
// request until it is ranged over; see [collections.View].
type Vaults struct {
	collections.View[*Vaults, *glacier.ListVaultsInput, *Vault]
}

func newVaults(e *collections.Erased) *Vaults {
	return &Vaults{collections.ViewOf[*Vaults, *glacier.ListVaultsInput, *Vault](e)}
}
