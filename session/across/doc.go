// Package across runs a function in many accounts and regions, and gives one
// [Result] for each.
//
//	targets := across.Targets(accounts, regions, sess.RoleIn("Audit"))
//	for r := range across.Run(ctx, sess, targets, countUntagged, across.Options{Concurrency: 20}) {
//		fmt.Println(r.Target, r.State, r.Value, r.Err)
//	}
//
// Targets also come from a file ([ReadTargets]), from profiles
// ([ProfileTargets]) and, in module orgs, from AWS Organizations. [Preflight]
// enters every account once before any work is done, and says who is there.
//
// Results that are not [Done] can be written to a file with [WriteTargets] and
// run again later.
package across
