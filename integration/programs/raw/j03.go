package raw

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/smithy-go"
)

// BEGIN
func J03(ctx context.Context, cfg aws.Config) error {
	users, secrets := iam.NewFromConfig(cfg), secretsmanager.NewFromConfig(cfg)
	cutoff := time.Now().AddDate(0, 0, -days)
	p := iam.NewListUsersPaginator(users, &iam.ListUsersInput{})
	for p.HasMorePages() {
		page, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, user := range page.Users {
			keys, err := users.ListAccessKeys(ctx, &iam.ListAccessKeysInput{UserName: user.UserName}) // two at most
			if err != nil {
				return err
			}
			for _, key := range keys.AccessKeyMetadata {
				if key.Status != types.StatusTypeActive || !aws.ToTime(key.CreateDate).Before(cutoff) {
					continue
				}
				if err := rotate(ctx, users, secrets, key); err != nil {
					var api smithy.APIError
					if !errors.As(err, &api) {
						return err
					}
					fmt.Println("skipped", *user.UserName, api.ErrorCode())
					continue
				}
				fmt.Println("rotated", *user.UserName)
			}
		}
	}
	return nil
}

func rotate(ctx context.Context, users *iam.Client, secrets *secretsmanager.Client, old types.AccessKeyMetadata) error {
	out, err := users.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: old.UserName})
	if err != nil {
		return err
	}
	value, err := json.Marshal(map[string]string{"id": *out.AccessKey.AccessKeyId, "secret": *out.AccessKey.SecretAccessKey})
	if err == nil {
		_, err = secrets.PutSecretValue(ctx, &secretsmanager.PutSecretValueInput{
			SecretId: aws.String("keys/" + *old.UserName), SecretString: aws.String(string(value)),
		})
	}
	if err != nil {
		_, err2 := users.DeleteAccessKey(ctx, &iam.DeleteAccessKeyInput{UserName: old.UserName, AccessKeyId: out.AccessKey.AccessKeyId})
		return errors.Join(err, err2)
	}
	_, err = users.UpdateAccessKey(ctx, &iam.UpdateAccessKeyInput{UserName: old.UserName, AccessKeyId: old.AccessKeyId, Status: types.StatusTypeInactive})
	return err
}

// END
