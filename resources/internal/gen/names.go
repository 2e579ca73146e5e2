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
	ws := words(goName(name))
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

// spelled are the words that prose writes in another way.
var spelled = map[string]string{
	"vpc": "VPC", "acl": "ACL", "acls": "ACLs", "vpcs": "VPCs", "dhcp": "DHCP", "mfa": "MFA", "saml": "SAML", "cors": "CORS", "id": "ID", "arn": "ARN",
	"ip": "IP", "url": "URL", "ssl": "SSL", "io": "I/O", "infos": "infos", "addr": "address",
}

// prose is a name as words in a sentence: "VPC peering connection".
func prose(name string) string {
	ws := words(name)
	for i, w := range ws {
		w = strings.ToLower(w)
		if s, ok := spelled[w]; ok {
			w = s
		}
		ws[i] = w
	}
	return strings.Join(ws, " ")
}

// a puts the indefinite article before a noun.
func a(noun string) string {
	first, _, _ := strings.Cut(noun, " ")
	vowel := strings.ContainsRune("aeiou", rune(noun[0]))
	if first == strings.ToUpper(first) {
		vowel = strings.ContainsRune("AEFHILMNORSX", rune(noun[0])) && first != "SAML"
	}
	if strings.HasPrefix(noun, "user") {
		vowel = false
	}
	if vowel {
		return "an " + noun
	}
	return "a " + noun
}

// plural is the plural of a noun's last word.
func plural(noun string) string {
	switch {
	case strings.HasSuffix(noun, "Options"), strings.HasSuffix(noun, "options"):
		return noun + " sets"
	case strings.HasSuffix(noun, "s"), strings.HasSuffix(noun, "x"):
		return noun + "es"
	case strings.HasSuffix(noun, "y") && !strings.HasSuffix(noun, "ey"):
		return noun[:len(noun)-1] + "ies"
	case strings.HasSuffix(noun, "ACL"), strings.HasSuffix(noun, "VPC"):
		return noun + "s"
	}
	return noun + "s"
}

// singular is the singular of a member's name: "DeleteMarkers".
func singular(name string) string {
	switch {
	case strings.HasSuffix(name, "ies"):
		return name[:len(name)-3] + "y"
	case strings.HasSuffix(name, "sses"):
		return name[:len(name)-2]
	}
	return strings.TrimSuffix(name, "s")
}

// third is the third person of a verb: "stop" gives "stops".
func third(verb string) string {
	switch {
	case strings.HasSuffix(verb, "y") && !strings.HasSuffix(verb, "oy"):
		return verb[:len(verb)-1] + "ies"
	case strings.HasSuffix(verb, "ch"), strings.HasSuffix(verb, "s"), strings.HasSuffix(verb, "sh"):
		return verb + "es"
	}
	return verb + "s"
}

// prepositions say how the object of a verb stands to the resource.
var prepositions = map[string]string{
	"attach": "to", "add": "to", "detach": "from", "remove": "from", "authorize": "for", "revoke": "for", "assign": "to", "unassign": "from",
	"create": "for", "describe": "of", "modify": "of", "reset": "of", "put": "of", "get": "of", "set": "of", "enable": "of", "disable": "of",
	"replace": "of", "report": "of", "send": "to", "receive": "from", "initiate": "of", "change": "of", "delete": "of", "confirm": "of", "cancel": "of",
}

// verbs are the names of actions that are verbs and have no object.
var verbs = map[string]bool{
	"stop": true, "start": true, "terminate": true, "reboot": true, "monitor": true, "unmonitor": true, "update": true, "copy": true, "release": true,
	"associate": true, "disassociate": true, "deregister": true, "accept": true, "reject": true, "purge": true, "publish": true, "subscribe": true,
	"abort": true, "complete": true, "suspend": true, "activate": true, "deactivate": true, "resync": true, "query": true, "scan": true, "upload": true, "initiate": true,
}

// actionSentence says what an action does: "attaches a volume to the instance".
func actionSentence(name, noun string) string {
	ws := words(name)
	verb := strings.ToLower(ws[0])
	if name == "Head" || name == "Get" {
		return "reads the " + noun
	}
	rest := prose(strings.Join(ws[1:], ""))
	prep, known := prepositions[verb]
	if !known && len(ws) == 1 && !verbs[verb] {
		return ""
	}
	if !known && len(ws) > 1 {
		if verb == "associate" {
			if with, ok := strings.CutPrefix(rest, "with "); ok {
				return "associates the " + noun + " with " + a(with)
			}
			return "associates " + rest + " with the " + noun
		}
		if verb == "restore" && rest == noun {
			return "restores the " + noun
		}
		return ""
	}
	switch {
	case len(ws) == 1:
		return third(verb) + " the " + noun
	case strings.HasPrefix(rest, "to ") || strings.HasPrefix(rest, "from ") || strings.HasPrefix(rest, "as "):
		preposition, object, _ := strings.Cut(rest, " ")
		if preposition == "as" {
			return third(verb) + " the " + noun + " as the " + object
		}
		return third(verb) + " the " + noun + " " + preposition + " " + a(object)
	case strings.HasSuffix(rest, "s") && !strings.HasSuffix(rest, "ss") && !strings.HasSuffix(rest, "status"):
		return third(verb) + " " + rest + " " + prep + " the " + noun
	case prep == "of":
		return third(verb) + " the " + rest + " of the " + noun
	}
	return third(verb) + " " + a(rest) + " " + prep + " the " + noun
}
