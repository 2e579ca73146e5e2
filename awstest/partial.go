package awstest

import (
	"fmt"
	"reflect"
	"slices"
)

// An EntryFailure says which entries of a batch fail and how; see
// [PartialFailure].
type EntryFailure struct {
	Entries     []int  // indexes in the request; those out of range are ignored
	Code        string // default InternalError
	Message     string
	SenderFault bool // SNS and SQS: the entry itself is wrong, so sending it again is useless
}

// PartialFailure fails some entries of a batch whose call succeeds, for SNS
// PublishBatch, the batches of SQS, and S3 DeleteObjects. The stub is called
// without these entries, and they are added to the failures in its output. If
// two such faults affect one call, the indexes of the second are those of the
// entries that the first has left.
func PartialFailure(f EntryFailure, calls ...int) Fault {
	if f.Code == "" {
		f.Code = "InternalError"
	}
	return Fault{calls: calls, hooks: func(in reflect.Type) (hooks, error) {
		list := findEntries(in)
		if list == nil {
			return nil, fmt.Errorf("PartialFailure: %s has no list of entries with an Id or a Key", in)
		}
		return &partialFailure{f, list}, nil
	}}
}

// partialFailure has no state, so that calls may overlap.
type partialFailure struct {
	EntryFailure
	list *entryList
}

// entryList is where an input has its entries: at the top level for SNS and
// SQS, one level down for S3.
type entryList struct {
	index []int  // of the field, as reflect.Value.FieldByIndex takes it
	id    string // the entries' field that names them
}

func findEntries(in reflect.Type) *entryList {
	for i := range in.NumField() {
		f := in.Field(i)
		if f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct {
			for _, id := range []string{"Id", "Key"} {
				if g, ok := f.Type.Elem().FieldByName(id); ok && g.Type == reflect.TypeFor[*string]() {
					return &entryList{f.Index, id}
				}
			}
		}
	}
	for i := range in.NumField() {
		f := in.Field(i)
		if f.IsExported() && f.Type.Kind() == reflect.Pointer && f.Type.Elem().Kind() == reflect.Struct {
			if l := findEntries(f.Type.Elem()); l != nil {
				return &entryList{append(slices.Clone(f.Index), l.index...), l.id}
			}
		}
	}
	return nil
}

func (p *partialFailure) before(in any, hit bool) (answer func(out any) error, err error) {
	if !hit {
		return nil, nil
	}
	entries := reflect.ValueOf(in).Elem().FieldByIndex(p.list.index)
	kept := reflect.MakeSlice(entries.Type(), 0, entries.Len())
	var failed []string
	for i := range entries.Len() {
		if slices.Contains(p.Entries, i) {
			failed = append(failed, entries.Index(i).FieldByName(p.list.id).Elem().String())
		} else {
			kept = reflect.Append(kept, entries.Index(i))
		}
	}
	entries.Set(kept)
	return func(out any) error { return p.report(out, failed) }, nil
}

// report adds the failed entries to an output and removes them from its
// successes, where a canned answer may list them.
func (p *partialFailure) report(out any, ids []string) error {
	o := reflect.ValueOf(out).Elem()
	failures, successes := o.FieldByName("Failed"), o.FieldByName("Successful")
	if !failures.IsValid() {
		failures, successes = o.FieldByName("Errors"), o.FieldByName("Deleted")
	}
	if !failures.IsValid() || !successes.IsValid() {
		return fmt.Errorf("PartialFailure: %s has neither Failed and Successful nor Errors and Deleted", o.Type())
	}
	kept := reflect.MakeSlice(successes.Type(), 0, successes.Len())
	for i := range successes.Len() {
		if id := successes.Index(i).FieldByName(p.list.id); id.IsNil() || !slices.Contains(ids, id.Elem().String()) {
			kept = reflect.Append(kept, successes.Index(i))
		}
	}
	successes.Set(kept)
	for _, id := range ids {
		entry := reflect.New(failures.Type().Elem()).Elem()
		entry.FieldByName(p.list.id).Set(reflect.ValueOf(&id))
		entry.FieldByName("Code").Set(reflect.ValueOf(&p.Code))
		if p.Message != "" {
			entry.FieldByName("Message").Set(reflect.ValueOf(&p.Message))
		}
		if sender := entry.FieldByName("SenderFault"); sender.IsValid() {
			sender.SetBool(p.SenderFault)
		}
		failures.Set(reflect.Append(failures, entry))
	}
	return nil
}
