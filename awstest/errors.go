package awstest

import (
	"errors"
	"net"
	"net/http"
	"os"
	"syscall"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// Classes of the errors of this package, for errors.Is.
var (
	// ErrRefused is the class of calls that the cloud refused: no stub answers the
	// call, it is out of order, its stub returned nothing, or it reached the
	// network.
	ErrRefused = errors.New("refused")
	// ErrUnmet is the class of the error that [Cloud.Unmet] returns.
	ErrUnmet = errors.New("unmet expectations")
)

// classError adds a class to an error and keeps its text.
type classError struct {
	class error
	error
}

func (e *classError) Unwrap() []error { return []error{e.class, e.error} }

// WithStatus returns err as the SDK returns it from an HTTP response with the
// given status. Use it for a modelled error, such as &types.NoSuchKey{}, if the
// code under test looks at the status. Without it a modelled error has status 500
// if it is the server's fault, and 400 otherwise. It returns nil if err is nil.
func WithStatus(err error, status int) error {
	if err == nil {
		return nil
	}
	return respond(status, err)
}

// APIError returns a service's error as the SDK does: a smithy.APIError with
// the code and message, in an HTTP response error with the status. The fault is
// the server's for a status of 500 or more, and the client's otherwise. Pass it
// to [Fail], or return it from the function passed to [On].
func APIError(code, message string, status int) error {
	fault := smithy.FaultClient
	if status >= http.StatusInternalServerError {
		fault = smithy.FaultServer
	}
	return respond(status, &smithy.GenericAPIError{Code: code, Message: message, Fault: fault})
}

// connectionReset is the error of the SDK's HTTP client when the peer drops the connection.
func connectionReset() error {
	return &smithyhttp.RequestSendError{Err: &net.OpError{
		Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET),
	}}
}
