package waiters_test

import (
	"testing"
	"time"

	"github.com/aws/smithy-go/middleware"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/waiters"
)

// The shapes below are those of real outputs, cut down; the integration tests
// read the real ones.

type stateName string

func TestDescribeReadsStateAndReasonByTheNamesOfAWS(t *testing.T) {
	type (
		FunctionConfiguration struct {
			FunctionName     *string
			LastModified     *time.Time
			LastUpdateStatus stateName
			State            stateName
			StateReason      *string
			StateReasonCode  stateName
		}
		GetFunctionOutput struct {
			Configuration  *FunctionConfiguration
			ResultMetadata middleware.Metadata
		}
		Stack struct {
			DetailedStatus    stateName
			StackName         *string
			StackStatus       stateName
			StackStatusReason *string
		}
		DescribeStacksOutput struct{ Stacks []Stack }
		InstanceState        struct {
			Code *int32
			Name stateName
		}
		StateReason struct{ Code, Message *string }
		Monitoring  struct{ State stateName }
		Instance    struct {
			Monitoring  *Monitoring
			State       *InstanceState
			StateReason *StateReason
		}
		Reservation             struct{ Instances []Instance }
		DescribeInstancesOutput struct{ Reservations []Reservation }
		Override                struct{ State stateName }
		TargetHealth            struct {
			Reason, State stateName
		}
		TargetHealthDescription struct {
			AdministrativeOverride *Override
			TargetHealth           *TargetHealth
		}
		DescribeTargetHealthOutput struct{ TargetHealthDescriptions []TargetHealthDescription }
		Task                       struct {
			DesiredStatus, LastStatus *string
			StoppedReason             *string
		}
		DescribeTasksOutput struct{ Tasks []Task }
		LoadBalancerState   struct {
			Code   stateName
			Reason *string
		}
		LoadBalancer                struct{ State *LoadBalancerState }
		DescribeLoadBalancersOutput struct{ LoadBalancers []LoadBalancer }
		Cluster                     struct{ UpgradeStatus, ZoneStatus stateName }
		DescribeClusterOutput       struct{ Cluster *Cluster }
	)
	s := func(v string) *string { return &v }
	instance := func(state stateName, reason string) Instance {
		return Instance{Monitoring: &Monitoring{"disabled"}, State: &InstanceState{Name: state}, StateReason: &StateReason{Message: s(reason)}}
	}
	for _, c := range []struct {
		name          string
		out           any
		state, reason string
	}{
		{"a struct below the output", &GetFunctionOutput{Configuration: &FunctionConfiguration{State: "Pending", StateReason: s("The function is being created.")}}, "Pending", "The function is being created."},
		{"the last change beside the state", &GetFunctionOutput{Configuration: &FunctionConfiguration{State: "Active", LastUpdateStatus: "InProgress"}}, "Active, LastUpdateStatus InProgress", ""},
		{"nothing there yet", &GetFunctionOutput{}, "", ""},
		{"a nil output", (*GetFunctionOutput)(nil), "", ""},
		{"no pointer", GetFunctionOutput{}, "", ""},
		{"named for the struct", &DescribeStacksOutput{Stacks: []Stack{{DetailedStatus: "CONFIGURATION_COMPLETE", StackStatus: "ROLLBACK_COMPLETE", StackStatusReason: s("Resource creation canceled")}}}, "ROLLBACK_COMPLETE", "Resource creation canceled"},
		{"several are counted", &DescribeInstancesOutput{Reservations: []Reservation{
			{Instances: []Instance{instance("running", ""), instance("pending", "")}}, {Instances: []Instance{instance("running", "")}},
		}}, "2 running, 1 pending", ""},
		{"different reasons are joined, three at most", &DescribeInstancesOutput{Reservations: []Reservation{{Instances: []Instance{
			instance("terminated", "a"), instance("terminated", "b"), instance("terminated", "a"), instance("terminated", "c"), instance("terminated", "d"),
		}}}}, "terminated", "a; b; c"},
		{"the apt one of two at the same level", &DescribeTargetHealthOutput{[]TargetHealthDescription{{&Override{"no_override"}, &TargetHealth{"Elb.RegistrationInProgress", "initial"}}}}, "initial", "Elb.RegistrationInProgress"},
		{"the last and not the desired", &DescribeTasksOutput{[]Task{{s("RUNNING"), s("STOPPED"), s("Essential container exited")}}}, "STOPPED", "Essential container exited"},
		{"a code with its reason inside", &DescribeLoadBalancersOutput{[]LoadBalancer{{&LoadBalancerState{"failed", s("no subnet")}}}}, "failed", "no subnet"},
		{"nothing better than a feature's", &DescribeClusterOutput{&Cluster{"done", "ok"}}, "done", ""},
		{"a feature's that is set", &DescribeClusterOutput{&Cluster{ZoneStatus: "ok"}}, "ok", ""},
		{"no state anywhere", &struct{ Name *string }{s("x")}, "", ""},
	} {
		state, reason := waiters.Describe(c.out)
		require.Equal(t, c.state, state, c.name)
		require.Equal(t, c.reason, reason, c.name)
	}
}
