// Package awserr classifies the errors of AWS services.
//
//	switch {
//	case awserr.IsNotFound(err): // in any service, whatever its code for it
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
// InvalidInstanceID.NotFound of EC2. If a service has no code for a resource
// that does not exist, its message is read: CloudFormation's ValidationError
// "Stack with id x does not exist" is not found.
//
// # Errors of credentials
//
// A call can fail because the client had no credentials to sign it: the error of
// sts.AssumeRole is then inside that of, say, s3.HeadObject. All functions
// report the inner call, the one that failed. Such an error can be access
// denied, throttled or expired, and says nothing about the object: IsNotFound
// and IsConflict are false for it.
//
// A 404 from a proxy or a wrong endpoint is not IsNotFound: the status is used
// only for responses with the code of a service.
//
// [InvalidError] is the error of this library for an invalid argument.
package awserr
