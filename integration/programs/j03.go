package programs

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources/iamres"
	"github.com/awsessentials/essentials/resources/secretsres"
	"github.com/awsessentials/essentials/session"
)

// BEGIN

// J03 rotates old access keys: the new ones go to Secrets Manager.
func J03(ctx context.Context, sess *session.Session) error {
	secrets, cutoff := secretsres.Open(sess), time.Now().AddDate(0, 0, -days)
	keys := collections.FlatMap(iamres.Open(sess).Users(), (*iamres.User).AccessKeys)
	return keys.Do(ctx, func(key *iamres.AccessKey) error {
		if key.Data.Status != types.StatusTypeActive || !key.Data.CreateDate.Before(cutoff) {
			return nil
		}
		err := key.Rotate(ctx, func(pair *iamres.AccessKeyPair) error {
			return secrets.Secret("keys/"+pair.UserName).WriteJSON(ctx, map[string]string{"id": pair.ID, "secret": pair.Secret})
		})
		if code := awserr.Code(err); code != "" {
			fmt.Println("skipped", key.UserName, code)
			return nil
		}
		if err == nil {
			fmt.Println("rotated", key.UserName)
		}
		return err
	})
}

// END
