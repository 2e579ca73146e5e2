// Package secretsres is AWS Secrets Manager as typed resources.
//
//	sm.get_secret_value(SecretId="db")["SecretString"]  secrets.Secret("db").Value(ctx)
//	sm.get_paginator("list_secrets")                    secrets.Secrets()
package secretsres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service secretsmanager -entry SecretsManager -about "AWS Secrets Manager"
