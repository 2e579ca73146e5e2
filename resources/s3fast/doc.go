// Package s3fast lists and empties S3 buckets at the speed of the network.
//
// [Decode] is an option of the SDK's client: the same client, with listings that
// are read at a tenth of the CPU time. [List] lists a bucket or prefix by many
// requests at a time, in order or not. [Delete] deletes 1,000 objects a request,
// many requests at a time, and names each object that stayed.
//
//	client := s3.NewFromConfig(cfg, s3fast.Decode)
//	for object, err := range s3fast.List(ctx, client, &s3.ListObjectsV2Input{Bucket: &bucket}, s3fast.ListOptions{}) {
//		...
//	}
package s3fast
