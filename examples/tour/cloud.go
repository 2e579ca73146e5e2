package main

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	snstypes "github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	ststypes "github.com/aws/aws-sdk-go-v2/service/sts/types"

	"github.com/awsessentials/essentials/awstest"
)

// What the embedded cloud holds. The tour starts in the awstest account and
// works in the account of the logs.
const (
	logsAccount = "444455556666"
	logsRole    = "arn:aws:iam::" + logsAccount + ":role/TourReader"
	logsBucket  = "tour-logs"
	logsObjects = 4200

	reportFunction = "tour-report"
	activeAfter    = 4 // polls

	alertsTopic = "arn:aws:sns:" + awstest.Region + ":" + awstest.AccountID + ":tour-alerts"
)

// cloud is a small AWS with state, on the test kit's stubs. Everything is
// answered on the wire, under the SDK's retryer and signer, because the key
// that signed a request tells which account is asking.
type cloud struct {
	*awstest.Cloud

	mu    sync.Mutex
	roles map[string]string // access key id to the ARN that it acts as
	polls int               // of the function's state
	sent  int               // messages that arrived on the topic
}

func newCloud() *cloud {
	c := &cloud{
		Cloud: awstest.New(nil),
		roles: map[string]string{awstest.AccessKeyID: "arn:aws:iam::" + awstest.AccountID + ":user/ana"},
	}
	awstest.On(c.Cloud, c.getCallerIdentity).Optional().Wire()
	awstest.On(c.Cloud, c.assumeRole).Optional().Wire()
	awstest.On(c.Cloud, c.listObjects).Optional().Wire()
	awstest.On(c.Cloud, c.getFunction).Optional().Wire()
	awstest.On(c.Cloud, c.publish).Optional().Wire()
	awstest.On(c.Cloud, c.publishBatch).Optional().Wire()
	// One entry of the first batch fails through no fault of its own.
	awstest.Inject[sns.PublishBatchInput](c.Cloud, awstest.PartialFailure(awstest.EntryFailure{
		Entries: []int{3}, Message: "please try again",
	}, 1))
	return c
}

// caller returns who signed the call, and that one's account.
func (c *cloud) caller(ctx context.Context) (arn, account string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	arn = c.roles[awstest.CallFrom(ctx).AccessKeyID]
	return arn, strings.Split(arn+":::::", ":")[4]
}

func (c *cloud) getCallerIdentity(ctx context.Context, _ *sts.GetCallerIdentityInput) (*sts.GetCallerIdentityOutput, error) {
	arn, account := c.caller(ctx)
	if arn == "" {
		return nil, awstest.APIError("InvalidClientTokenId", "The security token included in the request is invalid", http.StatusForbidden)
	}
	return &sts.GetCallerIdentityOutput{Account: &account, Arn: &arn, UserId: aws.String("AIDATOUREXAMPLE")}, nil
}

func (c *cloud) assumeRole(ctx context.Context, in *sts.AssumeRoleInput) (*sts.AssumeRoleOutput, error) {
	if *in.RoleArn != logsRole {
		arn, _ := c.caller(ctx)
		return nil, awstest.APIError("AccessDenied", fmt.Sprintf("User: %s is not authorized to perform: sts:AssumeRole on resource: %s", arn, *in.RoleArn), http.StatusForbidden)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	key := fmt.Sprintf("ASIATOUREXAMPLE%05d", len(c.roles))
	session := strings.Replace(logsRole, ":iam:", ":sts:", 1)
	session = strings.Replace(session, ":role/", ":assumed-role/", 1) + "/" + *in.RoleSessionName
	c.roles[key] = session
	life := time.Duration(aws.ToInt32(in.DurationSeconds)) * time.Second
	return &sts.AssumeRoleOutput{
		AssumedRoleUser: &ststypes.AssumedRoleUser{Arn: &session, AssumedRoleId: aws.String("AROATOUREXAMPLE:" + *in.RoleSessionName)},
		Credentials: &ststypes.Credentials{
			AccessKeyId: &key, SecretAccessKey: aws.String("secret"), SessionToken: aws.String("token"),
			Expiration: aws.Time(time.Now().Add(cmp.Or(life, time.Hour))),
		},
	}, nil
}

// object is the i-th log of the year, one an hour.
func object(i int) s3types.Object {
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * time.Hour)
	return s3types.Object{
		Key:          aws.String(at.Format("2006/01/02/15.log")),
		Size:         aws.Int64(int64(uint32(i) * 2654435761 >> 20)), // spread over 0 to 4095
		LastModified: &at,
	}
}

func (c *cloud) listObjects(ctx context.Context, in *s3.ListObjectsV2Input) (*s3.ListObjectsV2Output, error) {
	if _, account := c.caller(ctx); account != logsAccount || *in.Bucket != logsBucket {
		return nil, awstest.APIError("AccessDenied", "Access Denied", http.StatusForbidden)
	}
	after := aws.ToString(in.StartAfter)
	if in.ContinuationToken != nil {
		key, err := base64.StdEncoding.DecodeString(*in.ContinuationToken)
		if err != nil {
			return nil, awstest.APIError("InvalidArgument", "The continuation token provided is incorrect", http.StatusBadRequest)
		}
		after = string(key)
	}
	size := int(cmp.Or(aws.ToInt32(in.MaxKeys), 1000))
	out := &s3.ListObjectsV2Output{Name: in.Bucket, IsTruncated: aws.Bool(false)}
	for i := range logsObjects {
		o := object(i)
		if *o.Key <= after || !strings.HasPrefix(*o.Key, aws.ToString(in.Prefix)) {
			continue
		}
		if len(out.Contents) == min(size, 1000) {
			last := out.Contents[len(out.Contents)-1].Key
			out.IsTruncated = aws.Bool(true)
			out.NextContinuationToken = aws.String(base64.StdEncoding.EncodeToString([]byte(*last)))
			break
		}
		out.Contents = append(out.Contents, o)
	}
	out.KeyCount = aws.Int32(int32(len(out.Contents)))
	return out, nil
}

func (c *cloud) getFunction(_ context.Context, in *lambda.GetFunctionInput) (*lambda.GetFunctionOutput, error) {
	if *in.FunctionName != reportFunction {
		return nil, &lambdatypes.ResourceNotFoundException{Message: aws.String("Function not found: " + *in.FunctionName)}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.polls++
	state := lambdatypes.StatePending
	if c.polls > activeAfter {
		state = lambdatypes.StateActive
	}
	return &lambda.GetFunctionOutput{Configuration: &lambdatypes.FunctionConfiguration{
		FunctionName: in.FunctionName, State: state, StateReason: aws.String("The function is being created."),
	}}, nil
}

func (c *cloud) publish(_ context.Context, in *sns.PublishInput) (*sns.PublishOutput, error) {
	if aws.ToString(in.TopicArn) != alertsTopic {
		return nil, &snstypes.NotFoundException{Message: aws.String("Topic does not exist")}
	}
	return &sns.PublishOutput{MessageId: c.arrive()}, nil
}

func (c *cloud) publishBatch(_ context.Context, in *sns.PublishBatchInput) (*sns.PublishBatchOutput, error) {
	if *in.TopicArn != alertsTopic {
		return nil, &snstypes.NotFoundException{Message: aws.String("Topic does not exist")}
	}
	out := &sns.PublishBatchOutput{}
	for _, e := range in.PublishBatchRequestEntries {
		out.Successful = append(out.Successful, snstypes.PublishBatchResultEntry{Id: e.Id, MessageId: c.arrive()})
	}
	return out, nil
}

// arrive counts a message and makes up its id.
func (c *cloud) arrive() *string {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sent++
	return aws.String(fmt.Sprintf("00000000-0000-4000-8000-%012d", c.sent))
}
