// Package cli has what every example's command line does the same way: -h is
// worth reading, and a mistake is one sentence and exit status 2.
package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/aws/smithy-go"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/session"
)

// Exit statuses of the examples.
const (
	OK     = 0
	Failed = 1 // it was tried and did not work
	Misuse = 2 // the command line or the settings are wrong; nothing was tried
)

// Parse reads args into flags, whose name is the program's. When the program is
// done already, because help was asked for or a flag was wrong, ok is false and
// status is what to exit with. doc is printed above the flags.
func Parse(flags *flag.FlagSet, doc string, args []string, stdout, stderr io.Writer) (status int, ok bool) {
	flags.Init(flags.Name(), flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintln(stdout, strings.TrimSpace(doc))
		flags.SetOutput(stdout)
		any := false
		flags.VisitAll(func(*flag.Flag) { any = true })
		if any {
			fmt.Fprintln(stdout, "\nFlags:")
			flags.PrintDefaults()
		}
		return OK, false
	case err != nil:
		return Refuse(stderr, flags.Name(), "%v", err), false
	case flags.NArg() > 0:
		return Refuse(stderr, flags.Name(), "unexpected argument %q", flags.Arg(0)), false
	}
	return OK, true
}

// Refuse prints one sentence about a wrong command line and returns Misuse.
func Refuse(stderr io.Writer, program, format string, args ...any) int {
	fmt.Fprintf(stderr, "%s: %s; %s -h explains the flags\n", program, fmt.Sprintf(format, args...), program)
	return Misuse
}

// Fail prints what went wrong as one sentence and returns Misuse when the
// session could not be opened with the settings that were given, else Failed.
func Fail(stderr io.Writer, program string, err error) int {
	fmt.Fprintf(stderr, "%s: %s\n", program, sentence(err))
	for _, settings := range []error{
		awserr.ErrInvalid, session.ErrProfile, session.ErrNoRegion, session.ErrUnknownRegion,
		session.ErrInvalidRole, session.ErrCredentials, session.ErrAccount, session.ErrEndpoint,
	} {
		if errors.Is(err, settings) {
			return Misuse
		}
	}
	return Failed
}

// sentence shortens the error of an AWS operation to operation, code and
// message: the SDK adds the layers in between and request ids.
func sentence(err error) string {
	op, ok := errors.AsType[*smithy.OperationError](err)
	if !ok {
		return err.Error()
	}
	cause := op.Err
	if code := awserr.Code(op); code != "" {
		cause = fmt.Errorf("%s: %s", code, awserr.Message(op))
	} else if e, ok := errors.AsType[*session.EndpointError](op); ok {
		cause = e
	}
	return strings.Replace(err.Error(), op.Error(), fmt.Sprintf("%s %s: %v", op.Service(), op.Operation(), cause), 1)
}
