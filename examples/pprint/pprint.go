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

// maxDepth ends the printing of a value that contains itself.
const maxDepth = 50

// Print writes v to w, with a line break at the end. The error is the writer's.
func Print(w io.Writer, v any) error {
	_, err := io.WriteString(w, Sprint(v)+"\n")
	return err
}

// Sprint returns v as text, without a line break at the end.
//
// Nil pointers, nil interfaces, empty lists, maps and strings are left out, and
// so is the SDK's ResultMetadata. Times are in RFC 3339 and UTC, bytes in
// base64, the keys of maps sorted. A field that holds a secret by its name, such
// as SecretAccessKey, is shown as (hidden). A value with nothing to show is
// (none).
func Sprint(v any) string {
	n := render(reflect.ValueOf(v), 0)
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

func render(v reflect.Value, depth int) node {
	for v.IsValid() && !scalar(v) && (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) {
		v = v.Elem()
	}
	if !v.IsValid() || v.Type() == metadata {
		return node{}
	}
	if depth > maxDepth {
		return node{line: "..."}
	}
	if scalar(v) {
		return node{line: text(v)}
	}
	switch v.Kind() {
	case reflect.String:
		return str(v.String())
	case reflect.Struct:
		return fields(v, depth)
	case reflect.Map:
		return entries(v, depth)
	case reflect.Slice, reflect.Array:
		return items(v, depth)
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

func fields(v reflect.Value, depth int) node {
	if member, value, ok := union(v); ok {
		var n node
		n.add(member, render(value, depth+1))
		return n
	}
	var n node
	for field, value := range v.Fields() {
		switch {
		case !field.IsExported():
		case secret(field.Name) && !value.IsZero():
			n.add(field.Name, node{line: "(hidden)"})
		default:
			n.add(field.Name, render(value, depth+1))
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

// secret goes by the names that AWS gives to secrets, since the SDK's types do not mark
// them.
func secret(name string) bool {
	switch name {
	case "SecretAccessKey", "SessionToken", "SecretString", "SecretBinary", "AuthorizationToken", "PrivateKey", "KeyMaterial", "Plaintext":
		return true
	}
	return strings.HasSuffix(name, "Password")
}

func entries(v reflect.Value, depth int) node {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int {
		return strings.Compare(fmt.Sprint(a), fmt.Sprint(b))
	})
	var n node
	for _, key := range keys {
		value := render(v.MapIndex(key), depth+1)
		if value.empty() {
			value.line = "(none)"
		}
		n.add(quoted(fmt.Sprint(key)), value)
	}
	return n
}

// add puts a named part below; one with nothing to show is left out.
func (n *node) add(name string, part node) {
	if part.empty() {
		return
	}
	n.lines = append(n.lines, strings.TrimSuffix(name+": "+part.line, " "))
	n.lines = append(n.lines, indent(part.lines)...)
}

func items(v reflect.Value, depth int) node {
	var n node
	for i := range v.Len() {
		item := render(v.Index(i), depth+1)
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
