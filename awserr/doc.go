// Package awserr tells errors by what they mean.
//
//	switch {
//	case awserr.IsNotFound(err): // in any service, whatever its word for it
//	case awserr.Code(err) == "EntityAlreadyExists":
//	case awserr.Is(err, "DeleteConflict", "NoSuchEntity"):
//	}
//
// [Code], [Message], [Status], [RequestID], [Service] and [Operation] read an
// error of an AWS client, however deeply it is wrapped. [Is] compares codes.
// [IsNotFound], [IsAlreadyExists], [IsConflict], [IsAccessDenied],
// [IsThrottled], [IsExpired] and [IsValidation] know the codes of all services;
// an error is at most one of these.
//
// The predicates are checked against every error that the models of the AWS
// services declare, and know the codes that services send undeclared, such as
// InvalidInstanceID.NotFound of EC2. Where a service has no code for a thing
// that does not exist, its message is read: CloudFormation's ValidationError
// "Stack with id x does not exist" is not found.
//
// # Whose error it is
//
// A call can fail because the client had no credentials to sign it: the error of
// sts.AssumeRole is then inside that of, say, s3.HeadObject. All functions
// report the inner call, the one that was answered with an error. Such an error
// can be access denied, throttled or expired, and says nothing about the object:
// IsNotFound and IsConflict are false for it.
//
// A 404 that a proxy or a wrong endpoint sent is not IsNotFound: an answer
// counts by the code of a service, and by its status only beside one.
//
// [InvalidError] is the error of this library for a wrong argument.
package awserr
