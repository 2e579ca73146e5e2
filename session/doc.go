// Package session settles where a program runs, who it is, and which accounts
// it may touch, in one account or a thousand.
//
// A [Session] is an [aws.Config] whose profile, region, role chain and account
// are known and checked. The clients are the SDK's own:
//
//	sess, err := session.New(ctx, session.Options{
//		Profile:         "audit",
//		Region:          "eu-west-1",
//		AllowedAccounts: []string{"111122223333"},
//	})
//	client := session.Client(sess, sns.NewFromConfig)
//
// # Where settings come from
//
// The first source that has a value wins.
//
//	profile      Options.Profile, AWS_PROFILE, AWS_DEFAULT_PROFILE, then none:
//	             the environment's credentials or the profile "default"
//	region       Options.Region, AWS_REGION, AWS_DEFAULT_REGION, the profile,
//	             then [ErrNoRegion]
//	credentials  a profile chosen in any way: that profile alone;
//	             otherwise keys in the environment, web identity, the default
//	             profile, the container's, the instance's
//
// A profile that was chosen takes the environment's keys out of the chain, as
// in the AWS CLI and unlike in the SDK, which lets the keys win over
// AWS_PROFILE; [Session.Warnings] tells when both are there.
//
// # Requests
//
// Opening a session makes no request, but for a guard and for roles: a guard
// asks STS once who the credentials belong to, and each role is assumed at once,
// so that a role that cannot be entered fails where it is named.
//
// # Errors
//
// Every error begins with "session:" and says what to do. Test the class with
// [errors.Is] against the Err values of this package, read the facts with
// [errors.As] from the types named beside them. The SDK's errors stay reachable.
//
// Sessions are safe for concurrent use. No secret appears in an error, a
// warning or a formatted value of this package.
package session
