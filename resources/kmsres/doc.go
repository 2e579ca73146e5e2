// Package kmsres provides typed resources of AWS KMS: keys, aliases and grants.
//
//	kms.get_paginator("list_aliases")                      | keys.Aliases(), alias.Key()
//	kms.encrypt(KeyId="alias/app", Plaintext=data)         | keys.Key("alias/app").Encrypt(ctx, data)
//	kms.decrypt(CiphertextBlob=sealed)["Plaintext"]        | keys.Decrypt(ctx, sealed)
//	kms.generate_data_key(KeyId=k, KeySpec="AES_256")      | key.GenerateDataKey(ctx, change)
//	kms.get_key_rotation_status(KeyId=k)                   | key.RotationStatus(ctx)
//	kms.schedule_key_deletion(KeyId=k)                     | key.ScheduleDeletion(ctx)
//
// where keys is kmsres.Open(sess). Start with [Open] or [New].
package kmsres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service kms -entry KMS -about "AWS KMS"
