// Cleanup deletes what is old under an S3 prefix, and says first what it would
// delete.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/schollz/progressbar/v3"

	"github.com/awsessentials/essentials/collections/write"
	"github.com/awsessentials/essentials/examples/internal/cli"
	"github.com/awsessentials/essentials/session"
)

const doc = `
cleanup -bucket NAME -prefix PREFIX -older-than AGE [-delete] [flags]

Finds the objects below a prefix of an S3 bucket that were last changed longer ago
than AGE, such as 90d or 36h. It only counts them; with -delete it deletes them. In
a versioned bucket older versions stay, as S3 does it.

  cleanup -bucket logs -prefix tmp/ -older-than 90d -csv would.csv
  cleanup -bucket logs -prefix tmp/ -older-than 90d -delete -csv done.csv -state cleanup.state

With -state the position is kept in a file: after Ctrl-C, a crash or a failure the
same command continues where it stopped. What S3 refused to delete is in the CSV, and
the next run from the beginning tries it again.

Exit status: 0 done, 1 something failed, 2 wrong flags or settings, 3 stopped before
the end.`

// statusStopped is the exit status of a run that was interrupted.
const statusStopped = 3

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends it at once
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := &cleaner{}
	flags := flag.NewFlagSet("cleanup", flag.ContinueOnError)
	flags.StringVar(&c.bucket, "bucket", "", "the bucket's `name`")
	flags.StringVar(&c.prefix, "prefix", "", "delete only below this `prefix`; it may not be empty")
	age := flags.String("older-than", "", "the least `age`, in days (90d) or hours (36h)")
	flags.BoolVar(&c.delete, "delete", false, "delete, and not only count")
	flags.IntVar(&c.batch, "batch", 1000, "`objects` in one request, 1 to 1000")
	flags.IntVar(&c.concurrency, "concurrency", 4, "`requests` in flight, 1 to 64")
	csvFile := flags.String("csv", "", "write one line for each object to this `file`; with a position in -state, append")
	flags.StringVar(&c.state, "state", "", "keep the position in this `file`; needs -delete")
	profile := flags.String("profile", "", "the `profile` to use")
	region := flags.String("region", "", "the `region`; default: the environment's or the profile's")
	account := flags.String("account", "", "refuse to work in any account but this `id`")
	usage := flags.Bool("usage", false, "tell at the end what was requested of AWS")
	endpoint := flags.String("endpoint", "", "the `URL` of a server to use instead of AWS")
	if status, ok := cli.Parse(flags, doc, args, stdout, stderr); !ok {
		return status
	}
	if err := c.check(*age); err != nil {
		return cli.Refuse(stderr, "cleanup", "%v", err)
	}
	opts := session.Options{Profile: *profile, Region: *region, Endpoint: *endpoint}
	if *account != "" {
		opts.AllowedAccounts = []string{*account}
	}
	if !c.delete {
		opts.Writes = session.ReadOnly
	}
	sess, err := session.New(ctx, opts)
	if err != nil {
		return cli.Fail(stderr, "cleanup", err)
	}
	c.s3 = session.Client(sess, s3.NewFromConfig, func(o *s3.Options) { o.UsePathStyle = *endpoint != "" })

	if _, err = c.load(); err != nil {
		return cli.Refuse(stderr, "cleanup", "-state: %v", err)
	}
	out, appending, err := c.openCSV(*csvFile)
	if err != nil {
		return cli.Refuse(stderr, "cleanup", "-csv: %v", err)
	}
	t := tally{bar: newBar(stderr)}
	_, err = write.CSV(out, t.count(c.outcomes(ctx)), write.CSVOptions{NoHeader: appending},
		write.Col("key", func(o outcome) *string { return o.Key }),
		write.Col("bytes", func(o outcome) *int64 { return o.Size }),
		write.Col("last modified", func(o outcome) *time.Time { return o.LastModified }),
		write.Col("outcome", func(o outcome) string { return o.What }),
		write.Col("error", func(o outcome) string { return o.reason() }))
	_ = t.bar.Finish() // it only fails to be drawn
	if closeErr := out.Close(); err == nil {
		err = closeErr
	}

	fmt.Fprintln(stdout, t.sentence(c))
	if *usage {
		fmt.Fprint(stderr, sess.Usage())
	}
	switch {
	case errors.Is(err, errStopped):
		fmt.Fprintf(stderr, "cleanup: %v%s\n", errStopped, c.goOn())
		return statusStopped
	case err != nil:
		return cli.Fail(stderr, "cleanup", err)
	case t.failed > 0:
		fmt.Fprintf(stderr, "cleanup: not deleted: %d of %d objects, the first %v\n", t.failed, t.old, t.first)
		return cli.Failed
	}
	return cli.OK
}

// check refuses what cannot be meant, before any request.
func (c *cleaner) check(age string) error {
	switch {
	case c.bucket == "":
		return errors.New("-bucket is missing")
	case c.prefix == "":
		return errors.New("-prefix is missing; a whole bucket is not cleaned by accident")
	case age == "":
		return errors.New("-older-than is missing")
	case c.batch < 1 || c.batch > 1000:
		return fmt.Errorf("-batch %d is not in 1 to 1000", c.batch)
	case c.concurrency < 1 || c.concurrency > 64:
		return fmt.Errorf("-concurrency %d is not in 1 to 64", c.concurrency)
	case c.state != "" && !c.delete:
		return errors.New("-state needs -delete")
	}
	d, err := parseAge(age)
	if err != nil {
		return fmt.Errorf("-older-than %q is not an age such as 90d or 36h", age)
	}
	c.before = time.Now().Add(-d)
	return nil
}

func parseAge(s string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.ParseUint(days, 10, 16)
		return time.Duration(n) * 24 * time.Hour, err
	}
	d, err := time.ParseDuration(s)
	if err == nil && d < 0 {
		err = strconv.ErrRange
	}
	return d, err
}

// openCSV opens the file for the outcomes. It appends to a file when the walk
// continues from a position.
func (c *cleaner) openCSV(name string) (out io.WriteCloser, appending bool, err error) {
	if name == "" {
		return nowhere{}, false, nil
	}
	if c.state != "" {
		if _, err = os.Stat(c.state); err == nil {
			out, err = os.OpenFile(name, os.O_WRONLY|os.O_APPEND, 0)
			if !errors.Is(err, os.ErrNotExist) {
				return out, true, err
			}
		}
	}
	out, err = os.Create(name)
	return out, false, err
}

// goOn says how to continue after a stop.
func (c *cleaner) goOn() string {
	if c.state == "" {
		return ""
	}
	return "; run the same command to continue"
}

type nowhere struct{}

func (nowhere) Write(p []byte) (int, error) { return len(p), nil }
func (nowhere) Close() error                { return nil }

// A tally counts what passes by.
type tally struct {
	bar    *progressbar.ProgressBar
	old    int // objects with an outcome
	bytes  int64
	failed int
	first  error // of a failure
}

func (t *tally) count(outcomes iter.Seq2[outcome, error]) iter.Seq2[outcome, error] {
	return func(yield func(outcome, error) bool) {
		for o, err := range outcomes {
			switch {
			case err != nil:
			case o.What == failed:
				t.old++
				t.failed++
				if t.first == nil {
					t.first = fmt.Errorf("%s: %s", aws.ToString(o.Key), o.reason())
				}
			default:
				t.old++
				t.bytes += aws.ToInt64(o.Size)
			}
			_ = t.bar.Add(1)
			if !yield(o, err) {
				return
			}
		}
	}
}

// sentence says what was done.
func (t *tally) sentence(c *cleaner) string {
	text := fmt.Sprintf("%d objects below s3://%s/%s seen, %d older than %s, ", c.seen, c.bucket, c.prefix, t.old, c.before.UTC().Format(time.DateTime))
	if !c.delete {
		return text + fmt.Sprintf("%.1f MB; nothing was deleted, -delete does it", float64(t.bytes)/1e6)
	}
	return text + fmt.Sprintf("%d deleted (%.1f MB)", t.old-t.failed, float64(t.bytes)/1e6)
}

// newBar is a progress bar that only a person sees.
func newBar(w io.Writer) *progressbar.ProgressBar {
	terminal := false
	if f, ok := w.(*os.File); ok {
		info, err := f.Stat()
		terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return progressbar.NewOptions(-1,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetVisibility(terminal),
		progressbar.OptionSetDescription("objects"),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish())
}
