package s3fast

import (
	"slices"
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
	v2Members       = strings.Fields("CommonPrefixes Contents ContinuationToken Delimiter EncodingType IsTruncated KeyCount MaxKeys Name NextContinuationToken Prefix StartAfter")
	v1Members       = strings.Fields("CommonPrefixes Contents Delimiter EncodingType IsTruncated Marker MaxKeys Name NextMarker Prefix")
	versionsMembers = strings.Fields("CommonPrefixes DeleteMarker Delimiter EncodingType IsTruncated KeyMarker MaxKeys Name NextKeyMarker NextVersionIdMarker Prefix Version VersionIdMarker")

	v2Schema       = structure(v2Members...)
	v1Schema       = structure(v1Members...)
	versionsSchema = structure(versionsMembers...)
	objectSchema   = structure(strings.Fields("ChecksumAlgorithm ChecksumType ETag Key LastModified Owner RestoreStatus Size StorageClass")...)
	versionSchema  = structure(strings.Fields("ChecksumAlgorithm ChecksumType ETag IsLatest Key LastModified Owner RestoreStatus Size StorageClass VersionId")...)
	markerSchema   = structure("IsLatest", "Key", "LastModified", "Owner", "VersionId")
	prefixSchema   = structure("Prefix")
	ownerSchema    = structure("DisplayName", "ID")
	restoreSchema  = structure("IsRestoreInProgress", "RestoreExpiryDate")
)

// structure makes a schema. The Decoder needs the names of its members only.
func structure(members ...string) *smithy.Schema {
	s := smithy.NewSchema(smithy.ShapeID{}, smithy.ShapeTypeStructure, len(members))
	for _, name := range members {
		s.AddMember(name, s)
	}
	return s
}

// listing is an output that is read.
type listing struct {
	output any
	schema *smithy.Schema
	names  []string
	places []any // of the members, in the order of their names
}

// newListing returns the empty output of an operation, or nil if the operation is
// no listing.
func newListing(operation string) *listing {
	switch operation {
	case "ListObjectsV2":
		v := new(s3.ListObjectsV2Output)
		return &listing{v, v2Schema, v2Members, []any{&v.CommonPrefixes, &v.Contents, &v.ContinuationToken, &v.Delimiter, &v.EncodingType,
			&v.IsTruncated, &v.KeyCount, &v.MaxKeys, &v.Name, &v.NextContinuationToken, &v.Prefix, &v.StartAfter}}
	case "ListObjects":
		v := new(s3.ListObjectsOutput)
		return &listing{v, v1Schema, v1Members, []any{&v.CommonPrefixes, &v.Contents, &v.Delimiter, &v.EncodingType,
			&v.IsTruncated, &v.Marker, &v.MaxKeys, &v.Name, &v.NextMarker, &v.Prefix}}
	case "ListObjectVersions":
		v := new(s3.ListObjectVersionsOutput)
		return &listing{v, versionsSchema, versionsMembers, []any{&v.CommonPrefixes, &v.DeleteMarkers, &v.Delimiter, &v.EncodingType,
			&v.IsTruncated, &v.KeyMarker, &v.MaxKeys, &v.Name, &v.NextKeyMarker, &v.NextVersionIdMarker, &v.Prefix, &v.Versions, &v.VersionIdMarker}}
	}
	return nil
}

// addHeaders sets the members that are headers as the SDK read them.
func (l *listing) addHeaders(sdk any) {
	switch v := l.output.(type) {
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

// read reads the output.
func (l *listing) read(d *wire.Decoder) {
	_ = d.ReadStruct(l.schema)
	for name := next(d); name != ""; name = next(d) {
		switch v := l.places[slices.Index(l.names, name)].(type) {
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
