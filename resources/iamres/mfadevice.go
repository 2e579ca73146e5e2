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

// MFADevice is an MFA device, identified by its UserName and SerialNumber.
type MFADevice struct {
	node
	UserName     string
	SerialNumber string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.MFADevice
}

// MFADevice returns the MFA device with these identifiers. It makes no request,
// and the MFA device need not exist.
func (i *IAM) MFADevice(userName, serialNumber string) *MFADevice {
	return &MFADevice{node: node{service: i}, UserName: userName, SerialNumber: serialNumber}
}

// Identity returns what identifies the MFA device. It is comparable, and can be
// the key of a map.
func (m *MFADevice) Identity() resources.Identity {
	if m == nil {
		return resources.Identity{}
	}
	return m.service.at().Identity("MFADevice", "UserName", m.UserName, "SerialNumber", m.SerialNumber)
}

// String returns the type and the identifiers of the MFA device.
func (m *MFADevice) String() string { return m.Identity().String() }

// LogValue implements slog.LogValuer.
func (m *MFADevice) LogValue() slog.Value { return m.Identity().LogValue() }

func (m *MFADevice) check(operation string) error {
	if m == nil {
		return resources.Nil(operation, "MFADevice")
	}
	return m.service.at().Check(operation, "UserName", m.UserName, "SerialNumber", m.SerialNumber)
}

// Associate enables the MFA device for its user (EnableMFADevice).
func (m *MFADevice) Associate(ctx context.Context, authenticationCode1, authenticationCode2 string, changes ...func(*iam.EnableMFADeviceInput)) (*iam.EnableMFADeviceOutput, error) {
	if err := m.check("iam.EnableMFADevice"); err != nil {
		return nil, err
	}
	in := &iam.EnableMFADeviceInput{UserName: aws.String(m.UserName), SerialNumber: aws.String(m.SerialNumber), AuthenticationCode1: aws.String(authenticationCode1), AuthenticationCode2: aws.String(authenticationCode2)}
	return resources.Call(ctx, "iam.EnableMFADevice", m.service.enableMFADevice, in, changes)
}

// Disassociate deactivates the MFA device (DeactivateMFADevice).
func (m *MFADevice) Disassociate(ctx context.Context, changes ...func(*iam.DeactivateMFADeviceInput)) (*iam.DeactivateMFADeviceOutput, error) {
	if err := m.check("iam.DeactivateMFADevice"); err != nil {
		return nil, err
	}
	in := &iam.DeactivateMFADeviceInput{UserName: aws.String(m.UserName), SerialNumber: aws.String(m.SerialNumber)}
	return resources.Call(ctx, "iam.DeactivateMFADevice", m.service.deactivateMFADevice, in, changes)
}

// Resync synchronizes the MFA device with its server (ResyncMFADevice).
func (m *MFADevice) Resync(ctx context.Context, authenticationCode1, authenticationCode2 string, changes ...func(*iam.ResyncMFADeviceInput)) (*iam.ResyncMFADeviceOutput, error) {
	if err := m.check("iam.ResyncMFADevice"); err != nil {
		return nil, err
	}
	in := &iam.ResyncMFADeviceInput{UserName: aws.String(m.UserName), SerialNumber: aws.String(m.SerialNumber), AuthenticationCode1: aws.String(authenticationCode1), AuthenticationCode2: aws.String(authenticationCode2)}
	return resources.Call(ctx, "iam.ResyncMFADevice", m.service.resyncMFADevice, in, changes)
}

// User returns the user of the MFA device. It makes no request.
func (m *MFADevice) User() *User {
	return &User{node: node{service: m.service}, Name: m.UserName}
}

// MFADevices is a collection of MFA devices, as ListMFADevices lists them. It
// makes no request until it is ranged over; see [collections.View].
type MFADevices struct {
	collections.View[*MFADevices, *iam.ListMFADevicesInput, *MFADevice]
}

func newMFADevices(e *collections.Erased) *MFADevices {
	return &MFADevices{collections.ViewOf[*MFADevices, *iam.ListMFADevicesInput, *MFADevice](e)}
}

func (i *IAM) mfaDevicesOf(out *iam.ListMFADevicesOutput) []any {
	count := len(out.MFADevices)
	all, slab := make([]any, 0, count), make([]MFADevice, count)
	for n := range out.MFADevices {
		m := &slab[len(all)]
		m.service, m.UserName, m.SerialNumber, m.Data = i, aws.ToString(out.MFADevices[n].UserName), aws.ToString(out.MFADevices[n].SerialNumber), &out.MFADevices[n]
		all = append(all, m)
	}
	return all
}
