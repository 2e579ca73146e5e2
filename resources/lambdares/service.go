package lambdares

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Lambda gives access to the resources of AWS Lambda in one account and region.
// It is safe for concurrent use. Its zero value makes no requests; use [Open]
// or [New].
type Lambda struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*lambda.Options)) *Lambda {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	l := New(lambda.NewFromConfig(cfg, optFns...))
	l.place = l.place.In(sess)
	return l
}

// New returns the resources that a client has access to. It makes no request.
func New(client *lambda.Client) *Lambda {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &Lambda{resources.NewPlace("lambda", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of
// *lambda.Client, such as a fake in a test. What needs another method returns
// an error.
func NewFrom(api any) *Lambda { return &Lambda{resources.NewPlace("lambda", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (l *Lambda) Client() *lambda.Client {
	client, _ := l.api().(*lambda.Client)
	return client
}

func (l *Lambda) api() any {
	if l == nil {
		return nil
	}
	return l.place.API()
}

func (l *Lambda) at() *resources.Place {
	if l == nil {
		return nil
	}
	return &l.place
}

// node holds what all resources have in common.
type node struct {
	service *Lambda
	state   resources.State
}

// Service returns the Lambda that the resource was made with.
func (n *node) Service() *Lambda { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *lambda.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// client returns the client as the interface of a waiter.
func client[A any](l *Lambda, operation string) (A, error) {
	api, ok := l.api().(A)
	if !ok {
		return api, l.at().Lacks(operation)
	}
	return api, nil
}

// CreateFunction creates a function (CreateFunction) and returns it.
func (l *Lambda) CreateFunction(ctx context.Context, functionName string, code *types.FunctionCode, role string, changes ...func(*lambda.CreateFunctionInput)) (*Function, error) {
	in := &lambda.CreateFunctionInput{FunctionName: aws.String(functionName), Code: code, Role: aws.String(role)}
	out, err := resources.Call(ctx, "lambda.CreateFunction", l.createFunction, in, changes)
	if err != nil {
		return nil, err
	}
	return &Function{node: node{service: l}, Name: aws.ToString(out.FunctionName)}, nil
}

// EventSourceMappings returns the event source mappings
// (ListEventSourceMappings).
func (l *Lambda) EventSourceMappings() *EventSourceMappings {
	in := &lambda.ListEventSourceMappingsInput{}
	return newEventSourceMappings(collections.Listed(l.listEventSourceMappings, in, l.eventSourceMappingsOf))
}

// Functions returns the functions (ListFunctions).
func (l *Lambda) Functions() *Functions {
	in := &lambda.ListFunctionsInput{}
	return newFunctions(collections.Listed(l.listFunctions, in, l.functionsOf))
}

// Layers returns the layers (ListLayers).
func (l *Lambda) Layers() *Layers {
	in := &lambda.ListLayersInput{}
	return newLayers(collections.Listed(l.listLayers, in, l.layersOf))
}
