// Package lambdares provides typed resources of AWS Lambda: functions, their versions
// and aliases, layers and event source mappings.
//
//	lam.get_paginator("list_functions")                    | fns.Functions()
//	lam.create_function(...) or update_function_code(...)  | fn.Deploy(ctx, zip, describe)
//	json.loads(lam.invoke(...)["Payload"].read())          | fn.InvokeJSON(ctx, in, &out)
//	lam.add_permission(FunctionName="fn", ...)             | fn.Allow(ctx, id, principal, sourceARN)
//	lam.publish_version(FunctionName="fn")                 | fn.PublishVersion(ctx)
//	lam.create_alias(Name="live", FunctionVersion="3")     | fn.CreateAlias(ctx, "live", "3")
//	lam.list_event_source_mappings(FunctionName="fn")      | fn.EventSourceMappings()
//	lam.publish_layer_version(LayerName="lib", ...)        | fns.Layer("lib").PublishVersion(ctx, content)
//	lam.get_waiter("function_active_v2").wait(...)         | fn.WaitUntilActive(ctx, opts)
//
// where fn is fns.Function("fn"), and fns is lambdares.Open(sess). Start with
// [Open] or [New].
package lambdares

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service lambda -entry Lambda -about "AWS Lambda"
