package rdsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds"

	"github.com/awsessentials/essentials/awserr"
)

// CopyTo copies the snapshot into the region of to (CopyDBSnapshot), and returns
// the copy, which is not available yet: see [Snapshot.WaitUntilAvailable]. It
// loads the snapshot, for its ARN. A copy of an encrypted snapshot needs a
// KmsKeyId of the other region.
//
//	replica, err := rdss.Snapshot("nightly").CopyTo(ctx, rdsres.Open(frankfurt), "nightly")
func (s *Snapshot) CopyTo(ctx context.Context, to *RDS, id string, changes ...func(*rds.CopyDBSnapshotInput)) (*Snapshot, error) {
	if to.api() == nil {
		return nil, awserr.Invalid("rds.CopyDBSnapshot", "to", nil, "must be the resources of a region: use Open or New")
	}
	if err := s.Load(ctx); err != nil {
		return nil, err
	}
	source := func(in *rds.CopyDBSnapshotInput) {
		if c := s.Client(); c != nil {
			in.SourceRegion = aws.String(c.Options().Region) // the SDK signs a URL for it
		}
	}
	all := append([]func(*rds.CopyDBSnapshotInput){source}, changes...)
	return to.CopySnapshot(ctx, aws.ToString(s.Data.DBSnapshotArn), id, all...)
}
