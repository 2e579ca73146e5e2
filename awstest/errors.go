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

// The classes of the errors of this package; test for them with errors.Is.
var (
	// ErrRefused is a call that the cloud refused: nothing answers it, it comes out
	// of order, its stub gave nothing, or it got as far as the network.
	ErrRefused = errors.New("refused")
	// ErrUnmet is what [Cloud.Unmet] returns.
	ErrUnmet = errors.New("unmet expectations")
)

// classError gives an error a class and keeps its text.
type classError struct {
	class error
	error
}

func (e *classError) Unwrap() []error { return []error{e.class, e.error} }

// WithStatus returns err as the SDK returns it from an HTTP response with the
// status: for a modelled error, such as &types.NoSuchKey{}, to code that looks at
// the status. Without it a modelled error has status 500 if it is the server's
// fault, and else 400. It returns nil if err is nil.
func WithStatus(err error, status int) error {
	if err == nil {
		return nil
	}
	return respond(status, err)
}

// APIError returns an error as the SDK returns a service's: a smithy.APIError
// with code and message inside an HTTP response error with the status. Its
// fault is the client's below status 500 and the server's from there on. Give
// it to [Fail], or return it from the function of an [On].
func APIError(code, message string, status int) error {
	fault := smithy.FaultClient
	if status >= http.StatusInternalServerError {
		fault = smithy.FaultServer
	}
	return respond(status, &smithy.GenericAPIError{Code: code, Message: message, Fault: fault})
}

// connectionReset is what the SDK's HTTP client returns when the peer drops the connection.
func connectionReset() error {
	return &smithyhttp.RequestSendError{Err: &net.OpError{
		Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET),
	}}
}
