package across_test

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	ststypes "github.com/aws/aws-sdk-go-v2/service/sts/types"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/session/across"
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

func ExampleRun() {
	ctx := context.Background()
	sess, err := session.FromConfig(ctx, exampleCloud().Config(), session.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	accounts := []string{"444455556666", "999988887777"}
	regions := []string{"eu-west-1", "us-east-1"}
	targets := across.Targets(accounts, regions, sess.RoleIn("Audit"))

	countTopics := func(ctx context.Context, s *session.Session, _ session.Target) (int, error) {
		out, err := session.Client(s, sns.NewFromConfig).ListTopics(ctx, &sns.ListTopicsInput{})
		if err != nil {
			return 0, err
		}
		return len(out.Topics), nil
	}
	for r := range across.Run(ctx, sess, targets, countTopics, across.Options{Ordered: true}) {
		fmt.Println(r.Target, r.State, r.Value)
	}
	// Output:
	// 444455556666 eu-west-1 done 2
	// 444455556666 us-east-1 done 2
	// 999988887777 eu-west-1 not entered 0
	// 999988887777 us-east-1 not entered 0
}

// Who can be entered is listed before any work is done.
func ExamplePreflight() {
	ctx := context.Background()
	sess, err := session.FromConfig(ctx, exampleCloud().Config(), session.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	targets := across.Targets([]string{"444455556666", "999988887777"}, []string{"eu-west-1", "us-east-1"},
		sess.RoleIn("Audit"))
	for r := range across.Preflight(ctx, sess, targets, across.Options{Ordered: true}) {
		fmt.Println(r.Target.Account, r.State, r.Value.Role())
	}
	// Output:
	// 444455556666 done Audit
	// 999988887777 not entered
}

func ExampleTargets() {
	role := func(account string) session.Role {
		return session.Role{ARN: "arn:aws:iam::" + account + ":role/Audit"}
	}
	regions, err := session.MatchRegions([]string{"eu-west-1", "eu-west-2", "us-east-1"}, "eu-*")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range across.Targets([]string{"111122223333"}, regions, role) {
		fmt.Println(t)
	}
	// Output:
	// 111122223333 eu-west-1
	// 111122223333 eu-west-2
}

func ExampleReadTargets() {
	file := strings.NewReader("# the shop\n111122223333 eu-west-1\n\n444455556666\n")
	targets, err := across.ReadTargets(file, func(account string) session.Role {
		return session.Role{ARN: "arn:aws:iam::" + account + ":role/Audit"}
	})
	fmt.Println(targets[0], "as", targets[0].Role.ARN, len(targets), err)
	// Output:
	// 111122223333 eu-west-1 as arn:aws:iam::111122223333:role/Audit 2 <nil>
}
