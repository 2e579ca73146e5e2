package raw

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds"
)

// BEGIN
func J11(ctx context.Context, cfg aws.Config) error {
	src, dst := rds.NewFromConfig(cfg), rds.NewFromConfig(cfg, func(o *rds.Options) { o.Region = "eu-west-1" })
	sources, err := manual(ctx, src, func(id string) (string, bool) { return "copy-" + id, true })
	if err != nil {
		return err
	}
	copies, err := manual(ctx, dst, func(id string) (string, bool) { return id, strings.HasPrefix(id, "copy-") })
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		if copies[name] != nil {
			continue
		}
		if _, err := dst.CopyDBSnapshot(ctx, &rds.CopyDBSnapshotInput{SourceDBSnapshotIdentifier: sources[name], TargetDBSnapshotIdentifier: &name,
			SourceRegion: &cfg.Region, CopyTags: aws.Bool(true)}); err != nil {
			return err
		}
		if err := rds.NewDBSnapshotAvailableWaiter(dst).Wait(ctx, &rds.DescribeDBSnapshotsInput{DBSnapshotIdentifier: &name}, time.Hour); err != nil {
			return err
		}
		fmt.Println("copied", name)
	}
	for _, name := range slices.Sorted(maps.Keys(copies)) {
		if sources[name] != nil {
			continue
		}
		if _, err := dst.DeleteDBSnapshot(ctx, &rds.DeleteDBSnapshotInput{DBSnapshotIdentifier: &name}); err != nil {
			return err
		}
		fmt.Println("deleted", name)
	}
	return nil
}

// manual returns the ARNs of the manual snapshots by the names that name gives them.
func manual(ctx context.Context, client *rds.Client, name func(id string) (string, bool)) (map[string]*string, error) {
	arns := map[string]*string{}
	p := rds.NewDescribeDBSnapshotsPaginator(client, &rds.DescribeDBSnapshotsInput{SnapshotType: aws.String("manual")})
	for p.HasMorePages() {
		page, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, s := range page.DBSnapshots {
			if n, ok := name(aws.ToString(s.DBSnapshotIdentifier)); ok {
				arns[n] = s.DBSnapshotArn
			}
		}
	}
	return arns, nil
}

// END
