package ssmres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
)

// Value returns the value of the parameter, decrypted. It makes a request
// (GetParameter) only if Data is nil or stale. A StringList is one text with
// commas.
func (p *Parameter) Value(ctx context.Context) (string, error) {
	if err := p.Load(ctx); err != nil {
		return "", err
	}
	return aws.ToString(p.Data.Value), nil
}

// Overwrite lets Put change a parameter that exists, which is otherwise the
// error ParameterAlreadyExists; one that does not exist is created:
//
//	_, err := ssms.Parameter("/app/url").Put(ctx, url, ssmres.Overwrite, ssmres.Type(types.ParameterTypeString))
func Overwrite(in *ssm.PutParameterInput) { in.Overwrite = aws.Bool(true) }

// Type is the type of a parameter that Put creates, which SSM requires. A
// parameter that exists keeps its type.
func Type(t types.ParameterType) func(*ssm.PutParameterInput) {
	return func(in *ssm.PutParameterInput) { in.Type = t }
}
