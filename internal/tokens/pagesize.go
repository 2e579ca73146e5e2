package tokens

import (
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
	"MaxNumberOfDomains", "ResourcesPerPage", "NumberOfLines", "MaxDatapoints",
}

// The smallest page that services accept where it is not 1: fewer is an error,
// not a smaller page.
var leastSize = map[string]int{
	"ec2": 5, "rds": 20, "neptune": 20, "docdb": 20, "elasticache": 20, "redshift": 20,
}

func (r *Rule) findPageSize(in reflect.Type, inputs []field) {
	service := path.Base(in.PkgPath())
	r.least = max(1, leastSize[service])
	for _, name := range sizeNames {
		i := slices.IndexFunc(inputs, func(f field) bool { return f.name == name })
		if i < 0 {
			continue
		}
		switch deref(inputs[i].typ).Kind() {
		case reflect.Int32, reflect.Int64, reflect.String:
			r.size = inputs[i].index
		}
		break
	}
	if service != "ec2" {
		return
	}
	for _, f := range inputs {
		if strings.HasSuffix(f.name, "Ids") && f.typ.Kind() == reflect.Slice {
			r.ids = append(r.ids, f.index)
		}
	}
}

// HasPageSize reports whether the operation lets the caller choose the size of
// a page.
func (r *Rule) HasPageSize() bool { return r.size != nil }

// LeastPageSize is the smallest page size that the service accepts.
func (r *Rule) LeastPageSize() int { return r.least }

// PageSize returns the page size that an input asks for, 0 for the service's own.
func (r *Rule) PageSize(in any) int {
	if r.size == nil {
		return 0
	}
	switch n := read(reflect.ValueOf(in).Elem().FieldByIndex(r.size)).(type) {
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

// SetPageSize makes an input ask for pages of n items. It does nothing where
// the service refuses a page size: EC2 does when ids are given.
func (r *Rule) SetPageSize(in any, n int) error {
	if r.size == nil {
		return fmt.Errorf("%s: the operation has no page size", r.name)
	}
	if n < 1 || n > math.MaxInt32 {
		return fmt.Errorf("%s: page size %d is out of range", r.name, n)
	}
	v := reflect.ValueOf(in).Elem()
	for _, ids := range r.ids {
		if v.FieldByIndex(ids).Len() > 0 {
			return nil
		}
	}
	f := v.FieldByIndex(r.size)
	size := reflect.New(deref(f.Type())).Elem()
	if size.Kind() == reflect.String {
		size.SetString(strconv.Itoa(n))
	} else {
		size.SetInt(int64(n))
	}
	write(f, size.Interface())
	return nil
}

// ClearPaging empties the token fields and the page size of an input: what is
// left is what the caller asked for, whatever the page.
func (r *Rule) ClearPaging(in any) {
	r.Set(in, nil)
	if r.size != nil {
		reflect.ValueOf(in).Elem().FieldByIndex(r.size).SetZero()
	}
}
