package jobs

import (
	"context"
	"fmt"
	"path"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	logstypes "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/session"
)

// BEGIN

// J17 sets the retention of log groups without one, and prints parameters.
func J17(ctx context.Context, sess *session.Session) error {
	logs, ssms := session.Client(sess, cloudwatchlogs.NewFromConfig), session.Client(sess, ssm.NewFromConfig)
	forever := collections.List[logstypes.LogGroup](logs.DescribeLogGroups, nil).Filter(func(g logstypes.LogGroup) bool { return g.RetentionInDays == nil })
	report, err := forever.ForEach(ctx, func(ctx context.Context, g logstypes.LogGroup) error {
		_, err := logs.PutRetentionPolicy(ctx, &cloudwatchlogs.PutRetentionPolicyInput{LogGroupName: g.LogGroupName, RetentionInDays: aws.Int32(30)})
		return err
	}, collections.ForEachOptions{})
	if err != nil {
		return err
	}
	fmt.Println(report.Done, "set")
	params := &ssm.GetParametersByPathInput{Path: aws.String("/app/prod/"), WithDecryption: aws.Bool(true)}
	return collections.List[types.Parameter](ssms.GetParametersByPath, params).Do(ctx, func(p types.Parameter) error {
		fmt.Println(path.Base(*p.Name) + "=" + *p.Value)
		return nil
	})
}

// END
