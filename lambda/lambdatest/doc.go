// Package lambdatest runs the binary of a Lambda function in a test.
//
// [Build] compiles the program for this machine, [New] returns a function with
// that binary, and [Function.Invoke] invokes it with an event, as Lambda does: a
// server implements the Lambda runtime API for the process, with the deadline,
// trace, tenant and client context in headers, and receives its response. The
// process stays for the next event, as a warm function does; after a panic, an
// exit or a timeout the next event starts a new process.
//
//	bin := lambdatest.Build(t, ".")
//	cloud := lambdatest.NewAWS(t)
//	cloud.On("sns", "Publish", func(ctx context.Context, r lambdatest.Request) lambdatest.Response { ... })
//	fn := lambdatest.New(t, bin, lambdatest.Options{Env: cloud.Env()})
//	res := fn.Invoke(t, lambdatest.Event{Payload: event})
//
// The environment of the process has Lambda's variables, credentials that are
// not valid, and the variables of [Options], but none of the test's: the
// process cannot reach an AWS account. [AWS] is a server that it can call
// instead.
//
// The runtime API is described at
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.
package lambdatest
