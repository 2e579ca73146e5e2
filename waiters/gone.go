package waiters

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/awsessentials/essentials/awserr"
)

// Gone is ready when the service says that the thing was not found, as
// [awserr.IsNotFound] has it, and that what is missing is the thing itself. A
// cluster, bucket or load balancer that the thing is looked for in and that does
// not exist fails the wait: its name is more often mistyped than it is gone. Pass
// Gone without type arguments: Until(ctx, client.GetQueueUrl, in, waiters.Gone,
// opts).
func Gone[Out any](_ *Out, err error) Verdict {
	if isGone(err, nameOf(reflect.TypeFor[Out](), "Output")) {
		return Ready
	}
	return Pending
}

// isGone reports whether err says that the thing does not exist which an
// operation, named as "ecs.DescribeServices", is about.
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

// parents are things that others are looked for in. A name that is none of them
// is the thing, however the operation calls it.
var parents = strings.Fields(`cluster bucket stack function stream user role group pool table database bus vault
	repository filesystem api zone loadbalancer listener vpc domain application project workspace environment
	pipeline distribution launchtemplate service fleet server catalog registry directory account organization`)

// compounds are parents that are written as two words.
var compounds = strings.Fields("userpool identitypool eventbus filesystem restapi hostedzone loadbalancer targetgroup loggroup")

func isParent(name string) bool {
	return slices.ContainsFunc(parents, func(parent string) bool { return strings.HasSuffix(name, parent) })
}

// attributes are the last words of operations that read an attribute of a thing.
var attributes = strings.Fields("attribute url status configuration config location detail metadata")

// thingOf returns the words of what an operation is about, as "db", "instance" for
// DescribeDBInstances; none if its name does not say.
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

// missingIn returns the words of what a code names as missing, as "cluster" for
// ClusterNotFoundException; none if it names nothing.
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

// sameThing reports whether the code's name for what is missing is the operation's
// name for the thing; one of the two may be longer, as InvalidGroup is for
// DescribeSecurityGroups.
func sameThing(thing, missing []string) bool {
	n := min(len(thing), len(missing))
	return slices.Equal(thing[len(thing)-n:], missing[len(missing)-n:])
}

// namesParent reports whether a message speaks of a parent and not of the thing:
// services with one code for all that is missing say what it is in words.
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
