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

// ensureFunction makes code and configuration what they should be and publishes a
// version when something changed. A function that is there is ours.
func (d *deployer) ensureFunction(ctx context.Context, now *lambda.GetFunctionOutput, roleARN string, code bundle) error {
	changed := []string{"created"}
	var err error
	if now == nil {
		err = d.createFunction(ctx, roleARN, code)
	} else {
		changed, err = d.updateFunction(ctx, roleARN, code, now.Configuration)
	}
	if err != nil {
		return err
	}
	if err := d.ensureRecursion(ctx, &changed); err != nil {
		return err
	}
	d.report("function", d.name, summary(changed))
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
	if awserr.Is(err, "ResourceConflictException") && d.created(ctx, code) {
		err = nil
	}
	if err != nil {
		return err
	}
	return d.awaitReady(ctx, "")
}

// created reports whether the function that is there is the one that a try made
// whose reply was lost.
func (d *deployer) created(ctx context.Context, code bundle) bool {
	now, err := d.lambda.GetFunction(ctx, &lambda.GetFunctionInput{FunctionName: &d.name})
	return err == nil && now.Tags[tagKey] == tagValue && aws.ToString(now.Configuration.CodeSha256) == code.sha256
}

// updateFunction changes what differs, and says what. Lambda takes one change at
// a time, so each is waited for. What failed before is done again.
func (d *deployer) updateFunction(ctx context.Context, roleARN string, code bundle, now *lambdatypes.FunctionConfiguration) (changed []string, err error) {
	if now.State == lambdatypes.StatePending || now.LastUpdateStatus == lambdatypes.LastUpdateStatusInProgress {
		if err = d.awaitReady(ctx, ""); err != nil { // what an interrupted run has begun
			return nil, err
		}
	}
	failed := now.State == lambdatypes.StateFailed || now.LastUpdateStatus == lambdatypes.LastUpdateStatusFailed
	if failed || aws.ToString(now.CodeSha256) != code.sha256 {
		_, err = d.lambda.UpdateFunctionCode(ctx, &lambda.UpdateFunctionCodeInput{
			FunctionName:  &d.name,
			ZipFile:       code.zip,
			Architectures: []lambdatypes.Architecture{lambdatypes.ArchitectureArm64},
		})
		if err == nil {
			err = d.awaitReady(ctx, "")
		}
		if err != nil {
			return nil, err
		}
		changed = append(changed, "code")
	}
	settings := d.changedSettings(roleARN, now)
	if len(settings) == 0 && !failed {
		return changed, nil
	}
	_, err = waiters.Until(ctx, d.lambda.UpdateFunctionConfiguration, &lambda.UpdateFunctionConfigurationInput{
		FunctionName: &d.name,
		Role:         &roleARN,
		Runtime:      lambdatypes.RuntimeProvidedal2023,
		Handler:      aws.String("bootstrap"),
		MemorySize:   &d.memory,
		Timeout:      aws.Int32(int32(d.timeout.Seconds())),
		Environment:  &lambdatypes.Environment{Variables: d.env},
	}, waiters.Succeeds,
		waiters.Options{Max: d.wait, Classify: roleSettling})
	if err != nil {
		return nil, err
	}
	return append(changed, settings...), d.awaitReady(ctx, "")
}

// changedSettings names the settings that differ.
func (d *deployer) changedSettings(roleARN string, now *lambdatypes.FunctionConfiguration) (names []string) {
	var env map[string]string
	if now.Environment != nil {
		env = now.Environment.Variables
	}
	for _, s := range []struct {
		name string
		same bool
	}{
		{"role", aws.ToString(now.Role) == roleARN},
		{"runtime", now.Runtime == lambdatypes.RuntimeProvidedal2023 && aws.ToString(now.Handler) == "bootstrap"},
		{"memory", aws.ToInt32(now.MemorySize) == d.memory},
		{"timeout", aws.ToInt32(now.Timeout) == int32(d.timeout.Seconds())},
		{"environment", maps.Equal(env, d.env)},
	} {
		if !s.same {
			names = append(names, s.name)
		}
	}
	return names
}

// ensureRecursion says whether the function may invoke itself without end.
func (d *deployer) ensureRecursion(ctx context.Context, changed *[]string) error {
	want := lambdatypes.RecursiveLoopTerminate
	if d.recursive {
		want = lambdatypes.RecursiveLoopAllow
	}
	now, err := d.lambda.GetFunctionRecursionConfig(ctx, &lambda.GetFunctionRecursionConfigInput{FunctionName: &d.name})
	if err != nil || now.RecursiveLoop == want {
		return err
	}
	*changed = append(*changed, "recursion")
	_, err = d.lambda.PutFunctionRecursionConfig(ctx, &lambda.PutFunctionRecursionConfigInput{FunctionName: &d.name, RecursiveLoop: want})
	return err
}

// awaitReady waits until the function, or a version of it, can be called, and
// changed, again. That it has failed is an error with Lambda's reason.
func (d *deployer) awaitReady(ctx context.Context, version string) error {
	in, bounds := &lambda.GetFunctionInput{FunctionName: &d.name}, waiters.Options{Max: d.wait}
	if version != "" {
		in.Qualifier = &version
	}
	out, err := waiters.Wait(ctx, lambda.NewFunctionActiveV2Waiter(d.lambda), in, bounds)
	if err == nil {
		out, err = waiters.Wait(ctx, lambda.NewFunctionUpdatedV2Waiter(d.lambda), in, bounds)
	}
	if err != nil && out != nil && out.Configuration != nil {
		for _, reason := range []*string{out.Configuration.StateReason, out.Configuration.LastUpdateStatusReason} {
			if reason != nil && !strings.Contains(err.Error(), *reason) {
				err = fmt.Errorf("%w: %s", err, *reason)
			}
		}
	}
	return err
}

// publish freezes what is deployed as a version, waits until that can be called,
// and points the alias there. Lambda makes no new version when nothing changed
// since the last one.
func (d *deployer) publish(ctx context.Context) error {
	version, err := d.lambda.PublishVersion(ctx, &lambda.PublishVersionInput{FunctionName: &d.name})
	if err != nil {
		return err
	}
	if err := d.awaitReady(ctx, aws.ToString(version.Version)); err != nil {
		return err
	}
	now, err := orNil(d.lambda.GetAlias(ctx, &lambda.GetAliasInput{FunctionName: &d.name, Name: aws.String(alias)}))
	if err != nil {
		return err
	}
	did := "unchanged"
	switch {
	case now == nil:
		did = "created"
		_, err = d.lambda.CreateAlias(ctx, &lambda.CreateAliasInput{FunctionName: &d.name, Name: aws.String(alias), FunctionVersion: version.Version})
		if awserr.Is(err, "ResourceConflictException") {
			err = d.pointAlias(ctx, version.Version) // a try whose reply was lost made it
		}
	case aws.ToString(now.FunctionVersion) != aws.ToString(version.Version):
		did = "updated: version"
		err = d.pointAlias(ctx, version.Version)
	}
	if err != nil {
		return err
	}
	d.report("alias", fmt.Sprintf("%s:%s, version %s", d.name, alias, aws.ToString(version.Version)), did)
	return nil
}

func (d *deployer) pointAlias(ctx context.Context, version *string) error {
	_, err := d.lambda.UpdateAlias(ctx, &lambda.UpdateAliasInput{FunctionName: &d.name, Name: aws.String(alias), FunctionVersion: version})
	return err
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

// removeFunction deletes our function with its versions, alias and permissions.
func (d *deployer) removeFunction(ctx context.Context, s survey) error {
	if !s.ownFunction() {
		return nil
	}
	if _, err := d.lambda.DeleteFunction(ctx, &lambda.DeleteFunctionInput{FunctionName: &d.name}); err != nil && !awserr.IsNotFound(err) {
		return err
	}
	d.report("function", d.name, "deleted")
	return nil
}
