// Package kmsres is AWS KMS as typed resources.
//
//	kms.get_paginator("list_keys")                   keys.Keys()
//	kms.encrypt(KeyId="alias/app", Plaintext=data)   keys.Key("alias/app").Encrypt(ctx, data)
package kmsres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service kms -entry KMS -about "AWS KMS"
