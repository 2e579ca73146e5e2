package elbv2res

import (
	"log/slog"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Target is a target of a group: an instance, an address, a function or a load
// balancer. Its Data is its health. The Port of a function is 0. It is
// identified by its GroupARN, ID and Port.
type Target struct {
	node
	GroupARN string
	ID       string
	Port     int32

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.TargetHealthDescription
}

// Target returns the target with these identifiers. It makes no request, and
// the target need not exist.
func (e *ELB) Target(groupARN, id string, port int32) *Target {
	return &Target{node: node{service: e}, GroupARN: groupARN, ID: id, Port: port}
}

// Identity returns what identifies the target. It is comparable, and can be the
// key of a map.
func (t *Target) Identity() resources.Identity {
	if t == nil {
		return resources.Identity{}
	}
	return t.service.at().Identity("Target", "GroupARN", t.GroupARN, "ID", t.ID, "Port", strconv.Itoa(int(t.Port)))
}

// String returns the type and the identifiers of the target.
func (t *Target) String() string { return t.Identity().String() }

// LogValue implements slog.LogValuer.
func (t *Target) LogValue() slog.Value { return t.Identity().LogValue() }

// Group returns the target group. It makes no request.
func (t *Target) Group() *TargetGroup {
	return &TargetGroup{node: node{service: t.service}, ARN: t.GroupARN}
}

// Targets is a collection of targets, as DescribeTargetHealth lists them. It
// makes no request until it is ranged over; see [collections.View].
type Targets struct {
	collections.View[*Targets, *elasticloadbalancingv2.DescribeTargetHealthInput, *Target]
}

func newTargets(e *collections.Erased) *Targets {
	return &Targets{collections.ViewOf[*Targets, *elasticloadbalancingv2.DescribeTargetHealthInput, *Target](e)}
}
