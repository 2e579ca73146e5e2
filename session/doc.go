// Package session opens AWS sessions: it finds the profile, region, credentials
// and roles of a program, and checks which accounts it may act in.
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
// [FromEnv] is for Lambda functions and containers: it uses the credentials and
// region of the platform, reads no files, and adds little to a program.
// [FromConfig] is for an existing configuration.
//
// # Where settings come from
//
// The first source that has a value is used.
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
// If a profile is chosen, keys in the environment are not used, as with --profile
// in the AWS CLI and unlike in the SDK, where keys take precedence over
// AWS_PROFILE. [Session.Warnings] reports when there are both.
//
// The shared files are read once, by the rules of the AWS CLI, and files that it
// refuses are a [*ProfileError] with file and line. [Session.Setting] returns the
// settings of a profile. The differences from the CLI and the SDK are listed in
// docs/decisions/session-differences.md.
//
// # Requests
//
// Opening a session makes no request, except for guards and roles: a guard asks
// STS once for the account of the credentials, and each role is assumed at once,
// so that a role that cannot be assumed is an error of New.
//
// # Roles, people and machines
//
// [Session.Assume] returns a session in another account, [Session.In] one in
// another region with the same credentials. A role is assumed once however many
// goroutines need it, and again five minutes before its credentials expire. MFA
// codes come from [Options.MFA]; with [Options.Cache] a person is asked once an
// hour and not in every run. [DetectRuntime] distinguishes laptops, Lambda,
// containers, EC2 and CI, and [Session.Explain] reports where the session looked
// for its settings and what it chose.
//
// # Guards
//
// [Options.AllowedAccounts] and [Options.ForbiddenAccounts] apply to every client
// of the session and of its children. A request signed with credentials of another
// account is not sent, even if a client was given other credentials or a provider
// changes its account. [Session.AllowAccounts] is for sessions of FromEnv.
//
// # Many accounts
//
// [Session.Enter] opens a session in a [Target]: an account, entered by a role or
// profile, and a region. Package across runs a function in many of them.
//
// # Errors
//
// Every error begins with "session:" and says what to do. Use [errors.Is] with
// the Err values of this package for the class of an error, and [errors.As] with
// the types named there for its fields. Errors of the SDK are wrapped.
//
// Sessions are safe for concurrent use. No secret appears in an error, a
// warning or a formatted value of this package.
package session
