package verbs

import (
	"maps"
	"slices"
	"strings"
)

// Class is what an operation does.
type Class int

// The classes. What is not known is a Write.
const (
	Write   Class = iota // changes something
	Read                 // changes nothing that a user of the account would miss
	Destroy              // changes something in a way that cannot be undone, or takes access or data away
)

// String returns "write", "read" or "destroy".
func (c Class) String() string { return [...]string{"write", "read", "destroy"}[c] }

// Of returns the class of an operation. service is the SDK's service ID, such as
// "DynamoDB" or "CloudWatch Logs".
func Of(service, operation string) Class {
	if class, ok := exceptions[strings.ToLower(service)+"."+operation]; ok {
		return class
	}
	for _, verb := range destroying {
		if hasVerb(operation, verb) {
			return Destroy
		}
	}
	if replaces(operation) || hasVerb(operation, "Schedule") && strings.Contains(operation, "Deletion") {
		return Destroy
	}
	for _, verb := range reading {
		if hasVerb(operation, verb) {
			return Read
		}
	}
	return Write
}

// hasVerb reports whether an operation's name begins with the words of verb:
// "Get" is the verb of GetObject and not of Getaway.
func hasVerb(operation, verb string) bool {
	rest, ok := strings.CutPrefix(operation, verb)
	return ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z')
}

// replaces reports whether an operation replaces the policy that was there.
func replaces(operation string) bool {
	return (hasVerb(operation, "Put") || hasVerb(operation, "Set") || hasVerb(operation, "Replace")) &&
		strings.Contains(operation, "Policy")
}

// Exceptions returns the operations whose class is known by name, as
// "service.Operation" with the service ID in lower case.
func Exceptions() []string { return slices.Sorted(maps.Keys(exceptions)) }
