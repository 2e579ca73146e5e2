// Package ssmres provides the parameters of AWS Systems Manager as typed resources.
//
//	ssm.get_paginator("get_parameters_by_path")            | ssms.Parameters("/app")
//	{p["Name"]: p["Value"] for p in ...}                   | ssms.Parameters("/app").Values(ctx)
//	ssm.get_parameter(Name=n, WithDecryption=True)         | ssms.Parameter(n).Value(ctx)
//	int(ssm.get_parameter(...)["Parameter"]["Value"])      | ssmres.Get[int](ctx, ssms.Parameter(n))
//	ssm.put_parameter(Name=n, Value=v, Overwrite=True)     | ssms.Parameter(n).Put(ctx, v, ssmres.Overwrite)
//	ssm.delete_parameters(Names=[...])                     | ssms.Parameters("/app/old").Delete(ctx)
//
// where ssms is ssmres.Open(sess). Start with [Open] or [New].
package ssmres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service ssm -entry SSM -about "the parameters of AWS Systems Manager"
