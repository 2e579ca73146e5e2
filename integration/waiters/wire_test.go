package waiters_test

import (
	"archive/zip"
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamodbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/waiters"
)

func configFor(url string) aws.Config {
	return aws.Config{
		Region:       "us-east-1",
		BaseEndpoint: aws.String(url),
		Credentials:  credentials.NewStaticCredentialsProvider("AKIAIOSFODNN7EXAMPLE", "none", ""),
	}
}

// quickly bounds a wait on a server on this machine.
func quickly() waiters.Options {
	return waiters.Options{Max: time.Minute, Schedule: waiters.Fixed(20 * time.Millisecond)}
}

// after does something between the first poll and the second: the server
// changes states at once, so a wait would never see one pending.
func after(t *testing.T, do func() error) func(waiters.Status) {
	return func(a waiters.Status) {
		t.Log(a)
		if a.Attempts == 1 {
			require.Equal(t, waiters.Pending, a.Verdict)
			require.NoError(t, do())
		}
	}
}

func TestInstancesRunThenStopThenTerminate(t *testing.T) {
	client := ec2.NewFromConfig(configFor(moto.Start(t).URL))
	run, err := client.RunInstances(t.Context(), &ec2.RunInstancesInput{ImageId: aws.String("ami-12c6146b"), MinCount: aws.Int32(3), MaxCount: aws.Int32(3)})
	require.NoError(t, err)
	var ids []string
	for _, i := range run.Instances {
		ids = append(ids, *i.InstanceId)
	}

	out, err := waiters.Wait(t.Context(), ec2.NewInstanceRunningWaiter(client), &ec2.DescribeInstancesInput{InstanceIds: ids}, quickly())
	require.NoError(t, err)
	state, _ := waiters.Describe(out)
	require.Equal(t, "running", state)

	// One of the three stops between two polls, then the other two.
	list := waiters.List[ec2.DescribeInstancesInput, ec2.DescribeInstancesOutput, ec2types.Instance]{
		Set: func(in *ec2.DescribeInstancesInput, ids []string) { in.InstanceIds = ids },
		Items: func(out *ec2.DescribeInstancesOutput) []ec2types.Instance {
			var all []ec2types.Instance
			for _, r := range out.Reservations {
				all = append(all, r.Instances...)
			}
			return all
		},
		ID: func(i ec2types.Instance) string { return *i.InstanceId },
		Judge: func(i ec2types.Instance) waiters.Verdict {
			switch i.State.Name {
			case ec2types.InstanceStateNameStopped:
				return waiters.Ready
			case ec2types.InstanceStateNameTerminated:
				return waiters.Failed
			}
			return waiters.Pending
		},
	}
	var states []string
	opts := quickly()
	opts.OnAttempt = func(a waiters.Status) {
		states = append(states, a.State)
		if a.Attempts <= 2 {
			stop := ids[:1]
			if a.Attempts == 2 {
				stop = ids[1:]
			}
			_, err := client.StopInstances(t.Context(), &ec2.StopInstancesInput{InstanceIds: stop})
			require.NoError(t, err)
		}
	}
	outcomes, err := waiters.WaitEach(t.Context(), client.DescribeInstances, nil, ids, list, opts)
	require.NoError(t, err)
	require.Equal(t, []string{"running", "1 stopped, 2 running", "stopped"}, states)
	for i, o := range outcomes {
		require.Equal(t, ids[i], o.ID)
		require.Equal(t, ec2types.InstanceStateNameStopped, o.Item.State.Name)
	}

	// An id that does not exist makes EC2 refuse the whole request.
	missing := "i-0123456789abcdef0"
	list.Absent = waiters.Failed
	outcomes, err = waiters.WaitEach(t.Context(), client.DescribeInstances, nil, []string{ids[0], missing, ids[2]}, list, quickly())
	require.ErrorIs(t, err, waiters.ErrFailed)
	require.ErrorContains(t, err, missing)
	require.Equal(t, []waiters.Verdict{waiters.Ready, waiters.Failed, waiters.Ready}, []waiters.Verdict{outcomes[0].Verdict, outcomes[1].Verdict, outcomes[2].Verdict})

	opts = quickly()
	opts.OnAttempt = after(t, func() error {
		_, err := client.TerminateInstances(t.Context(), &ec2.TerminateInstancesInput{InstanceIds: ids})
		return err
	})
	_, err = waiters.Wait(t.Context(), ec2.NewInstanceTerminatedWaiter(client), &ec2.DescribeInstancesInput{InstanceIds: ids}, opts)
	require.NoError(t, err)

	_, err = waiters.Wait(t.Context(), ec2.NewInstanceRunningWaiter(client), &ec2.DescribeInstancesInput{InstanceIds: ids}, quickly())
	require.ErrorIs(t, err, waiters.ErrFailed, "a terminated instance will not run again")
	require.ErrorContains(t, err, "terminated")
}

func TestFunctionBecomesActive(t *testing.T) {
	cfg := configFor(moto.Start(t).URL)
	client := lambda.NewFromConfig(cfg)
	name := aws.String("resize")
	create := func() error {
		role, err := iam.NewFromConfig(cfg).CreateRole(t.Context(), &iam.CreateRoleInput{RoleName: aws.String("r"), AssumeRolePolicyDocument: aws.String("{}")})
		if err != nil {
			return err
		}
		_, err = client.CreateFunction(t.Context(), &lambda.CreateFunctionInput{
			FunctionName: name, Role: role.Role.Arn, Runtime: lambdatypes.RuntimeProvidedal2023, Handler: aws.String("bootstrap"),
			Code: &lambdatypes.FunctionCode{ZipFile: archive(t)},
		})
		return err
	}
	opts := quickly()
	_, err := waiters.Wait(t.Context(), lambda.NewFunctionActiveV2Waiter(client), &lambda.GetFunctionInput{FunctionName: name}, opts)
	require.ErrorIs(t, err, waiters.ErrFailed, "nobody has made it")
	require.True(t, awserr.IsNotFound(err))

	opts.Classify = waiters.TransientCodes("ResourceNotFoundException")
	opts.OnAttempt = after(t, create)
	out, err := waiters.Wait(t.Context(), lambda.NewFunctionActiveV2Waiter(client), &lambda.GetFunctionInput{FunctionName: name}, opts)
	require.NoError(t, err)
	require.Equal(t, lambdatypes.StateActive, out.Configuration.State)

	opts = quickly()
	opts.OnAttempt = after(t, func() error {
		_, err := client.DeleteFunction(t.Context(), &lambda.DeleteFunctionInput{FunctionName: name})
		return err
	})
	_, err = waiters.Until(t.Context(), client.GetFunction, &lambda.GetFunctionInput{FunctionName: name}, waiters.Gone, opts)
	require.NoError(t, err)
}

func archive(t *testing.T) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("bootstrap")
	require.NoError(t, err)
	_, err = w.Write([]byte("#!/bin/sh\n"))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.Bytes()
}

func TestTableExistsAndThenDoesNot(t *testing.T) {
	client := dynamodb.NewFromConfig(configFor(moto.Start(t).URL))
	in := &dynamodb.DescribeTableInput{TableName: aws.String("orders")}
	opts := quickly()
	opts.OnAttempt = after(t, func() error {
		_, err := client.CreateTable(t.Context(), &dynamodb.CreateTableInput{
			TableName: in.TableName, BillingMode: dynamodbtypes.BillingModePayPerRequest,
			KeySchema:            []dynamodbtypes.KeySchemaElement{{AttributeName: aws.String("id"), KeyType: dynamodbtypes.KeyTypeHash}},
			AttributeDefinitions: []dynamodbtypes.AttributeDefinition{{AttributeName: aws.String("id"), AttributeType: dynamodbtypes.ScalarAttributeTypeS}},
		})
		return err
	})
	out, err := waiters.Wait(t.Context(), dynamodb.NewTableExistsWaiter(client), in, opts)
	require.NoError(t, err)
	state, _ := waiters.Describe(out)
	require.Equal(t, "ACTIVE", state)

	opts.OnAttempt = after(t, func() error {
		_, err := client.DeleteTable(t.Context(), &dynamodb.DeleteTableInput{TableName: in.TableName})
		return err
	})
	gone, err := waiters.Wait(t.Context(), dynamodb.NewTableNotExistsWaiter(client), in, opts)
	require.NoError(t, err)
	require.Nil(t, gone)
}

const template = `{"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "from-a-stack"}}}}`

func TestStackIsCreatedAndDeleted(t *testing.T) {
	client := cloudformation.NewFromConfig(configFor(moto.Start(t).URL))
	name := aws.String("app")
	in := &cloudformation.DescribeStacksInput{StackName: name}
	var id *string
	_, err := waiters.Wait(t.Context(), cloudformation.NewStackCreateCompleteWaiter(client), in, quickly())
	require.ErrorIs(t, err, waiters.ErrFailed, "the model says that a stack that is not there fails")
	require.True(t, awserr.IsNotFound(err))

	opts := quickly()
	opts.OnAttempt = after(t, func() error {
		out, err := client.CreateStack(t.Context(), &cloudformation.CreateStackInput{StackName: name, TemplateBody: aws.String(template)})
		if err == nil {
			id = out.StackId
		}
		return err
	})
	_, err = waiters.Wait(t.Context(), cloudformation.NewStackExistsWaiter(client), in, opts)
	require.NoError(t, err)
	_, err = waiters.Wait(t.Context(), cloudformation.NewStackCreateCompleteWaiter(client), in, quickly())
	require.NoError(t, err)

	opts = quickly()
	opts.OnAttempt = after(t, func() error {
		_, err := client.DeleteStack(t.Context(), &cloudformation.DeleteStackInput{StackName: name})
		return err
	})
	_, err = waiters.Until(t.Context(), client.DescribeStacks, in, waiters.Gone, opts)
	require.NoError(t, err)

	_, err = waiters.Wait(t.Context(), cloudformation.NewStackCreateCompleteWaiter(client), &cloudformation.DescribeStacksInput{StackName: id}, quickly())
	require.ErrorIs(t, err, waiters.ErrFailed, "a deleted stack will not be created any more")
	require.ErrorContains(t, err, "DELETE_COMPLETE")
}

// moto's stacks never fail, so this one is told in CloudFormation's own words: the
// reason comes with the beginning of the rollback and is gone at its end.
func TestFailingStackEndsWithItsReason(t *testing.T) {
	polls := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		states := []string{
			"<StackStatus>CREATE_IN_PROGRESS</StackStatus><StackStatusReason>User Initiated</StackStatusReason>",
			"<StackStatus>ROLLBACK_IN_PROGRESS</StackStatus><StackStatusReason>The following resource(s) failed to create: [Topic]. Rollback requested by user.</StackStatusReason>",
			"<StackStatus>ROLLBACK_COMPLETE</StackStatus>",
		}
		body := `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>
<StackName>app</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime>` + states[min(polls, 2)] + `</member></Stacks></DescribeStacksResult></DescribeStacksResponse>`
		polls++
		w.Header().Set("Content-Type", "text/xml")
		_, _ = w.Write([]byte(body))
	}))
	defer server.Close()
	client := cloudformation.NewFromConfig(configFor(server.URL))
	_, err := waiters.Wait(context.Background(), cloudformation.NewStackCreateCompleteWaiter(client), &cloudformation.DescribeStacksInput{StackName: aws.String("app")}, quickly())
	require.ErrorIs(t, err, waiters.ErrFailed)
	require.True(t, strings.HasPrefix(err.Error(), "waiters: cloudformation.StackCreateComplete: failed after 3 polls in "), err)
	require.True(t, strings.HasSuffix(err.Error(), ": state ROLLBACK_COMPLETE: The following resource(s) failed to create: [Topic]. Rollback requested by user."), err)
}
