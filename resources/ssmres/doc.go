// Package ssmres is the parameters of AWS Systems Manager as typed resources.
//
//	ssm.get_paginator("get_parameters_by_path")           ssms.Parameters("/app/")
//	ssm.get_parameter(Name=n, WithDecryption=True)        ssms.Parameter(n).Value(ctx)
//	ssm.put_parameter(Name=n, Value=v, Overwrite=True)    ssms.Parameter(n).Put(ctx, v, ssmres.Overwrite)
package ssmres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service ssm -entry SSM -about "the parameters of AWS Systems Manager"
