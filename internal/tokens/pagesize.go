package tokens

import (
	"errors"
	"fmt"
	"math"
	"path"
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
}

// The smallest page that services accept where it is not 1: fewer is an error,
// not a smaller page.
var leastSize = map[string]int{
	"ec2": 5, "rds": 20, "neptune": 20, "docdb": 20, "elasticache": 20, "redshift": 20,
}

// Size is the page size field of an operation's input, if it has one.
type Size struct {
	operation string
	field     string
	index     []int   // nil without one
	ids       [][]int // the service refuses a page size beside these
	least     int
}

// SizeOf finds the page size field of an input struct type.
func SizeOf(in reflect.Type) Size {
	size := Size{operation: Operation(in), least: 1}
	if in.Kind() != reflect.Struct {
		return size
	}
	service := path.Base(in.PkgPath())
	size.least = max(1, leastSize[service])
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
	if service == "ec2" {
		for _, f := range inputs {
			if strings.HasSuffix(f.name, "Ids") && f.typ.Kind() == reflect.Slice {
				size.ids = append(size.ids, f.index)
			}
		}
	}
	return size
}

// HasPageSize reports whether the operation lets the caller choose the size of
// a page.
func (s Size) HasPageSize() bool { return s.index != nil }

// SizeField is the name of the field; empty without one.
func (s Size) SizeField() string { return s.field }

// LeastPageSize is the smallest page size that the service accepts.
func (s Size) LeastPageSize() int { return s.least }

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
// service's own size. A size is left away where the service refuses one: EC2
// does when ids are given.
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
	for _, ids := range s.ids {
		if v.FieldByIndex(ids).Len() > 0 {
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
