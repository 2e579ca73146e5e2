package iamres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// VirtualMFADevice is a virtual MFA device, identified by its SerialNumber.
type VirtualMFADevice struct {
	node
	SerialNumber string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.VirtualMFADevice
}

// VirtualMFADevice returns the virtual MFA device with a serial number. It
// makes no request, and the virtual MFA device need not exist.
func (i *IAM) VirtualMFADevice(serialNumber string) *VirtualMFADevice {
	return &VirtualMFADevice{node: node{service: i}, SerialNumber: serialNumber}
}

// Identity returns what identifies the virtual MFA device. It is comparable,
// and can be the key of a map.
func (v *VirtualMFADevice) Identity() resources.Identity {
	if v == nil {
		return resources.Identity{}
	}
	return v.service.at().Identity("VirtualMFADevice", "SerialNumber", v.SerialNumber)
}

// String returns the type and the identifiers of the virtual MFA device.
func (v *VirtualMFADevice) String() string { return v.Identity().String() }

// LogValue implements slog.LogValuer.
func (v *VirtualMFADevice) LogValue() slog.Value { return v.Identity().LogValue() }

func (v *VirtualMFADevice) check(operation string) error {
	if v == nil {
		return resources.Nil(operation, "VirtualMFADevice")
	}
	return v.service.at().Check(operation, "SerialNumber", v.SerialNumber)
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (v *VirtualMFADevice) Tags() map[string]string {
	if v == nil || v.Data == nil {
		return nil
	}
	return tagMap(v.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (v *VirtualMFADevice) Tag(key string) string {
	if v == nil || v.Data == nil {
		return ""
	}
	return tagValue(v.Data.Tags, key)
}

// Delete deletes the virtual MFA device (DeleteVirtualMFADevice).
func (v *VirtualMFADevice) Delete(ctx context.Context, changes ...func(*iam.DeleteVirtualMFADeviceInput)) (*iam.DeleteVirtualMFADeviceOutput, error) {
	if err := v.check("iam.DeleteVirtualMFADevice"); err != nil {
		return nil, err
	}
	in := &iam.DeleteVirtualMFADeviceInput{SerialNumber: aws.String(v.SerialNumber)}
	return resources.Call(ctx, "iam.DeleteVirtualMFADevice", v.service.deleteVirtualMFADevice, in, changes)
}

// User returns the user that Data names, or nil if there is no Data or it names
// none.
func (v *VirtualMFADevice) User() *User {
	if v == nil || v.Data == nil || v.Data.User == nil || aws.ToString(v.Data.User.UserName) == "" {
		return nil
	}
	return &User{node: node{service: v.service}, Name: aws.ToString(v.Data.User.UserName)}
}

// VirtualMFADevices is a collection of virtual MFA devices, as
// ListVirtualMFADevices lists them. It makes no request until it is ranged
// over; see [collections.View].
type VirtualMFADevices struct {
	collections.View[*VirtualMFADevices, *iam.ListVirtualMFADevicesInput, *VirtualMFADevice]
}

func newVirtualMFADevices(e *collections.Erased) *VirtualMFADevices {
	return &VirtualMFADevices{collections.ViewOf[*VirtualMFADevices, *iam.ListVirtualMFADevicesInput, *VirtualMFADevice](e)}
}

func (i *IAM) virtualMFADevicesOf(out *iam.ListVirtualMFADevicesOutput) []any {
	count := len(out.VirtualMFADevices)
	all, slab := make([]any, 0, count), make([]VirtualMFADevice, count)
	for n := range out.VirtualMFADevices {
		v := &slab[len(all)]
		v.service, v.SerialNumber, v.Data = i, aws.ToString(out.VirtualMFADevices[n].SerialNumber), &out.VirtualMFADevices[n]
		all = append(all, v)
	}
	return all
}
