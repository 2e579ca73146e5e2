// Package iamres provides typed resources of AWS Identity and Access Management:
// boto3.resource("iam") in Go.
//
//	iam = boto3.resource("iam")                          | iams := iamres.Open(sess)
//	iam.roles.all()                                      | iams.Roles().All(ctx)
//	iam.create_role(RoleName=n, AssumeRolePolicyDocument=d) | iams.CreateRole(ctx, n, d)
//	role.attach_policy(PolicyArn=arn)                    | role.AttachPolicy(ctx, arn)
//	role.attached_policies.all()                         | role.AttachedPolicies().All(ctx)
//	iam.User("ann").access_keys.all()                    | iams.User("ann").AccessKeys().All(ctx)
//	user.create_access_key_pair().secret                 | pair, err := user.CreateAccessKeyPair(ctx); pair.Secret
//	key.deactivate()                                     | key.Deactivate(ctx)
//	a new key, its secret stored, then key.deactivate()  | key.Rotate(ctx, func(pair *iamres.AccessKeyPair) error { ... })
//
// Start with [Open] or [New]. The secret of an [AccessKeyPair] is in its field
// and in Data, but in no text that it is formatted as.
package iamres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service iam -entry IAM -about "AWS Identity and Access Management"
