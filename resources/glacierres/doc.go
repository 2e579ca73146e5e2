// Package glacierres provides typed resources of Amazon S3 Glacier, the service
// with vaults: boto3.resource("glacier") in Go. For the storage classes of S3 that
// have the same name, see package s3res.
//
//	glacier = boto3.resource("glacier")              | gl := glacierres.Open(sess)
//	glacier.create_vault(vaultName="v")              | gl.CreateVault(ctx, "v")
//	vault.upload_archive(body=b)                     | vault.UploadArchive(ctx, func(in *glacier.UploadArchiveInput) { in.Body = b })
//	vault.jobs.all()                                 | vault.Jobs().All(ctx)
//	archive.initiate_archive_retrieval()             | archive.InitiateArchiveRetrieval(ctx)
//
// Start with [Open] or [New].
package glacierres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service glacier -entry Glacier -about "Amazon S3 Glacier"
