package paginate

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/aws/smithy-go/transport/http/protocol/awsjson"
)

// The SDK's structs can serialize themselves with a schema. An output that
// contains only a token is converted to JSON and back with it, also in another
// process, which encoding/json cannot do for the types in an interface.
var (
	wireProtocol  = awsjson.New10(smithy.NewServiceSchema(wireSchema("Service"), ""))
	wireOperation = smithy.NewOperationSchema(wireSchema("Operation"), wireSchema("Token"), wireSchema("Token"))
)

func wireSchema(name string) *smithy.Schema {
	return smithy.NewSchema(smithy.ShapeID{Namespace: "paginate", Name: name}, smithy.ShapeTypeStructure, 0)
}

func wireText(out any) (json.RawMessage, error) {
	s, ok := out.(smithy.Serializable)
	if !ok {
		return nil, fmt.Errorf("%T cannot be written as text", out)
	}
	req := smithyhttp.NewStackRequest().(*smithyhttp.Request)
	if err := wireProtocol.SerializeRequest(context.Background(), wireOperation, s, req); err != nil {
		return nil, err
	}
	return io.ReadAll(req.GetStream())
}

func wireParse(text json.RawMessage, out any) error {
	d, ok := out.(smithy.Deserializable)
	if !ok {
		return fmt.Errorf("%T cannot be read from text", out)
	}
	return wireProtocol.DeserializeResponse(context.Background(), wireOperation, nil, &smithyhttp.Response{
		Response: &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(bytes.NewReader(text))},
	}, d)
}
