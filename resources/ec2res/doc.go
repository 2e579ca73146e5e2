// Package ec2res provides typed resources of Amazon EC2: boto3.resource("ec2") in Go.
//
//	ec2 = boto3.resource("ec2")                    | ec2s := ec2res.Open(sess)
//	ec2.Instance("i-0abc")                         | ec2s.Instance("i-0abc")
//	instance.load(); instance.state["Name"]        | instance.Load(ctx); instance.Data.State.Name
//	instance.stop(); instance.wait_until_stopped() | instance.Stop(ctx); instance.WaitUntilStopped(ctx, opts)
//	ec2.instances.filter(Filters=[...])            | ec2s.Instances(ec2res.Filter("instance-state-name", "running"))
//	ec2.instances.filter(Filters=[...]).stop()     | ec2s.Instances(...).Filter(f).Limit(5).Stop(ctx)
//	the same, and a waiter                         | ec2s.Instances(...).StopAndWait(ctx, opts)
//	{t["Key"]: t["Value"] for t in instance.tags}  | instance.Tags(), instance.Tag("Owner")
//	instance.vpc.subnets.all()                     | instance.Vpc().Subnets().All(ctx)
//	ec2.images.filter(Owners=["self"])             | ec2s.Images().OwnedBy("self")
//	the images that use a snapshot                 | ec2s.Images().OwnedBy("self").BySnapshot(ctx)
//	instance.meta.client                           | instance.Client()
//
// Start with [Open] or [New]. A resource is a pointer: its identifiers are
// fields, its Data is what DescribeInstances and their like say of it. Data is
// nil until a listing, Load, Reload or a wait brought it.
package ec2res

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service ec2 -entry EC2 -about "Amazon EC2"
