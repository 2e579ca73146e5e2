package sfnres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Execution is an execution of a state machine. Its ARN identifies it.
type Execution struct {
	node
	ARN string

	// Data is nil before a listing, Load, Reload or a wait has brought it. Load
	// makes it safe to read from several goroutines, as long as none calls Reload
	// or waits.
	Data *sfn.DescribeExecutionOutput
}

// Execution returns the execution with an ARN. It makes no request, and the
// execution need not exist.
func (s *SFN) Execution(arn string) *Execution {
	return &Execution{node: node{service: s}, ARN: arn}
}

// Identity tells the execution apart from all others. It can be compared, and
// be the key of a map.
func (e *Execution) Identity() resources.Identity {
	if e == nil {
		return resources.Identity{}
	}
	return e.service.at().Identity("Execution", "ARN", e.ARN)
}

// String returns the type and what identifies the execution.
func (e *Execution) String() string { return e.Identity().String() }

// LogValue implements slog.LogValuer.
func (e *Execution) LogValue() slog.Value { return e.Identity().LogValue() }

func (e *Execution) check(operation string) error {
	if e == nil {
		return resources.Nil(operation, "Execution")
	}
	return e.service.at().Check(operation, "ARN", e.ARN)
}

// Load reads Data (DescribeExecution), unless it is there and not stale. Of
// several goroutines at once only one makes the request.
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

// History returns the history of the execution (GetExecutionHistory).
func (e *Execution) History(ctx context.Context, changes ...func(*sfn.GetExecutionHistoryInput)) (*sfn.GetExecutionHistoryOutput, error) {
	if err := e.check("sfn.GetExecutionHistory"); err != nil {
		return nil, err
	}
	in := &sfn.GetExecutionHistoryInput{ExecutionArn: aws.String(e.ARN)}
	return resources.Call(ctx, "sfn.GetExecutionHistory", e.service.getExecutionHistory, in, changes)
}

// Redrive redrives the execution (RedriveExecution). Data is stale afterwards.
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

// Executions is a collection of executions, as ListExecutions lists them. It is
// lazy: nothing is requested before it is ranged over. See [collections.View].
type Executions struct {
	collections.View[*Executions, *sfn.ListExecutionsInput, *Execution]
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
