package s3fast

import "github.com/aws/smithy-go"

// The schemas of the listings. A flattened list stands as its item, since each
// of its elements is read by itself, as by the SDK.
var (
	text    = scalar(smithy.ShapeTypeString)
	boolean = scalar(smithy.ShapeTypeBoolean)
	number  = scalar(smithy.ShapeTypeLong)
	instant = scalar(smithy.ShapeTypeTimestamp)

	ownerSchema = structure("Owner")
	_           = ownerSchema.AddMember("DisplayName", text)
	ownerID     = ownerSchema.AddMember("ID", text)

	restoreSchema     = structure("RestoreStatus")
	restoreInProgress = restoreSchema.AddMember("IsRestoreInProgress", boolean)
	_                 = restoreSchema.AddMember("RestoreExpiryDate", instant)

	prefixSchema = structure("CommonPrefix")
	_            = prefixSchema.AddMember("Prefix", text)

	// entrySchema is an object, a version or a delete marker.
	entrySchema            = structure("Entry")
	entryChecksumAlgorithm = entrySchema.AddMember("ChecksumAlgorithm", text)
	entryChecksumType      = entrySchema.AddMember("ChecksumType", text)
	entryETag              = entrySchema.AddMember("ETag", text)
	entryKey               = entrySchema.AddMember("Key", text)
	entryLastModified      = entrySchema.AddMember("LastModified", instant)
	entryOwner             = entrySchema.AddMember("Owner", ownerSchema)
	entryRestoreStatus     = entrySchema.AddMember("RestoreStatus", restoreSchema)
	entrySize              = entrySchema.AddMember("Size", number)
	_                      = entrySchema.AddMember("StorageClass", text)

	versionSchema            = structure("Version")
	versionChecksumAlgorithm = versionSchema.AddMember("ChecksumAlgorithm", text)
	versionChecksumType      = versionSchema.AddMember("ChecksumType", text)
	versionETag              = versionSchema.AddMember("ETag", text)
	versionIsLatest          = versionSchema.AddMember("IsLatest", boolean)
	versionKey               = versionSchema.AddMember("Key", text)
	versionLastModified      = versionSchema.AddMember("LastModified", instant)
	versionOwner             = versionSchema.AddMember("Owner", ownerSchema)
	versionRestoreStatus     = versionSchema.AddMember("RestoreStatus", restoreSchema)
	versionSize              = versionSchema.AddMember("Size", number)
	_                        = versionSchema.AddMember("StorageClass", text)
	versionID                = versionSchema.AddMember("VersionId", text)

	markerSchema       = structure("DeleteMarker")
	markerIsLatest     = markerSchema.AddMember("IsLatest", boolean)
	markerKey          = markerSchema.AddMember("Key", text)
	markerLastModified = markerSchema.AddMember("LastModified", instant)
	_                  = markerSchema.AddMember("Owner", ownerSchema)
	markerVersionID    = markerSchema.AddMember("VersionId", text)

	v2Schema            = structure("ListObjectsV2Output")
	v2CommonPrefixes    = v2Schema.AddMember("CommonPrefixes", prefixSchema)
	v2Contents          = v2Schema.AddMember("Contents", entrySchema)
	v2ContinuationToken = v2Schema.AddMember("ContinuationToken", text)
	v2Delimiter         = v2Schema.AddMember("Delimiter", text)
	v2EncodingType      = v2Schema.AddMember("EncodingType", text)
	v2IsTruncated       = v2Schema.AddMember("IsTruncated", boolean)
	v2KeyCount          = v2Schema.AddMember("KeyCount", number)
	v2MaxKeys           = v2Schema.AddMember("MaxKeys", number)
	v2Name              = v2Schema.AddMember("Name", text)
	v2NextToken         = v2Schema.AddMember("NextContinuationToken", text)
	v2Prefix            = v2Schema.AddMember("Prefix", text)
	_                   = v2Schema.AddMember("StartAfter", text)

	v1Schema         = structure("ListObjectsOutput")
	v1CommonPrefixes = v1Schema.AddMember("CommonPrefixes", prefixSchema)
	v1Contents       = v1Schema.AddMember("Contents", entrySchema)
	v1Delimiter      = v1Schema.AddMember("Delimiter", text)
	v1EncodingType   = v1Schema.AddMember("EncodingType", text)
	v1IsTruncated    = v1Schema.AddMember("IsTruncated", boolean)
	v1Marker         = v1Schema.AddMember("Marker", text)
	v1MaxKeys        = v1Schema.AddMember("MaxKeys", number)
	v1Name           = v1Schema.AddMember("Name", text)
	v1NextMarker     = v1Schema.AddMember("NextMarker", text)
	_                = v1Schema.AddMember("Prefix", text)

	versionsSchema         = structure("ListObjectVersionsOutput")
	versionsCommonPrefixes = versionsSchema.AddMember("CommonPrefixes", prefixSchema)
	versionsDeleteMarkers  = versionsSchema.AddMember("DeleteMarker", markerSchema)
	versionsDelimiter      = versionsSchema.AddMember("Delimiter", text)
	versionsEncodingType   = versionsSchema.AddMember("EncodingType", text)
	versionsIsTruncated    = versionsSchema.AddMember("IsTruncated", boolean)
	versionsKeyMarker      = versionsSchema.AddMember("KeyMarker", text)
	versionsMaxKeys        = versionsSchema.AddMember("MaxKeys", number)
	versionsName           = versionsSchema.AddMember("Name", text)
	versionsNextKeyMarker  = versionsSchema.AddMember("NextKeyMarker", text)
	versionsNextIDMarker   = versionsSchema.AddMember("NextVersionIdMarker", text)
	versionsPrefix         = versionsSchema.AddMember("Prefix", text)
	_                      = versionsSchema.AddMember("VersionIdMarker", text)
	versionsVersions       = versionsSchema.AddMember("Version", versionSchema)
)

func scalar(t smithy.ShapeType) *smithy.Schema {
	return smithy.NewSchema(smithy.ShapeID{Namespace: "com.amazonaws.s3", Name: "Scalar"}, t, 0)
}

func structure(name string) *smithy.Schema {
	return smithy.NewSchema(smithy.ShapeID{Namespace: "com.amazonaws.s3", Name: name}, smithy.ShapeTypeStructure, 8)
}
