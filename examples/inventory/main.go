// Inventory lists what has no tags, over accounts and regions.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/schollz/progressbar/v3"

	"github.com/awsessentials/essentials/collections/write"
	"github.com/awsessentials/essentials/examples/internal/cli"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/session/across"
)

const doc = `
inventory [-profile NAME -accounts LIST -role NAME] [flags]

Lists the EC2 instances without tags, over accounts and regions, as a table, CSV or
JSON. Without -profile, -profiles or -endpoint it runs on an embedded cloud: no
account, no network.

  inventory
  inventory -profile audit -accounts 111122223333,444455556666 -role Audit -regions 'eu-*'
  inventory -profile audit -targets accounts.txt -role Audit -format csv > untagged.csv
  inventory -profiles 'prod-*' -regions eu-west-1,us-east-1
  inventory -endpoint http://127.0.0.1:5000 -accounts 111122223333 -role Audit

Targets that failed are reported on standard error. With -left they are
written to a file, and -targets with that file runs only those.

Exit status: 0 all was listed, 1 some targets were not, 2 wrong flags or settings.`

// settings are what the flags say.
type settings struct {
	profile, profiles, endpoint   string
	accounts, role, regions, file string
	format, left                  string
	timeout, reserve              time.Duration
	concurrency                   int
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends it at once
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var o settings
	flags := flag.NewFlagSet("inventory", flag.ContinueOnError)
	flags.StringVar(&o.profile, "profile", "", "the `name` of the profile to enter the accounts from")
	flags.StringVar(&o.profiles, "profiles", "", "take each profile that matches this `pattern` for a target")
	flags.StringVar(&o.accounts, "accounts", "", "`account` numbers, with commas between")
	flags.StringVar(&o.file, "targets", "", "read targets from this `file`: an account and perhaps a region a line, or what -left wrote")
	flags.StringVar(&o.role, "role", "", "the `name` of the role to assume in each account; without it only the profile's own account can be listed")
	flags.StringVar(&o.regions, "regions", "", "`regions` or patterns such as eu-*, with commas between; default: the profile's")
	flags.StringVar(&o.format, "format", "table", "`table`, csv or json")
	flags.StringVar(&o.left, "left", "", "write the targets that were not done to this `file`")
	flags.DurationVar(&o.timeout, "timeout", 0, "stop after this `time`, and tell what was not started")
	flags.DurationVar(&o.reserve, "reserve", 2*time.Second, "the `time` before the end to write results in")
	flags.IntVar(&o.concurrency, "concurrency", 20, "`targets` at once")
	flags.StringVar(&o.endpoint, "endpoint", "", "the `URL` of a server to use instead of AWS")
	if status, ok := cli.Parse(flags, doc, args, stdout, stderr); !ok {
		return status
	}
	if o.format != "table" && o.format != "csv" && o.format != "json" {
		return cli.Refuse(stderr, "inventory", "-format %q is not table, csv or json", o.format)
	}
	if o.timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, o.timeout)
		defer cancel()
	}
	sess, err := o.open(ctx)
	if err != nil {
		return cli.Fail(stderr, "inventory", err)
	}
	targets, err := o.targets(sess)
	if err != nil {
		return cli.Fail(stderr, "inventory", err)
	}
	if len(targets) == 0 {
		return cli.Refuse(stderr, "inventory", "there are no targets")
	}
	if o.profiles == "" { // with it, each profile has credentials of its own
		if _, err := sess.Identity(ctx); err != nil {
			return cli.Fail(stderr, "inventory", err)
		}
	}

	bar := newBar(stderr, len(targets))
	found := &listing{stderr: stderr, bar: bar}
	out := bufio.NewWriter(stdout)
	n, err := found.write(out, o.format, across.Run(ctx, sess, targets, untagged, across.Options{
		Concurrency: o.concurrency, Reserve: o.reserve, Ordered: true,
	}))
	if err == nil {
		err = out.Flush()
	}
	_ = bar.Finish()
	if err == nil && o.left != "" {
		err = writeLeft(o.left, found.left)
	}
	if err != nil {
		return cli.Fail(stderr, "inventory", err)
	}
	fmt.Fprintf(stderr, "inventory: %d instances without tags in %d of %d targets\n", n, len(targets)-len(found.left), len(targets))
	if len(found.left) > 0 {
		return cli.Failed
	}
	return cli.OK
}

// open opens the session that the accounts are entered from.
func (o *settings) open(ctx context.Context) (*session.Session, error) {
	opts := session.Options{Profile: o.profile, Endpoint: o.endpoint, Writes: session.ReadOnly}
	switch {
	case o.profile == "" && o.profiles == "" && o.endpoint == "":
		if o.accounts+o.file == "" {
			o.accounts, o.role = demoAccounts, "Audit"
		}
		if o.regions == "" {
			o.regions = demoRegions
		}
		return session.FromConfig(ctx, newCloud().Config(), session.Options{})
	case o.profile == "" && o.endpoint != "":
		// An emulator takes any keys, and yours are none of its business.
		opts.Region = "us-east-1"
		opts.LoadOptions = append(opts.LoadOptions, config.WithCredentialsProvider(
			credentials.NewStaticCredentialsProvider("AKIAEMULATOR", "emulator", "")))
	}
	if regions := split(o.regions); len(regions) == 1 && !strings.ContainsAny(regions[0], "*?[") {
		opts.Region = regions[0]
	}
	return session.New(ctx, opts)
}

// targets lists where to look.
func (o *settings) targets(sess *session.Session) ([]session.Target, error) {
	var regions []string
	if patterns := split(o.regions); len(patterns) > 0 {
		var err error
		if regions, err = sess.Regions(patterns...); err != nil {
			return nil, err
		}
	}
	role := func(account string) session.Role {
		if o.role == "" {
			return session.Role{}
		}
		return sess.Role(account, o.role)
	}
	var targets []session.Target
	switch {
	case o.profiles != "":
		return across.ProfileTargets(o.profiles, regions...)
	case o.file != "":
		f, err := os.Open(o.file)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }() // it is only read
		listed, err := across.ReadTargets(f, role)
		if err != nil {
			return nil, err
		}
		for _, t := range listed {
			if t.Region != "" || len(regions) == 0 {
				targets = append(targets, t)
				continue
			}
			for _, t.Region = range regions {
				targets = append(targets, t)
			}
		}
		return targets, nil
	case o.accounts != "":
		return across.Targets(split(o.accounts), regions, role), nil
	}
	return across.Targets([]string{""}, regions, nil), nil
}

func split(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

func writeLeft(name string, left []session.Target) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(across.WriteTargets(f, left), f.Close())
}

// newBar is a progress bar that only a person sees.
func newBar(w io.Writer, targets int) *progressbar.ProgressBar {
	terminal := false
	if f, ok := w.(*os.File); ok {
		info, err := f.Stat()
		terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return progressbar.NewOptions(targets,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetVisibility(terminal),
		progressbar.OptionSetDescription("targets"),
		progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish())
}

var columns = []write.Column[row]{
	write.Col("account", func(r row) string { return r.Account }),
	write.Col("region", func(r row) string { return r.Region }),
	write.Col("instance", func(r row) string { return r.Instance }),
	write.Col("type", func(r row) string { return r.Type }),
	write.Col("state", func(r row) string { return r.State }),
	write.Col("launched", func(r row) *time.Time { return r.Launched }),
}
