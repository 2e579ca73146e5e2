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

// otherRegion adds to an error that the input names something in another region
// than the client's. Most services answer that there is no such thing, that the
// input is not valid or that access is denied, and do not say why.
func otherRegion(ctx context.Context, input any, err error) error {
	if !awserr.IsNotFound(err) && !awserr.IsValidation(err) && !awserr.IsAccessDenied(err) &&
		!awserr.Is(err, "InvalidParameter", "InvalidAddress", "InvalidArn") {
		return err
	}
	client := awsmiddleware.GetRegion(ctx)
	if name, there := regionOfInput(input, client); name != "" {
		return fmt.Errorf("session: %s of the request is in %s, and the client in %s: %w", name, unquoted(there), client, err)
	}
	return err
}

// regionOfInput returns the first member of an input that is an ARN or the URL of
// a queue in another region than the client's, and that region, or nothing.
// Members of members are left out: they may well be elsewhere, such as the
// destination of a replication.
func regionOfInput(input any, client string) (member, region string) {
	v := reflect.Indirect(reflect.ValueOf(input))
	if v.Kind() != reflect.Struct {
		return "", ""
	}
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if !field.IsExported() {
			continue
		}
		s, _ := v.Field(i).Interface().(*string)
		if s == nil || !strings.HasPrefix(*s, "arn:") && field.Name != "QueueUrl" {
			continue
		}
		if there := regionOf(*s); there != "" && there != client {
			return field.Name, there
		}
	}
	return "", ""
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
