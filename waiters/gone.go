package waiters

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/awsessentials/essentials/awserr"
)

// Gone is a [Condition] that is ready when the operation returns an error of
// class [awserr.IsNotFound] about the resource itself. If the error is about a
// resource that contains it, such as a cluster, bucket or load balancer, the wait
// fails: its name is probably mistyped. Pass Gone without type arguments:
// Until(ctx, client.GetQueueUrl, in, waiters.Gone, opts).
func Gone[Out any](_ *Out, err error) Verdict {
	if isGone(err, nameOf(reflect.TypeFor[Out](), "Output")) {
		return Ready
	}
	return Pending
}

// isGone reports whether err says that the resource that an operation, such as
// "ecs.DescribeServices", reads does not exist.
func isGone(err error, operation string) bool {
	if err == nil || !awserr.IsNotFound(err) {
		return false
	}
	called := awserr.Operation(err)
	thing := thingOf(cmp.Or(called, operation[strings.LastIndex(operation, ".")+1:]))
	if len(thing) == 0 {
		return true
	}
	if missing := missingIn(awserr.Code(err)); len(missing) > 0 {
		return sameThing(thing, missing) || !isParent(strings.Join(missing, ""))
	}
	return called == "" || !namesParent(awserr.Message(err), thing)
}

// parents are resources that contain others. Any other name in an error is that
// of the resource itself, whatever the operation calls it.
var parents = strings.Fields(`cluster bucket stack function stream user role group pool table database bus vault
	repository filesystem api zone loadbalancer listener vpc domain application project workspace environment
	pipeline distribution launchtemplate service fleet server catalog registry directory account organization`)

// compounds are parents that are written as two words.
var compounds = strings.Fields("userpool identitypool eventbus filesystem restapi hostedzone loadbalancer targetgroup loggroup")

func isParent(name string) bool {
	return slices.ContainsFunc(parents, func(parent string) bool { return strings.HasSuffix(name, parent) })
}

// attributes are the last words of operations that read an attribute of a
// resource.
var attributes = strings.Fields("attribute url status configuration config location detail metadata")

// thingOf returns the words of the resource that an operation reads, such as "db",
// "instance" for DescribeDBInstances, or nil if its name has none.
func thingOf(operation string) []string {
	words := wordsOf(operation)
	for i, word := range words[:min(2, len(words))] {
		switch word {
		case "describe", "get", "head", "list", "lookup":
			words = words[i+1:]
			for len(words) > 1 && slices.Contains(attributes, words[len(words)-1]) {
				words = words[:len(words)-1]
			}
			return words
		}
	}
	return nil
}

// missingIn returns the words of the resource that a code says is missing, such
// as "cluster" for ClusterNotFoundException, or nil if it names none.
func missingIn(code string) []string {
	for _, kind := range []string{"Exception", "Fault", "Error"} {
		code = strings.TrimSuffix(code, kind)
	}
	name := ""
	for _, said := range []string{"NotFound", "NotFond", "DoesNotExist", "NotExist", "NoSuch", "NonExistent", "Nonexistent", "Unknown"} {
		if before, after, ok := strings.Cut(code, said); ok {
			name = strings.TrimPrefix(before, "Invalid")
			if said[0] == 'U' || strings.HasPrefix(said, "No") && !strings.HasPrefix(said, "Not") {
				name = after
			}
			break
		}
	}
	words := wordsOf(strings.TrimSuffix(strings.Trim(name, "."), "ID"))
	for len(words) > 0 && slices.Contains([]string{"id", "name", "arn"}, words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	if len(words) == 1 && slices.Contains([]string{"resource", "entity", "item"}, words[0]) {
		return nil
	}
	return words
}

// sameThing reports whether an error code and an operation name the same resource;
// one of the names may be longer, as for InvalidGroup and DescribeSecurityGroups.
func sameThing(thing, missing []string) bool {
	n := min(len(thing), len(missing))
	return slices.Equal(thing[len(thing)-n:], missing[len(missing)-n:])
}

// namesParent reports whether a message names a parent and not the resource:
// services with one code for all missing resources name them in the message.
func namesParent(message string, thing []string) bool {
	var words []string
	for field := range strings.FieldsSeq(message) {
		field = strings.TrimRight(field, ".,:;")
		if !strings.ContainsFunc(field, func(r rune) bool { return !unicode.IsLetter(r) }) { // Others are names and ARNs.
			words = append(words, singular(strings.ToLower(field)))
		}
	}
	last, whole := thing[len(thing)-1], strings.Join(thing, "")
	lastTwo := strings.Join(thing[max(0, len(thing)-2):], "")
	named := false
	for i := 0; i < len(words); i++ {
		word := words[i]
		if i+1 < len(words) {
			if two := word + words[i+1]; two == whole || slices.Contains(compounds, two) {
				i, word = i+1, two
			}
		}
		switch {
		case word == whole, word == last && !isParent(last), len(thing) > 1 && strings.Contains(word, lastTwo):
			return false
		case isParent(word):
			named = true
		}
	}
	return named
}

// wordsOf splits a name such as DBInstances into "db", "instance".
func wordsOf(name string) []string {
	var words []string
	runes := []rune(name)
	for begin, i := 0, 1; i <= len(runes); i++ {
		if i < len(runes) && !beginsWord(runes, i) {
			continue
		}
		if word := strings.TrimFunc(string(runes[begin:i]), func(r rune) bool { return !unicode.IsLetter(r) }); word != "" {
			words = append(words, singular(strings.ToLower(word)))
		}
		begin = i
	}
	return words
}

func beginsWord(name []rune, i int) bool {
	if !unicode.IsUpper(name[i]) {
		return false
	}
	return !unicode.IsUpper(name[i-1]) || i+1 < len(name) && unicode.IsLower(name[i+1])
}

func singular(word string) string {
	switch {
	case len(word) < 4, strings.HasSuffix(word, "ss"), strings.HasSuffix(word, "us"), strings.HasSuffix(word, "is"):
		return word
	case strings.HasSuffix(word, "ies"):
		return strings.TrimSuffix(word, "ies") + "y"
	case strings.HasSuffix(word, "sses"):
		return strings.TrimSuffix(word, "es")
	case word == "aliases" || word == "buses":
		return strings.TrimSuffix(word, "es")
	case word == "alias":
		return word
	}
	return strings.TrimSuffix(word, "s")
}
