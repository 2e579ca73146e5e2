// Package orgs finds accounts in AWS Organizations, and the regions that an
// account has enabled, as targets for [across.Run].
//
// It is a separate module, so that programs that do not need it do not compile
// the clients of these services.
//
//	targets, err := orgs.Targets(ctx, sess, orgs.Query{Under: []string{"Workloads/Prod"}},
//		[]string{"eu-west-1"}, sess.RoleIn("Audit"))
//
// Only the management account and delegated administrators may list the
// accounts of an organization. Errors of the SDK are wrapped.
package orgs
