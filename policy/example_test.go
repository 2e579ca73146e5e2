package policy_test

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/policy"
)

// What a program on stubs has called, as an IAM policy.
func Example() {
	cloud := awstest.New(nil)
	awstest.Return[sns.PublishInput](cloud, &sns.PublishOutput{})
	client := sns.NewFromConfig(cloud.Config())

	_, err := client.Publish(context.Background(), &sns.PublishInput{
		TopicArn: aws.String("arn:aws:sns:us-east-1:123456789012:reports"), Message: aws.String("all is well"),
	})
	fmt.Println(cloud.Policy(), err)
	// Output:
	// {
	//   "Version": "2012-10-17",
	//   "Statement": [
	//     {
	//       "Effect": "Allow",
	//       "Action": [
	//         "sns:Publish"
	//       ],
	//       "Resource": [
	//         "arn:aws:sns:us-east-1:123456789012:reports"
	//       ]
	//     }
	//   ]
	// } <nil>
}

// The same of any client, on AWS too.
func ExampleRecorder() {
	cfg := awstest.New(nil).Config() // or a session's
	rec := policy.Recorder{Account: "111122223333"}
	cfg.APIOptions = append(cfg.APIOptions, rec.AddTo)
	client := sns.NewFromConfig(cfg)
	_, _ = client.CreateTopic(context.Background(), &sns.CreateTopicInput{Name: aws.String("reports")})
	fmt.Print(rec.Document().SAM())
	// Output:
	// Policies:
	//   - Version: "2012-10-17"
	//     Statement:
	//       - Effect: Allow
	//         Action:
	//           - sns:CreateTopic
	//         Resource:
	//           - "arn:aws:sns:us-east-1:111122223333:reports"
}
