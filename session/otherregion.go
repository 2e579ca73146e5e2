package session

import (
	"context"
	"fmt"
	"reflect"
	"slices"
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
	client := withoutFIPS(awsmiddleware.GetRegion(ctx))
	if slices.Contains(global, awsmiddleware.GetServiceID(ctx)) || strings.HasSuffix(client, "-global") {
		return err
	}
	if name, there := regionOfInput(input, client); name != "" {
		return fmt.Errorf("session: %s of the request is in %s, and the client in %s: %w", name, unquoted(there), client, err)
	}
	return err
}

// global are services without a region, whose inputs name things in any.
var global = []string{"CloudFront", "Global Accelerator", "NetworkManager", "Route 53", "Shield"}

// anywhere are the beginnings of the names of members that may be in another
// region: two ends of a copy or an event, and S3 access points, which the client
// of S3 may follow.
var anywhere = []string{"Bucket", "CopySource", "Destination", "Endpoint", "ReplicationSource", "Source"}

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
		if slices.ContainsFunc(anywhere, func(begin string) bool { return strings.HasPrefix(field.Name, begin) }) {
			continue
		}
		if s == nil || !strings.HasPrefix(*s, "arn:") && field.Name != "QueueUrl" {
			continue
		}
		if there := regionOf(*s); there != "" && there != client {
			return field.Name, there
		}
	}
	return "", ""
}

// regionOf returns the region in an ARN, or in the URL of a queue at AWS. A pattern of
// ARNs, as of the sources of a permission, may have none.
func regionOf(s string) string {
	var labels []string
	if a, err := arn.Parse(s); err == nil {
		labels = []string{a.Region}
	} else if isAWSHost(s) {
		labels = strings.Split(endpointHost(s), ".") // sqs.eu-west-1.amazonaws.com
	}
	for _, label := range labels {
		if _, err := PartitionOf(label); err == nil {
			return label
		}
	}
	return ""
}
