package ssmres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// SSM gives access to the resources of the parameters of AWS Systems Manager in
// one account and region. It is safe for concurrent use. Its zero value makes
// no requests; use [Open] or [New].
type SSM struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*ssm.Options)) *SSM {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	s := New(ssm.NewFromConfig(cfg, optFns...))
	s.place = s.place.In(sess)
	return s
}

// New returns the resources that a client has access to. It makes no request.
func New(client *ssm.Client) *SSM {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &SSM{resources.NewPlace("ssm", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of *ssm.Client,
// such as a fake in a test. What needs another method returns an error.
func NewFrom(api any) *SSM { return &SSM{resources.NewPlace("ssm", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (s *SSM) Client() *ssm.Client {
	client, _ := s.api().(*ssm.Client)
	return client
}

func (s *SSM) api() any {
	if s == nil {
		return nil
	}
	return s.place.API()
}

func (s *SSM) at() *resources.Place {
	if s == nil {
		return nil
	}
	return &s.place
}

// node holds what all resources have in common.
type node struct {
	service *SSM
	state   resources.State
}

// Service returns the SSM that the resource was made with.
func (n *node) Service() *SSM { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *ssm.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// PutParameter creates a parameter, or changes one with [Overwrite]
// (PutParameter) and returns the parameter.
func (s *SSM) PutParameter(ctx context.Context, name, value string, changes ...func(*ssm.PutParameterInput)) (*Parameter, error) {
	in := &ssm.PutParameterInput{Name: aws.String(name), Value: aws.String(value)}
	_, err := resources.Call(ctx, "ssm.PutParameter", s.putParameter, in, changes)
	if err != nil {
		return nil, err
	}
	return &Parameter{node: node{service: s}, Name: aws.ToString(in.Name)}, nil
}

// Parameters returns the parameters below a path such as "/app", at any depth,
// decrypted (GetParametersByPath).
func (s *SSM) Parameters(path string) *Parameters {
	in := &ssm.GetParametersByPathInput{WithDecryption: aws.Bool(true), Recursive: aws.Bool(true), Path: resources.Prefix(path)}
	return newParameters(collections.Listed(s.getParametersByPath, in, s.parametersOf))
}
