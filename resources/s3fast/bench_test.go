package s3fast_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/awsessentials/essentials/resources/s3fast"
)

// thousandKeys is an answer with as many keys as one page has.
func thousandKeys() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name><Prefix></Prefix><KeyCount>1000</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>`)
	for i := range 1000 {
		fmt.Fprintf(&b, `<Contents><Key>logs/2026/11/25/host-%04d/access-%08d.log.gz</Key><LastModified>2026-11-25T07:08:09.000Z</LastModified><ETag>&quot;%032x&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType><Size>%d</Size><StorageClass>STANDARD</StorageClass></Contents>`, i, i, i, i*1000)
	}
	return b.String() + "</ListBucketResult>"
}

// BenchmarkPage reads a page of 1,000 keys by the SDK and by us, both with all
// that the client does around it. The tool in internal/speed does the same over
// a loopback connection.
func BenchmarkPage(b *testing.B) {
	body := thousandKeys()
	for _, bench := range []struct {
		name   string
		optFns []func(*s3.Options)
	}{{"sdk", nil}, {"decode", []func(*s3.Options){s3fast.Decode}}} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				c := client(answering{200, nil, strings.NewReader(body)}, bench.optFns...)
				out, err := c.ListObjectsV2(b.Context(), &s3.ListObjectsV2Input{Bucket: bucket})
				if err != nil || len(out.Contents) != 1000 {
					b.Fatal(err, "and not 1,000 keys")
				}
			}
		})
	}
}
