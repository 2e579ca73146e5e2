package gen

import (
	"cmp"
	"strings"
	"unicode"
)

func compare(a, b string) int { return cmp.Compare(a, b) }

func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// words splits a name at its capitals: "VpcPeeringConnection", "SAMLProvider".
func words(name string) []string {
	var out []string
	rs := []rune(name)
	start := 0
	for i := 1; i < len(rs); i++ {
		startsWord := unicode.IsUpper(rs[i]) && (!unicode.IsUpper(rs[i-1]) || i+1 < len(rs) && unicode.IsLower(rs[i+1]))
		if startsWord {
			out = append(out, string(rs[start:i]))
			start = i
		}
	}
	return append(out, string(rs[start:]))
}

// initialisms are words that Go writes in capitals, where the SDK's own names
// leave the choice.
var initialisms = map[string]string{"Id": "ID", "Arn": "ARN", "Url": "URL", "Ip": "IP", "Mfa": "MFA", "Saml": "SAML", "Ids": "IDs"}

// goName is the Go name of an identifier, a type or a relation.
func goName(name string) string {
	ws := words(upper(name))
	for i, w := range ws {
		if is, ok := initialisms[w]; ok {
			ws[i] = is
		}
	}
	return strings.Join(ws, "")
}

// goVar is the Go name of a parameter.
func goVar(name string) string {
	ws := words(upper(name))
	for i, w := range ws {
		if is, ok := initialisms[w]; ok && i > 0 {
			ws[i] = is
		}
	}
	ws[0] = strings.ToLower(ws[0])
	v := strings.Join(ws, "")
	switch v {
	case "type":
		return "typ"
	case "resources":
		return "resourceIDs"
	case "range", "map", "func", "var", "interface", "package", "import", "in", "out", "err", "ctx", "changes", "aws", "types", "collections", "waiters":
		return v + "Value"
	}
	return v
}
