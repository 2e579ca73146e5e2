package resources

import (
	"context"
	"reflect"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/awsessentials/essentials/awserr"
)

// A Session has the configuration of clients, such as a *session.Session. If it
// also has a method Account() string, the identities of the resources have that
// account.
type Session interface{ Config() aws.Config }

// A Place is a client with its account and region. Methods that need the client
// of the zero Place return an [awserr.InvalidError].
type Place struct {
	service         string
	api             any
	account, region string
}

// NewPlace returns the place of an SDK client, or of any value with those of
// its methods that are called. With a nil api the place makes no requests.
func NewPlace(service string, api any, region string) Place {
	if isNil(api) {
		api = nil
	}
	return Place{service: service, api: api, region: region}
}

// In returns the place with the account of a session, if it is known.
func (p Place) In(sess Session) Place {
	if a, ok := sess.(interface{ Account() string }); ok {
		p.account = a.Account()
	}
	return p
}

// Config returns the configuration of a session. It is false for a nil session.
func Config(sess Session) (aws.Config, bool) {
	if isNil(sess) {
		return aws.Config{}, false
	}
	return sess.Config(), true
}

// API returns the client.
func (p *Place) API() any {
	if p == nil {
		return nil
	}
	return p.api
}

// Identity returns the identity of a resource; names are the names and the
// values of its identifiers in turn.
func (p *Place) Identity(typ string, names ...string) Identity {
	id := Identity{Type: typ}
	if p != nil {
		id.Service, id.Account, id.Region = p.service, p.account, p.region
	}
	return identity(id, names)
}

// Check returns an error for a place without a client, and for empty
// identifiers.
func (p *Place) Check(operation string, names ...string) error {
	if p.API() == nil {
		return awserr.Invalid(operation, "client", nil, "must be a client: use the package's Open or New, and the methods that return resources")
	}
	for i := 0; i+1 < len(names); i += 2 {
		if names[i+1] == "" {
			return awserr.Invalid(operation, names[i], "", "must not be empty")
		}
	}
	return nil
}

// Lacks returns the error for a client that is nil, or has no such operation.
func (p *Place) Lacks(operation string) error {
	if err := p.Check(operation); err != nil {
		return err
	}
	return awserr.Invalid(operation, "client", reflect.TypeOf(p.api).String(), "has no such method")
}

// Nil returns the error for the use of a nil resource, such as a reference that
// the data does not have.
func Nil(operation, typ string) error {
	return awserr.Invalid(operation, typ, nil, "must be a resource: a reference is nil if Data is nil or does not name it")
}

// CheckTarget returns an error unless v is a pointer that an answer can be
// decoded into.
func CheckTarget(operation, argument string, v any) error {
	if p := reflect.ValueOf(v); p.Kind() != reflect.Pointer || p.IsNil() {
		return &awserr.InvalidError{Operation: operation, Argument: argument, Value: typeOf(v), Reason: "must be a pointer that is not nil"}
	}
	return nil
}

// Unencodable returns the error for an argument that cannot be encoded.
func Unencodable(operation, argument string, v any, err error) error {
	return &awserr.InvalidError{Operation: operation, Argument: argument, Value: typeOf(v), Reason: "cannot be encoded: " + err.Error(), Err: err}
}

// typeOf returns the name of a type, since the value may be secret.
func typeOf(v any) any {
	if v == nil {
		return nil
	}
	return reflect.TypeOf(v)
}

// checkContext returns an error for a nil context.
func checkContext(ctx context.Context, operation string) error {
	if ctx == nil {
		return awserr.Invalid(operation, "context", nil, "must be a context")
	}
	return nil
}

func isNil(v any) bool {
	if v == nil {
		return true
	}
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Pointer, reflect.Func, reflect.Map, reflect.Interface, reflect.Slice, reflect.Chan:
		return r.IsNil()
	}
	return false
}
