package jobs

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	ebtypes "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/waiters"
)

const role = "arn:aws:iam::123456789012:role/fn"

func zipped() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, _ := z.Create("f.py")
	_, _ = w.Write([]byte("def h(e, c): return 1"))
	_ = z.Close()
	return b.Bytes()
}

// BEGIN

// J09 creates or updates a function, schedules it and invokes it once.
func J09(ctx context.Context, sess *session.Session) error {
	fns, events := session.Client(sess, lambda.NewFromConfig), session.Client(sess, eventbridge.NewFromConfig)
	name, code, minute := aws.String("fn"), zipped(), waiters.Options{Max: time.Minute}
	_, err := fns.CreateFunction(ctx, &lambda.CreateFunctionInput{FunctionName: name, Runtime: types.RuntimePython312, Role: aws.String(role),
		Handler: aws.String("f.h"), Code: &types.FunctionCode{ZipFile: code}, Timeout: aws.Int32(30)})
	if awserr.IsAlreadyExists(err) {
		_, err = fns.UpdateFunctionCode(ctx, &lambda.UpdateFunctionCodeInput{FunctionName: name, ZipFile: code})
		if err == nil {
			_, err = waiters.Wait(ctx, lambda.NewFunctionUpdatedV2Waiter(fns), &lambda.GetFunctionInput{FunctionName: name}, minute)
		}
		if err == nil {
			_, err = fns.UpdateFunctionConfiguration(ctx, &lambda.UpdateFunctionConfigurationInput{FunctionName: name, Timeout: aws.Int32(30)})
		}
	}
	if err != nil {
		return err
	}
	fn, err := waiters.Wait(ctx, lambda.NewFunctionUpdatedV2Waiter(fns), &lambda.GetFunctionInput{FunctionName: name}, minute)
	if err != nil {
		return err
	}
	rule, err := events.PutRule(ctx, &eventbridge.PutRuleInput{Name: aws.String("nightly"), ScheduleExpression: aws.String("cron(0 3 * * ? *)")})
	if err != nil {
		return err
	}
	_, err = fns.AddPermission(ctx, &lambda.AddPermissionInput{FunctionName: name, StatementId: aws.String("nightly"),
		Action: aws.String("lambda:InvokeFunction"), Principal: aws.String("events.amazonaws.com"), SourceArn: rule.RuleArn})
	if err != nil && !awserr.IsAlreadyExists(err) {
		return err
	}
	put, err := events.PutTargets(ctx, &eventbridge.PutTargetsInput{Rule: aws.String("nightly"),
		Targets: []ebtypes.Target{{Id: aws.String("fn"), Arn: fn.Configuration.FunctionArn, Input: aws.String(`{"dry": true}`)}}})
	if err != nil {
		return err
	}
	r, err := fns.Invoke(ctx, &lambda.InvokeInput{FunctionName: name, Payload: []byte(`{"dry": true}`)})
	if err != nil {
		return err
	}
	fmt.Println(r.StatusCode, r.FunctionError, string(r.Payload), put.FailedEntries)
	return nil
}

// END
