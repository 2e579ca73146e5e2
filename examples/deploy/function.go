package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"maps"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/waiters"
)

// alias is the name under which the published version is called, so that what
// calls the function never sees half an update.
const alias = "live"

// ensureFunction makes code and configuration what they should be, publishes a
// version when something changed, and returns the ARN of the alias.
func (d *deployer) ensureFunction(ctx context.Context, roleARN string, code bundle) (arn string, err error) {
	out, err := d.lambda.GetFunction(ctx, &lambda.GetFunctionInput{FunctionName: &d.name})
	did := "created"
	switch {
	case awserr.IsNotFound(err):
		err = d.createFunction(ctx, roleARN, code)
	case err == nil && out.Tags[tagKey] != tagValue:
		err = fmt.Errorf("the function %s exists and was not made by this program: choose another -name", d.name)
	case err == nil:
		did, err = d.updateFunction(ctx, roleARN, code, out.Configuration)
	}
	if err != nil {
		return "", err
	}
	d.report("function", d.name, did)
	return d.publish(ctx)
}

func (d *deployer) createFunction(ctx context.Context, roleARN string, code bundle) error {
	_, err := waiters.Until(ctx, d.lambda.CreateFunction, &lambda.CreateFunctionInput{
		FunctionName:  &d.name,
		Runtime:       lambdatypes.RuntimeProvidedal2023,
		Architectures: []lambdatypes.Architecture{lambdatypes.ArchitectureArm64},
		Handler:       aws.String("bootstrap"),
		Code:          &lambdatypes.FunctionCode{ZipFile: code.zip},
		Role:          &roleARN,
		MemorySize:    &d.memory,
		Timeout:       aws.Int32(int32(d.timeout.Seconds())),
		Environment:   &lambdatypes.Environment{Variables: d.env},
		Tags:          map[string]string{tagKey: tagValue},
	}, waiters.Succeeds,
		waiters.Options{Max: d.wait, Classify: roleSettling})
	if err != nil {
		return err
	}
	return d.awaitReady(ctx)
}

// updateFunction changes what differs, and says whether something did. Lambda
// takes one change at a time, so each is waited for.
func (d *deployer) updateFunction(ctx context.Context, roleARN string, code bundle, now *lambdatypes.FunctionConfiguration) (did string, err error) {
	did = "unchanged"
	if now.State == lambdatypes.StatePending || now.LastUpdateStatus == lambdatypes.LastUpdateStatusInProgress {
		if err = d.awaitReady(ctx); err != nil { // what an interrupted run has begun
			return "", err
		}
	}
	if aws.ToString(now.CodeSha256) != code.sha256 {
		did = "updated"
		_, err = d.lambda.UpdateFunctionCode(ctx, &lambda.UpdateFunctionCodeInput{
			FunctionName:  &d.name,
			ZipFile:       code.zip,
			Architectures: []lambdatypes.Architecture{lambdatypes.ArchitectureArm64},
		})
		if err == nil {
			err = d.awaitReady(ctx)
		}
		if err != nil {
			return "", err
		}
	}
	var env map[string]string
	if now.Environment != nil {
		env = now.Environment.Variables
	}
	timeout := int32(d.timeout.Seconds())
	if aws.ToString(now.Role) == roleARN && aws.ToInt32(now.MemorySize) == d.memory &&
		aws.ToInt32(now.Timeout) == timeout && maps.Equal(env, d.env) {
		return did, nil
	}
	_, err = waiters.Until(ctx, d.lambda.UpdateFunctionConfiguration, &lambda.UpdateFunctionConfigurationInput{
		FunctionName: &d.name,
		Role:         &roleARN,
		MemorySize:   &d.memory,
		Timeout:      &timeout,
		Environment:  &lambdatypes.Environment{Variables: d.env},
	}, waiters.Succeeds,
		waiters.Options{Max: d.wait, Classify: roleSettling})
	if err != nil {
		return "", err
	}
	return "updated", d.awaitReady(ctx)
}

// awaitReady waits until the function can be called, and changed, again.
func (d *deployer) awaitReady(ctx context.Context) error {
	in, bounds := &lambda.GetFunctionInput{FunctionName: &d.name}, waiters.Options{Max: d.wait}
	if _, err := waiters.Wait(ctx, lambda.NewFunctionActiveV2Waiter(d.lambda), in, bounds); err != nil {
		return err
	}
	_, err := waiters.Wait(ctx, lambda.NewFunctionUpdatedV2Waiter(d.lambda), in, bounds)
	return err
}

// publish freezes what is deployed as a version and points the alias there.
// Lambda makes no new version when nothing changed since the last one.
func (d *deployer) publish(ctx context.Context) (arn string, err error) {
	version, err := d.lambda.PublishVersion(ctx, &lambda.PublishVersionInput{FunctionName: &d.name})
	if err != nil {
		return "", err
	}
	did := "unchanged"
	out, err := d.lambda.GetAlias(ctx, &lambda.GetAliasInput{FunctionName: &d.name, Name: aws.String(alias)})
	switch {
	case awserr.IsNotFound(err):
		did = "created"
		var created *lambda.CreateAliasOutput
		created, err = d.lambda.CreateAlias(ctx, &lambda.CreateAliasInput{FunctionName: &d.name, Name: aws.String(alias), FunctionVersion: version.Version})
		if err != nil {
			return "", err
		}
		arn = aws.ToString(created.AliasArn)
	case err != nil:
		return "", err
	default:
		arn = aws.ToString(out.AliasArn)
		if aws.ToString(out.FunctionVersion) != aws.ToString(version.Version) {
			did = "updated"
			if _, err := d.lambda.UpdateAlias(ctx, &lambda.UpdateAliasInput{FunctionName: &d.name, Name: aws.String(alias), FunctionVersion: version.Version}); err != nil {
				return "", err
			}
		}
	}
	d.report("alias", fmt.Sprintf("%s:%s, version %s", d.name, alias, aws.ToString(version.Version)), did)
	return arn, nil
}

// invoke calls the alias and prints answer and log tail. That the function
// failed is an error too.
func (d *deployer) invoke(ctx context.Context, payload string) error {
	out, err := d.lambda.Invoke(ctx, &lambda.InvokeInput{
		FunctionName: &d.name,
		Qualifier:    aws.String(alias),
		Payload:      []byte(payload),
		LogType:      lambdatypes.LogTypeTail,
	})
	if err != nil {
		return err
	}
	d.report("answer", string(out.Payload), fmt.Sprintf("status %d", out.StatusCode))
	log, err := base64.StdEncoding.DecodeString(aws.ToString(out.LogResult))
	if err != nil {
		return fmt.Errorf("the log tail: %w", err)
	}
	for line := range strings.Lines(string(log)) {
		fmt.Fprintf(d.out, "  | %s\n", strings.TrimRight(line, "\r\n"))
	}
	if out.FunctionError != nil {
		return fmt.Errorf("the function failed (%s): %s", *out.FunctionError, out.Payload)
	}
	return nil
}

// removeFunction deletes the function with its versions, alias and permissions.
func (d *deployer) removeFunction(ctx context.Context) error {
	out, err := d.lambda.GetFunction(ctx, &lambda.GetFunctionInput{FunctionName: &d.name})
	switch {
	case awserr.IsNotFound(err):
		return nil
	case err != nil:
		return err
	case out.Tags[tagKey] != tagValue:
		return fmt.Errorf("the function %s was not made by this program: it stays", d.name)
	}
	if _, err := d.lambda.DeleteFunction(ctx, &lambda.DeleteFunctionInput{FunctionName: &d.name}); err != nil {
		return err
	}
	d.report("function", d.name, "deleted")
	return nil
}
