package s3res

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (s *S3) abortMultipartUpload(ctx context.Context, in *s3.AbortMultipartUploadInput) (*s3.AbortMultipartUploadOutput, error) {
	api, ok := s.api().(interface {
		AbortMultipartUpload(context.Context, *s3.AbortMultipartUploadInput, ...func(*s3.Options)) (*s3.AbortMultipartUploadOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.AbortMultipartUpload")
	}
	return api.AbortMultipartUpload(ctx, in)
}

func (s *S3) completeMultipartUpload(ctx context.Context, in *s3.CompleteMultipartUploadInput) (*s3.CompleteMultipartUploadOutput, error) {
	api, ok := s.api().(interface {
		CompleteMultipartUpload(context.Context, *s3.CompleteMultipartUploadInput, ...func(*s3.Options)) (*s3.CompleteMultipartUploadOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.CompleteMultipartUpload")
	}
	return api.CompleteMultipartUpload(ctx, in)
}

func (s *S3) copyObject(ctx context.Context, in *s3.CopyObjectInput) (*s3.CopyObjectOutput, error) {
	api, ok := s.api().(interface {
		CopyObject(context.Context, *s3.CopyObjectInput, ...func(*s3.Options)) (*s3.CopyObjectOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.CopyObject")
	}
	return api.CopyObject(ctx, in)
}

func (s *S3) createBucket(ctx context.Context, in *s3.CreateBucketInput) (*s3.CreateBucketOutput, error) {
	api, ok := s.api().(interface {
		CreateBucket(context.Context, *s3.CreateBucketInput, ...func(*s3.Options)) (*s3.CreateBucketOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.CreateBucket")
	}
	return api.CreateBucket(ctx, in)
}

func (s *S3) createMultipartUpload(ctx context.Context, in *s3.CreateMultipartUploadInput) (*s3.CreateMultipartUploadOutput, error) {
	api, ok := s.api().(interface {
		CreateMultipartUpload(context.Context, *s3.CreateMultipartUploadInput, ...func(*s3.Options)) (*s3.CreateMultipartUploadOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.CreateMultipartUpload")
	}
	return api.CreateMultipartUpload(ctx, in)
}

func (s *S3) deleteBucket(ctx context.Context, in *s3.DeleteBucketInput) (*s3.DeleteBucketOutput, error) {
	api, ok := s.api().(interface {
		DeleteBucket(context.Context, *s3.DeleteBucketInput, ...func(*s3.Options)) (*s3.DeleteBucketOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.DeleteBucket")
	}
	return api.DeleteBucket(ctx, in)
}

func (s *S3) deleteBucketCors(ctx context.Context, in *s3.DeleteBucketCorsInput) (*s3.DeleteBucketCorsOutput, error) {
	api, ok := s.api().(interface {
		DeleteBucketCors(context.Context, *s3.DeleteBucketCorsInput, ...func(*s3.Options)) (*s3.DeleteBucketCorsOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.DeleteBucketCors")
	}
	return api.DeleteBucketCors(ctx, in)
}

func (s *S3) deleteBucketLifecycle(ctx context.Context, in *s3.DeleteBucketLifecycleInput) (*s3.DeleteBucketLifecycleOutput, error) {
	api, ok := s.api().(interface {
		DeleteBucketLifecycle(context.Context, *s3.DeleteBucketLifecycleInput, ...func(*s3.Options)) (*s3.DeleteBucketLifecycleOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.DeleteBucketLifecycle")
	}
	return api.DeleteBucketLifecycle(ctx, in)
}

func (s *S3) deleteBucketPolicy(ctx context.Context, in *s3.DeleteBucketPolicyInput) (*s3.DeleteBucketPolicyOutput, error) {
	api, ok := s.api().(interface {
		DeleteBucketPolicy(context.Context, *s3.DeleteBucketPolicyInput, ...func(*s3.Options)) (*s3.DeleteBucketPolicyOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.DeleteBucketPolicy")
	}
	return api.DeleteBucketPolicy(ctx, in)
}

func (s *S3) deleteBucketTagging(ctx context.Context, in *s3.DeleteBucketTaggingInput) (*s3.DeleteBucketTaggingOutput, error) {
	api, ok := s.api().(interface {
		DeleteBucketTagging(context.Context, *s3.DeleteBucketTaggingInput, ...func(*s3.Options)) (*s3.DeleteBucketTaggingOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.DeleteBucketTagging")
	}
	return api.DeleteBucketTagging(ctx, in)
}

func (s *S3) deleteBucketWebsite(ctx context.Context, in *s3.DeleteBucketWebsiteInput) (*s3.DeleteBucketWebsiteOutput, error) {
	api, ok := s.api().(interface {
		DeleteBucketWebsite(context.Context, *s3.DeleteBucketWebsiteInput, ...func(*s3.Options)) (*s3.DeleteBucketWebsiteOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.DeleteBucketWebsite")
	}
	return api.DeleteBucketWebsite(ctx, in)
}

func (s *S3) deleteObject(ctx context.Context, in *s3.DeleteObjectInput) (*s3.DeleteObjectOutput, error) {
	api, ok := s.api().(interface {
		DeleteObject(context.Context, *s3.DeleteObjectInput, ...func(*s3.Options)) (*s3.DeleteObjectOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.DeleteObject")
	}
	return api.DeleteObject(ctx, in)
}

func (s *S3) deleteObjects(ctx context.Context, in *s3.DeleteObjectsInput) (*s3.DeleteObjectsOutput, error) {
	api, ok := s.api().(interface {
		DeleteObjects(context.Context, *s3.DeleteObjectsInput, ...func(*s3.Options)) (*s3.DeleteObjectsOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.DeleteObjects")
	}
	return api.DeleteObjects(ctx, in)
}

func (s *S3) getBucketAcl(ctx context.Context, in *s3.GetBucketAclInput) (*s3.GetBucketAclOutput, error) {
	api, ok := s.api().(interface {
		GetBucketAcl(context.Context, *s3.GetBucketAclInput, ...func(*s3.Options)) (*s3.GetBucketAclOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.GetBucketAcl")
	}
	return api.GetBucketAcl(ctx, in)
}

func (s *S3) getBucketCors(ctx context.Context, in *s3.GetBucketCorsInput) (*s3.GetBucketCorsOutput, error) {
	api, ok := s.api().(interface {
		GetBucketCors(context.Context, *s3.GetBucketCorsInput, ...func(*s3.Options)) (*s3.GetBucketCorsOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.GetBucketCors")
	}
	return api.GetBucketCors(ctx, in)
}

func (s *S3) getBucketLifecycleConfiguration(ctx context.Context, in *s3.GetBucketLifecycleConfigurationInput) (*s3.GetBucketLifecycleConfigurationOutput, error) {
	api, ok := s.api().(interface {
		GetBucketLifecycleConfiguration(context.Context, *s3.GetBucketLifecycleConfigurationInput, ...func(*s3.Options)) (*s3.GetBucketLifecycleConfigurationOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.GetBucketLifecycleConfiguration")
	}
	return api.GetBucketLifecycleConfiguration(ctx, in)
}

func (s *S3) getBucketLogging(ctx context.Context, in *s3.GetBucketLoggingInput) (*s3.GetBucketLoggingOutput, error) {
	api, ok := s.api().(interface {
		GetBucketLogging(context.Context, *s3.GetBucketLoggingInput, ...func(*s3.Options)) (*s3.GetBucketLoggingOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.GetBucketLogging")
	}
	return api.GetBucketLogging(ctx, in)
}

func (s *S3) getBucketNotificationConfiguration(ctx context.Context, in *s3.GetBucketNotificationConfigurationInput) (*s3.GetBucketNotificationConfigurationOutput, error) {
	api, ok := s.api().(interface {
		GetBucketNotificationConfiguration(context.Context, *s3.GetBucketNotificationConfigurationInput, ...func(*s3.Options)) (*s3.GetBucketNotificationConfigurationOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.GetBucketNotificationConfiguration")
	}
	return api.GetBucketNotificationConfiguration(ctx, in)
}

func (s *S3) getBucketPolicy(ctx context.Context, in *s3.GetBucketPolicyInput) (*s3.GetBucketPolicyOutput, error) {
	api, ok := s.api().(interface {
		GetBucketPolicy(context.Context, *s3.GetBucketPolicyInput, ...func(*s3.Options)) (*s3.GetBucketPolicyOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.GetBucketPolicy")
	}
	return api.GetBucketPolicy(ctx, in)
}

func (s *S3) getBucketRequestPayment(ctx context.Context, in *s3.GetBucketRequestPaymentInput) (*s3.GetBucketRequestPaymentOutput, error) {
	api, ok := s.api().(interface {
		GetBucketRequestPayment(context.Context, *s3.GetBucketRequestPaymentInput, ...func(*s3.Options)) (*s3.GetBucketRequestPaymentOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.GetBucketRequestPayment")
	}
	return api.GetBucketRequestPayment(ctx, in)
}

func (s *S3) getBucketTagging(ctx context.Context, in *s3.GetBucketTaggingInput) (*s3.GetBucketTaggingOutput, error) {
	api, ok := s.api().(interface {
		GetBucketTagging(context.Context, *s3.GetBucketTaggingInput, ...func(*s3.Options)) (*s3.GetBucketTaggingOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.GetBucketTagging")
	}
	return api.GetBucketTagging(ctx, in)
}

func (s *S3) getBucketVersioning(ctx context.Context, in *s3.GetBucketVersioningInput) (*s3.GetBucketVersioningOutput, error) {
	api, ok := s.api().(interface {
		GetBucketVersioning(context.Context, *s3.GetBucketVersioningInput, ...func(*s3.Options)) (*s3.GetBucketVersioningOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.GetBucketVersioning")
	}
	return api.GetBucketVersioning(ctx, in)
}

func (s *S3) getBucketWebsite(ctx context.Context, in *s3.GetBucketWebsiteInput) (*s3.GetBucketWebsiteOutput, error) {
	api, ok := s.api().(interface {
		GetBucketWebsite(context.Context, *s3.GetBucketWebsiteInput, ...func(*s3.Options)) (*s3.GetBucketWebsiteOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.GetBucketWebsite")
	}
	return api.GetBucketWebsite(ctx, in)
}

func (s *S3) getObject(ctx context.Context, in *s3.GetObjectInput) (*s3.GetObjectOutput, error) {
	api, ok := s.api().(interface {
		GetObject(context.Context, *s3.GetObjectInput, ...func(*s3.Options)) (*s3.GetObjectOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.GetObject")
	}
	return api.GetObject(ctx, in)
}

func (s *S3) getObjectAcl(ctx context.Context, in *s3.GetObjectAclInput) (*s3.GetObjectAclOutput, error) {
	api, ok := s.api().(interface {
		GetObjectAcl(context.Context, *s3.GetObjectAclInput, ...func(*s3.Options)) (*s3.GetObjectAclOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.GetObjectAcl")
	}
	return api.GetObjectAcl(ctx, in)
}

func (s *S3) headObject(ctx context.Context, in *s3.HeadObjectInput) (*s3.HeadObjectOutput, error) {
	api, ok := s.api().(interface {
		HeadObject(context.Context, *s3.HeadObjectInput, ...func(*s3.Options)) (*s3.HeadObjectOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.HeadObject")
	}
	return api.HeadObject(ctx, in)
}

func (s *S3) listBuckets(ctx context.Context, in *s3.ListBucketsInput) (*s3.ListBucketsOutput, error) {
	api, ok := s.api().(interface {
		ListBuckets(context.Context, *s3.ListBucketsInput, ...func(*s3.Options)) (*s3.ListBucketsOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.ListBuckets")
	}
	return api.ListBuckets(ctx, in)
}

func (s *S3) listMultipartUploads(ctx context.Context, in *s3.ListMultipartUploadsInput) (*s3.ListMultipartUploadsOutput, error) {
	api, ok := s.api().(interface {
		ListMultipartUploads(context.Context, *s3.ListMultipartUploadsInput, ...func(*s3.Options)) (*s3.ListMultipartUploadsOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.ListMultipartUploads")
	}
	return api.ListMultipartUploads(ctx, in)
}

func (s *S3) listObjectVersions(ctx context.Context, in *s3.ListObjectVersionsInput) (*s3.ListObjectVersionsOutput, error) {
	api, ok := s.api().(interface {
		ListObjectVersions(context.Context, *s3.ListObjectVersionsInput, ...func(*s3.Options)) (*s3.ListObjectVersionsOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.ListObjectVersions")
	}
	return api.ListObjectVersions(ctx, in, fast)
}

func (s *S3) listObjectsV2(ctx context.Context, in *s3.ListObjectsV2Input) (*s3.ListObjectsV2Output, error) {
	api, ok := s.api().(interface {
		ListObjectsV2(context.Context, *s3.ListObjectsV2Input, ...func(*s3.Options)) (*s3.ListObjectsV2Output, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.ListObjectsV2")
	}
	return api.ListObjectsV2(ctx, in, fast)
}

func (s *S3) listParts(ctx context.Context, in *s3.ListPartsInput) (*s3.ListPartsOutput, error) {
	api, ok := s.api().(interface {
		ListParts(context.Context, *s3.ListPartsInput, ...func(*s3.Options)) (*s3.ListPartsOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.ListParts")
	}
	return api.ListParts(ctx, in)
}

func (s *S3) putBucketAcl(ctx context.Context, in *s3.PutBucketAclInput) (*s3.PutBucketAclOutput, error) {
	api, ok := s.api().(interface {
		PutBucketAcl(context.Context, *s3.PutBucketAclInput, ...func(*s3.Options)) (*s3.PutBucketAclOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.PutBucketAcl")
	}
	return api.PutBucketAcl(ctx, in)
}

func (s *S3) putBucketCors(ctx context.Context, in *s3.PutBucketCorsInput) (*s3.PutBucketCorsOutput, error) {
	api, ok := s.api().(interface {
		PutBucketCors(context.Context, *s3.PutBucketCorsInput, ...func(*s3.Options)) (*s3.PutBucketCorsOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.PutBucketCors")
	}
	return api.PutBucketCors(ctx, in)
}

func (s *S3) putBucketLifecycleConfiguration(ctx context.Context, in *s3.PutBucketLifecycleConfigurationInput) (*s3.PutBucketLifecycleConfigurationOutput, error) {
	api, ok := s.api().(interface {
		PutBucketLifecycleConfiguration(context.Context, *s3.PutBucketLifecycleConfigurationInput, ...func(*s3.Options)) (*s3.PutBucketLifecycleConfigurationOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.PutBucketLifecycleConfiguration")
	}
	return api.PutBucketLifecycleConfiguration(ctx, in)
}

func (s *S3) putBucketLogging(ctx context.Context, in *s3.PutBucketLoggingInput) (*s3.PutBucketLoggingOutput, error) {
	api, ok := s.api().(interface {
		PutBucketLogging(context.Context, *s3.PutBucketLoggingInput, ...func(*s3.Options)) (*s3.PutBucketLoggingOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.PutBucketLogging")
	}
	return api.PutBucketLogging(ctx, in)
}

func (s *S3) putBucketNotificationConfiguration(ctx context.Context, in *s3.PutBucketNotificationConfigurationInput) (*s3.PutBucketNotificationConfigurationOutput, error) {
	api, ok := s.api().(interface {
		PutBucketNotificationConfiguration(context.Context, *s3.PutBucketNotificationConfigurationInput, ...func(*s3.Options)) (*s3.PutBucketNotificationConfigurationOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.PutBucketNotificationConfiguration")
	}
	return api.PutBucketNotificationConfiguration(ctx, in)
}

func (s *S3) putBucketPolicy(ctx context.Context, in *s3.PutBucketPolicyInput) (*s3.PutBucketPolicyOutput, error) {
	api, ok := s.api().(interface {
		PutBucketPolicy(context.Context, *s3.PutBucketPolicyInput, ...func(*s3.Options)) (*s3.PutBucketPolicyOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.PutBucketPolicy")
	}
	return api.PutBucketPolicy(ctx, in)
}

func (s *S3) putBucketRequestPayment(ctx context.Context, in *s3.PutBucketRequestPaymentInput) (*s3.PutBucketRequestPaymentOutput, error) {
	api, ok := s.api().(interface {
		PutBucketRequestPayment(context.Context, *s3.PutBucketRequestPaymentInput, ...func(*s3.Options)) (*s3.PutBucketRequestPaymentOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.PutBucketRequestPayment")
	}
	return api.PutBucketRequestPayment(ctx, in)
}

func (s *S3) putBucketTagging(ctx context.Context, in *s3.PutBucketTaggingInput) (*s3.PutBucketTaggingOutput, error) {
	api, ok := s.api().(interface {
		PutBucketTagging(context.Context, *s3.PutBucketTaggingInput, ...func(*s3.Options)) (*s3.PutBucketTaggingOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.PutBucketTagging")
	}
	return api.PutBucketTagging(ctx, in)
}

func (s *S3) putBucketVersioning(ctx context.Context, in *s3.PutBucketVersioningInput) (*s3.PutBucketVersioningOutput, error) {
	api, ok := s.api().(interface {
		PutBucketVersioning(context.Context, *s3.PutBucketVersioningInput, ...func(*s3.Options)) (*s3.PutBucketVersioningOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.PutBucketVersioning")
	}
	return api.PutBucketVersioning(ctx, in)
}

func (s *S3) putBucketWebsite(ctx context.Context, in *s3.PutBucketWebsiteInput) (*s3.PutBucketWebsiteOutput, error) {
	api, ok := s.api().(interface {
		PutBucketWebsite(context.Context, *s3.PutBucketWebsiteInput, ...func(*s3.Options)) (*s3.PutBucketWebsiteOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.PutBucketWebsite")
	}
	return api.PutBucketWebsite(ctx, in)
}

func (s *S3) putObject(ctx context.Context, in *s3.PutObjectInput) (*s3.PutObjectOutput, error) {
	api, ok := s.api().(interface {
		PutObject(context.Context, *s3.PutObjectInput, ...func(*s3.Options)) (*s3.PutObjectOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.PutObject")
	}
	return api.PutObject(ctx, in)
}

func (s *S3) putObjectAcl(ctx context.Context, in *s3.PutObjectAclInput) (*s3.PutObjectAclOutput, error) {
	api, ok := s.api().(interface {
		PutObjectAcl(context.Context, *s3.PutObjectAclInput, ...func(*s3.Options)) (*s3.PutObjectAclOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.PutObjectAcl")
	}
	return api.PutObjectAcl(ctx, in)
}

func (s *S3) restoreObject(ctx context.Context, in *s3.RestoreObjectInput) (*s3.RestoreObjectOutput, error) {
	api, ok := s.api().(interface {
		RestoreObject(context.Context, *s3.RestoreObjectInput, ...func(*s3.Options)) (*s3.RestoreObjectOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.RestoreObject")
	}
	return api.RestoreObject(ctx, in)
}

func (s *S3) uploadPart(ctx context.Context, in *s3.UploadPartInput) (*s3.UploadPartOutput, error) {
	api, ok := s.api().(interface {
		UploadPart(context.Context, *s3.UploadPartInput, ...func(*s3.Options)) (*s3.UploadPartOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.UploadPart")
	}
	return api.UploadPart(ctx, in)
}

func (s *S3) uploadPartCopy(ctx context.Context, in *s3.UploadPartCopyInput) (*s3.UploadPartCopyOutput, error) {
	api, ok := s.api().(interface {
		UploadPartCopy(context.Context, *s3.UploadPartCopyInput, ...func(*s3.Options)) (*s3.UploadPartCopyOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("s3.UploadPartCopy")
	}
	return api.UploadPartCopy(ctx, in)
}
