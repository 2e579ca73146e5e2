package lambdares

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// settle bounds each wait of Deploy; the context may end it sooner. Functions in
// a VPC take a minute or two, container images somewhat longer.
const settle = 10 * time.Minute

// Deploy creates the function, or updates its code and then its configuration,
// and waits until it can be invoked. The changes describe the function as if it
// were created: Role, Runtime and Handler are required for a new one. zip may be
// nil if a change sets Code to an object of S3 or an image.
//
//	err := fns.Function("nightly").Deploy(ctx, zip, func(in *lambda.CreateFunctionInput) {
//		in.Runtime, in.Handler, in.Role = types.RuntimePython312, aws.String("f.handler"), &role
//	})
//
// What the changes leave unset stays as it is in a function that exists. Its
// PackageType, CodeSigningConfigArn, TenancyConfig and Tags are never changed.
// With Publish, a version is published at the end. An update that another
// program has begun is waited for first; each wait takes at most ten minutes.
//
// Data is the new configuration afterwards. If Deploy fails between its
// requests, the code may be new and the configuration old: deploy again.
func (f *Function) Deploy(ctx context.Context, zip []byte, changes ...func(*lambda.CreateFunctionInput)) error {
	const operation = "lambda.CreateFunction"
	if err := f.check(operation); err != nil {
		return err
	}
	if ctx == nil {
		return awserr.Invalid(operation, "ctx", nil, "must be a context")
	}
	in := &lambda.CreateFunctionInput{FunctionName: aws.String(f.Name)}
	if len(zip) > 0 {
		in.Code = &types.FunctionCode{ZipFile: zip}
	}
	if err := resources.Change(operation, in, changes); err != nil {
		return err
	}
	if in.Code == nil {
		return awserr.Invalid(operation, "zip", nil, "must be the code, unless a change sets Code")
	}
	err := f.Reload(ctx)
	if awserr.IsNotFound(err) {
		_, err = resources.Act(ctx, &f.state, operation, f.service.createFunction, in, nil)
		if err == nil {
			return f.WaitUntilActive(ctx, waiters.Options{Max: settle})
		}
		if awserr.IsAlreadyExists(err) { // created by another program since
			err = nil
		}
	}
	if err != nil {
		return err
	}
	return f.update(ctx, in)
}

// update makes an existing function what in describes. Lambda refuses a second
// update while one is in progress.
func (f *Function) update(ctx context.Context, in *lambda.CreateFunctionInput) error {
	settled := func() error { return f.WaitUntilUpdated(ctx, waiters.Options{Max: settle}) }
	if f.Data == nil || f.Data.LastUpdateStatus == types.LastUpdateStatusInProgress || f.Data.State == types.StatePending {
		if err := f.WaitUntilActive(ctx, waiters.Options{Max: settle}); err != nil {
			return err
		}
		if err := settled(); err != nil {
			return err
		}
	}
	if _, err := f.UpdateCode(ctx, codeOf(in)); err != nil {
		return err
	}
	if err := settled(); err != nil {
		return err
	}
	if _, err := f.UpdateConfiguration(ctx, configurationOf(in)); err != nil {
		return err
	}
	if err := settled(); err != nil || !in.Publish {
		return err
	}
	data := f.Data
	_, err := f.PublishVersion(ctx, func(p *lambda.PublishVersionInput) { p.PublishTo = in.PublishTo })
	if err == nil {
		resources.Keep(&f.state, &f.Data, data)
	}
	return err
}

func codeOf(in *lambda.CreateFunctionInput) func(*lambda.UpdateFunctionCodeInput) {
	return func(u *lambda.UpdateFunctionCodeInput) {
		c := in.Code
		u.ZipFile, u.ImageUri, u.S3Bucket, u.S3Key, u.S3ObjectVersion = c.ZipFile, c.ImageUri, c.S3Bucket, c.S3Key, c.S3ObjectVersion
		u.S3ObjectStorageMode, u.SourceKMSKeyArn, u.Architectures = c.S3ObjectStorageMode, c.SourceKMSKeyArn, in.Architectures
	}
}

func configurationOf(in *lambda.CreateFunctionInput) func(*lambda.UpdateFunctionConfigurationInput) {
	return func(u *lambda.UpdateFunctionConfigurationInput) {
		u.CapacityProviderConfig, u.DeadLetterConfig, u.Description, u.DurableConfig = in.CapacityProviderConfig, in.DeadLetterConfig, in.Description, in.DurableConfig
		u.Environment, u.EphemeralStorage, u.FileSystemConfigs, u.Handler = in.Environment, in.EphemeralStorage, in.FileSystemConfigs, in.Handler
		u.ImageConfig, u.KMSKeyArn, u.Layers, u.LoggingConfig = in.ImageConfig, in.KMSKeyArn, in.Layers, in.LoggingConfig
		u.MemorySize, u.Role, u.Runtime, u.SnapStart = in.MemorySize, in.Role, in.Runtime, in.SnapStart
		u.Timeout, u.TracingConfig, u.VpcConfig = in.Timeout, in.TracingConfig, in.VpcConfig
	}
}
