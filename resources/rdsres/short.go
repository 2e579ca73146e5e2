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
		return nil, invalidRegion("rds.CopyDBSnapshot")
	}
	if err := s.Load(ctx); err != nil {
		return nil, err
	}
	source := func(in *rds.CopyDBSnapshotInput) { in.SourceRegion = s.service.region() }
	return to.CopySnapshot(ctx, aws.ToString(s.Data.DBSnapshotArn), id, append([]func(*rds.CopyDBSnapshotInput){source}, changes...)...)
}

// CopyTo copies the snapshot into the region of to (CopyDBClusterSnapshot), as
// [Snapshot.CopyTo] does.
func (c *ClusterSnapshot) CopyTo(ctx context.Context, to *RDS, id string, changes ...func(*rds.CopyDBClusterSnapshotInput)) (*ClusterSnapshot, error) {
	if to.api() == nil {
		return nil, invalidRegion("rds.CopyDBClusterSnapshot")
	}
	if err := c.Load(ctx); err != nil {
		return nil, err
	}
	source := func(in *rds.CopyDBClusterSnapshotInput) { in.SourceRegion = c.service.region() }
	return to.CopyClusterSnapshot(ctx, aws.ToString(c.Data.DBClusterSnapshotArn), id, append([]func(*rds.CopyDBClusterSnapshotInput){source}, changes...)...)
}

// region is the region of the client, which a copy names so that the SDK signs a
// URL for it; nil if there is no client.
func (r *RDS) region() *string {
	if c := r.Client(); c != nil {
		return aws.String(c.Options().Region)
	}
	return nil
}

func invalidRegion(operation string) error {
	return awserr.Invalid(operation, "to", nil, "must be the resources of a region: use Open or New")
}
