package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/smithy-go"
	"github.com/schollz/progressbar/v3"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/collections/write"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/session/across"
)

// untagged lists the instances of one account and region that have no tags.
func untagged(ctx context.Context, s *session.Session, _ session.Target) ([]row, error) {
	who, err := s.Identity(ctx)
	if err != nil {
		return nil, err
	}
	client := session.Client(s, ec2.NewFromConfig)
	instances := collections.List[types.Instance](client.DescribeInstances, nil)
	bare := instances.Filter(func(i types.Instance) bool { return len(i.Tags) == 0 })
	return collections.Map(bare, func(i types.Instance) row {
		r := row{Account: who.Account, Region: s.Region(), Instance: aws.ToString(i.InstanceId), Type: string(i.InstanceType), Launched: i.LaunchTime}
		if i.State != nil {
			r.State = string(i.State.Name)
		}
		return r
	}).Collect(ctx)
}

// A row is an instance without tags.
type row struct {
	Account  string
	Region   string
	Instance string
	Type     string
	State    string
	Launched *time.Time
}

// A listing turns results into rows as they come, and keeps account of targets
// that were not done.
type listing struct {
	stderr io.Writer
	bar    *progressbar.ProgressBar
	left   []session.Target
	told   map[string]bool
}

func (l *listing) write(out io.Writer, format string, results iter.Seq[across.Result[[]row]]) (int, error) {
	rows := l.rows(results)
	switch format {
	case "csv":
		return write.CSV(out, rows, write.CSVOptions{}, columns...)
	case "json":
		return write.JSON(out, rows)
	}
	return write.Table(out, rows, write.TableOptions{}, columns...)
}

func (l *listing) rows(results iter.Seq[across.Result[[]row]]) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		for r := range results {
			_ = l.bar.Add(1)
			if r.State != across.Done {
				l.left = append(l.left, r.Target)
				l.tell(r)
				continue
			}
			for _, instance := range r.Value {
				if !yield(instance, nil) {
					return
				}
			}
		}
	}
}

// tell says why a target was not done: once for all targets with the same
// reason, such as a role that cannot be assumed.
func (l *listing) tell(r across.Result[[]row]) {
	reason := r.Err.Error()
	if op, ok := errors.AsType[*smithy.OperationError](r.Err); ok && r.State == across.Failed {
		reason = fmt.Sprintf("%s: %s", op.Operation(), op.Err)
		if api, ok := errors.AsType[smithy.APIError](op); ok {
			reason = fmt.Sprintf("%s: %s: %s", op.Operation(), api.ErrorCode(), api.ErrorMessage())
		}
	}
	key := reason
	who := r.Target.String()
	if r.State != across.Failed {
		who, _, _ = strings.Cut(who, " ")
	}
	if r.State == across.NotStarted {
		who = "some targets"
	}
	if l.told == nil {
		l.told = map[string]bool{}
	}
	if !l.told[key] {
		l.told[key] = true
		_ = l.bar.Clear()
		fmt.Fprintf(l.stderr, "inventory: %s: %s: %s\n", who, r.State, reason)
	}
}
