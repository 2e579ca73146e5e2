package gen

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// model is a resource model in the format of boto3's resources-1.json. What
// begins with x- is an extension of ours: see docs/decisions/resources.md.
type model struct {
	Service   resource
	Resources ordered[resource]
}

// resource is a type of resource, or the service itself.
type resource struct {
	Identifiers  []identifier
	Shape        string
	Load         *load
	Actions      ordered[action]
	BatchActions ordered[action]
	Has          ordered[relation]
	HasMany      ordered[action]
	Waiters      ordered[waiter]
	Custom       string `json:"x-load"` // the hand-written function that loads the data
	Data         string `json:"x-data"` // the Go type of the data, where the shape does not say it
	About        string `json:"x-about"`
}

type identifier struct {
	Name       string
	MemberName string
	Type       string // "" or "string", "integer", "long"
	Secret     bool   `json:"x-secret"` // keep it out of texts
	Empty      bool   `json:"x-empty"`  // it may be ""
	Trim       string `json:"x-trim"`   // what an answer puts before it
}

type load struct {
	Request request
	Path    string
}

type action struct {
	Request  request
	Resource *target
	Path     string
	Args     []string      `json:"x-args"` // members that become arguments, where the default is not good
	Limit    int           `json:"x-limit"`
	Failures *failureModel `json:"x-failures"`
	Doc      string        `json:"x-doc"`
	Type     string        `json:"x-type"` // name of the collection's type
	Keeps    *bool         `json:"x-keeps"`
	Own      bool          `json:"x-own"`     // the batch action is written by hand
	Options  string        `json:"x-options"` // the hand-written option of the client that a listing's requests have
	Describe *describe     `json:"x-describe"`
}

// describe is an operation that says of many resources at once what a listing
// only names.
type describe struct {
	Operation string
	Params    []param // those with the source response are of the listing
	Path      string  // of the data in its answer
	Limit     int     // the most resources of a request
}

// failureModel says where an answer of a batch action tells what failed.
type failureModel struct {
	Path  string            // of the list: "Errors[]"
	Match map[string]string // its members, and the identifiers that they hold; "index" is the place in the request
	Code  string
	Text  string
	Fault string // the member that says that the caller is to blame
}

type request struct {
	Operation string
	Params    []param
}

type param struct {
	Target string
	Source string // identifier, data, string, integer, boolean, input; index and response are ours
	Name   string
	Path   string
	Value  json.RawMessage
}

type relation struct{ Resource target }

// target is the resource that a relation, an action or a collection gives.
type target struct {
	Type        string
	Identifiers []identifierSource
	Path        string
}

type identifierSource struct {
	Target string
	Source string // identifier, response, requestParameter, data, input
	Name   string
	Path   string
}

type waiter struct {
	WaiterName string
	Path       string
	Params     []param
	Doc        string `json:"x-doc"`
}

// ordered is a JSON object whose members keep their order of names.
type ordered[T any] []named[T]

type named[T any] struct {
	Name  string
	Value T
}

func (o *ordered[T]) UnmarshalJSON(data []byte) error {
	var m map[string]json.RawMessage
	if err := json.Unmarshal(data, &m); err != nil {
		return err
	}
	for name, raw := range m {
		n := named[T]{Name: name}
		d := json.NewDecoder(bytes.NewReader(raw))
		d.DisallowUnknownFields()
		if err := d.Decode(&n.Value); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		*o = append(*o, n)
	}
	slices.SortFunc(*o, func(a, b named[T]) int { return compare(a.Name, b.Name) })
	return nil
}

// parseModel reads a model, changed by overlays (JSON merge patches, RFC 7396).
func parseModel(data []byte, overlays ...[]byte) (*model, error) {
	var doc any
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	for _, o := range overlays {
		var patch any
		if err := json.Unmarshal(o, &patch); err != nil {
			return nil, fmt.Errorf("overlay: %w", err)
		}
		doc = merge(doc, patch)
	}
	data, err := json.Marshal(doc)
	if err != nil {
		return nil, err
	}
	m := &model{}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	return m, d.Decode(m)
}

func merge(doc, patch any) any {
	p, ok := patch.(map[string]any)
	if !ok {
		return patch
	}
	d, ok := doc.(map[string]any)
	if !ok {
		d = map[string]any{}
	}
	for k, v := range p {
		if v == nil {
			delete(d, k)
			continue
		}
		d[k] = merge(d[k], v)
	}
	return d
}
