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
// [FromEnv] is for Lambda functions and containers: it takes what the platform
// hands out, reads no files, and links little. [FromConfig] is for a configuration
// that is there already.
//
// # Where settings come from
//
// The first source that has a value wins.
//
//	profile      Options.Profile, AWS_PROFILE, AWS_DEFAULT_PROFILE, then none:
//	             the environment's credentials or the profile "default"
//	region       Options.Region, AWS_REGION, AWS_DEFAULT_REGION, the profile,
//	             then [ErrNoRegion]
//	credentials  a profile chosen in any way: that profile; if it has none, the
//	             platform's web identity, container or instance;
//	             otherwise keys in the environment, a role of the profile
//	             "default", web identity, the profile "default", the container's,
//	             the instance's
//
// A profile that was chosen takes the environment's keys out of the chain, as
// --profile does in the AWS CLI and unlike in the SDK, which lets the keys win over
// AWS_PROFILE; [Session.Warnings] says when both are there.
//
// The shared files are read once, by the rules of the AWS CLI, and what it
// refuses is a [*ProfileError] with file and line. [Session.Setting] reads what a
// profile has. Where a session differs from the CLI or the SDK is in
// docs/decisions/session-differences.md.
//
// # Requests
//
// Opening a session makes no request, but for a guard and for roles: a guard
// asks STS once who the credentials belong to, and each role is assumed at once,
// so that a role that cannot be entered fails where it is named.
//
// # Roles, people and machines
//
// [Session.Assume] gives a session in another account, [Session.In] one in
// another region with the same credentials. A role is assumed once however many
// goroutines want it, and again five minutes before its credentials end. MFA codes
// come from [Options.MFA]; with [Options.Cache] a person is asked once an hour and
// not once a run. [DetectRuntime] tells a laptop from Lambda, a container, EC2 or CI,
// and [Session.Explain] tells all that was looked at and why.
//
// # Guards
//
// [Options.AllowedAccounts] and [Options.ForbiddenAccounts] hold for every client of
// the session and of its children. A request that another account would sign is
// refused before it is sent, also when a client was given other credentials or a
// provider changes its account. [Session.AllowAccounts] is for sessions of FromEnv.
//
// # Many accounts
//
// [Session.Enter] opens a session in a [Target]: an account, entered by a role or
// profile, and a region. Package across runs a function in many of them.
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
