// S3list writes the objects of a bucket or prefix as CSV or JSON lines, as fast
// as the network gives them.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"os/signal"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/collections/write"
	"github.com/awsessentials/essentials/examples/internal/cli"
	"github.com/awsessentials/essentials/resources/s3fast"
	"github.com/awsessentials/essentials/session"
)

const doc = `
s3list -bucket NAME [-prefix PREFIX] [flags] > objects.csv

Writes key, size, time and storage class of each object as CSV, or all that the listing
has as JSON lines. Many requests are made at a time; the objects come in the order of
their keys, unless -unordered is given, which needs less memory.

  s3list -bucket logs -prefix 2026/ > objects.csv
  s3list -bucket logs -format jsonl -state place.json | gzip > part-1.gz

With -state a listing that was stopped continues where it was. A line on standard error
tells how far it is.

Exit status: 0 all was listed, 1 it was stopped or failed, 2 wrong flags or settings.`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends it at once
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var in s3.ListObjectsV2Input
	var o s3fast.ListOptions
	flags := flag.NewFlagSet("s3list", flag.ContinueOnError)
	bucket := flags.String("bucket", "", "the bucket's `name`")
	prefix := flags.String("prefix", "", "list only below this `prefix`")
	format := flags.String("format", "csv", "`csv` or jsonl")
	state := flags.String("state", "", "keep the position in this `file`, and continue from there")
	flags.IntVar(&o.Concurrency, "concurrency", 16, "`requests` at a time")
	flags.IntVar(&o.Limit, "limit", 0, "list at most this many `objects`; 0 is all")
	flags.BoolVar(&o.Unordered, "unordered", false, "write the objects as they come")
	profile := flags.String("profile", "", "the `profile` to use")
	region := flags.String("region", "", "the `region`; default: the environment's or the profile's")
	endpoint := flags.String("endpoint", "", "the `URL` of a server to use instead of AWS")
	if status, ok := cli.Parse(flags, doc, args, stdout, stderr); !ok {
		return status
	}
	if *bucket == "" {
		return cli.Refuse(stderr, "s3list", "-bucket is missing")
	}
	if *format != "csv" && *format != "jsonl" {
		return cli.Refuse(stderr, "s3list", "-format %q is not csv or jsonl", *format)
	}
	in.Bucket, in.Prefix, o.Cursor = bucket, prefix, new(s3fast.Cursor)
	if err := load(*state, o.Cursor); err != nil {
		return cli.Refuse(stderr, "s3list", "-state: %v", err)
	}
	sess, err := session.New(ctx, session.Options{Profile: *profile, Region: *region, Endpoint: *endpoint})
	if err != nil {
		return cli.Fail(stderr, "s3list", err)
	}
	client := session.Client(sess, s3.NewFromConfig, func(o *s3.Options) { o.UsePathStyle = *endpoint != "" })

	out := bufio.NewWriter(stdout)
	objects := progress(stderr, s3fast.List(ctx, client, &in, o))
	if *format == "jsonl" {
		_, err = write.JSONLines(out, objects, write.JSONOptions{OmitUnset: true})
	} else {
		_, err = write.CSV(out, objects, write.CSVOptions{},
			write.Col("key", func(o types.Object) *string { return o.Key }),
			write.Col("size", func(o types.Object) *int64 { return o.Size }),
			write.Col("modified", func(o types.Object) *time.Time { return o.LastModified }),
			write.Col("class", func(o types.Object) string { return string(o.StorageClass) }))
	}
	// Only what was written is behind the position.
	if flushErr := out.Flush(); flushErr == nil {
		err = errors.Join(err, save(*state, o.Cursor))
	} else {
		err = errors.Join(err, flushErr)
	}
	if err != nil {
		return cli.Fail(stderr, "s3list", err)
	}
	return cli.OK
}

// progress writes how many objects went by, once a second and at the end.
func progress(w io.Writer, objects iter.Seq2[types.Object, error]) iter.Seq2[types.Object, error] {
	return func(yield func(types.Object, error) bool) {
		n, start := 0, time.Now()
		line := func(end string) {
			spent := time.Since(start).Seconds()
			fmt.Fprintf(w, "\r%d objects, %.0f a second%s", n, float64(n)/max(spent, 0.001), end)
		}
		defer line("\n")
		next := start.Add(time.Second)
		for object, err := range objects {
			if !yield(object, err) {
				return
			}
			if err != nil {
				return
			}
			if n++; n%1000 == 0 && time.Now().After(next) {
				line("")
				next = time.Now().Add(time.Second)
			}
		}
	}
}

func load(file string, c *s3fast.Cursor) error {
	if file == "" {
		return nil
	}
	text, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return c.UnmarshalText(text)
}

// save writes the position through another file, so that it is never half a one.
func save(file string, c *s3fast.Cursor) error {
	if file == "" {
		return nil
	}
	text, err := c.MarshalText()
	if err != nil {
		return err
	}
	if err := os.WriteFile(file+".new", text, 0o600); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}
