package awstest

import (
	"net"
	"net/http"
	"os"
	"syscall"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

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
