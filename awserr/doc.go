// Package awserr tells errors by what they mean: the code, status, request ID
// and service of an error of any AWS client, and the class of a wrong argument
// of this library.
package awserr
