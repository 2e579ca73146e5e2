package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/session"
)

// tour is one run through the story.
type tour struct {
	options
	page *page

	home  *session.Session // who runs the tour
	logs  *session.Session // the account of the objects: home, or the role's
	world *world
	steps []step
}

// step is what one step of the story found, for -json.
type step struct {
	Name    string         `json:"name"`
	Facts   map[string]any `json:"facts,omitempty"`
	Skipped string         `json:"skipped,omitempty"`
}

// setupError says that the tour could not begin: the flags, the files or the
// server are not what it needs.
type setupError struct{ err error }

func (e *setupError) Error() string { return e.err.Error() }
func (e *setupError) Unwrap() error { return e.err }

func (t *tour) run(ctx context.Context) (err error) {
	t.page.println(t.page.paint(bold, "Essentials, a tour") + " on " + t.place())
	if t.home, err = t.open(ctx); err != nil {
		return &setupError{err}
	}
	if err := t.whoAmI(ctx); err != nil {
		return &setupError{err}
	}
	if err := t.anotherAccount(ctx); err != nil {
		return &setupError{err}
	}
	t.world, err = t.prepare(ctx)
	if t.world != nil {
		defer func() { err = errors.Join(err, t.world.remove(ctx)) }()
	}
	if err != nil {
		return err
	}
	for _, tell := range []func(context.Context) error{
		t.collection, t.resume, t.wait, t.refusedWait, t.messages, t.alert,
	} {
		if err := tell(ctx); err != nil {
			return fmt.Errorf("step %d: %w", len(t.steps), err)
		}
	}
	t.page.println("")
	t.page.println(t.page.paint(green, "All went well") + ". What it cost:")
	t.page.println("")
	for line := range strings.Lines(t.home.Usage().String()) {
		t.page.println(strings.TrimSuffix(line, "\n"))
	}
	return nil
}

func (t *tour) place() string {
	switch {
	case t.endpoint != "":
		return t.endpoint
	case t.profile != "":
		return "profile " + t.profile
	}
	return "its embedded cloud: no account, no network"
}

// open gives the session of whoever runs the tour.
func (t *tour) open(ctx context.Context) (*session.Session, error) {
	options := session.Options{Profile: t.profile, Region: t.region, Endpoint: t.endpoint}
	switch {
	case t.endpoint != "":
		if t.region == "" && t.profile == "" {
			options.Region = awstest.Region
		}
		if t.profile == "" {
			// Real keys have no business on a server that only speaks like AWS.
			options.LoadOptions = append(options.LoadOptions,
				config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider("test", "test", "")))
		}
		return session.New(ctx, options)
	case t.profile != "":
		options.RequireProfile = true
		return session.New(ctx, options)
	case t.region != "" || t.write:
		return nil, errors.New("-region and -write need -profile or -endpoint: the embedded cloud has one region and is gone afterwards")
	}
	return session.FromConfig(ctx, newCloud().Config(), session.Options{})
}

// prepare finds or makes what the rest of the tour works on.
func (t *tour) prepare(ctx context.Context) (*world, error) {
	switch {
	case t.endpoint == "" && t.profile == "":
		return embeddedWorld(), nil
	case t.endpoint != "" || t.write:
		return makeWorld(ctx, t.home, t.logs)
	}
	return findWorld(ctx, t.home, t.logs)
}

// begin starts the next step of the story.
func (t *tour) begin(name, title, code string) {
	t.steps = append(t.steps, step{Name: name, Facts: map[string]any{}})
	t.page.title(len(t.steps), title)
	t.page.code(code)
}

// fact keeps a fact for -json and prints it as a row.
func (t *tour) fact(name string, value any, text string) {
	t.steps[len(t.steps)-1].Facts[name] = value
	t.page.row(name, text)
}

// skip ends a step that has nothing to work on.
func (t *tour) skip(why string) {
	t.steps[len(t.steps)-1].Skipped = why
	t.page.row("skipped", why)
}

// requests returns how often an operation was requested so far, retries included.
func (t *tour) requests(operation string) int {
	n := 0
	for _, row := range t.home.Usage() {
		if row.Operation == operation {
			n += row.Requests
		}
	}
	return n
}

// report is the tour as JSON.
func (t *tour) report(err error) any {
	r := struct {
		OK    bool          `json:"ok"`
		Place string        `json:"place"`
		Usage session.Usage `json:"usage"`
		Steps []step        `json:"steps"`
		Error string        `json:"error,omitempty"`
	}{OK: err == nil, Place: t.place(), Steps: t.steps}
	if t.home != nil {
		r.Usage = t.home.Usage()
	}
	if err != nil {
		r.Error = oneLine(err)
	}
	return r
}
