package session_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	ststypes "github.com/aws/aws-sdk-go-v2/service/sts/types"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/session"
)

// exampleCloud has two topics, and lets every role be assumed but one.
func exampleCloud() *awstest.Cloud {
	cloud := awstest.New(nil)
	awstest.On(cloud, func(context.Context, *sts.GetCallerIdentityInput) (*sts.GetCallerIdentityOutput, error) {
		return &sts.GetCallerIdentityOutput{Account: aws.String("111122223333"), Arn: aws.String("arn:aws:iam::111122223333:user/ann")}, nil
	})
	awstest.On(cloud, func(_ context.Context, in *sts.AssumeRoleInput) (*sts.AssumeRoleOutput, error) {
		account := strings.Split(*in.RoleArn, ":")[4]
		if account == "999988887777" {
			return nil, awstest.APIError("AccessDenied", "User: ann is not authorized to perform: sts:AssumeRole", 403)
		}
		return &sts.AssumeRoleOutput{
			Credentials: &ststypes.Credentials{AccessKeyId: aws.String("ASIAEXAMPLE"), SecretAccessKey: aws.String("s"), SessionToken: aws.String("t"),
				Expiration: aws.Time(time.Now().Add(time.Hour))},
			AssumedRoleUser: &ststypes.AssumedRoleUser{Arn: aws.String("arn:aws:sts::" + account + ":assumed-role/Audit/" + *in.RoleSessionName)},
		}, nil
	})
	awstest.On(cloud, func(context.Context, *sns.ListTopicsInput) (*sns.ListTopicsOutput, error) {
		return &sns.ListTopicsOutput{Topics: make([]types.Topic, 2)}, nil
	})
	return cloud
}

func Example() {
	ctx := context.Background()
	cfg := exampleCloud().Config() // a test's; on a laptop use session.New with Options.Profile

	sess, err := session.FromConfig(ctx, cfg, session.Options{
		Region:          "eu-west-1",
		AllowedAccounts: []string{"111122223333", "444455556666"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	out, err := session.Client(sess, sns.NewFromConfig).ListTopics(ctx, &sns.ListTopicsInput{})
	fmt.Println(len(out.Topics), "topics", err)

	audit, err := sess.Assume(ctx, sess.Role("444455556666", "Audit"))
	if err != nil {
		fmt.Println(err)
		return
	}
	id, err := audit.In("us-east-1").Identity(ctx)
	fmt.Println(id.Account, id.Role(), err)
	// Output:
	// 2 topics <nil>
	// 444455556666 Audit <nil>
}

// lambdaEnv sets what Lambda sets for a function, until the returned function is
// called.
func lambdaEnv() (restore func()) {
	before := os.Environ()
	os.Clearenv()
	for name, value := range map[string]string{
		"AWS_LAMBDA_FUNCTION_NAME": "nightly", "AWS_REGION": "eu-west-1",
		"AWS_ACCESS_KEY_ID": "ASIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "t",
	} {
		_ = os.Setenv(name, value)
	}
	return func() {
		os.Clearenv()
		for _, kv := range before {
			name, value, _ := strings.Cut(kv, "=")
			_ = os.Setenv(name, value)
		}
	}
}

func ExampleFromEnv() {
	defer lambdaEnv()()

	sess, err := session.FromEnv(context.Background()) // in main, once for each process
	if err != nil {
		fmt.Println(err)
		return
	}
	topics := session.Client(sess, sns.NewFromConfig)
	fmt.Println(sess.Runtime().Platform, topics.Options().Region)
	// Output: lambda eu-west-1
}

func ExampleSession_Assume_refused() {
	ctx := context.Background()
	sess, err := session.FromConfig(ctx, exampleCloud().Config(), session.Options{AllowedAccounts: []string{"111122223333"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = sess.Assume(ctx, sess.Role("444455556666", "Audit"))
	fmt.Println(errors.Is(err, session.ErrAccount))
	fmt.Println(err)
	// Output:
	// true
	// session: assume role arn:aws:iam::444455556666:role/Audit refused: account 444455556666 is not in AllowedAccounts (111122223333); use another profile or role, or allow it
}

func ExamplePartitionOf() {
	p, err := session.PartitionOf("cn-north-1")
	fmt.Println(p.ID, p.DNSSuffix, err)
	_, err = session.PartitionOf("eu-wset-1")
	fmt.Println(err)
	// Output:
	// aws-cn amazonaws.com.cn <nil>
	// session: region "eu-wset-1" is in no partition of AWS; did you mean "eu-west-1", "eu-west-2" or "eu-west-3"?
}
