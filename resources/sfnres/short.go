package sfnres

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// ExecutionError reports an execution that ended and did not succeed: Status is
// FAILED, TIMED_OUT or ABORTED. Name and Cause come from the state machine; Error
// quotes and bounds them.
type ExecutionError struct {
	Execution   resources.Identity
	Status      types.ExecutionStatus
	Name, Cause string // such as "States.TaskFailed", and its text
}

// Error returns the execution, its status, the error's name and the cause.
func (e *ExecutionError) Error() string {
	return fmt.Sprintf("sfn.DescribeExecution: %v: %.40q: %.100q: %.300q", e.Execution, e.Status, e.Name, e.Cause)
}

// Start starts an execution with in as JSON (StartExecution). A nil in is {}.
// The execution has a random name unless a change sets one, so that a request
// that the SDK sends again does not start a second execution of a standard
// workflow.
func (m *Machine) Start(ctx context.Context, in any, changes ...func(*sfn.StartExecutionInput)) (*Execution, error) {
	if in == nil {
		in = struct{}{}
	}
	text, err := json.Marshal(in)
	if err != nil {
		return nil, resources.Unencodable("sfn.StartExecution", "in", in, err)
	}
	set := func(i *sfn.StartExecutionInput) { i.Input, i.Name = aws.String(string(text)), aws.String(rand.Text()) }
	return m.StartExecution(ctx, append([]func(*sfn.StartExecutionInput){set}, changes...)...)
}

// Wait waits until the execution has ended (DescribeExecution), and decodes its
// output into the value that out points to, unless out is nil. One that did not
// succeed is an [*ExecutionError]. Data is what the last request brought. It is
// for standard workflows: Step Functions does not describe express ones.
func (e *Execution) Wait(ctx context.Context, out any, opts waiters.Options) error {
	if err := e.check("sfn.DescribeExecution"); err != nil {
		return err
	}
	if out != nil {
		if err := resources.CheckTarget("sfn.DescribeExecution", "out", out); err != nil {
			return err
		}
	}
	describe := func(ctx context.Context, in *sfn.DescribeExecutionInput, _ ...func(*sfn.Options)) (*sfn.DescribeExecutionOutput, error) {
		return e.service.describeExecution(ctx, in)
	}
	ended := waiters.When(func(out *sfn.DescribeExecutionOutput) bool {
		return slices.Contains([]types.ExecutionStatus{types.ExecutionStatusSucceeded, types.ExecutionStatusFailed,
			types.ExecutionStatusTimedOut, types.ExecutionStatusAborted}, out.Status)
	})
	data, err := waiters.Until(ctx, describe, &sfn.DescribeExecutionInput{ExecutionArn: aws.String(e.ARN)}, ended, opts)
	resources.Keep(&e.state, &e.Data, data)
	if err != nil {
		e.state.Changed()
		return err
	}
	if data.Status != types.ExecutionStatusSucceeded {
		return &ExecutionError{e.Identity(), data.Status, aws.ToString(data.Error), aws.ToString(data.Cause)}
	}
	if out == nil || data.Output == nil {
		return nil
	}
	if err := json.Unmarshal([]byte(*data.Output), out); err != nil {
		return fmt.Errorf("%v: %w", e, err)
	}
	return nil
}
