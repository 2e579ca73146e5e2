package resources_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/internal/argtest"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/resources/dynamores"
	"github.com/awsessentials/essentials/resources/s3fast"
	"github.com/awsessentials/essentials/resources/s3res"
	"github.com/awsessentials/essentials/resources/snsres"
	"github.com/awsessentials/essentials/resources/sqsres"
	"github.com/awsessentials/essentials/resources/ssmres"
	"github.com/awsessentials/essentials/waiters"
)

// TestWrongArgumentsDoNotPanic tries the services with hand-written methods, and
// with them the forms of all generated ones: services over a client, over nil
// and made by hand, their resources and collections, with and without identifiers.
func TestWrongArgumentsDoNotPanic(t *testing.T) {
	cloud := awstest.New(nil)
	cloud.SetLatency(0)
	cfg := cloud.Config()
	services := []any{
		dynamores.New(dynamodb.NewFromConfig(cfg)), s3res.New(s3.NewFromConfig(cfg)), snsres.New(sns.NewFromConfig(cfg)),
		sqsres.New(sqs.NewFromConfig(cfg)), ssmres.New(ssm.NewFromConfig(cfg)),
		dynamores.New(nil), s3res.New(nil), snsres.NewFrom(nil), sqsres.NewFrom((*sqs.Client)(nil)), ssmres.NewFrom("no client"),
		new(dynamores.DynamoDB), new(s3res.S3), new(snsres.SNS), new(sqsres.SQS), new(ssmres.SSM),
		dynamores.Open(nil), s3res.Open((*awsConfig)(nil)),
	}
	table := argtest.Table{
		Functions: map[string]any{
			"dynamores.Scan": dynamores.Scan[string], "dynamores.Query": dynamores.Query[string], "dynamores.Get": dynamores.Get[string],
			"dynamores.Open": dynamores.Open, "dynamores.New": dynamores.New, "dynamores.NewFrom": dynamores.NewFrom,
			"dynamores.If": dynamores.If, "dynamores.IfAbsent": dynamores.IfAbsent,
			"s3res.Open": s3res.Open, "s3res.New": s3res.New, "s3res.NewFrom": s3res.NewFrom,
			"s3res.ContentType": s3res.ContentType, "s3res.IfAbsent": s3res.IfAbsent, "s3res.PathStyle": s3res.PathStyle,
			"s3fast.Decode": s3fast.Decode, "s3fast.Delete": s3fast.Delete, "s3fast.List": s3fast.List,
			"snsres.Open": snsres.Open, "snsres.New": snsres.New, "snsres.NewFrom": snsres.NewFrom,
			"sqsres.Open": sqsres.Open, "sqsres.New": sqsres.New, "sqsres.NewFrom": sqsres.NewFrom, "sqsres.Text": sqsres.Text,
			"ssmres.Open": ssmres.Open, "ssmres.New": ssmres.New, "ssmres.NewFrom": ssmres.NewFrom,
			"ssmres.Get": ssmres.Get[string], "ssmres.Overwrite": ssmres.Overwrite, "ssmres.Type": ssmres.Type,
		},
		Untried: map[string]string{},
		// Options, which are called with an input or with options only.
		Panics: []string{"s3res.IfAbsent(nil", "s3res.PathStyle(nil", "s3fast.Decode(nil", "ssmres.Overwrite(nil", "dynamores.If(", "dynamores.IfAbsent(", "s3res.ContentType(", "ssmres.Type("},
		Zeros: []any{
			dynamores.Table{}, s3res.Bucket{}, s3res.Object{}, snsres.Topic{}, sqsres.Queue{}, sqsres.Message{}, ssmres.Parameter{},
			dynamores.Tables{}, s3res.Buckets{}, s3res.Objects{}, snsres.Topics{}, sqsres.Queues{},
			resources.Identity{}, resources.ItemError{}, resources.NotFoundError{}, resources.Place{},
		},
		Good: func(typ reflect.Type) reflect.Value {
			if typ == reflect.TypeFor[waiters.Options]() {
				return reflect.ValueOf(waiters.Options{Max: time.Millisecond})
			}
			return reflect.Value{}
		},
		Implementations: []any{s3.NewFromConfig(cfg)},
		Wrong:           []any{(*s3.Client)(nil), (*awsConfig)(nil)},
	}
	for _, dir := range []string{"dynamores", "s3res", "s3fast", "snsres", "sqsres", "ssmres"} {
		table.Complete(t, dir)
	}
	for _, service := range services {
		table.Receivers = append(table.Receivers, service)
		for _, id := range []string{"x", ""} {
			table.Receivers = append(table.Receivers, made(service, id)...)
		}
	}
	assert.Greater(t, table.Try(t), 1000)
}

// made returns what a service's methods make from names alone: resources and
// collections.
func made(service any, id string) (all []any) {
	v := reflect.ValueOf(service)
	for i := range v.NumMethod() {
		method := v.Method(i)
		typ := method.Type()
		if typ.NumOut() != 1 || typ.Out(0).Kind() != reflect.Pointer || typ.IsVariadic() {
			continue
		}
		args := make([]reflect.Value, typ.NumIn())
		for i := range args {
			if typ.In(i).Kind() != reflect.String {
				args = nil
				break
			}
			args[i] = reflect.ValueOf(id).Convert(typ.In(i))
		}
		if len(args) == typ.NumIn() && v.Type().Method(i).Name != "Client" {
			all = append(all, method.Call(args)[0].Interface())
		}
	}
	return all
}

type awsConfig struct{ config aws.Config }

func (c *awsConfig) Config() aws.Config { return c.config }

func TestWrongArgumentsAreRefused(t *testing.T) {
	cfg := awstest.New(t).Config() // fails the test for a request
	ctx := t.Context()
	var none context.Context
	second := func(_ any, err error) error { return err }
	parameters := ssmres.New(ssm.NewFromConfig(cfg))
	objects := s3res.New(s3.NewFromConfig(cfg))
	for name, err := range map[string]error{
		"New(nil)":            second(ssmres.New(nil).Parameter("x").Value(ctx)),
		"Open(nil)":           second(ssmres.Open(nil).Parameter("x").Value(ctx)),
		"NewFrom: no methods": ssmres.NewFrom(7).Parameter("x").Load(ctx),
		"zero service":        new(ssmres.SSM).Parameter("x").Load(ctx),
		"zero resource":       new(ssmres.Parameter).Load(ctx),
		"nil resource":        (*ssmres.Parameter)(nil).Load(ctx),
		"empty identifier":    parameters.Parameter("").Load(ctx),
		"nil context":         parameters.Parameter("x").Load(none),
		"nil change":          second(parameters.Parameter("x").Put(ctx, "v", nil)),
		"collection: context": second(parameters.Parameters("/").Collect(none)),
		"collection: limit":   second(parameters.Parameters("/").Limit(-1).Collect(ctx)),
		"batch: context":      second(parameters.Parameters("/").Delete(none)),
		"waiter: context":     objects.Bucket("b").WaitUntilExists(none, waiters.Options{Max: time.Second}),
		"waiter: unbounded":   objects.Bucket("b").WaitUntilExists(context.Background(), waiters.Options{}),
		"key: empty":          objects.Bucket("b").Object("").Load(ctx),
	} {
		assert.ErrorIs(t, err, awserr.ErrInvalid, name)
	}
}
