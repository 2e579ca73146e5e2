package resources_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/glacier"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/internal/argtest"
	"github.com/awsessentials/essentials/resources/autoscalingres"
	"github.com/awsessentials/essentials/resources/cfnres"
	"github.com/awsessentials/essentials/resources/cloudwatchres"
	"github.com/awsessentials/essentials/resources/ecsres"
	"github.com/awsessentials/essentials/resources/elbv2res"
	"github.com/awsessentials/essentials/resources/eventsres"
	"github.com/awsessentials/essentials/resources/glacierres"
	"github.com/awsessentials/essentials/resources/iamres"
	"github.com/awsessentials/essentials/resources/kmsres"
	"github.com/awsessentials/essentials/resources/lambdares"
	"github.com/awsessentials/essentials/resources/logsres"
	"github.com/awsessentials/essentials/resources/rdsres"
	"github.com/awsessentials/essentials/resources/route53res"
	"github.com/awsessentials/essentials/resources/schedulerres"
	"github.com/awsessentials/essentials/resources/secretsres"
	"github.com/awsessentials/essentials/resources/sfnres"
	"github.com/awsessentials/essentials/waiters"
)

// TestWrongArgumentsOfOtherServicesDoNotPanic tries the services with fewer
// hand-written methods.
func TestWrongArgumentsOfOtherServicesDoNotPanic(t *testing.T) {
	cloud := awstest.New(nil)
	cloud.SetLatency(0)
	cfg := cloud.Config()
	services := []any{
		ecsres.New(ecs.NewFromConfig(cfg)), elbv2res.New(elb.NewFromConfig(cfg)), eventsres.New(eventbridge.NewFromConfig(cfg)),
		lambdares.New(lambda.NewFromConfig(cfg)), logsres.New(cloudwatchlogs.NewFromConfig(cfg)), rdsres.New(rds.NewFromConfig(cfg)),
		route53res.New(route53.NewFromConfig(cfg)), schedulerres.New(scheduler.NewFromConfig(cfg)),
		secretsres.New(secretsmanager.NewFromConfig(cfg)), sfnres.New(sfn.NewFromConfig(cfg)),
		autoscalingres.New(autoscaling.NewFromConfig(cfg)), cfnres.New(cloudformation.NewFromConfig(cfg)),
		cloudwatchres.New(cloudwatch.NewFromConfig(cfg)), glacierres.New(glacier.NewFromConfig(cfg)), iamres.New(iam.NewFromConfig(cfg)), kmsres.New(kms.NewFromConfig(cfg)),
		ecsres.New(nil), new(elbv2res.ELB), eventsres.NewFrom("no client"), lambdares.New(nil), logsres.New(nil), rdsres.New(nil),
		route53res.New(nil), schedulerres.New(nil), secretsres.New(nil), sfnres.New(nil),
		autoscalingres.New(nil), cfnres.New(nil), cloudwatchres.New(nil), new(glacierres.Glacier), iamres.New(nil), kmsres.NewFrom(7),
	}
	table := argtest.Table{
		Panics: []string{"*iamres.AccessKeyPair.Format(nil"}, // which package fmt does not pass
		Good: func(typ reflect.Type) reflect.Value {
			if typ == reflect.TypeFor[waiters.Options]() {
				return reflect.ValueOf(waiters.Options{Max: time.Millisecond})
			}
			return reflect.Value{}
		},
	}
	for _, service := range services {
		table.Receivers = append(table.Receivers, service)
		for _, id := range []string{"x", ""} {
			table.Receivers = append(table.Receivers, made(service, id)...)
		}
	}
	assert.Greater(t, table.Try(t), 1000)
}
