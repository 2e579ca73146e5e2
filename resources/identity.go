package resources

import (
	"fmt"
	"log/slog"
	"strings"
	"unicode"
)

// Identity tells a resource apart from all others, as far as that is known
// without a request. Two resources with equal identities are the same; Identity
// is comparable, and so can be the key of a map.
//
// An account is known where the session knew its own when the service was
// opened. Two services of the same account can therefore give different
// identities, if only one of them knows the account.
type Identity struct {
	Service string // "ec2"
	Type    string // "Instance"
	Account string // 12 digits, or "" if it is not known
	Region  string // of the client; "" if it has none
	ID      string // the identifiers, as text
}

// identity joins the identifiers, given as names and values in turn.
func identity(id Identity, names []string) Identity {
	var b strings.Builder
	for i := 0; i+1 < len(names); i += 2 {
		if i > 0 {
			b.WriteString(", ")
		}
		if len(names) > 2 {
			b.WriteString(names[i] + "=")
		}
		b.WriteString(quoted(names[i+1], len(names) > 2))
	}
	id.ID = b.String()
	return id
}

// quoted quotes text that could be taken for something else.
func quoted(s string, several bool) string {
	odd := func(r rune) bool { return !unicode.IsPrint(r) || r == '"' || several && (r == ',' || r == '=') }
	if s == "" || strings.ContainsFunc(s, odd) {
		return fmt.Sprintf("%q", s)
	}
	return s
}

// maxText bounds the identifiers in a text: the receipt handle of a message may
// have a thousand characters.
const maxText = 200

// String returns the service, the type and the identifiers, as in
// ec2.Instance(i-0abc). Long identifiers are cut.
func (id Identity) String() string {
	if id == (Identity{}) {
		return "nil" // of a nil resource
	}
	text := id.ID
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "") + "..."
	}
	return id.Service + "." + id.Type + "(" + text + ")"
}

// LogValue implements [slog.LogValuer]: a group of what is known.
func (id Identity) LogValue() slog.Value {
	attrs := []slog.Attr{slog.String("resource", id.String())}
	if id.Account != "" {
		attrs = append(attrs, slog.String("account", id.Account))
	}
	if id.Region != "" {
		attrs = append(attrs, slog.String("region", id.Region))
	}
	return slog.GroupValue(attrs...)
}
