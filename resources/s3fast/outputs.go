package s3fast

import (
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"github.com/awsessentials/essentials/wire"
)

// objectsV2 is what ListObjectsV2 gives.
type objectsV2 struct{ out s3.ListObjectsV2Output }

func (l *objectsV2) moveTo(result any) {
	if out, ok := result.(*s3.ListObjectsV2Output); ok {
		l.out.RequestCharged = out.RequestCharged
		*out = l.out
	}
}

func (l *objectsV2) read(d *wire.Decoder) error {
	v := &l.out
	return smithy.ReadStruct(d, v2Schema, func(m *smithy.Schema) error {
		switch m {
		case v2Contents:
			return appendItem(d, &v.Contents, readObject)
		case v2CommonPrefixes:
			return appendItem(d, &v.CommonPrefixes, readPrefix)
		case v2ContinuationToken:
			return readText(d, &v.ContinuationToken)
		case v2Delimiter:
			return readText(d, &v.Delimiter)
		case v2EncodingType:
			return readEnum(d, &v.EncodingType)
		case v2IsTruncated:
			return readBool(d, &v.IsTruncated)
		case v2KeyCount:
			return readCount(d, &v.KeyCount)
		case v2MaxKeys:
			return readCount(d, &v.MaxKeys)
		case v2Name:
			return readText(d, &v.Name)
		case v2NextToken:
			return readText(d, &v.NextContinuationToken)
		case v2Prefix:
			return readText(d, &v.Prefix)
		}
		return readText(d, &v.StartAfter)
	})
}

// objects is what ListObjects gives.
type objects struct{ out s3.ListObjectsOutput }

func (l *objects) moveTo(result any) {
	if out, ok := result.(*s3.ListObjectsOutput); ok {
		l.out.RequestCharged = out.RequestCharged
		*out = l.out
	}
}

func (l *objects) read(d *wire.Decoder) error {
	v := &l.out
	return smithy.ReadStruct(d, v1Schema, func(m *smithy.Schema) error {
		switch m {
		case v1Contents:
			return appendItem(d, &v.Contents, readObject)
		case v1CommonPrefixes:
			return appendItem(d, &v.CommonPrefixes, readPrefix)
		case v1Delimiter:
			return readText(d, &v.Delimiter)
		case v1EncodingType:
			return readEnum(d, &v.EncodingType)
		case v1IsTruncated:
			return readBool(d, &v.IsTruncated)
		case v1Marker:
			return readText(d, &v.Marker)
		case v1MaxKeys:
			return readCount(d, &v.MaxKeys)
		case v1Name:
			return readText(d, &v.Name)
		case v1NextMarker:
			return readText(d, &v.NextMarker)
		}
		return readText(d, &v.Prefix)
	})
}

// versions is what ListObjectVersions gives.
type versions struct{ out s3.ListObjectVersionsOutput }

func (l *versions) moveTo(result any) {
	if out, ok := result.(*s3.ListObjectVersionsOutput); ok {
		l.out.RequestCharged = out.RequestCharged
		*out = l.out
	}
}

func (l *versions) read(d *wire.Decoder) error {
	v := &l.out
	return smithy.ReadStruct(d, versionsSchema, func(m *smithy.Schema) error {
		switch m {
		case versionsVersions:
			return appendItem(d, &v.Versions, readVersion)
		case versionsDeleteMarkers:
			return appendItem(d, &v.DeleteMarkers, readMarker)
		case versionsCommonPrefixes:
			return appendItem(d, &v.CommonPrefixes, readPrefix)
		case versionsDelimiter:
			return readText(d, &v.Delimiter)
		case versionsEncodingType:
			return readEnum(d, &v.EncodingType)
		case versionsIsTruncated:
			return readBool(d, &v.IsTruncated)
		case versionsKeyMarker:
			return readText(d, &v.KeyMarker)
		case versionsMaxKeys:
			return readCount(d, &v.MaxKeys)
		case versionsName:
			return readText(d, &v.Name)
		case versionsNextKeyMarker:
			return readText(d, &v.NextKeyMarker)
		case versionsNextIDMarker:
			return readText(d, &v.NextVersionIdMarker)
		case versionsPrefix:
			return readText(d, &v.Prefix)
		}
		return readText(d, &v.VersionIdMarker)
	})
}

// maxItems is the most items of a page of S3.
const maxItems = 1000

// appendItem reads one item. After the first it makes room for as many as the
// rest of the page can hold if all are as long.
func appendItem[T any](d *wire.Decoder, items *[]T, read func(*wire.Decoder, *T) error) error {
	from, n := d.Offset(), len(*items)
	*items = append(*items, *new(T))
	if err := read(d, &(*items)[n]); err != nil {
		return err
	}
	if n == 0 {
		*items = slices.Grow(*items, min(1+d.Len()/max(d.Offset()-from, 1), maxItems-1))
	}
	return nil
}

// values is what the members of an object point to, in one allocation.
type values struct {
	key, etag  string
	size       int64
	modified   time.Time
	algorithms [1]types.ChecksumAlgorithm
}

// each is [smithy.ReadStruct] without the function that it would allocate for
// each item.
func each[T, V any](d *wire.Decoder, s *smithy.Schema, v *T, to *V, read func(*wire.Decoder, *smithy.Schema, *T, *V) error) error {
	if err := d.ReadStruct(s); err != nil {
		return err
	}
	for {
		m, err := d.ReadStructMember()
		if m == nil || err != nil {
			return err
		}
		if err := read(d, m, v, to); err != nil {
			return err
		}
	}
}

func readObject(d *wire.Decoder, v *types.Object) error {
	to := new(values)
	return each(d, entrySchema, v, to, readObjectMember)
}

func readObjectMember(d *wire.Decoder, m *smithy.Schema, v *types.Object, to *values) error {
	switch m {
	case entryKey:
		v.Key = &to.key
		return d.ReadString(m, v.Key)
	case entryETag:
		v.ETag = &to.etag
		return d.ReadString(m, v.ETag)
	case entrySize:
		v.Size = &to.size
		return d.ReadInt64(m, v.Size)
	case entryLastModified:
		v.LastModified = &to.modified
		return d.ReadTime(m, v.LastModified)
	case entryChecksumAlgorithm:
		return readAlgorithm(d, &v.ChecksumAlgorithm, &to.algorithms)
	case entryChecksumType:
		return readEnum(d, &v.ChecksumType)
	case entryOwner:
		return readOwner(d, &v.Owner)
	case entryRestoreStatus:
		return readRestore(d, &v.RestoreStatus)
	}
	return readEnum(d, &v.StorageClass)
}

// versionValues is what the members of a version point to.
type versionValues struct {
	values
	id     string
	latest bool
}

func readVersion(d *wire.Decoder, v *types.ObjectVersion) error {
	to := new(versionValues)
	return each(d, versionSchema, v, to, readVersionMember)
}

func readVersionMember(d *wire.Decoder, m *smithy.Schema, v *types.ObjectVersion, to *versionValues) error {
	switch m {
	case versionKey:
		v.Key = &to.key
		return d.ReadString(m, v.Key)
	case versionID:
		v.VersionId = &to.id
		return d.ReadString(m, v.VersionId)
	case versionIsLatest:
		v.IsLatest = &to.latest
		return d.ReadBool(m, v.IsLatest)
	case versionETag:
		v.ETag = &to.etag
		return d.ReadString(m, v.ETag)
	case versionSize:
		v.Size = &to.size
		return d.ReadInt64(m, v.Size)
	case versionLastModified:
		v.LastModified = &to.modified
		return d.ReadTime(m, v.LastModified)
	case versionChecksumAlgorithm:
		return readAlgorithm(d, &v.ChecksumAlgorithm, &to.algorithms)
	case versionChecksumType:
		return readEnum(d, &v.ChecksumType)
	case versionOwner:
		return readOwner(d, &v.Owner)
	case versionRestoreStatus:
		return readRestore(d, &v.RestoreStatus)
	}
	return readEnum(d, &v.StorageClass)
}

// markerValues is what the members of a delete marker point to.
type markerValues struct {
	key, id  string
	modified time.Time
	latest   bool
}

func readMarker(d *wire.Decoder, v *types.DeleteMarkerEntry) error {
	to := new(markerValues)
	return each(d, markerSchema, v, to, readMarkerMember)
}

func readMarkerMember(d *wire.Decoder, m *smithy.Schema, v *types.DeleteMarkerEntry, to *markerValues) error {
	switch m {
	case markerKey:
		v.Key = &to.key
		return d.ReadString(m, v.Key)
	case markerVersionID:
		v.VersionId = &to.id
		return d.ReadString(m, v.VersionId)
	case markerIsLatest:
		v.IsLatest = &to.latest
		return d.ReadBool(m, v.IsLatest)
	case markerLastModified:
		v.LastModified = &to.modified
		return d.ReadTime(m, v.LastModified)
	}
	return readOwner(d, &v.Owner)
}

func readPrefix(d *wire.Decoder, v *types.CommonPrefix) error {
	return smithy.ReadStruct(d, prefixSchema, func(*smithy.Schema) error { return readText(d, &v.Prefix) })
}

func readOwner(d *wire.Decoder, v **types.Owner) error {
	if *v == nil {
		*v = new(types.Owner)
	}
	return smithy.ReadStruct(d, ownerSchema, func(m *smithy.Schema) error {
		if m == ownerID {
			return readText(d, &(*v).ID)
		}
		return readText(d, &(*v).DisplayName)
	})
}

func readRestore(d *wire.Decoder, v **types.RestoreStatus) error {
	if *v == nil {
		*v = new(types.RestoreStatus)
	}
	return smithy.ReadStruct(d, restoreSchema, func(m *smithy.Schema) error {
		if m == restoreInProgress {
			return readBool(d, &(*v).IsRestoreInProgress)
		}
		(*v).RestoreExpiryDate = new(time.Time)
		return d.ReadTime(m, (*v).RestoreExpiryDate)
	})
}

func readText(d *wire.Decoder, v **string) error {
	*v = new(string)
	return d.ReadString(text, *v)
}

func readBool(d *wire.Decoder, v **bool) error {
	*v = new(bool)
	return d.ReadBool(boolean, *v)
}

// readCount reads a number as the SDK does, which cuts off what is above 32 bits.
func readCount(d *wire.Decoder, v **int32) error {
	var n int64
	err := d.ReadInt64(number, &n)
	n32 := int32(n)
	*v = &n32
	return err
}

func readEnum[T ~string](d *wire.Decoder, v *T) error {
	var s string
	err := d.ReadString(text, &s)
	*v = T(s)
	return err
}

// readAlgorithm appends an algorithm; the first has its place beside the values.
func readAlgorithm(d *wire.Decoder, v *[]types.ChecksumAlgorithm, first *[1]types.ChecksumAlgorithm) error {
	if *v == nil {
		*v = first[:0]
	}
	var a types.ChecksumAlgorithm
	err := readEnum(d, &a)
	*v = append(*v, a)
	return err
}
