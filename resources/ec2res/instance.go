package ec2res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// Instance is an EC2 instance. It is identified by its ID.
type Instance struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Instance
}

// Instance returns the instance with an ID. It makes no request, and the
// instance need not exist.
func (e *EC2) Instance(id string) *Instance {
	return &Instance{node: node{service: e}, ID: id}
}

// Identity returns what identifies the instance. It is comparable, and can be
// the key of a map.
func (i *Instance) Identity() resources.Identity {
	if i == nil {
		return resources.Identity{}
	}
	return i.service.at().Identity("Instance", "ID", i.ID)
}

// String returns the type and the identifiers of the instance.
func (i *Instance) String() string { return i.Identity().String() }

// LogValue implements slog.LogValuer.
func (i *Instance) LogValue() slog.Value { return i.Identity().LogValue() }

func (i *Instance) check(operation string) error {
	if i == nil {
		return resources.Nil(operation, "Instance")
	}
	return i.service.at().Check(operation, "ID", i.ID)
}

// Load reads Data (DescribeInstances), unless it is set and not stale.
// Concurrent calls make one request.
func (i *Instance) Load(ctx context.Context) error {
	if err := i.check("ec2.DescribeInstances"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribeInstances", &i.state, &i.Data, i.fetch)
}

// Reload reads Data again (DescribeInstances).
func (i *Instance) Reload(ctx context.Context) error {
	if err := i.check("ec2.DescribeInstances"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribeInstances", &i.state, &i.Data, i.fetch)
}

func (i *Instance) fetch(ctx context.Context) (*types.Instance, error) {
	out, err := i.service.describeInstances(ctx, &ec2.DescribeInstancesInput{InstanceIds: []string{i.ID}})
	if err != nil {
		return nil, err
	}
	if data := instanceIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribeInstances", i.Identity())
}

func instanceIn(out *ec2.DescribeInstancesOutput) *types.Instance {
	if out == nil || len(out.Reservations) == 0 || len(out.Reservations[0].Instances) == 0 {
		return nil
	}
	return &out.Reservations[0].Instances[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (i *Instance) Tags() map[string]string {
	if i == nil || i.Data == nil {
		return nil
	}
	return tagMap(i.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (i *Instance) Tag(key string) string {
	if i == nil || i.Data == nil {
		return ""
	}
	return tagValue(i.Data.Tags, key)
}

// AttachClassicLinkVpc attaches a classic link VPC to the instance
// (AttachClassicLinkVpc). Data is stale afterwards.
func (i *Instance) AttachClassicLinkVpc(ctx context.Context, vpcID string, groups []string, changes ...func(*ec2.AttachClassicLinkVpcInput)) (*ec2.AttachClassicLinkVpcOutput, error) {
	if err := i.check("ec2.AttachClassicLinkVpc"); err != nil {
		return nil, err
	}
	in := &ec2.AttachClassicLinkVpcInput{InstanceId: aws.String(i.ID), VpcId: aws.String(vpcID), Groups: groups}
	return resources.Act(ctx, &i.state, "ec2.AttachClassicLinkVpc", i.service.attachClassicLinkVpc, in, changes)
}

// AttachVolume attaches a volume to the instance (AttachVolume). Data is stale
// afterwards.
func (i *Instance) AttachVolume(ctx context.Context, volumeID, device string, changes ...func(*ec2.AttachVolumeInput)) (*ec2.AttachVolumeOutput, error) {
	if err := i.check("ec2.AttachVolume"); err != nil {
		return nil, err
	}
	in := &ec2.AttachVolumeInput{InstanceId: aws.String(i.ID), VolumeId: aws.String(volumeID), Device: aws.String(device)}
	return resources.Act(ctx, &i.state, "ec2.AttachVolume", i.service.attachVolume, in, changes)
}

// ConsoleOutput returns the console output of the instance (GetConsoleOutput).
func (i *Instance) ConsoleOutput(ctx context.Context, changes ...func(*ec2.GetConsoleOutputInput)) (*ec2.GetConsoleOutputOutput, error) {
	if err := i.check("ec2.GetConsoleOutput"); err != nil {
		return nil, err
	}
	in := &ec2.GetConsoleOutputInput{InstanceId: aws.String(i.ID)}
	return resources.Call(ctx, "ec2.GetConsoleOutput", i.service.getConsoleOutput, in, changes)
}

// CreateImage creates an image of the instance (CreateImage) and returns it.
// Data is stale afterwards.
func (i *Instance) CreateImage(ctx context.Context, name string, changes ...func(*ec2.CreateImageInput)) (*Image, error) {
	if err := i.check("ec2.CreateImage"); err != nil {
		return nil, err
	}
	in := &ec2.CreateImageInput{InstanceId: aws.String(i.ID), Name: aws.String(name)}
	out, err := resources.Act(ctx, &i.state, "ec2.CreateImage", i.service.createImage, in, changes)
	if err != nil {
		return nil, err
	}
	return &Image{node: node{service: i.service}, ID: aws.ToString(out.ImageId)}, nil
}

// CreateTags sets tags of the instance (CreateTags) and returns them. Data is
// stale afterwards.
func (i *Instance) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) ([]*Tag, error) {
	if err := i.check("ec2.CreateTags"); err != nil {
		return nil, err
	}
	in := &ec2.CreateTagsInput{Resources: []string{i.ID}, Tags: tags}
	_, err := resources.Act(ctx, &i.state, "ec2.CreateTags", i.service.createTags, in, changes)
	if err != nil {
		return nil, err
	}
	all := make([]*Tag, len(in.Tags))
	for n := range in.Tags {
		all[n] = &Tag{node: node{service: i.service}, ResourceID: i.ID, Key: aws.ToString(in.Tags[n].Key), Value: aws.ToString(in.Tags[n].Value)}
	}
	return all, nil
}

// DeleteTags removes these tags, or all if there are none, from the instance
// (DeleteTags).
func (i *Instance) DeleteTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.DeleteTagsInput)) (*ec2.DeleteTagsOutput, error) {
	if err := i.check("ec2.DeleteTags"); err != nil {
		return nil, err
	}
	in := &ec2.DeleteTagsInput{Resources: []string{i.ID}, Tags: tags}
	return resources.Act(ctx, &i.state, "ec2.DeleteTags", i.service.deleteTags, in, changes)
}

// DescribeAttribute describes an attribute of the instance
// (DescribeInstanceAttribute).
func (i *Instance) DescribeAttribute(ctx context.Context, attribute types.InstanceAttributeName, changes ...func(*ec2.DescribeInstanceAttributeInput)) (*ec2.DescribeInstanceAttributeOutput, error) {
	if err := i.check("ec2.DescribeInstanceAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.DescribeInstanceAttributeInput{InstanceId: aws.String(i.ID), Attribute: attribute}
	return resources.Call(ctx, "ec2.DescribeInstanceAttribute", i.service.describeInstanceAttribute, in, changes)
}

// DetachClassicLinkVpc detaches a classic link VPC from the instance
// (DetachClassicLinkVpc). Data is stale afterwards.
func (i *Instance) DetachClassicLinkVpc(ctx context.Context, vpcID string, changes ...func(*ec2.DetachClassicLinkVpcInput)) (*ec2.DetachClassicLinkVpcOutput, error) {
	if err := i.check("ec2.DetachClassicLinkVpc"); err != nil {
		return nil, err
	}
	in := &ec2.DetachClassicLinkVpcInput{InstanceId: aws.String(i.ID), VpcId: aws.String(vpcID)}
	return resources.Act(ctx, &i.state, "ec2.DetachClassicLinkVpc", i.service.detachClassicLinkVpc, in, changes)
}

// DetachVolume detaches a volume from the instance (DetachVolume). Data is
// stale afterwards.
func (i *Instance) DetachVolume(ctx context.Context, volumeID string, changes ...func(*ec2.DetachVolumeInput)) (*ec2.DetachVolumeOutput, error) {
	if err := i.check("ec2.DetachVolume"); err != nil {
		return nil, err
	}
	in := &ec2.DetachVolumeInput{InstanceId: aws.String(i.ID), VolumeId: aws.String(volumeID)}
	return resources.Act(ctx, &i.state, "ec2.DetachVolume", i.service.detachVolume, in, changes)
}

// ModifyAttribute modifies an attribute of the instance
// (ModifyInstanceAttribute). Data is stale afterwards.
func (i *Instance) ModifyAttribute(ctx context.Context, changes ...func(*ec2.ModifyInstanceAttributeInput)) (*ec2.ModifyInstanceAttributeOutput, error) {
	if err := i.check("ec2.ModifyInstanceAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.ModifyInstanceAttributeInput{InstanceId: aws.String(i.ID)}
	return resources.Act(ctx, &i.state, "ec2.ModifyInstanceAttribute", i.service.modifyInstanceAttribute, in, changes)
}

// Monitor turns on detailed monitoring of the instance (MonitorInstances). Data
// is stale afterwards.
func (i *Instance) Monitor(ctx context.Context, changes ...func(*ec2.MonitorInstancesInput)) (*ec2.MonitorInstancesOutput, error) {
	if err := i.check("ec2.MonitorInstances"); err != nil {
		return nil, err
	}
	in := &ec2.MonitorInstancesInput{InstanceIds: []string{i.ID}}
	return resources.Act(ctx, &i.state, "ec2.MonitorInstances", i.service.monitorInstances, in, changes)
}

// PasswordData returns the password data of the instance (GetPasswordData).
func (i *Instance) PasswordData(ctx context.Context, changes ...func(*ec2.GetPasswordDataInput)) (*ec2.GetPasswordDataOutput, error) {
	if err := i.check("ec2.GetPasswordData"); err != nil {
		return nil, err
	}
	in := &ec2.GetPasswordDataInput{InstanceId: aws.String(i.ID)}
	return resources.Call(ctx, "ec2.GetPasswordData", i.service.getPasswordData, in, changes)
}

// Reboot reboots the instance (RebootInstances). Data is stale afterwards.
func (i *Instance) Reboot(ctx context.Context, changes ...func(*ec2.RebootInstancesInput)) (*ec2.RebootInstancesOutput, error) {
	if err := i.check("ec2.RebootInstances"); err != nil {
		return nil, err
	}
	in := &ec2.RebootInstancesInput{InstanceIds: []string{i.ID}}
	return resources.Act(ctx, &i.state, "ec2.RebootInstances", i.service.rebootInstances, in, changes)
}

// ReportStatus reports the status of the instance (ReportInstanceStatus). Data
// is stale afterwards.
func (i *Instance) ReportStatus(ctx context.Context, reasonCodes []types.ReportInstanceReasonCodes, status types.ReportStatusType, changes ...func(*ec2.ReportInstanceStatusInput)) (*ec2.ReportInstanceStatusOutput, error) {
	if err := i.check("ec2.ReportInstanceStatus"); err != nil {
		return nil, err
	}
	in := &ec2.ReportInstanceStatusInput{Instances: []string{i.ID}, ReasonCodes: reasonCodes, Status: status}
	return resources.Act(ctx, &i.state, "ec2.ReportInstanceStatus", i.service.reportInstanceStatus, in, changes)
}

// ResetAttribute resets an attribute of the instance (ResetInstanceAttribute).
// Data is stale afterwards.
func (i *Instance) ResetAttribute(ctx context.Context, attribute types.InstanceAttributeName, changes ...func(*ec2.ResetInstanceAttributeInput)) (*ec2.ResetInstanceAttributeOutput, error) {
	if err := i.check("ec2.ResetInstanceAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.ResetInstanceAttributeInput{InstanceId: aws.String(i.ID), Attribute: attribute}
	return resources.Act(ctx, &i.state, "ec2.ResetInstanceAttribute", i.service.resetInstanceAttribute, in, changes)
}

// ResetKernel resets the kernel of the instance (ResetInstanceAttribute). Data
// is stale afterwards.
func (i *Instance) ResetKernel(ctx context.Context, changes ...func(*ec2.ResetInstanceAttributeInput)) (*ec2.ResetInstanceAttributeOutput, error) {
	if err := i.check("ec2.ResetInstanceAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.ResetInstanceAttributeInput{InstanceId: aws.String(i.ID), Attribute: types.InstanceAttributeNameKernel}
	return resources.Act(ctx, &i.state, "ec2.ResetInstanceAttribute", i.service.resetInstanceAttribute, in, changes)
}

// ResetRamdisk resets the ramdisk of the instance (ResetInstanceAttribute).
// Data is stale afterwards.
func (i *Instance) ResetRamdisk(ctx context.Context, changes ...func(*ec2.ResetInstanceAttributeInput)) (*ec2.ResetInstanceAttributeOutput, error) {
	if err := i.check("ec2.ResetInstanceAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.ResetInstanceAttributeInput{InstanceId: aws.String(i.ID), Attribute: types.InstanceAttributeNameRamdisk}
	return resources.Act(ctx, &i.state, "ec2.ResetInstanceAttribute", i.service.resetInstanceAttribute, in, changes)
}

// ResetSourceDestCheck resets the source and destination check of the instance
// (ResetInstanceAttribute). Data is stale afterwards.
func (i *Instance) ResetSourceDestCheck(ctx context.Context, changes ...func(*ec2.ResetInstanceAttributeInput)) (*ec2.ResetInstanceAttributeOutput, error) {
	if err := i.check("ec2.ResetInstanceAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.ResetInstanceAttributeInput{InstanceId: aws.String(i.ID), Attribute: types.InstanceAttributeNameSourceDestCheck}
	return resources.Act(ctx, &i.state, "ec2.ResetInstanceAttribute", i.service.resetInstanceAttribute, in, changes)
}

// Start starts the instance (StartInstances). Data is stale afterwards.
func (i *Instance) Start(ctx context.Context, changes ...func(*ec2.StartInstancesInput)) (*ec2.StartInstancesOutput, error) {
	if err := i.check("ec2.StartInstances"); err != nil {
		return nil, err
	}
	in := &ec2.StartInstancesInput{InstanceIds: []string{i.ID}}
	return resources.Act(ctx, &i.state, "ec2.StartInstances", i.service.startInstances, in, changes)
}

// Stop stops the instance (StopInstances). Data is stale afterwards.
func (i *Instance) Stop(ctx context.Context, changes ...func(*ec2.StopInstancesInput)) (*ec2.StopInstancesOutput, error) {
	if err := i.check("ec2.StopInstances"); err != nil {
		return nil, err
	}
	in := &ec2.StopInstancesInput{InstanceIds: []string{i.ID}}
	return resources.Act(ctx, &i.state, "ec2.StopInstances", i.service.stopInstances, in, changes)
}

// Terminate terminates the instance (TerminateInstances).
func (i *Instance) Terminate(ctx context.Context, changes ...func(*ec2.TerminateInstancesInput)) (*ec2.TerminateInstancesOutput, error) {
	if err := i.check("ec2.TerminateInstances"); err != nil {
		return nil, err
	}
	in := &ec2.TerminateInstancesInput{InstanceIds: []string{i.ID}}
	return resources.Act(ctx, &i.state, "ec2.TerminateInstances", i.service.terminateInstances, in, changes)
}

// Unmonitor turns off detailed monitoring of the instance (UnmonitorInstances).
// Data is stale afterwards.
func (i *Instance) Unmonitor(ctx context.Context, changes ...func(*ec2.UnmonitorInstancesInput)) (*ec2.UnmonitorInstancesOutput, error) {
	if err := i.check("ec2.UnmonitorInstances"); err != nil {
		return nil, err
	}
	in := &ec2.UnmonitorInstancesInput{InstanceIds: []string{i.ID}}
	return resources.Act(ctx, &i.state, "ec2.UnmonitorInstances", i.service.unmonitorInstances, in, changes)
}

// ClassicAddress returns the classic address that Data names, or nil if there
// is no Data or it names none.
func (i *Instance) ClassicAddress() *ClassicAddress {
	if i == nil || i.Data == nil || aws.ToString(i.Data.PublicIpAddress) == "" {
		return nil
	}
	return &ClassicAddress{node: node{service: i.service}, PublicIP: aws.ToString(i.Data.PublicIpAddress)}
}

// Image returns the image that Data names, or nil if there is no Data or it
// names none.
func (i *Instance) Image() *Image {
	if i == nil || i.Data == nil || aws.ToString(i.Data.ImageId) == "" {
		return nil
	}
	return &Image{node: node{service: i.service}, ID: aws.ToString(i.Data.ImageId)}
}

// KeyPair returns the key pair that Data names, or nil if there is no Data or
// it names none.
func (i *Instance) KeyPair() *KeyPairInfo {
	if i == nil || i.Data == nil || aws.ToString(i.Data.KeyName) == "" {
		return nil
	}
	return &KeyPairInfo{node: node{service: i.service}, Name: aws.ToString(i.Data.KeyName)}
}

// NetworkInterfaces returns the network interfaces that Data names, or nil if
// there is no Data.
func (i *Instance) NetworkInterfaces() []*NetworkInterface {
	if i == nil || i.Data == nil {
		return nil
	}
	all := make([]*NetworkInterface, len(i.Data.NetworkInterfaces))
	for n := range i.Data.NetworkInterfaces {
		all[n] = &NetworkInterface{node: node{service: i.service}, ID: aws.ToString(i.Data.NetworkInterfaces[n].NetworkInterfaceId)}
	}
	return all
}

// PlacementGroup returns the placement group that Data names, or nil if there
// is no Data or it names none.
func (i *Instance) PlacementGroup() *PlacementGroup {
	if i == nil || i.Data == nil || i.Data.Placement == nil || aws.ToString(i.Data.Placement.GroupName) == "" {
		return nil
	}
	return &PlacementGroup{node: node{service: i.service}, Name: aws.ToString(i.Data.Placement.GroupName)}
}

// Subnet returns the subnet that Data names, or nil if there is no Data or it
// names none.
func (i *Instance) Subnet() *Subnet {
	if i == nil || i.Data == nil || aws.ToString(i.Data.SubnetId) == "" {
		return nil
	}
	return &Subnet{node: node{service: i.service}, ID: aws.ToString(i.Data.SubnetId)}
}

// Vpc returns the VPC that Data names, or nil if there is no Data or it names
// none.
func (i *Instance) Vpc() *Vpc {
	if i == nil || i.Data == nil || aws.ToString(i.Data.VpcId) == "" {
		return nil
	}
	return &Vpc{node: node{service: i.service}, ID: aws.ToString(i.Data.VpcId)}
}

// Volumes returns the volumes of the instance (DescribeVolumes). The service
// applies the filters.
func (i *Instance) Volumes(filters ...types.Filter) *Volumes {
	if err := i.check("ec2.DescribeVolumes"); err != nil {
		return newVolumes(collections.Refused(err))
	}
	in := &ec2.DescribeVolumesInput{Filters: append([]types.Filter{{Name: aws.String("attachment.instance-id"), Values: []string{i.ID}}}, filters...)}
	return newVolumes(collections.Listed(i.service.describeVolumes, in, i.service.volumesOf))
}

// VpcAddresses returns the VPC addresses of the instance (DescribeAddresses).
// The service applies the filters.
func (i *Instance) VpcAddresses(filters ...types.Filter) *VpcAddresses {
	if err := i.check("ec2.DescribeAddresses"); err != nil {
		return newVpcAddresses(collections.Refused(err))
	}
	in := &ec2.DescribeAddressesInput{Filters: append([]types.Filter{{Name: aws.String("instance-id"), Values: []string{i.ID}}}, filters...)}
	return newVpcAddresses(collections.ListedOnce(i.service.describeAddresses, in, i.service.vpcAddressesOf))
}

// WaitUntilExists waits until the instance exists (DescribeInstances). It sets
// Data from the last response; if the wait fails, Data is stale. The options or
// the context must bound the wait.
func (i *Instance) WaitUntilExists(ctx context.Context, opts waiters.Options) error {
	if err := i.check("ec2.InstanceExists"); err != nil {
		return err
	}
	api, err := client[ec2.DescribeInstancesAPIClient](i.service, "ec2.DescribeInstances")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, ec2.NewInstanceExistsWaiter(api), &ec2.DescribeInstancesInput{InstanceIds: []string{i.ID}}, opts)
	resources.Keep(&i.state, &i.Data, instanceIn(out))
	return err
}

// WaitUntilRunning waits until the instance is running (DescribeInstances). It
// sets Data from the last response; if the wait fails, Data is stale. The
// options or the context must bound the wait.
func (i *Instance) WaitUntilRunning(ctx context.Context, opts waiters.Options) error {
	if err := i.check("ec2.InstanceRunning"); err != nil {
		return err
	}
	api, err := client[ec2.DescribeInstancesAPIClient](i.service, "ec2.DescribeInstances")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, ec2.NewInstanceRunningWaiter(api), &ec2.DescribeInstancesInput{InstanceIds: []string{i.ID}}, opts)
	resources.Keep(&i.state, &i.Data, instanceIn(out))
	return err
}

// WaitUntilStopped waits until the instance is stopped (DescribeInstances). It
// sets Data from the last response; if the wait fails, Data is stale. The
// options or the context must bound the wait.
func (i *Instance) WaitUntilStopped(ctx context.Context, opts waiters.Options) error {
	if err := i.check("ec2.InstanceStopped"); err != nil {
		return err
	}
	api, err := client[ec2.DescribeInstancesAPIClient](i.service, "ec2.DescribeInstances")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, ec2.NewInstanceStoppedWaiter(api), &ec2.DescribeInstancesInput{InstanceIds: []string{i.ID}}, opts)
	resources.Keep(&i.state, &i.Data, instanceIn(out))
	return err
}

// WaitUntilTerminated waits until the instance is terminated
// (DescribeInstances). It sets Data from the last response; if the wait fails,
// Data is stale. The options or the context must bound the wait.
func (i *Instance) WaitUntilTerminated(ctx context.Context, opts waiters.Options) error {
	if err := i.check("ec2.InstanceTerminated"); err != nil {
		return err
	}
	api, err := client[ec2.DescribeInstancesAPIClient](i.service, "ec2.DescribeInstances")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, ec2.NewInstanceTerminatedWaiter(api), &ec2.DescribeInstancesInput{InstanceIds: []string{i.ID}}, opts)
	resources.Keep(&i.state, &i.Data, instanceIn(out))
	return err
}

// Instances is a collection of instances, as DescribeInstances lists them. It
// makes no request until it is ranged over; see [collections.View].
type Instances struct {
	collections.View[*Instances, *ec2.DescribeInstancesInput, *Instance]
}

func newInstances(e *collections.Erased) *Instances {
	return &Instances{collections.ViewOf[*Instances, *ec2.DescribeInstancesInput, *Instance](e)}
}

func (e *EC2) instancesOf(out *ec2.DescribeInstancesOutput) []any {
	count := 0
	for _, o := range out.Reservations {
		count += len(o.Instances)
	}
	all, slab := make([]any, 0, count), make([]Instance, count)
	for o := range out.Reservations {
		for n := range out.Reservations[o].Instances {
			i := &slab[len(all)]
			i.service, i.ID, i.Data = e, aws.ToString(out.Reservations[o].Instances[n].InstanceId), &out.Reservations[o].Instances[n]
			all = append(all, i)
		}
	}
	return all
}

// CreateTags sets tags of the instances, 1,000 a request (CreateTags). It
// returns how many succeeded; the error has a [resources.ItemError] for each
// that did not.
func (c *Instances) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Instance]{
		Size:    1000,
		Group:   func(i *Instance) any { return i.service },
		Changed: func(i *Instance) { i.state.Changed() },
		Do: func(ctx context.Context, group []*Instance) ([]collections.Failure, error) {
			in := &ec2.CreateTagsInput{Tags: tags}
			for _, i := range group {
				in.Resources = append(in.Resources, i.ID)
			}
			_, err := resources.Call(ctx, "ec2.CreateTags", group[0].service.createTags, in, changes)
			return nil, err
		},
	})
}

// DeleteTags removes these tags, or all if there are none, from the instances,
// 1,000 a request (DeleteTags). It returns how many succeeded; the error has a
// [resources.ItemError] for each that did not.
func (c *Instances) DeleteTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.DeleteTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Instance]{
		Size:    1000,
		Group:   func(i *Instance) any { return i.service },
		Changed: func(i *Instance) { i.state.Changed() },
		Do: func(ctx context.Context, group []*Instance) ([]collections.Failure, error) {
			in := &ec2.DeleteTagsInput{Tags: tags}
			for _, i := range group {
				in.Resources = append(in.Resources, i.ID)
			}
			_, err := resources.Call(ctx, "ec2.DeleteTags", group[0].service.deleteTags, in, changes)
			return nil, err
		},
	})
}

// Monitor turns on detailed monitoring of the instances, 1,000 a request
// (MonitorInstances). It returns how many succeeded; the error has a
// [resources.ItemError] for each that did not.
func (c *Instances) Monitor(ctx context.Context, changes ...func(*ec2.MonitorInstancesInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Instance]{
		Size:    1000,
		Group:   func(i *Instance) any { return i.service },
		Changed: func(i *Instance) { i.state.Changed() },
		Do: func(ctx context.Context, group []*Instance) ([]collections.Failure, error) {
			in := &ec2.MonitorInstancesInput{}
			for _, i := range group {
				in.InstanceIds = append(in.InstanceIds, i.ID)
			}
			_, err := resources.Call(ctx, "ec2.MonitorInstances", group[0].service.monitorInstances, in, changes)
			return nil, err
		},
	})
}

// Reboot reboots the instances, 1,000 a request (RebootInstances). It returns
// how many succeeded; the error has a [resources.ItemError] for each that did
// not.
func (c *Instances) Reboot(ctx context.Context, changes ...func(*ec2.RebootInstancesInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Instance]{
		Size:    1000,
		Group:   func(i *Instance) any { return i.service },
		Changed: func(i *Instance) { i.state.Changed() },
		Do: func(ctx context.Context, group []*Instance) ([]collections.Failure, error) {
			in := &ec2.RebootInstancesInput{}
			for _, i := range group {
				in.InstanceIds = append(in.InstanceIds, i.ID)
			}
			_, err := resources.Call(ctx, "ec2.RebootInstances", group[0].service.rebootInstances, in, changes)
			return nil, err
		},
	})
}

// Start starts the instances, 1,000 a request (StartInstances). It returns how
// many succeeded; the error has a [resources.ItemError] for each that did not.
func (c *Instances) Start(ctx context.Context, changes ...func(*ec2.StartInstancesInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Instance]{
		Size:    1000,
		Group:   func(i *Instance) any { return i.service },
		Changed: func(i *Instance) { i.state.Changed() },
		Do: func(ctx context.Context, group []*Instance) ([]collections.Failure, error) {
			in := &ec2.StartInstancesInput{}
			for _, i := range group {
				in.InstanceIds = append(in.InstanceIds, i.ID)
			}
			_, err := resources.Call(ctx, "ec2.StartInstances", group[0].service.startInstances, in, changes)
			return nil, err
		},
	})
}

// Stop stops the instances, 1,000 a request (StopInstances). It returns how
// many succeeded; the error has a [resources.ItemError] for each that did not.
func (c *Instances) Stop(ctx context.Context, changes ...func(*ec2.StopInstancesInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Instance]{
		Size:    1000,
		Group:   func(i *Instance) any { return i.service },
		Changed: func(i *Instance) { i.state.Changed() },
		Do: func(ctx context.Context, group []*Instance) ([]collections.Failure, error) {
			in := &ec2.StopInstancesInput{}
			for _, i := range group {
				in.InstanceIds = append(in.InstanceIds, i.ID)
			}
			_, err := resources.Call(ctx, "ec2.StopInstances", group[0].service.stopInstances, in, changes)
			return nil, err
		},
	})
}

// Terminate terminates the instances, 1,000 a request (TerminateInstances). It
// returns how many succeeded; the error has a [resources.ItemError] for each
// that did not.
func (c *Instances) Terminate(ctx context.Context, changes ...func(*ec2.TerminateInstancesInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Instance]{
		Size:    1000,
		Group:   func(i *Instance) any { return i.service },
		Changed: func(i *Instance) { i.state.Changed() },
		Do: func(ctx context.Context, group []*Instance) ([]collections.Failure, error) {
			in := &ec2.TerminateInstancesInput{}
			for _, i := range group {
				in.InstanceIds = append(in.InstanceIds, i.ID)
			}
			_, err := resources.Call(ctx, "ec2.TerminateInstances", group[0].service.terminateInstances, in, changes)
			return nil, err
		},
	})
}

// Unmonitor turns off detailed monitoring of the instances, 1,000 a request
// (UnmonitorInstances). It returns how many succeeded; the error has a
// [resources.ItemError] for each that did not.
func (c *Instances) Unmonitor(ctx context.Context, changes ...func(*ec2.UnmonitorInstancesInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Instance]{
		Size:    1000,
		Group:   func(i *Instance) any { return i.service },
		Changed: func(i *Instance) { i.state.Changed() },
		Do: func(ctx context.Context, group []*Instance) ([]collections.Failure, error) {
			in := &ec2.UnmonitorInstancesInput{}
			for _, i := range group {
				in.InstanceIds = append(in.InstanceIds, i.ID)
			}
			_, err := resources.Call(ctx, "ec2.UnmonitorInstances", group[0].service.unmonitorInstances, in, changes)
			return nil, err
		},
	})
}
