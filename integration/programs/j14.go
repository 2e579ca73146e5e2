package programs

import (
	"context"
	"fmt"
	"path"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"github.com/awsessentials/essentials/resources/cloudwatchres"
	"github.com/awsessentials/essentials/resources/ec2res"
	"github.com/awsessentials/essentials/resources/sqsres"
	"github.com/awsessentials/essentials/session"
)

const topic = "arn:aws:sns:us-east-1:123456789012:oncall"

// BEGIN

// J14 makes an alarm for every running instance and every queue, and prints the
// alarms that are in ALARM.
func J14(ctx context.Context, sess *session.Session) error {
	cw, n := cloudwatchres.Open(sess), 0
	put := func(name string, metric *cloudwatchres.Metric, dimension, value string, threshold float64) error {
		n++
		_, err := metric.PutAlarm(ctx, name, cloudwatchres.Above(threshold, types.StatisticMaximum, 5*time.Minute, 3),
			cloudwatchres.Dimension(dimension, value), cloudwatchres.Notify(topic))
		return err
	}
	err := ec2res.Open(sess).Instances(ec2res.Filter("instance-state-name", "running")).Do(ctx, func(i *ec2res.Instance) error {
		return put("cpu-"+i.ID, cw.Metric("AWS/EC2", "CPUUtilization"), "InstanceId", i.ID, 90)
	})
	if err != nil {
		return err
	}
	err = sqsres.Open(sess).Queues("").Do(ctx, func(q *sqsres.Queue) error {
		name := path.Base(q.URL)
		return put("age-"+name, cw.Metric("AWS/SQS", "ApproximateAgeOfOldestMessage"), "QueueName", name, 3600)
	})
	if err != nil {
		return err
	}
	fmt.Println(n, "alarms")
	return cw.Alarms().InState(types.StateValueAlarm).Do(ctx, func(a *cloudwatchres.Alarm) error {
		fmt.Println(a.Name, *a.Data.StateReason)
		return nil
	})
}

// END
