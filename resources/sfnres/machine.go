package sfnres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Machine is a state machine. It is identified by its ARN.
type Machine struct {
	node
	ARN string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *sfn.DescribeStateMachineOutput
}

// Machine returns the machine with an ARN. It makes no request, and the machine
// need not exist.
func (s *SFN) Machine(arn string) *Machine {
	return &Machine{node: node{service: s}, ARN: arn}
}

// Identity returns what identifies the machine. It is comparable, and can be
// the key of a map.
func (m *Machine) Identity() resources.Identity {
	if m == nil {
		return resources.Identity{}
	}
	return m.service.at().Identity("Machine", "ARN", m.ARN)
}

// String returns the type and the identifiers of the machine.
func (m *Machine) String() string { return m.Identity().String() }

// LogValue implements slog.LogValuer.
func (m *Machine) LogValue() slog.Value { return m.Identity().LogValue() }

func (m *Machine) check(operation string) error {
	if m == nil {
		return resources.Nil(operation, "Machine")
	}
	return m.service.at().Check(operation, "ARN", m.ARN)
}

// Load reads Data (DescribeStateMachine), unless it is set and not stale.
// Concurrent calls make one request.
func (m *Machine) Load(ctx context.Context) error {
	if err := m.check("sfn.DescribeStateMachine"); err != nil {
		return err
	}
	return resources.Load(ctx, "sfn.DescribeStateMachine", &m.state, &m.Data, m.fetch)
}

// Reload reads Data again (DescribeStateMachine).
func (m *Machine) Reload(ctx context.Context) error {
	if err := m.check("sfn.DescribeStateMachine"); err != nil {
		return err
	}
	return resources.Reload(ctx, "sfn.DescribeStateMachine", &m.state, &m.Data, m.fetch)
}

func (m *Machine) fetch(ctx context.Context) (*sfn.DescribeStateMachineOutput, error) {
	return m.service.describeStateMachine(ctx, &sfn.DescribeStateMachineInput{StateMachineArn: aws.String(m.ARN)})
}

// Delete deletes the machine (DeleteStateMachine).
func (m *Machine) Delete(ctx context.Context, changes ...func(*sfn.DeleteStateMachineInput)) (*sfn.DeleteStateMachineOutput, error) {
	if err := m.check("sfn.DeleteStateMachine"); err != nil {
		return nil, err
	}
	in := &sfn.DeleteStateMachineInput{StateMachineArn: aws.String(m.ARN)}
	return resources.Act(ctx, &m.state, "sfn.DeleteStateMachine", m.service.deleteStateMachine, in, changes)
}

// StartExecution starts an execution of the machine (StartExecution) and
// returns it. Data is stale afterwards.
func (m *Machine) StartExecution(ctx context.Context, changes ...func(*sfn.StartExecutionInput)) (*Execution, error) {
	if err := m.check("sfn.StartExecution"); err != nil {
		return nil, err
	}
	in := &sfn.StartExecutionInput{StateMachineArn: aws.String(m.ARN)}
	out, err := resources.Act(ctx, &m.state, "sfn.StartExecution", m.service.startExecution, in, changes)
	if err != nil {
		return nil, err
	}
	return &Execution{node: node{service: m.service}, ARN: aws.ToString(out.ExecutionArn)}, nil
}

// StartSyncExecution runs an execution of an express machine and waits for its
// end, at most five minutes (StartSyncExecution). Data is stale afterwards.
func (m *Machine) StartSyncExecution(ctx context.Context, changes ...func(*sfn.StartSyncExecutionInput)) (*sfn.StartSyncExecutionOutput, error) {
	if err := m.check("sfn.StartSyncExecution"); err != nil {
		return nil, err
	}
	in := &sfn.StartSyncExecutionInput{StateMachineArn: aws.String(m.ARN)}
	return resources.Act(ctx, &m.state, "sfn.StartSyncExecution", m.service.startSyncExecution, in, changes)
}

// Update updates the machine (UpdateStateMachine). Data is stale afterwards.
func (m *Machine) Update(ctx context.Context, changes ...func(*sfn.UpdateStateMachineInput)) (*sfn.UpdateStateMachineOutput, error) {
	if err := m.check("sfn.UpdateStateMachine"); err != nil {
		return nil, err
	}
	in := &sfn.UpdateStateMachineInput{StateMachineArn: aws.String(m.ARN)}
	return resources.Act(ctx, &m.state, "sfn.UpdateStateMachine", m.service.updateStateMachine, in, changes)
}

// Executions returns the executions of the machine (ListExecutions). The
// listing does not set Data: Load requests it for each.
func (m *Machine) Executions() *Executions {
	if err := m.check("sfn.ListExecutions"); err != nil {
		return newExecutions(collections.Refused(err))
	}
	in := &sfn.ListExecutionsInput{StateMachineArn: aws.String(m.ARN)}
	return newExecutions(collections.Listed(m.service.listExecutions, in, m.service.executionsOf))
}

// Machines is a collection of machines, as ListStateMachines lists them. It
// makes no request until it is ranged over; see [collections.View].
type Machines struct {
	collections.View[*Machines, *sfn.ListStateMachinesInput, *Machine]
}

func newMachines(e *collections.Erased) *Machines {
	return &Machines{collections.ViewOf[*Machines, *sfn.ListStateMachinesInput, *Machine](e)}
}

func (s *SFN) machinesOf(out *sfn.ListStateMachinesOutput) []any {
	count := len(out.StateMachines)
	all, slab := make([]any, 0, count), make([]Machine, count)
	for n := range out.StateMachines {
		m := &slab[len(all)]
		m.service, m.ARN = s, aws.ToString(out.StateMachines[n].StateMachineArn)
		all = append(all, m)
	}
	return all
}
