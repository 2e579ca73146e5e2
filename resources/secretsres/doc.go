// Package secretsres provides typed resources of AWS Secrets Manager.
//
//	sm.get_secret_value(SecretId="db")["SecretString"]     | secrets.Secret("db").Value(ctx)
//	json.loads(sm.get_secret_value(...)["SecretString"])   | secrets.Secret("db").ReadJSON(ctx, &v)
//	sm.put_secret_value(...) or create_secret(...)         | secrets.Secret("db").Put(ctx, value)
//	sm.get_paginator("list_secrets")                       | secrets.Secrets()
//	sm.rotate_secret(SecretId="db")                        | secrets.Secret("db").Rotate(ctx)
//
// where secrets is secretsres.Open(sess). A value is in no text and no error of
// this package. Start with [Open] or [New].
package secretsres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service secretsmanager -entry SecretsManager -about "AWS Secrets Manager"
