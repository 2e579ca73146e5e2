// Package pprint prints any output of the SDK so that a person can read it.
//
// The SDK's types are made of pointers: %v prints addresses, and encoding/json
// prints a null for every field that was not set. [Print] follows the pointers,
// leaves out what is not set, and writes the rest like YAML:
//
//	InstanceId: i-0abc
//	LaunchTime: 2026-11-22T20:26:00Z
//	State:
//	  Name: running
//	Tags:
//	  - Key: Name
//	    Value: web
//
// It is for people: the form may change, so that no program should parse it.
package pprint

import (
	"encoding/base64"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	smithydocument "github.com/aws/smithy-go/document"
	"github.com/aws/smithy-go/middleware"
)

// A Printer prints values; its zero value prints as [Print] does.
type Printer struct {
	// HideEnvironment shows the names of environment variables, as of a Lambda
	// function or an ECS container, and not their values: some keep secrets there.
	HideEnvironment bool
}

// Print writes v to w, with a line break at the end. The error is the writer's.
func Print(w io.Writer, v any) error { return Printer{}.Print(w, v) }

// Sprint returns v as text, without a line break at the end.
//
// Nil pointers, nil interfaces, empty lists, maps and strings are left out, and
// so is the SDK's ResultMetadata. Times are in RFC 3339 and UTC, bytes in
// base64, the keys of maps sorted. A field or a map's key that holds a secret by
// its name, such as SecretAccessKey or DB_PASSWORD, is shown as (hidden), and so is
// the value of a pair of Name and Value, and of an SSM SecureString. Where a
// value contains itself, or has more than a million parts, it ends with "...". A
// value with nothing to show is (none).
func Sprint(v any) string { return Printer{}.Sprint(v) }

// Print writes v to w as [Print] does.
func (p Printer) Print(w io.Writer, v any) error {
	_, err := io.WriteString(w, p.Sprint(v)+"\n")
	return err
}

// Sprint returns v as text, as [Sprint] does.
func (p Printer) Sprint(v any) string {
	r := renderer{Printer: p, left: maxParts, outer: map[visit]bool{}}
	n := r.render(reflect.ValueOf(v))
	if n.line != "" {
		n.lines = append([]string{n.line}, n.lines...)
	}
	if len(n.lines) == 0 {
		return "(none)"
	}
	return strings.Join(n.lines, "\n")
}

// A node is a value as text: what stands behind its name on the same line, and
// what stands below, one step further in.
type node struct {
	line  string
	lines []string
}

// empty says that there is nothing to show.
func (n node) empty() bool { return n.line == "" && len(n.lines) == 0 }

var metadata = reflect.TypeFor[middleware.Metadata]()

// maxParts ends the printing of a value whose parts are shared so often that it
// would never end.
const maxParts = 1_000_000

// renderer prints one value.
type renderer struct {
	Printer
	left  int // parts
	outer map[visit]bool
}

// visit is a pointer, map or list on the way to the part that is printed.
type visit struct {
	at  uintptr
	len int // of a list, whose parts begin where it does
	typ reflect.Type
}

// enter reports whether the parts of v may be printed: v is not on the way to
// itself. The function that it returns must be called afterwards.
func (r *renderer) enter(v reflect.Value) (leave func(), ok bool) {
	at := visit{at: v.Pointer(), typ: v.Type()}
	if v.Kind() == reflect.Slice {
		at.len = v.Len()
	}
	if r.outer[at] {
		return nil, false
	}
	r.outer[at] = true
	return func() { delete(r.outer, at) }, true
}

func (r *renderer) render(v reflect.Value) node {
	for v.IsValid() && !scalar(v) && (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) {
		if v.Kind() == reflect.Pointer && !v.IsNil() {
			leave, ok := r.enter(v)
			if !ok {
				return node{line: "..."}
			}
			defer leave()
		}
		v = v.Elem()
	}
	if !v.IsValid() || v.Type() == metadata {
		return node{}
	}
	if r.left--; r.left < 0 {
		return node{line: "..."}
	}
	if v.Kind() == reflect.Map || v.Kind() == reflect.Slice {
		leave, ok := r.enter(v)
		if !ok {
			return node{line: "..."}
		}
		defer leave()
	}
	if scalar(v) {
		return node{line: text(v)}
	}
	switch v.Kind() {
	case reflect.String:
		return str(v.String())
	case reflect.Struct:
		return r.fields(v)
	case reflect.Map:
		return r.entries(v)
	case reflect.Slice, reflect.Array:
		return r.items(v)
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
		return node{}
	}
	return node{line: fmt.Sprint(v)}
}

// scalar says whether v is shown as one piece, whatever it is made of.
func scalar(v reflect.Value) bool {
	if !v.CanInterface() || (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) && v.IsNil() {
		return false
	}
	switch v.Interface().(type) {
	case time.Time, time.Duration, []byte, error, io.Reader, smithydocument.Marshaler:
		return true
	}
	return false
}

func text(v reflect.Value) string {
	switch v := v.Interface().(type) {
	case time.Time:
		return v.UTC().Format(time.RFC3339)
	case []byte:
		return base64.StdEncoding.EncodeToString(v)
	case error:
		return quoted(v.Error())
	case io.Reader:
		return "(stream)"
	case smithydocument.Marshaler:
		doc, err := v.MarshalSmithyDocument()
		if err != nil {
			return quoted(err.Error())
		}
		return string(doc)
	default:
		return fmt.Sprint(v)
	}
}

// str shows a text of several lines below its name, and quotes what could not be
// told from something else.
func str(s string) node {
	if lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n"); len(lines) > 1 && printable(strings.Join(lines, "")) {
		return node{line: "|", lines: lines}
	}
	return node{line: quoted(s)}
}

func quoted(s string) string {
	if !printable(s) || s != strings.TrimSpace(s) {
		return strconv.Quote(s)
	}
	return s
}

func printable(s string) bool {
	return utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsPrint(r) && r != '\t' }) < 0
}

func (r *renderer) fields(v reflect.Value) node {
	if member, value, ok := union(v); ok {
		var n node
		n.add(member, r.render(value))
		return n
	}
	var n node
	for field, value := range v.Fields() {
		switch {
		case !field.IsExported():
		case isText(value) && (secret(field.Name) || isNamedSecret(v, field.Name)):
			n.add(field.Name, hidden)
		case r.HideEnvironment && isEnvironment(v.Type(), field):
			n.add(field.Name, r.names(value))
		default:
			n.add(field.Name, r.render(value))
		}
	}
	return n
}

// isNamedSecret reports whether a field is the value of a pair whose name is that of
// a secret, as {Name: DB_PASSWORD, Value: x} of ECS or a ParameterKey and its
// ParameterValue, or the value of a parameter of the type SecureString.
func isNamedSecret(in reflect.Value, field string) bool {
	prefix, ok := strings.CutSuffix(field, "Value")
	if !ok {
		return false
	}
	for _, name := range []string{prefix + "Name", prefix + "Key"} {
		f := reflect.Indirect(in.FieldByName(name))
		if f.IsValid() && f.Kind() == reflect.String && secret(f.String()) {
			return true
		}
	}
	t := in.FieldByName(prefix + "Type")
	return t.IsValid() && t.Kind() == reflect.String && t.String() == "SecureString"
}

var hidden = node{line: "(hidden)"}

// isEnvironment reports whether a field holds environment variables: Lambda has
// them in the Variables of an Environment, others in a map or in pairs of Name
// and Value called so.
func isEnvironment(in reflect.Type, field reflect.StructField) bool {
	switch field.Name {
	case "Variables":
		return strings.HasPrefix(in.Name(), "Environment")
	case "Environment", "EnvironmentVariables", "RuntimeEnvironmentVariables", "EnvironmentVariablesOverride":
		return field.Type.Kind() == reflect.Map || field.Type.Kind() == reflect.Slice
	}
	return false
}

// names prints environment variables without their values.
func (r *renderer) names(v reflect.Value) node {
	var n node
	switch v.Kind() {
	case reflect.Map:
		for _, key := range sortedKeys(v) {
			n.add(quoted(fmt.Sprint(key)), hidden)
		}
	case reflect.Slice:
		for i := range v.Len() {
			pair := reflect.Indirect(v.Index(i))
			if pair.Kind() != reflect.Struct || !pair.FieldByName("Name").IsValid() {
				return hidden
			}
			if name := r.render(pair.FieldByName("Name")); !name.empty() {
				n.add(name.line, hidden)
			}
		}
	}
	return n
}

// union tells the member of a union: the SDK makes each a struct of its own, such
// as AttributeValueMemberS with a Value.
func union(v reflect.Value) (member string, value reflect.Value, ok bool) {
	_, member, ok = strings.Cut(v.Type().Name(), "Member")
	value = v.FieldByName("Value")
	return member, value, ok && member != "" && value.IsValid()
}

// secret goes by the names that AWS and others give to secrets, since the SDK's
// types do not mark them. What belongs to a secret, as its ARN or its version, is
// not one, and neither is a token of a listing or of a request.
func secret(name string) bool {
	all := words(name)
	if len(all) == 0 || slices.Contains(aboutSecrets, all[len(all)-1]) {
		return false
	}
	if last := len(all) - 1; all[last] == "token" {
		return last == 0 || !slices.Contains(harmlessTokens, all[last-1])
	}
	text := " " + strings.Join(all, " ") + " "
	return slices.ContainsFunc(secretWords, func(word string) bool { return strings.Contains(text, " "+word+" ") })
}

var (
	secretWords = []string{"password", "passwords", "passwd", "pass", "pwd", "passphrase", "secret", "credential", "private key", "key material",
		"plaintext", "api key", "apikey", "token code", "connection string", "jwt",
		"shared key", "signing key", "auth key", "account key", "secret key", "access key", "dsn", "otp", "authorization"}
	aboutSecrets = []string{"id", "ids", "arn", "arns", "name", "names", "length", "age", "policy", "type", "enabled", "required", "used",
		"date", "version", "versions", "count", "status", "expiration", "expiry", "url", "uri", "endpoint", "validity", "units", "prefix"}
	harmlessTokens = []string{"next", "continuation", "pagination", "page", "client", "request", "idempotency", "starting", "lock",
		"forward", "backward", "sequence"}
)

// words splits SecretAccessKey, secret_access_key and DB_PASSWORD into words, in
// lower case.
func words(name string) []string {
	var all []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			all = append(all, strings.ToLower(string(word)))
			word = nil
		}
	}
	runes := []rune(name)
	for i, r := range runes {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush()
			continue
		}
		nextLower := i+1 < len(runes) && unicode.IsLower(runes[i+1])
		if unicode.IsUpper(r) && i > 0 && (unicode.IsLower(runes[i-1]) || unicode.IsUpper(runes[i-1]) && nextLower) {
			flush()
		}
		word = append(word, r)
	}
	flush()
	return all
}

func sortedKeys(v reflect.Value) []reflect.Value {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int {
		return strings.Compare(fmt.Sprint(a), fmt.Sprint(b))
	})
	return keys
}

func (r *renderer) entries(v reflect.Value) node {
	var n node
	for _, key := range sortedKeys(v) {
		name, item := fmt.Sprint(key), v.MapIndex(key)
		value := hidden
		if !isText(item) || !secret(name) {
			value = r.render(item)
		}
		if value.empty() {
			value.line = "(none)"
		}
		n.add(quoted(name), value)
	}
	return n
}

// isText reports whether v is a text, bytes or a list of these, and not empty.
func isText(v reflect.Value) bool {
	v = pointed(v)
	if v.Kind() == reflect.Slice && v.Len() > 0 && v.Type().Elem().Kind() != reflect.Uint8 {
		v = pointed(v.Index(0))
	}
	return (v.Kind() == reflect.String || v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8) && v.Len() > 0
}

// pointed is what v points to.
func pointed(v reflect.Value) reflect.Value {
	for range maxPointers {
		if v.Kind() != reflect.Pointer && v.Kind() != reflect.Interface {
			break
		}
		v = v.Elem()
	}
	return v
}

// maxPointers is how many pointers to pointers are followed.
const maxPointers = 10

// add puts a named part below; one with nothing to show is left out.
func (n *node) add(name string, part node) {
	if part.empty() {
		return
	}
	n.lines = append(n.lines, strings.TrimSuffix(name+": "+part.line, " "))
	n.lines = append(n.lines, indent(part.lines)...)
}

func (r *renderer) items(v reflect.Value) node {
	var n node
	for i := range v.Len() {
		item := r.render(v.Index(i))
		switch {
		case item.empty():
			n.lines = append(n.lines, "- (none)")
		case item.line != "":
			n.lines = append(n.lines, "- "+item.line)
			n.lines = append(n.lines, indent(item.lines)...)
		default:
			n.lines = append(n.lines, "- "+item.lines[0])
			n.lines = append(n.lines, indent(item.lines[1:])...)
		}
	}
	return n
}

func indent(lines []string) []string {
	in := make([]string, len(lines))
	for i, line := range lines {
		in[i] = "  " + line
	}
	return in
}
