package session

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"

	"github.com/awsessentials/essentials/awserr"
)

// otherRegion adds to an error of SNS or SQS that the topic or queue is in
// another region than the client, which these services refuse with words that do
// not say so.
func otherRegion(ctx context.Context, input any, err error) error {
	if !awserr.IsNotFound(err) && !awserr.IsValidation(err) && !awserr.Is(err, "InvalidParameter", "InvalidAddress") {
		return err
	}
	client := awsmiddleware.GetRegion(ctx)
	for _, name := range []string{"TopicArn", "TargetArn", "QueueUrl"} {
		if there := regionOf(stringMember(input, name)); there != "" && there != client {
			return fmt.Errorf("session: %s of the request is in %s, and the client in %s: %w", name, unquoted(there), client, err)
		}
	}
	return err
}

// stringMember is a member of an input, or nothing.
func stringMember(input any, name string) string {
	v := reflect.Indirect(reflect.ValueOf(input))
	if v.Kind() != reflect.Struct {
		return ""
	}
	member := v.FieldByName(name)
	if !member.IsValid() || !member.CanInterface() {
		return ""
	}
	s, _ := member.Interface().(*string)
	if s == nil {
		return ""
	}
	return *s
}

// regionOf is the region in an ARN, or in the URL of a queue at AWS.
func regionOf(s string) string {
	if a, err := arn.Parse(s); err == nil {
		return a.Region
	}
	if !isAWSHost(s) {
		return ""
	}
	labels := strings.Split(endpointHost(s), ".") // sqs.eu-west-1.amazonaws.com
	for _, label := range labels {
		if _, err := PartitionOf(label); err == nil {
			return label
		}
	}
	return ""
}
