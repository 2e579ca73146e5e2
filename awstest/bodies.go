package awstest

import (
	"errors"
	"io"
	"reflect"
	"sync"

	"github.com/awsessentials/essentials/internal/clone"
)

// Inputs and outputs are copied for each caller, except for readers in them: the
// body of S3's PutObject and GetObject can be read only once. The bytes read are
// kept here, so that each copy has its own reader.

// input is a recorded input with its bodies.
type input struct {
	in     any
	bodies map[int]*content // by field
}

// keep copies an input and reads its bodies to the end. A seekable body is left
// at its position, as the SDK's retries require.
func keep(params any) input {
	kept := input{clone.Pointer(params), contents(params, false)}
	for _, c := range kept.bodies {
		from, seeks := c.from.(io.Seeker)
		var at int64
		if seeks {
			at, _ = from.Seek(0, io.SeekCurrent)
		}
		_, _ = io.Copy(io.Discard, &reader{content: c})
		if seeks {
			_, _ = from.Seek(at, io.SeekStart)
		}
	}
	return kept
}

// copy returns a copy of the input with its own readers.
func (i input) copy() any {
	in := clone.Pointer(i.in)
	i.rewind(in)
	return in
}

// rewind puts new readers into a copy.
func (i input) rewind(in any) { fill(in, i.bodies) }

// canned is an output that is returned by many calls.
type canned[Out any] struct {
	out    Out
	bodies map[int]*content
}

func can[Out any](out *Out) *canned[Out] {
	return &canned[Out]{clone.Of(*out), contents(out, true)}
}

func (c *canned[Out]) copy() *Out {
	out := new(clone.Of(c.out))
	fill(out, c.bodies)
	return out
}

// contents finds the readers in the fields of a struct. Those of an output must
// be closed here.
func contents(p any, closes bool) map[int]*content {
	v := reflect.ValueOf(p).Elem()
	if v.Kind() != reflect.Struct {
		return nil
	}
	var found map[int]*content
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.IsExported() || f.Type.Kind() != reflect.Interface || v.Field(i).IsNil() || !reflect.TypeFor[*reader]().AssignableTo(f.Type) {
			continue
		}
		if from, ok := v.Field(i).Interface().(io.Reader); ok {
			if found == nil {
				found = map[int]*content{}
			}
			found[i] = &content{from: from, close: closes}
		}
	}
	return found
}

func fill(p any, bodies map[int]*content) {
	for i, c := range bodies {
		reflect.ValueOf(p).Elem().Field(i).Set(reflect.ValueOf(&reader{content: c}))
	}
}

// content is what has been read of a body.
type content struct {
	mu    sync.Mutex
	from  io.Reader
	close bool // from, at its end
	data  []byte
	err   error // that ended it, usually io.EOF
}

// at reads at an offset, from the bytes kept or from the body.
func (c *content) at(p []byte, offset int64) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if offset >= int64(len(c.data)) && c.err == nil && len(p) > 0 {
		more := make([]byte, max(len(p), 512))
		n, err := c.from.Read(more)
		c.data = append(c.data, more[:n]...)
		c.err = err
		if closer, ok := c.from.(io.Closer); ok && c.close && err != nil {
			_ = closer.Close()
		}
	}
	if offset < int64(len(c.data)) {
		return copy(p, c.data[offset:]), nil
	}
	return 0, c.err
}

// reader is the body of one copy. It is seekable, as the SDK requires of an
// input.
type reader struct {
	*content
	offset int64
}

func (r *reader) Read(p []byte) (int, error) {
	n, err := r.at(p, r.offset)
	r.offset += int64(n)
	return n, err
}

// Close does nothing: other copies may still be reading.
func (r *reader) Close() error { return nil }

// Seek moves within the body; io.SeekEnd reads it to the end first.
func (r *reader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.offset
	case io.SeekEnd:
		end := &reader{content: r.content, offset: r.offset}
		if _, err := io.Copy(io.Discard, end); err != nil {
			return 0, err
		}
		offset += end.offset
	}
	if offset < 0 {
		return 0, errors.New("awstest: seek before the start of a body")
	}
	r.offset = offset
	return offset, nil
}
