package programs

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	ebtypes "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"github.com/awsessentials/essentials/resources/eventsres"
	"github.com/awsessentials/essentials/resources/lambdares"
	"github.com/awsessentials/essentials/session"
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

// J09 creates or updates a function, schedules it and invokes it once. Targets
// that are refused are an error of Schedule, so none is left to print.
func J09(ctx context.Context, sess *session.Session) error {
	fn, input := lambdares.Open(sess).Function("fn"), `{"dry": true}`
	if err := fn.Deploy(ctx, zipped(), func(in *lambda.CreateFunctionInput) {
		in.Runtime, in.Role, in.Handler, in.Timeout = types.RuntimePython312, aws.String(role), aws.String("f.h"), aws.Int32(30)
	}); err != nil {
		return err
	}
	rule, err := eventsres.Open(sess).Bus("default").Schedule(ctx, "nightly", "cron(0 3 * * ? *)",
		ebtypes.Target{Id: aws.String("fn"), Arn: fn.Data.FunctionArn, Input: &input})
	if err != nil {
		return err
	}
	if err := fn.Allow(ctx, "nightly", "events.amazonaws.com", *rule.Data.Arn); err != nil {
		return err
	}
	r, err := fn.Invoke(ctx, func(in *lambda.InvokeInput) { in.Payload = []byte(input) })
	if err != nil {
		return err
	}
	fmt.Println(r.StatusCode, r.FunctionError, string(r.Payload), "[]")
	return nil
}

// END
