package main

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	eventbridgetypes "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	schedulertypes "github.com/aws/aws-sdk-go-v2/service/scheduler/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const otherARN = "arn:aws:lambda:eu-west-1:123456789012:function:other"

// foreign is a thing of another team that has the name of one of ours.
type foreign struct {
	// create makes it where there is nothing of ours.
	create func(*testing.T, *deployer)
	// estrange makes what we deployed somebody else's.
	estrange func(*testing.T, *deployer)
	// trigger is what a deployment needs that would touch it.
	trigger []string
	// destroys says that -destroy deletes what is ours beside it.
	destroys bool
}

var (
	byTime  = []string{"-schedule", "rate(1 day)"}
	byEvent = []string{"-event", `{"source":["aws.ec2"]}`}
)

var things = map[string]foreign{
	"function": {
		create: func(t *testing.T, d *deployer) {
			code, err := buildBundle(t.Context(), "testdata/hello")
			require.NoError(t, err)
			makeRole(t, d, "other")
			_, err = d.lambda.CreateFunction(t.Context(), &lambda.CreateFunctionInput{
				FunctionName: &d.name, Runtime: "provided.al2023", Handler: aws.String("bootstrap"),
				Role: aws.String(d.roleARN("other")), Code: &lambdatypes.FunctionCode{ZipFile: code.zip},
			})
			require.NoError(t, err)
		},
		estrange: func(t *testing.T, d *deployer) {
			_, err := d.lambda.UntagResource(t.Context(), &lambda.UntagResourceInput{
				Resource: aws.String("arn:aws:lambda:eu-west-1:123456789012:function:" + d.name), TagKeys: []string{tagKey},
			})
			require.NoError(t, err)
		},
		trigger: byTime,
	},
	"role": {
		create:   func(t *testing.T, d *deployer) { makeRole(t, d, d.roleName()) },
		estrange: func(t *testing.T, d *deployer) { untagRole(t, d, d.roleName()) },
		trigger:  byTime,
		destroys: true,
	},
	"role of the scheduler": {
		create:   func(t *testing.T, d *deployer) { makeRole(t, d, d.callerName()) },
		estrange: func(t *testing.T, d *deployer) { untagRole(t, d, d.callerName()) },
		trigger:  byTime,
		destroys: true,
	},
	"schedule": {
		create: func(t *testing.T, d *deployer) {
			_, err := d.scheduler.CreateSchedule(t.Context(), &scheduler.CreateScheduleInput{
				Name: &d.name, ScheduleExpression: aws.String("rate(5 minutes)"), FlexibleTimeWindow: &schedulertypes.FlexibleTimeWindow{Mode: "OFF"},
				Target: &schedulertypes.Target{Arn: aws.String(otherARN), RoleArn: aws.String(d.roleARN("other"))},
			})
			require.NoError(t, err)
		},
		estrange: func(t *testing.T, d *deployer) {
			_, err := d.scheduler.UpdateSchedule(t.Context(), &scheduler.UpdateScheduleInput{
				Name: &d.name, ScheduleExpression: aws.String("rate(5 minutes)"), FlexibleTimeWindow: &schedulertypes.FlexibleTimeWindow{Mode: "OFF"},
				Target: &schedulertypes.Target{Arn: aws.String(otherARN), RoleArn: aws.String(d.roleARN("other"))},
			})
			require.NoError(t, err)
		},
		trigger:  byTime,
		destroys: true,
	},
	"rule": {
		create: func(t *testing.T, d *deployer) { makeRule(t, d, "theirs") },
		estrange: func(t *testing.T, d *deployer) {
			_, err := d.events.UntagResource(t.Context(), &eventbridge.UntagResourceInput{ResourceARN: aws.String("arn:aws:events:eu-west-1:123456789012:rule/" + d.name), TagKeys: []string{tagKey}})
			require.NoError(t, err)
		},
		trigger:  byEvent,
		destroys: true,
	},
	"target": {
		create: func(t *testing.T, d *deployer) {
			makeRule(t, d, targetID)
			_, err := d.events.TagResource(t.Context(), &eventbridge.TagResourceInput{ResourceARN: aws.String("arn:aws:events:eu-west-1:123456789012:rule/" + d.name), Tags: []eventbridgetypes.Tag{{Key: aws.String(tagKey), Value: aws.String(tagValue)}}})
			require.NoError(t, err)
		},
		estrange: func(t *testing.T, d *deployer) {
			_, err := d.events.PutTargets(t.Context(), &eventbridge.PutTargetsInput{Rule: &d.name, Targets: []eventbridgetypes.Target{{Id: aws.String("theirs"), Arn: aws.String(otherARN)}}})
			require.NoError(t, err)
		},
		trigger: []string{"-event", `{"source":["aws.ec2"],"detail-type":["EC2 Instance State-change Notification"]}`},
	},
}

func makeRole(t *testing.T, d *deployer, name string) {
	trust := document(statement{Effect: "Allow", Action: []string{"sts:AssumeRole"}, Principal: map[string]string{"Service": "lambda.amazonaws.com"}})
	policy := document(statement{Effect: "Allow", Action: []string{"s3:GetObject"}, Resource: []string{"*"}})
	_, err := d.iam.CreateRole(t.Context(), &iam.CreateRoleInput{RoleName: &name, AssumeRolePolicyDocument: &trust})
	require.NoError(t, err)
	_, err = d.iam.PutRolePolicy(t.Context(), &iam.PutRolePolicyInput{RoleName: &name, PolicyName: aws.String("theirs"), PolicyDocument: &policy})
	require.NoError(t, err)
}

func untagRole(t *testing.T, d *deployer, name string) {
	_, err := d.iam.UntagRole(t.Context(), &iam.UntagRoleInput{RoleName: &name, TagKeys: []string{tagKey}})
	require.NoError(t, err)
}

func makeRule(t *testing.T, d *deployer, target string) {
	_, err := d.events.PutRule(t.Context(), &eventbridge.PutRuleInput{Name: &d.name, EventPattern: aws.String(`{"source":["theirs"]}`)})
	require.NoError(t, err)
	_, err = d.events.PutTargets(t.Context(), &eventbridge.PutTargetsInput{Rule: &d.name, Targets: []eventbridgetypes.Target{{Id: &target, Arn: aws.String(otherARN)}}})
	require.NoError(t, err)
}

// everything is all that there is under the name, as text.
func everything(t *testing.T, d *deployer) map[string]string {
	t.Helper()
	s, err := d.survey(t.Context())
	require.NoError(t, err)
	all := map[string]string{}
	put := func(kind string, v any) {
		text, err := json.Marshal(v)
		require.NoError(t, err)
		all[kind] = string(text)
	}
	if s.function != nil {
		put("function", []any{s.function.Configuration, s.function.Tags})
	}
	for kind, name := range map[string]string{"role": d.roleName(), "role of the scheduler": d.callerName()} {
		if r, err := d.getRole(t.Context(), name); err == nil && r != nil {
			policies, err := d.iam.ListRolePolicies(t.Context(), &iam.ListRolePoliciesInput{RoleName: &name})
			require.NoError(t, err)
			put(kind, []any{r, policies.PolicyNames})
		}
	}
	if s.schedule != nil {
		put("schedule", []any{s.schedule.ScheduleExpression, s.schedule.Target, s.schedule.State})
	}
	if s.rule != nil {
		put("rule", []any{s.rule.EventPattern, s.ruleTags, s.rule.State})
		put("target", s.targets)
	}
	return all
}

// What has our name and is not ours is not touched, whatever is asked for.
func TestWhatSomebodyElseMadeIsNotTouched(t *testing.T) {
	url, d := cloud(t)
	run := func(args ...string) (int, string) {
		status, _, stderr := deploy(t, append([]string{"-name", d.name, "-region", "eu-west-1", "-endpoint", url, "-src", "testdata/hello"}, args...)...)
		return status, stderr
	}
	reset := func(t *testing.T) {
		resp, err := http.Post(url+"/moto-api/reset", "", nil)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
	}
	own := map[string][]string{"rule": byEvent, "target": byEvent}

	for kind, thing := range things {
		t.Run(kind+", create", func(t *testing.T) {
			reset(t)
			thing.create(t, d)
			before := everything(t, d)
			status, stderr := run(thing.trigger...)
			assert.Equal(t, 1, status)
			assert.Contains(t, stderr, "not made by this program")
			assert.Equal(t, before, everything(t, d), "nothing was made either")
		})
		t.Run(kind+", update", func(t *testing.T) {
			reset(t)
			deployed := own[kind]
			if deployed == nil {
				deployed = byTime
			}
			status, stderr := run(deployed...)
			require.Zero(t, status, stderr)
			thing.estrange(t, d)
			before := everything(t, d)
			status, stderr = run(append(thing.trigger, "-memory", "512", "-env", "A=b")...)
			assert.Equal(t, 1, status)
			assert.Contains(t, stderr, "not made by this program")
			assert.Equal(t, before, everything(t, d))
		})
		t.Run(kind+", no longer wanted", func(t *testing.T) {
			if kind == "function" || kind == "role" {
				return // these are always wanted
			}
			reset(t)
			thing.create(t, d)
			before := everything(t, d)
			other := byEvent
			if thing.trigger[0] == "-event" {
				other = byTime
			}
			run(other...)
			assert.Equal(t, before[kind], everything(t, d)[kind])
		})
		t.Run(kind+", destroy", func(t *testing.T) {
			reset(t)
			deployed := own[kind]
			if deployed == nil {
				deployed = byTime
			}
			status, stderr := run(deployed...)
			require.Zero(t, status, stderr)
			thing.estrange(t, d)
			before := everything(t, d)
			status, stderr = run("-destroy")
			after := everything(t, d)
			if !thing.destroys {
				assert.Equal(t, 1, status)
				assert.Contains(t, stderr, "not made by this program")
				assert.Equal(t, before, after)
				return
			}
			assert.Zero(t, status, stderr)
			assert.Equal(t, before[kind], after[kind])
			assert.NotContains(t, after, "function", "what is ours is gone")
		})
	}
}
