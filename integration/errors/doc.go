// Package errors tests awserr: against every error that the models of the AWS
// services declare, and against errors as clients read them from the wire.
package errors
