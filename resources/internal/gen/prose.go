package gen

import (
	"fmt"
	"strings"
)

// spelled are the words that prose writes in another way.
var spelled = map[string]string{
	"vpc": "VPC", "acl": "ACL", "acls": "ACLs", "vpcs": "VPCs", "dhcp": "DHCP", "mfa": "MFA", "saml": "SAML", "cors": "CORS rules", "website": "website configuration", "id": "ID", "arn": "ARN",
	"ip": "IP", "url": "URL", "ssl": "SSL", "db": "DB", "io": "I/O", "infos": "infos", "addr": "address",
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

// endsInY reports whether a word's last letter is a y after a consonant.
func endsInY(word string) bool {
	return len(word) > 1 && word[len(word)-1] == 'y' && !strings.ContainsRune("aeiou", rune(word[len(word)-2]))
}

// plural is the plural of a noun's last word.
func plural(noun string) string {
	switch {
	case strings.HasSuffix(noun, "Options"), strings.HasSuffix(noun, "options"):
		return noun + " sets"
	case strings.HasSuffix(noun, "s"), strings.HasSuffix(noun, "x"):
		return noun + "es"
	case endsInY(noun):
		return noun[:len(noun)-1] + "ies"
	}
	return noun + "s"
}

// isPlural reports whether a noun is a plural.
// enumerated joins words as in "a, b and c".
func enumerated(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

func isPlural(noun string) bool {
	return strings.HasSuffix(noun, "s") && !strings.HasSuffix(noun, "ss") && !strings.HasSuffix(noun, "us") && !strings.HasSuffix(noun, "alias")
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
	switch said := spoken[verb]; {
	case said != "":
		return said
	case endsInY(verb):
		return verb[:len(verb)-1] + "ies"
	case strings.HasSuffix(verb, "ch"), strings.HasSuffix(verb, "s"), strings.HasSuffix(verb, "sh"):
		return verb + "es"
	}
	return verb + "s"
}

// spoken are verbs of the API for which prose has another.
var spoken = map[string]string{"get": "reads", "put": "writes", "initiate": "starts"}

// verbs are the verbs that the names of actions begin with; another first word
// is part of a noun, as in ConsoleOutput. The preposition says how the object of
// the verb stands to the resource: "attaches a volume to the instance".
var verbs = map[string]string{
	"abort": "of", "accept": "of", "activate": "of", "add": "to", "assign": "to", "associate": "with", "attach": "to", "authorize": "for",
	"cancel": "of", "change": "of", "complete": "of", "confirm": "of", "copy": "of", "create": "for", "deactivate": "of", "decrypt": "of", "delete": "of",
	"deregister": "from", "describe": "of", "detach": "from", "disable": "of", "disassociate": "from", "enable": "of", "encrypt": "of",
	"generate": "with", "get": "of", "import": "of", "initiate": "of", "invoke": "of", "modify": "of", "monitor": "of", "publish": "of", "purge": "of",
	"put": "to", "query": "of", "reboot": "of", "receive": "from", "redrive": "of", "register": "with", "reject": "of", "release": "of", "remove": "from",
	"replace": "of", "report": "of", "request": "for", "reset": "of", "restore": "of", "resume": "of", "resync": "of", "revoke": "for", "rotate": "of", "run": "in",
	"scan": "of", "schedule": "of", "send": "to", "set": "of", "start": "of", "stop": "of", "subscribe": "to", "suspend": "of", "terminate": "of",
	"unassign": "from", "unmonitor": "of", "update": "of", "upload": "to",
}

// phrases are actions that are said in other words than their names'; %s is the
// resource, or the resources of a batch action.
var phrases = map[string]string{
	"Get": "reads %s", "Head": "reads the headers of %s", "Put": "sets %s", "Monitor": "turns on detailed monitoring of %s", "Unmonitor": "turns off detailed monitoring of %s",
	"EnableIo": "enables I/O of %s", "DeleteTags": "removes tags from %s", "CreateTags": "sets tags of %s", "ResetSourceDestCheck": "resets the source and destination check of %s",
}

// inside are the nouns of what holds what is created in it, and within those of
// what is created in what holds it; parts are the nouns of what is created of
// something.
var (
	inside = map[string]bool{"VPC": true, "subnet": true, "cluster": true, "account": true}
	within = map[string]bool{"stream": true, "schedule": true, "rule": true}
	parts  = map[string]bool{"snapshot": true, "image": true, "alias": true, "version": true}
)

// several are the nouns of what a resource has more than one of, though its
// actions are about one.
var several = map[string]bool{"association": true, "attribute": true, "entry": true, "item": true, "object": true, "query": true, "refresh": true, "execution": true, "version": true}

// actionSentence says what an action of a resource does: "attaches a volume to
// the instance".
func actionSentence(name, noun string) string {
	the := "the " + noun
	if phrase := phrases[name]; phrase != "" {
		return fmt.Sprintf(phrase, the)
	}
	ws := words(name)
	verb, object := strings.ToLower(ws[0]), prose(strings.Join(ws[1:], ""))
	preposition, known := verbs[verb]
	switch {
	case !known:
		return "returns the " + prose(name) + " of " + the
	case len(ws) == 1, verb == "restore" && object == noun:
		return third(verb) + " " + the
	}
	for _, p := range []string{"to ", "from ", "with "} {
		if other, ok := strings.CutPrefix(object, p); ok {
			return third(verb) + " " + the + " " + p + a(other)
		}
	}
	if as, ok := strings.CutPrefix(object, "as "); ok {
		return third(verb) + " " + the + " as the " + as
	}
	switch {
	case verb == "create" && (inside[noun] || within[object]):
		preposition = "in"
	case verb == "create" && parts[object]:
		preposition = "of"
	}
	switch {
	case isPlural(object):
	case preposition == "of" && !(verb == "create" || several[object]):
		object = "the " + object
	default:
		object = a(object)
	}
	return third(verb) + " " + object + " " + preposition + " " + the
}

// serviceSentence says what an action of the service does.
func serviceSentence(name string) string {
	ws := words(name)
	verb, object := strings.ToLower(ws[0]), prose(strings.Join(ws[1:], ""))
	switch {
	case len(ws) == 1:
		return third(verb)
	case isPlural(object):
		return third(verb) + " " + object
	}
	return third(verb) + " " + a(object)
}

// batchSentence says what an action does with many resources: "disables the
// actions of the alarms".
func batchSentence(name, many string) string {
	if phrase := phrases[name]; phrase != "" {
		return fmt.Sprintf(phrase, "the "+many)
	}
	ws := words(name)
	what := third(strings.ToLower(ws[0])) + " the "
	if len(ws) > 1 {
		what += prose(strings.Join(ws[1:], "")) + " of the "
	}
	return what + many
}
