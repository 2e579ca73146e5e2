package session

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/aws/smithy-go/middleware"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/nils"
)

// A Plan is a [Writes] that refuses every write and lists what would have been
// done. The zero Plan is ready for use, may be given to many sessions, and is
// safe for concurrent use. Print it with WriteText, WriteCSV or as JSON.
//
// Since nothing is written, later reads return the old state: a plan is exact
// for programs that do all their reads before their writes.
type Plan struct {
	// DryRun asks EC2, for those of its operations that have a DryRun, whether
	// the write would be allowed. It costs a request for each and changes
	// nothing. Set it before the first use.
	DryRun bool

	mu    sync.Mutex
	steps []PlannedWrite
}

// A PlannedWrite is a call that a [Plan] refused.
type PlannedWrite struct {
	Account     string `json:"account,omitempty"`
	Region      string `json:"region"`
	Service     string `json:"service"`
	Operation   string `json:"operation"`
	Destructive bool   `json:"destructive,omitempty"`
	// Target is what the call would change, from the members of the input and of
	// the structures in it that name something (Bucket, Key, InstanceIds,
	// TopicArn): at most 20 names of a member, and some 200 bytes.
	Target string `json:"target,omitempty"`
	// Check is the result of the DryRun: "allowed", or an error code such as
	// UnauthorizedOperation. It is empty if there was none.
	Check string `json:"check,omitempty"`
}

// errPlanned is why a Plan refuses.
var errPlanned = errors.New("it is only planned (session.Plan)")

// Write lists the call and refuses it.
func (p *Plan) Write(_ context.Context, c Call) error {
	step := PlannedWrite{
		Account: c.Account, Region: c.Region, Service: c.Service, Operation: c.Operation,
		Destructive: c.Destructive, Target: target(c.Input),
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.steps = append(p.steps, step)
	if p.DryRun && c.Service == "EC2" && hasDryRun(c.Input) {
		return &dryRun{p, len(p.steps) - 1}
	}
	return errPlanned
}

// Writes returns what would have been done, in the order of the calls.
func (p *Plan) Writes() []PlannedWrite {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.steps)
}

// WriteText writes one line for each call.
func (p *Plan) WriteText(w io.Writer) error {
	if nils.Is(w) {
		return invalid("session.Plan.WriteText", "w", nil, "must not be nil")
	}
	for i, s := range p.Writes() {
		line := fmt.Sprintf("%d. %s %s %s", i+1, s.Service, s.Operation, s.Target)
		if s.Account != "" {
			line += " in " + s.Account
		}
		line = strings.TrimRight(line, " ") + " " + s.Region
		if s.Destructive {
			line += ", destructive"
		}
		if s.Check != "" {
			line += ", " + s.Check
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}

// WriteCSV writes a header and one record for each call. No cell begins as a formula
// does.
func (p *Plan) WriteCSV(w io.Writer) error {
	if nils.Is(w) {
		return invalid("session.Plan.WriteCSV", "w", nil, "must not be nil")
	}
	out := csv.NewWriter(w)
	_ = out.Write([]string{"account", "region", "service", "operation", "destructive", "target", "check"})
	for _, s := range p.Writes() {
		_ = out.Write([]string{s.Account, s.Region, s.Service, s.Operation, strconv.FormatBool(s.Destructive), s.Target, s.Check})
	}
	out.Flush()
	return out.Error()
}

// MarshalJSON returns the calls as an array.
func (p *Plan) MarshalJSON() ([]byte, error) {
	steps := p.Writes()
	if steps == nil {
		steps = []PlannedWrite{}
	}
	return json.Marshal(steps)
}

// What is shown of an input.
const (
	maxTarget      = 200 // bytes
	maxTargetTexts = 20  // of one member
	maxTargetDepth = 3   // of structures in an input
)

// naming are the ends of the names of members that say what a call is about. Keys
// that are not of objects or tags are secrets: PrivateKey, SSECustomerKey.
var naming = []string{"Name", "Names", "Arn", "ARN", "Arns", "Id", "Ids", "ID", "IDs", "Bucket", "QueueUrl", "Identifier", "Resource", "Resources", "Path"}

func names(member string) bool {
	return member == "Key" || member == "S3Key" || member == "RequestItems" ||
		slices.ContainsFunc(naming, func(end string) bool { return strings.HasSuffix(member, end) })
}

// target tells what an input is about.
func target(input any) string {
	var t targets
	t.add(reflect.ValueOf(input), maxTargetDepth)
	parts := make([]string, len(t))
	for i, m := range t {
		parts[i] = m.name + "=" + strings.Join(m.texts, ",")
		if m.more > 0 {
			parts[i] += fmt.Sprintf(",and %d more", m.more)
		}
	}
	all := strings.Join(parts, " ")
	if len(all) > maxTarget {
		all = strings.ToValidUTF8(all[:maxTarget], "") + "..."
	}
	return all
}

// targets are the members of an input that name something.
type targets []namedMember

type namedMember struct {
	name  string
	texts []string
	more  int // that are not in texts
}

// add adds those of a structure and of the structures in it.
func (t *targets) add(v reflect.Value, depth int) {
	v = reflect.Indirect(v)
	switch {
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() != reflect.Uint8:
		for i := range v.Len() {
			t.add(v.Index(i), depth)
		}
	case v.Kind() == reflect.Struct && depth > 0:
		for i := range v.NumField() {
			switch field := v.Type().Field(i); {
			case !field.IsExported():
			case names(field.Name) && t.named(field.Name, reflect.Indirect(v.Field(i))):
			default:
				t.add(v.Field(i), depth-1)
			}
		}
	}
}

// named adds a text, a list of texts or the keys of a map, and reports whether it
// is one.
func (t *targets) named(name string, v reflect.Value) bool {
	switch {
	case v.Kind() == reflect.String:
		if v.String() != "" {
			t.text(name, v.String())
		}
		return true
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String:
		for i := range v.Len() {
			t.text(name, v.Index(i).String())
		}
		return true
	case v.Kind() == reflect.Map && v.Type().Key().Kind() == reflect.String && name == "RequestItems":
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, key := range keys {
			t.text(name, key.String())
		}
		return true
	}
	return false
}

func (t *targets) text(name, text string) {
	i := slices.IndexFunc(*t, func(m namedMember) bool { return m.name == name })
	if i < 0 {
		i = len(*t)
		*t = append(*t, namedMember{name: name})
	}
	switch m := &(*t)[i]; {
	case len(m.texts) == maxTargetTexts:
		m.more++
	case strings.ContainsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '"' || !unicode.IsPrint(r) }):
		m.texts = append(m.texts, strconv.Quote(text))
	default:
		m.texts = append(m.texts, text)
	}
}

// dryRun is the refusal of a Plan that asks EC2 first.
type dryRun struct {
	plan *Plan
	step int
}

func (*dryRun) Error() string { return errPlanned.Error() }

// try sends a copy of the input with DryRun set. EC2 answers with an error in
// any case: DryRunOperation means that the call would be allowed.
func (d *dryRun) try(ctx context.Context, c Call, in middleware.InitializeInput, next middleware.InitializeHandler) (
	out middleware.InitializeOutput, metadata middleware.Metadata, err error,
) {
	input := reflect.New(reflect.TypeOf(in.Parameters).Elem())
	input.Elem().Set(reflect.ValueOf(in.Parameters).Elem())
	yes := true
	input.Elem().FieldByName("DryRun").Set(reflect.ValueOf(&yes))
	in.Parameters = input.Interface()
	_, metadata, err = next.HandleInitialize(ctx, in)
	check := "allowed"
	if code := awserr.Code(err); code != "DryRunOperation" {
		check = "not asked"
		if code != "" {
			check = code
		}
	}
	d.plan.mu.Lock()
	d.plan.steps[d.step].Check = check
	d.plan.mu.Unlock()
	return out, metadata, &WriteError{c, errPlanned}
}

func hasDryRun(input any) bool {
	t := reflect.TypeOf(input)
	if t == nil || t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Struct {
		return false
	}
	f, ok := t.Elem().FieldByName("DryRun")
	return ok && f.Type == reflect.TypeFor[*bool]()
}
