package iamres

import (
	"context"
	"errors"
	"time"

	"github.com/awsessentials/essentials/awserr"
)

// Rotate replaces the key by a new one of the same user (CreateAccessKey), and
// makes the old one inactive (UpdateAccessKey) after keep has stored the new one.
// IAM shows the secret of a key this once:
//
//	err := key.Rotate(ctx, func(pair *iamres.AccessKeyPair) error {
//		return secrets.Secret("keys/"+pair.UserName).WriteJSON(ctx, map[string]string{"id": pair.ID, "secret": pair.Secret})
//	})
//
// If keep fails or panics, the new key is deleted (DeleteAccessKey), and the old
// one stays as it was. If the last step fails, both are active. A user has two
// keys at most; with two the error is LimitExceeded. Whoever still uses the old
// key is refused from now on, until Activate; Delete it when nobody does.
func (a *AccessKey) Rotate(ctx context.Context, keep func(*AccessKeyPair) error) error {
	if err := a.check("iam.CreateAccessKey"); err != nil {
		return err
	}
	if keep == nil {
		return awserr.Invalid("iam.CreateAccessKey", "keep", nil, "must be a function")
	}
	pair, err := a.User().CreateAccessKeyPair(ctx)
	if err != nil {
		return err
	}
	if err := pair.kept(ctx, keep); err != nil {
		return err
	}
	_, err = a.Deactivate(ctx)
	return err
}

// kept calls keep, and deletes the pair if it does not return nil.
func (a *AccessKeyPair) kept(ctx context.Context, keep func(*AccessKeyPair) error) (err error) {
	kept := false
	defer func() {
		if kept {
			return
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), undoTime)
		defer cancel()
		if _, failed := a.Delete(ctx); failed != nil {
			err = errors.Join(err, failed)
		}
	}()
	err = keep(a)
	kept = err == nil
	return err
}

// undoTime bounds the deletion of a new key, also if the context is done.
const undoTime = 10 * time.Second
