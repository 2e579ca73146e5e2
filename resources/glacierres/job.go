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

// Job is a job, identified by its AccountID, VaultName and ID.
type Job struct {
	node
	AccountID string
	VaultName string
	ID        string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data    *glacier.DescribeJobOutput
	JobList *types.GlacierJobDescription // instead of Data, where the listing gave one
}

// Job returns the job with these identifiers. It makes no request, and the job
// need not exist.
func (g *Glacier) Job(accountID, vaultName, id string) *Job {
	return &Job{node: node{service: g}, AccountID: accountID, VaultName: vaultName, ID: id}
}

// Identity returns what identifies the job. It is comparable, and can be the
// key of a map.
func (j *Job) Identity() resources.Identity {
	if j == nil {
		return resources.Identity{}
	}
	return j.service.at().Identity("Job", "AccountID", j.AccountID, "VaultName", j.VaultName, "ID", j.ID)
}

// String returns the type and the identifiers of the job.
func (j *Job) String() string { return j.Identity().String() }

// LogValue implements slog.LogValuer.
func (j *Job) LogValue() slog.Value { return j.Identity().LogValue() }

func (j *Job) check(operation string) error {
	if j == nil {
		return resources.Nil(operation, "Job")
	}
	return j.service.at().Check(operation, "AccountID", j.AccountID, "VaultName", j.VaultName, "ID", j.ID)
}

// Load reads Data (DescribeJob), unless it is set and not stale. Concurrent
// calls make one request.
func (j *Job) Load(ctx context.Context) error {
	if err := j.check("glacier.DescribeJob"); err != nil {
		return err
	}
	return resources.Load(ctx, "glacier.DescribeJob", &j.state, &j.Data, j.fetch)
}

// Reload reads Data again (DescribeJob).
func (j *Job) Reload(ctx context.Context) error {
	if err := j.check("glacier.DescribeJob"); err != nil {
		return err
	}
	return resources.Reload(ctx, "glacier.DescribeJob", &j.state, &j.Data, j.fetch)
}

func (j *Job) fetch(ctx context.Context) (*glacier.DescribeJobOutput, error) {
	return j.service.describeJob(ctx, &glacier.DescribeJobInput{AccountId: aws.String(j.AccountID), VaultName: aws.String(j.VaultName), JobId: aws.String(j.ID)})
}

// GetOutput reads the output of the job (GetJobOutput).
func (j *Job) GetOutput(ctx context.Context, changes ...func(*glacier.GetJobOutputInput)) (*glacier.GetJobOutputOutput, error) {
	if err := j.check("glacier.GetJobOutput"); err != nil {
		return nil, err
	}
	in := &glacier.GetJobOutputInput{AccountId: aws.String(j.AccountID), VaultName: aws.String(j.VaultName), JobId: aws.String(j.ID)}
	return resources.Call(ctx, "glacier.GetJobOutput", j.service.getJobOutput, in, changes)
}

// Vault returns the vault of the job. It makes no request.
func (j *Job) Vault() *Vault {
	return &Vault{node: node{service: j.service}, AccountID: j.AccountID, Name: j.VaultName}
}

// Jobs is a collection of jobs, as ListJobs lists them. It makes no request
// until it is ranged over; see [collections.View].
type Jobs struct {
	collections.View[*Jobs, *glacier.ListJobsInput, *Job]
}

func newJobs(e *collections.Erased) *Jobs {
	return &Jobs{collections.ViewOf[*Jobs, *glacier.ListJobsInput, *Job](e)}
}
