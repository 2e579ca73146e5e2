package tokens

import (
	"cmp"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// The names that AWS gives to a token that goes in as it came out.
var sameName = []string{
	"NextToken", "Marker", "NextMarker", "PageToken", "NextPageToken", "PaginationToken",
	"ContinuationToken", "Position", "Cursor",
}

// The names of input tokens whose output goes by another name.
var otherName = map[string]string{
	"StartingToken": "NextToken",
	"Marker":        "NextPageMarker",
	"NextToken":     forwardToken,
	"PageToken":     forwardToken,
}

// The token of a stream of log events, which is the same again at its end.
const forwardToken = "NextForwardToken"

// The flags that say whether another page follows.
var moreFlag = regexp.MustCompile(`^(Is)?Truncated$|^HasMore[A-Z]|^HasMore$|^Additional[A-Z]\w*(Pending|Available)$|^More[A-Z]\w*Available$`)

// Operations that only read: where a name is a weak sign, nothing else is taken
// for a listing (PutLogEvents takes a SequenceToken and gives the next one). Nor
// is an iterator, which lasts as long as its stream.
var reads = regexp.MustCompile(`^(List|Describe|Get|Scan|Query|Search|Lookup|Select)[A-Z]?`)

// field is an exported field of a struct, or of a struct inside that struct.
type field struct {
	name  string
	index []int
	typ   reflect.Type
}

func fieldsOf(t reflect.Type) []field {
	var fields []field
	for i := range t.NumField() {
		if f := t.Field(i); f.IsExported() && !f.Anonymous && f.Name != "ResultMetadata" {
			fields = append(fields, field{f.Name, f.Index, f.Type})
		}
	}
	return fields
}

// Find is [For] for types whose name does not tell the operation. It caches
// nothing.
func Find(operation string, in, out reflect.Type) (*Rule, error) {
	rule := &Rule{name: operation}
	unknown := func(readings ...string) *UnknownError {
		return &UnknownError{Operation: rule.name, Readings: readings}
	}
	if in.Kind() != reflect.Struct || out.Kind() != reflect.Struct {
		return nil, unknown()
	}
	inputs, outputs := fieldsOf(in), fieldsOf(out)
	families := match(rule.name, inputs, outputs)
	level := outputs
	if len(families) == 0 {
		// CloudFront and a few others wrap the token together with the items.
		for _, f := range outputs {
			if s := deref(f.typ); s.Kind() == reflect.Struct {
				inner := nested(f, s)
				if more := match(rule.name, inputs, inner); len(more) > 0 {
					families, level = append(families, more...), inner
				}
			}
		}
	}
	switch len(families) {
	case 0:
		err := unknown()
		err.Flag, err.Start = lastItem(inputs, outputs)
		return nil, err
	case 1:
		rule.pairs = families[0]
	default:
		var readings []string
		for _, family := range families {
			readings = append(readings, (&Rule{pairs: family}).String()[2:])
		}
		return nil, unknown(readings...)
	}
	flag := flagOf(level)
	rule.more, rule.flag = flag.index, flag.name
	demand := demandOf(operation)
	for _, f := range inputs {
		if slices.Contains(demand.token, f.name) {
			rule.cleared = append(rule.cleared, f.index)
		}
	}
	if f, ok := out.FieldByName(demand.last); ok {
		rule.last = f.Index
	}
	rule.encoding = EncodingOf(in, out)
	rule.repeats = rule.pairs[0].outName == forwardToken
	rule.Size = sizeOf(operation, in)
	return rule, nil
}

// flagOf returns the field that says whether another page follows, or no field.
func flagOf(outputs []field) (flag field) {
	for _, f := range outputs {
		if moreFlag.MatchString(lastName(f.name)) && deref(f.typ).Kind() == reflect.Bool {
			flag = f
		}
	}
	return flag
}

// lastItem returns the flag and the input field of an operation that has no token
// and continues after the last item of a page; empty for others.
func lastItem(inputs, outputs []field) (flag, start string) {
	for _, f := range outputs {
		all := []field{f}
		if s := deref(f.typ); s.Kind() == reflect.Struct {
			all = nested(f, s)
		}
		flag = cmp.Or(flagOf(all).name, flag)
	}
	for _, f := range inputs {
		if strings.HasPrefix(f.name, "ExclusiveStart") || strings.HasSuffix(f.name, "Marker") {
			start = f.name
		}
	}
	if flag == "" || start == "" {
		return "", ""
	}
	return flag, start
}

func nested(outer field, t reflect.Type) []field {
	inner := fieldsOf(t)
	for i := range inner {
		inner[i].name = outer.name + "." + inner[i].name
		inner[i].index = append(slices.Clone(outer.index), inner[i].index...)
	}
	return inner
}

// match returns the readings of the fields: each a family of token fields that
// belong together. A token by its own name and its Next form are one reading,
// since the first is then an echo of the request.
func match(operation string, inputs, outputs []field) [][]pair {
	_, operation, _ = strings.Cut(operation, ".")
	var composite, weak []pair
	var families [][]pair
	for _, in := range inputs {
		p, k := partner(in, outputs, reads.MatchString(operation))
		switch k {
		case alone:
			families = append(families, []pair{p})
		case together:
			composite = append(composite, p)
		case doubtful:
			weak = append(weak, p)
		}
	}
	if len(composite) > 0 {
		families = append(families, composite)
	}
	if len(families) == 0 && len(weak) > 0 {
		families = append(families, weak)
	}
	return families
}

// sign is what the names of an input field and an output field say.
type sign int

const (
	nothing  sign = iota
	alone         // they are the token
	together      // they are one of its parts
	doubtful      // they are the token if nothing else is
)

// partner returns the first output field that goes with an input field, and what
// their names say.
func partner(in field, outputs []field, reading bool) (pair, sign) {
	typ := deref(in.typ)
	if !carries(typ) {
		return pair{}, nothing
	}
	for _, c := range candidates(in.name, reading) {
		for _, out := range outputs {
			if lastName(out.name) == c.name && deref(out.typ) == typ {
				return pair{in: in.index, out: out.index, inName: in.name, outName: out.name, typ: typ}, c.sign
			}
		}
	}
	return pair{}, nothing
}

type candidate struct {
	name string
	sign sign
}

// candidates returns the names that an output field may have to go with an input
// field, the surest first.
func candidates(in string, reading bool) []candidate {
	same, marker := slices.Contains(sameName, in), strings.HasSuffix(in, "Marker")
	next := candidate{"Next" + in, nothing}
	switch {
	case same, marker:
		next.sign = together
	case reading && !strings.HasSuffix(in, "Iterator"):
		next.sign = doubtful
	}
	all := []candidate{next}
	if what, ok := strings.CutPrefix(in, "ExclusiveStart"); ok {
		all = append(all, candidate{"LastEvaluated" + what, together})
	}
	if what, ok := strings.CutPrefix(in, "Start"); ok && reading {
		all = append(all, candidate{"Next" + what, together})
	}
	if same {
		all = append(all, candidate{in, alone})
	}
	if marker {
		all = append(all, candidate{in, together})
	}
	if other, ok := otherName[in]; ok {
		all = append(all, candidate{other, alone})
	}
	return all
}

// carries reports whether a token can be of this type.
func carries(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.String, reflect.Int32, reflect.Int64, reflect.Map:
		return true
	case reflect.Slice:
		return t.Elem().Kind() == reflect.Uint8
	}
	return false
}

func deref(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

func lastName(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }
