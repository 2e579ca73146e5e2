// Package orgs finds accounts in AWS Organizations, and the regions that an
// account has enabled, as targets for [across.Run].
//
// It is a module of its own, so that a program that works in accounts it knows
// does not compile the clients of these services.
//
//	targets, err := orgs.Targets(ctx, sess, orgs.Query{Under: []string{"Workloads/Prod"}},
//		[]string{"eu-west-1"}, sess.RoleIn("Audit"))
//
// The organization answers its management account and delegated administrators
// only. The SDK's errors are inside those of this package.
package orgs
