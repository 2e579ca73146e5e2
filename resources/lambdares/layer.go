package lambdares

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Layer is a layer of functions. It is identified by its Name.
type Layer struct {
	node
	Name string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.LayersListItem
}

// Layer returns the layer with a name. It makes no request, and the layer need
// not exist.
func (l *Lambda) Layer(name string) *Layer {
	return &Layer{node: node{service: l}, Name: name}
}

// Identity returns what identifies the layer. It is comparable, and can be the
// key of a map.
func (l *Layer) Identity() resources.Identity {
	if l == nil {
		return resources.Identity{}
	}
	return l.service.at().Identity("Layer", "Name", l.Name)
}

// String returns the type and the identifiers of the layer.
func (l *Layer) String() string { return l.Identity().String() }

// LogValue implements slog.LogValuer.
func (l *Layer) LogValue() slog.Value { return l.Identity().LogValue() }

func (l *Layer) check(operation string) error {
	if l == nil {
		return resources.Nil(operation, "Layer")
	}
	return l.service.at().Check(operation, "Name", l.Name)
}

// PublishVersion publishes a version of the layer (PublishLayerVersion) and
// returns the layer version.
func (l *Layer) PublishVersion(ctx context.Context, content *types.LayerVersionContentInput, changes ...func(*lambda.PublishLayerVersionInput)) (*LayerVersion, error) {
	if err := l.check("lambda.PublishLayerVersion"); err != nil {
		return nil, err
	}
	in := &lambda.PublishLayerVersionInput{LayerName: aws.String(l.Name), Content: content}
	out, err := resources.Call(ctx, "lambda.PublishLayerVersion", l.service.publishLayerVersion, in, changes)
	if err != nil {
		return nil, err
	}
	return &LayerVersion{node: node{service: l.service}, LayerName: l.Name, Number: out.Version}, nil
}

// Versions returns the versions of the layer (ListLayerVersions).
func (l *Layer) Versions() *LayerVersions {
	if err := l.check("lambda.ListLayerVersions"); err != nil {
		return newLayerVersions(collections.Refused(err))
	}
	in := &lambda.ListLayerVersionsInput{LayerName: aws.String(l.Name)}
	return newLayerVersions(collections.Listed(l.service.listLayerVersions, in, l.layerVersionsOf))
}

func (l *Layer) layerVersionsOf(out *lambda.ListLayerVersionsOutput) []any {
	count := len(out.LayerVersions)
	all, slab := make([]any, 0, count), make([]LayerVersion, count)
	for n := range out.LayerVersions {
		x := &slab[len(all)]
		x.service, x.LayerName, x.Number, x.Data = l.service, l.Name, out.LayerVersions[n].Version, &out.LayerVersions[n]
		all = append(all, x)
	}
	return all
}

// Layers is a collection of layers, as ListLayers lists them. It makes no
// request until it is ranged over; see [collections.View].
type Layers struct {
	collections.View[*Layers, *lambda.ListLayersInput, *Layer]
}

func newLayers(e *collections.Erased) *Layers {
	return &Layers{collections.ViewOf[*Layers, *lambda.ListLayersInput, *Layer](e)}
}

func (l *Lambda) layersOf(out *lambda.ListLayersOutput) []any {
	count := len(out.Layers)
	all, slab := make([]any, 0, count), make([]Layer, count)
	for n := range out.Layers {
		x := &slab[len(all)]
		x.service, x.Name, x.Data = l, aws.ToString(out.Layers[n].LayerName), &out.Layers[n]
		all = append(all, x)
	}
	return all
}
