package sfnres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Execution is an execution of a state machine. It is identified by its ARN.
type Execution struct {
	node
	ARN string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *sfn.DescribeExecutionOutput
}

// Execution returns the execution with an ARN. It makes no request, and the
// execution need not exist.
func (s *SFN) Execution(arn string) *Execution {
	return &Execution{node: node{service: s}, ARN: arn}
}

// Identity returns what identifies the execution. It is comparable, and can be
// the key of a map.
func (e *Execution) Identity() resources.Identity {
	if e == nil {
		return resources.Identity{}
	}
	return e.service.at().Identity("Execution", "ARN", e.ARN)
}

// String returns the type and the identifiers of the execution.
func (e *Execution) String() string { return e.Identity().String() }

// LogValue implements slog.LogValuer.
func (e *Execution) LogValue() slog.Value { return e.Identity().LogValue() }

func (e *Execution) check(operation string) error {
	if e == nil {
		return resources.Nil(operation, "Execution")
	}
	return e.service.at().Check(operation, "ARN", e.ARN)
}

// Load reads Data (DescribeExecution), unless it is set and not stale.
// Concurrent calls make one request.
func (e *Execution) Load(ctx context.Context) error {
	if err := e.check("sfn.DescribeExecution"); err != nil {
		return err
	}
	return resources.Load(ctx, "sfn.DescribeExecution", &e.state, &e.Data, e.fetch)
}

// Reload reads Data again (DescribeExecution).
func (e *Execution) Reload(ctx context.Context) error {
	if err := e.check("sfn.DescribeExecution"); err != nil {
		return err
	}
	return resources.Reload(ctx, "sfn.DescribeExecution", &e.state, &e.Data, e.fetch)
}

func (e *Execution) fetch(ctx context.Context) (*sfn.DescribeExecutionOutput, error) {
	return e.service.describeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: aws.String(e.ARN)})
}

// Redrive restarts the execution where it failed (RedriveExecution). Data is
// stale afterwards.
func (e *Execution) Redrive(ctx context.Context, changes ...func(*sfn.RedriveExecutionInput)) (*sfn.RedriveExecutionOutput, error) {
	if err := e.check("sfn.RedriveExecution"); err != nil {
		return nil, err
	}
	in := &sfn.RedriveExecutionInput{ExecutionArn: aws.String(e.ARN)}
	return resources.Act(ctx, &e.state, "sfn.RedriveExecution", e.service.redriveExecution, in, changes)
}

// Stop stops the execution (StopExecution). Data is stale afterwards.
func (e *Execution) Stop(ctx context.Context, changes ...func(*sfn.StopExecutionInput)) (*sfn.StopExecutionOutput, error) {
	if err := e.check("sfn.StopExecution"); err != nil {
		return nil, err
	}
	in := &sfn.StopExecutionInput{ExecutionArn: aws.String(e.ARN)}
	return resources.Act(ctx, &e.state, "sfn.StopExecution", e.service.stopExecution, in, changes)
}

// Machine returns the machine that Data names, or nil if there is no Data or it
// names none.
func (e *Execution) Machine() *Machine {
	if e == nil || e.Data == nil || aws.ToString(e.Data.StateMachineArn) == "" {
		return nil
	}
	return &Machine{node: node{service: e.service}, ARN: aws.ToString(e.Data.StateMachineArn)}
}

// History returns the events of the execution, the earliest first unless a
// change sets ReverseOrder (GetExecutionHistory); Step Functions keeps them for
// 90 days after the execution ended.
func (e *Execution) History() *History {
	if err := e.check("sfn.GetExecutionHistory"); err != nil {
		return newHistory(collections.Refused(err))
	}
	in := &sfn.GetExecutionHistoryInput{ExecutionArn: aws.String(e.ARN)}
	return newHistory(collections.Listed(e.service.getExecutionHistory, in, e.historyOf))
}

func (e *Execution) historyOf(out *sfn.GetExecutionHistoryOutput) []any {
	count := len(out.Events)
	all, slab := make([]any, 0, count), make([]Event, count)
	for n := range out.Events {
		x := &slab[len(all)]
		x.service, x.ExecutionARN, x.ID, x.Data = e.service, e.ARN, out.Events[n].Id, &out.Events[n]
		all = append(all, x)
	}
	return all
}

// Executions is a collection of executions, as ListExecutions lists them. It
// makes no request until it is ranged over; see [collections.View].
type Executions struct {
	collections.View[*Executions, *sfn.ListExecutionsInput, *Execution]
}

func newExecutions(e *collections.Erased) *Executions {
	return &Executions{collections.ViewOf[*Executions, *sfn.ListExecutionsInput, *Execution](e)}
}

func (s *SFN) executionsOf(out *sfn.ListExecutionsOutput) []any {
	count := len(out.Executions)
	all, slab := make([]any, 0, count), make([]Execution, count)
	for n := range out.Executions {
		e := &slab[len(all)]
		e.service, e.ARN = s, aws.ToString(out.Executions[n].ExecutionArn)
		all = append(all, e)
	}
	return all
}
