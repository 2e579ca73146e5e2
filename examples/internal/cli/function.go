package cli

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/aws/aws-lambda-go/lambdacontext"
)

// Function is the first line of a Lambda function's main: it answers -h, and ends
// a program that somebody started by hand, since it would wait for events that
// never come.
func Function(doc string) {
	flags := flag.NewFlagSet(filepath.Base(os.Args[0]), flag.ContinueOnError)
	status, ok := Parse(flags, doc, os.Args[1:], os.Stdout, os.Stderr)
	if ok && os.Getenv("AWS_LAMBDA_RUNTIME_API") == "" {
		fmt.Fprintf(os.Stderr, "%s: this is a Lambda function and runs only there; -h says how to deploy it\n", flags.Name())
		status, ok = Misuse, false
	}
	if !ok {
		os.Exit(status)
	}
}

// Setting returns an environment variable that the function cannot do without;
// what says what it is. Without it the function does not start, so that a wrong
// deployment shows at once and not with some event.
func Setting(name, what string) string {
	value := os.Getenv(name)
	if value == "" {
		log.Fatalf("the environment variable %s is not set: it is %s", name, what)
	}
	return value
}

// RequestID is the id of the invocation that ctx belongs to, for alerts.
func RequestID(ctx context.Context) string {
	if lc, ok := lambdacontext.FromContext(ctx); ok {
		return lc.AwsRequestID
	}
	return ""
}
