// Package lambdares is AWS Lambda as typed resources.
//
//	lam.get_paginator("list_functions")                    fns.Functions()
//	lam.create_function(...) or update_function_code(...)  fns.Function("fn").Deploy(ctx, zip, changes)
//	lam.invoke(FunctionName="fn", Payload=...)             fns.Function("fn").InvokeJSON(ctx, in, &out)
//	lam.add_permission(...)                                fns.Function("fn").Allow(ctx, id, principal, sourceARN)
package lambdares

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service lambda -entry Lambda -about "AWS Lambda"
