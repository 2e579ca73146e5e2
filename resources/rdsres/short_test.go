package rdsres_test

import (
	"context"
	"fmt"
	"log"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/rds/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/rdsres"
	"github.com/awsessentials/essentials/waiters"
)

// in returns the resources of a region of the cloud.
func in(cloud *awstest.Cloud, region string) *rdsres.RDS {
	return rdsres.New(rds.NewFromConfig(cloud.Config(), func(o *rds.Options) { o.Region = region }))
}

func TestCopyToAnotherRegion(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[rds.DescribeDBSnapshotsInput](cloud, &rds.DescribeDBSnapshotsOutput{DBSnapshots: []types.DBSnapshot{
		{DBSnapshotIdentifier: aws.String("nightly"), DBSnapshotArn: aws.String("arn:nightly")}}})
	awstest.Return[rds.CopyDBSnapshotInput](cloud, &rds.CopyDBSnapshotOutput{DBSnapshot: &types.DBSnapshot{DBSnapshotIdentifier: aws.String("copy"), Status: aws.String("creating")}})
	frankfurt := in(cloud, "eu-central-1")
	replica, err := in(cloud, "eu-west-1").Snapshot("nightly").CopyTo(t.Context(), frankfurt, "copy", func(in *rds.CopyDBSnapshotInput) { in.KmsKeyId = aws.String("alias/rds") })
	require.NoError(t, err)
	assert.Equal(t, frankfurt, replica.Service())
	assert.Equal(t, "creating", *replica.Data.Status)
	call := awstest.Calls[rds.CopyDBSnapshotInput](cloud)[0]
	assert.Equal(t, []string{"arn:nightly", "copy", "eu-west-1", "alias/rds"},
		[]string{*call.SourceDBSnapshotIdentifier, *call.TargetDBSnapshotIdentifier, *call.SourceRegion, *call.KmsKeyId})
}

func TestCopyAClusterSnapshotToAnotherRegion(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[rds.DescribeDBClusterSnapshotsInput](cloud, &rds.DescribeDBClusterSnapshotsOutput{DBClusterSnapshots: []types.DBClusterSnapshot{
		{DBClusterSnapshotIdentifier: aws.String("nightly"), DBClusterSnapshotArn: aws.String("arn:nightly")}}})
	awstest.Return[rds.CopyDBClusterSnapshotInput](cloud, &rds.CopyDBClusterSnapshotOutput{DBClusterSnapshot: &types.DBClusterSnapshot{DBClusterSnapshotIdentifier: aws.String("copy")}})
	replica, err := in(cloud, "eu-west-1").ClusterSnapshot("nightly").CopyTo(t.Context(), in(cloud, "eu-central-1"), "copy")
	require.NoError(t, err)
	assert.Equal(t, "eu-central-1", replica.Identity().Region)
	call := awstest.Calls[rds.CopyDBClusterSnapshotInput](cloud)[0]
	assert.Equal(t, []string{"arn:nightly", "eu-west-1"}, []string{*call.SourceDBClusterSnapshotIdentifier, *call.SourceRegion})
}

func TestACopyNeedsARegion(t *testing.T) {
	cloud := awstest.New(t)
	_, err := in(cloud, "eu-west-1").Snapshot("nightly").CopyTo(t.Context(), nil, "copy")
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = in(cloud, "eu-west-1").ClusterSnapshot("nightly").CopyTo(t.Context(), &rdsres.RDS{}, "copy")
	assert.ErrorIs(t, err, awserr.ErrInvalid)
}

func TestAClusterNamesItsInstances(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[rds.DescribeDBClustersInput](cloud, &rds.DescribeDBClustersOutput{DBClusters: []types.DBCluster{{DBClusterIdentifier: aws.String("c"), Status: aws.String("available"),
		DBClusterMembers: []types.DBClusterMember{{DBInstanceIdentifier: aws.String("a")}, {DBInstanceIdentifier: aws.String("b")}}}}})
	cluster := in(cloud, "eu-west-1").Cluster("c")
	assert.Nil(t, cluster.Instances())
	require.NoError(t, cluster.WaitUntilAvailable(t.Context(), waiters.Options{Max: time.Minute}))
	require.Len(t, cluster.Instances(), 2)
	assert.Equal(t, "b", cluster.Instances()[1].ID)
}

// Copy last night's snapshot into another region, and wait for it.
func ExampleSnapshot_CopyTo() {
	cloud := awstest.New(nil)
	awstest.Return[rds.DescribeDBSnapshotsInput](cloud, &rds.DescribeDBSnapshotsOutput{DBSnapshots: []types.DBSnapshot{
		{DBSnapshotIdentifier: aws.String("nightly"), DBSnapshotArn: aws.String("arn:nightly"), Status: aws.String("available")}}}).Times(2)
	awstest.Return[rds.CopyDBSnapshotInput](cloud, &rds.CopyDBSnapshotOutput{DBSnapshot: &types.DBSnapshot{DBSnapshotIdentifier: aws.String("nightly")}})
	ireland, frankfurt := in(cloud, "eu-west-1"), in(cloud, "eu-central-1") // rdsres.Open(sess.In("eu-central-1"))

	ctx := context.Background()
	replica, err := ireland.Snapshot("nightly").CopyTo(ctx, frankfurt, "nightly")
	if err != nil {
		log.Fatal(err)
	}
	err = replica.WaitUntilAvailable(ctx, waiters.Options{Max: time.Hour})
	fmt.Println(replica, replica.Identity().Region, err)
	// Output: rds.Snapshot(nightly) eu-central-1 <nil>
}
