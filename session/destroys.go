package session

import (
	"reflect"
	"strings"
)

// destroying are the operations that destroy or do not by what is in their input:
// a place in it, and what is there if they do.
var destroying = map[string]struct {
	path string
	is   func(reflect.Value) bool
}{
	"DynamoDB.BatchWriteItem":           {"RequestItems.DeleteRequest", isThere},
	"DynamoDB.TransactWriteItems":       {"TransactItems.Delete", isThere},
	"DynamoDB.ExecuteStatement":         {"Statement", isDelete},
	"DynamoDB.BatchExecuteStatement":    {"Statements.Statement", isDelete},
	"DynamoDB.ExecuteTransaction":       {"TransactStatements.Statement", isDelete},
	"Route 53.ChangeResourceRecordSets": {"ChangeBatch.Changes.Action", isDelete},
}

func isThere(v reflect.Value) bool { return true }

// isDelete reports whether a text, an action or a statement, begins with DELETE.
func isDelete(v reflect.Value) bool {
	words := strings.Fields(v.String())
	return len(words) > 0 && strings.EqualFold(words[0], "DELETE")
}

// destroys reports whether the input of a call says that it destroys something.
func (c *Call) destroys() bool {
	d, ok := destroying[c.Service+"."+c.Operation]
	return ok && anyAt(reflect.ValueOf(c.Input), strings.Split(d.path, "."), d.is)
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
