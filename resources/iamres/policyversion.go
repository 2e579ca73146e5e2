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

// PolicyVersion is a policy version, identified by its ARN and VersionID.
type PolicyVersion struct {
	node
	ARN       string
	VersionID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.PolicyVersion
}

// PolicyVersion returns the policy version with these identifiers. It makes no
// request, and the policy version need not exist.
func (i *IAM) PolicyVersion(arn, versionID string) *PolicyVersion {
	return &PolicyVersion{node: node{service: i}, ARN: arn, VersionID: versionID}
}

// Identity returns what identifies the policy version. It is comparable, and
// can be the key of a map.
func (p *PolicyVersion) Identity() resources.Identity {
	if p == nil {
		return resources.Identity{}
	}
	return p.service.at().Identity("PolicyVersion", "ARN", p.ARN, "VersionID", p.VersionID)
}

// String returns the type and the identifiers of the policy version.
func (p *PolicyVersion) String() string { return p.Identity().String() }

// LogValue implements slog.LogValuer.
func (p *PolicyVersion) LogValue() slog.Value { return p.Identity().LogValue() }

func (p *PolicyVersion) check(operation string) error {
	if p == nil {
		return resources.Nil(operation, "PolicyVersion")
	}
	return p.service.at().Check(operation, "ARN", p.ARN, "VersionID", p.VersionID)
}

// Load reads Data (GetPolicyVersion), unless it is set and not stale.
// Concurrent calls make one request.
func (p *PolicyVersion) Load(ctx context.Context) error {
	if err := p.check("iam.GetPolicyVersion"); err != nil {
		return err
	}
	return resources.Load(ctx, "iam.GetPolicyVersion", &p.state, &p.Data, p.fetch)
}

// Reload reads Data again (GetPolicyVersion).
func (p *PolicyVersion) Reload(ctx context.Context) error {
	if err := p.check("iam.GetPolicyVersion"); err != nil {
		return err
	}
	return resources.Reload(ctx, "iam.GetPolicyVersion", &p.state, &p.Data, p.fetch)
}

func (p *PolicyVersion) fetch(ctx context.Context) (*types.PolicyVersion, error) {
	out, err := p.service.getPolicyVersion(ctx, &iam.GetPolicyVersionInput{PolicyArn: aws.String(p.ARN), VersionId: aws.String(p.VersionID)})
	if err != nil {
		return nil, err
	}
	if data := out.PolicyVersion; data != nil {
		return data, nil
	}
	return nil, resources.NotFound("iam.GetPolicyVersion", p.Identity())
}

// Delete deletes the policy version (DeletePolicyVersion).
func (p *PolicyVersion) Delete(ctx context.Context, changes ...func(*iam.DeletePolicyVersionInput)) (*iam.DeletePolicyVersionOutput, error) {
	if err := p.check("iam.DeletePolicyVersion"); err != nil {
		return nil, err
	}
	in := &iam.DeletePolicyVersionInput{PolicyArn: aws.String(p.ARN), VersionId: aws.String(p.VersionID)}
	return resources.Act(ctx, &p.state, "iam.DeletePolicyVersion", p.service.deletePolicyVersion, in, changes)
}

// SetAsDefault sets the policy version as the default
// (SetDefaultPolicyVersion). Data is stale afterwards.
func (p *PolicyVersion) SetAsDefault(ctx context.Context, changes ...func(*iam.SetDefaultPolicyVersionInput)) (*iam.SetDefaultPolicyVersionOutput, error) {
	if err := p.check("iam.SetDefaultPolicyVersion"); err != nil {
		return nil, err
	}
	in := &iam.SetDefaultPolicyVersionInput{PolicyArn: aws.String(p.ARN), VersionId: aws.String(p.VersionID)}
	return resources.Act(ctx, &p.state, "iam.SetDefaultPolicyVersion", p.service.setDefaultPolicyVersion, in, changes)
}

// PolicyVersions is a collection of policy versions, as ListPolicyVersions
// lists them. It makes no request until it is ranged over; see
// [collections.View].
type PolicyVersions struct {
	collections.View[*PolicyVersions, *iam.ListPolicyVersionsInput, *PolicyVersion]
}

func newPolicyVersions(e *collections.Erased) *PolicyVersions {
	return &PolicyVersions{collections.ViewOf[*PolicyVersions, *iam.ListPolicyVersionsInput, *PolicyVersion](e)}
}
