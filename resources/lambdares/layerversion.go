package lambdares

import (
	"context"
	"log/slog"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// LayerVersion is a version of a layer. It is identified by its LayerName and
// Number.
type LayerVersion struct {
	node
	LayerName string
	Number    int64

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.LayerVersionsListItem
}

// LayerVersion returns the layer version with these identifiers. It makes no
// request, and the layer version need not exist.
func (l *Lambda) LayerVersion(layerName string, number int64) *LayerVersion {
	return &LayerVersion{node: node{service: l}, LayerName: layerName, Number: number}
}

// Identity returns what identifies the layer version. It is comparable, and can
// be the key of a map.
func (l *LayerVersion) Identity() resources.Identity {
	if l == nil {
		return resources.Identity{}
	}
	return l.service.at().Identity("LayerVersion", "LayerName", l.LayerName, "Number", strconv.Itoa(int(l.Number)))
}

// String returns the type and the identifiers of the layer version.
func (l *LayerVersion) String() string { return l.Identity().String() }

// LogValue implements slog.LogValuer.
func (l *LayerVersion) LogValue() slog.Value { return l.Identity().LogValue() }

func (l *LayerVersion) check(operation string) error {
	if l == nil {
		return resources.Nil(operation, "LayerVersion")
	}
	return l.service.at().Check(operation, "LayerName", l.LayerName, "Number", strconv.Itoa(int(l.Number)))
}

// Delete deletes the layer version (DeleteLayerVersion).
func (l *LayerVersion) Delete(ctx context.Context, changes ...func(*lambda.DeleteLayerVersionInput)) (*lambda.DeleteLayerVersionOutput, error) {
	if err := l.check("lambda.DeleteLayerVersion"); err != nil {
		return nil, err
	}
	in := &lambda.DeleteLayerVersionInput{LayerName: aws.String(l.LayerName), VersionNumber: aws.Int64(l.Number)}
	return resources.Call(ctx, "lambda.DeleteLayerVersion", l.service.deleteLayerVersion, in, changes)
}

// Get reads the layer version, with a URL of its content (GetLayerVersion).
func (l *LayerVersion) Get(ctx context.Context, changes ...func(*lambda.GetLayerVersionInput)) (*lambda.GetLayerVersionOutput, error) {
	if err := l.check("lambda.GetLayerVersion"); err != nil {
		return nil, err
	}
	in := &lambda.GetLayerVersionInput{LayerName: aws.String(l.LayerName), VersionNumber: aws.Int64(l.Number)}
	return resources.Call(ctx, "lambda.GetLayerVersion", l.service.getLayerVersion, in, changes)
}

// Layer returns the layer. It makes no request.
func (l *LayerVersion) Layer() *Layer {
	return &Layer{node: node{service: l.service}, Name: l.LayerName}
}

// LayerVersions is a collection of layer versions, as ListLayerVersions lists
// them. It makes no request until it is ranged over; see [collections.View].
type LayerVersions struct {
	collections.View[*LayerVersions, *lambda.ListLayerVersionsInput, *LayerVersion]
}

func newLayerVersions(e *collections.Erased) *LayerVersions {
	return &LayerVersions{collections.ViewOf[*LayerVersions, *lambda.ListLayerVersionsInput, *LayerVersion](e)}
}
