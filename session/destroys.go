package session

import (
	"reflect"
	"strings"
	"unicode"
)

// destroying are the operations that destroy or do not by what is in their input:
// places in it, and what is at one of them if they do.
var destroying = map[string]struct {
	paths string // separated by spaces
	is    func(reflect.Value) bool
}{
	"DynamoDB.BatchWriteItem":           {"RequestItems.DeleteRequest", isThere},
	"DynamoDB.TransactWriteItems":       {"TransactItems.Delete", isThere},
	"DynamoDB.ExecuteStatement":         {"Statement", isDelete},
	"DynamoDB.BatchExecuteStatement":    {"Statements.Statement", isDelete},
	"DynamoDB.ExecuteTransaction":       {"TransactStatements.Statement", isDelete},
	"DynamoDB.UpdateTable":              {"ReplicaUpdates.Delete GlobalSecondaryIndexUpdates.Delete", isThere},
	"DynamoDB.UpdateGlobalTable":        {"ReplicaUpdates.Delete", isThere},
	"Route 53.ChangeCidrCollection":     {"Changes.Action", isDelete},
	"Route 53.ChangeResourceRecordSets": {"ChangeBatch.Changes.Action", isDelete},
	"Route 53.ChangeTagsForResource":    {"RemoveTagKeys", isThere},
}

func isThere(reflect.Value) bool { return true }

// isDelete reports whether a text, an action or a statement, begins with DELETE or
// DELETE_IF_EXISTS.
func isDelete(v reflect.Value) bool {
	words := strings.FieldsFunc(v.String(), func(r rune) bool { return r == '_' || unicode.IsSpace(r) })
	return len(words) > 0 && strings.EqualFold(words[0], "DELETE")
}

// destroys reports whether the input of a call says that it destroys something.
func (c *Call) destroys() bool {
	d := destroying[c.Service+"."+c.Operation]
	for path := range strings.FieldsSeq(d.paths) {
		if anyAt(reflect.ValueOf(c.Input), strings.Split(path, "."), d.is) {
			return true
		}
	}
	return false
}

// anyAt reports whether is holds for any value at the path, through pointers, lists
// and the values of maps.
func anyAt(v reflect.Value, path []string, is func(reflect.Value) bool) bool {
	v = reflect.Indirect(v)
	switch {
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			if anyAt(v.Index(i), path, is) {
				return true
			}
		}
		return false
	case v.Kind() == reflect.Map:
		for _, key := range v.MapKeys() {
			if anyAt(v.MapIndex(key), path, is) {
				return true
			}
		}
		return false
	case len(path) == 0:
		return v.IsValid() && is(v)
	case v.Kind() == reflect.Struct:
		return anyAt(v.FieldByName(path[0]), path[1:], is)
	}
	return false
}
