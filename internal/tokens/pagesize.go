package tokens

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// The names of the field that sets the page size, all that occur in AWS, the
// commonest first.
var sizeNames = []string{
	"MaxResults", "MaxRecords", "MaxItems", "Limit", "PageSize", "MaximumPageSize", "MaxKeys", "MaxUploads",
	"MaxParts", "MaxBuckets", "MaxDirectoryBuckets", "MaxTables", "MaxNamespaces", "MaxJobs", "MaxRows",
	"MaxNumberOfDomains", "MaxAnnotationResults", "ResourcesPerPage", "NumberOfLines", "MaxDatapoints",
	"MaxResult", "MaxQueryResults", "MaxConflictFiles", "MaxMergeHunks",
}

// Size is the page size field of an operation's input, if it has one.
type Size struct {
	field   string
	index   []int   // nil without one
	refused [][]int // fields beside which the service refuses a page size
	needed  int     // size without which the service gives no token; or 0
}

// SizeOf finds the page size field of an input struct type.
func SizeOf(in reflect.Type) Size { return sizeOf(Operation(in), in) }

func sizeOf(operation string, in reflect.Type) Size {
	var size Size
	if in.Kind() != reflect.Struct {
		return size
	}
	inputs := fieldsOf(in)
	for _, name := range sizeNames {
		i := slices.IndexFunc(inputs, func(f field) bool { return f.name == name })
		if i < 0 {
			continue
		}
		switch deref(inputs[i].typ).Kind() {
		case reflect.Int32, reflect.Int64, reflect.String:
			size.field, size.index = name, inputs[i].index
		}
		break
	}
	demand := demandOf(operation)
	size.needed = demand.size
	service, _, _ := strings.Cut(operation, ".")
	for _, f := range inputs {
		ids := service == "ec2" && strings.HasSuffix(f.name, "Ids") && f.typ.Kind() == reflect.Slice
		if ids || slices.Contains(demand.sized, f.name) {
			size.refused = append(size.refused, f.index)
		}
	}
	return size
}

// HasPageSize reports whether the operation lets the caller choose the size of
// a page.
func (s Size) HasPageSize() bool { return s.index != nil }

// SizeField is the name of the field; empty without one.
func (s Size) SizeField() string { return s.field }

// Needed is the page size to ask for where the caller asks for none, since the
// service would end the listing without a token; 0 for the service's own.
func (s Size) Needed() int { return s.needed }

// PageSize returns the page size that an input asks for, 0 for the service's own.
func (s Size) PageSize(in any) int {
	if s.index == nil {
		return 0
	}
	switch n := read(reflect.ValueOf(in).Elem().FieldByIndex(s.index)).(type) {
	case int32:
		return int(n)
	case int64:
		return int(n)
	case string:
		i, _ := strconv.Atoi(n)
		return i
	}
	return 0
}

// SetPageSize makes an input ask for pages of n items, or with n 0 of the
// service's own size. It leaves the size out where the service refuses one, as
// EC2 and ECR do beside IDs.
func (s Size) SetPageSize(in any, n int) error {
	if s.index == nil {
		return errors.New("the operation has no page size")
	}
	if n < 0 || n > math.MaxInt32 {
		return fmt.Errorf("must be from 0 to %d", math.MaxInt32)
	}
	v := reflect.ValueOf(in).Elem()
	f := v.FieldByIndex(s.index)
	if n == 0 {
		f.SetZero()
		return nil
	}
	for _, index := range s.refused {
		if read(v.FieldByIndex(index)) != nil {
			return nil
		}
	}
	size := reflect.New(deref(f.Type())).Elem()
	if size.Kind() == reflect.String {
		size.SetString(strconv.Itoa(n))
	} else {
		size.SetInt(int64(n))
	}
	write(f, size.Interface())
	return nil
}
