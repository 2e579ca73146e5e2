package s3fast

import (
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"github.com/awsessentials/essentials/wire"
)

// The members of the listings and of what is in them. A flattened list stands as
// its item, since each of its elements is read by itself, as by the SDK.
var (
	v2Schema       = structure("CommonPrefixes Contents ContinuationToken Delimiter EncodingType IsTruncated KeyCount MaxKeys Name NextContinuationToken Prefix StartAfter")
	v1Schema       = structure("CommonPrefixes Contents Delimiter EncodingType IsTruncated Marker MaxKeys Name NextMarker Prefix")
	versionsSchema = structure("CommonPrefixes DeleteMarker Delimiter EncodingType IsTruncated KeyMarker MaxKeys Name NextKeyMarker NextVersionIdMarker Prefix Version VersionIdMarker")

	objectSchema  = structure("ChecksumAlgorithm ChecksumType ETag Key LastModified Owner RestoreStatus Size StorageClass")
	versionSchema = structure("ChecksumAlgorithm ChecksumType ETag IsLatest Key LastModified Owner RestoreStatus Size StorageClass VersionId")
	markerSchema  = structure("IsLatest Key LastModified Owner VersionId")
	prefixSchema  = structure("Prefix")
	ownerSchema   = structure("DisplayName ID")
	restoreSchema = structure("IsRestoreInProgress RestoreExpiryDate")
)

// structure makes a schema. The Decoder needs the names of its members only.
func structure(members string) *smithy.Schema {
	s := smithy.NewSchema(smithy.ShapeID{}, smithy.ShapeTypeStructure, 0)
	for _, name := range strings.Fields(members) {
		s.AddMember(name, s)
	}
	return s
}

// listing returns the empty output of an operation and its schema, or nil if the
// operation is no listing.
func listing(operation string) (output any, schema *smithy.Schema) {
	switch operation {
	case "ListObjectsV2":
		return new(s3.ListObjectsV2Output), v2Schema
	case "ListObjects":
		return new(s3.ListObjectsOutput), v1Schema
	case "ListObjectVersions":
		return new(s3.ListObjectVersionsOutput), versionsSchema
	}
	return nil, nil
}

// member returns where the member of an output is.
func member(output any, name string) any {
	switch v := output.(type) {
	case *s3.ListObjectsV2Output:
		switch name {
		case "CommonPrefixes":
			return &v.CommonPrefixes
		case "Contents":
			return &v.Contents
		case "ContinuationToken":
			return &v.ContinuationToken
		case "Delimiter":
			return &v.Delimiter
		case "EncodingType":
			return &v.EncodingType
		case "IsTruncated":
			return &v.IsTruncated
		case "KeyCount":
			return &v.KeyCount
		case "MaxKeys":
			return &v.MaxKeys
		case "Name":
			return &v.Name
		case "NextContinuationToken":
			return &v.NextContinuationToken
		case "Prefix":
			return &v.Prefix
		case "StartAfter":
			return &v.StartAfter
		}
	case *s3.ListObjectsOutput:
		switch name {
		case "CommonPrefixes":
			return &v.CommonPrefixes
		case "Contents":
			return &v.Contents
		case "Delimiter":
			return &v.Delimiter
		case "EncodingType":
			return &v.EncodingType
		case "IsTruncated":
			return &v.IsTruncated
		case "Marker":
			return &v.Marker
		case "MaxKeys":
			return &v.MaxKeys
		case "Name":
			return &v.Name
		case "NextMarker":
			return &v.NextMarker
		case "Prefix":
			return &v.Prefix
		}
	case *s3.ListObjectVersionsOutput:
		switch name {
		case "CommonPrefixes":
			return &v.CommonPrefixes
		case "DeleteMarker":
			return &v.DeleteMarkers
		case "Delimiter":
			return &v.Delimiter
		case "EncodingType":
			return &v.EncodingType
		case "IsTruncated":
			return &v.IsTruncated
		case "KeyMarker":
			return &v.KeyMarker
		case "MaxKeys":
			return &v.MaxKeys
		case "Name":
			return &v.Name
		case "NextKeyMarker":
			return &v.NextKeyMarker
		case "NextVersionIdMarker":
			return &v.NextVersionIdMarker
		case "Prefix":
			return &v.Prefix
		case "Version":
			return &v.Versions
		case "VersionIdMarker":
			return &v.VersionIdMarker
		}
	}
	return nil
}

// addHeaders sets the members that are headers as the SDK read them.
func addHeaders(output, sdk any) {
	switch v := output.(type) {
	case *s3.ListObjectsV2Output:
		if sdk, ok := sdk.(*s3.ListObjectsV2Output); ok {
			v.RequestCharged = sdk.RequestCharged
		}
	case *s3.ListObjectsOutput:
		if sdk, ok := sdk.(*s3.ListObjectsOutput); ok {
			v.RequestCharged = sdk.RequestCharged
		}
	case *s3.ListObjectVersionsOutput:
		if sdk, ok := sdk.(*s3.ListObjectVersionsOutput); ok {
			v.RequestCharged = sdk.RequestCharged
		}
	}
}

// What follows does not look at errors: the Decoder's first one ends the reading
// and is asked for at the end.

// next returns the name of the next member of a structure, or "" at its end.
func next(d *wire.Decoder) string {
	m, err := d.ReadStructMember()
	if m == nil || err != nil {
		return ""
	}
	return m.MemberName()
}

// readOutput reads the output of a listing.
func readOutput(d *wire.Decoder, output any, schema *smithy.Schema) {
	_ = d.ReadStruct(schema)
	for name := next(d); name != ""; name = next(d) {
		switch v := member(output, name).(type) {
		case **string:
			*v = readText(d)
		case **bool:
			*v = readBool(d)
		case **int32:
			var n int64
			_ = d.ReadInt64(nil, &n)
			cut := int32(n) // as the SDK does with what is above 32 bits
			*v = &cut
		case *types.EncodingType:
			_ = d.ReadString(nil, (*string)(v))
		case *[]types.CommonPrefix:
			*v = append(*v, readPrefix(d))
		case *[]types.Object:
			if *v == nil {
				*v = make([]types.Object, 0, room(d))
			}
			*v = append(*v, readObject(d))
		case *[]types.ObjectVersion:
			if *v == nil {
				*v = make([]types.ObjectVersion, 0, room(d))
			}
			*v = append(*v, readEntry(d, versionSchema))
		case *[]types.DeleteMarkerEntry:
			*v = append(*v, readMarker(d))
		}
	}
}

// room is about how many objects the rest of a page has, which is 1,000 at most.
// Each has some 300 bytes.
func room(d *wire.Decoder) int { return min(d.Remaining()/300+1, 1000) }

// values is what the members of an object point to, in one allocation.
type values struct {
	key, etag  string
	size       int64
	modified   time.Time
	algorithms [1]types.ChecksumAlgorithm
}

// readEntry reads an object, a version or a delete marker, which have members of
// a version only.
func readEntry(d *wire.Decoder, schema *smithy.Schema) (v types.ObjectVersion) {
	to := new(values)
	_ = d.ReadStruct(schema)
	for name := next(d); name != ""; name = next(d) {
		switch name {
		case "Key":
			v.Key = &to.key
			_ = d.ReadString(nil, v.Key)
		case "ETag":
			v.ETag = &to.etag
			_ = d.ReadString(nil, v.ETag)
		case "Size":
			v.Size = &to.size
			_ = d.ReadInt64(nil, v.Size)
		case "LastModified":
			v.LastModified = &to.modified
			_ = d.ReadTime(nil, v.LastModified)
		case "StorageClass":
			_ = d.ReadString(nil, (*string)(&v.StorageClass))
		case "ChecksumAlgorithm":
			if v.ChecksumAlgorithm == nil {
				v.ChecksumAlgorithm = to.algorithms[:0]
			}
			var a string
			_ = d.ReadString(nil, &a)
			v.ChecksumAlgorithm = append(v.ChecksumAlgorithm, types.ChecksumAlgorithm(a))
		case "ChecksumType":
			_ = d.ReadString(nil, (*string)(&v.ChecksumType))
		case "VersionId":
			v.VersionId = readText(d)
		case "IsLatest":
			v.IsLatest = readBool(d)
		case "Owner":
			if v.Owner == nil {
				v.Owner = new(types.Owner)
			}
			readOwner(d, v.Owner)
		case "RestoreStatus":
			if v.RestoreStatus == nil {
				v.RestoreStatus = new(types.RestoreStatus)
			}
			readRestore(d, v.RestoreStatus)
		}
	}
	return v
}

func readObject(d *wire.Decoder) types.Object {
	v := readEntry(d, objectSchema)
	return types.Object{
		ChecksumAlgorithm: v.ChecksumAlgorithm, ChecksumType: v.ChecksumType, ETag: v.ETag, Key: v.Key, LastModified: v.LastModified,
		Owner: v.Owner, RestoreStatus: v.RestoreStatus, Size: v.Size, StorageClass: types.ObjectStorageClass(v.StorageClass),
	}
}

func readMarker(d *wire.Decoder) types.DeleteMarkerEntry {
	v := readEntry(d, markerSchema)
	return types.DeleteMarkerEntry{IsLatest: v.IsLatest, Key: v.Key, LastModified: v.LastModified, Owner: v.Owner, VersionId: v.VersionId}
}

func readPrefix(d *wire.Decoder) (v types.CommonPrefix) {
	_ = d.ReadStruct(prefixSchema)
	for next(d) != "" {
		v.Prefix = readText(d)
	}
	return v
}

func readOwner(d *wire.Decoder, v *types.Owner) {
	_ = d.ReadStruct(ownerSchema)
	for name := next(d); name != ""; name = next(d) {
		if name == "ID" {
			v.ID = readText(d)
		} else {
			v.DisplayName = readText(d)
		}
	}
}

func readRestore(d *wire.Decoder, v *types.RestoreStatus) {
	_ = d.ReadStruct(restoreSchema)
	for name := next(d); name != ""; name = next(d) {
		if name == "IsRestoreInProgress" {
			v.IsRestoreInProgress = readBool(d)
		} else {
			v.RestoreExpiryDate = new(time.Time)
			_ = d.ReadTime(nil, v.RestoreExpiryDate)
		}
	}
}

func readText(d *wire.Decoder) *string {
	v := new(string)
	_ = d.ReadString(nil, v)
	return v
}

func readBool(d *wire.Decoder) *bool {
	v := new(bool)
	_ = d.ReadBool(nil, v)
	return v
}
