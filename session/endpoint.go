package session

import (
	"cmp"
	"context"
	"errors"
	"net"
	"net/url"
	"strconv"
	"syscall"

	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// endpointCheck returns a clear error at once if nothing listens at an endpoint that is
// not AWS's, where the SDK would try again.
type endpointCheck state

func (c *state) addEndpointErrors(stack *middleware.Stack) error {
	if err := stack.Deserialize.Add((*requestCount)(c), middleware.Before); err != nil {
		return err
	}
	return stack.Deserialize.Add((*endpointCheck)(c), middleware.After)
}

// ID is the session's own, as in a gate.
func (e *endpointCheck) ID() string { return e.id }

// HandleDeserialize checks how the request ended.
func (e *endpointCheck) HandleDeserialize(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (
	middleware.DeserializeOutput, middleware.Metadata, error,
) {
	out, metadata, err := next.HandleDeserialize(ctx, in)
	e.usage.of(ctx, (*state)(e).knownAccount()).answered(in.Request, out.RawResponse)
	if err != nil && ctx.Err() == nil && nobodyThere(err) {
		if req, ok := in.Request.(*smithyhttp.Request); ok && (e.cfg.BaseEndpoint != nil || isLoopback(req.URL)) {
			err = &EndpointError{URL: req.URL.Scheme + "://" + req.URL.Host, Err: err}
		}
	}
	return out, metadata, err
}

// nobodyThere reports whether no connection could be made.
func nobodyThere(err error) bool {
	if errors.Is(err, syscall.ECONNREFUSED) {
		return true
	}
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return dns.IsNotFound
	}
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

func isLoopback(u *url.URL) bool {
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// mustBeEndpoint is the reason for an invalid endpoint, which may have a password and is
// not shown.
const mustBeEndpoint = "must be a URL such as http://127.0.0.1:5000"

// isEndpoint reports whether requests can be sent to an endpoint.
func isEndpoint(s string) bool {
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" || u.RawQuery != "" || u.ForceQuery || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	_, err = strconv.ParseUint(cmp.Or(u.Port(), "80"), 10, 16)
	return err == nil
}

// withoutUser returns an endpoint without a user and password, which requests to
// AWS do not use, so that no dump of a configuration shows them.
func withoutUser(endpoint string) string {
	u, err := url.Parse(endpoint)
	if err != nil || u.User == nil {
		return endpoint
	}
	u.User = nil
	return u.String()
}

// endpointHost returns the host of a URL, or "".
func endpointHost(endpoint string) string {
	u, err := url.Parse(endpoint)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
