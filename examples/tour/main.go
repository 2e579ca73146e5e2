package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"golang.org/x/term"

	"github.com/awsessentials/essentials/examples/internal/cli"
)

const doc = `
tour shows what Essentials does, step by step.

Without flags it runs on an embedded cloud: no account, no network.
With -endpoint it runs on a server that speaks the AWS wire, such as
moto_server; it creates what it needs there and removes it again.
With -profile it runs on a real account, and only reads unless -write is given.

Exit status: 0 all went well, 1 a step failed, 2 the flags or settings are wrong.
`

// options are what the command line says.
type options struct {
	profile, region, endpoint, role string
	write, json                     bool
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	flags := flag.NewFlagSet("tour", flag.ContinueOnError)
	flags.StringVar(&o.profile, "profile", "", "the `name` of a profile in ~/.aws/config: run on its account")
	flags.StringVar(&o.region, "region", "", "where, such as eu-west-1; default: the profile's")
	flags.StringVar(&o.endpoint, "endpoint", "", "the `URL` of a server that speaks the AWS wire: run on it")
	flags.StringVar(&o.role, "role", "", "the `ARN` of a role to assume; default: one of the embedded cloud or the server")
	flags.BoolVar(&o.write, "write", false, "with -profile: also create things (removed at the end) and publish")
	flags.BoolVar(&o.json, "json", false, "print the facts as JSON")
	if status, ok := cli.Parse(flags, doc, args, stdout, stderr); !ok {
		return status
	}

	out := stdout
	if o.json {
		out = io.Discard
	}
	t := &tour{options: o, page: &page{out: out, colour: wantColour(out)}}
	err := t.run(ctx)
	if o.json {
		encoder := json.NewEncoder(stdout)
		encoder.SetIndent("", "  ")
		if e := encoder.Encode(t.report(err)); e != nil {
			err = errors.Join(err, e)
		}
	}
	if err == nil {
		return cli.OK
	}
	fmt.Fprintf(stderr, "tour: %s\n", oneLine(err))
	if setup, ok := errors.AsType[*setupError](err); ok && setup != nil {
		return cli.Misuse
	}
	return cli.Failed
}

// wantColour follows the NO_COLOR convention and colours nothing but terminals.
func wantColour(out io.Writer) bool {
	file, ok := out.(*os.File)
	return ok && term.IsTerminal(int(file.Fd())) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

func oneLine(err error) string {
	return strings.Join(strings.Fields(err.Error()), " ")
}
