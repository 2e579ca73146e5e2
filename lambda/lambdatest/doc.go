// Package lambdatest runs a Lambda function's real binary in a test.
//
// [Build] compiles the program for this machine, [New] describes the function
// that it becomes, and [Function.Invoke] hands it one event, as Lambda does: a
// small server speaks the Lambda runtime API to the process, tells it the
// deadline, trace, tenant and client context in headers, and takes its answer. The
// process lives on for the next event, as a warm function does; after a panic, an
// exit or a timeout the next event starts a new one.
//
//	bin := lambdatest.Build(t, ".")
//	cloud := lambdatest.NewAWS(t)
//	cloud.On("sns", "Publish", func(ctx context.Context, r lambdatest.Request) lambdatest.Response { ... })
//	fn := lambdatest.New(t, bin, lambdatest.Options{Env: cloud.Env()})
//	res := fn.Invoke(t, lambdatest.Event{Payload: event})
//
// The process gets Lambda's environment variables, made-up credentials and what
// [Options] adds, and nothing of the test's own environment: it cannot reach an
// AWS account. [AWS] is a server that it can call instead.
//
// The runtime API is described at
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.
package lambdatest
