package secretsres_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/secretsres"
)

func value(cloud *awstest.Cloud, text string) {
	awstest.Return[secretsmanager.GetSecretValueInput](cloud, &secretsmanager.GetSecretValueOutput{SecretString: aws.String(text)})
}

func TestReadJSONKeepsTheValueOutOfErrors(t *testing.T) {
	for _, text := range []string{`hunter2`, `{"port": 7654321234567}`, `{"port": "hunter2"}`} {
		cloud := awstest.New(t)
		value(cloud, text)
		var v struct{ Port int8 }
		err := secretsres.Open(cloud).Secret("db").ReadJSON(t.Context(), &v)
		assert.EqualError(t, err, "secretsmanager.GetSecretValue: secretsmanager.Secret(db): the value cannot be decoded into *struct { Port int8 }")
	}
}

func TestJSONIsRefused(t *testing.T) {
	var none *secretsres.Secret
	assert.ErrorIs(t, none.WriteJSON(t.Context(), 1), awserr.ErrInvalid)
	assert.ErrorIs(t, none.ReadJSON(t.Context(), nil), awserr.ErrInvalid)
	secret := secretsres.Open(awstest.New(t)).Secret("db")
	assert.ErrorIs(t, secret.WriteJSON(t.Context(), make(chan int)), awserr.ErrInvalid)
	assert.ErrorIs(t, secret.ReadJSON(t.Context(), struct{}{}), awserr.ErrInvalid)
}

func ExampleSecret_WriteJSON() {
	cloud := awstest.New(nil)
	awstest.On(cloud, func(_ context.Context, in *secretsmanager.PutSecretValueInput) (*secretsmanager.PutSecretValueOutput, error) {
		fmt.Println(*in.SecretId, *in.SecretString)
		return &secretsmanager.PutSecretValueOutput{}, nil
	})
	value(cloud, `{"user": "app", "password": "…"}`)
	ctx, secret := context.Background(), secretsres.Open(cloud).Secret("db")

	err := secret.WriteJSON(ctx, map[string]string{"user": "app", "password": "…"})
	fmt.Println(err)

	var login struct{ User, Password string }
	err = secret.ReadJSON(ctx, &login)
	fmt.Println(login.User, err)
	// Output:
	// db {"password":"…","user":"app"}
	// <nil>
	// app <nil>
}
