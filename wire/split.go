package wire

import (
	"github.com/aws/smithy-go"
)

// split is an output whose headers are read by the SDK's deserializer and whose
// body is read by a Decoder.
type split struct {
	out     smithy.Deserializable
	body    *Decoder
	payload *smithy.Schema
}

// Deserialize takes the SDK's deserializer of the response without its body.
func (s *split) Deserialize(head smithy.ShapeDeserializer) error {
	return s.out.Deserialize(&splitReader{ShapeDeserializer: head, head: head, body: s.body, payload: s.payload})
}

// splitReader is the deserializer of the headers until the last of them, and
// then that of the body. The embedded one is the one in charge.
type splitReader struct {
	smithy.ShapeDeserializer
	head    smithy.ShapeDeserializer
	body    *Decoder
	payload *smithy.Schema
	output  *smithy.Schema
}

// ReadStruct begins the output, and then is in the body.
func (r *splitReader) ReadStruct(s *smithy.Schema) error {
	if r.output == nil {
		r.output = s
	}
	return r.ShapeDeserializer.ReadStruct(s)
}

// ReadStructMember returns the members of the headers and then those of the
// body.
func (r *splitReader) ReadStructMember() (*smithy.Schema, error) {
	if r.ShapeDeserializer != r.head {
		return r.inBody()
	}
	m, err := r.head.ReadStructMember()
	if m != nil || err != nil {
		return m, err
	}
	r.ShapeDeserializer = r.body
	if r.payload != nil {
		m, r.payload = r.payload, nil
		return m, r.body.root()
	}
	if err := r.body.ReadStruct(r.output); err != nil {
		return nil, err
	}
	return r.body.ReadStructMember()
}

// inBody returns the next member of a structure of the body, or nil behind a
// payload, which no structure is around.
func (r *splitReader) inBody() (*smithy.Schema, error) {
	if len(r.body.stack) == 0 {
		return nil, r.body.err
	}
	return r.body.ReadStructMember()
}
