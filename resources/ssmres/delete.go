package ssmres

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Delete deletes the parameters, 10 a request (DeleteParameters). It returns
// how many succeeded; the error has a [resources.ItemError] for each that did
// not. One that does not exist any more is a [resources.NotFoundError].
func (c *Parameters) Delete(ctx context.Context, changes ...func(*ssm.DeleteParametersInput)) (int, error) {
	const operation = "ssm.DeleteParameters"
	return resources.Apply(ctx, c.Erased(), resources.Action[*Parameter]{
		Size:    10,
		Group:   func(p *Parameter) any { return p.service },
		Changed: func(p *Parameter) { p.state.Changed() },
		Do: func(ctx context.Context, group []*Parameter) (failed []collections.Failure, err error) {
			in := &ssm.DeleteParametersInput{}
			for _, p := range group {
				in.Names = append(in.Names, p.Name)
			}
			out, err := resources.Call(ctx, operation, group[0].service.deleteParameters, in, changes)
			if err != nil {
				return nil, err
			}
			for n, p := range group {
				if slices.Contains(out.InvalidParameters, p.Name) {
					failed = append(failed, collections.Failure{Index: n, Err: resources.NotFound(operation, p.Identity())})
				}
			}
			return failed, nil
		},
	})
}
