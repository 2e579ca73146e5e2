package glacierres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/glacier"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (g *Glacier) abortMultipartUpload(ctx context.Context, in *glacier.AbortMultipartUploadInput) (*glacier.AbortMultipartUploadOutput, error) {
	api, ok := g.api().(interface {
		AbortMultipartUpload(context.Context, *glacier.AbortMultipartUploadInput, ...func(*glacier.Options)) (*glacier.AbortMultipartUploadOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.AbortMultipartUpload")
	}
	return api.AbortMultipartUpload(ctx, in)
}

func (g *Glacier) completeMultipartUpload(ctx context.Context, in *glacier.CompleteMultipartUploadInput) (*glacier.CompleteMultipartUploadOutput, error) {
	api, ok := g.api().(interface {
		CompleteMultipartUpload(context.Context, *glacier.CompleteMultipartUploadInput, ...func(*glacier.Options)) (*glacier.CompleteMultipartUploadOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.CompleteMultipartUpload")
	}
	return api.CompleteMultipartUpload(ctx, in)
}

func (g *Glacier) createVault(ctx context.Context, in *glacier.CreateVaultInput) (*glacier.CreateVaultOutput, error) {
	api, ok := g.api().(interface {
		CreateVault(context.Context, *glacier.CreateVaultInput, ...func(*glacier.Options)) (*glacier.CreateVaultOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.CreateVault")
	}
	return api.CreateVault(ctx, in)
}

func (g *Glacier) deleteArchive(ctx context.Context, in *glacier.DeleteArchiveInput) (*glacier.DeleteArchiveOutput, error) {
	api, ok := g.api().(interface {
		DeleteArchive(context.Context, *glacier.DeleteArchiveInput, ...func(*glacier.Options)) (*glacier.DeleteArchiveOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.DeleteArchive")
	}
	return api.DeleteArchive(ctx, in)
}

func (g *Glacier) deleteVault(ctx context.Context, in *glacier.DeleteVaultInput) (*glacier.DeleteVaultOutput, error) {
	api, ok := g.api().(interface {
		DeleteVault(context.Context, *glacier.DeleteVaultInput, ...func(*glacier.Options)) (*glacier.DeleteVaultOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.DeleteVault")
	}
	return api.DeleteVault(ctx, in)
}

func (g *Glacier) deleteVaultNotifications(ctx context.Context, in *glacier.DeleteVaultNotificationsInput) (*glacier.DeleteVaultNotificationsOutput, error) {
	api, ok := g.api().(interface {
		DeleteVaultNotifications(context.Context, *glacier.DeleteVaultNotificationsInput, ...func(*glacier.Options)) (*glacier.DeleteVaultNotificationsOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.DeleteVaultNotifications")
	}
	return api.DeleteVaultNotifications(ctx, in)
}

func (g *Glacier) describeJob(ctx context.Context, in *glacier.DescribeJobInput) (*glacier.DescribeJobOutput, error) {
	api, ok := g.api().(interface {
		DescribeJob(context.Context, *glacier.DescribeJobInput, ...func(*glacier.Options)) (*glacier.DescribeJobOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.DescribeJob")
	}
	return api.DescribeJob(ctx, in)
}

func (g *Glacier) describeVault(ctx context.Context, in *glacier.DescribeVaultInput) (*glacier.DescribeVaultOutput, error) {
	api, ok := g.api().(interface {
		DescribeVault(context.Context, *glacier.DescribeVaultInput, ...func(*glacier.Options)) (*glacier.DescribeVaultOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.DescribeVault")
	}
	return api.DescribeVault(ctx, in)
}

func (g *Glacier) getJobOutput(ctx context.Context, in *glacier.GetJobOutputInput) (*glacier.GetJobOutputOutput, error) {
	api, ok := g.api().(interface {
		GetJobOutput(context.Context, *glacier.GetJobOutputInput, ...func(*glacier.Options)) (*glacier.GetJobOutputOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.GetJobOutput")
	}
	return api.GetJobOutput(ctx, in)
}

func (g *Glacier) getVaultNotifications(ctx context.Context, in *glacier.GetVaultNotificationsInput) (*glacier.GetVaultNotificationsOutput, error) {
	api, ok := g.api().(interface {
		GetVaultNotifications(context.Context, *glacier.GetVaultNotificationsInput, ...func(*glacier.Options)) (*glacier.GetVaultNotificationsOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.GetVaultNotifications")
	}
	return api.GetVaultNotifications(ctx, in)
}

func (g *Glacier) initiateJob(ctx context.Context, in *glacier.InitiateJobInput) (*glacier.InitiateJobOutput, error) {
	api, ok := g.api().(interface {
		InitiateJob(context.Context, *glacier.InitiateJobInput, ...func(*glacier.Options)) (*glacier.InitiateJobOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.InitiateJob")
	}
	return api.InitiateJob(ctx, in)
}

func (g *Glacier) initiateMultipartUpload(ctx context.Context, in *glacier.InitiateMultipartUploadInput) (*glacier.InitiateMultipartUploadOutput, error) {
	api, ok := g.api().(interface {
		InitiateMultipartUpload(context.Context, *glacier.InitiateMultipartUploadInput, ...func(*glacier.Options)) (*glacier.InitiateMultipartUploadOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.InitiateMultipartUpload")
	}
	return api.InitiateMultipartUpload(ctx, in)
}

func (g *Glacier) listJobs(ctx context.Context, in *glacier.ListJobsInput) (*glacier.ListJobsOutput, error) {
	api, ok := g.api().(interface {
		ListJobs(context.Context, *glacier.ListJobsInput, ...func(*glacier.Options)) (*glacier.ListJobsOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.ListJobs")
	}
	return api.ListJobs(ctx, in)
}

func (g *Glacier) listMultipartUploads(ctx context.Context, in *glacier.ListMultipartUploadsInput) (*glacier.ListMultipartUploadsOutput, error) {
	api, ok := g.api().(interface {
		ListMultipartUploads(context.Context, *glacier.ListMultipartUploadsInput, ...func(*glacier.Options)) (*glacier.ListMultipartUploadsOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.ListMultipartUploads")
	}
	return api.ListMultipartUploads(ctx, in)
}

func (g *Glacier) listParts(ctx context.Context, in *glacier.ListPartsInput) (*glacier.ListPartsOutput, error) {
	api, ok := g.api().(interface {
		ListParts(context.Context, *glacier.ListPartsInput, ...func(*glacier.Options)) (*glacier.ListPartsOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.ListParts")
	}
	return api.ListParts(ctx, in)
}

func (g *Glacier) listVaults(ctx context.Context, in *glacier.ListVaultsInput) (*glacier.ListVaultsOutput, error) {
	api, ok := g.api().(interface {
		ListVaults(context.Context, *glacier.ListVaultsInput, ...func(*glacier.Options)) (*glacier.ListVaultsOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.ListVaults")
	}
	return api.ListVaults(ctx, in)
}

func (g *Glacier) setVaultNotifications(ctx context.Context, in *glacier.SetVaultNotificationsInput) (*glacier.SetVaultNotificationsOutput, error) {
	api, ok := g.api().(interface {
		SetVaultNotifications(context.Context, *glacier.SetVaultNotificationsInput, ...func(*glacier.Options)) (*glacier.SetVaultNotificationsOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.SetVaultNotifications")
	}
	return api.SetVaultNotifications(ctx, in)
}

func (g *Glacier) uploadArchive(ctx context.Context, in *glacier.UploadArchiveInput) (*glacier.UploadArchiveOutput, error) {
	api, ok := g.api().(interface {
		UploadArchive(context.Context, *glacier.UploadArchiveInput, ...func(*glacier.Options)) (*glacier.UploadArchiveOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.UploadArchive")
	}
	return api.UploadArchive(ctx, in)
}

func (g *Glacier) uploadMultipartPart(ctx context.Context, in *glacier.UploadMultipartPartInput) (*glacier.UploadMultipartPartOutput, error) {
	api, ok := g.api().(interface {
		UploadMultipartPart(context.Context, *glacier.UploadMultipartPartInput, ...func(*glacier.Options)) (*glacier.UploadMultipartPartOutput, error)
	})
	if !ok {
		return nil, g.at().Lacks("glacier.UploadMultipartPart")
	}
	return api.UploadMultipartPart(ctx, in)
}
