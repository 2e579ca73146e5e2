// Package s3res provides typed resources of Amazon S3: boto3.resource("s3") in Go.
//
//	s3 = boto3.resource("s3")                       | s3s := s3res.Open(sess)
//	s3.buckets.all()                                | s3s.Buckets().All(ctx)
//	s3.Bucket("logs").objects.filter(Prefix="old/") | s3s.Bucket("logs").Objects("old/")
//	bucket.object_versions.filter(...).delete()     | bucket.ObjectVersions("old/").Delete(ctx)
//	pages of many requests at a time                | bucket.ParallelObjects("old/", s3fast.ListOptions{})
//	bucket.delete_objects(Delete={...}) for many    | bucket.ObjectsWithKeys(keys).Delete(ctx)
//	s3.Object("logs", "k").content_length           | object.Load(ctx); object.Data.Size
//	object.get()["Body"].read()                     | object.Read(ctx)
//	json.loads(object.get()["Body"].read())         | object.ReadJSON(ctx, &v)
//	object.put(Body=b, ContentType="text/csv")      | object.Write(ctx, b, s3res.ContentType("text/csv"))
//	bucket.upload_file("f", "k")                    | bucket.Object("k").UploadFile(ctx, "f", s3res.TransferOptions{})
//	object.copy(CopySource={"Bucket": b, "Key": k}) | object.Copy(ctx, s3s.Object(b, k), s3res.TransferOptions{})
//	client.generate_presigned_url("get_object",...) | object.PresignGet(ctx, time.Hour)
//	sum(o.size for o in bucket.objects.all())       | bucket.Objects("").Size(ctx)
//	client.head_bucket(Bucket=b)["BucketRegion"]    | bucket.Region(ctx)
//	client.get_public_access_block(Bucket=b)        | bucket.PublicAccessBlocked(ctx)
//	bucket.Versioning().enable()                    | bucket.Versioning().Enable(ctx)
//
// Start with [Open] or [New]. Object is both of boto3's Object and ObjectSummary:
// a listing gives its Data, Load fills it from HeadObject, and [Object.Head] has
// the rest of the metadata.
package s3res

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service s3 -entry S3 -about "Amazon S3"
